// The money of a performance form held against itself (field guide §6, D5–D7, D13–D15, D20, D22).
#pragma once

#include <vector>

#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

//   D5, D15   资金总额 = Σ sources, for each half and phase; D15 in forms of whole units
//   D6        实施期 = 年度 × years of the project (advisory: only steady spending does)
//   D7        年度 ≤ 实施期
//   D13       an indicator of the total cost asks for the amount of the year (advisory)
//   D14       基本支出 + 项目支出 = 资金总额 of a whole unit
//   D20       省级 + 市级 + 本级 = 总计 inside a text
//   D22       number × cost of one (× 12) = amount of the year (advisory)
std::vector<CheckResult> check_form_money(const FormFacts& form);

// D15, second part (advisory: the form may be about a department, the table about a unit of it): the
// total is that of 收支总表.
std::vector<CheckResult> check_unit_total(const FormFacts& form, const std::vector<recognize::Table>& tables,
                                          const std::vector<AmountFact>& amounts);

}  // namespace gongkai::normalize
