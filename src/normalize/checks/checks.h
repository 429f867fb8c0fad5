// The arithmetic of budget tables (field guide §6, A1–A19).
#pragma once

#include <vector>

#include "normalize/checks/table_view.h"
#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// Every sum that the tables should hold, evaluated or skipped with the reason. `unread[t]` are the
// cells of table t whose figure is no amount.
std::vector<CheckResult> check_tables(const std::vector<recognize::Table>& tables,
                                      const std::vector<UnreadCells>& unread,
                                      const std::vector<AmountFact>& amounts);

// Marks the amounts that the checks vouch for. A passed sum of at least two non-zero figures
// vouches for all that it contains: none of them can be misread without another one being misread
// to match. A figure that is merely printed twice (208 = 20805) is vouched for only where a sum
// vouches for its other copy; sums of zeros vouch for nothing.
void vouch(const std::vector<CheckResult>& checks, std::vector<AmountFact>& amounts);

}  // namespace gongkai::normalize
