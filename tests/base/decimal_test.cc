#include "base/decimal.h"

#include <gtest/gtest.h>

#include <ostream>

namespace gongkai {

void PrintTo(const Decimal& number, std::ostream* out) { *out << to_text(number); }

namespace {

std::string read_and_write(std::string_view text) {
  const std::optional<Decimal> number = parse_decimal(text);
  return number ? to_text(*number) : "none";
}

TEST(ParseDecimal, KeepsEveryDigit) {
  EXPECT_EQ(read_and_write("0"), "0");
  EXPECT_EQ(read_and_write("1200"), "1200");
  EXPECT_EQ(read_and_write("-12.5"), "-12.5");
  EXPECT_EQ(read_and_write("0.00001"), "0.00001");
  EXPECT_EQ(read_and_write("123456789012345678"), "123456789012345678");
  EXPECT_EQ(read_and_write("0.123456789012345678"), "0.123456789012345678");
}

TEST(ParseDecimal, MakesEqualNumbersEqual) {
  EXPECT_EQ(parse_decimal("12.50"), parse_decimal("0012.5"));
  EXPECT_EQ(parse_decimal("1200"), (Decimal{12, 2}));
  EXPECT_EQ(parse_decimal("-0.00"), (Decimal{0, 0}));
}

TEST(ParseDecimal, RefusesWhatItCannotHoldOrUnderstand) {
  for (const char* text : {"", "-", ".", "5.", ".5", "1.2.3", "1,200", "1e3", "+5", "--5",
                           "1234567890123456789", "0.1234567890123456789"})
    EXPECT_EQ(parse_decimal(text), std::nullopt) << text;
}

TEST(Decimal, IsScaledExactly) {
  EXPECT_EQ(scaled(*parse_decimal("186.03"), 4), parse_decimal("1860300"));
  EXPECT_EQ(scaled(*parse_decimal("1"), -5), parse_decimal("0.00001"));
  EXPECT_EQ(scaled(Decimal{}, 4), Decimal{});
}

TEST(Decimal, BecomesTheNearestDouble) {
  EXPECT_EQ(to_double(*parse_decimal("0.1")), 0.1);
  EXPECT_EQ(to_double(*parse_decimal("2134.87")), 2134.87);
  EXPECT_EQ(to_double(Decimal{1, -5}), 1e-5);
}

TEST(Decimal, IsAnIntegerOnlyIfWholeAndSmallEnough) {
  EXPECT_EQ(to_integer(*parse_decimal("1200")), 1200);
  EXPECT_EQ(to_integer(*parse_decimal("12.5")), std::nullopt);
  EXPECT_EQ(to_integer(Decimal{9, 18}), 9'000'000'000'000'000'000);
  EXPECT_EQ(to_integer(Decimal{10, 18}), std::nullopt);
  EXPECT_EQ(to_integer(Decimal{-9, 18}), -9'000'000'000'000'000'000);
}

std::string read(std::u32string_view text) {
  const std::optional<Numeral> numeral = read_numeral(text);
  return numeral ? std::to_string(numeral->value) + " of " + std::to_string(numeral->length)
                 : "none";
}

TEST(ReadNumeral, KnowsNumeralsUpToHundredMillions) {
  EXPECT_EQ(read(U"三次"), "3 of 1");
  EXPECT_EQ(read(U"两年"), "2 of 1");
  EXPECT_EQ(read(U"十"), "10 of 1");
  EXPECT_EQ(read(U"十二月"), "12 of 2");
  EXPECT_EQ(read(U"二十"), "20 of 2");
  EXPECT_EQ(read(U"一百零五"), "105 of 4");
  EXPECT_EQ(read(U"三千二百一十"), "3210 of 6");
  EXPECT_EQ(read(U"十万"), "100000 of 2");
  EXPECT_EQ(read(U"一亿二千万"), "120000000 of 5");
  EXPECT_EQ(read(U"二〇二六年"), "2026 of 4");
}

TEST(ReadNumeral, RefusesWhatHasTwoMeaningsOrNone) {
  for (const std::u32string_view text :
       {U"次", U"", U"三四", U"二百五", U"一万五", U"十百", U"百", U"三百四千", U"万", U"一二三"})
    EXPECT_EQ(read(text), "none");
}

}  // namespace
}  // namespace gongkai
