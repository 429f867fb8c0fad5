// Money and percentages in a paragraph: where they stand and what they are worth.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "normalize/figure_passage.h"
#include "normalize/ledger.h"

namespace gongkai::normalize {

enum class NumberKind {
  Money,
  Percent,
  Points,  // 个百分点
  Same,    // 与上年持平: a change of nothing, in words
};

struct PrintedNumber {
  NumberKind kind = NumberKind::Money;
  size_t begin = 0;  // in Passage::folded, sign and unit included
  size_t end = 0;
  Money money;                 // of Money
  double percent = 0;          // of Percent and Points
  double percent_quantum = 0;  // worth of its last printed digit
  std::string unreadable;      // why it is none ("is not a number"); then the values mean nothing
};

// In reading order. Counts (16个), years and codes are no numbers here: a number needs 元, 千元,
// 万元, 亿元, %, ‰ or 个百分点 behind it, or 万 where the text speaks of money. A number is one
// even where the print breaks or spaces it. What may be read in two ways is unreadable:
//   "1,2345万元" "12.3.4万元" "26 58万元" "1，234万元" (a comma between clauses, or in a number?)
std::vector<PrintedNumber> find_numbers(const Passage& passage, const FigureRules& rules);

}  // namespace gongkai::normalize
