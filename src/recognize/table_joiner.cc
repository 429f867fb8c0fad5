#include "recognize/table_joiner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "base/unit.h"
#include "recognize/row_label.h"
#include "recognize/stacked_tables.h"
#include "recognize/table_title.h"

namespace gongkai::recognize {
namespace {

constexpr size_t kHeadLines = 10;  // lines above a table that can hold its title, unit and agency

// Columns of a grid in terms of the table it goes on with; empty where they don't correspond.
std::vector<int> map_columns(const LayoutGrid& grid, const JoinedTable& table,
                             const std::vector<double>& table_xs) {
  std::vector<int> map;
  if (grid.columns == table.columns) {
    for (int c = 0; c < grid.columns; ++c) map.push_back(c);
    return map;
  }
  if (grid.xs.empty() || table_xs.empty() || grid.columns > table.columns) return {};
  // A page whose rows leave out a border has fewer columns: each lies over one of the table's.
  const double scale = (table_xs.back() - table_xs.front()) / (grid.xs.back() - grid.xs.front());
  if (std::abs(scale - 1) > 0.05) return {};
  // Those of the sheet that the table began with: sheets beside it have added columns.
  const int columns = std::min(table.columns, static_cast<int>(table_xs.size()) - 1);
  int last = -1;
  for (int c = 0; c < grid.columns; ++c) {
    const double left = table_xs.front() + (grid.xs[static_cast<size_t>(c)] - grid.xs.front()) * scale;
    int nearest = 0;
    for (int t = 1; t < columns; ++t) {
      if (std::abs(table_xs[static_cast<size_t>(t)] - left) <
          std::abs(table_xs[static_cast<size_t>(nearest)] - left)) {
        nearest = t;
      }
    }
    if (nearest <= last || std::abs(table_xs[static_cast<size_t>(nearest)] - left) > 6) return {};
    map.push_back(nearest);
    last = nearest;
  }
  return map;
}

// 一般公共预算支出表（续表） → 一般公共预算支出表, folded.
std::string without_continued(const std::string& title) {
  static const RE2 kContinued("\\(?续表?[一二三四五六七八九十0-9]{0,2}\\)?$|^续表?[:：]?");
  std::string folded = fold(title);
  RE2::Replace(&folded, kContinued, "");
  return folded;
}

class Joiner {
 public:
  Joiner(const Schemas& schemas, const std::vector<const LayoutGrid*>& forms, Diagnostics& diagnostics)
      : schemas_(schemas), forms_(forms.begin(), forms.end()), diagnostics_(diagnostics) {}

  JoinedDocument join(const std::vector<PageLayout>& pages) {
    pages_ = &pages;
    for (const PageLayout& page : pages) {
      for (const Block& block : page.blocks) {
        if (const auto* line = std::get_if<TextLine>(&block)) {
          add_line(*line);
        } else {
          add_grids(std::get<LayoutGrid>(block), page.page);
        }
      }
    }
    const int year = most_named_year();
    for (JoinedTable& table : document_.tables) table.document_year = year;
    return std::move(document_);
  }

 private:
  enum class Last { Nothing, Table, Form };

  void add_line(const TextLine& line) {
    if (pending_.empty() && last_ == Last::Table && is_note(line.text)) {
      document_.tables.back().notes.push_back(line.text);
    }
    pending_.push_back(line);
    document_.lines.push_back(line);
    first_printed_.try_emplace(line.text, line.place.page);
  }

  int most_named_year() const {
    static const RE2 kYear("(20[0-9]{2})年度?[^，。]*(预算|决算)");
    std::map<int, int> counts;
    for (const TextLine& line : document_.lines) {
      const std::string folded = fold(line.text);
      // Most lines name no year: RE2 need not look at them, which takes it long for what may stand between.
      if (folded.find("20") == folded.npos || folded.find("算") == folded.npos) continue;
      if (int year = 0; RE2::PartialMatch(folded, kYear, &year)) ++counts[year];
    }
    const auto most = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? 0 : most->first;
  }

  // The lines that can head a grid: those above it on its page, and where there are none but page
  // numbers, those at the foot of the page before.
  std::vector<TextLine> head_lines(const LayoutGrid& grid, const TableHeader& header, int page,
                                   bool with_page_before) const {
    std::vector<TextLine> lines;
    const auto on_page = [&](int number) {
      return std::any_of(pending_.begin(), pending_.end(), [&](const TextLine& line) {
        return line.place.page == number && !is_page_number(line.text) && !is_running_head(line.text);
      });
    };
    const int from = on_page(page) && !with_page_before ? page : page - 1;
    for (const TextLine& line : pending_) {
      if (line.place.page >= from) lines.push_back(line);
    }
    if (lines.size() > kHeadLines) lines.erase(lines.begin(), lines.end() - kHeadLines);
    for (const LayoutCell& cell : grid.cells) {
      if (cell.row < header.title_rows && !cell.text.empty()) {
        std::string text = cell.text;
        std::erase(text, '\n');
        lines.push_back({std::move(text), {page, cell.box}, 0});
      }
    }
    return lines;
  }

  // The same line on top of earlier pages.
  bool is_running_head(const std::string& text) const {
    const std::string folded = fold(text);
    return std::any_of(heads_.begin(), heads_.end(),
                       [&](const auto& head) { return head.first == folded && head.second >= 2; });
  }

  void count_heads(int page) {
    for (const TextLine& line : pending_) {
      if (line.place.page != page) continue;
      const std::string folded = fold(line.text);
      if (match_title(schemas_, folded) != nullptr) continue;
      const auto found = std::find_if(heads_.begin(), heads_.end(),
                                      [&](const auto& head) { return head.first == folded; });
      if (found == heads_.end()) {
        heads_.emplace_back(folded, 1);
      } else {
        ++found->second;
      }
      return;  // the first line of the page
    }
  }

  // Sentences since the last grid. Narrow lines are text that its last cells could not hold.
  bool prose_between() const {
    const double width = xs_.empty() ? 0 : xs_.back() - xs_.front();
    bool wide = width == 0;
    bool sentence = false;
    for (const TextLine& line : pending_) {
      sentence = sentence || line.text.find("。") != std::string::npos;
      wide = wide || (line.place.box && line.place.box->width() > width / 2);
    }
    return wide && sentence;
  }

  bool goes_on(const TableHead& head, const TableHeader& header, const LayoutGrid& grid, int page) const {
    if (last_ != Last::Table) return false;
    const JoinedTable& table = document_.tables.back();
    if (page > table.last_page + 1 || head.has_note || prose_between()) return false;
    if (!head.unit.empty() && !table.unit.empty() && head.unit != table.unit) return false;
    if (map_columns(grid, table, xs_).empty()) return false;
    const bool same_heading = !header.signature.empty() && header.signature == table.signature;
    if (head.schema != nullptr) {
      const bool same_title = without_continued(head.title) == without_continued(table.title) &&
                              (head.agency.empty() || head.agency == table.agency) &&
                              (head.printed_no.empty() || head.printed_no == table.printed_no);
      return same_title && page == table.last_page + 1 && (same_heading || header.signature.empty());
    }
    if (!head.printed_no.empty() && head.printed_no != table.printed_no) return false;
    if (!header.signature.empty() && !same_heading) return false;
    if (titles_another_table(page)) return false;
    if (table.schema != nullptr && header.signature.empty() && begins_with_headings(grid, table)) return false;
    const bool adjacent = page == table.last_page + 1 || pending_.empty();
    return adjacent;
  }

  // Lines above the grid, new ones and no running heads, that no schema knows, but are called 表 or stand over a unit
  // of money.
  bool titles_another_table(int page) const {
    bool titled = false, named = false, unit = false;
    for (const TextLine& line : pending_) {
      if (line.place.page != page || is_page_number(line.text)) continue;
      const std::string title = without_continued(line.text);
      const bool declares_unit = !find_unit(line.text).empty();
      unit = unit || declares_unit;
      if (title.empty() || title == without_continued(document_.tables.back().title) || is_printed_before(line)) continue;
      titled = titled || is_like_title(line.text);
      named = named || !declares_unit;
    }
    return titled || (named && unit);
  }

  bool is_printed_before(const TextLine& line) const {
    const auto found = first_printed_.find(line.text);
    return found != first_printed_.end() && found->second < line.place.page;
  }

  // Words and no amounts in the grid's first row, also where the table has amounts: headings that no rule knows.
  bool begins_with_headings(const LayoutGrid& grid, const JoinedTable& table) const {
    const std::vector<int> columns = map_columns(grid, table, xs_);
    bool words = false;
    for (const LayoutCell& cell : grid.cells) {
      if (cell.row > 0 || cell.text.empty()) continue;
      if (is_money_text(cell.text)) return false;
      words = words || (is_name(cell.text) && holds_amounts(table, columns[static_cast<size_t>(cell.column)]));
    }
    return words;
  }

  static bool is_name(const std::string& text) {
    const std::u32string codes = decode_utf8(fold(text));
    return codes.size() > 1 && std::any_of(codes.begin(), codes.end(), is_han);
  }

  // Of the table's last page.
  static bool holds_amounts(const JoinedTable& table, int column) {
    int amounts = 0, others = 0;
    for (size_t i = table.cells.size(); i-- > 0 && table.cells[i].place.page == table.last_page;) {
      const TableCell& cell = table.cells[i];
      if (cell.column != column || cell.text.empty() || table.heading_row[static_cast<size_t>(cell.row)]) continue;
      ++(is_money_text(cell.text) ? amounts : others);
    }
    return amounts > others;
  }

  void add_grids(const LayoutGrid& grid, int page) {
    std::vector<LayoutGrid> parts;
    if (!forms_.contains(&grid)) parts = split_stacked(grid, schemas_);
    if (parts.empty()) return add_grid(grid, page);
    for (const LayoutGrid& part : parts) add_grid(part, page);
  }

  void add_grid(const LayoutGrid& grid, int page) {
    TableHeader header = read_header(grid, schemas_, false);
    TableHead head = read_head(head_lines(grid, header, page, false), schemas_);
    if (head.schema == nullptr && !header.signature.empty()) {
      // Headings without a title above them: it may stand at the foot of the page before.
      TableHead earlier = read_head(head_lines(grid, header, page, true), schemas_);
      if (earlier.schema != nullptr && !earlier.has_prose) head = std::move(earlier);
    }
    if (head.schema != nullptr && header.paths.empty()) header = read_header(grid, schemas_, true);
    count_heads(page);
    if (forms_.contains(&grid)) {
      last_ = Last::Form;
    } else if (goes_on(head, header, grid, page)) {
      append(grid, header, page);
    } else if (goes_on_beside(head, grid, page)) {
      append_beside(grid, page);
    } else {
      start(grid, header, std::move(head), page);
    }
    pending_.clear();
  }

  void start(const LayoutGrid& grid, const TableHeader& header, TableHead head, int page) {
    JoinedTable table;
    table.schema = head.schema;
    table.title = std::move(head.title);
    table.printed_no = std::move(head.printed_no);
    table.unit = std::move(head.unit);
    table.agency = std::move(head.agency);
    table.first_page = head.schema != nullptr ? head.title_page : page;
    table.columns = grid.columns;
    table.implied = grid.implied;
    table.paths = header.paths;
    table.paths.resize(static_cast<size_t>(grid.columns));
    table.signature = header.signature;
    if (table.schema == nullptr) table.schema = match_headings(table.paths);
    document_.tables.push_back(std::move(table));
    xs_ = grid.xs;
    beside_ = {};
    last_ = Last::Table;
    append(grid, header, page);
  }

  // Spreadsheets that are wider than the paper print their right part on the next pages: the same rows, broken
  // where they were and as high as before, under headings of further columns but without title and labels.
  bool goes_on_beside(const TableHead& head, const LayoutGrid& grid, int page) const {
    if (last_ != Last::Table || head.schema != nullptr || !head.printed_no.empty() || head.has_note || prose_between()) return false;
    if (titles_another_table(page)) return false;
    const JoinedTable& table = document_.tables.back();
    const int offset = rows_beside();
    const int end = offset + grid.rows;
    if (page != table.last_page + 1 || !grid.box || !grid.ruled || end > table.rows()) return false;
    if (offset == 0 ? !table.heading_row[0] : grid.columns != beside_.columns) return false;
    if (end < table.rows() && page_of_row(table, end) == page_of_row(table, end - 1)) return false;
    const bool others = std::any_of(grid.cells.begin(), grid.cells.end(), [&](const LayoutCell& cell) {
      if (cell.text.empty()) return false;
      const bool heading = table.heading_row[static_cast<size_t>(offset + cell.row)];
      return heading ? is_money_text(cell.text) && cell.text.size() > 2 : cell.column == 0 && !is_money_text(cell.text);
    });
    return !others && same_row_heights(grid, table, offset);
  }

  // Rows of the table whose right part is there already; 0 where none is, or all are.
  int rows_beside() const { return beside_.rows == document_.tables.back().rows() ? 0 : beside_.rows; }

  static int page_of_row(const JoinedTable& table, int row) {
    const auto cell = std::find_if(table.cells.begin(), table.cells.end(), [&](const TableCell& c) { return c.row == row; });
    return cell == table.cells.end() ? 0 : cell->place.page;
  }

  static bool same_row_heights(const LayoutGrid& grid, const JoinedTable& table, int offset) {
    constexpr double kSame = 2;  // points
    const auto same = [](const Box& a, const Box& b) { return std::abs(a.height() - b.height()) < kSame; };
    for (const LayoutCell& cell : grid.cells) {
      const auto beside = std::find_if(table.cells.begin(), table.cells.end(), [&](const TableCell& other) {
        return other.row == offset + cell.row && other.row_span == cell.row_span;
      });
      if (beside != table.cells.end() && cell.box && beside->place.box && !same(*cell.box, *beside->place.box)) return false;
    }
    return true;
  }

  void append_beside(const LayoutGrid& grid, int page) {
    JoinedTable& table = document_.tables.back();
    const int row = rows_beside();
    if (row == 0) beside_ = {0, table.columns, grid.columns};
    const int offset = beside_.first_column;
    for (const LayoutCell& cell : grid.cells) {
      table.cells.push_back({row + cell.row, offset + cell.column, cell.row_span, cell.column_span, cell.text, {page, cell.box}});
      table.indents.push_back(cell.indent);
    }
    if (row == 0) add_paths(grid, offset, table);
    table.columns = offset + grid.columns;
    table.last_page = page;
    beside_.rows = row + grid.rows;
    diagnostics_.push_back({Severity::Info, page, "table.columns_joined",
                            fmt::format("{} columns without title and labels were read as the right part of \"{}\", whose "
                                        "{} rows are as high", grid.columns, table.title, grid.rows)});
  }

  static void add_paths(const LayoutGrid& grid, int offset, JoinedTable& table) {
    const auto body = std::find(table.heading_row.begin(), table.heading_row.end(), false);
    for (HeadingPath path : read_paths(grid, static_cast<int>(body - table.heading_row.begin()))) {
      for (HeadingPart& part : path) {
        part.first_column += offset;
        part.last_column += offset;
      }
      table.paths.push_back(std::move(path));
    }
  }

  const TableSchema* match_headings(const std::vector<HeadingPath>& paths) const {
    for (const TableSchema& schema : schemas_.tables) {
      if (schema.headings.empty()) continue;
      const bool all = std::all_of(schema.headings.begin(), schema.headings.end(), [&](const auto& rule) {
        return std::any_of(paths.begin(), paths.end(), [&](const HeadingPath& path) {
          return std::any_of(path.begin(), path.end(), [&](const HeadingPart& part) {
            return RE2::PartialMatch(part.folded, *rule);
          });
        });
      });
      if (all) return &schema;
    }
    return nullptr;
  }

  void append(const LayoutGrid& grid, const TableHeader& header, int page) {
    JoinedTable& table = document_.tables.back();
    const std::vector<int> columns = map_columns(grid, table, xs_);
    const int offset = table.rows();
    const size_t first_cell = table.cells.size();
    for (const LayoutCell& cell : grid.cells) {
      const auto first = static_cast<size_t>(cell.column);
      const auto last = static_cast<size_t>(cell.column + cell.column_span - 1);
      const int end = last + 1 < columns.size() ? columns[last + 1] : table.columns;
      table.cells.push_back({offset + cell.row, columns[first], cell.row_span, end - columns[first],
                             cell.text, {page, cell.box}});
      table.indents.push_back(cell.indent);
    }
    for (int row = 0; row < grid.rows; ++row) {
      table.heading_row.push_back(row < header.title_rows ||
                                  (!header.paths.empty() && row < header.body_row));
    }
    table.last_page = page;
    if (offset > 0) join_cut_row(table, offset + header.body_row, first_cell);
  }

  // A row that the page break cut in two: its second half holds no code, no ordinal and no amount,
  // only the rest of a name. It belongs to the row before. That it is a rest is told by brackets, by
  // codes that all other labels have, or by the whole name elsewhere in the document.
  void join_cut_row(JoinedTable& table, int row, size_t first_cell) {
    int label = -1;
    int filled = 0;
    for (size_t i = first_cell; i < table.cells.size(); ++i) {
      const TableCell& cell = table.cells[i];
      if (cell.row != row || cell.text.empty()) continue;
      ++filled;
      label = static_cast<int>(i);
    }
    if (filled > 1) join_cut_cells(table, row, first_cell);
    if (filled != 1) return;
    TableCell& rest = table.cells[static_cast<size_t>(label)];
    const std::string folded = fold(rest.text);
    const bool whole_label = parse_row_label(rest.text).ordinal > 0 || is_heading_word(schemas_, folded) ||
                             is_money_text(rest.text) ||
                             schemas_.rows.first_match(folded) != nullptr;
    TableCell* begun = cell_above(table, row, rest.column);
    if (begun == nullptr || begun->text.empty()) return;
    const bool whole = is_printed_whole(fold(begun->text) + folded);
    if (whole_label && folded.size() > 6 && !whole && !labels_have_codes(table, rest)) return;
    const bool bracketed = folded.starts_with("(") && folded.ends_with(")");  // （本级）
    const bool fragment = folded.size() <= 9 && labels_are_marked(table);     // up to three characters
    if (!fragment && !bracketed && !whole && !labels_have_codes(table, rest)) return;
    diagnostics_.push_back({Severity::Info, rest.place.page, "row.joined",
                            fmt::format("\"{}\" at the top of the page was read as the end of the label \"{}\"",
                                        rest.text, begun->text)});
    begun->text += "\n" + rest.text;
    rest.text.clear();
  }

  // A break that cuts several names of one row: none of their rests holds a number, each goes on with a text above it,
  // and one of them is whole elsewhere in the document.
  void join_cut_cells(JoinedTable& table, int row, size_t first_cell) {
    std::vector<std::pair<TableCell*, TableCell*>> parts;  // the begun text and its rest
    bool whole = false;
    for (size_t i = first_cell; i < table.cells.size(); ++i) {
      TableCell& rest = table.cells[i];
      if (rest.row != row || rest.text.empty()) continue;
      TableCell* begun = cell_above(table, row, rest.column);
      const std::string folded = fold(rest.text);
      if (begun == nullptr || begun->text.empty() || begun->row + begun->row_span < row || has_digit(folded) || is_total(folded)) return;
      whole = whole || is_printed_whole(fold(begun->text) + folded);
      parts.emplace_back(begun, &rest);
    }
    if (!whole) return;
    diagnostics_.push_back({Severity::Info, table.last_page, "row.joined",
                            fmt::format("the {} texts of the page's first row were read as the ends of those of the row before, as \"{}\" of \"{}\"",
                                        parts.size(), parts.front().second->text, parts.front().first->text)});
    for (const auto& [begun, rest] : parts) {
      begun->text += "\n" + rest->text;
      rest->text.clear();
    }
  }

  // The cell of the body above a row in a column.
  static TableCell* cell_above(JoinedTable& table, int row, int column) {
    const auto above = std::find_if(table.cells.rbegin(), table.cells.rend(), [&](const TableCell& cell) {
      return cell.row < row && cell.column == column && !table.heading_row[static_cast<size_t>(cell.row)];
    });
    return above == table.cells.rend() ? nullptr : &*above;
  }

  // Does a cell of the document hold this text and nothing else?
  bool is_printed_whole(const std::string& folded) {
    if (!cell_texts_) {
      cell_texts_.emplace();
      for (const PageLayout& page : *pages_) {
        for (const Block& block : page.blocks) {
          const auto* grid = std::get_if<LayoutGrid>(&block);
          if (grid == nullptr) continue;
          for (const LayoutCell& cell : grid->cells) cell_texts_->insert(fold(cell.text));
        }
      }
    }
    return cell_texts_->contains(folded);
  }

  // Before all other labels in the column of `rest` stands a code; 合计 needs none.
  bool labels_have_codes(const JoinedTable& table, const TableCell& rest) const {
    std::set<int> coded;
    for (const TableCell& cell : table.cells) {
      if (cell.column < rest.column && is_code_text(fold(cell.text))) coded.insert(cell.row);
    }
    int labels = 0;
    for (const TableCell& cell : table.cells) {
      if (cell.column != rest.column || cell.row == rest.row || cell.text.empty() || table.heading_row[static_cast<size_t>(cell.row)]) continue;
      ++labels;
      if (!coded.contains(cell.row) && !is_total(fold(cell.text))) return false;
    }
    return labels > 3;
  }

  bool is_total(const std::string& folded) const {
    bool total = false;
    schemas_.rows.for_each_match(folded, [&](const RowRule& rule) { total = total || rule.kind == "total"; });
    return total;
  }

  // Most labels of the table carry a code or an ordinal, so that one without is a rest.
  static bool labels_are_marked(const JoinedTable& table) {
    int marked = 0;
    int labels = 0;
    for (const TableCell& cell : table.cells) {
      if (table.heading_row[static_cast<size_t>(cell.row)] || cell.text.empty() || is_money_text(cell.text)) continue;
      ++labels;
      marked += parse_row_label(cell.text).ordinal > 0;
    }
    return marked * 2 > labels;
  }

  const Schemas& schemas_;
  const std::set<const LayoutGrid*> forms_;
  Diagnostics& diagnostics_;
  JoinedDocument document_;
  const std::vector<PageLayout>* pages_ = nullptr;
  std::unordered_map<std::string, int> first_printed_;  // of each line's text: the first page that has it
  std::optional<std::set<std::string>> cell_texts_;  // of all pages, once they are asked for
  std::vector<TextLine> pending_;  // since the last grid
  // The right part of the current table, from pages of its own.
  struct Beside {
    int rows = 0;  // that have it
    int first_column = 0;
    int columns = 0;
  };
  Beside beside_;
  std::vector<double> xs_;         // column borders of the current table's first page
  std::vector<std::pair<std::string, int>> heads_;
  Last last_ = Last::Nothing;
};

}  // namespace

JoinedDocument join_tables(const std::vector<PageLayout>& pages, const Schemas& schemas,
                           Diagnostics& diagnostics, const std::vector<const LayoutGrid*>& forms) {
  return Joiner(schemas, forms, diagnostics).join(pages);
}

}  // namespace gongkai::recognize
