#include "recognize/row_cells.h"

#include <algorithm>

namespace gongkai::recognize {
namespace {

// Each cell over the rows and columns that it rules.
std::vector<int> ruled_cells(const JoinedTable& table) {
  std::vector<int> at(static_cast<size_t>(table.rows()) * static_cast<size_t>(table.columns), -1);
  for (size_t i = 0; i < table.cells.size(); ++i) {
    const TableCell& cell = table.cells[i];
    const int last_row = std::min(cell.row + cell.row_span, table.rows());
    for (int r = cell.row; r < last_row; ++r) {
      for (int c = cell.column; c < std::min(cell.column + cell.column_span, table.columns); ++c) {
        at[static_cast<size_t>(r * table.columns + c)] = static_cast<int>(i);
      }
    }
  }
  return at;
}

// Columns of names, which are printed once for all rows of a merged cell. Parts of codes are not among
// them: a blank one says on which level its row stands.
bool names_rows(const Column& column) {
  return column.role == ColumnRole::ProjectName || column.role == ColumnRole::ProjectCode ||
         column.role == ColumnRole::UnitName || column.role == ColumnRole::Name;
}

class BreakJoiner {
 public:
  BreakJoiner(const JoinedTable& table, std::vector<int>& at) : table_(table), at_(at) {
    int above = -1;
    for (int row = 0; row < table.rows(); ++row) {
      if (table.heading_row[static_cast<size_t>(row)]) continue;
      if (above >= 0 && page_of(above) != page_of(row)) breaks_.emplace_back(above, row);
      above = row;
    }
  }

  // A name is printed before the break or after it, where the middle of its cell falls: first down,
  // so that one that covers a whole page belongs to what began it.
  void join(int column) {
    for (const auto& [above, below] : breaks_) extend(above, below, column);
    for (auto it = breaks_.rbegin(); it != breaks_.rend(); ++it) extend(it->second, it->first, column);
  }

 private:
  int& at(int row, int column) { return at_[static_cast<size_t>(row * table_.columns + column)]; }

  int page_of(int row) const {
    for (int c = 0; c < table_.columns; ++c) {
      const int index = at_[static_cast<size_t>(row * table_.columns + c)];
      if (index >= 0) return table_.cells[static_cast<size_t>(index)].place.page;
    }
    return 0;
  }

  // Gives the blank cell of `to` the text of `from`, if either of them is merged.
  void extend(int from, int to, int column) {
    const int printed = at(from, column);
    const int blank = at(to, column);
    if (printed < 0 || blank < 0) return;
    const TableCell& text = table_.cells[static_cast<size_t>(printed)];
    const TableCell& part = table_.cells[static_cast<size_t>(blank)];
    const bool body = !table_.heading_row[static_cast<size_t>(text.row)] && !table_.heading_row[static_cast<size_t>(part.row)];
    if (!body || text.text.empty() || !part.text.empty() || std::max(text.row_span, part.row_span) == 1) return;
    for (int row = part.row; row < part.row + part.row_span; ++row) at(row, column) = printed;
  }

  const JoinedTable& table_;
  std::vector<int>& at_;
  std::vector<std::pair<int, int>> breaks_;  // last row of a page, first row of the next one
};

}  // namespace

std::vector<int> cells_of_rows(const JoinedTable& table, const std::vector<Column>& columns) {
  std::vector<int> at = ruled_cells(table);
  BreakJoiner joiner(table, at);
  for (size_t c = 0; c < columns.size(); ++c) {
    if (names_rows(columns[c])) joiner.join(static_cast<int>(c));
  }
  return at;
}

}  // namespace gongkai::recognize
