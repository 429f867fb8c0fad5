#include "base/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace gongkai {
namespace {

using testing::ElementsAre;

std::string error_of(std::string_view text) {
  try {
    parse_csv(text);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "";
}

TEST(ParseCsv, SplitsRowsAndFields) {
  EXPECT_THAT(parse_csv("code,name\n201,一般公共服务支出\n"),
              ElementsAre(ElementsAre("code", "name"), ElementsAre("201", "一般公共服务支出")));
}

TEST(ParseCsv, KeepsWhatStandsInQuotes) {
  EXPECT_THAT(parse_csv("\"a,b\",\"he said \"\"no\"\"\",\"two\nlines\"\n"),
              ElementsAre(ElementsAre("a,b", "he said \"no\"", "two\nlines")));
}

TEST(ParseCsv, KeepsEmptyFields) {
  EXPECT_THAT(parse_csv(",a,\n\"\",,"),
              ElementsAre(ElementsAre("", "a", ""), ElementsAre("", "", "")));
}

TEST(ParseCsv, TakesWhatSpreadsheetsWrite) {
  EXPECT_THAT(parse_csv("\xEF\xBB\xBFpath,year\r\na.pdf,2026\r\n\r\n"),
              ElementsAre(ElementsAre("path", "year"), ElementsAre("a.pdf", "2026")));
}

TEST(ParseCsv, NothingIsNoRow) { EXPECT_THAT(parse_csv(""), ElementsAre()); }

TEST(ParseCsv, NamesTheLineOfABadQuote) {
  EXPECT_EQ(error_of("a\n\"b\nc"), "line 2: a quote is never closed");
  EXPECT_EQ(error_of("\"a\"b"), "line 1: text follows a closing quote");
}

TEST(CsvField, IsQuotedWhereItMustBe) {
  EXPECT_EQ(csv_field("合计 1.50"), "合计 1.50");
  EXPECT_EQ(csv_field("1,234.50"), "\"1,234.50\"");
  EXPECT_EQ(csv_field("其中\n“\"三公\"”"), "\"其中\n“\"\"三公\"\"”\"");
  EXPECT_THAT(parse_csv(csv_field("a\r\n\"")), ElementsAre(ElementsAre("a\r\n\"")));
}

}  // namespace
}  // namespace gongkai
