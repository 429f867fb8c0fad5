#include "normalize/checks/checks.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "normalize/checks/column_sums.h"
#include "normalize/checks/final_accounts.h"
#include "normalize/checks/row_sums.h"
#include "normalize/checks/summary_sums.h"
#include "normalize/checks/three_public.h"

namespace gongkai::normalize {
namespace {

void append(std::vector<CheckResult>& results, std::vector<CheckResult> more) {
  std::move(more.begin(), more.end(), std::back_inserter(results));
}

bool is_passed_sum(const CheckResult& check) {
  return check.status == CheckStatus::Pass && check.arithmetic && !check.advisory;
}

// Figures of the check that are not zero.
int count_nonzero(const CheckResult& check, const std::vector<AmountFact>& amounts) {
  return static_cast<int>(std::count_if(check.facts.begin(), check.facts.end(), [&](int index) {
    return amounts[static_cast<size_t>(index)].money.fen != 0;
  }));
}

bool vouches_for_any(const CheckResult& check, const std::vector<AmountFact>& amounts) {
  return std::any_of(check.facts.begin(), check.facts.end(), [&](int index) {
    const AmountFact& fact = amounts[static_cast<size_t>(index)];
    return fact.vouched && fact.money.fen != 0;
  });
}

void vouch_for_all(const CheckResult& check, std::vector<AmountFact>& amounts) {
  for (const int index : check.facts) amounts[static_cast<size_t>(index)].vouched = true;
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
  return results;
}

void vouch(const std::vector<CheckResult>& checks, std::vector<AmountFact>& amounts) {
  std::vector<const CheckResult*> copies;
  for (const CheckResult& check : checks) {
    if (!is_passed_sum(check)) continue;
    const int nonzero = count_nonzero(check, amounts);
    if (nonzero > 2) vouch_for_all(check, amounts);
    if (nonzero == 2) copies.push_back(&check);
  }
  for (bool spread = true; spread;) {
    const auto open = std::partition(copies.begin(), copies.end(), [&](const CheckResult* check) {
      return vouches_for_any(*check, amounts);
    });
    spread = open != copies.begin();
    std::for_each(copies.begin(), open,
                  [&](const CheckResult* check) { vouch_for_all(*check, amounts); });
    copies.erase(copies.begin(), open);
  }
}

}  // namespace gongkai::normalize
