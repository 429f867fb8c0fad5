// What was read from pictures, by this program or by the one that made a text file, and may be misread.
#pragma once

#include <string_view>

#include "normalize/ledger.h"

namespace gongkai::normalize {

// Adds the warning `ocr.doubtful` for each amount and indicator value of scanned pages that its least
// sure character (extract::kDoubtful) or its form puts in doubt, with what else that character may
// be; in text files, which have no boxes, its form alone. On scanned pages an amount is in doubt, too, that has
// other decimals than nearly all of its table, or stands in a row with a doubtful one; a number without an operator
// where other targets have one. Amounts that a check vouches for are left out. Nothing is changed.
void tell_doubts(Ledger& ledger);

// True for what was read from a picture with a character less likely than extract::kDoubtful.
bool is_doubtful(const recognize::Place& place);

// True if money would hardly be printed so: 740.000 for 740,000, 3,305.50 with a further point,
// groups that are not of three digits.
bool is_odd_money(std::string_view raw);

// True if a target looks like one whose operator was misread: > for ≥, 土 for ±, 顶 for 项.
bool is_odd_target(std::string_view raw);

}  // namespace gongkai::normalize
