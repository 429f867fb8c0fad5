#include "extract/page_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gongkai::extract {
namespace {

using testing::ElementsAre;

std::vector<std::string> codes_of(const ScanQuality& quality) {
  Diagnostics diagnostics;
  report_scan(1, true, quality, diagnostics);
  std::vector<std::string> codes;
  for (const Diagnostic& d : diagnostics) codes.push_back(d.code);
  return codes;
}

TEST(ReportScan, AsksForReviewWhereMoreThanOneInTenIsInDoubt) {
  EXPECT_THAT(codes_of({.characters = 500, .doubtful = 50}), ElementsAre("page.ocr"));
  EXPECT_THAT(codes_of({.characters = 500, .doubtful = 51}), ElementsAre("page.needs_review", "page.ocr"));
  EXPECT_THAT(codes_of({.characters = 99, .doubtful = 60}), ElementsAre("page.ocr"));  // too few to tell
  Diagnostics diagnostics;
  report_scan(7, true, {.characters = 500, .doubtful = 51}, diagnostics);
  EXPECT_EQ(diagnostics.front().page, 7);
  EXPECT_EQ(diagnostics.front().message,
            "the page is a picture that is hard to read: more than one in 10 of its characters is in doubt, and signs "
            "and digits may be missing without a trace");
}

TEST(ReportScan, TellsLinesInWhichNothingWasRead) {
  Diagnostics diagnostics;
  report_scan(1, true, {.characters = 500, .doubtful = 7, .unread = 2}, diagnostics);
  EXPECT_EQ(diagnostics.front().message,
            "the page is a picture: 500 characters were read from it, 7 of them with doubt; nothing was read in 2 lines of ink");
}

TEST(ReportScan, AsksForReviewOfFaxes) {
  EXPECT_THAT(codes_of({.characters = 500, .doubtful = 100, .bilevel = true}), ElementsAre("page.needs_review", "page.ocr"));
}

}  // namespace
}  // namespace gongkai::extract
