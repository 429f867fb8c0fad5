// Performance forms held against the project tables, the text and each other (field guide §6, D1–D4,
// D18, D19, D21).
#pragma once

#include <vector>

#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

//   D1    as many forms as the table has rows, and as the text states (advisory: some forms may be
//         left out of what is published)
//   D2    Σ amounts of the year of the forms = Σ rows; where every row has its form
//   D3    the form's name is that of its row (advisory where two characters differ)
//   D4    the amounts of the year of a row's forms = the row, or the row with those of its name and a
//         bracket behind it that have no form; also in lists of projects that are both table and forms
//   D18   indicators of the unit's own form that a project's form has too ask for the same (advisory)
//   D19   三公经费 in the unit's form = its table (advisory)
//   D21   the provincial money that the unit's form speaks of = Σ that of the forms (advisory)
std::vector<CheckResult> check_form_projects(const std::vector<recognize::Table>& tables, const Ledger& ledger);

}  // namespace gongkai::normalize
