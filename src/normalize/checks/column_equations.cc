#include "normalize/checks/column_equations.h"

#include <set>

#include "normalize/checks/equation.h"

namespace gongkai::normalize {
namespace {

std::set<int> columns_of(const RowSum& sum) {
  std::set<int> columns;
  for (const auto& [column, fact] : sum.total->facts) columns.insert(column);
  for (const RowView* part : sum.parts) {
    for (const auto& [column, fact] : part->facts) columns.insert(column);
  }
  return columns;
}

int fact_at(const RowView& row, int column) {
  const auto fact = row.facts.find(column);
  return fact == row.facts.end() ? kNotPrinted : fact->second;
}

bool is_unread(const TableView& table, const RowSum& sum, int column) {
  if (table.unread.contains({sum.total->row, column})) return true;
  for (const RowView* part : sum.parts) {
    if (table.unread.contains({part->row, column})) return true;
  }
  return false;
}

}  // namespace

void append_column_equations(const TableView& table, const RowSum& sum,
                             const std::vector<AmountFact>& amounts,
                             std::vector<CheckResult>& results) {
  for (const int column : columns_of(sum)) {
    Equation equation;
    equation.rule = sum.rule;
    equation.total = fact_at(*sum.total, column);
    for (const RowView* part : sum.parts) {
      if (const int fact = fact_at(*part, column); fact != kNotPrinted)
        equation.addends.push_back(fact);
    }
    const int any = equation.total == kNotPrinted ? equation.addends.front() : equation.total;
    equation.subject = subject_of(table, *sum.total, amounts[static_cast<size_t>(any)]);
    if (is_unread(table, sum, column)) {
      results.push_back(skipped(equation, amounts, "one of its cells could not be read"));
    } else if (equation.total == kNotPrinted) {
      results.push_back(skipped(equation, amounts, "the sum is not printed"));
    } else if (equation.addends.empty()) {
      results.push_back(skipped(equation, amounts, "none of its parts is printed"));
    } else {
      CheckResult result = evaluate(equation, amounts, table.quantum);
      if (result.status == CheckStatus::Fail && !sum.doubt.empty()) {
        result = skipped(equation, amounts, sum.doubt);
      }
      results.push_back(std::move(result));
    }
  }
}

}  // namespace gongkai::normalize
