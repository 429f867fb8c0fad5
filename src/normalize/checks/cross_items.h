// What different classifications of one document say of the same spending (field guide §6, B11–B13).
#pragma once

#include <vector>

#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// All advisory: they hold for most units, yet none has to keep to them.
//   B11  what is paid into insurances and funds for the staff is the same by 经济分类 and by 功能分类
//        (30108 = 2080505 …); fails where projects or other money pay for staff (Guangzhou)
//   B12  the project spending of each 项 is the sum of some of the listed projects; fails where a
//        project pays for several 项 (Shenzhen), skipped for lists of more than kMostProjects, whose
//        sums come to nearly anything
//   B13  三公 includes the 公务接待费 and 公务用车运行维护费 of basic spending, and those of projects
std::vector<CheckResult> check_cross_items(const std::vector<recognize::Table>& tables,
                                           const std::vector<AmountFact>& amounts);

// 2^16 sums of unit budgets of 10^7 元 leave few figures that are a sum by chance.
inline constexpr size_t kMostProjects = 16;

}  // namespace gongkai::normalize
