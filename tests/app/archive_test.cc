// Archives among the files of a run.
#include <SQLiteCpp/Statement.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "../extract/archive_builder.h"
#include "app/ingest.h"
#include "dataset_folder.h"
#include "store/database.h"

namespace gongkai::app {
namespace {

using extract::pack;
using extract::PackedFile;
using extract::stored_zip;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ArchiveIngest : public DatasetFolder {
 protected:
  ExitCode ingest(bool force = false, size_t jobs = 1) {
    IngestOptions options;
    options.paths = {path("in")};
    options.database = path("out.db");
    options.manifest = manifest_;
    options.force = force;
    options.quiet = true;
    options.jobs = jobs;
    return run_ingest(options);
  }

  // Paths from the ingested folder, with the status where it is not ok.
  std::vector<std::string> documents() {
    return column(
        fmt::format("SELECT substr(source_path, {}) || iif(status = 'ok', '', ' ' || "
                    "status) FROM document ORDER BY document_id",
                    path("in").string().size() + 2));
  }

  std::filesystem::path manifest_;
};

TEST_F(ArchiveIngest, EveryFileInAnArchiveIsADocument) {
  make("in/a.zip",
       stored_zip(
           {{"县/b.txt", "第二"}, {"县/a.txt", "第一"}, {"data.csv", "a,b,c\n1,2,3\n4,5,6\n"}}));
  make("in/a.zip (1).txt", "第三");
  EXPECT_EQ(ingest(), kDone);
  EXPECT_THAT(documents(), ElementsAre("a.zip!/县/a.txt", "a.zip!/县/b.txt", "a.zip (1).txt"));
  // Of the member's bytes: sha256sum of 第一.
  EXPECT_THAT(column("SELECT sha256 FROM document WHERE document_id = 1"),
              ElementsAre("437683aa833326848f9a63e9a52f43ca23339890eb21d88eb810d70b3d581675"));
}

TEST_F(ArchiveIngest, AnArchiveInAnArchiveIsRead) {
  const std::string inner = stored_zip({{"c.txt", "第三"}});
  make("in/a.tar.gz", pack(ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP,
                           {{"b.zip", inner}, {"d.zip", stored_zip({{"e.zip", inner}})}}));
  EXPECT_EQ(ingest(), kIncomplete);
  EXPECT_THAT(documents(), ElementsAre("a.tar.gz!/b.zip!/c.txt", "a.tar.gz!/d.zip!/e.zip failed"));
  EXPECT_THAT(column("SELECT error FROM document WHERE status = 'failed'"),
              ElementsAre(HasSubstr("unpack it first")));
}

TEST_F(ArchiveIngest, WhatCannotBeReadOfAnArchiveIsItsOwnFailure) {
  std::string flawed = stored_zip({{"a.txt", "第一"}, {"b.txt", "第二"}});
  flawed.replace(flawed.find("第一"), 6, "一第");
  make("in/a.zip", flawed);
  make("in/b.zip", stored_zip({{"a.txt", "第三"}}, /*flags=*/1));
  make("in/c.txt", "第四");
  EXPECT_EQ(ingest(), kIncomplete);
  EXPECT_THAT(documents(), ElementsAre("a.zip failed", "a.zip!/b.txt", "b.zip failed", "c.txt"));
  EXPECT_THAT(
      column("SELECT error FROM document WHERE status = 'failed'"),
      ElementsAre(HasSubstr("1 of 2 files in it can't be read, first a.txt: "
                            "it is damaged (ZIP bad CRC"),
                  "1 of 1 file in it can't be read, first a.txt: it is "
                  "encrypted; unpack the archive with its password"));
  EXPECT_THAT(column("SELECT message FROM diagnostic WHERE code = 'archive.unread'"),
              ElementsAre(HasSubstr("a.txt: it is damaged"), HasSubstr("a.txt: it is encrypted")));
}

TEST_F(ArchiveIngest, AnUnchangedArchiveIsNotOpened) {
  const auto file = make("in/a.zip", stored_zip({{"a.txt", "第一"}, {"b.txt", "第二"}}));
  EXPECT_EQ(ingest(), kDone);
  const auto modified = std::filesystem::last_write_time(file);
  make("in/a.zip", stored_zip({{"a.txt", "第三"}, {"b.txt", "第四"}}));
  std::filesystem::last_write_time(file, modified);
  EXPECT_EQ(ingest(), kDone);
  EXPECT_THAT(documents(), ElementsAre("a.zip!/a.txt", "a.zip!/b.txt"));
  EXPECT_EQ(ingest(/*force=*/true), kDone);
  EXPECT_THAT(column("SELECT count(*) FROM document"), ElementsAre("4"));
}

TEST_F(ArchiveIngest, WhatIsNoLongerInAnArchiveIsNoFileOfIt) {
  make("in/a.zip", stored_zip({{"a.txt", "第一"}, {"b.txt", "第二"}}));
  EXPECT_EQ(ingest(), kDone);
  make("in/a.zip", stored_zip({{"b.txt", "第二"}}));
  EXPECT_EQ(ingest(), kDone);
  EXPECT_THAT(column("SELECT path FROM source_file"),
              ElementsAre(path("in/a.zip").string(), path("in/a.zip").string() + "!/b.txt"));
}

TEST_F(ArchiveIngest, ItsManifestRowIsThatOfItsFilesSaveThoseWithTheirOwn) {
  make("in/a.zip", stored_zip({{"a.txt", "第一"}, {"b.txt", "第二"}}));
  EXPECT_EQ(ingest(), kDone);
  manifest_ = make("in/m.csv", "path,url\na.zip,archive\na.zip!/b.txt,member\n");
  EXPECT_EQ(ingest(), kDone);
  EXPECT_THAT(column("SELECT source_url FROM document ORDER BY document_id"),
              ElementsAre("archive", "member"));
}

TEST_F(ArchiveIngest, BombsAreTheirOwnFailure) {
  make("in/a.gz",
       pack(ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP, {{"x", std::string(100 << 20, ' ')}}));
  make("in/b.txt", "第二");
  EXPECT_EQ(ingest(), kIncomplete);
  EXPECT_THAT(documents(), ElementsAre("a.gz failed", "b.txt"));
}

TEST_F(ArchiveIngest, TheSameDatasetForAnyNumberOfJobs) {
  setenv("SOURCE_DATE_EPOCH", "1767225600", /*overwrite=*/1);
  std::vector<PackedFile> files;
  for (int i = 0; i < 12; ++i)
    files.push_back({fmt::format("{}.txt", 20 - i), std::string(1 + i % 5, 'x')});
  make("in/a.zip", stored_zip(files));
  make("in/b.7z", pack(ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE, {{"1.txt", "y"}, {"2.txt", "x"}}));
  ingest(/*force=*/false, /*jobs=*/1);
  const std::string first = content_of(path("out.db"));
  std::filesystem::remove(path("out.db"));
  ingest(/*force=*/false, /*jobs=*/4);
  unsetenv("SOURCE_DATE_EPOCH");
  EXPECT_TRUE(content_of(path("out.db")) == first);
}

}  // namespace
}  // namespace gongkai::app
