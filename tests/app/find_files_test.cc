#include "app/find_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scratch_folder.h"

namespace gongkai::app {
namespace {

using testing::ElementsAre;

class FindFiles : public ScratchFolder {
 protected:
  // Names relative to the scratch folder; a file that was named itself has a star.
  std::vector<std::string> find(const std::vector<std::string>& names,
                                const std::vector<std::string>& except = {}) const {
    std::vector<std::filesystem::path> paths, left_out;
    for (const std::string& name : names) paths.push_back(path(name));
    for (const std::string& name : except) left_out.push_back(path(name));
    std::vector<std::string> found;
    for (const Candidate& candidate : find_files(paths, left_out)) {
      found.push_back(std::filesystem::relative(candidate.file, path("")).string() +
                      (candidate.named ? "*" : ""));
    }
    return found;
  }
};

TEST_F(FindFiles, WalksFoldersInTheOrderOfPathsWhateverFilesAreCalled) {
  make("2026/b.pdf");
  make("2026/a/z.txt");
  make("2026/a/预算");
  make("2026/C.PDF");
  EXPECT_THAT(find({"2026"}),
              ElementsAre("2026/C.PDF", "2026/a/z.txt", "2026/a/预算", "2026/b.pdf"));
}

TEST_F(FindFiles, KeepsTheOrderOfTheArguments) {
  make("b.pdf");
  make("a/1.pdf");
  EXPECT_THAT(find({"b.pdf", "a"}), ElementsAre("b.pdf*", "a/1.pdf"));
}

TEST_F(FindFiles, LeavesOutWhatIsHidden) {
  make("in/.DS_Store");
  make("in/.git/config");
  make("in/a.pdf");
  EXPECT_THAT(find({"in"}), ElementsAre("in/a.pdf"));
  EXPECT_THAT(find({"in/.DS_Store"}), ElementsAre("in/.DS_Store*"));  // asked for by name
}

TEST_F(FindFiles, LeavesOutTheDatasetThatIsWritten) {
  make("in/a.pdf");
  make("in/out.db");
  EXPECT_THAT(find({"in"}, {"in/out.db", "in/out.db-wal"}), ElementsAre("in/a.pdf"));
}

TEST_F(FindFiles, KnowsSizes) {
  make("a.pdf", "12345");
  EXPECT_EQ(find_files({path("a.pdf")}, {}).front().byte_size, 5U);
}

TEST_F(FindFiles, ThrowsForAPathThatDoesNotExist) {
  EXPECT_THROW(find({"nowhere.pdf"}), std::filesystem::filesystem_error);
}

TEST(IsDataFile, TablesOfDataAreNoDisclosures) {
  EXPECT_TRUE(is_data_file("text/csv"));
  EXPECT_TRUE(is_data_file("text/tab-separated-values"));
  EXPECT_TRUE(is_data_file("application/json"));
  EXPECT_FALSE(is_data_file("application/pdf"));
  EXPECT_FALSE(is_data_file("text/plain"));
  EXPECT_FALSE(is_data_file("text/html"));  // many a "PDF" is one; its failure says so
}

}  // namespace
}  // namespace gongkai::app
