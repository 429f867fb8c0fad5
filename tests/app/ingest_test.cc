#include "app/ingest.h"

#include <SQLiteCpp/Statement.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "app/run_lock.h"
#include "dataset_folder.h"
#include "store/database.h"

namespace gongkai::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(ExitCodeOf, DoneOrIncomplete) {
  EXPECT_EQ(exit_code_of({.files = 2, .ok = 2}), kDone);
  EXPECT_EQ(exit_code_of({.files = 2, .ok = 1, .partial = 1}), kIncomplete);
  EXPECT_EQ(exit_code_of({.files = 2, .ok = 1, .failed = 1}), kIncomplete);
}

TEST(Summarize, SaysWhatWasReadAndWhatToDoNext) {
  Tally tally;
  tally.files = 5;
  tally.ok = 2;
  tally.partial = 1;
  tally.failed = 2;
  tally.unopened = 1;
  tally.data_files = 1;
  tally.tables = 30;
  tally.amounts = 900;
  tally.vouched = 800;
  tally.checks_passed = 70;
  tally.checks_failed = 2;
  EXPECT_EQ(summarize(tally, "out.db"),
            "5 files: 2 ok, 1 partial, 2 failed; 1 table of data passed over\n"
            "30 tables, 900 amounts, 800 of them vouched for by a passed check\n"
            "70 checks passed, 2 failed\n"
            "not opened, and without a row in the dataset: 1 file; see the warnings above\n"
            "why files failed: sqlite3 'out.db' \"SELECT source_path, error FROM document WHERE "
            "status = 'failed'\"\n"
            "what partial ones lack: sqlite3 'out.db' \"SELECT source_path, page_no, code, message "
            "FROM diagnostic JOIN document USING (document_id) WHERE severity = 'error'\"\n"
            "what does not add up: sqlite3 'out.db' \"SELECT source_path, page_no, rule, subject, "
            "difference_wan FROM v_check WHERE advisory = 0\"\n");
}

TEST(Summarize, AnInterruptedRunSaysHowToGoOn) {
  EXPECT_EQ(summarize({.files = 3, .ok = 3, .unchanged = 3, .not_begun = 4}, "out.db"),
            "3 files: 3 ok, 0 partial, 0 failed; there already: 3\n"
            "interrupted before 4 more files; run the same command again\n");
  EXPECT_EQ(exit_code_of({.files = 3, .ok = 3, .not_begun = 4}), kRunFailed);
}

TEST(Summarize, CountsWhatTheManifestAndTheFilesDoNotShare) {
  EXPECT_EQ(summarize({.files = 3,
                       .ok = 3,
                       .unchanged = 3,
                       .manifest_rows = 6,
                       .without_row = 1,
                       .rows_without_file = {"a.pdf", "b.pdf", "c.pdf", "d.pdf"}},
                      "out.db"),
            "3 files: 3 ok, 0 partial, 0 failed; there already: 3\n"
            "manifest: 6 rows, 4 without a file; 1 file without a row\n"
            "rows without a file: a.pdf, b.pdf, c.pdf …\n");
}

TEST(Summarize, GroupsWhatWentWrongByReason) {
  EXPECT_EQ(summarize({.files = 5,
                       .failed = 5,
                       .unchanged = 5,
                       .failures = {{"it is damaged; download it again", {1, {"e.pdf"}}},
                                    {"it is locked; unlock it", {4, {"a.pdf", "b.pdf", "c.pdf"}}}}},
                      "out.db"),
            "5 files: 0 ok, 0 partial, 5 failed; there already: 5\n"
            "4 failed: it is locked; unlock it\n"
            "    a.pdf, b.pdf, c.pdf …\n"
            "1 failed: it is damaged; download it again\n"
            "    e.pdf\n"
            "why files failed: sqlite3 'out.db' \"SELECT source_path, error FROM document WHERE "
            "status = 'failed'\"\n");
}

TEST(Summarize, IsShortWhereNothingWasNew) {
  EXPECT_EQ(summarize({.files = 3, .ok = 3, .unchanged = 3}, "out.db"),
            "3 files: 3 ok, 0 partial, 0 failed; there already: 3\n");
}

const char* const kDisclosure =
    "某某县教育局2026年部门预算\n"
    "表三 支出总表\n"
    "单位：万元\n"
    "科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
    "\t合计\t12.00\t8.00\t4.00\n"
    "205\t教育支出\t12.00\t8.00\t4.00\n";

class Ingest : public DatasetFolder {
 protected:
  void SetUp() override {
    DatasetFolder::SetUp();
    setenv("PATH", "/nowhere", /*overwrite=*/1);  // so that no LibreOffice is there
  }

  ExitCode ingest(const std::vector<std::string>& names, bool force = false) {
    IngestOptions options;
    for (const std::string& name : names) options.paths.push_back(path(name));
    options.database = path("out.db");
    options.manifest = manifest_;
    options.force = force;
    options.quiet = true;
    return run_ingest(options);
  }

  std::filesystem::path manifest_;
};

TEST_F(Ingest, ReadsADisclosure) {
  make("in/预算.txt", kDisclosure);
  EXPECT_EQ(ingest({"in"}), kDone);
  EXPECT_THAT(column("SELECT status FROM document"), ElementsAre("ok"));
  EXPECT_THAT(column("SELECT amount_fen FROM v_amount WHERE function_code = '205' "
                     "AND spend_type = 'project'"),
              ElementsAre("4000000"));
}

TEST_F(Ingest, AFileThatCannotBeReadIsItsOwnFailure) {
  make("in/1.pdf", "<html><body>请下载附件</body></html>");
  make("in/2.pdf", "%PDF-1.4 and nothing more");
  make("in/3.txt", kDisclosure);
  EXPECT_EQ(ingest({"in"}), kIncomplete);
  EXPECT_THAT(column("SELECT status FROM document ORDER BY source_path"),
              ElementsAre("failed", "failed", "ok"));
  EXPECT_THAT(column("SELECT error FROM document WHERE status = 'failed'"),
              ElementsAre(HasSubstr("an HTML page, not a PDF"), HasSubstr("damaged or truncated")));
}

TEST_F(Ingest, TheSameContentIsReadOnce) {
  make("in/a.txt", kDisclosure);
  make("in/b.txt", kDisclosure);
  EXPECT_EQ(ingest({"in"}), kDone);
  EXPECT_EQ(ingest({"in/b.txt"}), kDone);
  EXPECT_THAT(column("SELECT source_path FROM document"), ElementsAre(path("in/a.txt").string()));
}

TEST_F(Ingest, EveryNameOfAContentIsKnown) {
  make("in/a.txt", kDisclosure);
  make("in/b.txt", kDisclosure);
  EXPECT_EQ(ingest({"in"}), kDone);
  EXPECT_THAT(column("SELECT path FROM source_file JOIN document USING (sha256)"),
              ElementsAre(path("in/a.txt").string(), path("in/b.txt").string()));
}

// By its size and time, the file is the one that was read: its content is not looked at.
TEST_F(Ingest, AnUnchangedFileIsNotEvenOpened) {
  const auto file = make("in/a.txt", kDisclosure);
  EXPECT_EQ(ingest({"in"}), kDone);
  const auto modified = std::filesystem::last_write_time(file);
  make("in/a.txt", std::string(std::string_view(kDisclosure).size(), 'x'));
  std::filesystem::last_write_time(file, modified);
  EXPECT_EQ(ingest({"in"}), kDone);
  EXPECT_THAT(column("SELECT count(*) FROM document"), ElementsAre("1"));
  EXPECT_EQ(ingest({"in"}, /*force=*/true), kDone);
  EXPECT_THAT(column("SELECT count(*) FROM document"), ElementsAre("2"));
}

TEST_F(Ingest, AChangedFileIsAnotherDocument) {
  make("in/a.txt", kDisclosure);
  EXPECT_EQ(ingest({"in"}), kDone);
  make("in/a.txt", std::string(kDisclosure) + "注：单位为万元\n");
  EXPECT_EQ(ingest({"in"}), kDone);
  EXPECT_THAT(column("SELECT count(*) FROM document"), ElementsAre("2"));
  EXPECT_THAT(column("SELECT document_id FROM source_file JOIN document USING (sha256)"),
              ElementsAre("2"));
}

TEST_F(Ingest, ForceReadsAgainAndReplaces) {
  make("in/a.txt", kDisclosure);
  ingest({"in"});
  const auto before = column("SELECT count(*) FROM amount");
  store::Database(path("out.db")).connection().exec("UPDATE amount SET amount_fen = 1");
  EXPECT_EQ(ingest({"in"}, /*force=*/true), kDone);
  EXPECT_EQ(column("SELECT count(*) FROM amount"), before);
  EXPECT_THAT(column("SELECT count(*) FROM amount WHERE amount_fen = 1"), ElementsAre("0"));
}

TEST_F(Ingest, AFailureIsRememberedByTheExitCode) {
  make("in/1.pdf", "%PDF-1.4 and nothing more");
  EXPECT_EQ(ingest({"in"}), kIncomplete);
  EXPECT_EQ(ingest({"in"}), kIncomplete);
  EXPECT_THAT(column("SELECT document_id FROM document"), ElementsAre("1"));
}

TEST_F(Ingest, TablesOfDataInAFolderArePassedOver) {
  make("in/list.csv", "name,year,url\na,2026,x\nb,2026,y\n");
  EXPECT_EQ(ingest({"in"}), kDone);
  EXPECT_THAT(column("SELECT source_path FROM document"), ElementsAre());
  EXPECT_EQ(ingest({"in/list.csv"}), kIncomplete);  // named, so it is tried
  EXPECT_THAT(column("SELECT error FROM document"), ElementsAre(HasSubstr("not a disclosure")));
}

TEST_F(Ingest, TheSameFilesGiveTheSameBytes) {
  setenv("SOURCE_DATE_EPOCH", "1767225600", /*overwrite=*/1);
  make("in/a.txt", kDisclosure);
  make("in/b.pdf", "%PDF-1.4 and nothing more");
  ingest({"in"});
  const std::string first = content_of(path("out.db"));
  std::filesystem::remove(path("out.db"));
  ingest({"in"});
  unsetenv("SOURCE_DATE_EPOCH");
  EXPECT_TRUE(content_of(path("out.db")) == first);
  EXPECT_THAT(column("SELECT DISTINCT ingested_at FROM document"),
              ElementsAre("2026-01-01T00:00:00Z"));
}

TEST_F(Ingest, AManifestTellsWhereADocumentWasPublished) {
  make("in/a.txt", kDisclosure);
  manifest_ = make("in/m.csv", "path,url,unit_name\na.txt,https://example.org/1,某某县教育局\n");
  EXPECT_EQ(ingest({"in"}), kDone);
  EXPECT_THAT(column("SELECT source_url FROM document"), ElementsAre("https://example.org/1"));
  EXPECT_THAT(column("SELECT code FROM diagnostic WHERE code LIKE 'manifest.%'"), ElementsAre());
}

TEST_F(Ingest, AChangedManifestCountsForUnchangedFiles) {
  make("in/a.txt", kDisclosure);
  make("in/b.pdf", "%PDF-1.4 and nothing more");
  EXPECT_EQ(ingest({"in"}), kIncomplete);
  manifest_ = make("m.csv", "path,url,unit_name\na.txt,https://example.org/1,乙局\nb.pdf,,甲局\n");
  EXPECT_EQ(ingest({"in"}), kIncomplete);
  EXPECT_THAT(column("SELECT source_url FROM document"), ElementsAre("https://example.org/1", ""));
  EXPECT_THAT(column("SELECT unit_name FROM document"), ElementsAre("某某县教育局", "甲局"));
  EXPECT_THAT(column("SELECT code FROM diagnostic WHERE document_id = 1 AND code LIKE 'm%'"),
              ElementsAre("manifest.unit"));
  manifest_.clear();
  EXPECT_EQ(ingest({"in"}, /*force=*/true), kIncomplete);  // what is known of a content stays
  EXPECT_THAT(column("SELECT source_url FROM document"), ElementsAre("https://example.org/1", ""));
}

TEST_F(Ingest, ABrokenManifestEndsTheRunBeforeItBegins) {
  make("in/a.txt", kDisclosure);
  manifest_ = make("m.csv", "path,url\na.txt\n");
  EXPECT_THROW(ingest({"in"}), std::runtime_error);
  EXPECT_FALSE(std::filesystem::exists(path("out.db")));
}

TEST_F(Ingest, RefusesAnotherProgramsDatabase) {
  make("out.db", std::string(4096, 'x'));
  make("in/a.txt", kDisclosure);
  EXPECT_THROW(ingest({"in"}), store::WrongDatabase);
}

TEST_F(Ingest, TwoRunsDoNotWriteOneDataset) {
  make("in/a.txt", kDisclosure);
  {
    const RunLock other_run(path("out.db"));
    try {
      ingest({"in"});
      FAIL() << "expected an error";
    } catch (const std::runtime_error& e) {
      EXPECT_THAT(e.what(), HasSubstr(fmt::format("is being written by process {} on ", getpid())));
    }
  }
  EXPECT_EQ(ingest({"in"}), kDone);
  EXPECT_FALSE(std::filesystem::exists(path("out.db-lock")));
}

TEST_F(Ingest, ALockThatAKilledRunLeftIsInNobodysWay) {
  make("in/a.txt", kDisclosure);
  make("out.db-lock", "process 1 on elsewhere");
  EXPECT_EQ(ingest({"in"}), kDone);
}

TEST_F(Ingest, TextOfOldEncodingsIsReadByAConfinedProcessToo) {
  // 教育支出 in GB 18030 and, with its mark, in UTF-16.
  make("in/a.txt", "\xBD\xCC\xD3\xFD\xD6\xA7\xB3\xF6\n");
  make("in/b.txt", std::string("\xFF\xFE\x59\x65\xB2\x80\x2F\x65\xFA\x51\n\0", 12));
  EXPECT_EQ(ingest({"in"}), kDone);
}

}  // namespace
}  // namespace gongkai::app
