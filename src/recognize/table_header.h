// The heading of a table: which rows are headings, and the path of headings over each column.
//
//     | 项目 (1x2)          | 本年收入 (1x2)          | 上年结转 (2x1) |     paths: 项目/科目编码, 项目/科目名称,
//     | 科目编码 | 科目名称 | 合计 | 一般公共预算     |                |       本年收入/合计 … 上年结转
//     | 栏次     |          | 1    | 2                | 3              |     column numbers: a heading row,
//     | 208      | 社会保障 | …                                                 but in no path
#pragma once

#include <string>
#include <vector>

#include "recognize/page_layout.h"
#include "recognize/schema.h"

namespace gongkai::recognize {

// One heading over a column, with the columns that its cell covers.
struct HeadingPart {
  std::string text;    // as printed, without line breaks
  std::string folded;
  int first_column = 0;
  int last_column = 0;
  bool operator==(const HeadingPart&) const = default;
};
using HeadingPath = std::vector<HeadingPart>;  // top to bottom

struct TableHeader {
  int title_rows = 0;   // leading rows inside the frame that hold title, unit or agency
  int body_row = 0;     // first row that is no heading
  std::vector<HeadingPath> paths;  // one per column; empty where the grid has no heading rows
  std::string signature;           // folded texts of the heading rows: equal on repeated headings
};

// `titled`: a title stands above, so that the first row must be headings whatever it says.
TableHeader read_header(const LayoutGrid& grid, const Schemas& schemas, bool titled);

// The paths over the columns where the first `body_row` rows are known to be headings.
std::vector<HeadingPath> read_paths(const LayoutGrid& grid, int body_row);

// A row of column numbers: 1 2 3 …, ** ** 1 2, 栏次 1 2 (field guide §1.6).
bool is_column_numbers(const std::vector<std::string>& texts);

// True for text that can only be an amount: digits with separators, sign and unit; no percent.
bool is_money_text(std::string_view text);

// True for digits that can be a code.
bool is_code_text(const std::string& folded);

// 类 款 项 目, the parts of a code, as a whole text.
bool is_code_part_word(const std::string& folded);

// The rule that a heading or row vocabulary has for a folded text.
bool is_heading_word(const Schemas& schemas, const std::string& folded);

}  // namespace gongkai::recognize
