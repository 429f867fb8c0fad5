// Which of two readings of a scanned amount is the right one, as sums tell.
#pragma once

#include <vector>

#include "normalize/checks/table_view.h"
#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// The amount with its least sure character as the recognizer would read it else; "" where there is no
// such reading.
std::string other_reading(const AmountFact& fact);

// Takes the recognizer's second reading of a doubtful amount (extract::kDoubtful) where the first one
// stands in sums that fail, all of them hold with the second, no other sum breaks, and no second
// reading of another amount would mend the same sums. Says so with the warning `ocr.chosen`. Nothing
// else is ever changed. `ledger.checks` are those of check_tables(), and are so afterwards.
void choose_readings(const std::vector<recognize::Table>& tables, const std::vector<UnreadCells>& unread,
                     Ledger& ledger);

}  // namespace gongkai::normalize
