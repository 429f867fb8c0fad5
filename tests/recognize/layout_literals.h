// Rulings, pages and tables written down as pictures, so that a test reads like what it is about.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "extract/document.h"
#include "recognize/column_reader.h"
#include "recognize/grid_finder.h"
#include "recognize/page_layout.h"
#include "recognize/row_reader.h"
#include "recognize/table_joiner.h"

namespace gongkai::recognize {

// ── ink ─────────────────────────────────────────────────────────────────────────────────────────

// The rulings of a drawing, 10 points from one character to the next, right and down: runs of '-'
// and of '|', both through '+'. Blanks are no ink; the indentation of the whole does not count.
//
//     +--+----+
//     |  |    |
//     +--+----+
std::vector<extract::Ruling> draw(std::string_view drawing);

// Spans of a grid's cells as rows x columns, row by row: "1x1 1x2 / 2x3".
std::string spans(const Grid& grid);

// A page on which one draws and prints.
class Paper {
 public:
  // The drawing's first character lies at x, y (points).
  Paper& draw(double x, double y, std::string_view drawing);
  // One text operator. x, y is the top-left corner; ideographs are `size` wide, the rest half of it.
  Paper& print(double x, double y, std::string_view text, float size = 10);
  // More text of the same operator, behind a gap without a blank (points).
  Paper& print_on(double gap, std::string_view text);
  // As print, but with one text operator for each character.
  Paper& print_apart(double x, double y, std::string_view text, float size = 10);
  const extract::Page& page() const { return page_; }

 private:
  void add(double x, double y, std::string_view text, float size, bool apart);
  extract::Page page_{.number = 1, .width = 595, .height = 842, .source = extract::TextSource::Text};
  uint32_t next_run_ = 0;
};

// What lies on the page, as text: print(PageLayout) without the line of the page's number.
std::string layout_of(const Paper& paper);

// ── layouts ─────────────────────────────────────────────────────────────────────────────────────

// A ruled grid. '|' separates cells, '<' continues the cell to the left, '^' the cell above, '⏎'
// breaks a line in its cell. Columns are 100 points wide, rows 20 high.
//
//     项目     | <        | 本年收入 | <            | 上年结转
//     科目编码 | 科目名称 | 合计     | 一般公共预算 | ^
//     208      | 社会保障 | 10.00    | 10.00        |
LayoutGrid ruled(std::string_view table);

// The same from a text file: fields and no spans; '<' and '^' have no meaning.
LayoutGrid tabbed(std::string_view table);

// Lines and tables from top to bottom. Boxes follow each other down the page unless a table comes
// from a text file, where nothing has a box.
using Piece = std::variant<const char*, LayoutGrid>;
PageLayout page(int number, const std::vector<Piece>& pieces);

// ── tables ──────────────────────────────────────────────────────────────────────────────────────

struct ReadTable {
  JoinedTable joined;
  std::vector<Column> columns;
  std::vector<Entry> entries;
};

// All tables of some pages by the built-in schemas.
std::vector<ReadTable> read_tables(const std::vector<PageLayout>& pages);

// The only table of a page with a title, the unit 万元 and a ruled grid.
ReadTable read_table(const char* title, std::string_view table);

// Each entry as "raw item: dimensions that are said", with its row kind where it is no item, memo,
// and =code of a 三公 item:
//     "10.00 合计: expenditure general_public basic (total)"
std::vector<std::string> facts(const ReadTable& table);

// Each column with its dimensions: "本年收入/合计: money revenue current".
std::vector<std::string> headings(const ReadTable& table);

// The labels of each entry that classify it: "10.00 208 社会保障和就业支出".
std::vector<std::string> labels(const ReadTable& table);

}  // namespace gongkai::recognize
