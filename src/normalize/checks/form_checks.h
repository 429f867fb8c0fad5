// Performance forms held against themselves, the tables and the text (field guide §6, D1–D25).
#pragma once

#include <vector>

#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// Reads ledger.forms, matched with the project table before, amounts and figures. A rule whose
// operands a form does not print has no result there.
std::vector<CheckResult> check_forms(const std::vector<recognize::Table>& tables, const Ledger& ledger);

}  // namespace gongkai::normalize
