// The program itself: exit codes, and what goes to which stream.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <regex>
#include <set>

#include "../extract/archive_builder.h"
#include "program_run.h"

namespace gongkai::app {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// So that two runs give the same rows.
const char* const kAtAFixedTime = "SOURCE_DATE_EPOCH=1767225600";

class Cli : public ProgramRun {
 protected:
  // All of a dataset, as text.
  std::string dump(const std::string& name) const {
    std::system(fmt::format("cd '{}' && sqlite3 {} .dump >dump.sql", path("").string(), name).c_str());
    return content_of(path("dump.sql"));
  }

  // A two-page PDF of the corpus, with tables that are drawn sideways.
  static std::string specimen() {
    for (const auto& entry :
         std::filesystem::directory_iterator(GONGKAI_SOURCE_DIR "/corpus/shandong-rotated")) {
      if (entry.path().extension() == ".pdf") return "'" + entry.path().string() + "'";
    }
    return "no-specimen";
  }
};

TEST_F(Cli, TellsItsVersion) {
  const Result result = run("--version");
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.out, StartsWith("gongkai " GONGKAI_VERSION "\n"));
}

TEST_F(Cli, WrongUsageIsTwo) {
  for (const char* arguments : {"", "frobnicate", "ingest", "ingest nowhere.pdf --db out.db",
                                "show nowhere.pdf", "ingest . --db out.db --shard 3/2", "ingest . --db out.db --no-such-option"}) {
    const Result result = run(arguments);
    EXPECT_EQ(result.code, 2) << arguments;
    EXPECT_THAT(result.out, IsEmpty()) << arguments;
  }
}

TEST_F(Cli, IngestExitsWithThreeWhereSomethingIsMissing) {
  make("in/1.pdf", "%PDF-1.4 and nothing more");
  const Result result = run("ingest in --db out.db");
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, HasSubstr("warning: in/1.pdf: failed: the PDF is damaged or truncated"));
  EXPECT_THAT(result.err, HasSubstr("1 file: 0 ok, 0 partial, 1 failed\n"));
}

TEST_F(Cli, IngestLogsForPrograms) {
  make("in/1.pdf", "%PDF-1.4 and nothing more");
  make("in/2.txt", "收支");
  make("in/3.csv", "a,b,c\n1,2,3\n4,5,6\n");
  const auto log = [&] {
    run("ingest in --db out.db --quiet --log-json in/run.jsonl");
    std::string text = content_of(path("in/run.jsonl"));
    return std::regex_replace(text, std::regex("\"seconds\":[0-9.e-]+"), "\"seconds\":0");
  };
  const std::string damaged =
      R"("the PDF is damaged or truncated and can't be opened; download it again")";
  const std::string first = log();
  EXPECT_THAT(first, StartsWith(R"({"event":"start","version":")" GONGKAI_VERSION
                                R"(","database":"out.db","files":3,"jobs":)"));
  EXPECT_THAT(first, HasSubstr(R"({"event":"document","path":"in/1.pdf","sha256":")"));
  EXPECT_THAT(first, HasSubstr(R"(","status":"failed","unchanged":false,"reason":)" + damaged +
                               R"(,"seconds":0,"pages":0,"tables":0,)"));
  EXPECT_THAT(first, HasSubstr(R"(,"status":"ok","unchanged":false,"reason":null,"seconds":0,"pages":1)"));
  EXPECT_THAT(first, HasSubstr(R"({"event":"passed_over","path":"in/3.csv","media_type":"text/csv"})"));
  EXPECT_THAT(first, HasSubstr(R"({"event":"end","exit_status":3,"files":2,"ok":1,)"));
  EXPECT_THAT(log(), HasSubstr(R"(,"status":"failed","unchanged":true,"reason":)" + damaged + "}\n"));
}

TEST_F(Cli, ARunThatFailsLogsWhy) {
  make("in/1.txt");
  run("ingest in --db nowhere/out.db --log-json run.jsonl");
  EXPECT_THAT(content_of(path("run.jsonl")), HasSubstr(R"({"event":"error","reason":"nowhere/out.db)"));
}

TEST_F(Cli, IngestExitsWithOneWhereTheRunFails) {
  make("in/1.txt");
  const Result result = run("ingest in --db nowhere/out.db");
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.err, HasSubstr("error: "));
  EXPECT_THAT(result.err, HasSubstr("nowhere/out.db"));
}

// `count` small disclosures, each with another amount, from in/00.txt on.
void make_disclosures(int count, const std::function<void(std::string, std::string)>& make) {
  for (int i = 0; i < count; ++i) {
    make(fmt::format("in/{:02}.txt", i),
         fmt::format(
             "某某县教育局2026年部门预算\n表三 支出总表\n单位：万元\n科目编码\t科目名称\t合计\n"
             "205\t教育支出\t{}.00\n",
             i));
  }
}

TEST_F(Cli, AFullDiskCostsNothingThatWasWritten) {
  make("first/a.txt", "收支总表\n");
  ASSERT_EQ(run("ingest first --db out.db").code, 0);
  make_disclosures(90, [&](const auto& name, const auto& text) { make(name, text); });
  // The shell's unit is 512 bytes. The write-ahead log meets the limit, as it would a full disk.
  const Result full = run("ingest in --db out.db", "ulimit -f 400 && ");
  EXPECT_EQ(full.code, 1);
  EXPECT_THAT(full.err, HasSubstr("out.db: "));
  EXPECT_THAT(full.err, HasSubstr("look whether the disk is full"));
  SQLite::Database dataset(path("out.db"));
  EXPECT_EQ(dataset.execAndGet("PRAGMA integrity_check").getString(), "ok");
  EXPECT_GE(dataset.execAndGet("SELECT count(*) FROM document").getInt(), 1);
  EXPECT_EQ(run("ingest in --db out.db").code, 0);
  EXPECT_EQ(dataset.execAndGet("SELECT count(*) FROM document").getInt(), 91);
}

TEST_F(Cli, ADatasetThatMayNotBeWrittenIsLeftAlone) {
  make("in/a.txt", "收支总表\n");
  ASSERT_EQ(run("ingest in --db out.db").code, 0);
  make("in/b.txt", "收入总表\n");
  std::filesystem::permissions(path("out.db"), std::filesystem::perms(0444));
  // Root may write everything, so that the program has to be somebody else's.
  const std::string nobody =
      geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : "";
  std::filesystem::permissions(path(""), std::filesystem::perms(0777));
  if (std::system((nobody + "'" GONGKAI_PROGRAM "' --version >/dev/null 2>&1").c_str()) != 0) {
    GTEST_SKIP() << "the program can't be run by a user without rights here";
  }
  const Result result = run("ingest in --db out.db", nobody);
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.err, HasSubstr("out.db: attempt to write a readonly database; the file or its "
                                    "folder may not be written"));
  EXPECT_EQ(SQLite::Database(path("out.db"))
                .execAndGet("SELECT group_concat(source_path) FROM document")
                .getString(),
            "in/a.txt");
}

// Killed at any moment and started again, a run ends with what an undisturbed one gives.
TEST_F(Cli, AKilledRunIsSimplyStartedAgain) {
  make_disclosures(40, [&](const auto& name, const auto& text) { make(name, text); });
  const std::string ingest = "ingest in --jobs 2 --quiet --db ";
  ASSERT_EQ(run(ingest + "whole.db", kAtAFixedTime).code, 0);
  const std::string whole = dump("whole.db");
  ASSERT_THAT(whole, HasSubstr("document.version"));  // rows that tell of other documents
  for (const char* signal : {"KILL", "INT"}) {
    for (const char* seconds : {"0.02", "0.1", "0.2", "0.4", "0.8"}) {
      std::system(fmt::format("cd '{}' && {} timeout -s {} {} '{}' {} killed.db 2>/dev/null",
                              path("").string(), kAtAFixedTime, signal, seconds, GONGKAI_PROGRAM,
                              ingest)
                      .c_str());
    }
    ASSERT_EQ(run(ingest + "killed.db", kAtAFixedTime).code, 0);
    EXPECT_TRUE(dump("killed.db") == whole) << signal;
    std::filesystem::remove(path("killed.db"));
  }
}

// Two parts of the corpus, with a content in both and two versions of a budget, joined.
TEST_F(Cli, MergedShardsAreWhatOneRunWrites) {
  std::filesystem::copy(GONGKAI_SOURCE_DIR "/corpus", path("in"),
                        std::filesystem::copy_options::recursive);
  for (const char* folder : {"in/copy a", "in/copy b", "in/copy c"}) {
    std::filesystem::copy(path("in/text-conversion"), path(folder));
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path("in/copy c"))) {
    std::ofstream(entry.path(), std::ios::app) << "\n";
  }
  make("in/b.zip", extract::stored_zip({{"2.txt", "第二"}, {"1.txt", "第一"}}));
  make("in/b.zip (1).txt", "第三");
  make("m.csv", "path,url,unit_name\ntext-conversion/蒲县梨果贮藏技术服务站2026年度单位预算公开.txt,https://example.org/1,某局\n");
  run("ingest in --quiet --db whole.db --manifest m.csv", kAtAFixedTime);
  for (const char* part : {"1", "2", "3"}) {
    run(fmt::format("ingest in --quiet --db {0}.db --shard {0}/3 --manifest m.csv", part), kAtAFixedTime);
  }
  const std::string whole = dump("whole.db");
  ASSERT_THAT(whole, HasSubstr("document.version"));
  ASSERT_THAT(whole, HasSubstr("manifest.unit"));
  const Result merged = run("merge merged.db 3.db 1.db 2.db");
  EXPECT_EQ(merged.code, 0) << merged.err;
  EXPECT_TRUE(dump("merged.db") == whole);
  EXPECT_FALSE(std::filesystem::exists(path("merged.db-merge")));

  EXPECT_EQ(run("merge merged.db 1.db").code, 1);  // it would be lost
  EXPECT_EQ(run("merge merged.db 1.db merged.db").code, 0);
  EXPECT_TRUE(dump("merged.db") == whole);
  make("none.db", "no dataset");
  EXPECT_EQ(run("merge --force merged.db 1.db none.db").code, 1);
  EXPECT_TRUE(dump("merged.db") == whole);
}

TEST_F(Cli, ShowPrintsEveryStage) {
  EXPECT_THAT(run("show " + specimen() + " --page 1 --stage ink").out, StartsWith("page 1 "));
  EXPECT_THAT(run("show " + specimen() + " --page 3 --stage grid").out, HasSubstr("grid  "));
  EXPECT_THAT(run("show " + specimen() + " --page 3 --stage tables").out,
              StartsWith("table expenditure_summary"));
  EXPECT_THAT(run("show " + specimen() + " --page 3").out, HasSubstr("\namount t"));
}

TEST_F(Cli, ShowWithoutAPageIsTheWholeDocument) {
  const Result result = run("show " + specimen() + " --stage ink");
  EXPECT_THAT(result.out, HasSubstr("page 1 "));
  EXPECT_THAT(result.out, HasSubstr("\npage 2 "));
}

TEST_F(Cli, ShowDrawsThePage) {
  const Result result = run("show " + specimen() + " --page 3 --stage grid --as svg -o p3.svg");
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, IsEmpty());
  const std::string svg = content_of(path("p3.svg"));
  EXPECT_THAT(svg, StartsWith("<svg "));
  EXPECT_THAT(svg, HasSubstr("href=\"data:image/png;base64,iVBORw0KGgo"));  // the signature of PNG
  EXPECT_THAT(svg, HasSubstr("<rect class=\"cell\""));
}

TEST_F(Cli, ShowSaysWhatItCannotDo) {
  make("notes.txt", "收支总表");
  EXPECT_EQ(run("show " + specimen() + " --page 99").code, 2);
  EXPECT_EQ(run("show " + specimen() + " --as svg").code, 2);
  EXPECT_THAT(run("show notes.txt --page 1 --as svg").err, HasSubstr("is text and has no picture"));
  make("broken.pdf", "%PDF-1.4 and nothing more");
  EXPECT_EQ(run("show broken.pdf").code, 1);
}

// A published mistake that a specimen repeats: 合计 of 项目支出 is not the sum below it.
TEST_F(Cli, CheckPrintsWhatDoesNotAddUp) {
  ASSERT_EQ(run("ingest '" GONGKAI_SOURCE_DIR "/corpus/text-conversion-gbk' --db out.db").code, 0);
  const Result all = run("check out.db --failed");
  EXPECT_EQ(all.code, 3);
  EXPECT_THAT(all.out, HasSubstr("expected 650,000.00 元, printed 560,000.00, difference -90,000.00"));
  EXPECT_THAT(all.out, HasSubstr("560,000.00  合计 / 2025年预算数/项目支出"));
  EXPECT_EQ(run("check out.db --document nowhere").code, 1);
  EXPECT_EQ(run("check nowhere.db").code, 2);
}

TEST_F(Cli, SchemaListsAndLints) {
  EXPECT_THAT(run("schema list").out, HasSubstr("three_public"));
  make("layouts/tables/broken.toml", "kind = \n");
  const Result result = run("schema lint layouts");
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.err, HasSubstr("broken.toml"));
}

// The steps of docs/schemas.md, from a table that no schema knows to its amounts.
TEST_F(Cli, LearnsALayoutThatNoSchemaKnows) {
  const std::string file = "'" GONGKAI_SOURCE_DIR "/corpus/unknown-table/平遥县漆器技艺传习所2026年度单位预算补充表.pdf'";
  EXPECT_THAT(run("explain " + file + " --page 2").out, HasSubstr("\"学徒生活补贴测算表\", pages 2-2: no schema knows it"));
  std::string draft = run("schema new " + file + " --page 2").out;
  draft.replace(draft.find("kind = \"\""), 9, "kind = \"project_expenditure\"");
  make("layouts/tables/mine.toml", draft);
  EXPECT_EQ(run("schema lint layouts").code, 0);
  EXPECT_EQ(run("ingest " + file + " --db out.db --schemas layouts").code, 0);
  SQLite::Database db(path("out.db").string());
  EXPECT_EQ(db.execAndGet("SELECT group_concat(item_name || ' ' || amount_fen, ', ') FROM amount").getString(),
            "一年级学徒 9600000, 二年级学徒 9000000, 合计 18600000");
}

TEST_F(Cli, VersionsAreOfWhatItStandsOn) {
  const std::string versions = run("--version").out;
  EXPECT_THAT(versions, StartsWith("gongkai " GONGKAI_VERSION "\ndataset schema 1\npoppler "));
  EXPECT_THAT(versions, HasSubstr(fmt::format("\nSQLite {}\nlibarchive 3.", SQLite::getLibVersion())));
}

// What bash offers for a line whose last word is `word`.
TEST_F(Cli, BashCompletesCommandsSwitchesAndWords) {
  ASSERT_EQ(run("completion bash").code, 0);
  std::filesystem::rename(path("out.txt"), path("completion.bash"));
  const auto offered = [&](const std::string& line) {
    const std::string script = fmt::format(
        ". ./completion.bash; COMP_WORDS=({}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _gongkai; echo \"${{COMPREPLY[*]}}\"",
        line);
    make("ask.sh", script);
    std::system(fmt::format("cd '{}' && bash ask.sh > offered.txt", path("").string()).c_str());
    return content_of(path("offered.txt"));
  };
  EXPECT_EQ(offered("gongkai ex"), "explain export\n");
  EXPECT_EQ(offered("gongkai export a.db --to ''"), "csv xlsx dta\n");
  EXPECT_EQ(offered("gongkai export a.db --re"), "--region\n");
  EXPECT_EQ(offered("gongkai schema ''"), "list lint new\n");
  EXPECT_EQ(offered("gongkai schema new x.pdf --p"), "--page\n");
  EXPECT_EQ(offered("gongkai completion z"), "zsh\n");
  EXPECT_EQ(offered("gongkai ingest ''"), "\n");  // files, which the shell itself completes
}

// In a terminal of its own, as zsh completes nowhere else.
TEST_F(Cli, ZshCompletesCommandsSwitchesAndWords) {
  if (std::system("command -v zsh >/dev/null") != 0) GTEST_SKIP() << "zsh is not installed";
  ASSERT_EQ(run("completion zsh").code, 0);
  std::filesystem::create_directories(path("functions"));
  std::filesystem::rename(path("out.txt"), path("functions/_gongkai"));
  const int status = std::system(
      fmt::format("cd '{}' && timeout 20 zsh -f {}/tests/app/zsh_offers.zsh functions 'gongkai ex' "
                  "'gongkai export a.db --to ' 'gongkai export a.db --re' 'gongkai schema ' "
                  "'gongkai schema new x.pdf --p' 'gongkai completion z' >offered.txt",
                  path("").string(), GONGKAI_SOURCE_DIR)
          .c_str());
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "zsh has no module zpty";
  EXPECT_EQ(content_of(path("offered.txt")),
            "explain export\ncsv xlsx dta\n--region\nlist lint new\n--page\nzsh\n");
}

TEST_F(Cli, FishCompletesCommandsSwitchesAndWords) {
  if (std::system("command -v fish >/dev/null") != 0) GTEST_SKIP() << "fish is not installed";
  ASSERT_EQ(run("completion fish").code, 0);
  std::filesystem::rename(path("out.txt"), path("gongkai.fish"));
  make("ask.fish", R"(source gongkai.fish
for line in 'gongkai ex' 'gongkai export a.db --to ' 'gongkai export a.db --re' 'gongkai schema ' \
    'gongkai schema new x.pdf --p' 'gongkai completion z'
  echo (complete -C $line | cut -f 1)
end
)");
  std::system(fmt::format("cd '{}' && fish --no-config ask.fish >offered.txt", path("").string()).c_str());
  EXPECT_EQ(content_of(path("offered.txt")),
            "explain export\ncsv dta xlsx\n--region\nlint list new\n--page\nzsh\n");
}

// Each switch that some --help shows.
TEST_F(Cli, TheManualHasEverySwitch) {
  const std::string manual = run("manual").out;
  EXPECT_THAT(manual, StartsWith(".TH GONGKAI 1"));
  for (const char* command : {"ingest", "correct", "export", "schema new"}) {
    EXPECT_THAT(manual, HasSubstr(fmt::format("\n.SS gongkai {}\n", command)));
    const std::string help = run(std::string(command) + " --help").out;
    const std::regex option("--[a-z-]+");
    for (std::sregex_iterator match(help.begin(), help.end(), option), end; match != end; ++match) {
      EXPECT_THAT(manual, HasSubstr(std::regex_replace(match->str(), std::regex("-"), "\\-"))) << command;
    }
  }
}

TEST_F(Cli, APageWithoutTablesHasNothingToExplain) {
  make("notes.txt", "收支总表");
  const Result result = run("explain notes.txt --page 1");
  EXPECT_EQ(result.code, 3);
  EXPECT_THAT(result.err, HasSubstr("no table stands on page 1; gongkai show 'notes.txt' --page 1"));
}

// Each command's --help shows examples, and docs/cli.md describes each command and long option.
TEST_F(Cli, DocsAndHelpCoverEveryCommandAndOption) {
  const std::string docs = content_of(GONGKAI_SOURCE_DIR "/docs/cli.md");
  for (const char* command : {"ingest", "merge", "show", "check", "correct", "diff", "explain", "export", "search", "schema",
                              "report", "completion", "manual"}) {
    EXPECT_THAT(docs, HasSubstr(fmt::format("\n## gongkai {}\n", command)));
    const std::string help = run(std::string(command) + " --help").out;
    EXPECT_THAT(help, HasSubstr("Examples:\n  gongkai "));
    const std::regex option("--[a-z-]+");
    for (std::sregex_iterator match(help.begin(), help.end(), option), end; match != end; ++match) {
      EXPECT_THAT(docs, HasSubstr(match->str())) << command;
    }
  }
}

std::string whole(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

// What the source has in quotes and fits the pattern.
std::set<std::string> quoted_in_source(const std::string& pattern) {
  const std::regex quoted("\"(" + pattern + ")\"");
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(GONGKAI_SOURCE_DIR "/src")) {
    if (entry.path().extension() != ".cc") continue;
    const std::string source = whole(entry.path());
    for (std::sregex_iterator match(source.begin(), source.end(), quoted), end; match != end; ++match) {
      found.insert(match->str(1));
    }
  }
  return found;
}

TEST(Docs, SayWhatEveryRuleMeans) {
  const std::string docs = whole(GONGKAI_SOURCE_DIR "/docs/checks.md");
  const std::set<std::string> rules = quoted_in_source("[A-D][0-9]{1,2}");
  EXPECT_GE(rules.size(), 60);
  for (const std::string& rule : rules) EXPECT_THAT(docs, HasSubstr("\n| `" + rule + "` |"));
}

TEST(Docs, SayWhatEveryDiagnosticMeans) {
  const std::string docs = whole(GONGKAI_SOURCE_DIR "/docs/diagnostics.md");
  std::set<std::string> codes = quoted_in_source(
      "(?:amount|archive|code|document|figure|form|grid|heading|indicator|manifest|ocr|page|project|region|row|table|"
      "text|unit)\\.[a-z_]+");
  for (const char* file : {"document.pdf", "document.dta"}) codes.erase(file);
  EXPECT_GE(codes.size(), 70);
  for (const std::string& each : codes) EXPECT_THAT(docs, HasSubstr("\n| `" + each + "` |"));
}

}  // namespace
}  // namespace gongkai::app
