// Classification codes that several tables of one document print: their names (field guide §6, B8)
// and, where the tables spend the same money, which codes they are (B6).
#pragma once

#include <vector>

#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// B8: one result for each code that several tables print: its names are the same in all of them,
// those of lists of projects and purchases left out.
// B6: one result for each table whose codes can be held against an earlier one's: both divide the same
// total by function (=), or one divides a budget's part of all money (⊂). A code that one of them
// lacks, of the lengths that both print, is a row that was lost or a code that was misread. Codes
// without money are left out.
// Neither vouches for amounts.
std::vector<CheckResult> check_cross_codes(const std::vector<recognize::Table>& tables,
                                           const std::vector<AmountFact>& amounts);

}  // namespace gongkai::normalize
