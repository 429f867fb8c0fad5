// The rows below a form's headings, on all of its pages: which texts stand in which column, with
// merged cells spread over the rows that they rule, also where a page break cuts them.
//
//   产出指标 (3x1) │ 数量指标 (2x1) │ a │ ≥1          page 1
//                  │               │ b │ ≥2
//   ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─    the break
//   (blank)        │ 质量指标       │ c │ ≥3          page 2: the blank cell is the rest of 产出指标
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "recognize/form_columns.h"
#include "recognize/form_schema.h"
#include "recognize/form_sheet.h"

namespace gongkai::recognize {

// A cell's text as it counts for one row.
struct SpreadText {
  std::string text;       // lines joined; "" where the cell is blank
  int run = -1;           // rows of one merged cell share a run, also over a page break
  bool concluded = false; // the text stands only in the part of the cell on a later page
};

struct BodyRow {
  int row = 0;                            // of the sheet
  const FormHeading* heading = nullptr;   // that its columns follow
  bool labels = false;  // no row of the columns: 总分, 备注, 评价结论 …
  std::string level1;   // printed across the sheet (一级指标：产出指标), above its indicators
  bool rest = false;    // the rest of the row before, cut off by the page break: joined to it there
};

class FormBody {
 public:
  // The rows from the heading on. Repeated headings and titles are left out.
  FormBody(const FormSheet& sheet, FormHeading heading, const FormWords& words, Diagnostics& diagnostics);
  FormBody(const FormBody&) = delete;
  FormBody& operator=(const FormBody&) = delete;

  const std::vector<BodyRow>& rows() const { return rows_; }
  const FormHeading& heading() const { return *headings_.front(); }
  // Another column of the heading holds the targets of the same half and section, further left.
  static bool is_value_again(const FormHeading& heading, const FormColumn& column);
  int halves() const;  // lists of indicators side by side, under any of its headings
  const FormSheet& sheet() const { return sheet_; }
  const FormWords& words() const { return words_; }

  // Index of the cell of a column in a row; -1 where none is.
  int cell_index(const BodyRow& row, const FormColumn& column) const;
  // Text and place of a column in a row; the rests of cut rows are joined.
  std::string text(size_t row, const FormColumn& column) const;
  Place place(size_t row, const FormColumn& column) const;

  // The texts of a column over all rows, merged cells spread out. A cell that begins a new cell of
  // the outer column, where one is given, goes on with nothing.
  std::vector<SpreadText> spread(FormColumnRole role, int half = 0,
                                 const std::vector<SpreadText>* outer = nullptr) const;

 private:
  void collect(int from);
  void find_breaks();
  void tell_levels_by_their_words();
  void tell_parts_from_periods();
  void tell_operators_by_their_signs();
  void leave_weights_of_levels();
  void split_values();
  std::vector<FormColumn> parts_of_value(const FormHeading& heading, const FormColumn& value) const;
  // The cells of a row that lie within a column of its heading and begin there, from the left.
  std::vector<int> cells_within(const BodyRow& row, const FormColumn& column) const;
  // The cells below a heading's column that are no blank slots.
  std::set<int> filled_cells(const FormHeading& heading, const FormColumn& column) const;
  void report_unknown_columns(Diagnostics& diagnostics) const;
  void find_rests(Diagnostics& diagnostics);
  bool is_rest(size_t row) const;
  bool is_labels(const BodyRow& row) const;
  std::string level_across(std::string_view folded) const;
  bool has_fund(size_t row) const;
  // The page break above the row cuts the text of a merged cell in two.
  bool cuts_text(size_t row, FormColumnRole role, const std::vector<SpreadText>& texts) const;
  void link(const std::vector<const FormCell*>& cells, const std::vector<SpreadText>* outer,
            FormColumnRole role, std::vector<SpreadText>& texts) const;

  const FormSheet& sheet_;
  const FormWords& words_;
  std::vector<std::unique_ptr<FormHeading>> headings_;
  std::vector<BodyRow> rows_;
  std::vector<bool> is_break_;  // per row: a page break stands above it
};

}  // namespace gongkai::recognize
