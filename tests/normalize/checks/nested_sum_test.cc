#include "normalize/checks/nested_sum.h"

#include <gtest/gtest.h>

namespace gongkai::normalize {
namespace {

TEST(AddsUpNested, TakesAPlainList) {
  EXPECT_TRUE(adds_up_nested({1, 2, 3}, 6));
  EXPECT_FALSE(adds_up_nested({1, 2, 3}, 7));
  EXPECT_TRUE(adds_up_nested({}, 0));
}

TEST(AddsUpNested, FindsSubTotals) {
  EXPECT_TRUE(adds_up_nested({10, 20, 15, 5}, 30));
  EXPECT_TRUE(adds_up_nested({30, 10, 20, 15, 5}, 30));  // the total once more on top
  EXPECT_TRUE(adds_up_nested({300, 300, 200, 100, 50, 20, 30}, 350));
}

TEST(AddsUpNested, WantsAPlaceForEveryValue) {
  EXPECT_FALSE(adds_up_nested({10, 20, 15, 5, 1}, 30));
  EXPECT_FALSE(adds_up_nested({10, 20, 15, 6}, 30));
  EXPECT_FALSE(adds_up_nested({10, -20}, -10));
}

TEST(AddsUpNested, GivesUpOnHopelessLists) {
  EXPECT_FALSE(adds_up_nested(std::vector<int64_t>(400, 1), 201));
}

}  // namespace
}  // namespace gongkai::normalize
