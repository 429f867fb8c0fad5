// Lists of projects with their targets: one form for each project of a long table.
//
//   项目名称 (2x1) │ 项目总额 (2x1) │ 绩效目标 (2x1) │ 产出指标 │ 数量指标 │ a │ ≥ │ 1 │ 个
//                 │               │                │ 产出指标 │ 质量指标 │ b │ ≥ │ 2 │ %
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "recognize/form_rows.h"
#include "recognize/reading.h"

namespace gongkai::recognize {

// The forms of a list, each with what `common` (title, year, unit of money, family) says of all. Rows
// of units and totals are no projects: a unit is the agency of the projects below it.
std::vector<Form> read_form_list(const FormBody& body, const Form& common, Diagnostics& diagnostics);

}  // namespace gongkai::recognize
