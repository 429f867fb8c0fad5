#include "normalize/amount.h"

#include <gtest/gtest.h>

#include <ostream>

namespace gongkai::normalize {

void PrintTo(const AmountReading& reading, std::ostream* out) {
  if (const Money* money = std::get_if<Money>(&reading)) {
    *out << money->fen << " 分, quantum " << money->quantum;
  } else if (const Unreadable* why = std::get_if<Unreadable>(&reading)) {
    *out << "unreadable: it " << why->reason;
  } else {
    *out << "blank";
  }
}

namespace {

AmountReading money(int64_t fen, int64_t quantum) { return Money{fen, quantum}; }
AmountReading unreadable(std::string reason) { return Unreadable{std::move(reason)}; }
const AmountReading kBlank = Blank{};

TEST(ParseAmount, KeepsEveryFen) {
  EXPECT_EQ(parse_amount("110.51", "万元"), money(110'510'000, 10'000));
  EXPECT_EQ(parse_amount("0.01", "元"), money(1, 1));
  EXPECT_EQ(parse_amount("839.000000", "万元"), money(839'000'000, 1));
  EXPECT_EQ(parse_amount("20,374,181", "元"), money(2'037'418'100, 100));
  EXPECT_EQ(parse_amount("22,118,861.34", "元"), money(2'211'886'134, 1));
  EXPECT_EQ(parse_amount("12.5", "亿元"), money(125'000'000'000, 1'000'000'000));
  EXPECT_EQ(parse_amount("3", "千元"), money(300'000, 100'000));
}

TEST(ParseAmount, TakesSeparatorsAsTheyCome) {
  EXPECT_EQ(parse_amount("636376.38", "元"), money(63'637'638, 1));
  EXPECT_EQ(parse_amount("221,493.00", "元"), money(22'149'300, 1));
  EXPECT_EQ(parse_amount("221，493．00", "元"), money(22'149'300, 1));
  EXPECT_EQ(parse_amount(" １２３.４５ ", "万元"), money(123'450'000, 10'000));
}

TEST(ParseAmount, KnowsTheSignsOfALoss) {
  EXPECT_EQ(parse_amount("-12.50", "元"), money(-1250, 1));
  EXPECT_EQ(parse_amount("－12.50", "元"), money(-1250, 1));
  EXPECT_EQ(parse_amount("△12.50", "元"), money(-1250, 1));
  EXPECT_EQ(parse_amount("▲12.50", "元"), money(-1250, 1));
  EXPECT_EQ(parse_amount("负12.50", "元"), money(-1250, 1));
  EXPECT_EQ(parse_amount("（12.50）", "元"), money(-1250, 1));
  EXPECT_EQ(parse_amount("+12.50", "元"), money(1250, 1));
  EXPECT_EQ(parse_amount("- 12", "元"), money(-1200, 100));
}

TEST(ParseAmount, TakesTheSignOfTheCurrency) {
  EXPECT_EQ(parse_amount("￥58,000.00", "元"), money(5'800'000, 1));
  EXPECT_EQ(parse_amount("¥-12.50", "元"), money(-1250, 1));
}

TEST(ParseAmount, TellsZeroFromNothing) {
  EXPECT_EQ(parse_amount("0", "万元"), money(0, 1'000'000));
  EXPECT_EQ(parse_amount("0.00", "万元"), money(0, 10'000));
  for (const char* nothing : {"", " ", "　", "-", "--", "—", "——", "/", "无", "…", "……", "**",
                              "不适用", "XX", "XXX.XX", "。。。"}) {
    EXPECT_EQ(parse_amount(nothing, "万元"), kBlank) << nothing;
  }
}

TEST(ParseAmount, LetsTheUnitInTheCellWin) {
  EXPECT_EQ(parse_amount("884万元", "元"), money(884'000'000, 1'000'000));
  EXPECT_EQ(parse_amount("12.5 元", "万元"), money(1250, 10));
  EXPECT_EQ(parse_amount("3亿元", ""), money(30'000'000'000, 10'000'000'000));
}

TEST(ParseAmount, JoinsANumberThatItsCellWrapped) {
  EXPECT_EQ(parse_amount("576,171.1\n1", "元"), money(57'617'111, 1));
  EXPECT_EQ(parse_amount("12,345,6\n78", "元"), money(1'234'567'800, 100));
}

TEST(ParseAmount, TakesMarksOfNotesForNoDigits) {
  EXPECT_EQ(parse_amount("100.00①", "元"), money(10'000, 1));
  EXPECT_EQ(parse_amount("100.00*", "元"), money(10'000, 1));
  EXPECT_EQ(parse_amount("100²", "元"), money(10'000, 100));
}

TEST(ParseAmount, NeverGuesses) {
  EXPECT_EQ(parse_amount("1,2345", "元"), unreadable("is not a number"));
  EXPECT_EQ(parse_amount("1234,567", "元"), unreadable("is not a number"));
  EXPECT_EQ(parse_amount("12.3.4", "元"), unreadable("is not a number"));
  EXPECT_EQ(parse_amount("12.", "元"), unreadable("is not a number"));
  EXPECT_EQ(parse_amount(".50", "元"), unreadable("is not a number"));
  EXPECT_EQ(parse_amount("1O0", "元"), unreadable("is not a number"));
  EXPECT_EQ(parse_amount("(12", "元"), unreadable("is not a number"));
  EXPECT_EQ(parse_amount("12.50\n13.20", "元"), unreadable("is not a number"));
  EXPECT_EQ(parse_amount("05", "元"), unreadable("begins with a zero"));
  EXPECT_EQ(parse_amount("0,123", "元"), unreadable("begins with a zero"));
  EXPECT_EQ(parse_amount("100\n200", "元"), unreadable("may be two numbers in one cell"));
  EXPECT_EQ(parse_amount("20 30", "元"), unreadable("may be two numbers in one cell"));
}

TEST(ParseAmount, RefusesWhatIsNotMoney) {
  EXPECT_EQ(parse_amount("95.5%", "元"), unreadable("is a percentage"));
  EXPECT_EQ(parse_amount("95.5％", "元"), unreadable("is a percentage"));
  EXPECT_EQ(parse_amount("5000元/人", "元"), unreadable("is not a number"));
  EXPECT_EQ(parse_amount("合计", "元"), unreadable("is not a number"));
}

TEST(ParseAmount, NeedsAUnit) {
  EXPECT_EQ(parse_amount("12.50", ""), unreadable(std::string(kNoUnit)));
  EXPECT_EQ(parse_amount("12.3.4", ""), unreadable("is not a number"));
  EXPECT_EQ(parse_amount("-", ""), kBlank);
}

TEST(ParseAmount, ReportsWhatItCannotHold) {
  EXPECT_EQ(parse_amount("92,233,720,368,547,758.07", "元"), money(9'223'372'036'854'775'807, 1));
  EXPECT_EQ(parse_amount("92,233,720,368,547,758.08", "元"),
            unreadable("is more than the program can count"));
  EXPECT_EQ(parse_amount("99999999999999999999", "亿元"),
            unreadable("is more than the program can count"));
  EXPECT_EQ(parse_amount("12.345", "元"), unreadable("is finer than a 分"));
  EXPECT_EQ(parse_amount("12.340", "元"), money(1234, 1));
}

}  // namespace
}  // namespace gongkai::normalize
