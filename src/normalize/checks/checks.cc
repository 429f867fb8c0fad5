#include "normalize/checks/checks.h"

#include <algorithm>
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

// 税收收入 over its kinds, 本年收入合计.
bool is_revenue_subtotal(const RowView& row) {
  return row.direction == "revenue" && row.kind == recognize::RowKind::Subtotal;
}

// Sums that hold are no accident; one that does not may be no sum of the table.
std::vector<CheckResult> passed(std::vector<CheckResult> results) {
  std::erase_if(results, [](const CheckResult& result) { return result.status != CheckStatus::Pass; });
  return results;
}

// Revenue of a government by source, or a budget's revenue and uses side by side: outlines without codes.
bool lists_sources(const TableView& table) {
  if (table.kind != "income_summary" && table.kind != "government_fund_income" && table.kind != "government_fund" &&
      table.kind != "state_capital")
    return false;
  return std::any_of(table.blocks.begin(), table.blocks.end(), [](const BlockView& block) {
    return std::any_of(block.rows.begin(), block.rows.end(), [](const RowView& row) {
             return is_revenue_subtotal(row);
           }) &&
           std::none_of(block.rows.begin(), block.rows.end(), [](const RowView& row) { return !row.code.empty() || !row.unit_name.empty(); });
  });
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
      if (lists_sources(table)) append(results, passed(check_summary_sums(table, amounts)));
    }
    append(results, check_final_accounts(table, amounts));
  }
  append(results, check_cross_tables(tables, amounts));
  append(results, check_cross_codes(tables, amounts));
  append(results, check_cross_items(tables, amounts));
  return results;
}

}  // namespace gongkai::normalize
