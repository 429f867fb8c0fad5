#include "normalize/checks/row_sums.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../literal_table.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;
using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<LiteralColumn> kOneColumn = {{"合计"}};

LiteralTable functions() {
  return {"expenditure_summary",
          kOneColumn,
          {{RowKind::Total, "", "合计", {"10.30"}},
           {RowKind::Item, "208", "社会保障和就业支出", {"6.95"}},
           {RowKind::Item, "20805", "行政事业单位养老支出", {"6.95"}},
           {RowKind::Item, "2080505", "基本养老保险缴费", {"4.75"}},
           {RowKind::Item, "2080506", "职业年金缴费", {"2.20"}},
           {RowKind::Item, "210", "卫生健康支出", {"3.35"}}}};
}

TEST(RowSums, FollowTheCodes) {
  EXPECT_THAT(verdicts(functions().check()), ElementsAre("A1 pass", "A2 pass", "A2 pass"));
}

TEST(RowSums, DoNotCareWhetherTheTotalComesFirstOrLast) {
  LiteralTable table = functions();
  std::rotate(table.rows.begin(), table.rows.begin() + 1, table.rows.end());
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A2 pass", "A2 pass", "A1 pass"));
}

TEST(RowSums, NoticeARowThatWasLost) {
  LiteralTable table = functions();
  table.rows.erase(table.rows.begin() + 4);
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A1 pass", "A2 pass", "A2 fail"));
}

TEST(RowSums, NoticeALostSign) {
  LiteralTable table = functions();
  table.rows[3].cells = {"9.15"};
  table.rows[4].cells = {"-2.20"};
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A1 pass", "A2 pass", "A2 pass"));
  table.rows[4].cells = {"2.20"};
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A1 pass", "A2 pass", "A2 fail"));
}

TEST(RowSums, AllowRounding) {
  LiteralTable table = functions();
  table.rows[4].cells = {"2.19"};
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A1 pass", "A2 pass", "A2 pass: rounded"));
}

TEST(RowSums, PutItemsOfUnitsUnderClassesOfNone) {
  LiteralTable table = functions();
  table.rows[3].unit_code = "316001";
  table.rows[4].unit_code = "316002";
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A1 pass", "A2 pass", "A2 pass"));
}

TEST(RowSums, TakeTheFinestFigureForTheQuantum) {  // 2.2 beside 4.75: a zero cut off at the end
  LiteralTable table = functions();
  table.rows[4].cells = {"2.2"};
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A1 pass", "A2 pass", "A2 pass"));
  table.rows[4].cells = {"2.3"};
  EXPECT_THAT(
      verdicts(table.check()),
      ElementsAre("A1 pass", "A2 pass", "A2 pass: within the rounding of its coarsest figure"));
  table.rows[4].cells = {"2.4"};
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A1 pass", "A2 pass", "A2 fail"));
}

TEST(RowSums, SkipWhatPrintsNothing) {
  LiteralTable table = functions();
  table.rows[2].cells = {""};  // 20805: then 208 stands over the 项
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A1 pass", "A2 pass"));
  table = functions();
  table.columns.push_back({"基本支出"});
  for (LiteralRow& row : table.rows) row.cells.push_back(row.code == "208" ? "" : row.cells[0]);
  EXPECT_THAT(verdicts(table.check()),
              ElementsAre("A1 pass", "A1 fail", "A2 pass", "A2 skipped: the sum is not printed",
                          "A2 pass", "A2 pass"));
}

TEST(RowSums, SkipWhatCouldNotBeRead) {
  const LiteralTable table = functions();
  std::vector<AmountFact> facts = table.facts();
  facts.erase(facts.begin() + 4);
  EXPECT_THAT(verdicts(table.check(facts, {{4, 0}})),
              ElementsAre("A1 pass", "A2 pass", "A2 skipped: one of its cells could not be read"));
}

TEST(RowSums, CallEconomicClassesByTheirRules) {
  const LiteralTable table{"basic_expenditure",
                           kOneColumn,
                           {{RowKind::Item, "301", "工资福利支出", {"5.00"}},
                            {RowKind::Item, "30101", "基本工资", {"3.00"}},
                            {RowKind::Item, "30102", "津贴补贴", {"2.00"}},
                            {RowKind::Item, "3010201", "规范性津补贴", {"2.00"}},
                            {RowKind::Item, "302", "商品和服务支出", {"1.00"}},
                            {RowKind::Total, "", "合计", {"6.00"}}}};
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A12 pass", "A12 pass", "A10 pass"));
}

TEST(RowSums, LeaveOutRowsThatRepeatParts) {
  const LiteralTable table{"income_summary",
                           kOneColumn,
                           {{RowKind::Total, "", "合计", {"3.00"}},
                            {RowKind::Item, "", "事业收入", {"2.00"}},
                            {RowKind::Item, "", "教育收费", {"1.50"}, "", 9, {}, true},
                            {RowKind::Item, "", "其他收入", {"1.00"}}}};
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A1 pass"));
}

TEST(RowSums, KeepUnitsApart) {
  const LiteralTable table{"project_expenditure",
                           kOneColumn,
                           {{RowKind::Total, "", "合计", {"10.00"}},
                            {RowKind::Organization, "", "甲局", {"7.00"}, "101001"},
                            {RowKind::Item, "project", "甲一", {"4.00"}, "101001"},
                            {RowKind::Item, "project", "甲二", {"3.00"}, "101001"},
                            {RowKind::Organization, "", "乙中心", {"3.00"}, "101002"},
                            {RowKind::Item, "project", "乙一", {"2.00"}, "101002"},
                            {RowKind::Item, "project", "乙二", {"1.00"}, "101002"}}};
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A15 pass", "A15 pass", "A15 pass"));
}

TEST(RowSums, AddUpUnitsUnderTheirDepartment) {
  const LiteralTable table{"income_summary",
                           kOneColumn,
                           {{RowKind::Total, "", "合计", {"10.00"}},
                            {RowKind::Organization, "", "市局", {"10.00"}, "126"},
                            {RowKind::Organization, "", "局机关", {"7.00"}, "126001"},
                            {RowKind::Organization, "", "下属中心", {"3.00"}, "126002"}}};
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A15 pass", "A15 pass"));
}

TEST(RowSums, TakeTheFirstUnitForTheDepartmentWhereItIsTheSum) {
  const auto unit = [](const char* name, const char* cell) {
    LiteralRow row{RowKind::Organization, "", name, {cell}};
    row.unit_name = name;
    return row;
  };
  const auto units = [&](const char* department) {
    return LiteralTable{"income_summary",
                        {{"收入总计"}},
                        {unit("甲局", department), unit("甲局（本级）", "4.00"), unit("甲中心", "2.00")}};
  };
  EXPECT_THAT(verdicts(units("6.00").check()), ElementsAre("A15 pass"));
  EXPECT_THAT(verdicts(units("5.00").check()),
              ElementsAre("A15 skipped: it is not certain that the first unit is the department of "
                          "the others"));
}

TEST(RowSums, SeeCategoriesAmongProjectsByTheirSums) {
  LiteralTable table{"project_expenditure",
                     kOneColumn,
                     {{RowKind::Total, "", "合计", {"10.00"}},
                      {RowKind::Item, "project", "通用项目", {"6.00"}},
                      {RowKind::Item, "project", "培训", {"4.00"}},
                      {RowKind::Item, "project", "印刷", {"2.00"}},
                      {RowKind::Item, "project", "专用项目", {"4.00"}},
                      {RowKind::Item, "project", "平台运维", {"4.00"}}}};
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A15 pass: with sub-totals among its rows"));
  table.rows[5].cells = {"4.10"};
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A15 fail"));
}

TEST(RowSums, TakeNothingToStandUnderARowOfSeveralClassifications) {
  LiteralTable table{"expenditure_summary",
                     kOneColumn,
                     {{RowKind::Total, "", "合计", {"3.00"}},
                      {RowKind::Item, "20103", "政府办公厅", {"2.00"}},
                      {RowKind::Item, "2010301", "行政运行", {"1.00"}}}};
  std::vector<AmountFact> facts = table.facts();
  for (size_t i = 1; i < facts.size(); ++i) facts[i].economic_code = "30101";
  EXPECT_THAT(verdicts(table.check(facts)), ElementsAre("A1 pass"));
}

TEST(RowSums, HaveNothingToSayAboutOneRow) {
  const LiteralTable table{"income_summary", kOneColumn, {{RowKind::Total, "", "合计", {"3.00"}}}};
  EXPECT_THAT(verdicts(table.check()), IsEmpty());
}

}  // namespace
}  // namespace gongkai::normalize
