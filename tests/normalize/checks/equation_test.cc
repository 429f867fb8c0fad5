#include "normalize/checks/equation.h"

#include <gtest/gtest.h>

#include <limits>

namespace gongkai::normalize {
namespace {

constexpr int64_t kCent = 10'000;  // 0.01 万元 in 分

// Amounts in hundredths of 万元; the first one is the total of the others.
CheckResult check(const std::vector<int64_t>& hundredths) {
  std::vector<AmountFact> amounts;
  Equation equation{"A1", "合计", 0, {}, {}};
  for (const int64_t value : hundredths) {
    if (!amounts.empty()) equation.addends.push_back(static_cast<int>(amounts.size()));
    AmountFact fact;
    fact.money = {value * kCent, kCent};
    amounts.push_back(fact);
  }
  return evaluate(equation, amounts, kCent);
}

TEST(Evaluate, PassesAnExactSum) {
  const CheckResult result = check({694, 475, 219});
  EXPECT_EQ(result.status, CheckStatus::Pass);
  EXPECT_EQ(result.detail, "");
  EXPECT_EQ(result.expected_fen, 694 * kCent);
  EXPECT_EQ(result.actual_fen, 694 * kCent);
  EXPECT_EQ(result.tolerance_fen, 15'000);  // (2 + 1) · 0.01 万元 / 2
  EXPECT_EQ(result.facts, (std::vector<int>{0, 1, 2}));
}

TEST(Evaluate, AllowsWhatRoundingExplains) {
  const CheckResult result = check({695, 475, 219});
  EXPECT_EQ(result.status, CheckStatus::Pass);
  EXPECT_EQ(result.detail, "rounded");
  EXPECT_EQ(check({695, 475, 219, 0, 0, 0}).tolerance_fen, 15'000);  // zeros bring no rounding in
}

TEST(Evaluate, FailsBeyondRounding) {
  EXPECT_EQ(check({696, 475, 219}).status, CheckStatus::Fail);
  EXPECT_EQ(check({692, 475, 219}).status, CheckStatus::Fail);
}

TEST(Evaluate, DemandsEqualityOfAFigurePrintedTwice) {
  EXPECT_EQ(check({694, 694}).status, CheckStatus::Pass);
  EXPECT_EQ(check({695, 694}).status, CheckStatus::Fail);
  EXPECT_EQ(check({695, 694, 0}).status, CheckStatus::Fail);
}

TEST(Evaluate, SaysWhereCuttingOffWouldExplainIt) {
  const CheckResult above = check({1003, 500, 300, 100, 100});
  EXPECT_EQ(above.status, CheckStatus::Fail);
  EXPECT_EQ(above.detail, "consistent with truncation");
  EXPECT_EQ(check({997, 500, 300, 100, 100}).detail, "");  // figures cut off are never too large
}

TEST(Evaluate, ForgivesWhatTheCoarsestFigureRounds) {  // 22,118,861.34 = 20,374,181 + 1,744,680
  std::vector<AmountFact> amounts(3);
  amounts[0].money = {2'211'886'134, 1};
  amounts[1].money = {2'037'418'100, 100};
  amounts[2].money = {174'468'000, 100};
  const CheckResult result = evaluate({"A9", "", 0, {1, 2}, {}}, amounts, 1);
  EXPECT_EQ(result.status, CheckStatus::Pass);
  EXPECT_EQ(result.detail, "within the rounding of its coarsest figure");
  EXPECT_EQ(result.tolerance_fen, 150);
  EXPECT_FALSE(result.arithmetic);
  amounts[0].money.fen += 200;
  EXPECT_EQ(evaluate({"A9", "", 0, {1, 2}, {}}, amounts, 1).status, CheckStatus::Fail);
}

TEST(Evaluate, SubtractsWhatIsSpent) {
  std::vector<AmountFact> amounts(4);
  const int64_t values[] = {300, 100, 1000, 800};  // closing = opening + income − spending
  for (size_t i = 0; i < 4; ++i) amounts[i].money = {values[i], 1};
  EXPECT_EQ(evaluate({"A19", "", 0, {1, 2}, {3}}, amounts, 1).status, CheckStatus::Pass);
}

TEST(Evaluate, GivesUpOnWhatItCannotCount) {
  std::vector<AmountFact> amounts(3);
  for (AmountFact& fact : amounts) fact.money = {std::numeric_limits<int64_t>::max(), 1};
  const CheckResult result = evaluate({"A1", "", 0, {1, 2}, {}}, amounts, 1);
  EXPECT_EQ(result.status, CheckStatus::Skipped);
  EXPECT_EQ(result.detail, "the sum is more than the program can count");
}

}  // namespace
}  // namespace gongkai::normalize
