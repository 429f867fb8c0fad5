#include "normalize/checks/final_accounts.h"

#include <algorithm>
#include <string>

#include "normalize/checks/equation.h"

namespace gongkai::normalize {
namespace {

constexpr size_t kDigitsOfClass = 3;  // of a 类

bool is_personnel(const std::string& economic_class) {
  return economic_class == "301" || economic_class == "303";
}

// The 类 of the table with (or without) those for persons.
std::vector<int> classes(const TableView& table, const std::vector<AmountFact>& amounts,
                         bool personnel) {
  std::vector<int> found;
  for (const BlockView& block : table.blocks) {
    for (const RowView& row : block.rows) {
      const bool is_class =
          row.code_system == "economic_department" && row.code.size() == kDigitsOfClass;
      if (!is_class || is_personnel(row.code) != personnel) continue;
      for (const auto& [column, index] : row.facts) {
        if (!amounts[static_cast<size_t>(index)].memo) found.push_back(index);
      }
    }
  }
  return found;
}

void check_side_by_side(const TableView& table, const std::vector<AmountFact>& amounts,
                        std::vector<CheckResult>& results) {
  for (const BlockView& block : table.blocks) {
    for (const RowView& row : block.rows) {
      if (row.kind != recognize::RowKind::Subtotal || row.facts.size() != 1) continue;
      const bool personnel = row.name.starts_with("人员经费");
      if (!personnel && !row.name.starts_with("公用经费")) continue;
      const int total = row.facts.begin()->second;
      const Equation equation{
          "A17", table.name + " " + row.name, total, classes(table, amounts, personnel), {}};
      results.push_back(equation.addends.empty()
                            ? skipped(equation, amounts, "none of its parts is printed")
                            : evaluate(equation, amounts, table.quantum));
    }
  }
}

// The one amount of the row with that direction and timing over all spending; kNotPrinted where
// there is none or more than one.
int only(const RowView& row, const std::vector<AmountFact>& amounts, const char* direction,
         std::initializer_list<std::string> timings) {
  int found = kNotPrinted;
  for (const auto& [column, index] : row.facts) {
    const AmountFact& fact = amounts[static_cast<size_t>(index)];
    const recognize::Dimensions& is = fact.dimensions;
    if (fact.memo || is.direction != direction || is.spend_type != "all" ||
        std::find(timings.begin(), timings.end(), is.timing) == timings.end()) {
      continue;
    }
    if (found != kNotPrinted) return kNotPrinted;
    found = index;
  }
  return found;
}

void check_carry_over(const TableView& table, const RowView& row,
                      const std::vector<AmountFact>& amounts, std::vector<CheckResult>& results) {
  const int closing = only(row, amounts, "expenditure", {"closing"});
  const int opening = only(row, amounts, "revenue", {"carryover"});
  const int income = only(row, amounts, "revenue", {"current", "all"});
  const int spending = only(row, amounts, "expenditure", {"current", "all"});
  if (closing == kNotPrinted || spending == kNotPrinted) return;
  Equation equation{"A19", table.name + " " + row.code + " " + row.name, closing, {}, {spending}};
  if (opening != kNotPrinted) equation.addends.push_back(opening);
  if (income != kNotPrinted) equation.addends.push_back(income);
  results.push_back(evaluate(equation, amounts, table.quantum));
}

}  // namespace

std::vector<CheckResult> check_final_accounts(const TableView& table,
                                              const std::vector<AmountFact>& amounts) {
  std::vector<CheckResult> results;
  if (table.kind == "basic_expenditure" && table.blocks.size() > 1) {
    check_side_by_side(table, amounts, results);
  }
  if (table.kind.starts_with("government_fund") || table.kind == "state_capital") {
    for (const BlockView& block : table.blocks) {
      for (const RowView& row : block.rows) check_carry_over(table, row, amounts, results);
    }
  }
  return results;
}

}  // namespace gongkai::normalize
