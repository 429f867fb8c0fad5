#include "normalize/figure_number.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gongkai::normalize {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string written(const PrintedNumber& number) {
  if (!number.unreadable.empty()) return number.unreadable;
  switch (number.kind) {
    case NumberKind::Money: return fmt::format("{} / {}", number.money.fen, number.money.quantum);
    case NumberKind::Percent:
      return fmt::format("{}% / {}", number.percent, number.percent_quantum);
    case NumberKind::Points: return fmt::format("{} points", number.percent);
    case NumberKind::Same: return "same";
  }
  return "";
}

std::vector<std::string> read(const char* text) {
  std::vector<std::string> result;
  for (const Passage& passage : join_passages({{text, {1, {}}, 0}}, built_in_figure_rules())) {
    for (const PrintedNumber& number : find_numbers(passage, built_in_figure_rules())) {
      result.push_back(written(number));
    }
  }
  return result;
}

TEST(FindNumbers, ReadsMoneyInEveryUnit) {
  EXPECT_THAT(read("甲2,658.58万元，乙1484万元，丙12元，丁1.5亿元，总预算1720.00万。"),
              ElementsAre("2658580000 / 10000", "1484000000 / 1000000", "1200 / 100",
                          "15000000000 / 1000000000", "1720000000 / 10000"));
}

TEST(FindNumbers, ReadsPercentages) {
  EXPECT_THAT(read("增长0.92%，下降 20.7 ％，5‰，提高2.5个百分点。"),
              ElementsAre("0.92% / 0.01", "20.7% / 0.1", "0.5% / 0.1", "2.5 points"));
}

TEST(FindNumbers, ReadsWordsThatSayNoChange) {
  EXPECT_THAT(read("接待费3万元，与上年预算数相同，较2025年持平。"),
              ElementsAre("3000000 / 1000000", "same", "same"));
}

TEST(FindNumbers, TakesASpacedNumberForOne) {
  EXPECT_THAT(read("收入 2,658. 58 万 元"), ElementsAre("2658580000 / 10000"));
}

TEST(FindNumbers, LeavesCountsYearsAndCodesAlone) {
  EXPECT_THAT(read("2026年16个项目、3辆车、人口5万，2080505款，1元旦"), IsEmpty());
}

TEST(FindNumbers, NeverGuesses) {
  EXPECT_THAT(read("甲1,2345万元"), ElementsAre("is not a number"));
  EXPECT_THAT(read("甲12.3.4万元"), ElementsAre("is a part of another number"));
  EXPECT_THAT(read("甲26 58万元"), ElementsAre("may be two numbers in one cell"));
  EXPECT_THAT(read("甲1，234.50万元"), ElementsAre("may go on before the comma"));
}

TEST(FindNumbers, TellsASignFromADash) {
  EXPECT_THAT(read("增减额-5万元，5-10万元，2010301-10万元"),
              ElementsAre("-5000000 / 1000000", "10000000 / 1000000", "10000000 / 1000000"));
}

}  // namespace
}  // namespace gongkai::normalize
