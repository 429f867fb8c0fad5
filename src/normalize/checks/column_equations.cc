#include "normalize/checks/column_equations.h"

#include <algorithm>
#include <set>
#include <utility>

#include "normalize/checks/equation.h"
#include "normalize/checks/nested_sum.h"

namespace gongkai::normalize {
namespace {

// Evaluates one sum of rows, column by column.
class Evaluation {
 public:
  Evaluation(const TableView& table, const RowSum& sum, const std::vector<AmountFact>& amounts)
      : table_(table), sum_(sum), amounts_(amounts) {}

  CheckResult in_column(int column) const {
    const Equation equation = equation_of(column, false);
    if (is_unread(column)) return skipped(equation, amounts_, "one of its cells could not be read");
    if (equation.total == kNotPrinted) return skipped(equation, amounts_, "the sum is not printed");
    const Equation with_optional = equation_of(column, true);
    if (with_optional.addends.empty()) {
      return skipped(equation, amounts_, "none of its parts is printed");
    }
    CheckResult result = evaluate(equation, amounts_, table_.quantum);
    if (result.status == CheckStatus::Pass) return result;
    const CheckResult other = evaluate(with_optional, amounts_, table_.quantum);
    if (other.status == CheckStatus::Pass) return other;
    if (sum_.may_nest && adds_up_nested(values_of(with_optional), result.actual_fen)) {
      return pass_nested(other);
    }
    const std::string doubt = doubt_about(equation, with_optional, result);
    return doubt.empty() ? result : skipped(equation, amounts_, doubt);
  }

  std::set<int> columns() const {
    std::set<int> columns;
    add_columns(*sum_.total, columns);
    for (const RowView* part : sum_.parts) add_columns(*part, columns);
    return columns;
  }

 private:
  static void add_columns(const RowView& row, std::set<int>& columns) {
    for (const auto& [column, fact] : row.facts) columns.insert(column);
  }

  static int fact_at(const RowView& row, int column) {
    const auto fact = row.facts.find(column);
    return fact == row.facts.end() ? kNotPrinted : fact->second;
  }

  Equation equation_of(int column, bool with_optional) const {
    Equation equation;
    equation.rule = sum_.rule;
    equation.total = fact_at(*sum_.total, column);
    const auto add = [&](const std::vector<const RowView*>& rows) {
      for (const RowView* row : rows) {
        if (const int fact = fact_at(*row, column); fact != kNotPrinted)
          equation.addends.push_back(fact);
      }
    };
    add(sum_.parts);
    if (with_optional) add(sum_.optional);
    if (const int any = equation.total != kNotPrinted ? equation.total
                        : equation.addends.empty()    ? kNotPrinted
                                                      : equation.addends.front();
        any != kNotPrinted) {
      equation.subject = subject_of(table_, *sum_.total, amounts_[static_cast<size_t>(any)]);
    }
    return equation;
  }

  bool is_unread(int column) const {
    const auto unread = [&](const RowView* row) {
      return table_.unread.contains({row->row, column});
    };
    return unread(sum_.total) || std::any_of(sum_.parts.begin(), sum_.parts.end(), unread) ||
           std::any_of(sum_.optional.begin(), sum_.optional.end(), unread);
  }

  std::vector<int64_t> values_of(const Equation& equation) const {
    std::vector<int64_t> values;
    for (const int index : equation.addends)
      values.push_back(amounts_[static_cast<size_t>(index)].money.fen);
    return values;
  }

  static CheckResult pass_nested(CheckResult result) {
    result.status = CheckStatus::Pass;
    result.expected_fen = result.actual_fen;
    result.detail = "with sub-totals among its rows";
    return result;
  }

  std::string doubt_about(const Equation& equation, const Equation& with_optional,
                          const CheckResult& failed) const {
    if (!sum_.doubt.empty()) return sum_.doubt;
    if (column_has_unread_cells(equation)) return "one of its cells could not be read";
    if (with_optional.addends.size() > equation.addends.size())
      return "it is not certain which rows are its parts";
    const bool multiple = failed.actual_fen != 0 && (failed.expected_fen == 2 * failed.actual_fen ||
                                                     failed.expected_fen == 3 * failed.actual_fen);
    return multiple ? "sub-totals stand among its rows" : "";
  }

  // A cell that could not be read may be one of the parts: its row need not be known.
  bool column_has_unread_cells(const Equation& equation) const {
    const int column = amounts_[static_cast<size_t>(equation.total)].column;
    return std::any_of(table_.unread.begin(), table_.unread.end(),
                       [&](const auto& cell) { return cell.second == column; });
  }

  const TableView& table_;
  const RowSum& sum_;
  const std::vector<AmountFact>& amounts_;
};

}  // namespace

void append_column_equations(const TableView& table, const RowSum& sum,
                             const std::vector<AmountFact>& amounts,
                             std::vector<CheckResult>& results) {
  const Evaluation evaluation(table, sum, amounts);
  for (const int column : evaluation.columns()) results.push_back(evaluation.in_column(column));
}

}  // namespace gongkai::normalize
