// C7: the economic classes that running text lists are those of 基本支出, and all of them.
//
//   人员经费110.51万元，主要包括：基本工资、津贴补贴等   30101, 30102 … of the table, below 301, 303
//   公用经费7.34万元，主要包括：办公费、会议费等         below the other classes
#pragma once

#include <vector>

#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// Lists that differ are skipped, for many offices copy the one of their province's template and end
// it with 等; the detail tells the names that only one side has.
std::vector<CheckResult> check_listed_names(const std::vector<recognize::Table>& tables,
                                            const Ledger& ledger);

}  // namespace gongkai::normalize
