#include "normalize/document_facts.h"

#include <gtest/gtest.h>

#include "normalize/books.h"

namespace gongkai::normalize {
namespace {

using recognize::Reading;

Reading reading_of(const std::vector<const char*>& lines,
                   const std::vector<const char*>& tables = {}) {
  Reading reading;
  for (const char* const line : lines) reading.lines.push_back({line, {1, {}}, 0});
  for (const char* const title : tables) {
    reading.tables.emplace_back();
    reading.tables.back().kind = "income_expenditure_summary";
    reading.tables.back().title = title;
  }
  return reading;
}

DocumentFacts facts_of(const Reading& reading) {
  Diagnostics diagnostics;
  return read_document_facts(reading, built_in_books().regions, diagnostics);
}

TEST(DocumentFacts, ReadACoverOfSeveralLines) {
  const DocumentFacts facts = facts_of(reading_of(
      {"2026 年度", "福州市公安局治安管理", "支队", "单位预算", "目录", "第一部分 单位概况"}));
  EXPECT_EQ(facts.title, "2026年度福州市公安局治安管理支队单位预算");
  EXPECT_EQ(facts.kind, "unit_budget");
  EXPECT_EQ(facts.fiscal_year, 2026);
  EXPECT_EQ(facts.unit_name, "福州市公安局治安管理支队");
  EXPECT_EQ(facts.region_code, "350100");
}

TEST(DocumentFacts, GoOnWhereTheTitleDoes) {
  const DocumentFacts facts =
      facts_of(reading_of({"北京市退役军人事务局 2026 年度部门预算", "信息公开", "目  录"}));
  EXPECT_EQ(facts.title, "北京市退役军人事务局2026年度部门预算信息公开");
  EXPECT_EQ(facts.kind, "department_budget");
  EXPECT_EQ(facts.unit_name, "北京市退役军人事务局");
}

TEST(DocumentFacts, TakeTheAgencyFromALabelWhereTheTitleNamesNone) {
  const DocumentFacts facts = facts_of(
      reading_of({"上海市普陀区2026年区级单位预算", "预算单位：上海市普陀区司法局", "目  录"}));
  EXPECT_EQ(facts.kind, "unit_budget");
  EXPECT_EQ(facts.unit_name, "上海市普陀区司法局");
  EXPECT_EQ(facts.region_code, "310107");
  EXPECT_EQ(facts.region_name, "普陀区");
}

TEST(DocumentFacts, KnowFinalAccounts) {
  const DocumentFacts facts =
      facts_of(reading_of({"国家信访局", "2024 年度部门决算", "二〇二五年七月", "目  录"}));
  EXPECT_EQ(facts.title, "国家信访局2024年度部门决算");
  EXPECT_EQ(facts.kind, "department_accounts");
  EXPECT_EQ(facts.fiscal_year, 2024);  // not the year of publication
  EXPECT_EQ(facts.region_code, "");
}

TEST(DocumentFacts, TakeTheCodeOffTheAgency) {
  const DocumentFacts facts = facts_of(reading_of(
      {"高平市乡村振兴中心", "2026年度单位预算公开", "目录", "单位名称：132-高平市乡村振兴中心"}));
  EXPECT_EQ(facts.unit_name, "高平市乡村振兴中心");
  EXPECT_EQ(facts.unit_code, "132");
  EXPECT_EQ(facts.region_code, "140581");
}

TEST(DocumentFacts, DoWithTablesAlone) {
  const DocumentFacts facts =
      facts_of(reading_of({"表一", "部门：江苏省政协办公厅 单位：万元"}, {"2017年收支预算总表"}));
  EXPECT_EQ(facts.title, "");
  EXPECT_EQ(facts.kind, "department_budget");
  EXPECT_EQ(facts.fiscal_year, 2017);
  EXPECT_EQ(facts.unit_name, "江苏省政协办公厅");
  EXPECT_EQ(facts.region_code, "320000");
}

TEST(DocumentFacts, AskTheFormsLast) {
  Reading reading = reading_of({"金额单位：万元"}, {"收支总表"});
  reading.forms.emplace_back();
  reading.forms.back().year = 2026;
  reading.forms.back().fields.push_back({"", "department", "部门名称", "132-高平市乡村振兴中心", {}});
  const DocumentFacts facts = facts_of(reading);
  EXPECT_EQ(facts.fiscal_year, 2026);
  EXPECT_EQ(facts.unit_name, "高平市乡村振兴中心");
  EXPECT_EQ(facts.unit_code, "132");
}

TEST(DocumentFacts, TakeNoProseForATitle) {
  EXPECT_EQ(facts_of(reading_of({"预算评审管理暂行办法", "第一章 总则", "为加强部门预算管理"})).kind,
            "unknown");
}

TEST(DocumentFacts, TellTheKindByTheHeadingOfAPart) {
  const DocumentFacts facts =
      facts_of(reading_of({"- 1 -", "目  录", "第一部分 部门概况", "第二部分 2019 年度部门预算表"}));
  EXPECT_EQ(facts.kind, "department_budget");
  EXPECT_EQ(facts.fiscal_year, 2019);
}

TEST(DocumentFacts, KnowPerformanceTargetsAndTheBudgetOfAGovernment) {
  EXPECT_EQ(facts_of(reading_of({"广州市生态环境局2026年部门整体预算绩效目标申报表"})).kind,
            "performance_targets");
  EXPECT_EQ(facts_of(reading_of({"高平市2025年预算执行情况和2026年预算（草案）的报告"})).kind,
            "government_budget");
}

TEST(DocumentFacts, TakeTheNameOfTheDocumentOffTheAgency) {
  EXPECT_EQ(facts_of(reading_of({"大安市水利局2024年度项目支出绩效自评", "2025年6月", "项目支出绩效自评表"})).unit_name, "大安市水利局");
  EXPECT_EQ(facts_of(reading_of({"大安市水利局2026年项目支出绩效目标表"})).unit_name, "大安市水利局");
}

TEST(DocumentFacts, KnowTheBudgetOfAPlace) {
  const DocumentFacts accounts = facts_of(reading_of({"永宁县2024年财政决算公开"}));
  EXPECT_EQ(accounts.kind, "government_accounts");
  EXPECT_EQ(accounts.unit_name, "永宁县");
  EXPECT_EQ(facts_of(reading_of({"高平市2026年预算公开"})).kind, "government_budget");
  EXPECT_EQ(facts_of(reading_of({"永宁县财政局2026年部门预算公开"})).kind, "department_budget");
}

// 2025年预算执行情况和2026年预算（草案）: the budget is next year's, and the government's of the place.
TEST(DocumentFacts, TakeADraftForTheYearToCome) {
  const DocumentFacts facts = facts_of(reading_of({"高平市2025年财政预算执行情况和2026年财政预算（草案）的报告"}));
  EXPECT_EQ(facts.fiscal_year, 2026);
  EXPECT_EQ(facts.unit_name, "高平市");
  EXPECT_EQ(facts_of(reading_of({"关于临洮县2025年财政决算（草案）和2026年上半年预算执行情况的报告"})).fiscal_year, 2025);
}

TEST(DocumentFacts, RefuseTheNameInATemplate) {
  Diagnostics diagnostics;
  const DocumentFacts facts =
      read_document_facts(reading_of({"上海市 XX 局", "2024 年度部门决算", "目 录"}),
                          built_in_books().regions, diagnostics);
  EXPECT_EQ(facts.kind, "department_accounts");
  EXPECT_EQ(facts.unit_name, "");
  ASSERT_FALSE(diagnostics.empty());
  EXPECT_EQ(diagnostics.front().code, "document.template");
}

TEST(DocumentFacts, SayWhatIsNoBudget) {
  Diagnostics diagnostics;
  const DocumentFacts facts =
      read_document_facts(reading_of({"泉气函〔2024〕31 号", "各县（市）气象局：",
                                      "现结合部门实际制定 2024 年工作计划。"}),
                          built_in_books().regions, diagnostics);
  EXPECT_EQ(facts.kind, "unknown");
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].code, "document.kind_unknown");
}

}  // namespace
}  // namespace gongkai::normalize
