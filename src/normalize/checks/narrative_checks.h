// What running text says, held against the tables and against itself (field guide §6, C1–C12).
//
// Words are less certain than cells: a sentence may speak of a part of the unit, of another year or
// of a sum that no table prints. So a figure of the text fails only where subject, year and fund
// are certain and nothing else in the paragraph or the tables explains it; everything else that
// does not agree is skipped, with the reason.
#pragma once

#include <vector>

#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// Reads ledger.document, amounts and figures.
std::vector<CheckResult> check_narrative(const std::vector<recognize::Table>& tables,
                                         const Ledger& ledger);

}  // namespace gongkai::normalize
