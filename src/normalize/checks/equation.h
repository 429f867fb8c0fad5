// One printed figure that should be the sum of others, and the verdict on it (field guide §4.1).
#pragma once

#include <string>
#include <vector>

#include "normalize/ledger.h"

namespace gongkai::normalize {

inline constexpr int kNotPrinted = -1;  // in place of an index: the cell is blank

// total = Σ addends − Σ subtracted; the numbers are indices into Ledger::amounts. Cells that print
// nothing are left out: they add nothing.
struct Equation {
  std::string rule;     // "A1" … of field guide §6
  std::string subject;  // what is checked, in the document's terms
  int total = kNotPrinted;
  std::vector<int> addends;
  std::vector<int> subtracted;
};

// `quantum` is the worth of the last digit that the table prints, 分. Each printed figure is within
// half of it of the true one, so that a sum of n non-zero figures may be off by (n + 1) / 2 quanta;
// a figure printed twice (n = 1) must be the same.
//
//   equal                  pass
//   within the tolerance   pass, "rounded"; vouches only within what is likely, two standard
//                          deviations of so many roundings
//   beyond it, yet one of the figures is printed with fewer digits (22,118,861 beside .34) and its
//   rounding explains it   pass, but vouches for nothing: zeros may as well have been cut off
//   else                   fail, "consistent with truncation" where n figures cut off would do it
//
// REQUIRES: the total is printed.
CheckResult evaluate(const Equation& equation, const std::vector<AmountFact>& amounts,
                     int64_t quantum);

// A check that could not be evaluated, with the reason.
CheckResult skipped(const Equation& equation, const std::vector<AmountFact>& amounts,
                    std::string reason);

}  // namespace gongkai::normalize
