// Which of two readings of a scanned amount or target is the right one, as sums tell, or the same name elsewhere.
#pragma once

#include <string>
#include <vector>

#include "normalize/checks/table_view.h"
#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// What was printed at the place, with its least sure character as the recognizer would read it else; "" where there is
// no such reading.
std::string other_reading(const recognize::Place& place, const std::string& raw);

// Takes the recognizer's second reading of a doubtful amount (extract::kDoubtful) where the first one
// stands in sums that fail, all of them hold with the second, no other sum breaks, and no second
// reading of another amount would mend the same sums. Says so with the warning `ocr.chosen`. Nothing
// else is ever changed. `ledger.checks` are those of check_tables(), and are so afterwards.
void choose_readings(const std::vector<recognize::Table>& tables, const std::vector<UnreadCells>& unread,
                     Ledger& ledger);

// Takes the second reading of a doubtful target or amount of a form where the same name stands elsewhere in the document
// (first in the form itself, as in its other half; else in other forms), and all that is surely read there is that
// second reading. Says so with the warning `ocr.chosen`.
void choose_siblings(std::vector<recognize::Form>& forms, Diagnostics& diagnostics);

// True if any place of the forms is doubtful: else, choose_siblings() does nothing.
bool any_doubtful(const std::vector<recognize::Form>& forms);

}  // namespace gongkai::normalize
