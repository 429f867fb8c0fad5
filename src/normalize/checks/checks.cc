#include "normalize/checks/checks.h"

#include <iterator>
#include <utility>

#include "normalize/checks/column_sums.h"
#include "normalize/checks/cross_codes.h"
#include "normalize/checks/cross_items.h"
#include "normalize/checks/cross_tables.h"
#include "normalize/checks/final_accounts.h"
#include "normalize/checks/row_sums.h"
#include "normalize/checks/summary_sums.h"
#include "normalize/checks/three_public.h"

namespace gongkai::normalize {
namespace {

void append(std::vector<CheckResult>& results, std::vector<CheckResult> more) {
  std::move(more.begin(), more.end(), std::back_inserter(results));
}

}  // namespace

std::vector<CheckResult> check_tables(const std::vector<recognize::Table>& tables,
                                      const std::vector<UnreadCells>& unread,
                                      const std::vector<AmountFact>& amounts) {
  std::vector<CheckResult> results;
  for (size_t i = 0; i < tables.size(); ++i) {
    const TableView table = view_table(tables[i], static_cast<int>(i), amounts, unread[i]);
    append(results, check_column_sums(table, amounts));
    if (is_summary(table.kind)) {
      append(results, check_summary_sums(table, amounts));
    } else if (table.kind == "three_public") {
      append(results, check_three_public(table, amounts));
    } else if (table.kind != "project_targets") {  // its rows are indicators of projects
      append(results, check_row_sums(table, amounts));
    }
    append(results, check_final_accounts(table, amounts));
  }
  append(results, check_cross_tables(tables, amounts));
  append(results, check_cross_codes(tables, amounts));
  append(results, check_cross_items(tables, amounts));
  return results;
}

}  // namespace gongkai::normalize
