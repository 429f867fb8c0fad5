// The upper part of a form: labels with their texts, blocks of money, lists of tasks.
//
//   项目名称 │ X │ 实施单位 │ Y            a label, its text to the right
//   项目资金 │ 年度资金总额 │ 74.00        a block; inside, labels with amounts
//   （万元） │ 其中：财政拨款 │ 74.00
//   │ 实施期目标 │ 年度目标 │              headings of two halves, their texts below
//   总体目标 │ …          │ …        │
#pragma once

#include "base/diagnostic.h"
#include "recognize/form_schema.h"
#include "recognize/form_sheet.h"
#include "recognize/reading.h"

namespace gongkai::recognize {

// Mends labels and texts that a page break cut in two (年度总体目 │ 标) in the rows before `end`.
void join_cut_head(FormSheet& sheet, int end, const FormWords& words);

// Reads the rows [from, to) of a sheet into the form's title, fields, funds and tasks. Texts that
// belong to no label are reported (form.text_unplaced).
void read_form_head(const FormSheet& sheet, int from, int to, const FormWords& words, Form& form,
                    Diagnostics& diagnostics);

}  // namespace gongkai::recognize
