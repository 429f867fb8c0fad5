// Sums that only tables of final accounts hold.
#pragma once

#include <vector>

#include "normalize/checks/table_view.h"
#include "normalize/ledger.h"

namespace gongkai::normalize {

// A17: 人员经费合计 = 301 + 303, 公用经费合计 = the other 类, over the blocks of a 基本支出 table
// that lists
//      codes in two or three columns side by side.
// A19: 年初结转 + 本年收入 − 本年支出 = 年末结转, in each row of a fund table.
std::vector<CheckResult> check_final_accounts(const TableView& table,
                                              const std::vector<AmountFact>& amounts);

}  // namespace gongkai::normalize
