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

bool has_amounts(const LayoutGrid& grid, int from, int to) {
  return std::any_of(grid.cells.begin(), grid.cells.end(), [&](const LayoutCell& cell) {
    return cell.row >= from && cell.row < to && is_money_text(cell.text);
  });
}

// The first row with an amount.
int body_of(const LayoutGrid& grid, int from, int to) {
  int body = to;
  for (const LayoutCell& cell : grid.cells) {
    if (cell.row >= from && is_money_text(cell.text)) body = std::min(body, cell.row);
  }
  return body;
}

bool holds_amounts(const LayoutGrid& grid, int column, int from, int to) {
  int amounts = 0, others = 0;
  for (const LayoutCell& cell : grid.cells) {
    if (cell.column != column || cell.row < from || cell.row >= to || cell.text.empty()) continue;
    ++(is_money_text(cell.text) ? amounts : others);
  }
  return amounts > others;
}

std::vector<std::string> texts_in(const LayoutGrid& grid, int row) {
  std::vector<std::string> texts;
  for (const LayoutCell& cell : grid.cells) {
    if (cell.row == row && !cell.text.empty()) texts.push_back(fold(cell.text));
  }
  return texts;
}

// Other headings than those above: no amount, and known words in two columns at least that held amounts so far.
bool begins_other_headings(const LayoutGrid& grid, int row, int from, const Schemas& schemas) {
  const int body = body_of(grid, from, row);
  int words = 0;
  for (const LayoutCell& cell : grid.cells) {
    if (cell.row < row && cell.row + cell.row_span > row) return false;
    if (cell.row != row || cell.text.empty()) continue;
    if (is_money_text(cell.text)) return false;
    if (!holds_amounts(grid, cell.column, body, row)) continue;
    if (!is_heading_word(schemas, fold(cell.text))) return false;
    ++words;
  }
  if (words < 2) return false;
  const std::vector<std::string> here = texts_in(grid, row);
  for (int above = from; above < row; ++above) {
    if (texts_in(grid, above) == here) return false;
  }
  return true;
}

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
  for (int row = 1; grid.ruled && row < grid.rows; ++row) {
    if (begins_other_headings(grid, row, cuts.back(), schemas)) cuts.push_back(row);
    if (head(row).schema == nullptr || !has_amounts(grid, cuts.back(), row)) continue;
    int start = row;
    while (start - 1 > cuts.back() && !head(start - 1).printed_no.empty()) --start;  // 附件2
    cuts.push_back(start);
  }
  std::vector<LayoutGrid> parts;
  if (cuts.size() == 1) return parts;
  cuts.push_back(grid.rows);
  for (size_t i = 0; i + 1 < cuts.size(); ++i) parts.push_back(part_of(grid, cuts[i], cuts[i + 1]));
  return parts;
}

}  // namespace gongkai::recognize
