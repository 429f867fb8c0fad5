#include "normalize/checks/equation.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

namespace gongkai::normalize {
namespace {

CheckResult begin(const Equation& equation, const std::vector<AmountFact>& amounts) {
  CheckResult result;
  result.rule = equation.rule;
  result.subject = equation.subject;
  if (equation.total != kNotPrinted) result.facts.push_back(equation.total);
  result.facts.insert(result.facts.end(), equation.addends.begin(), equation.addends.end());
  result.facts.insert(result.facts.end(), equation.subtracted.begin(), equation.subtracted.end());
  if (!result.facts.empty())
    result.page = amounts[static_cast<size_t>(result.facts.front())].place.page;
  return result;
}

// Σ addends − Σ subtracted; nothing where it is more than int64 holds.
std::optional<int64_t> sum_of(const Equation& equation, const std::vector<AmountFact>& amounts) {
  int64_t sum = 0;
  for (const int index : equation.addends) {
    if (__builtin_add_overflow(sum, amounts[static_cast<size_t>(index)].money.fen, &sum)) return {};
  }
  for (const int index : equation.subtracted) {
    if (__builtin_sub_overflow(sum, amounts[static_cast<size_t>(index)].money.fen, &sum)) return {};
  }
  return sum;
}

int64_t count_nonzero(const Equation& equation, const std::vector<AmountFact>& amounts) {
  const auto nonzero = [&](int index) {
    return amounts[static_cast<size_t>(index)].money.fen != 0;
  };
  return std::count_if(equation.addends.begin(), equation.addends.end(), nonzero) +
         std::count_if(equation.subtracted.begin(), equation.subtracted.end(), nonzero);
}

// The worth of the last digit of the coarsest figure that is no zero, where figures differ in it; 0
// where all are printed to the same digit.
int64_t coarsest_quantum(const CheckResult& result, const std::vector<AmountFact>& amounts) {
  int64_t finest = 0;
  int64_t coarsest = 0;
  for (const int index : result.facts) {
    const Money& money = amounts[static_cast<size_t>(index)].money;
    if (money.fen == 0) continue;
    finest = finest == 0 ? money.quantum : std::min(finest, money.quantum);
    coarsest = std::max(coarsest, money.quantum);
  }
  return coarsest > finest ? coarsest : 0;
}

// By how much n figures, each rounded to a quantum, and their rounded total may differ.
int64_t rounding(int64_t n, int64_t quantum) { return (n + 1) * quantum / 2; }

// By how much they are likely to: two standard deviations of n + 1 independent roundings. A larger
// difference may be rounding as well, or a last digit that was misread.
int64_t likely_rounding(int64_t n, int64_t quantum) {
  const double deviation = std::sqrt(static_cast<double>(n + 1) / 12.0) * static_cast<double>(quantum);
  return std::llround(2 * deviation);
}

}  // namespace

CheckResult evaluate(const Equation& equation, const std::vector<AmountFact>& amounts,
                     int64_t quantum) {
  const std::optional<int64_t> expected = sum_of(equation, amounts);
  int64_t difference = 0;
  CheckResult result = begin(equation, amounts);
  result.actual_fen = amounts[static_cast<size_t>(equation.total)].money.fen;
  if (!expected || __builtin_sub_overflow(result.actual_fen, *expected, &difference)) {
    return skipped(equation, amounts, "the sum is more than the program can count");
  }
  const int64_t n = count_nonzero(equation, amounts);
  const int64_t coarse = rounding(n, coarsest_quantum(result, amounts));
  result.expected_fen = *expected;
  result.tolerance_fen = n > 1 ? rounding(n, quantum) : 0;
  if (difference == 0) {
    result.status = CheckStatus::Pass;
  } else if (std::abs(difference) <= result.tolerance_fen) {
    result.status = CheckStatus::Pass;
    result.detail = "rounded";
    result.arithmetic = std::abs(difference) <= likely_rounding(n, quantum);
  } else if (std::abs(difference) <= coarse) {
    result.status = CheckStatus::Pass;
    result.detail = "within the rounding of its coarsest figure";
    result.tolerance_fen = coarse;
    result.arithmetic = false;
  } else {
    result.status = CheckStatus::Fail;
    // Figures cut off are all too small, so only a total above their sum can come of it.
    if (n > 1 && difference > 0 && difference < n * quantum)
      result.detail = "consistent with truncation";
  }
  return result;
}

CheckResult skipped(const Equation& equation, const std::vector<AmountFact>& amounts,
                    std::string reason) {
  CheckResult result = begin(equation, amounts);
  result.status = CheckStatus::Skipped;
  result.detail = std::move(reason);
  return result;
}

}  // namespace gongkai::normalize
