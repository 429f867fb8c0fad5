#include "normalize/checks/vouch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

#include "base/money_text.h"

namespace gongkai::normalize {
namespace {

using recognize::Table;

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

void take_word_of_sums(const std::vector<CheckResult>& checks, std::vector<AmountFact>& amounts) {
  std::vector<const CheckResult*> copies;
  for (const CheckResult& check : checks) {
    if (!is_passed_sum(check)) continue;
    const int nonzero = count_nonzero(check, amounts);
    if (nonzero > 2 || nonzero == 0) vouch_for_all(check, amounts);
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

// Rules that hold the money of two tables of a document against each other (B8 does it with names).
bool is_cross_check(const CheckResult& check) {
  return check.rule.starts_with("B") && check.rule != "B8";
}

// Rules that hold a column against others: of its own table (A3 合计 = 基本支出 + 项目支出), or of
// another one.
bool tells_columns_apart(const CheckResult& check) {
  static const std::set<std::string_view> kRowRules = {"A3", "A9", "A11", "A16"};
  return is_cross_check(check) || kRowRules.contains(check.rule);
}

// What these rules say of one column.
struct ColumnVerdict {
  int agreed = 0;
  int contradicted = 0;
};

void withdraw_contradicted(const std::vector<CheckResult>& checks,
                           std::vector<AmountFact>& amounts) {
  std::map<std::pair<int, int>, ColumnVerdict> columns;
  for (const CheckResult& check : checks) {
    if (!tells_columns_apart(check) || check.advisory || check.status == CheckStatus::Skipped)
      continue;
    const bool agreed = check.status == CheckStatus::Pass;
    if (agreed && count_nonzero(check, amounts) == 0) continue;
    for (const int index : check.facts) {
      AmountFact& fact = amounts[static_cast<size_t>(index)];
      ColumnVerdict& verdict = columns[{fact.table, fact.column}];
      if (!agreed) {
        ++verdict.contradicted;
        fact.vouched = false;
      } else if (is_cross_check(check) || index == check.facts.front()) {
        ++verdict.agreed;  // the parts of a sum may change places: it only speaks for the whole
      }
    }
  }
  for (AmountFact& fact : amounts) {
    const auto found = columns.find({fact.table, fact.column});
    if (found == columns.end()) continue;
    if (found->second.contradicted > found->second.agreed) fact.vouched = false;
  }
}

// True where one figure is the other one in 千元 or 万元: 1,234 beside 12,340,000.
bool differ_by_unit(int64_t a, int64_t b) {
  const int64_t small = std::min(std::abs(a), std::abs(b));
  const int64_t large = std::max(std::abs(a), std::abs(b));
  if (small == 0) return false;
  for (const int64_t factor : {1'000, 10'000}) {
    // Rounding to the coarser unit's last printed digit leaves three figures equal at least.
    if (large / factor <= small + small / 1'000 && large / factor >= small - small / 1'000) return true;
  }
  return false;
}

// The tables whose unit is doubted, each with a warning.
std::set<int> units_in_conflict(const std::vector<Table>& tables,
                                const std::vector<CheckResult>& checks,
                                const std::vector<AmountFact>& amounts, Diagnostics& diagnostics) {
  std::set<int> doubted;
  for (const CheckResult& check : checks) {
    const bool equality = is_cross_check(check) || check.rule.starts_with("C");
    if (check.status != CheckStatus::Fail || !equality || check.facts.empty() ||
        !differ_by_unit(check.expected_fen, check.actual_fen)) {
      continue;
    }
    for (const int index : check.facts) {
      const int table = amounts[static_cast<size_t>(index)].table;
      if (!doubted.insert(table).second) continue;
      const Table& found = tables[static_cast<size_t>(table)];
      diagnostics.push_back(
          {Severity::Warning, found.first_page, "table.unit_conflict",
           fmt::format("\"{}\" ({}) and what else the document says differ by their unit of money: "
                       "{} 元 against {} ({})",
                       found.title, found.unit, format_yuan(check.expected_fen),
                       format_yuan(check.actual_fen), check.subject)});
    }
  }
  return doubted;
}

// Parts of the year's spending: no figure of theirs is more than all of it. Projects may be of
// several years.
bool is_part_of_the_year(const std::string& kind) {
  return kind != "other" && !kind.starts_with("project");
}

// The largest total of 收支总表, 收入总表 and 支出总表, 分; 0 without any.
int64_t all_money(const std::vector<Table>& tables, const std::vector<AmountFact>& amounts) {
  static const std::set<std::string_view> kKinds = {"income_expenditure_summary", "income_summary",
                                                    "expenditure_summary"};
  int64_t largest = 0;
  for (const AmountFact& fact : amounts) {
    if (fact.row_kind == recognize::RowKind::Total &&
        kKinds.contains(tables[static_cast<size_t>(fact.table)].kind)) {
      largest = std::max(largest, fact.money.fen);
    }
  }
  return largest;
}

// How many times the whole a figure must be for its unit to be doubted: a mistake of the document
// (Yantai: 0.7 % more than all money) is no question of units, which are 1,000 or 10,000 apart.
constexpr int64_t kTimesOfAll = 10;

// 元 read as 万元: money that is printed nowhere else (政府采购, 三公) is more than the unit has.
void add_more_than_all(const std::vector<Table>& tables, const std::vector<AmountFact>& amounts,
                       std::set<int>& doubted, Diagnostics& diagnostics) {
  const int64_t all = all_money(tables, amounts);
  if (all == 0) return;
  for (const AmountFact& fact : amounts) {
    const Table& table = tables[static_cast<size_t>(fact.table)];
    const bool of_year = fact.dimensions.phase == "approved" || fact.dimensions.phase == "executed";
    if (!of_year || !is_part_of_the_year(table.kind) || fact.money.fen / kTimesOfAll <= all ||
        !doubted.insert(fact.table).second) {
      continue;
    }
    diagnostics.push_back(
        {Severity::Warning, fact.place.page, "table.unit_conflict",
         fmt::format("\"{}\" ({}) prints {} 元, more than all money of the document, {} 元: its unit of "
                     "money may be another one",
                     table.title, table.unit, format_yuan(fact.money.fen), format_yuan(all))});
  }
}

}  // namespace

void vouch(const std::vector<Table>& tables, const std::vector<CheckResult>& checks,
           std::vector<AmountFact>& amounts, Diagnostics& diagnostics) {
  take_word_of_sums(checks, amounts);
  withdraw_contradicted(checks, amounts);
  std::set<int> doubted = units_in_conflict(tables, checks, amounts, diagnostics);
  add_more_than_all(tables, amounts, doubted, diagnostics);
  for (AmountFact& fact : amounts) {
    if (doubted.contains(fact.table) || tables[static_cast<size_t>(fact.table)].implied) fact.vouched = false;
  }
}

}  // namespace gongkai::normalize
