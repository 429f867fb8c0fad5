#include "app/progress.h"

#include <gtest/gtest.h>

namespace gongkai::app {
namespace {

using std::chrono::seconds;

TEST(FormatDuration, ReadsLikeAClock) {
  EXPECT_EQ(format_duration(seconds(7)), "0:07");
  EXPECT_EQ(format_duration(seconds(750)), "12:30");
  EXPECT_EQ(format_duration(seconds(3723)), "1:02:03");
}

TEST(FormatProgress, TellsTheTimeLeftByBytes) {
  EXPECT_EQ(format_progress(3, 12, 250, 1000, seconds(20)), "3 of 12 files, 25 %, about 1:00 left");
}

TEST(FormatProgress, SaysNothingOfTimeBeforeItKnows) {
  EXPECT_EQ(format_progress(1, 12, 10, 1000, seconds(0)), "1 of 12 files, 1 %");
  EXPECT_EQ(format_progress(1, 12, 0, 0, seconds(9)), "1 of 12 files, 0 %");
}

}  // namespace
}  // namespace gongkai::app
