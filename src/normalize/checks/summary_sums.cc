#include "normalize/checks/summary_sums.h"

#include <algorithm>

#include "normalize/checks/column_equations.h"
#include "normalize/checks/equation.h"
#include "recognize/row_label.h"

namespace gongkai::normalize {
namespace {

using recognize::kNoOrdinal;
using recognize::RowKind;
using Rows = std::vector<const RowView*>;

bool is_revenue(const RowView& row) { return row.direction == "revenue"; }

// The rows of one half as an outline: items stand under the rows that recognize named as their
// ancestors; 本年收入合计 and 总计 close what stands above them.
class Outline {
 public:
  explicit Outline(const std::vector<RowView>& rows) : rows_(rows) {
    for (size_t i = 0; i < rows.size(); ++i) parents_.push_back(find_parent(i));
  }

  bool closes(size_t i) const {
    if (rows_[i].name.empty()) return false;  // a row without a label: no telling what it adds up
    if (rows_[i].kind == RowKind::Total) return true;
    return rows_[i].kind == RowKind::Subtotal && rows_[i].depth == kNoOrdinal && !has_children(i);
  }

  // The rows right below i, and those of them that may as well stand elsewhere.
  void children(size_t i, Rows& certain, Rows& optional) const {
    for (size_t row = i + 1; row < rows_.size() && !closes(row); ++row) {
      if (rows_[row].memo) continue;
      if (is_loose(row)) {
        if (stands_in(row, i)) optional.push_back(&rows_[row]);
      } else if (parents_[row] == static_cast<int>(i)) {
        certain.push_back(&rows_[row]);
      } else if (!stands_in(row, i)) {
        break;
      }
    }
  }

  // The rows that the closing row i adds up: the sub-total above it and what stands between.
  void closed_by(size_t i, Rows& certain, Rows& optional) const {
    size_t first = i;
    while (first > 0 && !closes(first - 1)) --first;
    if (first > 0 && rows_[first - 1].kind == RowKind::Subtotal)
      certain.push_back(&rows_[first - 1]);
    for (size_t row = first; row < i; ++row) {
      if (rows_[row].memo) continue;
      if (rows_[row].name.empty()) {
        optional.push_back(&rows_[row]);
      } else if (parents_[row] == kNoParent) {
        certain.push_back(&rows_[row]);
      } else if (is_loose(row) && parents_[static_cast<size_t>(parents_[row])] == kNoParent) {
        optional.push_back(&rows_[row]);
      }
    }
  }

 private:
  bool has_children(size_t i) const {
    const std::string& name = rows_[i].name;
    return std::any_of(
        rows_.begin() + static_cast<long>(i) + 1, rows_.end(), [&](const RowView& row) {
          return std::find(row.ancestors.begin(), row.ancestors.end(), name) != row.ancestors.end();
        });
  }

  // The row whose code begins this one's, else the innermost ancestor that prints an amount, else
  // the 本年支出 that heads its half.
  int find_parent(size_t i) const {
    for (size_t above = i; above-- > 0 && rows_[above].kind != RowKind::Total;) {
      if (is_code_below(rows_[i], rows_[above])) return static_cast<int>(above);
    }
    const auto& names = rows_[i].ancestors;
    for (auto name = names.rbegin(); name != names.rend(); ++name) {
      for (size_t above = i; above-- > 0 && rows_[above].kind != RowKind::Total;) {
        if (rows_[above].name == *name) return static_cast<int>(above);
      }
    }
    return find_head(i);
  }

  // 一、本年支出 over 一、一般公共服务支出 …: it heads what follows, though its ordinal is no
  // higher.
  int find_head(size_t i) const {
    if (rows_[i].kind == RowKind::Total || rows_[i].timing != "all") return kNoParent;
    for (size_t above = i; above-- > 0;) {
      const RowView& head = rows_[above];
      if (head.kind == RowKind::Total || head.timing == "carryover" || head.timing == "closing")
        break;
      if (head.timing == "current" && head.depth != kNoOrdinal) return static_cast<int>(above);
    }
    return kNoParent;
  }

  // A row of which neither code nor ordinal tell the place: a part of the row above it, or the
  // next one beside it.
  bool is_loose(size_t i) const {
    if (parents_[i] == kNoParent || rows_[i].depth != kNoOrdinal) return false;
    const RowView& parent = rows_[static_cast<size_t>(parents_[i])];
    // 未安排支出的实户资金 after 结转下年 is beside it in Xi'an, 其中 … below it elsewhere.
    if (parent.timing == "closing" && parent.depth == kNoOrdinal) return true;
    const bool same_section = parent.timing != "all" && parent.timing == rows_[i].timing;
    return parent.depth != kNoOrdinal && !same_section && !is_code_below(rows_[i], parent);
  }

  // True if row i stands somewhere under `ancestor`; a loose row, if the ancestor's own one is its
  // parent.
  bool stands_in(size_t i, size_t ancestor) const {
    if (is_loose(i) && parents_[ancestor] == parents_[i]) return !rows_[ancestor].code.empty();
    for (int row = parents_[i]; row != kNoParent; row = parents_[static_cast<size_t>(row)]) {
      if (row == static_cast<int>(ancestor)) return true;
    }
    return false;
  }

  const std::vector<RowView>& rows_;
  std::vector<int> parents_;
};

const char* rule_of_total(const RowView& total, const Rows& parts) {
  const bool over_subtotal = !parts.empty() && parts.front()->kind == RowKind::Subtotal &&
                             parts.front()->depth == kNoOrdinal && total.kind == RowKind::Total;
  if (is_revenue(total)) return over_subtotal ? "A7" : "A4";
  return over_subtotal ? "A8" : "A5";
}

void check_block(const TableView& table, const BlockView& block,
                 const std::vector<AmountFact>& amounts, std::vector<CheckResult>& results) {
  const Outline outline(block.rows);
  for (size_t i = 0; i < block.rows.size(); ++i) {
    if (block.rows[i].memo) continue;
    RowSum sum;
    sum.total = &block.rows[i];
    if (outline.closes(i)) {
      outline.closed_by(i, sum.parts, sum.optional);
    } else {
      outline.children(i, sum.parts, sum.optional);
    }
    if (sum.parts.empty() && sum.optional.empty()) continue;
    sum.rule = rule_of_total(block.rows[i], sum.parts);
    // Parts that only their indent tells from what they are part of (上级补助收入 over 返还性收入).
    sum.may_nest = std::all_of(sum.parts.begin(), sum.parts.end(), [](const RowView* part) { return part->depth == kNoOrdinal; });
    append_column_equations(table, sum, amounts, results);
  }
}

// The last total of a side, in the column over all its money of this year's plan or outturn.
int grand_total(const TableView& table, bool revenue, const std::vector<AmountFact>& amounts) {
  int found = kNotPrinted;
  for (const BlockView& block : table.blocks) {
    for (const RowView& row : block.rows) {
      const bool total = row.kind == RowKind::Total && !row.name.empty();
      if (!total || is_revenue(row) != revenue || found != kNotPrinted) continue;
      for (const auto& [column, index] : row.facts) {
        const AmountFact& fact = amounts[static_cast<size_t>(index)];
        const recognize::Dimensions& is = fact.dimensions;
        const bool all_money = is.fund == "all" || is.fund == "appropriation";
        const bool this_year = is.phase == "approved" || is.phase == "executed";
        if (found == kNotPrinted && !fact.memo && all_money && this_year &&
            is.spend_type == "all" && is.timing == "all") {
          found = index;
        }
      }
    }
  }
  return found;
}

}  // namespace

std::vector<CheckResult> check_summary_sums(const TableView& table,
                                            const std::vector<AmountFact>& amounts) {
  std::vector<CheckResult> results;
  for (const BlockView& block : table.blocks) check_block(table, block, amounts, results);
  const int revenue = grand_total(table, true, amounts);
  const int expenditure = grand_total(table, false, amounts);
  if (revenue != kNotPrinted && expenditure != kNotPrinted) {
    const Equation both_ends{"A6", table.name + " 收入总计 = 支出总计", revenue, {expenditure}, {}};
    results.push_back(evaluate(both_ends, amounts, table.quantum));
  }
  return results;
}

}  // namespace gongkai::normalize
