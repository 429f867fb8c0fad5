// C10: the projects that running text counts are those of the project table.
//
//   纳入绩效目标管理的二级项目16个，共计金额2540.73万元    rows and 合计 of 项目支出表
#pragma once

#include <vector>

#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// A number and an amount that differ from the table's are skipped: the text may count the projects
// of other years, or only those that are published.
std::vector<CheckResult> check_counted_projects(const std::vector<recognize::Table>& tables,
                                                const Ledger& ledger);

// The number of projects that a sentence on performance targets states; 0 where it states none.
int counted_projects(const Figure& figure);

}  // namespace gongkai::normalize
