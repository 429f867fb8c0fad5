// What people do wrong with each command, and what the program says then: where, what, what to try. Each
// mistake is made for real, with the program itself.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "program_run.h"

namespace gongkai::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kHeadings = "sha256,page,locator,old_raw,new_value,who,why\n";
constexpr const char* kSpecimen =
    "'" GONGKAI_SOURCE_DIR "/corpus/shandong-rotated/栖霞市果业技术服务站2026年单位预算.pdf'";

struct Mistake {
  const char* arguments;
  int code;
  const char* message;  // where standard error begins
};

class Messages : public ProgramRun {
 protected:
  void SetUp() override {
    ProgramRun::SetUp();
    make("in/a.txt",
         "某某县教育局2026年部门预算\n支出总表\n单位：万元\n科目编码\t科目名称\t合计\n205\t教育支出"
         "\t1.00\n");
    ASSERT_EQ(run("ingest in --db ok.db --quiet").code, 0);
    make("notes.txt", "no dataset");
    make("broken.pdf", "%PDF-1.4 and nothing more");
    make("empty.db", "");
    fs::create_directories(path("nothing"));
    SQLite::Database(path("other.db"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE a (b)");
    version_of("newer.db", 99);
    version_of("edited.db", 0);
    // Its first page is whole, so that it opens.
    make("cut.db", content_of(path("ok.db")).substr(0, 8192));
  }

  void version_of(const char* name, int version) const {
    fs::copy_file(path("ok.db"), path(name));
    version_of_file(name, version);
  }
  void version_of_file(const char* name, int version) const {
    SQLite::Database(path(name), SQLite::OPEN_READWRITE)
        .exec(fmt::format("PRAGMA user_version = {}", version));
  }

  void expect_all(const std::vector<Mistake>& mistakes) const {
    for (const Mistake& mistake : mistakes) {
      const Result result = run(mistake.arguments);
      EXPECT_EQ(result.code, mistake.code) << mistake.arguments;
      EXPECT_THAT(result.err, StartsWith(mistake.message)) << mistake.arguments;
      EXPECT_EQ(result.out, "") << mistake.arguments;
    }
  }
};

TEST_F(Messages, OfACommandLineNameCommandOptionAndWhatMayStandThere) {
  expect_all({
      {"", 2,
       "error: gongkai: no command is given\ngongkai --help has its commands, with examples\n"},
      {"frob", 2, "error: gongkai: \"frob\" is no command\n"},
      {"schema frob", 2, "error: gongkai schema: \"frob\" is no command\n"},
      {"ingest", 2,
       "error: gongkai ingest: path is required\ngongkai ingest --help has its options, with "
       "examples\n"},
      {"ingest in", 2, "error: gongkai ingest: --db is required\n"},
      {"ingest nowhere --db x.db", 2,
       "error: gongkai ingest: path: there is no file or folder nowhere\n"},
      {"ingest in --db x.db --frob", 2, "error: gongkai ingest: there is no option --frob\n"},
      {"ingest in --db x.db --jobs 0", 2,
       "error: gongkai ingest: --jobs: \"0\" is no whole number from 1\n"},
      {"ingest in --db x.db --shard 3/2", 2,
       "error: gongkai ingest: --shard: \"3/2\" is no part K/N with 1 <= K <= N"},
      {"ingest in --db x.db --ocr maybe", 2,
       "error: gongkai ingest: --ocr: \"maybe\" is none of auto, off, force\n"},
      {"ingest in --db x.db --schemas notes.txt", 2,
       "error: gongkai ingest: --schemas: notes.txt is a file; name a folder\n"},
      {"ingest in --db x.db --manifest in", 2,
       "error: gongkai ingest: --manifest: in is a folder; name a file\n"},
      {"show nowhere.pdf", 2, "error: gongkai show: file: there is no file nowhere.pdf\n"},
      {"show notes.txt --stage frob", 2,
       "error: gongkai show: --stage: \"frob\" is none of ink, grid, tables, facts\n"},
      {"show notes.txt --as svg", 2, "error: gongkai show: --as: svg needs a page; add --page N\n"},
      {"check nowhere.db", 2,
       "error: gongkai check: db: there is no file nowhere.db; gongkai ingest PATH… --db FILE "
       "makes a dataset\n"},
      {"check ok.db more", 2, "error: gongkai check: \"more\" is one argument too many\n"},
      {"correct ok.db --replace", 2, "error: gongkai correct: --replace requires corrections\n"},
      {"diff ok.db", 2, "error: gongkai diff: b is required\n"},
      {"merge m.db nowhere.db", 2,
       "error: gongkai merge: input: there is no file nowhere.db; gongkai ingest"},
      {"export ok.db -o x", 2, "error: gongkai export: --to is required\n"},
      {"export ok.db -o x --to 0", 2,
       "error: gongkai export: --to: \"0\" is none of csv, xlsx, dta\n"},
      {"export ok.db -o x --to csv --region 山西", 2,
       "error: gongkai export: --region: \"山西\" is no code of GB/T 2260 with 2, 4 or 6 digits"},
      {"export ok.db -o x --to csv --year last", 2,
       "error: gongkai export: --year: \"last\" is no whole number from 1\n"},
      {"export ok.db -o x --to csv --kind frob", 2,
       "error: --kind: \"frob\" is none of unit_budget, "},
      {"export ok.db -o x --to dta --bom", 2,
       "error: gongkai export: --bom: it is for --to csv alone\n"},
      {"export ok.db -o notes.txt --to csv", 2, "error: -o notes.txt: it is no folder; "},
      {"export ok.db -o in --to xlsx", 2, "error: -o in: it is no ordinary file; "},
      {"report ok.db -o notes.txt", 2, "error: -o notes.txt: it is no folder; "},
      {"report ok.db -o x --pictures some", 2,
       "error: gongkai report: --pictures: \"some\" is none of all, facts, none\n"},
      {"search ok.db", 2, "error: gongkai search: word is required\n"},
      {"search ok.db ''", 2, "error: gongkai search: word: a word is empty\n"},
      {"explain notes.txt", 2, "error: gongkai explain: --page is required\n"},
      {"completion tcsh", 2,
       "error: gongkai completion: shell: \"tcsh\" is none of bash, zsh, fish\n"},
  });
}

TEST_F(Messages, OfADatasetNameTheFileAndWhatToDo) {
  for (const char* command :
       {"check {}", "search {} 教育", "export {} -o x --to csv", "report {} -o x", "correct {}",
        "merge m.db ok.db {}", "diff ok.db {}"}) {
    const int code =
        std::string_view(command).starts_with("diff") ? 2 : 1;  // 1 would say that they differ
    for (const Mistake& mistake : std::vector<Mistake>{
             {"notes.txt", code,
              "error: notes.txt is no SQLite file; name a dataset, which gongkai ingest makes\n"},
             {"other.db", code,
              "error: other.db is a SQLite file of another program; name a dataset"},
             {"empty.db", code,
              "error: empty.db is empty: nothing was ingested into it; name a dataset"},
             {"newer.db", code,
              "error: newer.db was written by a newer gongkai (schema 99, this one knows 1); "},
             {"edited.db", code,
              "error: edited.db has no schema version (PRAGMA user_version), so it was edited; "},
             {"cut.db", code,
              "error: cut.db: database disk image is malformed; the file is damaged; restore a "
              "copy"}}) {
      const std::string arguments = fmt::format(fmt::runtime(command), mistake.arguments);
      expect_all({{arguments.c_str(), mistake.code, mistake.message}});
    }
  }
  EXPECT_FALSE(fs::exists(path("x")));
  EXPECT_FALSE(fs::exists(path("m.db")));
  expect_all({
      {"ingest in --db notes.txt", 1,
       "error: notes.txt is no SQLite file; name a new file or a gongkai dataset\n"},
      {"ingest in --db cut.db", 1,
       "error: cut.db: database disk image is malformed; the file is damaged; "},
      {"ingest in --db in", 1,
       "error: in: unable to open database file; look whether it is a file"},
      {"ingest in --db nowhere/x.db", 1,
       "error: nowhere/x.db: no such file or directory; look whether it, or its "},
      {"merge ok.db other.db", 1, "error: ok.db is there already; name it among the inputs too"},
      {"check ok.db --document frob", 1, "error: no document of ok.db has \"frob\" in its path, "},
      {"export ok.db -o x --to csv --year 1999", 1,
       "error: no document is of these regions, years and kinds; there are the provinces: none; "
       "years: 2026; kinds: "
       "department_budget\n"},
      {"search ok.db 没有", 3, "ok.db: no text holds 没有; try fewer or shorter words\n"},
  });
}

TEST_F(Messages, OfAFileNameItAndWhatToDo) {
  make("wrong/tables/x.toml", "kind = \n");
  make("misplaced/x.toml", "kind = \"procurement\"\n");
  const std::string there_is_no_page =
      fmt::format("error: {}: there is no page 99, it has 8\n",
                  std::string(kSpecimen).substr(1, std::string(kSpecimen).size() - 2));
  expect_all({
      {"show broken.pdf", 1,
       "error: broken.pdf: the PDF is damaged or truncated and can't be opened; download it "},
      {"explain broken.pdf --page 1", 1, "error: broken.pdf: the PDF is damaged or truncated"},
      {"schema new broken.pdf --page 1", 1, "error: broken.pdf: the PDF is damaged or truncated"},
      {fmt::format("show {} --page 99", kSpecimen).c_str(), 2, there_is_no_page.c_str()},
      {fmt::format("explain {} --page 99", kSpecimen).c_str(), 2, there_is_no_page.c_str()},
      {"show notes.txt --page 1 --as svg", 2,
       "error: notes.txt is text and has no picture; use --as text\n"},
      {"show notes.txt -o nowhere/x", 1, "error: nowhere/x: no such file or directory; "},
      {"show notes.txt -o /dev/full", 1,
       "error: /dev/full: no space left on device; look whether the disk is full"},
      {"schema lint wrong", 1, "error: wrong/tables/x.toml:1:8: "},
      {"schema lint misplaced", 1,
       "error: misplaced/x.toml:1:8: unknown key \"kind\"; a table's layout belongs into "},
      {"schema lint nothing", 1,
       "error: nothing: no .toml file is in it; a table's layout belongs into nothing/tables"},
      {"ingest in --db x.db --schemas wrong", 1, "error: wrong/tables/x.toml:1:8: "},
      {"ingest in --db x.db --log-json nowhere/x", 1,
       "error: nowhere/x: no such file or directory; "},
      {"ingest nothing --db x.db", 0,
       "warning: no file to read is in nothing (hidden files do not count); look "},
  });
}

TEST_F(Messages, OfACsvFileNameTheLine) {
  make("columns.csv", "a,b\n1,2\n");
  make("fields.csv", std::string(kHeadings) + "abc,1\n");
  make("quote.csv", std::string(kHeadings) + "\"abc\n");
  make("empty.csv", "");
  make("picture.csv", std::string("\x89PNG\r\n\x1a\n\0\0\0\xff", 12));
  expect_all({
      {"correct ok.db columns.csv", 1,
       "error: corrections columns.csv: its columns are a,b; they must be sha256,page,"},
      {"correct ok.db fields.csv", 1,
       "error: corrections fields.csv: line 2 has 2 fields, but the first line names 7 "},
      {"correct ok.db quote.csv", 1,
       "error: corrections quote.csv: line 2: a quote is never closed\n"},
      {"correct ok.db empty.csv", 1,
       "error: corrections empty.csv: it is empty; its first line must name its columns"},
      {"correct ok.db picture.csv", 1,
       "error: corrections picture.csv: it is no text; save it as CSV in UTF-8\n"},
      {"ingest in --db x.db --manifest columns.csv", 1,
       "error: manifest columns.csv: it has no column path, "},
      {"ingest in --db x.db --manifest quote.csv", 1,
       "error: manifest quote.csv: line 2: a quote is never closed\n"},
  });
}

// No export may look whole that is not: libxlsxwriter's own temporary files are cut off without a word.
TEST_F(Messages, OfAFullDiskLeaveNoHalfExport) {
  std::string rows;
  for (int i = 0; i < 3000; ++i) rows += fmt::format("2050101\t某项教育支出第{}号\t{}.00\n", i, i);
  make("many/a.txt",
       "某某县教育局2026年部门预算\n支出总表\n单位：万元\n科目编码\t科目名称\t合计\n" + rows);
  run("ingest many --db many.db --quiet");
  // Blocks of 512 bytes; for the workbook fewer than its sheets take while they are made, more than it takes packed.
  for (const auto& [to, blocks] : {std::pair{"csv", 200}, {"dta", 200}, {"xlsx", 2000}}) {
    const std::string output = fmt::format("out.{}", to);
    const Result result = run(fmt::format("export many.db -o {} --to {}", output, to),
                              fmt::format("trap '' XFSZ; ulimit -f {}; ", blocks));
    EXPECT_EQ(result.code, 1) << to;
    EXPECT_THAT(result.err, StartsWith(fmt::format("error: {}: ", output)));
    EXPECT_THAT(result.err, HasSubstr(" can't be written; look whether the disk is full"));
    EXPECT_FALSE(fs::exists(path(output))) << to;
    EXPECT_FALSE(fs::exists(path(output + "-export"))) << to;
  }
  for (const char* command :
       {"check ok.db", "search ok.db 教育", "schema list", "manual", "show notes.txt"}) {
    const int status = std::system(fmt::format("cd '{}' && '{}' {} >/dev/full 2>err.txt",
                                               path("").string(), GONGKAI_PROGRAM, command)
                                       .c_str());
    EXPECT_EQ(WEXITSTATUS(status), 1) << command;
    EXPECT_THAT(content_of(path("err.txt")), StartsWith("error: standard output")) << command;
  }
}

TEST_F(Messages, OfWhatMayNotBeReadSayWhichFile) {
  const std::string nobody =
      geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : "";
  fs::permissions(path(""), fs::perms(0755));
  if (std::system((nobody + "'" GONGKAI_PROGRAM "' --version >/dev/null 2>&1").c_str()) != 0) {
    GTEST_SKIP() << "the program can't be run by a user without rights here";
  }
  for (const char* file : {"ok.db", "notes.txt"}) fs::permissions(path(file), fs::perms(0000));
  const auto error_of = [&](const std::string& arguments) {
    const std::string command = fmt::format("cd '{}' && {} '{}' {} 2>&1 >/dev/null | cat >err.txt",
                                            path("").string(), nobody, GONGKAI_PROGRAM, arguments);
    std::system(command.c_str());
    return content_of(path("err.txt"));
  };
  // What may be read and not written: a share, a disc. Nothing is lacking for those who only read.
  fs::create_directories(path("share"));
  fs::copy_file(path("newer.db"), path("share/d.db"));
  version_of_file("share/d.db", 1);
  fs::create_directories(path("own"));
  fs::permissions(path("own"), fs::perms(0777));
  fs::permissions(path("share"), fs::perms(0555));
  for (const char* arguments :
       {"check share/d.db", "search share/d.db 教育", "export share/d.db -o own/x --to csv",
        "report share/d.db -o own/site --pictures none", "merge own/m.db share/d.db"}) {
    EXPECT_THAT(error_of(arguments), testing::Not(HasSubstr("error"))) << arguments;
  }
  EXPECT_TRUE(fs::exists(path("own/x/v_amount.csv")));
  EXPECT_THAT(error_of("ingest in --db share/d.db"),
              StartsWith("error: share/d.db: permission denied; change its "));
  fs::permissions(path("share"), fs::perms(0755));
  EXPECT_THAT(error_of("check ok.db"),
              StartsWith("error: ok.db: unable to open database file; look whether "));
  EXPECT_THAT(error_of("show notes.txt"),
              StartsWith("error: notes.txt: permission denied; change its permissions"));
  EXPECT_THAT(error_of("report other.db -o site"),
              StartsWith("error: other.db is a SQLite file of another program"));
}

}  // namespace
}  // namespace gongkai::app
