// Columns that are sums of columns beside them, told by their dimensions:
//
//   合计 = 基本支出 + 项目支出           spend_type   A3; A11 where 人员经费 + 公用经费 are the
//   parts 合计 = 一般公共预算 + 政府性基金 …   fund         A3, A9 in summaries, A16 in project
//   tables 合计 = 当年 + 上年结转               timing       likewise 合计 = 因公出国 + 接待 + 用车
//   三公 items    A13; A14 for 用车 = 购置 + 运行
//
// A sum is evaluated only where the table has the whole partition: 基本支出 and 项目支出, two funds
// at least, both times, all three items.
#pragma once

#include <vector>

#include "normalize/checks/table_view.h"
#include "normalize/ledger.h"

namespace gongkai::normalize {

std::vector<CheckResult> check_column_sums(const TableView& table,
                                           const std::vector<AmountFact>& amounts);

}  // namespace gongkai::normalize
