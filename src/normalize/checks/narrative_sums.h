// Figures of running text that must fit each other, within a paragraph.
//
//   C3   share = amount / whole; the shares of a complete list make 100
//   C5   change % = change / the year before
//   C9   政府采购 = 货物 + 工程 + 服务
//   C10  projects under performance management = their kinds
//   C11  completion % = executed / budget
//   C12  面向小微企业 ≤ 面向中小企业
#pragma once

#include <vector>

#include "normalize/ledger.h"

namespace gongkai::normalize {

// Percentages are compared as money: what the percentage says (expected) with what is stated
// (actual). Tolerance: one unit of the percentage's last digit, and half a unit of each amount's.
std::vector<CheckResult> check_within_text(const Ledger& ledger);

}  // namespace gongkai::normalize
