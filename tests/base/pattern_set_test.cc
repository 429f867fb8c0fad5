#include "base/pattern_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

TEST(PatternSet, OfNoPatternsMatchesNothing) {
  EXPECT_THAT(PatternSet({}).matches("项目"), IsEmpty());
}

}  // namespace
}  // namespace gongkai
