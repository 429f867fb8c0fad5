// 三公: 合计 = 因公出国(境) + 公务接待 + 公务用车; 公务用车 = 购置 + 运行. The items stand in rows
// or in columns.
#pragma once

#include <vector>

#include "normalize/checks/table_view.h"
#include "normalize/ledger.h"

namespace gongkai::normalize {

// A13, A14; A13 also for the joint 合计 over 三公, 会议费, 培训费 and 机关运行经费.
std::vector<CheckResult> check_three_public(const TableView& table,
                                            const std::vector<AmountFact>& amounts);

}  // namespace gongkai::normalize
