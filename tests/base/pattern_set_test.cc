#include "base/pattern_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "base/pattern.h"

namespace gongkai {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(PatternSet, TellsWhichPatternsMatchInTheirOrder) {
  const PatternSet set({compile_pattern("^项目"), compile_pattern("资金"), compile_pattern("^项目资金$")});
  EXPECT_THAT(set.matches("项目资金"), ElementsAre(0, 1, 2));
  EXPECT_THAT(set.matches("其他资金"), ElementsAre(1));
  EXPECT_THAT(set.matches("数量指标"), IsEmpty());
}

TEST(PatternSet, TellsTheFirstOne) {
  const PatternSet set({compile_pattern("^项目"), compile_pattern("资金")});
  EXPECT_EQ(set.first_match("项目资金"), 0);
  EXPECT_EQ(set.first_match("其他资金"), 1);
  EXPECT_EQ(set.first_match("数量指标"), std::nullopt);
}

// Words are compared in lower case, also where that is another character of more bytes than ASCII's.
TEST(PatternSet, FindsWordsWithCapitals) {
  const PatternSet set({compile_pattern("PPP项目"), compile_pattern("(?i)vpn"), compile_pattern("Ⅱ类"), compile_pattern("[Α-Ω]x")});
  EXPECT_THAT(set.matches("某PPP项目"), ElementsAre(0));
  EXPECT_THAT(set.matches("某ppp项目"), IsEmpty());
  EXPECT_THAT(set.matches("Vpn"), ElementsAre(1));
  EXPECT_THAT(set.matches("Ⅱ类设备"), ElementsAre(2));
  EXPECT_THAT(set.matches("ΩX"), IsEmpty());
  EXPECT_THAT(set.matches("Ωx"), ElementsAre(3));
}

TEST(PatternSet, PatternsThatNeedNoWordAreTriedOnEveryText) {
  const PatternSet set({compile_pattern("^[0-9]+$"), compile_pattern("^$"), compile_pattern("%|率$")});
  EXPECT_THAT(set.matches("2026"), ElementsAre(0));
  EXPECT_THAT(set.matches(""), ElementsAre(1));
  EXPECT_THAT(set.matches("完成率"), ElementsAre(2));
}

TEST(PatternSet, BrokenTextIsATextLikeOthers) {
  const PatternSet set({compile_pattern("资金")});
  EXPECT_THAT(set.matches("资\xE9\x87"), IsEmpty());
  EXPECT_THAT(set.matches("\xFF资金\xE9"), ElementsAre(0));
}

// Whatever was asked before, and however often.
TEST(PatternSet, AnswersAsItsPatternsDo) {
  std::vector<std::shared_ptr<RE2>> patterns;
  for (const char* pattern : {"项.?目", "^资金", "(收入|支出)合计", "[年月]初", "(?i)a+b", "本年(收|支)", "^.?$", "目$|资金.*目"}) {
    patterns.push_back(compile_pattern(pattern));
  }
  const PatternSet set(patterns);
  const std::vector<std::string> characters{"项", "目", "资", "金", "收", "入", "支", "出", "合", "计", "年", "初", "本", "A", "b", "B", "1"};
  std::mt19937 random(7);  // the same texts each time
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (size_t length = random() % 6; length > 0; --length) text += characters[random() % characters.size()];
    std::vector<size_t> expected;
    for (size_t pattern = 0; pattern < patterns.size(); ++pattern) {
      if (contains(patterns[pattern], text)) expected.push_back(pattern);
    }
    ASSERT_EQ(set.matches(text), expected) << text;
  }
}

TEST(PatternSet, OfNoPatternsMatchesNothing) {
  EXPECT_THAT(PatternSet({}).matches("项目"), IsEmpty());
}

}  // namespace
}  // namespace gongkai
