#include "base/pattern_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gongkai {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(PatternSet, TellsWhichPatternsMatchInTheirOrder) {
  const PatternSet set({"^项目", "资金", "^项目资金$"});
  EXPECT_THAT(set.candidates("项目资金"), ElementsAre(0, 1, 2));
  EXPECT_THAT(set.candidates("其他资金"), ElementsAre(1));
  EXPECT_THAT(set.candidates("数量指标"), IsEmpty());
}

TEST(PatternSet, OfNoPatternsMatchesNothing) {
  EXPECT_THAT(PatternSet({}).candidates("项目"), IsEmpty());
}

}  // namespace
}  // namespace gongkai
