// The headings of a form's indicators: which column says what.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "recognize/form_schema.h"
#include "recognize/form_sheet.h"

namespace gongkai::recognize {

struct FormColumn {
  FormColumnRole role = FormColumnRole::Remark;
  std::string section;  // of values: "implementation", "annual", ""
  int half = 0;         // 1 …: the second and later of the lists of indicators that stand side by side
  std::string level1;   // that the headings of such a list print above it (成本指标), or its own one
  std::string level2;   // likewise
  std::string label;    // as printed, "/"-joined where headings stand above each other
  FundMeaning fund;     // of money
  std::string unit;     // of money, where the heading declares one
  bool known = false;   // a word of the vocabulary names it
  double left = 0;
  double right = 0;
};

struct FormHeading {
  int row = 0;       // its first row
  int body_row = 0;  // the row below it
  std::vector<FormColumn> columns;  // from the left
  std::string section;              // 长期绩效指标 and 年度绩效指标 as blocks, one above the other

  const FormColumn* find(FormColumnRole role, int half = 0) const;
  bool has(FormColumnRole role) const;  // in any half
  int halves() const;
};

// REQUIRES: is_indicator_heading(sheet, row, words).
FormHeading read_form_heading(const FormSheet& sheet, int row, const FormWords& words);

// The columns of a form that prints no headings: where the words of the indicator tree stand below
// each other, with names and targets to their right. Nothing for other sheets.
std::optional<FormHeading> imply_form_heading(const FormSheet& sheet, const FormWords& words);

}  // namespace gongkai::recognize
