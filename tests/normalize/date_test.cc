#include "normalize/date.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/text.h"

namespace gongkai::normalize {
namespace {

constexpr int kYear = 2026;

// "from..to flags" of a text that is a date as a whole, "" of any other.
std::string read(std::string_view text, int fiscal_year = kYear) {
  const std::u32string codes = decode_utf8(text);
  const std::optional<DateReading> date = read_date(codes, fiscal_year);
  if (!date || date->length != codes.size()) return "";
  return fmt::format("{}..{}{}{}{}{}{}", iso(date->from), iso(date->to),
                     date->deadline ? " deadline" : "", date->range ? " range" : "",
                     date->year_inferred ? " inferred" : "", date->month_only ? " month" : "",
                     date->no_such_day != 0 ? fmt::format(" no {}", date->no_such_day) : "");
}

// How much of a text is a date.
std::string read_part(std::string_view text) {
  const std::u32string codes = decode_utf8(text);
  const std::optional<DateReading> date = read_date(codes, kYear);
  return date ? encode_utf8(codes.substr(0, date->length)) : "";
}

TEST(ReadDate, KnowsDaysMonthsAndYears) {
  EXPECT_EQ(read("2026年12月31日"), "2026-12-31..2026-12-31");
  EXPECT_EQ(read("2026年4月"), "2026-04-01..2026-04-30");
  EXPECT_EQ(read("2024年2月份"), "2024-02-01..2024-02-29");
  EXPECT_EQ(read("2026年"), "2026-01-01..2026-12-31");
  EXPECT_EQ(read("2026年度"), "2026-01-01..2026-12-31");
  EXPECT_EQ(read("二〇二六年十二月"), "2026-12-01..2026-12-31");
}

TEST(ReadDate, TakesTheFiscalYearWhereNoneIsPrinted) {
  EXPECT_EQ(read("12月25日"), "2026-12-25..2026-12-25 inferred");
  EXPECT_EQ(read("12月底", 2021), "2021-12-31..2021-12-31 inferred");
  EXPECT_EQ(read("年底"), "2026-12-31..2026-12-31 inferred");
  EXPECT_EQ(read("今年年底"), "2026-12-31..2026-12-31 inferred");
  EXPECT_EQ(read("次年1月底前"), "2027-01-31..2027-01-31 deadline inferred");
  EXPECT_EQ(read("次年2月份前", 2024), "2025-02-01..2025-02-28 deadline inferred");
  EXPECT_EQ(read("12月25日", 0), ".. inferred") << "no year is known";
}

TEST(ReadDate, KnowsThePartsOfAMonth) {
  EXPECT_EQ(read("2026年8月上旬"), "2026-08-01..2026-08-10");
  EXPECT_EQ(read("2026年8月中旬"), "2026-08-11..2026-08-20");
  EXPECT_EQ(read("2026年8月下旬"), "2026-08-21..2026-08-31");
  EXPECT_EQ(read("2026年8月初"), "2026-08-01..2026-08-10");
  EXPECT_EQ(read("2026年8月中"), "2026-08-11..2026-08-20");
  EXPECT_EQ(read("2026年8月底"), "2026-08-31..2026-08-31");
  EXPECT_EQ(read("2026年8月末"), "2026-08-31..2026-08-31");
}

TEST(ReadDate, KnowsQuartersAndHalves) {
  EXPECT_EQ(read("第一季度"), "2026-01-01..2026-03-31 inferred");
  EXPECT_EQ(read("二季度"), "2026-04-01..2026-06-30 inferred");
  EXPECT_EQ(read("2026年第四季度末"), "2026-10-01..2026-12-31 deadline");
  EXPECT_EQ(read("上半年"), "2026-01-01..2026-06-30 deadline inferred");
  EXPECT_EQ(read("下半年"), "2026-07-01..2026-12-31 inferred");
  EXPECT_EQ(read("第五季度"), "");
}

TEST(ReadDate, TakesBeforeForADeadlineAtTheEnd) {
  EXPECT_EQ(read("2026年12月31日前"), "2026-12-31..2026-12-31 deadline");
  EXPECT_EQ(read("9月之前"), "2026-09-01..2026-09-30 deadline inferred");
  EXPECT_EQ(read("2022年6月以前"), "2022-06-01..2022-06-30 deadline");
  EXPECT_EQ(read("2026年底前"), "2026-12-31..2026-12-31 deadline");
  EXPECT_EQ(read("年内"), "2026-01-01..2026-12-31 deadline inferred");
  EXPECT_EQ(read("2026年度内"), "2026-01-01..2026-12-31 deadline");
}

TEST(ReadDate, TakesNumericFormsOnlyWhereTheyAreNoNumbers) {
  EXPECT_EQ(read("2026.12.31"), "2026-12-31..2026-12-31");
  EXPECT_EQ(read("2026-12-31"), "2026-12-31..2026-12-31");
  EXPECT_EQ(read("2026/12/31前"), "2026-12-31..2026-12-31 deadline");
  EXPECT_EQ(read("2026.12前"), "2026-12-01..2026-12-31 deadline");
  EXPECT_EQ(read("2026.12"), "");
  EXPECT_EQ(read("2026.12/31"), "");
}

TEST(ReadDate, KnowsRangesWithOneYearOrTwo) {
  EXPECT_EQ(read("2026年1月1日至2026年12月31日"), "2026-01-01..2026-12-31 range");
  EXPECT_EQ(read("2026年1月1日至12月31日"), "2026-01-01..2026-12-31 range");
  EXPECT_EQ(read("2026年5月1日-7日"), "2026-05-01..2026-05-07 range");
  EXPECT_EQ(read("2026年1-12月"), "2026-01-01..2026-12-31 range");
  EXPECT_EQ(read("1月--12月"), "2026-01-01..2026-12-31 range inferred");
  EXPECT_EQ(read("11月-次年3月"), "2026-11-01..2027-03-31 range inferred");
  EXPECT_EQ(read("2025-2026年"), "2025-01-01..2026-12-31 range");
  EXPECT_EQ(read("1-4季度"), "2026-01-01..2026-12-31 range inferred");
  EXPECT_EQ(read_part("2026年12月-1月"), "2026年12月") << "ends in the wrong order are no range";
}

TEST(ReadDate, TellsWhatMayCountMonths) {
  EXPECT_EQ(read("12月"), "2026-12-01..2026-12-31 inferred month");
  EXPECT_EQ(read("2-3月"), "2026-02-01..2026-03-31 range inferred month");
  EXPECT_EQ(read("2026年12月"), "2026-12-01..2026-12-31") << "a year settles it";
  EXPECT_EQ(read("次年2月"), "2027-02-01..2027-02-28 inferred") << "so does a word for one";
}

TEST(ReadDate, PutsADayThatIsNotThereOnTheLastOfItsMonth) {
  EXPECT_EQ(read("9月31日"), "2026-09-30..2026-09-30 inferred no 31");
  EXPECT_EQ(read("2026年2月30日前"), "2026-02-28..2026-02-28 deadline no 30");
  EXPECT_EQ(read("2024年2月29日"), "2024-02-29..2024-02-29");
}

TEST(ReadDate, LeavesAloneWhatIsNoDate) {
  for (const char* text : {"", "12", "12个月", "13月", "1年", "24小时", "12月32日", "5000年", "年",
                           "当年", "第三方", "20261231", "一次"})
    EXPECT_EQ(read(text), "") << text;
  EXPECT_EQ(read_part("2026年内部审计"), "2026年");
  EXPECT_EQ(read_part("12月前期工作"), "12月");
  EXPECT_EQ(read_part("上年末"), "") << "what lies in the past is no date to keep";
}

}  // namespace
}  // namespace gongkai::normalize
