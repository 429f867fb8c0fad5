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

TEST_F(FindFiles, EveryFileIsInOneShardWhereverTheFolderLies) {
  for (int i = 0; i < 60; ++i) {
    make(fmt::format("here/a/{}.pdf", i));
    make(fmt::format("there/a/{}.pdf", i));
  }
  const auto here = find_files({path("here")}, {});
  const auto there = find_files({path("there") / ""}, {});
  size_t first_part = 0;
  for (size_t i = 0; i < here.size(); ++i) {
    int shards = 0;
    for (size_t k = 1; k <= 3; ++k) {
      shards += is_in_shard(here[i], {k, 3});
      EXPECT_EQ(is_in_shard(here[i], {k, 3}), is_in_shard(there[i], {k, 3}));
    }
    EXPECT_EQ(shards, 1);
    first_part += is_in_shard(here[i], {1, 3});
  }
  EXPECT_GT(first_part, 10U);
  EXPECT_LT(first_part, 30U);
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
