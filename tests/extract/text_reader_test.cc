#include "extract/text_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gongkai::extract {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using Fields = std::vector<std::string>;

// The fields of a text that has one page and one line.
Fields fields_of(const std::string& text) {
  const std::vector<Page> pages = pages_of_text(text);
  if (pages.size() != 1 || pages[0].lines.size() != 1) return {"not one line"};
  return pages[0].lines[0].fields;
}

TEST(DecodeText, KnowsTheCharsetsOfChineseTexts) {
  const std::string text = "单位：万元";
  EXPECT_EQ(decode_text(text, Ending::Whole), text);
  EXPECT_EQ(decode_text("\xEF\xBB\xBF" + text, Ending::Whole), text);
  EXPECT_EQ(decode_text("\xB5\xA5\xCE\xBB\xA3\xBA\xCD\xF2\xD4\xAA", Ending::Whole), text);  // GBK
  EXPECT_EQ(decode_text("\xFF\xFE\x55\x53\x4D\x4F\x1A\xFF\x07\x4E\x43\x51", Ending::Whole), text);
  EXPECT_EQ(decode_text("\xFE\xFF\x53\x55\x4F\x4D\xFF\x1A\x4E\x07\x51\x43", Ending::Whole), text);
  EXPECT_EQ(decode_text("\x81\x30\x81\x30", Ending::Whole), "\u0080");  // GB18030, four bytes
  EXPECT_EQ(decode_text("", Ending::Whole), "");
}

TEST(DecodeText, RefusesWhatIsNoText) {
  EXPECT_EQ(decode_text("合计\0"s, Ending::Whole), std::nullopt);
  EXPECT_EQ(decode_text("\x01\x02\x03", Ending::Whole), std::nullopt);
  EXPECT_EQ(decode_text("\xFF\xFF\xFF", Ending::Whole), std::nullopt);
  EXPECT_EQ(decode_text("\xEF\xBB\xBF\xF4\xB3\xBE\xA0", Ending::Whole), std::nullopt);  // U+133FA0
}

TEST(DecodeText, AllowsAnIncompleteCharacterOnlyWhereAsked) {
  EXPECT_EQ(decode_text("合\xE8\xAE", Ending::MayBeCut), "合");
  EXPECT_EQ(decode_text("\xB5\xA5\xCE", Ending::MayBeCut), "单");
  EXPECT_EQ(decode_text("\xB5\xA5\xCE", Ending::Whole), std::nullopt);
}

TEST(PagesOfText, SplitsRowsAtTabs) {
  EXPECT_EQ(fields_of("208\t社会保障和就业支出\t17.55\t\n"),
            (Fields{"208", "社会保障和就业支出", "17.55", ""}));
  EXPECT_EQ(fields_of("\t\t合计\r\n"), (Fields{"", "", "合计"}));
}

TEST(PagesOfText, KeepsTheIndentOfLabels) {
  EXPECT_EQ(fields_of("  其中：基本支出\t1.00"), (Fields{"  其中：基本支出", "1.00"}));
}

TEST(PagesOfText, SplitsRowsOfMarkdownTables) {
  EXPECT_EQ(fields_of("| 208 | 教育支出 | 17.55 |"), (Fields{"208", "教育支出", "17.55"}));
  EXPECT_EQ(fields_of("|208||17.55|"), (Fields{"208", "", "17.55"}));
  EXPECT_EQ(fields_of("| 甲\\|乙 | 因公出国<br>（境）费 |"),
            (Fields{"甲|乙", "因公出国\n（境）费"}));
}

TEST(PagesOfText, DropsTheRuleOfAMarkdownTableAndNothingElse) {
  const std::vector<Page> pages = pages_of_text("| 科目 | 金额 |\n|---|:-:|\n| - | - |\n");
  ASSERT_EQ(pages.size(), 1U);
  ASSERT_EQ(pages[0].lines.size(), 2U);
  EXPECT_EQ(pages[0].lines[1].number, 3);
  EXPECT_THAT(pages[0].lines[1].fields, ElementsAre("-", "-"));
}

TEST(PagesOfText, DropsTheMarksOfHeadingsAndBoldText) {
  EXPECT_EQ(fields_of("#### 一、单位职责"), Fields{"一、单位职责"});
  EXPECT_EQ(fields_of("**一、基本支出：**指为保障"), Fields{"一、基本支出：指为保障"});
  EXPECT_EQ(fields_of("<b>第一部分</b> .....\t<b>1</b>"), (Fields{"第一部分 .....", "1"}));
  EXPECT_EQ(fields_of("### **六、资金：**"), Fields{"六、资金："});
  EXPECT_EQ(fields_of("#1楼改造"), Fields{"#1楼改造"});
}

TEST(PagesOfText, DropsLineEndsAndTheSpaceBeforeThem) {
  EXPECT_EQ(fields_of("高平市乡村振兴中心  \r\n"), Fields{"高平市乡村振兴中心"});
}

TEST(PagesOfText, CountsLinesThroughTheWholeText) {
  const std::vector<Page> pages = pages_of_text("甲\n\n乙\n\f丙\n\f");
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[0].number, 1);
  EXPECT_EQ(pages[0].source, TextSource::Text);
  ASSERT_EQ(pages[0].lines.size(), 3U);
  EXPECT_THAT(pages[0].lines[1].fields, ElementsAre(""));
  EXPECT_EQ(pages[1].number, 2);
  ASSERT_EQ(pages[1].lines.size(), 1U);
  EXPECT_EQ(pages[1].lines[0].number, 4);
  EXPECT_THAT(pages[1].lines[0].fields, ElementsAre("丙"));
}

}  // namespace
}  // namespace gongkai::extract
