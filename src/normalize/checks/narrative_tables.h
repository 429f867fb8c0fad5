// Amounts of running text that a table prints, too.
//
//   C1  收入总计, 支出总计, 一般公共预算支出 …    totals of 收支总表 and the funds' tables
//   C2  基本支出, 项目支出                      C4  functions: 2040601 行政运行
//   C6  人员经费, 公用经费                      C8  三公经费 and its parts, 机关运行经费
#pragma once

#include <vector>

#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// One result for each amount of the text whose subject a table may print. Both may be rounded, in
// different units (元 in tables, 万元 in the text) and from different sums, so that one unit of the
// coarser last digit is no contradiction. Skipped: where no table prints it; where the text states
// several amounts of the subject, unless those of one paragraph contradict each other; where the
// tables differ and none of them agrees.
std::vector<CheckResult> check_against_tables(const std::vector<recognize::Table>& tables,
                                              const Ledger& ledger);

}  // namespace gongkai::normalize
