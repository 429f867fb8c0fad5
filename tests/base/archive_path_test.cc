#include "base/archive_path.h"

#include <gtest/gtest.h>

namespace gongkai {
namespace {

TEST(PathInArchive, NamesArchiveAndMember) {
  EXPECT_EQ(path_in_archive("in/a.zip", "县财政局/预算.pdf"), "in/a.zip!/县财政局/预算.pdf");
}

TEST(ReadingOrder, AnArchiveStandsWhereAFolderOfItsNameWould) {
  EXPECT_LT(reading_order("in/a.zip"), reading_order("in/a.zip!/b.pdf"));
  EXPECT_LT(reading_order("in/a.zip!/b/c.pdf"), reading_order("in/a.zip!/b.zip!/c.pdf"));
  EXPECT_LT(reading_order("in/a.zip!/b.pdf"), reading_order("in/a.zip (1).pdf"));
}

}  // namespace
}  // namespace gongkai
