#include "normalize/checks/final_accounts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../literal_table.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;
using testing::Contains;
using testing::ElementsAre;

TEST(FinalAccounts, AddTheClassesOverBlocks) {
  const recognize::Dimensions basic = {"expenditure", "executed", "general_public", "basic", "all"};
  LiteralTable table{"basic_expenditure",
                     {{"金额", basic}, {"金额", basic, "", false, 1}},
                     {{RowKind::Item, "301", "工资福利支出", {"7.00", ""}},
                      {RowKind::Item, "303", "对个人和家庭的补助", {"1.00", ""}},
                      {RowKind::Subtotal, "", "人员经费合计", {"8.00", ""}},
                      {RowKind::Item, "302", "商品和服务支出", {"", "2.00"}},
                      {RowKind::Item, "310", "资本性支出", {"", "0.50"}},
                      {RowKind::Subtotal, "", "公用经费合计", {"", "2.50"}}}};
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A17 pass", "A17 pass"));
  table.rows[4].cells = {"", "0.60"};
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A17 pass", "A17 fail"));
}

TEST(FinalAccounts, CarryFundsOver) {
  const auto column = [](const char* label, const char* direction, const char* timing) {
    return LiteralColumn{label, {direction, "executed", "government_fund", "all", timing}};
  };
  LiteralTable table{
      "government_fund",
      {column("年初结转和结余", "revenue", "carryover"), column("本年收入", "revenue", "current"),
       column("本年支出/小计", "expenditure", "current"),
       column("年末结转和结余", "expenditure", "closing")},
      {{RowKind::Item, "212", "城乡社区支出", {"1.00", "5.00", "4.50", "1.50"}}}};
  EXPECT_THAT(verdicts(table.check()), Contains("A19 pass"));
  table.rows[0].cells[3] = "2.50";
  EXPECT_THAT(verdicts(table.check()), Contains("A19 fail"));
}

}  // namespace
}  // namespace gongkai::normalize
