#include "normalize/checks/cross_codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../literal_table.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> compare(const std::vector<LiteralTable>& literals) {
  const auto [tables, facts] = document_of(literals);
  return verdicts(check_cross_codes(tables, facts));
}

struct Item {
  const char* code;
  const char* name;
  const char* cell;
};

LiteralTable table(const char* fund, const char* total, const std::vector<Item>& items) {
  LiteralTable table{"expenditure_summary",
                     {{"合计", {"expenditure", "approved", fund, "all", "all"}}},
                     {{RowKind::Total, "", "合计", {total}}}};
  for (const Item& item : items) table.rows.push_back({RowKind::Item, item.code, item.name, {item.cell}});
  return table;
}

const Item kPension{"208", "社会保障和就业支出", "8.00"};
const Item kHousing{"221", "住房保障支出", "2.00"};

TEST(CrossCodes, AreTheSameWhereTablesDivideTheSameMoney) {
  EXPECT_THAT(compare({table("all", "10.00", {kPension, kHousing}),
                       table("general_public", "10.00", {kPension, kHousing})}),
              ElementsAre("B8 pass", "B8 pass", "B6 pass"));
}

// A dropped row, or a code that was misread, shows on both sides.
TEST(CrossCodes, TellWhichOneATableLacks) {
  EXPECT_THAT(compare({table("all", "10.00", {kPension, kHousing}),
                       table("general_public", "10.00", {kPension})}),
              ElementsAre("B8 pass", "B6 fail: only in 表1 (p.1): 221 住房保障支出"));
  EXPECT_THAT(compare({table("all", "10.00", {{"201", "社会保障和就业支出", "10.00"}}),
                       table("general_public", "10.00", {{"208", "社会保障和就业支出", "10.00"}})}),
              ElementsAre("B6 fail: only in 表1 (p.1): 201 社会保障和就业支出; "
                          "only in 表2 (p.2): 208 社会保障和就业支出"));
}

// 收支总表 lists classes, 支出总表 also what is below them.
TEST(CrossCodes, OfLengthsThatOnlyOneTablePrintsSayNothing) {
  EXPECT_THAT(compare({table("all", "8.00", {kPension}),
                       table("all", "8.00", {kPension, {"20805", "行政事业单位养老支出", "8.00"}})}),
              ElementsAre("B8 pass", "B6 pass"));
}

// What the budget pays is among all spending, not the other way round.
TEST(CrossCodes, OfOneBudgetAreAmongThoseOfAllMoney) {
  const LiteralTable all = table("all", "10.00", {kPension, kHousing});
  EXPECT_THAT(compare({all, table("general_public", "8.00", {kPension})}),
              ElementsAre("B8 pass", "B6 pass"));
  EXPECT_THAT(compare({all, table("general_public", "1.00", {{"205", "教育支出", "1.00"}})}),
              ElementsAre("B6 fail: only in 表2 (p.2): 205 教育支出"));
}

TEST(CrossCodes, WithoutMoneyAreNotMissed) {
  EXPECT_THAT(compare({table("all", "8.00", {kPension, {"205", "教育支出", "0.00"}}),
                       table("general_public", "8.00", {kPension})}),
              ElementsAre("B8 pass", "B6 pass"));
}

TEST(CrossCodes, HaveOneName) {
  EXPECT_THAT(compare({table("all", "8.00", {{"210", "医疗卫生与计划生育支出", "8.00"}}),
                       table("all", "8.00", {{"210", "卫生健康支出", "8.00"}})}),
              ElementsAre("B8 fail: 医疗卫生与计划生育支出 in 表1 (p.1); 卫生健康支出 in 表2 (p.2)",
                          "B6 pass"));
  // With and without 支出, with a bracket that the cell cut off.
  EXPECT_THAT(compare({table("all", "8.00", {{"20601", "科学技术管理事务（本级", "8.00"}}),
                       table("all", "8.00", {{"20601", "科学技术管理事务(本级)支出", "8.00"}})}),
              ElementsAre("B8 pass", "B6 pass"));
}

TEST(CrossCodes, OfProjectsStandBesideTheProjectsName) {
  LiteralTable projects = table("all", "", {{"208", "稳岗补助", "8.00"}});
  projects.kind = "project_expenditure";
  EXPECT_THAT(compare({table("all", "", {kPension}), projects}), IsEmpty());
}

}  // namespace
}  // namespace gongkai::normalize
