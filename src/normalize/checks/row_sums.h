// Rows that are sums of rows below them: totals, 类 款 项, units and their items.
//
//   合计                 A1  = 208 + 210            the rows that stand under no other one
//   208                  A2  = 20805
//   20805                A2  = 2080505 + 2080506
//   2080505
//   210 …
//
// The tree is told by codes (a code stands under the nearest row above whose code begins it), by
// units (a unit's rows follow it) and, where names alone are printed, not at all: then only a total
// over plain rows is checked. 收支总表 and the like are checked by summary_sums.h.
#pragma once

#include <vector>

#include "normalize/checks/table_view.h"
#include "normalize/ledger.h"

namespace gongkai::normalize {

// A1, A2 (function codes), A10, A12 (economic codes), A15 (projects and units): one result for each
// sum and column.
std::vector<CheckResult> check_row_sums(const TableView& table,
                                        const std::vector<AmountFact>& amounts);

}  // namespace gongkai::normalize
