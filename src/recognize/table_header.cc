#include "recognize/table_header.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/unit.h"
#include "recognize/row_label.h"
#include "recognize/table_title.h"

namespace gongkai::recognize {
namespace {

constexpr double kHeadingShare = 0.6;  // of a heading row's cells hold text, and a heading's word

// Indices of the cells at each lattice square, row-major.
std::vector<int> index_cells(const LayoutGrid& grid) {
  std::vector<int> at(static_cast<size_t>(grid.rows) * static_cast<size_t>(grid.columns), -1);
  for (size_t i = 0; i < grid.cells.size(); ++i) {
    const LayoutCell& cell = grid.cells[i];
    for (int r = cell.row; r < cell.row + cell.row_span; ++r) {
      for (int c = cell.column; c < cell.column + cell.column_span; ++c) {
        at[static_cast<size_t>(r * grid.columns + c)] = static_cast<int>(i);
      }
    }
  }
  return at;
}

std::vector<const LayoutCell*> cells_of_row(const LayoutGrid& grid, int row) {
  std::vector<const LayoutCell*> cells;
  auto cell = std::lower_bound(grid.cells.begin(), grid.cells.end(), row,
                               [](const LayoutCell& before, int wanted) { return before.row < wanted; });
  for (; cell != grid.cells.end() && cell->row == row; ++cell) cells.push_back(&*cell);
  return cells;
}

std::vector<std::string> texts_of(const std::vector<const LayoutCell*>& cells) {
  std::vector<std::string> texts;
  for (const LayoutCell* cell : cells) texts.push_back(fold(cell->text));
  return texts;
}

// 部门名称：… | 单位：万元, in cells of their own.
bool declares_unit(const std::vector<const LayoutCell*>& cells) {
  bool unit = false;
  for (const LayoutCell* cell : cells) {
    if (cell->text.empty()) continue;
    const std::string folded = fold(cell->text);
    if (folded.find(':') == std::string::npos) return false;
    unit = unit || (folded.find("单位:") != std::string::npos && !find_unit(cell->text).empty());
  }
  return unit;
}

// A row that one cell fills, with text: title, unit or agency printed inside the frame.
bool is_title_row(const LayoutGrid& grid, int row) {
  const auto cells = cells_of_row(grid, row);
  const auto filled = std::count_if(cells.begin(), cells.end(),
                                    [](const LayoutCell* cell) { return !cell->text.empty(); });
  const bool whole = cells.size() == 1 && filled == 1 && cells[0]->column_span == grid.columns &&
                     cells[0]->row_span == 1 && grid.columns > 1;
  // 收支总表 │ │ │ in a text file, whose cells know nothing of spans.
  const bool title = !grid.ruled && filled == 1 && !cells.front()->text.empty() && is_like_title(cells.front()->text);
  return whole || title || declares_unit(cells);
}

bool is_code_like(const std::string& folded) {
  static const RE2 kCode("^\\[?[0-9]{3,}(\\]|-|$|[^0-9.,年])");
  static const RE2 kYear("^20[0-9]{2}(预算|决算|预计|执行|完成|实际)(数|金额)?$");
  return RE2::PartialMatch(folded, kCode) && !RE2::PartialMatch(folded, kYear);
}

bool is_total_label(const Schemas& schemas, const std::string& folded) {
  bool total = false;
  schemas.rows.for_each_match(folded, [&](const RowRule& rule) { total = total || !rule.kind.empty(); });
  return total;
}

// Cells that only stand in the body: amounts, codes, labels with ordinals.
bool is_body_cell(const LayoutCell& cell, const std::string& folded) {
  return is_money_text(cell.text) || is_code_like(folded) || parse_row_label(cell.text).ordinal > 0;
}

// 301 | 302 | 303 …: classes of economic classifications over, or below, their names in a heading.
bool is_class_codes(const std::vector<std::string>& texts) {
  static const RE2 kClass("^(30[1-9]|31[0-3]|399|50[1-9]|51[0-5]|599)$");
  int count = 0;
  std::string last;
  for (const std::string& text : texts) {
    if (!RE2::PartialMatch(text, kClass)) continue;
    if (text <= last) return false;
    if (last.empty() && text != "301" && text != "501") return false;
    last = text;
    ++count;
  }
  return count >= 2;
}

bool is_number(const std::string& folded) { return !folded.empty() && all_digits(folded); }

// Headings that are not merged stand in the row below where the row above is blank, or finer ones below
// them: each column is headed in one of the two, and words alone stand in both.
bool completes_row_above(const LayoutGrid& grid, int row) {
  std::vector<bool> headed(static_cast<size_t>(grid.columns), false);
  size_t finer = 0;
  for (const LayoutCell& cell : grid.cells) {
    if (cell.row > row || cell.row + cell.row_span <= row - 1 || cell.text.empty()) continue;
    if (cell.row < row - 1 && cell.row + cell.row_span <= row) continue;
    for (int c = cell.column; c < cell.column + cell.column_span; ++c) headed[static_cast<size_t>(c)] = true;
    finer += cell.row == row;
  }
  return finer >= 2 && std::all_of(headed.begin(), headed.end(), [](bool is) { return is; });
}

bool is_heading_row(const LayoutGrid& grid, int row, const Schemas& schemas, bool first) {
  const auto cells = cells_of_row(grid, row);
  if (cells.empty()) return true;  // wholly covered by cells that span from above
  const std::vector<std::string> texts = texts_of(cells);
  if (is_column_numbers(texts)) return true;
  long filled = 0;
  long words = 0;
  long parts = 0;
  long codes = 0;
  const bool classes = is_class_codes(texts);
  const auto is_class = [&](const std::string& text) { return classes && is_number(text); };
  for (size_t i = 0; i < cells.size(); ++i) {
    if (!texts[i].empty() && !is_class(texts[i]) && is_body_cell(*cells[i], texts[i])) return false;
  }
  for (const std::string& text : texts) {
    if (text.empty()) continue;
    if (is_class(text)) {
      ++codes;
      continue;
    }
    ++filled;
    words += is_heading_word(schemas, text);
    parts += is_code_part_word(text);
  }
  if (filled == 0) return classes;
  if (classes && words < 2) return false;
  if (filled >= 2 && filled == parts) return true;
  const auto total = static_cast<double>(static_cast<long>(cells.size()) - codes);
  const bool enough = static_cast<double>(words) >= kHeadingShare * static_cast<double>(filled) &&
                      (!grid.ruled || static_cast<double>(filled) >= kHeadingShare * total);
  if (first) return enough;
  const auto label = std::find_if(texts.begin(), texts.end(), [](const auto& t) { return !t.empty(); });
  const bool starts_row = !texts.front().empty() && cells.front()->column == 0;
  // 合计 in the first column begins the body, with amounts or blanks beside it; a heading that
  // begins with 合计 has its siblings.
  const bool blanks = filled < static_cast<long>(cells.size());
  if (starts_row && blanks && is_total_label(schemas, *label)) return false;
  // Headings that are not merged leave blanks below their neighbours, the row's first cell among them.
  const bool unmerged = blanks && filled >= 2 && texts.front().empty() &&
                        (filled == words || ((grid.ruled || 2 * words >= filled) && completes_row_above(grid, row)));
  return unmerged || (enough && (filled >= 2 || !blanks));
}

// 科目名称 in the middle of two heading rows, which no ruling joins, stands alone between them.
bool stands_between_headings(const LayoutGrid& grid, int row, const Schemas& schemas) {
  size_t filled = 0;
  for (const LayoutCell* cell : cells_of_row(grid, row)) {
    if (cell->text.empty()) continue;
    if (cell->column == 0 || !is_heading_word(schemas, fold(cell->text))) return false;
    ++filled;
  }
  return filled > 0 && row + 1 < grid.rows && is_heading_row(grid, row + 1, schemas, /*first=*/false);
}

// Column numbers end the heading, so that all rows above them are headings too. -1: there are none.
int find_column_numbers(const LayoutGrid& grid, int start) {
  constexpr int kDeepestHeading = 7;  // rows; four levels are the most seen, with room
  for (int row = start; row < std::min(grid.rows, start + kDeepestHeading); ++row) {
    const auto cells = cells_of_row(grid, row);
    if (is_column_numbers(texts_of(cells))) return row;
    const bool body = std::any_of(cells.begin(), cells.end(), [](const LayoutCell* cell) {
      return is_body_cell(*cell, fold(cell->text));
    });
    if (body) return -1;
  }
  return -1;
}

int find_body_row(const LayoutGrid& grid, const Schemas& schemas, int start, bool titled) {
  if (const int numbers = find_column_numbers(grid, start); numbers > start) return numbers + 1;
  int row = start;
  bool first = true;
  while (row < grid.rows) {
    const auto cells = cells_of_row(grid, row);
    const std::vector<std::string> texts = texts_of(cells);
    bool heading = is_heading_row(grid, row, schemas, first);
    if (first && titled && !heading) {
      heading = std::none_of(cells.begin(), cells.end(), [](const LayoutCell* cell) {
        return is_body_cell(*cell, fold(cell->text));
      });
    }
    if (!heading && !first) heading = stands_between_headings(grid, row, schemas);
    if (!heading) return row;
    if (is_column_numbers(texts)) return row + 1;
    // Cells that span several heading rows: the rows they cover are headings too, unless amounts
    // stand in them (the label cells of some templates reach down over the 合计 row).
    int end = row + 1;
    for (const LayoutCell* cell : cells) end = std::max(end, cell->row + cell->row_span);
    first = false;
    for (++row; row < end; ++row) {
      const auto covered = cells_of_row(grid, row);
      if (is_class_codes(texts_of(covered))) continue;
      if (std::any_of(covered.begin(), covered.end(),
                      [](const LayoutCell* cell) { return is_money_text(cell->text) && cell->text.size() > 2; })) {
        return row;
      }
    }
  }
  return row;
}

std::string joined_lines(const std::string& text) {
  std::string joined = text;
  std::erase(joined, '\n');
  return joined;
}

// In a text file nothing marks spans: a blank heading cell goes on what stands left of it, where
// that shares its parent, else what stands above it (field guide §1.6, the seed's 表四).
std::vector<HeadingPath> paths_without_rulings(const LayoutGrid& grid, int first, int last) {
  const auto at = [&](int row, int column) -> const std::string& {
    return grid.cells[static_cast<size_t>(row * grid.columns + column)].text;
  };
  std::vector<HeadingPath> paths(static_cast<size_t>(grid.columns));
  for (int row = first; row < last; ++row) {
    std::vector<std::string> texts;
    for (int c = 0; c < grid.columns; ++c) texts.push_back(fold(at(row, c)));
    if (is_column_numbers(texts)) continue;
    if (is_class_codes(texts)) {
      for (std::string& text : texts) {
        if (is_number(text)) text.clear();
      }
    }
    const std::vector<HeadingPath> above = paths;
    int owner = -1;  // column whose heading a blank cell may go on
    for (int c = 0; c < grid.columns; ++c) {
      const auto i = static_cast<size_t>(c);
      if (!texts[i].empty()) {
        paths[i].push_back({joined_lines(at(row, c)), texts[i], c, c});
        owner = c;
        continue;
      }
      const bool shares_parent =
          owner >= 0 && (row == first || (!above[i].empty() && !above[static_cast<size_t>(owner)].empty() &&
                                          above[i].back() == above[static_cast<size_t>(owner)].back()));
      if (!shares_parent) {
        owner = -1;
        continue;
      }
      HeadingPart& part = paths[static_cast<size_t>(owner)].back();
      part.last_column = c;
      for (int o = owner; o <= c; ++o) {
        HeadingPath& path = paths[static_cast<size_t>(o)];
        if (o == c) path.push_back(part);
        path.back() = part;
      }
    }
  }
  return paths;
}

// A heading that stands over 类 alone, with blank cells over 款 and 项 (Xi'an's 政府采购预算表), is that
// of all of them.
void join_parts_to_headings(std::vector<HeadingPath>& paths) {
  for (size_t c = 1; c < paths.size(); ++c) {
    const HeadingPath& before = paths[c - 1];
    const bool rest = paths[c].size() == 1 && is_code_part_word(paths[c].front().folded) && paths[c].front().folded != "类";
    if (!rest || before.size() != 2 || !is_code_part_word(before.back().folded)) continue;
    const HeadingPart whole = before.front();
    paths[c].insert(paths[c].begin(), whole);
    for (int of = whole.first_column; of <= static_cast<int>(c); ++of)
      paths[static_cast<size_t>(of)].front().last_column = static_cast<int>(c);
  }
}

// 基本支出 │ (blank) over 人员 │ 公用: the blank cell belongs to the heading beside it, where both have finer
// ones below.
void share_unmerged_headings(const std::vector<int>& top, int first, std::vector<HeadingPath>& paths) {
  for (size_t c = 1; c < paths.size(); ++c) {
    const bool open = top[c] == first + 1 && paths[c].size() == 1 && !is_code_part_word(paths[c].front().folded);
    if (!open || paths[c - 1].size() < 2 || paths[c - 1].front().last_column + 1 != static_cast<int>(c)) continue;
    const HeadingPart whole = paths[c - 1].front();
    paths[c].insert(paths[c].begin(), whole);
    for (int of = whole.first_column; of <= static_cast<int>(c); ++of) {
      paths[static_cast<size_t>(of)].front().last_column = static_cast<int>(c);
    }
  }
}

std::vector<HeadingPath> ruled_paths(const LayoutGrid& grid, int first, int last) {
  const std::vector<int> at = index_cells(grid);
  std::vector<HeadingPath> paths(static_cast<size_t>(grid.columns));
  std::vector<int> top(static_cast<size_t>(grid.columns), last);  // row of each column's first heading
  for (int row = first; row < last; ++row) {
    const std::vector<std::string> texts = texts_of(cells_of_row(grid, row));
    const bool numbers = is_column_numbers(texts);
    const bool classes = is_class_codes(texts);
    for (int c = 0; c < grid.columns; ++c) {
      const int index = at[static_cast<size_t>(row * grid.columns + c)];
      if (index < 0) continue;
      const LayoutCell& cell = grid.cells[static_cast<size_t>(index)];
      if (cell.row != row || cell.text.empty()) continue;  // seen on the row where it begins
      if (numbers && !is_code_part_word(fold(cell.text))) continue;
      if (classes && is_number(fold(cell.text))) continue;
      top[static_cast<size_t>(c)] = std::min(top[static_cast<size_t>(c)], row);
      paths[static_cast<size_t>(c)].push_back({joined_lines(cell.text), fold(cell.text), cell.column,
                                               cell.column + cell.column_span - 1});
    }
  }
  join_parts_to_headings(paths);
  share_unmerged_headings(top, first, paths);
  return paths;
}

}  // namespace

bool is_column_numbers(const std::vector<std::string>& texts) {
  static const RE2 kFormula("^\\(?[0-9]{1,2}\\)?(=[-+0-9()/*]+)?$");
  int numbers = 0;
  int last = 0;
  bool marked = false;
  for (const std::string& text : texts) {
    if (text.empty()) continue;
    if (text == "栏次" || text == "**" || text == "*" || text == "项目栏次") {
      marked = true;
      continue;
    }
    if (is_code_part_word(text)) continue;  // 类 │ 款 │ 项 │ 栏次 │ 1 │ 2 of final accounts
    if (!RE2::PartialMatch(text, kFormula)) return false;
    int value = 0;
    const char* digits = text.data() + (text[0] == '(' ? 1 : 0);
    std::from_chars(digits, text.data() + text.size(), value);
    if (value != last + 1 && !(marked && value == 1)) return false;
    last = value;
    ++numbers;
  }
  return marked ? numbers >= 1 : numbers >= 3 || (numbers >= 2 && last == numbers && texts.size() <= 3);
}

bool is_money_text(std::string_view text) {
  static const RE2 kMoney(
      "^[¥￥]?[-+△▲负]?\\(?-?[0-9][0-9,，]*(\\.[0-9]+)?\\)?(元|千元|万元|百万元|亿元)?$");
  if (begins_with_ideograph(text) && !text.starts_with("负")) return false;  // a name
  const std::string folded = fold(text);
  return has_digit(folded) && RE2::FullMatch(folded, kMoney);
}

bool is_code_text(const std::string& folded) {
  constexpr size_t kLongestCode = 12;  // digits
  return !folded.empty() && folded.size() <= kLongestCode && all_digits(folded);
}

bool is_code_part_word(const std::string& folded) {
  return folded == "类" || folded == "款" || folded == "项" || folded == "目";
}

bool is_heading_word(const Schemas& schemas, const std::string& folded) {
  return schemas.headings.first_match(folded) != nullptr;
}

std::vector<HeadingPath> read_paths(const LayoutGrid& grid, int body_row) { return ruled_paths(grid, 0, body_row); }

TableHeader read_header(const LayoutGrid& grid, const Schemas& schemas, bool titled) {
  TableHeader header;
  while (header.title_rows < grid.rows && is_title_row(grid, header.title_rows)) ++header.title_rows;
  if (header.title_rows == grid.rows) header.title_rows = 0;
  header.body_row = find_body_row(grid, schemas, header.title_rows, titled);
  if (header.body_row == header.title_rows) return header;
  header.paths = grid.ruled ? ruled_paths(grid, header.title_rows, header.body_row)
                            : paths_without_rulings(grid, header.title_rows, header.body_row);
  for (const LayoutCell& cell : grid.cells) {
    if (cell.row >= header.title_rows && cell.row < header.body_row) {
      header.signature += fold(cell.text) + "|";
    }
  }
  return header;
}

}  // namespace gongkai::recognize
