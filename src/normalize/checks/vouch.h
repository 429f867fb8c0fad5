// Which amounts the checks of a document vouch for, and which ones they speak against.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// Marks the amounts that the checks vouch for. A passed sum of at least two non-zero figures, or of
// none, vouches for all that it contains: none of them can be misread without another one being
// misread to match. A figure that is merely printed twice (208 = 20805, or in two tables) is vouched
// for only where a sum vouches for its other copy.
//
// Sums hold within a table whose columns are swapped or whose unit is wrong; another table tells.
// So nothing is vouched for that two tables print differently, or that its row contradicts (合计 is
// not 基本支出 + 项目支出); nor a column of which that holds for most figures, nor a table that is a
// thousand or ten thousand times another one or the text, or that has figures many times all money.
// And nothing in tables whose columns white space alone tells: sums hold there, too, where a heading was taken for
// that of the column beside it.
//   table.unit_conflict   (warning) such a table: its unit of money, or the other's, is wrong
void vouch(const std::vector<recognize::Table>& tables, const std::vector<CheckResult>& checks,
           std::vector<AmountFact>& amounts, Diagnostics& diagnostics);

}  // namespace gongkai::normalize
