#include "base/money_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace gongkai {
namespace {

TEST(FormatYuan, GroupsThousandsAndKeepsEveryFen) {
  EXPECT_EQ(format_yuan(0), "0.00");
  EXPECT_EQ(format_yuan(5), "0.05");
  EXPECT_EQ(format_yuan(99999), "999.99");
  EXPECT_EQ(format_yuan(123456789), "1,234,567.89");
  EXPECT_EQ(format_yuan(-100000), "-1,000.00");
  EXPECT_EQ(format_yuan(std::numeric_limits<int64_t>::min()), "-92,233,720,368,547,758.08");
}

}  // namespace
}  // namespace gongkai
