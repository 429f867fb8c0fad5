// The same money in several tables of one document (field guide §6, B1–B10).
#pragma once

#include <vector>

#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// Figures that are one figure by all their dimensions, code and unit, and stand in two tables, must
// be equal: totals (B1 revenue, B2 expenditure, B9 basic, B10 projects), classes of a summary (B5),
// other codes (B7). Each table is compared with the first one that prints the figure. Where all of an
// item's money is 一般公共预算, its split into basic and project spending is the same in the tables
// of all money and of that (B6). 财政拨款 is the sum of the tables of its kinds (B4), and so is all
// spending where nothing else pays for any of it (B3). Skipped, with
// the reason: a figure that one table itself prints with several values, sums that leave out what is
// carried over.
std::vector<CheckResult> check_cross_tables(const std::vector<recognize::Table>& tables,
                                            const std::vector<AmountFact>& amounts);

}  // namespace gongkai::normalize
