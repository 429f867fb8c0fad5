#include "recognize/stacked_tables.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "recognize/table_header.h"
#include "recognize/table_title.h"

namespace gongkai::recognize {
namespace {

// By row, the one cell with text that stands in it; null for rows with several, and where a cell goes on from above.
std::vector<const LayoutCell*> lone_texts(const LayoutGrid& grid) {
  std::vector<const LayoutCell*> lone(static_cast<size_t>(grid.rows), nullptr);
  std::vector<bool> other(static_cast<size_t>(grid.rows), false);
  for (const LayoutCell& cell : grid.cells) {
    for (int row = cell.row + 1; row < cell.row + cell.row_span; ++row) other[static_cast<size_t>(row)] = true;
    if (cell.text.empty()) continue;
    const auto row = static_cast<size_t>(cell.row);
    other[row] = other[row] || lone[row] != nullptr || cell.row_span > 1;
    lone[row] = &cell;
  }
  for (size_t row = 0; row < lone.size(); ++row) {
    if (other[row]) lone[row] = nullptr;
  }
  return lone;
}

TableHead head_in(const LayoutCell* lone, const Schemas& schemas) {
  if (lone == nullptr) return {};
  std::string text = lone->text;
  std::erase(text, '\n');
  return read_head({{std::move(text), {}, 0}}, schemas);
}

// Where a grid's cells stand, and what the rows of the part that was begun last have held so far.
class GridRows {
 public:
  explicit GridRows(const LayoutGrid& grid)
      : starting_(static_cast<size_t>(grid.rows)), is_covered_(starting_.size(), false), columns_(static_cast<size_t>(grid.columns)) {
    for (const LayoutCell& cell : grid.cells) {
      starting_[static_cast<size_t>(cell.row)].push_back({&cell, is_money_text(cell.text)});
      for (int row = cell.row + 1; row < cell.row + cell.row_span; ++row) is_covered_[static_cast<size_t>(row)] = true;
    }
  }

  // Counts the row into the part.
  void pass(int row) {
    const auto& cells = starting_[static_cast<size_t>(row)];
    has_amounts_ = has_amounts_ || std::any_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.is_amount; });
    if (!has_amounts_) return;
    for (const auto& [cell, is_amount] : cells) {
      if (!cell->text.empty()) columns_[static_cast<size_t>(cell->column)] += is_amount ? 1 : -1;
    }
  }
  void begin_part() {
    has_amounts_ = false;
    std::fill(columns_.begin(), columns_.end(), 0);
  }
  bool has_amounts() const { return has_amounts_; }

  // Other headings than those of the part, which began at `from`: no amount, and known words in two columns at least
  // that held amounts so far.
  bool begins_other_headings(int row, int from, const Schemas& schemas) const {
    if (!has_amounts_ || is_covered_[static_cast<size_t>(row)]) return false;
    int words = 0;
    for (const auto& [cell, is_amount] : starting_[static_cast<size_t>(row)]) {
      if (cell->text.empty()) continue;
      if (is_amount) return false;
      if (columns_[static_cast<size_t>(cell->column)] <= 0) continue;
      if (!is_heading_word(schemas, fold(cell->text))) return false;
      ++words;
    }
    if (words < 2) return false;
    const std::vector<std::string> here = texts_in(row);
    for (int above = from; above < row; ++above) {
      if (texts_in(above) == here) return false;
    }
    return true;
  }

 private:
  struct Cell {
    const LayoutCell* cell;
    bool is_amount;
  };

  std::vector<std::string> texts_in(int row) const {
    std::vector<std::string> texts;
    for (const Cell& here : starting_[static_cast<size_t>(row)]) {
      if (!here.cell->text.empty()) texts.push_back(fold(here.cell->text));
    }
    return texts;
  }

  std::vector<std::vector<Cell>> starting_;  // per row
  std::vector<bool> is_covered_;             // per row: a cell goes on from above
  std::vector<int> columns_;  // per column, from the part's first row with an amount on: amounts less other texts
  bool has_amounts_ = false;
};

LayoutGrid part_of(const LayoutGrid& grid, int from, int to) {
  LayoutGrid part = grid;
  part.cells.clear();
  part.box.reset();
  std::set<int> borders;
  for (const LayoutCell& cell : grid.cells) {
    if (cell.row < from || cell.row >= to) continue;
    borders.insert({cell.column, cell.column + cell.column_span});
    part.cells.push_back(cell);
    if (cell.box) part.box = part.box ? unite(*part.box, *cell.box) : *cell.box;
  }
  std::map<int, int> place;  // of each border among those of the part
  part.xs.clear();
  for (const int border : borders) {
    place.emplace(border, static_cast<int>(place.size()));
    if (!grid.xs.empty()) part.xs.push_back(grid.xs[static_cast<size_t>(border)]);
  }
  for (LayoutCell& cell : part.cells) {
    const int end = place.at(cell.column + cell.column_span);
    cell.row -= from;
    cell.column = place.at(cell.column);
    cell.column_span = end - cell.column;
  }
  part.rows = to - from;
  part.columns = static_cast<int>(place.size()) - 1;
  return part;
}

}  // namespace

std::vector<LayoutGrid> split_stacked(const LayoutGrid& grid, const Schemas& schemas) {
  std::vector<int> cuts{0};
  const std::vector<const LayoutCell*> lone = lone_texts(grid);
  const auto head = [&](int row) { return head_in(lone[static_cast<size_t>(row)], schemas); };
  GridRows rows(grid);
  const auto cut_at = [&](int row) {
    cuts.push_back(row);
    rows.begin_part();
  };
  for (int row = 1; row < grid.rows; ++row) {
    rows.pass(row - 1);
    if (grid.ruled && rows.begins_other_headings(row, cuts.back(), schemas)) cut_at(row);
    if (!rows.has_amounts() || head(row).schema == nullptr) continue;
    int start = row;
    while (start - 1 > cuts.back() && !head(start - 1).printed_no.empty()) --start;  // 附件2
    cut_at(start);
  }
  std::vector<LayoutGrid> parts;
  if (cuts.size() == 1) return parts;
  cuts.push_back(grid.rows);
  for (size_t i = 0; i + 1 < cuts.size(); ++i) parts.push_back(part_of(grid, cuts[i], cuts[i + 1]));
  return parts;
}

}  // namespace gongkai::recognize
