#include "normalize/checks/cross_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../literal_table.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;
using testing::ElementsAre;
using testing::IsEmpty;

const LiteralColumn kThisYear{"预算数", {"expenditure", "approved", "all", "all", "current"}};

// In 万元.
std::vector<std::string> compare(const std::vector<LiteralTable>& literals) {
  const auto [tables, facts] = document_of(literals);
  return verdicts(check_cross_tables(tables, facts));
}

LiteralTable expenditure(const char* total, const char* item) {
  return {"expenditure_summary",
          {{"合计"}},
          {{RowKind::Total, "", "合计", {total}}, {RowKind::Item, "208", "社会保障和就业支出", {item}}}};
}

// 收支总表, its half of expenditure; `closing` is carried over into next year.
LiteralTable summary(const char* year, const char* closing, const char* total) {
  LiteralTable table{"income_expenditure_summary",
                     {kThisYear},
                     {{RowKind::Item, "208", "社会保障和就业支出", {year}},
                      {RowKind::Subtotal, "", "本年支出合计", {year}},
                      {RowKind::Item, "", "结转下年", {closing}},
                      {RowKind::Total, "", "支出总计", {total}}}};
  table.rows[2].timing = "closing";
  table.rows[3].timing = "all";
  return table;
}

TEST(CrossTables, HoldTotalsAndClassesAgainstTheSummary) {
  EXPECT_THAT(compare({summary("10.00", "", "10.00"), expenditure("10.00", "10.00")}),
              ElementsAre("B2 pass", "B5 pass"));
  EXPECT_THAT(compare({summary("10.00", "", "10.00"), expenditure("10.00", "9.00")}),
              ElementsAre("B2 pass", "B5 fail"));
}

// 全县 and 县本级 in one document: neither's total is the other's.
TEST(CrossTables, KeepLevelsOfGovernmentApart) {
  auto [tables, facts] = document_of({expenditure("20.00", "20.00"), expenditure("12.00", "12.00"), expenditure("20.00", "20.00")});
  tables[0].title = "2026年全县支出预算表";
  tables[1].title = "2026年县本级支出预算表";
  tables[2].title = "2026年全县支出预算明细表";
  EXPECT_THAT(verdicts(check_cross_tables(tables, facts)), ElementsAre("B2 pass", "B7 pass"));
}

// 2024年决算数 │ 2025年预算数 │ 2025年执行数: another table's 上年数 may be any of them.
TEST(CrossTables, LeaveSeveralFiguresOfYearsBeforeAlone) {
  const recognize::Dimensions before{"expenditure", "prior", "all", "all", "all"};
  const LiteralTable report{"expenditure_summary", {{"2024年决算数", before}, {"2025年执行数", before}},
                            {{RowKind::Total, "", "合计", {"8.00", "9.00"}}}};
  const auto budget = [&](const char* total) {
    return LiteralTable{"expenditure_summary", {{"上年数", before}}, {{RowKind::Total, "", "合计", {total}}}};
  };
  EXPECT_THAT(compare({report, budget("9.50")}), IsEmpty());
  EXPECT_THAT(compare({budget("9.00"), budget("9.50")}), ElementsAre("B2 fail"));
}

TEST(CrossTables, KeepAgenciesApart) {
  auto [tables, facts] = document_of({expenditure("20.00", "20.00"), expenditure("12.00", "12.00")});
  tables[0].agency = "甲局";
  tables[1].agency = "乙中心";
  EXPECT_THAT(verdicts(check_cross_tables(tables, facts)), IsEmpty());
}

// 支出总表 may leave out what is carried over into next year (Beijing 预算03表), or not.
TEST(CrossTables, TakeATotalWithOrWithoutWhatIsCarriedOver) {
  EXPECT_EQ(compare({summary("10.00", "2.00", "12.00"), expenditure("10.00", "10.00")}).front(), "B2 pass");
  EXPECT_EQ(compare({summary("10.00", "2.00", "12.00"), expenditure("12.00", "12.00")}).front(), "B2 pass");
  EXPECT_EQ(compare({summary("10.00", "2.00", "12.00"), expenditure("11.00", "11.00")}).front(), "B2 fail");
}

// Each table rounds for itself: 326.71 beside 326.72.
TEST(CrossTables, AllowEachTableToRound) {
  EXPECT_THAT(compare({expenditure("326.71", "326.71"), expenditure("326.72", "326.73")}),
              ElementsAre("B2 pass: rounded", "B7 fail"));
}

// 基本支出 and 项目支出 swapped in one of two tables, all money being 一般公共预算.
TEST(CrossTables, CompareTheSplitWhereAllMoneyIsGeneral) {
  const auto split = [](const char* fund, const char* basic, const char* project) {
    LiteralTable table{"expenditure_summary",
                       {{"合计", {"expenditure", "approved", fund, "all", "all"}},
                        {"基本支出", {"expenditure", "approved", fund, "basic", "all"}},
                        {"项目支出", {"expenditure", "approved", fund, "project", "all"}}},
                       {{RowKind::Item, "208", "社会保障和就业支出", {"10.00", basic, project}}}};
    return table;
  };
  EXPECT_THAT(compare({split("all", "8.00", "2.00"), split("general_public", "8.00", "2.00")}),
              ElementsAre("B6 pass", "B6 pass"));
  EXPECT_THAT(compare({split("all", "2.00", "8.00"), split("general_public", "8.00", "2.00")}),
              ElementsAre("B6 fail", "B6 fail"));
}

TEST(CrossTables, AddUpAppropriations) {
  const auto total = [](const char* kind, const char* fund, const char* cell) {
    return LiteralTable{kind,
                        {{"合计", {"expenditure", "approved", fund, "all", "all"}}},
                        {{RowKind::Total, "", "合计", {cell}}}};
  };
  const auto add_up = [&](const char* appropriation) {
    return compare({total("appropriation_summary", "appropriation", appropriation),
                    total("general_public_expenditure", "general_public", "8.00"),
                    total("government_fund_expenditure", "government_fund", "2.00")});
  };
  EXPECT_THAT(add_up("10.00"), ElementsAre("B4 pass"));
  EXPECT_THAT(add_up("9.00"), ElementsAre("B4 fail"));
}

TEST(CrossTables, AddUpAllSpendingWhereOnlyBudgetsPay) {
  const auto total = [](const char* kind, const char* fund, const char* cell) {
    return LiteralTable{kind,
                        {{"合计", {"expenditure", "approved", fund, "all", "all"}}},
                        {{RowKind::Total, "", "合计", {cell}}}};
  };
  const LiteralTable general = total("general_public_expenditure", "general_public", "8.00");
  const LiteralTable fund = total("government_fund_expenditure", "government_fund", "2.00");
  LiteralTable revenue = total("income_summary", "general_public", "8.00");
  revenue.columns.front().dimensions.direction = "revenue";
  EXPECT_THAT(compare({total("expenditure_summary", "all", "10.00"), general, fund, revenue}), ElementsAre("B3 pass"));
  EXPECT_THAT(compare({total("expenditure_summary", "all", "11.00"), general, fund, revenue}), ElementsAre("B3 fail"));
  EXPECT_THAT(compare({total("expenditure_summary", "all", "11.00"), general, fund, revenue,
                       total("other", "business", "1.00")}),
              ElementsAre("B3 skipped: money of other kinds pays for part of it"));
  EXPECT_THAT(compare({total("expenditure_summary", "all", "11.00"), general, fund}),
              ElementsAre("B3 skipped: no table tells where all money comes from"));
}

// A department's own line stands for its total in tables of units (Shenzhen).
TEST(CrossTables, TakeTheDepartmentForTheTotal) {
  LiteralTable units{"expenditure_summary", {{"合计"}}, {{RowKind::Organization, "", "甲局", {"10.00"}}}};
  units.rows[0].unit_name = "甲局";
  const LiteralTable plain{"expenditure_summary", {{"合计"}}, {{RowKind::Total, "", "合计", {"10.00"}}}};
  EXPECT_THAT(compare({plain, units}), ElementsAre("B2 pass"));
}

// Xinjiang's 收支总表 has 小计 where others have 本年支出合计.
TEST(CrossTables, TakeTheSubtotalAboveWhatIsCarriedOver) {
  LiteralTable both = summary("10.00", "3.00", "13.00");
  both.rows[1].name = "小计";
  both.rows[1].timing = "all";
  EXPECT_THAT(compare({both, expenditure("10.00", "10.00")}), testing::Contains("B2 pass"));
}

// Hunan prints 基本支出 in a table for each class: the total of one is no total of all.
TEST(CrossTables, LeaveOutTablesOfOneClass) {
  const LiteralTable wages{"basic_expenditure", {{"总计"}}, {{RowKind::Total, "", "合计", {"10.00"}}}};
  const LiteralTable grants{"basic_expenditure", {{"总计"}}, {{RowKind::Total, "", "合计", {"2.00"}}}};
  EXPECT_THAT(compare({wages, grants}), ElementsAre("B9 fail"));
  auto [tables, facts] = document_of({wages, grants});
  tables[0].title = "一般公共预算基本支出表--人员经费(工资福利支出)(按政府预算经济分类)";
  tables[1].title = "一般公共预算基本支出表--人员经费（对个人和家庭的补助）";
  EXPECT_THAT(check_cross_tables(tables, facts), IsEmpty());
}

TEST(CrossTables, NeverCompareOtherMoney) {
  LiteralTable general = expenditure("8.00", "8.00");
  general.columns[0].dimensions.fund = "general_public";
  EXPECT_THAT(compare({expenditure("10.00", "10.00"), general}),
              ElementsAre("B3 skipped: no table tells where all money comes from"));
  LiteralTable three_public = expenditure("1.00", "1.00");
  three_public.kind = "three_public";
  EXPECT_THAT(compare({expenditure("10.00", "10.00"), three_public}), IsEmpty());
}

TEST(CrossTables, SkipWhatOneTableTellsTwice) {
  LiteralTable twice = expenditure("10.00", "6.00");
  twice.rows.push_back({RowKind::Item, "208", "社会保障和就业支出", {"4.00"}});
  EXPECT_THAT(compare({expenditure("10.00", "10.00"), twice}),
              ElementsAre("B2 pass", "B7 skipped: a table prints several values for it"));
}

}  // namespace
}  // namespace gongkai::normalize
