#include "normalize/classification.h"

#include <gtest/gtest.h>

#include "normalize/books.h"

namespace gongkai::normalize {
namespace {

using recognize::Entry;
using recognize::Label;
using recognize::LabelRole;
using recognize::RowKind;
using recognize::Table;

Entry row(int number, std::string item, std::vector<Label> labels) {
  Entry entry;
  entry.row = number;
  entry.item = std::move(item);
  entry.labels = std::move(labels);
  entry.dimensions.direction = "expenditure";
  entry.depth = 9;
  entry.place.page = 3;
  return entry;
}

Label code(const char* text, const char* system = "") { return {LabelRole::Code, system, text}; }
Label name(const char* text, const char* system = "") { return {LabelRole::Name, system, text}; }

// One document's table, classified row by row.
struct Classified {
  std::vector<Classification> rows;
  Diagnostics diagnostics;
};

Classified classify(const char* kind, std::vector<Entry> entries, int year = 2026) {
  Table table;
  table.kind = kind;
  table.entries = std::move(entries);
  Classified result;
  RowClassifier classifier(table, built_in_books().codes, year, result.diagnostics);
  for (const Entry& entry : table.entries) result.rows.push_back(classifier.classify(entry));
  return result;
}

std::string first_message(const Classified& result) {
  return result.diagnostics.empty()
             ? ""
             : result.diagnostics.front().code + ": " + result.diagnostics.front().message;
}

TEST(Classify, ReadsACodeInAColumnOfItsOwn) {
  const auto result =
      classify("expenditure_summary",
               {row(0, "社会保障和就业支出", {code("208"), name("社会保障和就业支出")})});
  EXPECT_EQ(result.rows[0].code_system, "function");
  EXPECT_EQ(result.rows[0].code, "208");
  EXPECT_EQ(result.rows[0].function_code, "208");
  EXPECT_TRUE(result.diagnostics.empty());
}

TEST(Classify, SplitsCodeAndNameInOneCell) {
  const auto result = classify(
      "expenditure_summary",
      {row(0, "技校教育",
           {name("2050303-技校教育", "function"), name("50902-助学金"), name("30308-助学金")})});
  EXPECT_EQ(result.rows[0].code, "2050303");
  EXPECT_EQ(result.rows[0].function_code, "2050303");
  EXPECT_EQ(result.rows[0].gov_economic_code, "50902");
  EXPECT_EQ(result.rows[0].economic_code, "30308");
}

TEST(Classify, PutsTheDepartmentClassFirstInBasicExpenditure) {
  const auto result = classify(
      "basic_expenditure", {row(0, "基本工资", {code("50101"), code("30101"), name("基本工资")})});
  EXPECT_EQ(result.rows[0].code_system, "economic_department");
  EXPECT_EQ(result.rows[0].code, "30101");
  EXPECT_EQ(result.rows[0].gov_economic_code, "50101");
}

TEST(Classify, FillsTheCodeOfAClassFromItsName) {
  Entry social = row(0, "社会保障和就业支出", {name("八、社会保障和就业支出")});
  social.depth = 1;
  Entry health = row(1, "医疗卫生与计划生育支出", {name("九、医疗卫生与计划生育支出")});
  health.depth = 1;
  const auto result = classify("income_expenditure_summary", {social, health});
  EXPECT_EQ(result.rows[0].code, "208");
  EXPECT_EQ(result.rows[1].code, "210");  // an old name, still printed
}

TEST(Classify, FillsCodesBelowTheNamesAbove) {
  const auto result = classify(
      "basic_expenditure",
      {row(0, "工资福利支出", {name("工资福利支出")}), row(1, "基本工资", {name("基本工资")}),
       row(2, "其他工资福利支出", {name("其他工资福利支出")}),
       row(3, "商品和服务支出", {name("商品和服务支出")}), row(4, "会议费", {name("会议费")})});
  EXPECT_EQ(result.rows[0].code, "301");
  EXPECT_EQ(result.rows[1].code, "30101");
  EXPECT_EQ(result.rows[2].code, "30199");
  EXPECT_EQ(result.rows[3].code, "302");
  EXPECT_EQ(result.rows[4].code, "30215");
}

TEST(Classify, FillsFunctionsBelowTheNamesAbove) {
  const auto result = classify(
      "general_public_expenditure",
      {row(0, "一般公共服务支出", {name("一般公共服务支出")}),
       row(1, "信访事务", {name("信访事务")}), row(2, "行政运行", {name("行政运行")}),
       row(3, "没有的科目", {name("没有的科目")}), row(4, "行政运行", {name("行政运行")})});
  EXPECT_EQ(result.rows[1].code, "20140");
  EXPECT_EQ(result.rows[2].code, "2014001");
  EXPECT_EQ(result.rows[3].code, "");
  EXPECT_EQ(result.rows[4].code, "");  // the unknown name may be a 款 of its own
}

TEST(Classify, LeavesRevenueProjectsAndTotalsWithoutACode) {
  Entry revenue = row(0, "其他支出", {name("其他支出")});
  revenue.dimensions.direction = "revenue";
  Entry total = row(1, "教育支出", {name("教育支出")});
  total.row_kind = RowKind::Total;
  const auto result = classify("expenditure_summary", {revenue, total});
  EXPECT_EQ(result.rows[0].code, "");
  EXPECT_EQ(result.rows[1].code, "");
  const auto project = classify("project_expenditure",
                                {row(0, "教育支出", {{LabelRole::ProjectName, "", "教育支出"}})});
  EXPECT_EQ(project.rows[0].code_system, "project");
  EXPECT_EQ(project.rows[0].code, "");
}

TEST(Classify, TakesProjectCodes) {
  const auto result = classify(
      "project_expenditure",
      {row(0, "评审工作经费", {{LabelRole::ProjectName, "", "11000022T000000455794-评审工作经费"}}),
       row(1, "一般公共服务支出",
           {code("201"), {LabelRole::ProjectName, "", "一般公共服务支出"}})});
  EXPECT_EQ(result.rows[0].code_system, "project");
  EXPECT_EQ(result.rows[0].code, "11000022T000000455794");
  EXPECT_EQ(result.rows[1].code_system, "function");  // a function row above its projects
  EXPECT_EQ(result.rows[1].code, "201");
}

// Columns of wages, goods and grants (Hunan, Anhui): each amount has the class of its column beside the
// code of its row.
TEST(Classify, ReadsEconomicClassesFromHeadings) {
  const auto entries = [](std::vector<const char*> headings) {
    std::vector<Entry> result;
    for (const char* heading : headings) {
      result.push_back(row(0, "行政运行", {code("2010301"), name("行政运行")}));
      result.back().column_label = heading;
    }
    return result;
  };
  const auto department = classify("expenditure_summary", entries({"合计", "基本支出/工资福利支出", "基本支出/一般商品和服务支出",
                                                                   "项目支出/其他支出"}));
  EXPECT_EQ(department.rows[0].economic_code, "");
  EXPECT_EQ(department.rows[1].economic_code, "301");
  EXPECT_EQ(department.rows[1].code, "2010301");
  EXPECT_EQ(department.rows[2].economic_code, "302");
  EXPECT_EQ(department.rows[3].economic_code, "399");
  const auto government = classify("expenditure_summary", entries({"机关工资福利支出", "对事业单位经常性补助"}));
  EXPECT_EQ(government.rows[0].gov_economic_code, "501");
  EXPECT_EQ(government.rows[1].gov_economic_code, "505");
  EXPECT_EQ(classify("expenditure_summary", entries({"基本支出", "其他支出"})).rows[1].economic_code, "");
  const auto parts = classify("expenditure_summary", entries({"工资福利支出/小计", "工资福利支出/基本工资", "商品和服务支出/办公费"}));
  EXPECT_EQ(parts.rows[0].economic_code, "301");
  EXPECT_EQ(parts.rows[1].economic_code, "30101");
  EXPECT_EQ(parts.rows[2].economic_code, "30201");
  // Items alone, without the classes that they are of: 住房公积金 was an item of 303, too, until 2017.
  const auto items = classify("basic_expenditure", entries({"总计", "工资津补贴/小计", "工资津补贴/基本工资", "社会保障缴费/职业年金缴费", "住房公积金", "公务接待费"}));
  EXPECT_EQ(items.rows[0].economic_code, "");
  EXPECT_EQ(items.rows[1].economic_code, "");
  EXPECT_EQ(items.rows[2].economic_code, "30101");
  EXPECT_EQ(items.rows[3].economic_code, "30109");
  EXPECT_EQ(items.rows[4].economic_code, "30113");
  EXPECT_EQ(items.rows[5].economic_code, "30217");
  EXPECT_EQ(classify("three_public", entries({"合计", "因公出国（境）费", "公务接待费", "公务用车运行维护费"})).rows[2].economic_code, "");
}

TEST(Classify, LetsThreePublicItemsWin) {
  Entry entry = row(0, "公务接待费", {code("30217"), name("公务接待费")});
  entry.three_public = "reception";
  const auto result = classify("three_public", {entry});
  EXPECT_EQ(result.rows[0].code_system, "three_public");
  EXPECT_EQ(result.rows[0].code, "reception");
}

TEST(Classify, ReadsUnits) {
  const auto result = classify(
      "income_summary",
      {row(0, "局机关", {{LabelRole::UnitName, "", "126001-长沙市信访局"}}),
       row(1, "中心",
           {{LabelRole::UnitCode, "", "126002"}, {LabelRole::UnitName, "", "信访\n服务中心"}})});
  EXPECT_EQ(result.rows[0].unit_code, "126001");
  EXPECT_EQ(result.rows[0].unit_name, "长沙市信访局");
  EXPECT_EQ(result.rows[1].unit_code, "126002");
  EXPECT_EQ(result.rows[1].unit_name, "信访服务中心");
}

TEST(Classify, ReportsCodesThatAreNone) {
  const auto result = classify("expenditure_summary", {row(0, "其他", {code("12"), name("其他")})});
  EXPECT_EQ(result.rows[0].code, "");
  EXPECT_EQ(first_message(result), "code.malformed: \"12\" (其他) is no code of a classification");
}

TEST(Classify, CompletesACodeThatItsNameProves) {
  const auto result =
      classify("basic_expenditure", {row(0, "津贴补贴", {code("3012"), name("津贴补贴")}),
                                     row(1, "绩效", {code("3017"), name("绩效")})});
  EXPECT_EQ(result.rows[0].code, "30102");
  EXPECT_EQ(result.rows[1].code, "");
  EXPECT_EQ(first_message(result), "code.completed: \"3012\" (津贴补贴) is read as 30102");
}

TEST(Classify, TakesTheClassThatIsMergedBesideItsItems) {
  const auto result = classify("basic_expenditure", {row(0, "基本工资", {name("工资福利支出", "economic_department"), name("基本工资")}),
                                                     row(1, "住房公积金", {name("工资福利支出", "economic_department"), name("住房公积金")}),
                                                     row(2, "办公费", {name("商品和服务支出", "economic_department"), name("办公费")})});
  EXPECT_EQ(result.rows[0].code, "30101");
  EXPECT_EQ(result.rows[1].code, "30113");
  EXPECT_EQ(result.rows[2].code, "30201");
}

TEST(Classify, ResolvesItemsOf302WithoutIt) {
  const auto result = classify("agency_operation", {row(0, "办公费", {name("办公费")}), row(1, "公务交通补贴", {name("公务交通补贴")})});
  EXPECT_EQ(result.rows[0].code, "30201");
  EXPECT_EQ(result.rows[1].code, "");
}

TEST(Classify, ResolvesTheNamesOfAllLevelsInARow) {
  const auto result = classify("general_public_expenditure", {row(0, "事业运行", {name("农林水支出", "function"), name("农业农村", "function"), name("事业运行", "function")})});
  EXPECT_EQ(result.rows[0].code, "2130104");
  const auto plain = classify("general_public_expenditure", {row(0, "事业运行", {name("农林水支出"), name("农业农村"), name("事业运行")})});
  EXPECT_EQ(plain.rows[0].code, "2130104");
}

// Jiangxi: 类 and 项 with all of their digits, 款 with its own.
TEST(Classify, CompletesACodeByTheOneAboveIt) {
  const auto result = classify("income_summary", {row(0, "社会保障和就业支出", {code("208"), name("社会保障和就业支出")}),
                                                  row(1, "行政事业单位养老支出", {code("05"), name("行政事业单位养老支出")}),
                                                  row(2, "行政单位离退休", {code("01"), name("行政单位离退休")}),
                                                  row(3, "抚恤", {code("08"), name("抚恤")}),
                                                  row(4, "慰问", {code("09"), name("慰问")})});
  EXPECT_EQ(result.rows[1].code, "20805");
  EXPECT_EQ(result.rows[2].code, "2080501");
  EXPECT_EQ(result.rows[3].code, "20808");
  EXPECT_EQ(result.rows[4].code, "");
  EXPECT_EQ(first_message(result), "code.malformed: \"09\" (慰问) is no code of a classification");
}

TEST(Classify, ReportsNamesThatDiffer) {
  const auto result = classify("expenditure_summary",
                               {row(0, "卫生健康支出", {code("208"), name("卫生健康支出")}),
                                row(1, "卫生健康支出", {code("208"), name("卫生健康支出")})});
  EXPECT_EQ(result.rows[0].code, "208");
  ASSERT_EQ(result.diagnostics.size(), 1u);
  EXPECT_EQ(first_message(result),
            "code.name_differs: 208 is printed as 卫生健康支出, the book has 社会保障和就业支出");
}

TEST(Classify, LeavesNumbersOfKindsOfProjectsAlone) {
  const auto result = classify("project_expenditure", {row(0, "农业专项经费", {name("311 专项业务类")})});
  EXPECT_EQ(result.rows[0].economic_code, "");
  EXPECT_EQ(result.rows[0].code, "");
}

TEST(Classify, AcceptsTheLevelsThatProvincesAdd) {
  const auto result = classify("basic_expenditure",
                               {row(0, "规范性津补贴", {code("3010201"), name("规范性津补贴")})});
  EXPECT_EQ(result.rows[0].code, "3010201");
  EXPECT_TRUE(result.diagnostics.empty());
}

}  // namespace
}  // namespace gongkai::normalize
