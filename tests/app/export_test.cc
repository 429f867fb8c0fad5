// gongkai export and search, with the program itself over the specimens.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/search_command.h"
#include "program_run.h"

namespace gongkai::app {
namespace {

using testing::HasSubstr;

class Desk : public ProgramRun {
 protected:
  // Whether an independent reader, a Python script beside this file, finds what is exported sound.
  std::string mistakes_in(const std::string& script, const std::string& what) const {
    const std::string command =
        fmt::format("cd '{}' && python3 '{}/tests/app/{}' {} >found.txt 2>&1 && : >found.txt",
                    path("").string(), GONGKAI_SOURCE_DIR, script, what);
    return std::system(command.c_str()) == 0 ? "" : content_of(path("found.txt"));
  }
  void ingest(const std::string& specimens) const {
    ASSERT_NE(run("ingest " + specimens + " --db out.db --quiet").code, kUsage);
  }
};

TEST_F(Desk, APackageHoldsForAnotherReader) {
  ingest("'" GONGKAI_SOURCE_DIR "/corpus/form-hunan' '" GONGKAI_SOURCE_DIR
         "/corpus/beijing-codes'");
  const Result all = run("export out.db -o all --to csv");
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_EQ(mistakes_in("check_package.py", "all"), "");
  EXPECT_EQ(run("export out.db -o some --to csv --region 11 --bom").code, 0);
  EXPECT_EQ(mistakes_in("check_package.py", "some"), "");
  EXPECT_LT(content_of(path("some/v_amount.csv")).size(),
            content_of(path("all/v_amount.csv")).size());
  EXPECT_FALSE(std::filesystem::exists(path("some/.gongkai-export")));
}

// Its sheets against the dataset's views: every cell, and where the links of a sheet lead.
TEST_F(Desk, AWorkbookHoldsForAnotherReader) {
  ingest("'" GONGKAI_SOURCE_DIR "/corpus/form-hunan' '" GONGKAI_SOURCE_DIR
         "/corpus/beijing-codes'");
  const Result result = run("export out.db -o out.xlsx --to xlsx");
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(mistakes_in("check_workbook.py", "out.xlsx out.db"), "");
  EXPECT_FALSE(std::filesystem::exists(path("out.xlsx-export")));
  EXPECT_EQ(run("export out.db -o out.xlsx --to xlsx --bom").code, kUsage);
}

// Every value of every file against the dataset.
TEST_F(Desk, StataFilesHoldForAnotherReader) {
  if (std::system("python3 -c 'import pandas' 2>/dev/null") != 0) GTEST_SKIP() << "pandas is not installed";
  ingest("'" GONGKAI_SOURCE_DIR "/corpus/form-hunan' '" GONGKAI_SOURCE_DIR "/corpus/beijing-codes'");
  const Result result = run("export out.db -o stata --to dta");
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(mistakes_in("check_stata.py", "stata out.db"), "");
}

// The queries of docs/dataset.md, each with the lines that it stands in.
std::vector<std::string> documented_queries() {
  std::ifstream docs(GONGKAI_SOURCE_DIR "/docs/dataset.md");
  std::vector<std::string> queries;
  bool inside = false;
  for (std::string line; std::getline(docs, line);) {
    if (line == "```sql") queries.emplace_back();
    if (inside && line != "```") queries.back() += line + '\n';
    inside = line == "```sql" || (inside && line != "```");
  }
  return queries;
}

TEST_F(Desk, TheQuestionsOfTheDocsHaveAnswers) {
  std::string specimens;
  for (const char* name :
       {"beijing-codes", "final-accounts", "form-hunan", "form-self-evaluation", "form-shanxi",
        "guangdong-units", "shandong-rotated", "text-conversion-gbk"}) {
    specimens += fmt::format(" '{}/corpus/{}'", GONGKAI_SOURCE_DIR, name);
  }
  ingest(specimens);
  SQLite::Database dataset(path("out.db"));
  const auto queries = documented_queries();
  EXPECT_GE(queries.size(), 20);
  int answered = 0;
  for (const std::string& query : queries) {
    try {
      answered += SQLite::Statement(dataset, query).executeStep() ? 1 : 0;
    } catch (const SQLite::Exception& e) {
      ADD_FAILURE() << e.what() << " in\n" << query;
    }
  }
  EXPECT_GE(answered, 19);  // no specimen prints procurement, or another amount in a form
}

// One amount is corrected; the document is read again, and goes into another dataset.
TEST_F(Desk, CorrectionsSurvive) {
  make("in/a.txt",
       "某某县教育局2026年部门预算\n支出总表\n单位：万元\n科目编码\t科目名称\t合计\n205\t教育支出\t1.00\n");
  ingest("in");
  const auto asked = [&](const char* dataset, const char* sql) {
    return SQLite::Database(path(dataset)).execAndGet(sql).getString();
  };
  const std::string line = asked("out.db", R"(
      SELECT sha256 || ',1,t1r' || row_no || 'c' || col_no || ',1.00,1.25,王芳,misprint' || char(10)
      FROM amount JOIN document USING (document_id))");
  make("good.csv", "sha256,page,locator,old_raw,new_value,who,why\n" + line);
  const Result applied = run("correct out.db good.csv");
  EXPECT_EQ(applied.code, 0) << applied.err;
  EXPECT_THAT(applied.out, HasSubstr("1.00 → 1.25 (王芳: misprint)"));
  EXPECT_EQ(run("ingest in --db out.db --force --quiet").code, 0);
  EXPECT_EQ(run("merge merged.db out.db").code, 0);
  for (const char* dataset : {"out.db", "merged.db"}) {
    EXPECT_EQ(asked(dataset, "SELECT amount_fen || ' ' || printed_fen FROM v_amount_corrected"), "1250000 1000000");
  }
  make("bad.csv", "sha256,page,locator,old_raw,new_value,who,why\n" + line + "abc,1,t1r0c0,1,2,王芳,x\n\n" +
                      line.substr(0, 64) + ",1,B7,1,2,王芳,x\n");
  const Result bad = run("correct out.db bad.csv --replace");
  EXPECT_EQ(bad.code, 1);
  EXPECT_THAT(bad.err, HasSubstr("line 3: sha256 is no hash of 64 hexadecimal digits\n  line 5: locator \"B7\""));
  make("other.csv", "sha256,page,locator,old_raw,new_value,who,why\n" + line.substr(0, 64) +
                        ",1,t1r99c0,7.00,8.00,王芳,misprint\n");
  const Result conflict = run("correct out.db other.csv");
  EXPECT_EQ(conflict.code, 3);
  EXPECT_THAT(conflict.out, HasSubstr("nothing on page 1 is t1r99c0; no figures of the page are \"7.00\""));
  EXPECT_THAT(run("ingest in --db out.db --force").err, HasSubstr("1 correction in conflict with what was read"));
  EXPECT_EQ(run("correct out.db good.csv --replace").code, 0);
}

TEST_F(Desk, AnExportThatFailsLeavesNothing) {
  make("in/a.txt", "收支总表\n");
  ingest("in");
  const Result none = run("export out.db -o none --to csv --year 1999");
  EXPECT_EQ(none.code, 1);
  EXPECT_THAT(none.err, HasSubstr("error: no document is of these regions, years and kinds; there are the provinces: "));
  EXPECT_FALSE(std::filesystem::exists(path("none")));
}

TEST_F(Desk, SearchFindsWordsOfAnyLength) {
  ingest("'" GONGKAI_SOURCE_DIR "/corpus/form-hunan' '" GONGKAI_SOURCE_DIR
         "/corpus/beijing-codes'");
  const Result found = run("search out.db 运动项目管理");
  EXPECT_EQ(found.code, 0) << found.err;
  EXPECT_THAT(found.out, HasSubstr(" item: 运动项目管理\n"));
  EXPECT_THAT(run("search out.db 运动 管理").out, HasSubstr(" item: 运动项目管理\n"));
  EXPECT_EQ(run("search out.db 运动项目管理 --limit 1").err,
            "these are the first 1; --limit shows more\n");
  EXPECT_EQ(run("search out.db '\" OR *' 运动").code, 3);
  EXPECT_EQ(run("search out.db 没有这个词").out, "");
}

// The index is made anew for what has come to the dataset, which itself stays as it is.
TEST_F(Desk, SearchFindsWhatHasComeSince) {
  make("a/a.txt",
       "某某县教育局2026年部门预算\n支出总表\n单位：万元\n科目编码\t科目名称\t合计\n205\t教育支出\t"
       "1.00\n");
  make("b/b.txt",
       "某某县体育局2026年部门预算\n支出总表\n单位：万元\n科目编码\t科目名称\t合计\n20703\t体育\t1."
       "00\n");
  ingest("a");
  EXPECT_EQ(run("search out.db 体育").code, 3);
  ingest("b");
  EXPECT_THAT(run("search out.db 体育").out, HasSubstr("b/b.txt p.1 item: 体育\n"));
  EXPECT_EQ(SQLite::Database(path("out.db"))
                .execAndGet("SELECT count(*) FROM sqlite_master WHERE "
                            "name LIKE '%entry%'")
                .getInt(),
            0);
}

TEST(Excerpt, ShowsWhatStandsAroundTheWord) {
  EXPECT_EQ(excerpt("保障\n 农村  供水", "供水"), "保障 农村 供水");
  std::string text;
  for (int i = 0; i < 100; ++i) text += "前";
  text += "稳岗补助";
  for (int i = 0; i < 100; ++i) text += "后";
  const std::string shown = excerpt(text, "稳岗补助");
  EXPECT_THAT(shown, testing::StartsWith("…前"));
  EXPECT_THAT(shown, HasSubstr("前稳岗补助后"));
  EXPECT_THAT(shown, testing::EndsWith("后…"));
}

}  // namespace
}  // namespace gongkai::app
