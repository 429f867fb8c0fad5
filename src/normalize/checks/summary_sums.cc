#include "normalize/checks/summary_sums.h"

#include <algorithm>

#include "normalize/checks/column_equations.h"
#include "normalize/checks/equation.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;

constexpr int kNoOrdinal = 9;  // depth of a row without ordinal, as in recognize::Entry

bool is_revenue(const RowView& row) { return row.direction == "revenue"; }

// 本年收入合计, 总计: rows that close what stands above them.
bool closes(const RowView& row) {
  return row.kind == RowKind::Total || (row.kind == RowKind::Subtotal && !row.children);
}

// The rows right below `parent` in the outline: of the next deeper ordinal, up to the next row
// that is as high as the parent.
std::vector<const RowView*> outline_children(const std::vector<RowView>& rows, size_t parent) {
  std::vector<const RowView*> found;
  int level = kNoOrdinal;
  for (size_t i = parent + 1; i < rows.size(); ++i) {
    const RowView& row = rows[i];
    if (closes(row) || row.depth <= rows[parent].depth || row.depth == kNoOrdinal) break;
    if (row.memo || row.depth > level) continue;
    if (row.depth < level) found.clear();
    level = row.depth;
    found.push_back(&row);
  }
  return found;
}

// The rows that a closing row adds up: the outermost ones since the last closing row, and that row.
std::vector<const RowView*> rows_above(const std::vector<RowView>& rows, size_t closing) {
  std::vector<const RowView*> found;
  size_t first = closing;
  while (first > 0 && !closes(rows[first - 1])) --first;
  int level = kNoOrdinal;
  for (size_t i = first; i < closing; ++i) level = std::min(level, rows[i].depth);
  if (first > 0) found.push_back(&rows[first - 1]);
  for (size_t i = first; i < closing; ++i) {
    const bool outermost = rows[i].depth == level || rows[i].depth == kNoOrdinal;
    if (outermost && !rows[i].memo) found.push_back(&rows[i]);
  }
  return found;
}

// Rows without ordinal below ones with an ordinal may be parts of these.
std::string doubt_about(const std::vector<const RowView*>& parts) {
  const auto plain = [](const RowView* row) {
    return row->kind == RowKind::Item && row->depth == kNoOrdinal && row->timing != "carryover" &&
           row->timing != "closing";
  };
  const auto ordinal = [](const RowView* row) { return row->depth != kNoOrdinal; };
  const bool mixed = std::any_of(parts.begin(), parts.end(), plain) &&
                     std::any_of(parts.begin(), parts.end(), ordinal);
  return mixed ? "rows with and without an ordinal stand side by side" : "";
}

const char* rule_of(const RowView& closing, const std::vector<const RowView*>& parts) {
  const bool over_subtotal = !parts.empty() && closes(*parts.front());
  if (is_revenue(closing)) return over_subtotal ? "A7" : "A4";
  return over_subtotal ? "A8" : "A5";
}

void check_block(const TableView& table, const BlockView& block,
                 const std::vector<AmountFact>& amounts, std::vector<CheckResult>& results) {
  for (size_t i = 0; i < block.rows.size(); ++i) {
    const RowView& row = block.rows[i];
    if (row.memo) continue;
    if (closes(row)) {
      const auto parts = rows_above(block.rows, i);
      if (parts.empty()) continue;
      append_column_equations(table, {rule_of(row, parts), &row, parts, doubt_about(parts)},
                              amounts, results);
    } else if (row.children) {
      const auto parts = outline_children(block.rows, i);
      if (parts.empty()) continue;
      append_column_equations(table, {is_revenue(row) ? "A4" : "A5", &row, parts, ""}, amounts,
                              results);
    }
  }
}

// The last total of a side, in the column over all its money of this year's plan or outturn.
int grand_total(const TableView& table, bool revenue, const std::vector<AmountFact>& amounts) {
  int found = -1;
  for (const BlockView& block : table.blocks) {
    for (const RowView& row : block.rows) {
      if (row.kind != RowKind::Total || is_revenue(row) != revenue || found >= 0) continue;
      for (const auto& [column, index] : row.facts) {
        const AmountFact& fact = amounts[static_cast<size_t>(index)];
        const recognize::Dimensions& is = fact.dimensions;
        const bool all_money = is.fund == "all" || is.fund == "appropriation";
        const bool this_year = is.phase == "approved" || is.phase == "executed";
        if (found < 0 && !fact.memo && all_money && this_year && is.spend_type == "all" &&
            is.timing == "all") {
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
  if (revenue >= 0 && expenditure >= 0) {
    const Equation both_ends{"A6", table.name + " 收入总计 = 支出总计", revenue, {expenditure}, {}};
    results.push_back(evaluate(both_ends, amounts, table.quantum));
  }
  return results;
}

}  // namespace gongkai::normalize
