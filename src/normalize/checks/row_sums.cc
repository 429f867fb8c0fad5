#include "normalize/checks/row_sums.h"

#include <algorithm>
#include <string_view>

#include "normalize/checks/column_equations.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;

bool is_classification(const RowView& row) {
  return row.code_system == "function" || row.code_system.starts_with("economic");
}

bool is_economic(const RowView& row) { return row.code_system.starts_with("economic"); }

bool same_unit(const RowView& a, const RowView& b) {
  return a.unit_code == b.unit_code && a.unit_name == b.unit_name;
}

// The rows of a block as a forest; the totals stand outside of it.
class RowTree {
 public:
  explicit RowTree(const std::vector<RowView>& rows)
      : rows_(rows), parents_(rows.size(), kNoParent) {
    for (size_t i = 0; i < rows.size(); ++i) parents_[i] = find_parent(i);
  }

  bool is_node(size_t i) const { return rows_[i].kind != RowKind::Total && !rows_[i].memo; }

  std::vector<size_t> children(int parent) const {
    std::vector<size_t> found;
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (is_node(i) && parents_[i] == parent) found.push_back(i);
    }
    return found;
  }

 private:
  int find_parent(size_t i) const {
    if (!is_node(i)) return kNoParent;
    for (size_t above = i; above-- > 0;) {
      if (is_node(above) && stands_under(rows_[i], rows_[above])) return static_cast<int>(above);
    }
    return kNoParent;
  }

  static bool stands_under(const RowView& row, const RowView& above) {
    if (row.kind == RowKind::Organization) {
      return above.kind == RowKind::Organization && !above.unit_code.empty() &&
             row.unit_code != above.unit_code && row.unit_code.starts_with(above.unit_code);
    }
    if (above.kind == RowKind::Organization) return same_unit(row, above);
    // Where each 项 names its unit (类 │ 款 │ 项 │ 单位代码), the 类 and 款 above it are of no one unit.
    const bool of_any_unit = above.unit_code.empty() && above.unit_name.empty();
    if (!of_any_unit && !same_unit(row, above)) return false;
    // A project stands under the function row above it, where the table has such rows.
    if (row.code_system == "project") return above.code_system == "function";
    return is_code_below(row, above);
  }

  const std::vector<RowView>& rows_;
  std::vector<int> parents_;
};

const char* rule_of(const RowView& parent, const std::vector<const RowView*>& parts) {
  const bool total = parent.kind == RowKind::Total;
  const bool economic = !parts.empty() && is_economic(*parts.front());
  if (parent.kind == RowKind::Organization || parts.front()->kind == RowKind::Organization ||
      parts.front()->code_system == "project") {
    return "A15";
  }
  if (total) return economic ? "A10" : "A1";
  return economic ? "A12" : "A2";
}

// Rows of the tables side by side that stand under a row too (决算 06: 302 goes on in the next triple).
bool goes_on_beside(const TableView& table, const BlockView& block, const RowView& parent) {
  return std::any_of(table.blocks.begin(), table.blocks.end(), [&](const BlockView& other) {
    return &other != &block && std::any_of(other.rows.begin(), other.rows.end(), [&](const RowView& row) {
             return is_classification(row) && is_classification(parent) && is_code_below(row, parent);
           });
  });
}

// Why the rows under a total can't be told for certain; "" where they can.
std::string doubt_about(const TableView& table, const std::vector<const RowView*>& parts) {
  const auto coded = [](const RowView* row) { return is_classification(*row); };
  const bool some = std::any_of(parts.begin(), parts.end(), coded);
  const bool all = std::all_of(parts.begin(), parts.end(), coded);
  if (some && !all) return "rows with and without a code stand side by side";
  const auto subtotal = [](const RowView* row) { return row->kind == RowKind::Subtotal; };
  if (std::any_of(parts.begin(), parts.end(), subtotal)) return "sub-totals stand among its rows";
  const bool lists_goods = table.kind == "procurement" || table.kind == "service_purchase";
  return lists_goods ? "what kinds of goods its rows list is not known" : "";
}

// In tables of units without a total the first one may be the department of the others (Shenzhen
// 表2); whether it is, only the sum can tell.
void check_department(const TableView& table, const BlockView& block,
                      const std::vector<AmountFact>& amounts, std::vector<CheckResult>& results) {
  std::vector<const RowView*> units;
  for (const RowView& row : block.rows) {
    if (row.kind == RowKind::Total || !row.unit_code.empty()) return;
    if (row.kind == RowKind::Organization && !row.memo) units.push_back(&row);
  }
  if (units.size() < 3) return;
  const std::vector<const RowView*> parts(units.begin() + 1, units.end());
  append_column_equations(table,
                          {"A15", units.front(), parts, {}, false,
                           "it is not certain that the first unit is the department of the others"},
                          amounts, results);
}

}  // namespace

std::vector<CheckResult> check_row_sums(const TableView& table,
                                        const std::vector<AmountFact>& amounts) {
  std::vector<CheckResult> results;
  for (const BlockView& block : table.blocks) {
    check_department(table, block, amounts, results);
    const RowTree tree(block.rows);
    for (size_t i = 0; i < block.rows.size(); ++i) {
      const RowView& parent = block.rows[i];
      const bool total = parent.kind == RowKind::Total;
      if (!total && !tree.is_node(i)) continue;
      std::vector<const RowView*> parts;
      for (const size_t child : tree.children(total ? kNoParent : static_cast<int>(i))) {
        parts.push_back(&block.rows[child]);
      }
      if (parts.empty()) continue;
      const bool by_codes = std::all_of(parts.begin(), parts.end(),
                                        [](const RowView* row) { return is_classification(*row); });
      const std::string doubt = goes_on_beside(table, block, parent)
                                    ? "its parts go on in the table beside it"
                                    : doubt_about(table, parts);
      append_column_equations(table, {rule_of(parent, parts), &parent, parts, {}, !by_codes, doubt},
                              amounts, results);
    }
  }
  return results;
}

}  // namespace gongkai::normalize
