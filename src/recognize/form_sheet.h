// The sheet of paper that a performance form is: the cells of its grids in one run of rows, over all
// of its pages, before anyone asks what they say.
//
//   项目名称 │ 公益性岗位补贴           ┐ head: labels with their texts, money
//   项目资金 │ 年度资金总额 │ 74.00     ┘
//   一级指标 │ 二级指标 │ 三级指标 │ 指标值    heading
//   产出指标 │ 数量指标 │ 补贴人数 │ ≥570人    indicators … also on the next pages, with or without
//                                           title and heading
#pragma once

#include <string>
#include <vector>

#include "recognize/form_schema.h"
#include "recognize/page_layout.h"
#include "recognize/reading.h"

namespace gongkai::recognize {

struct FormCell {
  int row = 0;
  int column = 0;
  int row_span = 1;
  int column_span = 1;
  double left = 0;   // points; numbers of columns in text files
  double right = 0;
  std::string text;    // as printed, lines separated by '\n'
  std::string folded;  // without a colon at its end
  Place place;

  int end() const { return row + row_span; }  // the row below it
};

struct FormSheet {
  std::vector<TextLine> above;  // title, year, unit of money: the lines over its first grid
  bool ruled = true;            // false: from a text file, where columns and merges are not marked
  bool list = false;            // many projects, or whole units, in rows
  bool units = false;           // of a list: whole units, and no projects
  std::vector<FormCell> cells;  // by row, then column
  std::vector<int> row_pages;   // page of each row
  std::vector<int> breaks;      // first rows of its second and later grids
  std::vector<std::vector<int>> over_row;  // per row: indices of the cells over it, from the left

  int rows() const { return static_cast<int>(row_pages.size()); }
  // Indices of the cells that start in a row, from the left.
  std::vector<int> starting_in(int row) const;
  // Index of the cell over a row that shares most of a width; -1 where none shares any.
  int at(int row, double left, double right) const;
};

struct FormSheets {
  std::vector<FormSheet> sheets;         // in reading order
  std::vector<const LayoutGrid*> grids;  // that hold nothing but forms, so that no table claims them
};

// Finds the forms and joins what page breaks cut apart. A heading row (三级指标 or 指标名称 beside a
// value) makes a form of a grid, also in layouts that no family knows; a title with labels does where
// the page ends before the heading.
FormSheets find_form_sheets(const std::vector<PageLayout>& pages, const FormSchemas& schemas);

// A row that holds headings of indicators.
bool is_indicator_heading(const FormSheet& sheet, int row, const FormWords& words);

}  // namespace gongkai::recognize
