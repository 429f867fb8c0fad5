// The arithmetic of budget tables and between them (field guide §6, A1–A19, B1–B10).
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

}  // namespace gongkai::normalize
