#include "normalize/checks/column_sums.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "../literal_table.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;
using testing::ElementsAre;
using testing::IsEmpty;

LiteralColumn spending(const char* label, const char* spend_type) {
  return {label, {"expenditure", "approved", "all", spend_type, "all"}};
}
LiteralColumn money_of(const char* label, const char* fund, const char* timing = "all") {
  return {label, {"revenue", "approved", fund, "all", timing}};
}

LiteralTable one_row(const char* kind, std::vector<LiteralColumn> columns,
                     std::vector<std::string> cells) {
  return {
      kind, std::move(columns), {{RowKind::Item, "208", "社会保障和就业支出", std::move(cells)}}};
}

TEST(ColumnSums, AddBasicAndProjectSpending) {
  const std::vector<LiteralColumn> columns = {
      spending("合计", "all"), spending("基本支出", "basic"), spending("项目支出", "project")};
  EXPECT_THAT(verdicts(one_row("expenditure_summary", columns, {"10.00", "7.00", "3.00"}).check()),
              ElementsAre("A3 pass"));
  EXPECT_THAT(verdicts(one_row("expenditure_summary", columns, {"7.00", "10.00", "3.00"}).check()),
              ElementsAre("A3 fail"));  // columns swapped
  LiteralTable two_rows = one_row("expenditure_summary", columns, {"10.00", "7.00", "3.00"});
  two_rows.rows.push_back({RowKind::Item, "210", "卫生健康支出", {"10.00", "", "10.00"}});
  EXPECT_THAT(verdicts(two_rows.check()), ElementsAre("A3 pass", "A3 pass"));  // a blank adds nothing
}

TEST(ColumnSums, GoDownToPersonsAndOperation) {
  const std::vector<LiteralColumn> columns = {spending("基本支出/小计", "basic"),
                                              spending("基本支出/人员经费", "personnel"),
                                              spending("基本支出/公用经费", "operating")};
  EXPECT_THAT(verdicts(one_row("basic_expenditure", columns, {"10.00", "8.00", "2.00"}).check()),
              ElementsAre("A11 pass"));
}

TEST(ColumnSums, TakePersonsAndOperationWhereBasicSpendingHasNoColumn) {
  const std::vector<LiteralColumn> columns = {
      spending("合计", "all"), spending("基本支出/人员经费", "personnel"),
      spending("基本支出/公用经费", "operating"), spending("项目支出", "project")};
  EXPECT_THAT(
      verdicts(
          one_row("income_expenditure_summary", columns, {"9.00", "5.00", "1.00", "3.00"}).check()),
      ElementsAre("A9 pass"));
}

// Hunan: classes and items of the economic classification as columns, which only their codes tell apart.
TEST(ColumnSums, AddClassesBelowTheirHeadings) {
  const auto column = [](const char* label) { return LiteralColumn{label, {"expenditure", "approved", "general_public", "personnel", "all"}}; };
  const LiteralTable table = one_row("basic_expenditure", {column("总计"), column("工资津补贴/小计"), column("工资津补贴/基本工资"),
                                                           column("工资津补贴/奖金"), column("社会保障缴费/小计"), column("社会保障缴费/职业年金缴费"),
                                                           column("社会保障缴费/其他社会保障缴费"), column("住房公积金")},
                                     {"20.00", "9.00", "7.00", "2.00", "6.00", "5.00", "1.00", "5.00"});
  EXPECT_THAT(table.check(), IsEmpty());  // nothing tells that they are classes
  std::vector<AmountFact> facts = table.facts();
  facts[2].economic_code = "30101";
  facts[3].economic_code = "30103";
  const std::vector<CheckResult> results = table.check(facts);
  EXPECT_THAT(verdicts(results), ElementsAre("A3 pass", "A3 pass", "A3 pass"));
  EXPECT_THAT(results[0].facts, ElementsAre(0, 1, 4, 7));
  std::rotate(facts.begin(), facts.begin() + 1, facts.end());  // 总计 as the last column
  for (size_t i = 0; i < facts.size(); ++i) facts[i].column = static_cast<int>(i);
  EXPECT_THAT(verdicts(table.check(facts)), ElementsAre("A3 pass", "A3 pass", "A3 pass"));
  std::rotate(facts.begin(), facts.end() - 1, facts.end());
  for (size_t i = 0; i < facts.size(); ++i) facts[i].column = static_cast<int>(i);
  facts[7].money.fen += 1'000'000;
  EXPECT_THAT(verdicts(table.check(facts)), ElementsAre("A3 pass", "A3 pass"));  // there may be other columns
}

TEST(ColumnSums, CountNoPartOfTheCarryOverBesideAllOfIt) {
  const std::vector<LiteralColumn> columns = {money_of("合计", "all"), money_of("上年结转/小计", "all", "carryover"),
                                              money_of("上年结转/其中：财政拨款", "appropriation", "carryover"),
                                              money_of("财政拨款收入/小计", "appropriation"), money_of("事业收入", "institutional")};
  EXPECT_THAT(verdicts(one_row("income_summary", columns, {"12.00", "3.00", "2.00", "8.00", "1.00"}).check()), ElementsAre("A3 pass"));
}

TEST(ColumnSums, CountWhatIsCarriedIntoTheNextYear) {
  const auto column = [](const char* label, const char* timing) { return LiteralColumn{label, {"expenditure", "approved", "all", "all", timing}}; };
  const std::vector<LiteralColumn> columns = {column("支出总计", "all"), column("本年支出/合计", "current"), column("上年结转支出/小计", "carryover"),
                                              column("结转下年", "closing")};
  EXPECT_THAT(verdicts(one_row("expenditure_summary", columns, {"12.00", "9.00", "2.00", "1.00"}).check()), ElementsAre("A3 pass"));
  EXPECT_THAT(verdicts(one_row("expenditure_summary", columns, {"11.00", "9.00", "2.00", "1.00"}).check()), ElementsAre("A3 pass"));
  EXPECT_THAT(verdicts(one_row("expenditure_summary", columns, {"13.00", "9.00", "2.00", "1.00"}).check()), ElementsAre("A3 fail"));
}

TEST(ColumnSums, CountUnitFundsOnceWhereTheirKindsStandBesideThem) {
  const std::vector<LiteralColumn> columns = {money_of("合计", "all"), money_of("一般公共预算", "general_public"), money_of("单位资金/小计", "unit_funds"),
                                              money_of("单位资金/事业收入", "institutional"), money_of("单位资金/其他收入", "other")};
  EXPECT_THAT(verdicts(one_row("income_summary", columns, {"12.00", "9.00", "3.00", "1.00", "2.00"}).check()), ElementsAre("A3 pass"));
  EXPECT_THAT(verdicts(one_row("income_summary", columns, {"13.00", "9.00", "3.00", "1.00", "2.00"}).check()), ElementsAre("A3 fail"));
}

TEST(ColumnSums, NeedTheWholePartition) {
  const std::vector<LiteralColumn> columns = {spending("合计", "all"),
                                              spending("基本支出", "basic")};
  EXPECT_THAT(verdicts(one_row("expenditure_summary", columns, {"10.00", "7.00"}).check()),
              IsEmpty());
}

TEST(ColumnSums, AddFundsThenAppropriations) {
  const std::vector<LiteralColumn> columns = {
      money_of("合计", "all"), money_of("财政拨款/小计", "appropriation"),
      money_of("财政拨款/一般公共预算", "general_public"),
      money_of("财政拨款/政府性基金", "government_fund"), money_of("单位资金", "unit_funds")};
  EXPECT_THAT(
      verdicts(
          one_row("income_summary", columns, {"12.00", "10.00", "7.00", "3.00", "2.00"}).check()),
      ElementsAre("A3 pass", "A3 pass"));
}

TEST(ColumnSums, AddThisYearAndCarryOver) {
  const std::vector<LiteralColumn> columns = {
      money_of("合计", "all"), money_of("本年收入/小计", "all", "current"),
      money_of("本年收入/一般公共预算", "general_public", "current"),
      money_of("本年收入/单位资金", "unit_funds", "current"),
      money_of("上年结转", "all", "carryover")};
  EXPECT_THAT(
      verdicts(
          one_row("income_summary", columns, {"12.00", "10.00", "7.00", "3.00", "2.00"}).check()),
      ElementsAre("A3 pass", "A3 pass"));
}

// Shenzhen 表2: funds of this year, without their sum, and what is carried over.
TEST(ColumnSums, AddFundsOfThisYearAndCarryOverWithoutASumOfThisYear) {
  const std::vector<LiteralColumn> columns = {
      money_of("收入总计", "all"), money_of("本年收入/一般公共预算", "general_public", "current"),
      money_of("本年收入/事业收入", "institutional", "current"), money_of("上年结转", "all", "carryover")};
  EXPECT_THAT(verdicts(one_row("income_summary", columns, {"12.00", "7.00", "3.00", "2.00"}).check()),
              ElementsAre("A3 pass"));
  EXPECT_THAT(verdicts(one_row("income_summary", columns, {"10.00", "7.00", "3.00", "2.00"}).check()),
              ElementsAre("A3 fail"));
}

// 财政部直属高校 收入预算表: 本年收入合计 over funds that do not say of which year they are.
TEST(ColumnSums, AddFundsWithoutAYearUnderASumOfThisYear) {
  const std::vector<LiteralColumn> columns = {money_of("本年收入/合计", "all", "current"),
                                              money_of("财政拨款", "appropriation"),
                                              money_of("事业收入", "institutional")};
  EXPECT_THAT(verdicts(one_row("income_summary", columns, {"10.00", "7.00", "3.00"}).check()),
              ElementsAre("A3 pass"));
  EXPECT_THAT(verdicts(one_row("income_summary", columns, {"12.00", "7.00", "3.00"}).check()),
              ElementsAre("A3 fail"));
}

TEST(ColumnSums, CountACarryOverBesideTheFunds) {
  const std::vector<LiteralColumn> columns = {
      money_of("合计", "all"), money_of("一般公共预算", "general_public"),
      money_of("其他收入", "other"), money_of("上年实户资金余额", "unit_funds", "carryover")};
  EXPECT_THAT(
      verdicts(one_row("income_summary", columns, {"12.00", "7.00", "3.00", "2.00"}).check()),
      ElementsAre("A3 pass"));
  EXPECT_THAT(
      verdicts(one_row("income_summary", columns, {"10.00", "7.00", "3.00", "2.00"}).check()),
      ElementsAre("A3 fail"));
}

TEST(ColumnSums, LetASubTotalStandForItsColumns) {
  const std::vector<LiteralColumn> columns = {
      money_of("合计", "all"), money_of("一般公共预算/小计", "general_public"),
      money_of("一般公共预算/经费拨款", "general_public"), money_of("其他收入", "other")};
  EXPECT_THAT(
      verdicts(one_row("income_summary", columns, {"10.00", "7.00", "6.00", "3.00"}).check()),
      ElementsAre("A3 pass"));
}

TEST(ColumnSums, AddAColumnThatHasNoDimensionOfItsOwn) {
  const std::vector<LiteralColumn> columns = {
      spending("合计", "all"), spending("基本支出", "basic"), spending("项目支出", "project"),
      spending("单位预留机动经费", "all")};
  EXPECT_THAT(
      verdicts(one_row("expenditure_summary", columns, {"11.00", "7.00", "3.00", "1.00"}).check()),
      ElementsAre("A3 pass"));
  EXPECT_THAT(
      verdicts(one_row("expenditure_summary", columns, {"12.00", "7.00", "3.00", "1.00"}).check()),
      ElementsAre("A3 skipped: a column beside it has no known meaning"));
}

TEST(ColumnSums, LeaveOutColumnsThatRepeatParts) {
  std::vector<LiteralColumn> columns = {spending("合计", "all"), spending("基本支出", "basic"),
                                        spending("项目支出", "project"),
                                        spending("其中：政府采购", "all")};
  columns[3].memo = true;
  EXPECT_THAT(
      verdicts(one_row("expenditure_summary", columns, {"10.00", "7.00", "3.00", "1.00"}).check()),
      ElementsAre("A3 pass"));
}

// 县本级 and 乡镇 vouch for their total where they add up; there may be shares that are not printed.
TEST(ColumnSums, AddSharesThatNothingTellsApart) {
  std::vector<LiteralColumn> columns = {spending("合计", "all"), spending("县本级", "all"), spending("乡镇", "all")};
  columns[1].memo = columns[2].memo = true;
  EXPECT_THAT(verdicts(one_row("expenditure_summary", columns, {"10.00", "7.00", "3.00"}).check()), ElementsAre("A3 pass"));
  EXPECT_THAT(verdicts(one_row("expenditure_summary", columns, {"10.00", "7.00", "2.00"}).check()), IsEmpty());
}

// Sichuan: 总计 │ 当年安排 … │ 提前通知 … │ 上年结转 …, each with its own total.
TEST(ColumnSums, StayInTheGroupOfTheirTotal) {
  LiteralColumn of_notice = money_of("提前通知/小计", "appropriation");
  of_notice.memo = true;
  const std::vector<LiteralColumn> columns = {
      money_of("总计", "appropriation"),
      money_of("当年安排/合计", "appropriation", "current"),
      money_of("当年安排/一般公共预算", "general_public", "current"),
      money_of("当年安排/政府性基金", "government_fund", "current"),
      of_notice,
      {"提前通知/基本支出", {"revenue", "approved", "appropriation", "basic", "all"}},
      {"提前通知/项目支出", {"revenue", "approved", "appropriation", "project", "all"}},
      money_of("上年结转/小计", "appropriation", "carryover")};
  EXPECT_THAT(verdicts(one_row("appropriation_expenditure", columns, {"10.00", "8.00", "7.00", "1.00", "1.50", "0.50", "1.00", "0.50"}).check()),
              ElementsAre("A3 skipped: its parts stand below other headings", "A3 pass", "A3 pass"));
}

// 总计 = 集中采购/小计 + 分散采购/小计, and 集中采购/小计 = 货物 + 服务.
TEST(ColumnSums, AddSharesOfShares) {
  std::vector<LiteralColumn> columns = {spending("总计", "all"), spending("集中/小计", "all"), spending("集中/货物", "all"),
                                        spending("集中/服务", "all"), spending("分散/小计", "all"), spending("分散/货物", "all")};
  for (size_t c = 1; c < columns.size(); ++c) columns[c].memo = true;
  EXPECT_THAT(verdicts(one_row("procurement", columns, {"10.00", "8.00", "5.00", "3.00", "2.00", "2.00"}).check()),
              ElementsAre("A3 pass", "A3 pass"));
}

TEST(ColumnSums, NameTheRuleByTheTable) {
  const std::vector<LiteralColumn> columns = {money_of("合计", "all"),
                                              money_of("一般公共预算", "general_public"),
                                              money_of("单位资金", "unit_funds")};
  EXPECT_THAT(verdicts(one_row("project_expenditure", columns, {"10.00", "7.00", "3.00"}).check()),
              ElementsAre("A16 pass"));
}

}  // namespace
}  // namespace gongkai::normalize
