#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "literal_dataset.h"

namespace gongkai::store {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class Views : public testing::Test {
 protected:
  Views() {
    ledger_.document = {"某局预算", "unit_budget", 2026, "132", "某局", "140581", "高平市"};
  }

  void write(const std::string& table_kind = "expenditure_summary") {
    store::write(writer_, document_named('a'), reading_of({table_of(table_kind)}), ledger_);
  }
  void run(const std::string& sql) { database_.connection().exec(sql); }

  Database database_{":memory:"};
  Writer writer_{database_};
  normalize::Ledger ledger_;
};

TEST_F(Views, AmountCarriesRegionUnitAndYear) {
  ledger_.amounts = {amount_of("教育支出", 12, 0), amount_of("教育支出", 30, 1)};
  ledger_.amounts[1].unit_name = "某局信息中心";
  write();
  EXPECT_THAT(
      rows(database_,
           "SELECT region_code, region_name, fiscal_year, unit_code, unit_name, "
           "document_unit_name, document_title, document_kind, table_kind, "
           "item_name, amount_wan FROM v_amount"),
      ElementsAre("140581|高平市|2026|132|某局|某局|某局预算|unit_budget|expenditure_summary|"
                  "教育支出|12.0",
                  "140581|高平市|2026||某局信息中心|某局|某局预算|unit_budget|"
                  "expenditure_summary|教育支出|30.0"));
}

TEST_F(Views, AmountLeavesOutMemoRowsAndDifferences) {
  ledger_.amounts = {amount_of("教育支出", 12, 0), amount_of("其中", 5, 1),
                     amount_of("增减", 7, 2)};
  ledger_.amounts[1].memo = true;
  ledger_.amounts[2].dimensions.phase = "change";
  write();
  EXPECT_THAT(rows(database_, "SELECT item_name FROM v_amount"), ElementsAre("教育支出"));
}

TEST_F(Views, AmountLeavesOutATotalThatIsPrintedAgain) {
  ledger_.amounts = {amount_of("合计", 12, 0), amount_of("教育支出", 12, 1),
                     amount_of("合计", 12, 2), amount_of("合计", 13, 3), amount_of("合计", 12, 4)};
  for (const size_t total : {0U, 2U, 3U, 4U}) {
    ledger_.amounts[total].row_kind = recognize::RowKind::Total;
  }
  ledger_.amounts[4].dimensions.fund = "general_public";  // another column's total
  write();
  EXPECT_THAT(rows(database_, "SELECT row_no, item_name, amount_wan FROM v_amount"),
              ElementsAre("0|合计|12.0", "1|教育支出|12.0", "3|合计|13.0", "4|合计|12.0"));
}

// A table may have thousands of totals of nothing, each of which would be compared with all others.
TEST_F(Views, AmountFindsRepeatsByTheirName) {
  EXPECT_THAT(rows(database_, "EXPLAIN QUERY PLAN SELECT * FROM v_amount"),
              Contains(HasSubstr("amount_repeated (table_id=? AND amount_fen=? AND item_name=? AND unit_name=?")));
}

TEST_F(Views, AmountKeepsItemsThatAreAlike) {
  ledger_.amounts = {amount_of("设备购置", 5, 0), amount_of("设备购置", 5, 1)};
  write("project_expenditure");
  EXPECT_THAT(rows(database_, "SELECT row_no FROM v_amount"), ElementsAre("0", "1"));
}

TEST_F(Views, ProjectJoinsTableRowAndForm) {
  ledger_.amounts = {amount_of("“雨露计划”补助（省级）", 12, 0),
                     amount_of("“雨露计划”补助（省级）", 9, 0), amount_of("只在表里", 3, 1)};
  ledger_.amounts[1].dimensions.fund = "general_public";  // the same row's part
  ledger_.amounts[0].code_system = "project";
  ledger_.amounts[0].code = "14058126T000000000001";
  write("project_expenditure");
  run("INSERT INTO form (form_id, document_id, kind, project_name, first_page, last_page) VALUES "
      "(1, 1, 'project_target', '雨露计划 补助(省级)', 7, 8), "
      "(2, 1, 'project_target', '只有表单', 9, 9)");
  run("INSERT INTO form_fund (form_id, section, phase, source, raw, amount_fen, page_no) VALUES "
      "(1, 'implementation', 'approved', 'total', '360000', 36000000, 7), "
      "(1, 'annual', 'approved', 'total', '125000', 12500000, 7), "
      "(1, 'annual', 'approved', 'county', '125000', 12500000, 7), "
      "(2, NULL, 'approved', 'total', '10000', 1000000, 9)");
  run("INSERT INTO indicator (form_id, document_id, ordinal, kind, op_explicit, page_no) VALUES "
      "(1, 1, 1, 'text', 0, 7), (1, 1, 2, 'text', 0, 7)");
  EXPECT_THAT(
      rows(database_,
           "SELECT region_name, unit_name, project_code, project_name, table_fen, "
           "form_fen, difference_fen, indicator_count, table_page, form_page "
           "FROM v_project ORDER BY project_name"),
      ElementsAre("高平市|某局|14058126T000000000001|“雨露计划”补助（省级）|12000000|12500000|"
                  "500000|2|1|7",
                  "高平市|某局||只在表里|3000000|||0|1|", "高平市|某局||只有表单||1000000||0||9"));
}

TEST_F(Views, ProjectsOfOneNameInSeveralUnitsAreSeveral) {
  ledger_.amounts = {amount_of("疾病监测", 4, 0), amount_of("疾病监测", 6, 1),
                     amount_of("消毒", 1, 2)};
  ledger_.amounts[0].unit_name = "甲医院";
  ledger_.amounts[1].unit_name = "乙医院";
  ledger_.amounts[2].unit_name = "乙医院";
  write("project_expenditure");
  run("INSERT INTO form (form_id, document_id, kind, project_name, unit_name, first_page, "
      "last_page) "
      "VALUES (1, 1, 'project_target', '疾病监测', '乙医院', 7, 7), "
      "(2, 1, 'project_target', '消毒', '乙医院本级', 8, 8)");
  EXPECT_THAT(rows(database_,
                   "SELECT unit_name, project_name, table_wan, forms FROM v_project "
                   "ORDER BY table_page, table_fen"),
              ElementsAre("乙医院|消毒|1.0|1", "甲医院|疾病监测|4.0|0", "乙医院|疾病监测|6.0|1"));
}

TEST_F(Views, ProjectAddsUpFundsWhereNoColumnDoes) {
  ledger_.amounts = {amount_of("道路养护", 4, 0), amount_of("道路养护", 6, 0)};
  ledger_.amounts[0].dimensions.fund = "general_public";
  ledger_.amounts[1].dimensions.fund = "government_fund";
  write("project_expenditure");
  EXPECT_THAT(rows(database_, "SELECT project_name, table_wan, table_rows FROM v_project"),
              ElementsAre("道路养护|10.0|1"));
}

// 办公场所租赁 is a category, and its only project has the same name.
TEST_F(Views, ProjectIsListedOnceWhereItsCategoryRepeatsIt) {
  ledger_.amounts = {amount_of("某局", 12, 0), amount_of("租赁", 5, 1), amount_of("租赁", 5, 2),
                     amount_of("设备", 7, 3), amount_of("服装", 3, 4), amount_of("电脑", 4, 5)};
  ledger_.amounts[0].row_kind = recognize::RowKind::Organization;
  write("project_expenditure");
  EXPECT_THAT(rows(database_, "SELECT project_name, table_wan, table_rows FROM v_project WHERE project_name = '租赁'"),
              ElementsAre("租赁|5.0|1"));
}

// All rows together make the total: there is no category among them.
TEST_F(Views, ProjectsThatAreAlikeBothCount) {
  ledger_.amounts = {amount_of("合计", 17, 0), amount_of("租赁", 5, 1), amount_of("租赁", 5, 2), amount_of("设备", 7, 3)};
  ledger_.amounts[0].row_kind = recognize::RowKind::Total;
  write("project_expenditure");
  EXPECT_THAT(rows(database_, "SELECT project_name, table_wan, table_rows FROM v_project WHERE project_name = '租赁'"),
              ElementsAre("租赁|10.0|2"));
}

TEST_F(Views, IndicatorCarriesItsFormAndDocument) {
  write();
  run("INSERT INTO form (form_id, document_id, kind, project_name, unit_name, first_page, "
      "last_page) "
      "VALUES (1, 1, 'project_target', '道路养护', '公路段', 7, 8)");
  run("INSERT INTO indicator (form_id, document_id, ordinal, level3, kind, op, op_explicit, value, "
      "unit, page_no) VALUES (1, 1, 1, '养护里程', 'number', '>=', 1, 20, '公里', 7)");
  EXPECT_THAT(rows(database_,
                   "SELECT region_name, fiscal_year, unit_name, form_kind, project_name, "
                   "level3, op, value, unit FROM v_indicator"),
              ElementsAre("高平市|2026|公路段|project_target|道路养护|养护里程|>=|20.0|公里"));
}

TEST_F(Views, CheckListsFailuresWithTheirPlace) {
  ledger_.amounts = {amount_of("合计", 12, 0)};
  normalize::CheckResult failed;
  failed.rule = "A1";
  failed.subject = "合计";
  failed.status = normalize::CheckStatus::Fail;
  failed.expected_fen = 11'000'000;
  failed.actual_fen = 12'000'000;
  failed.page = 4;
  failed.facts = {0};
  normalize::CheckResult passed = failed;
  passed.status = normalize::CheckStatus::Pass;
  ledger_.checks = {passed, failed};
  write();
  EXPECT_THAT(rows(database_,
                   "SELECT document_title, table_kind, page_no, rule, difference_fen, "
                   "difference_wan FROM v_check"),
              ElementsAre("某局预算|expenditure_summary|4|A1|1000000|1.0"));
}

TEST_F(Views, CoverageCountsPerDocument) {
  ledger_.amounts = {amount_of("合计", 12, 0), amount_of("合计", 12, 1), amount_of("合计", 12, 2),
                     amount_of("合计", 12, 3)};
  ledger_.amounts[2].vouched = true;
  normalize::CheckResult failed;
  failed.status = normalize::CheckStatus::Fail;
  normalize::CheckResult hint = failed;
  hint.advisory = true;
  normalize::CheckResult skipped;
  for (normalize::CheckResult* check : {&failed, &hint, &skipped}) check->rule = "A1";
  ledger_.checks = {failed, hint, hint, skipped};
  ledger_.diagnostics = {{Severity::Warning, 1, "x.y", "doubtful"}};
  extract::Document document = document_named('a');
  document.pages.push_back(document.pages[0]);
  document.pages[1].number = 2;
  document.pages[1].source = extract::TextSource::None;
  recognize::Reading reading;
  reading.tables = {table_of("three_public"), table_of("procurement"), table_of("procurement")};
  reading.tables[0].is_empty = true;
  store::write(writer_, document, reading, ledger_);
  EXPECT_THAT(rows(database_,
                   "SELECT fiscal_year, page_count, pages_without_text, table_count, "
                   "empty_table_count, table_kinds, amount_count, vouched_share, "
                   "checks_passed, checks_failed, hints, checks_skipped, errors, warnings "
                   "FROM v_coverage"),
              ElementsAre("2026|2|1|3|1|procurement 2, three_public 1|4|0.25|0|1|2|1|0|1"));
}

}  // namespace
}  // namespace gongkai::store
