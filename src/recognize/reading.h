// What stands on the pages, understood but not yet counted: the value that `recognize` yields.
// Every text here is as printed; turning it into 分, codes and dates is normalize's work.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/geometry.h"

namespace gongkai::recognize {

// Where a text was read. Boxes are absent in text files.
struct Place {
  int page = 0;  // 1-based
  std::optional<Box> box;
  // Of text that was read from a picture: how likely its least sure character is (0–1), which one it
  // is, and what else it may be (0: nothing).
  std::optional<float> confidence = std::nullopt;
  char32_t least_sure = 0;
  char32_t other = 0;
  int position = -1;  // where in the text the least sure character stands, spaces not counted; −1:
                      // not known, as in text of several lines
};

// The dimensions of an amount (vocabulary of docs/dataset.md); "" where nothing says so yet.
struct Dimensions {
  std::string direction;
  std::string phase;
  std::string fund;
  std::string spend_type;
  std::string timing;
  bool operator==(const Dimensions&) const = default;
};

// One of the three budgets that 财政拨款 is the whole of.
bool names_one_budget(std::string_view fund);

// A cell of a table as read, before interpretation. Rows run on across the pages of one table.
struct TableCell {
  int row = 0;  // 0-based
  int column = 0;
  int row_span = 1;
  int column_span = 1;
  std::string text;  // lines of one cell are separated by '\n'
  Place place;
};

enum class RowKind { Item, Subtotal, Total, Organization };
const char* name_of(RowKind kind);  // "item", "subtotal", "total", "organization"

// One text that classifies an entry: what a code or name column says on its row.
enum class LabelRole {
  Code,         // a code in a column of its own; the classification is `system`
  Name,         // the name beside it, or code and name in one cell (2080505-…)
  UnitCode,     // 单位编码, 部门代码
  UnitName,     // 单位名称
  ProjectCode,
  ProjectName,
};

struct Label {
  LabelRole role = LabelRole::Name;
  std::string system;  // "function", "economic_department", "economic_government", "" unknown
  std::string text;    // as printed; 类/款/项 columns already joined to one code
};

// A money cell with everything that its table says about it.
struct Entry {
  int row = 0;
  int column = 0;
  Place place;               // the cell's rectangle
  std::string raw;           // as printed
  std::string column_label;  // header path, "/"-joined
  std::string unit;          // printed in the heading or cell ("万元"); "" → the table's
  Dimensions dimensions;     // from the table's kind, the column and the row
  RowKind row_kind = RowKind::Item;
  bool memo = false;
  std::string item;           // row name without ordinals and spaces, or the leaf heading in 三公 tables
  std::string three_public;   // "reception" …, where the row or column is such an item
  std::vector<Label> labels;  // of this row, left to right
  std::vector<std::string> ancestors;  // names of the rows above it in the hierarchy, outermost first
  int block = 0;              // side-by-side tables in one grid: 0 is the leftmost
  int depth = 0;              // of the row's ordinal: 一、 1, （一） 2, 1. 3, (1) 4, ① 5, none 9
  bool children = false;      // rows of a deeper ordinal follow: a sub-total, unless it has a code
};

enum class UnitSource { Declared, Header, Cell, Inferred, None };
const char* name_of(UnitSource source);  // "declared", "header", "cell", "inferred", ""

struct Table {
  std::string kind = "other";  // vocabulary of docs/dataset.md
  std::string title;           // "" where none is printed
  std::string printed_no;      // 表三, 公开01表, 预算03表
  std::string unit;            // 元, 万元 …; "" where none is printed
  std::string agency;          // whose table it is, where a document has those of several; else ""
  UnitSource unit_source = UnitSource::None;
  int first_page = 0;
  int last_page = 0;
  bool is_empty = false;
  bool implied = false;  // white space alone tells its columns (grid.implied)
  int row_count = 0;
  int column_count = 0;
  std::vector<TableCell> cells;
  std::vector<Entry> entries;
  std::vector<std::string> notes;  // 注：… lines below the table
};

// A line of running text outside of tables.
struct TextLine {
  std::string text;
  Place place;
  double font_size = 0;  // points; 0 in text files
};

// Performance forms (绩效目标表, 绩效自评表) ------------------------------------------------------

// A labelled text of a form.
struct FormField {
  std::string section;  // "implementation", "annual", "" where the form has one half
  std::string role;     // what the label names (see form_schema.h); "" for most
  std::string label;    // without a colon at its end
  std::string value;    // lines joined
  Place place;          // of the value
};

// An amount of a form's block of money.
struct FormFund {
  std::string section;
  std::string phase = "approved";
  std::string source;   // vocabulary of form_fund.source
  std::string label;    // as printed
  std::string raw;
  std::string unit;     // printed in a label, heading or title ("万元"); "" where none is
  Place place;
};

// A row of the task list of a whole unit's form. Amounts are as printed, "" where none is.
struct FormTask {
  std::string name, content;
  std::string total, appropriation, other;
  std::string unit;
  Place place;
};

// One indicator of one half.
struct FormIndicator {
  std::string section;
  std::string level1, level2, level3;  // "" where the form has none
  std::string value;                   // the target as printed
  std::string op, unit;                // its parts, where they stand in columns of their own
  std::string weight, actual, score, reason;
  std::vector<std::string> inferred;   // what was concluded: "level1", "level2", "split" …
  Place place;
  Place value_place;                   // of `value` alone, where it has a cell of its own; else without a box
};

struct Form {
  std::string kind = "project_target";  // "unit_target", "self_evaluation"
  std::string family;                   // name of its layout; "" where none is known
  std::string title;
  std::string project;                  // that only the title names
  int year = 0;                         // that the title names; 0 where it names none
  std::string unit;                     // of money, where a line over the form declares it
  int first_page = 0;
  int last_page = 0;
  std::vector<FormField> fields;
  std::vector<FormFund> funds;
  std::vector<FormTask> tasks;
  std::vector<FormIndicator> indicators;
};

struct Reading {
  std::vector<Table> tables;
  std::vector<Form> forms;
  std::vector<TextLine> lines;  // in reading order
  Diagnostics diagnostics;
};

}  // namespace gongkai::recognize
