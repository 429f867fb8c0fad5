#include "normalize/checks/equation.h"

#include <algorithm>
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
  result.expected_fen = *expected;
  result.tolerance_fen = n > 1 ? (n + 1) * quantum / 2 : 0;
  if (difference == 0) {
    result.status = CheckStatus::Pass;
  } else if (std::abs(difference) <= result.tolerance_fen) {
    result.status = CheckStatus::Pass;
    result.detail = "rounded";
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
