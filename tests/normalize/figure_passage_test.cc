#include "normalize/figure_passage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gongkai::normalize {
namespace {

using recognize::TextLine;
using testing::ElementsAre;

// A line of 12-point text on a page whose text runs from x = 72 to 522.
TextLine line(int page, double left, double right, double top, const char* text, double size = 12) {
  return {text, {page, Box{left, top, right, top + size}}, size};
}

std::vector<std::string> texts(const std::vector<TextLine>& lines) {
  std::vector<std::string> result;
  for (const Passage& passage : join_passages(lines, built_in_figure_rules())) {
    result.push_back(passage.text);
  }
  return result;
}

TEST(JoinPassages, JoinsTheLinesOfAParagraph) {
  EXPECT_THAT(
      texts({line(1, 96, 522, 100, "本单位2026年支出预算2,658.5"),
             line(1, 72, 200, 120, "8万元，与上年持平。"),
             line(1, 96, 300, 140, "其中：基本支出117.85万元。")}),
      ElementsAre("本单位2026年支出预算2,658.58万元，与上年持平。", "其中：基本支出117.85万元。"));
}

TEST(JoinPassages, GoesOnBehindAPageNumberAndARunningHead) {
  EXPECT_THAT(
      texts({line(1, 72, 300, 30, "某县林草局2026年单位预算", 9), line(1, 72, 522, 700, "公务"),
             line(1, 280, 310, 780, "- 7 -", 9),
             line(2, 72, 300, 30, "某县林草局2026年单位预算", 9),
             line(2, 72, 300, 60, "用车运行维护费0万元。"), line(2, 280, 310, 780, "- 8 -", 9),
             line(3, 72, 300, 30, "某县林草局2026年单位预算", 9),
             line(3, 280, 310, 780, "- 9 -", 9)}),
      ElementsAre("公务用车运行维护费0万元。"));
}

TEST(JoinPassages, BeginsAnewWhereTheLineAboveIsShortOrAnOrdinalFollows) {
  EXPECT_THAT(texts({line(1, 72, 522, 100,
                          "（一）行政运行100万元，用于机关运转和各项工作的开展，与上年持平。"),
                     line(1, 72, 300, 120, "（二）事业运行20万元。"),
                     line(1, 72, 522, 140, "合计120万元，与上年持平，没有变化。")}),
              ElementsAre("（一）行政运行100万元，用于机关运转和各项工作的开展，与上年持平。",
                          "（二）事业运行20万元。", "合计120万元，与上年持平，没有变化。"));
}

TEST(JoinPassages, ReadsTheLinesOfATextFileAsParagraphsUnlessTheyAreCutOff) {
  const std::vector<TextLine> lines = {
      {"财政拨款收支总预算100万元，其中国有资本经营预算拨款0万", {1, {}}, 0},
      {"元。", {1, {}}, 0},
      {"— 29 —", {1, {}}, 0},
      {"支出预算100万元。", {1, {}}, 0}};
  EXPECT_THAT(texts(lines),
              ElementsAre("财政拨款收支总预算100万元，其中国有资本经营预算拨款0万元。",
                          "支出预算100万元。"));
}

TEST(JoinPassages, PutsHeadingsAboveWhatFollows) {
  const auto passages = join_passages(
      {line(1, 200, 400, 60, "第三部分 情况说明", 18), line(1, 96, 250, 100, "一、收支情况"),
       line(1, 96, 300, 120, "（一）收入情况"), line(1, 96, 300, 140, "收入预算100万元。"),
       line(1, 96, 250, 160, "二、支出情况"), line(1, 96, 300, 180, "支出预算100万元。")},
      built_in_figure_rules());
  ASSERT_EQ(passages.size(), 2U);
  EXPECT_EQ(passages[0].part, "第三部分情况说明");
  EXPECT_THAT(passages[0].headings, ElementsAre("一、收支情况", "（一）收入情况"));
  EXPECT_THAT(passages[1].headings, ElementsAre("二、支出情况"));
}

TEST(JoinPassages, KeepsCommasInNumbersApartFromThoseBetweenClauses) {
  const auto passages = join_passages({{"“三公”经费 1,234.50 万元，①接待费5,下降３%", {1, {}}, 0}},
                                      built_in_figure_rules());
  ASSERT_EQ(passages.size(), 1U);
  EXPECT_EQ(passages[0].folded, "三公经费1,234.50万元，①接待费5，下降3%");
}

TEST(PlaceOf, IsTheBoxOfTheLinesThatHoldIt) {
  const std::vector<TextLine> lines = {line(1, 96, 522, 100, "支出预算2,658.5"),
                                       line(1, 72, 200, 120, "8万元。")};
  const auto passages = join_passages(lines, built_in_figure_rules());
  const size_t begin = passages[0].folded.find("2,");
  const auto place = place_of(passages[0], lines, begin, passages[0].folded.find("。"));
  EXPECT_EQ(place.page, 1);
  EXPECT_EQ(place.box, (Box{72, 100, 522, 132}));
}

}  // namespace
}  // namespace gongkai::normalize
