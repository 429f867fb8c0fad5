#include "recognize/form_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gongkai::recognize {
namespace {

using testing::Pair;

TEST(SplitLabel, AtAColonOrABlank) {
  EXPECT_THAT(split_label("项目名称：伯乐奖"), Pair("项目名称", "伯乐奖"));
  EXPECT_THAT(split_label("项目名称: 伯乐奖"), Pair("项目名称", "伯乐奖"));
  EXPECT_THAT(split_label(" 项目名称 伯乐奖 2026 "), Pair("项目名称", "伯乐奖 2026"));
  EXPECT_THAT(split_label("项目名称\n：伯乐奖：一等"), Pair("项目名称", "伯乐奖：一等"));
}

TEST(SplitLabel, OfOtherCellsGivesNothing) {
  EXPECT_THAT(split_label("项目名称"), Pair("", ""));
  EXPECT_THAT(split_label("项目名称："), Pair("", ""));
  EXPECT_THAT(split_label("项目名称 ："), Pair("", ""));
  EXPECT_THAT(split_label("：伯乐奖"), Pair("", ""));
  EXPECT_THAT(split_label(""), Pair("", ""));
}

TEST(SplitLabel, ALabelHasTwoToThirtyCharacters) {
  EXPECT_THAT(split_label("项：伯乐奖"), Pair("", ""));
  EXPECT_THAT(split_label("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十：伯"),
              Pair("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", "伯"));
  EXPECT_THAT(split_label("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一：伯"), Pair("", ""));
}

}  // namespace
}  // namespace gongkai::recognize
