#include "normalize/figure_reader.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "normalize/books.h"

namespace gongkai::normalize {
namespace {

using testing::ElementsAre;

struct Result {
  std::vector<Figure> figures;
  Diagnostics diagnostics;
};

Result read_all(const std::vector<std::string>& texts, const char* kind = "unit_budget") {
  std::vector<recognize::TextLine> lines;
  for (const std::string& text : texts) lines.push_back({text, {1, {}}, 0});
  DocumentFacts document;
  document.kind = kind;
  document.fiscal_year = 2026;
  Result result;
  result.figures = read_figures(lines, built_in_figure_rules(), built_in_books().codes, document,
                                result.diagnostics);
  return result;
}

// "subject measure value", money in 万元.
std::vector<std::string> read(const std::vector<std::string>& texts,
                              const char* kind = "unit_budget") {
  std::vector<std::string> result;
  for (const Figure& figure : read_all(texts, kind).figures) {
    std::string value = "?";
    if (figure.money) value = fmt::format("{}", static_cast<double>(figure.money->fen) / 1e6);
    if (figure.percent) value = fmt::format("{}%", *figure.percent);
    if (figure.count) value = to_text(*figure.count) + figure.unit;
    result.push_back(fmt::format("{} {} {}", figure.subject.empty() ? "-" : figure.subject,
                                 figure.measure, value));
  }
  return result;
}

TEST(ReadFigures, KnowsTheSubjectAndTheSignOfAChange) {
  EXPECT_THAT(read({"2026年收入预算总计120万元，比上年减少30.5万元，下降20.27%。"}),
              ElementsAre("收入总计 amount 120", "收入总计 change_amount -30.5",
                          "收入总计 change_percent -20.27%"));
}

TEST(ReadFigures, GivesAChangeBehindSeveralPartsToTheWhole) {
  EXPECT_THAT(
      read({"预算支出总计120万元，其中：本年预算安排120万元，上年结转0万元，比上年增加20万元。"}),
      ElementsAre("支出总计 amount 120", "本年支出 amount 120", "上年结转 amount 0",
                  "支出总计 change_amount 20"));
}

// 均 speaks of each part: the whole is not the same.
TEST(ReadFigures, GivesWhatIsSaidOfEachPartToNone) {
  EXPECT_THAT(read({"“三公”经费预算9.5万元，同比减少0.5万元。其中：公务接待费3.5万元，公务用车运行维护费6万元，均与上年持平。"}),
              ElementsAre("三公经费 amount 9.5", "三公经费 change_amount -0.5", "公务接待费 amount 3.5", "公务用车运行维护费 amount 6"));
}

TEST(ReadFigures, GivesAChangeBehindEachPartToThePart) {
  EXPECT_THAT(read({"“三公”经费预算3万元。其中：因公出国（境）费0万元，与上年预算数相同；公务接待费"
                    "3万元，比上年增加1万元。"}),
              ElementsAre("三公经费 amount 3", "因公出国（境）费 amount 0",
                          "因公出国（境）费 change_amount 0", "公务接待费 amount 3",
                          "公务接待费 change_amount 1"));
}

TEST(ReadFigures, KnowsSharesByTheWordBeforeThem) {
  EXPECT_THAT(
      read({"支出预算120万元，其中：基本支出100万元，占83.33%；项目支出20万元，占本年支出合计的16."
            "67%。"}),
      ElementsAre("支出预算 amount 120", "基本支出 amount 100", "基本支出 share_percent 83.33%",
                  "项目支出 amount 20", "项目支出 share_percent 16.67%"));
}

TEST(ReadFigures, PutsTheFundIntoTheName) {
  EXPECT_THAT(read({"2026年一般公共预算财政拨款基本支出100万元。"}),
              ElementsAre("一般公共预算基本支出 amount 100"));
}

TEST(ReadFigures, ResolvesFunctionLines) {
  EXPECT_THAT(
      read({"1、公共安全支出（204类）司法（06款）行政运行（01项）16万元。主要用于：机关运转。"
            "2025年当年预算执行数为20万元，2026年预算安排16万元，比2025年预算执行数减少20%。"}),
      ElementsAre("2040601 行政运行 amount 16", "2040601 行政运行 prior_amount 20",
                  "2040601 行政运行 amount 16", "2040601 行政运行 change_percent -20%"));
  EXPECT_THAT(read({"（一）2011301-行政运行16万元。"}), ElementsAre("2011301 行政运行 amount 16"));
  EXPECT_THAT(read({"1.行政运行（2014001）16万元"}), ElementsAre("2014001 行政运行 amount 16"));
  EXPECT_THAT(read({"农林水支出16万元，占80%"}),
              ElementsAre("213 农林水支出 amount 16", "213 农林水支出 share_percent 80%"));
}

TEST(ReadFigures, TakesTheClassFromTheHeading) {
  EXPECT_THAT(
      read({"（一）住房保障支出（类）", "1.住房改革支出（款）住房公积金（项）支出14万元。"}),
      ElementsAre("2210201 住房公积金 amount 14"));
}

TEST(ReadFigures, LeavesASubjectOpenRatherThanGuess) {
  EXPECT_THAT(read({"基本支出100万元，古树普查经费专项工作9万元，比上年增加1万元。"}),
              ElementsAre("基本支出 amount 100", "- amount 9", "- change_amount 1"));
  EXPECT_THAT(read({"项目支出减少5万元，主要原因是压减人员经费5万元。"}),
              ElementsAre("项目支出 change_amount -5", "- amount 5"));
}

TEST(ReadFigures, TakesTheSubjectFromTheHeading) {
  EXPECT_THAT(read({"（二）公务接待费", "2026年预算安排6.1万元，比上年减少0.1万元。"}),
              ElementsAre("公务接待费 amount 6.1", "公务接待费 change_amount -0.1"));
}

TEST(ReadFigures, TellsBudgetsFromExecutionInFinalAccounts) {
  EXPECT_THAT(read({"年初预算为10万元，支出决算为9万元，完成年初预算的90%，比2025年度增加1万元。"},
                   "unit_accounts"),
              ElementsAre("- approved_amount 10", "支出决算 amount 9",
                          "支出决算 completion_percent 90%", "支出决算 change_amount 1"));
  EXPECT_THAT(read({"公务接待费支出决算为9万元，比预算数减少1万元。"}, "unit_accounts"),
              ElementsAre("公务接待费 amount 9", "公务接待费 difference_amount -1"));
}

TEST(ReadFigures, KnowsThresholdsAndRates) {
  EXPECT_THAT(read({"单价100万元（含）以上设备0台，补助标准5000元/人。"}),
              ElementsAre("- threshold 100", "- rate_amount 0.5",
                          "单价100万元(含)以上设备 count 0台"));
}

TEST(ReadFigures, CountsThings) {
  EXPECT_THAT(read({"某中心共有公务用车编制1辆，实有0辆；办公用房建筑总面积85.12平方米。"}),
              ElementsAre("公务用车编制 count 1辆", "实有 count 0辆",
                          "办公用房建筑总面积 area 85.12平方米"));
  EXPECT_THAT(read({"第1个方面。工期3个月。"}), testing::IsEmpty());
}

TEST(ReadFigures, HasNoValueWhereTheSignIsDoubtful) {
  const Result result = read_all({"公务接待费3万元，比上年增加（减少）1万元。"});
  ASSERT_EQ(result.figures.size(), 2U);
  EXPECT_FALSE(result.figures[1].money);
  ASSERT_EQ(result.diagnostics.size(), 1U);
  EXPECT_EQ(result.diagnostics[0].code, "figure.sign_doubtful");
}

TEST(ReadFigures, ReportsANumberThatItCannotRead) {
  const Result result = read_all({"基本支出1,2345万元。"});
  EXPECT_TRUE(result.figures.empty());
  ASSERT_EQ(result.diagnostics.size(), 1U);
  EXPECT_EQ(result.diagnostics[0].code, "figure.unreadable");
  EXPECT_EQ(result.diagnostics[0].message, "\"1,2345万元\" is not a number");
}

TEST(ReadFigures, KeepsSentenceSectionAndPlace) {
  const Result result = read_all({"三、支出情况", "本单位无基金。支出预算120万元。"});
  ASSERT_EQ(result.figures.size(), 1U);
  EXPECT_EQ(result.figures[0].raw, "支出预算120万元。");
  EXPECT_EQ(result.figures[0].section, "三、支出情况");
  EXPECT_EQ(result.figures[0].place.page, 1);
}

}  // namespace
}  // namespace gongkai::normalize
