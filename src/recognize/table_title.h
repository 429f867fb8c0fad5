// The lines above a table: its title, printed number, unit of money and agency.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recognize/reading.h"
#include "recognize/schema.h"

namespace gongkai::recognize {

inline constexpr size_t kLongestTitle = 180;  // bytes of UTF-8, some 60 characters

struct TableHead {
  const TableSchema* schema = nullptr;  // nullptr: no line is a title that a schema knows
  std::string title;       // of the schema, else the nearest line that looks like one; without printed number, unit and line breaks
  int title_page = 0;      // where the title stands: the foot of the page before, or the table's page
  std::string printed_no;  // 表三, 公开01表, 预算03表 …
  std::string unit;        // 元, 万元 …; "" where no line declares it
  std::string agency;      // 部门：…, 编制单位：… as printed
  bool has_note = false;   // a 注：… line stands between, so whatever follows is no continuation
  bool has_prose = false;  // a sentence stands between
};

// Reads the lines between the previous table (or the page's top) and a table, top to bottom.
// A title that is broken in two lines is joined.
TableHead read_head(const std::vector<TextLine>& lines, const Schemas& schemas);

// 某局附表1 → 某局: an agency's name (folded) without the number of a table that is printed behind it.
std::string without_table_number(std::string folded);

// True for a line that can be a title, whether or not a schema knows it: 表三 重点领域保障情况表.
bool is_like_title(std::string_view text);
// True for page numbers (— 12 —, 第 3 页).
bool is_page_number(std::string_view text);
// True for 注：…, 备注：…, 说明：….
bool is_note(std::string_view text);

}  // namespace gongkai::recognize
