// Office documents and web pages among the files of a run, with programs that stand in for
// LibreOffice, and with itself where it is installed.
#include <SQLiteCpp/Statement.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>

#include "../extract/archive_builder.h"
#include "../extract/pdf_builder.h"
#include "app/ingest.h"
#include "app/office_converter.h"
#include "dataset_folder.h"
#include "store/database.h"

namespace gongkai::app {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;

const std::string kWorkbook =
    extract::stored_zip({{"[Content_Types].xml", ""}, {"xl/workbook.xml", ""}});
const std::string kPage = "<html><body><p>请下载附件</p></body></html>";

class Office : public DatasetFolder {
 protected:
  void SetUp() override {
    DatasetFolder::SetUp();
    const char* before = std::getenv("PATH");
    path_before_ = before == nullptr ? "" : before;
    setenv("PATH", path("bin").c_str(), /*overwrite=*/1);
  }
  void TearDown() override {
    setenv("PATH", path_before_.c_str(), /*overwrite=*/1);
    DatasetFolder::TearDown();
  }

  // Puts a script where LibreOffice is looked for. "$7" is the folder for the PDF, "$8" the document.
  void install(const std::string& script) const {
    const auto program = make("bin/soffice", "#!/bin/sh\n" + script + "\n");
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  }
  // One that makes the same PDF of everything.
  void install_converter() const {
    make("made.pdf", extract::PdfBuilder().page("BT /F1 12 Tf 20 50 Td (made) Tj ET").bytes());
    install(fmt::format("cp '{}' \"$7/document.pdf\"", path("made.pdf").string()));
  }

  ExitCode ingest(const Limits& limits = {}) {
    IngestOptions options;
    options.paths = {path("in")};
    options.database = path("out.db");
    options.quiet = true;
    options.limits = limits;
    return run_ingest(options);
  }
  std::vector<std::string> fates() {
    return column(
        "SELECT status || coalesce(': ' || error, '') FROM document ORDER BY source_path");
  }

  std::string path_before_;
};

TEST_F(Office, WithoutLibreOfficeTheErrorSaysHowToGetItAndThenItIsRead) {
  make("in/a.xlsx", kWorkbook);
  EXPECT_EQ(ingest(), kIncomplete);
  EXPECT_THAT(fates(), ElementsAre(EndsWith("(Debian: apt-get install libreoffice-calc-nogui "
                                            "libreoffice-writer-nogui), and ingest it again")));
  install_converter();
  EXPECT_EQ(ingest(), kDone);
  EXPECT_THAT(fates(), ElementsAre("ok"));
}

TEST_F(Office, AConvertedDocumentKeepsItsOwnHashPathAndType) {
  make("in/a.pdf", kWorkbook);
  install_converter();
  EXPECT_EQ(ingest(), kDone);
  EXPECT_THAT(column("SELECT media_type FROM document"),
              ElementsAre(EndsWith("spreadsheetml.sheet")));
  EXPECT_THAT(column("SELECT byte_size FROM document"),
              ElementsAre(std::to_string(kWorkbook.size())));
  EXPECT_THAT(column("SELECT char_count FROM page"), ElementsAre("4"));
  EXPECT_THAT(column("SELECT code FROM diagnostic WHERE code = 'document.converted'"),
              ElementsAre("document.converted"));
}

TEST_F(Office, AWebPageThatIsNoBudgetIsAFailure) {
  make("in/a.pdf", kPage);
  install_converter();
  EXPECT_EQ(ingest(), kIncomplete);
  EXPECT_THAT(fates(), ElementsAre(HasSubstr("an HTML page that is no budget")));
}

TEST_F(Office, OneThatIsNotConvertedIsItsOwnFailure) {
  make("in/a.xlsx", kWorkbook);
  make("in/b.txt", "第二");
  install("exit 3");
  EXPECT_EQ(ingest(), kIncomplete);
  EXPECT_THAT(fates(),
              ElementsAre("failed: LibreOffice made no PDF of it (exit status 3); open it, "
                          "look what it is, and save it as PDF",
                          "ok"));
}

TEST_F(Office, OneThatCrashesLibreOfficeIsItsOwnFailure) {
  make("in/a.xlsx", kWorkbook);
  make("in/b.txt", "第二");
  install("kill -SEGV $$");
  EXPECT_EQ(ingest(), kIncomplete);
  EXPECT_THAT(fates(), ElementsAre(HasSubstr("it ended with signal 11"), "ok"));
}

// With what it has started, and leaving nothing behind.
TEST_F(Office, OneThatNeverEndsIsEnded) {
  make("in/a.xlsx", kWorkbook);
  make("in/b.txt", "第二");
  install(fmt::format("/bin/sh -c 'sleep 30; echo alive >>\"$0/late\"' \"$7\" & wait"));
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(ingest({.wall_seconds = 1}), kIncomplete);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
  EXPECT_THAT(fates(), ElementsAre(HasSubstr("more than 1 s"), "ok"));
}

TEST_F(Office, LibreOfficeWritesNowhereElseAndReachesNoNetwork) {
  make("in/a.xlsx", kWorkbook);
  install(fmt::format("echo x >'{}' && exit 4\nexit 5", path("elsewhere").string()));
  EXPECT_EQ(ingest(), kIncomplete);
  EXPECT_FALSE(std::filesystem::exists(path("elsewhere")));
  EXPECT_THAT(fates(), ElementsAre(HasSubstr("(exit status 5)")));
}

// A sheet that is twice as wide as paper: its columns stay together.
TEST_F(Office, RealLibreOfficeReadsAWideTable) {
  setenv("PATH", path_before_.c_str(), /*overwrite=*/1);
  if (find_office_program().empty()) GTEST_SKIP() << "LibreOffice is not installed";
  const auto row = [](const std::vector<std::string>& texts) {
    std::string cells;
    for (const std::string& text : texts) cells += "<td>" + text + "</td>";
    return "<tr>" + cells + "</tr>";
  };
  std::string rows;
  for (const auto& texts : std::vector<std::vector<std::string>>{
           {"科目编码", "科目名称", "合计", "基本支出", "项目支出"},
           {"", "合计", "12.00", "8.00", "4.00"},
           {"205", "教育支出", "12.00", "8.00", "4.00"}}) {
    rows += row(texts);
  }
  make("in/a.html",
       "<html><head><meta charset=\"utf-8\"></head><body><p>某某县教育局2026年部门预算</p>"
       "<p>表三 支出总表</p><p>单位：万元</p><table border=\"1\">" +
           rows + "</table></body></html>");
  EXPECT_EQ(ingest(), kDone) << testing::PrintToString(fates());
  EXPECT_THAT(column("SELECT amount_fen FROM v_amount WHERE function_code = '205' "
                     "AND spend_type = 'project'"),
              ElementsAre("4000000"));
}

}  // namespace
}  // namespace gongkai::app
