// 收支总表 and its like: what comes in, what goes out, and that both ends meet.
//
//   一、一般公共预算   ┐                        一、一般公共服务支出  ┐
//   二、政府性基金     ┘ A4                     八、社会保障 …        ┘ A5
//   本年收入合计       ┐                        本年支出合计          ┐
//   上年结转           ┘ A7                     结转下年              ┘ A8
//   收入总计           = A6 =                   支出总计
#pragma once

#include <vector>

#include "normalize/checks/table_view.h"
#include "normalize/ledger.h"

namespace gongkai::normalize {

// A4–A8. Rows are told by their ordinals: 一、 over （一） over 1.; what has no ordinal (上年结转)
// stands beside the outermost ones.
std::vector<CheckResult> check_summary_sums(const TableView& table,
                                            const std::vector<AmountFact>& amounts);

}  // namespace gongkai::normalize
