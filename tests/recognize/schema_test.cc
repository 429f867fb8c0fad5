#include "recognize/schema.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace gongkai::recognize {
namespace {

std::string error_of(const std::string& name, const std::string& text) {
  try {
    parse_schemas({{name, text}});
  } catch (const SchemaError& error) {
    return error.what();
  }
  return "";
}

std::string kind_of(const Schemas& schemas, std::string_view title) {
  const TableSchema* schema = match_title(schemas, title);
  return schema == nullptr ? "" : schema->kind;
}

// A folder of schema files that goes away with the test.
class SchemaFolder {
 public:
  SchemaFolder() : path_(std::filesystem::temp_directory_path() / ("gongkai-schemas-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_ / "tables");
  }
  ~SchemaFolder() { std::filesystem::remove_all(path_); }
  void write(const std::string& name, std::string_view text) const { std::ofstream(path_ / name) << text; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

TEST(ParseSchema, ReadsATable) {
  const Schemas schemas = parse_schemas({{"tables/assets.toml", R"(
kind = "procurement"
priority = 7
title = ['资产购置.*表']
title_not = ['绩效']
headings = ['资产', '金额']
direction_by_heading = true
code_system = "function"
[set]
direction = "expenditure"
fund = "unit_funds"
)"}});
  ASSERT_EQ(schemas.tables.size(), 1U);
  const TableSchema& table = schemas.tables[0];
  EXPECT_EQ(table.kind, "procurement");
  EXPECT_EQ(table.priority, 7);
  EXPECT_EQ(table.title.size(), 1U);
  EXPECT_EQ(table.title_not.size(), 1U);
  EXPECT_EQ(table.headings.size(), 2U);
  EXPECT_TRUE(table.direction_by_heading);
  EXPECT_EQ(table.code_system, "function");
  EXPECT_EQ(table.set, (Dimensions{"expenditure", "", "unit_funds", "", ""}));
}

TEST(ParseSchema, ReadsAVocabulary) {
  const Schemas schemas = parse_schemas({{"vocabulary.toml", R"(
[[heading]]
match = '^彩票公益金$'
role = "money"
fund = "government_fund"
memo = true
kinds = ["income_summary"]
[[row]]
match = '^总盘子$'
kind = "total"
[[row]]
match = '^往年'
section = true
timing = "carryover"
[[title]]
match = '决算'
phase = "executed"
)"}});
  ASSERT_EQ(schemas.headings.rules().size(), 1U);
  EXPECT_EQ(schemas.headings.rules()[0].role, ColumnRole::Money);
  EXPECT_EQ(schemas.headings.rules()[0].meaning.set.fund, "government_fund");
  EXPECT_TRUE(schemas.headings.rules()[0].meaning.memo);
  EXPECT_EQ(schemas.headings.rules()[0].kinds, std::vector<std::string>{"income_summary"});
  ASSERT_EQ(schemas.rows.rules().size(), 2U);
  EXPECT_EQ(schemas.rows.rules()[0].kind, "total");
  EXPECT_TRUE(schemas.rows.rules()[1].section);
  ASSERT_EQ(schemas.titles.rules().size(), 1U);
  EXPECT_EQ(schemas.titles.rules()[0].set.phase, "executed");
}

// Parts of budgets, and what is none: their kinds would make wholes of them.
TEST(MatchTitle, KnowsWhatIsNoBudget) {
  for (const char* title : {"政府性基金专项债务限额余额情况表", "政府债务还本付息支出预算表", "新增资产配置支出预算表",
                            "一般公共预算专项转移支付支出表", "2025年税收收入完成情况表", "会议费、培训费支出预算表"})
    EXPECT_EQ(kind_of(built_in_schemas(), title), "other") << title;
  EXPECT_EQ(kind_of(built_in_schemas(), "“三公”经费、会议费、培训费支出表"), "three_public");
  EXPECT_EQ(kind_of(built_in_schemas(), "转移支付项目支出预算表"), "project_expenditure");
  EXPECT_EQ(kind_of(built_in_schemas(), "一般公共预算收支总表（含转移支付）"), "income_expenditure_summary");
}

TEST(ParseSchema, NamesFileLineAndColumnOfAMistake) {
  EXPECT_EQ(error_of("vocabulary.toml", "[[heading]]\nmatch = '预算'\nrole = \"mony\"\n"),
            "schemas/vocabulary.toml:3:8: \"mony\" is no role");
  EXPECT_EQ(error_of("vocabulary.toml", "[[row]]\nmatch = '预算'\nkind = \"sum\"\n"),
            "schemas/vocabulary.toml:3:8: \"sum\" is no kind; known: total, subtotal");
  EXPECT_EQ(error_of("vocabulary.toml", "[[heading]]\nrole = \"money\"\n"),
            "schemas/vocabulary.toml:1:1: match is missing");
  EXPECT_EQ(error_of("vocabulary.toml", "[[heading]]\nmatch = '(预算'\n"),
            "schemas/vocabulary.toml:2:9: \"(预算\": missing ): (预算");
  EXPECT_EQ(error_of("vocabulary.toml", "[[heading]]\nmatch = 3\n"),
            "schemas/vocabulary.toml:2:9: match must be a string");
  EXPECT_EQ(error_of("vocabulary.toml", "[[heading]]\nmatch = '甲'\nmemo = \"yes\"\n"),
            "schemas/vocabulary.toml:3:8: memo must be true or false");
  EXPECT_EQ(error_of("vocabulary.toml", "[[heading]]\nmatch = '甲'\nkinds = [\"budget\"]\n"),
            "schemas/vocabulary.toml:3:9: \"budget\" is no kind of table");
  EXPECT_EQ(error_of("tables/a.toml", "kind = \"three_public\"\ntitle = '三公'\n"),
            "schemas/tables/a.toml:2:9: title must be a list of strings");
  EXPECT_EQ(error_of("tables/a.toml", "kind = \"three_public\"\npriority = \"high\"\ntitle = ['三公']\n"),
            "schemas/tables/a.toml:2:12: priority must be a whole number");
}

TEST(ParseSchema, RefusesUnknownKeys) {
  EXPECT_EQ(error_of("vocabulary.toml", "[[heading]]\nmatch = '甲'\ncolour = \"red\"\n"),
            "schemas/vocabulary.toml:3:10: unknown key \"colour\"");
  EXPECT_EQ(error_of("vocabulary.toml", "[[headings]]\nmatch = '甲'\n"),
            "schemas/vocabulary.toml:1:1: unknown key \"headings\"");
  EXPECT_EQ(error_of("tables/a.toml", "kind = \"three_public\"\ntitles = ['三公']\n"),
            "schemas/tables/a.toml:2:10: unknown key \"titles\"");
  EXPECT_EQ(error_of("tables/a.toml", "kind = \"three_public\"\ntitle = ['三公']\n[set]\nyear = \"2026\"\n"),
            "schemas/tables/a.toml:4:8: unknown key \"year\"");
}

TEST(ParseSchema, RefusesTablesThatNothingTells) {
  EXPECT_EQ(error_of("tables/a.toml", "title = ['三公']\n"), "schemas/tables/a.toml:1:1: kind is missing");
  EXPECT_EQ(error_of("tables/a.toml", "kind = \"three_public\"\n"),
            "schemas/tables/a.toml:1:8: a table needs title or headings to be told by");
}

TEST(ParseSchema, RefusesWhatIsNoToml) {
  const std::string error = error_of("vocabulary.toml", "[[heading]]\nmatch = \n");
  EXPECT_TRUE(error.starts_with("schemas/vocabulary.toml:2:")) << error;
  EXPECT_EQ(error_of("vocabulary.toml", "heading = 'x'\n"),
            "schemas/vocabulary.toml:1:11: heading must be written as [[heading]]");
}

TEST(BuiltInSchemas, AllParse) {
  const Schemas& schemas = built_in_schemas();
  EXPECT_FALSE(schemas.headings.rules().empty());
  EXPECT_FALSE(schemas.rows.rules().empty());
  EXPECT_FALSE(schemas.titles.rules().empty());
  for (const char* kind :
       {"income_expenditure_summary", "income_summary", "expenditure_summary", "appropriation_summary",
        "appropriation_expenditure", "general_public_expenditure", "basic_expenditure",
        "government_fund_income", "government_fund_expenditure", "government_fund", "state_capital",
        "three_public", "agency_operation", "project_expenditure", "project_carryover", "procurement",
        "service_purchase", "project_targets"}) {
    EXPECT_TRUE(std::any_of(schemas.tables.begin(), schemas.tables.end(),
                            [&](const TableSchema& table) { return table.kind == kind; }))
        << kind;
  }
}

TEST(BuiltInSchemas, AreOrderedByPriority) {
  const std::vector<TableSchema>& tables = built_in_schemas().tables;
  EXPECT_TRUE(std::is_sorted(tables.begin(), tables.end(), [](const TableSchema& a, const TableSchema& b) {
    return a.priority > b.priority;
  }));
}

TEST(MatchTitle, FoldsTheTitle) {
  const Schemas& schemas = built_in_schemas();
  EXPECT_EQ(kind_of(schemas, "２０２６年 “三公” 经费支出表"), "three_public");
  EXPECT_EQ(kind_of(schemas, "机构设置情况"), "");
  EXPECT_EQ(kind_of(schemas, ""), "");
}

TEST(LoadSchemas, AddsTheFilesOfAFolder) {
  const SchemaFolder folder;
  folder.write("tables/vehicles.toml", "kind = \"procurement\"\npriority = 200\ntitle = ['车辆购置表']\n");
  EXPECT_EQ(kind_of(built_in_schemas(), "车辆购置表"), "");
  const Schemas schemas = load_schemas(folder.path());
  EXPECT_EQ(kind_of(schemas, "车辆购置表"), "procurement");
  EXPECT_EQ(kind_of(schemas, "三公经费支出表"), "three_public");
}

TEST(LoadSchemas, ReplacesTheNamesake) {
  const SchemaFolder folder;
  folder.write("tables/three_public.toml", "kind = \"three_public\"\npriority = 100\ntitle = ['^四公']\n");
  const Schemas schemas = load_schemas(folder.path());
  EXPECT_EQ(kind_of(schemas, "四公经费表"), "three_public");
  EXPECT_NE(kind_of(schemas, "三公经费支出表"), "three_public");
}

TEST(LoadSchemas, TellsTheFileOfAMistake) {
  const SchemaFolder folder;
  folder.write("tables/bad.toml", "kind = \"budget\"\n");
  try {
    load_schemas(folder.path());
    FAIL() << "no error";
  } catch (const SchemaError& error) {
    const std::string place = (folder.path() / "tables/bad.toml").string();
    EXPECT_TRUE(std::string(error.what()).starts_with(place + ":1:8: \"budget\" is no kind; known: ")) << error.what();
  }
}

}  // namespace
}  // namespace gongkai::recognize
