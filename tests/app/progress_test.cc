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
  EXPECT_EQ(format_progress({.files = 3, .of_files = 12, .bytes = 250, .of_bytes = 1000}, seconds(20)),
            "3 of 12 files, 25 %, about 1:00 left");
}

TEST(FormatProgress, CountsPagesAndFailures) {
  const Advance advance{.files = 3, .of_files = 12, .bytes = 250, .of_bytes = 1000, .pages = 90, .failed = 2};
  EXPECT_EQ(format_progress(advance, seconds(20)), "3 of 12 files, 25 %, 90 pages (4.5/s), 2 failed, about 1:00 left");
}

TEST(FormatProgress, SaysNothingOfTimeBeforeItKnows) {
  EXPECT_EQ(format_progress({1, 12, 10, 1000, 7}, seconds(0)), "1 of 12 files, 1 %, 7 pages");
  EXPECT_EQ(format_progress({1, 12, 0, 0}, seconds(9)), "1 of 12 files, 0 %");
}

}  // namespace
}  // namespace gongkai::app
