#include "normalize/checks/summary_sums.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../literal_table.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;
using testing::ElementsAre;

const LiteralColumn kRevenue{"收入/金额", {"revenue", "approved", "all", "all", "all"}};
const LiteralColumn kExpenditure{
    "支出/合计", {"expenditure", "approved", "all", "all", "all"}, "", false, 1};

// A row of the revenue half, of the expenditure half.
LiteralRow in(RowKind kind, const char* name, const char* cell, int depth = 9,
              std::vector<std::string> ancestors = {}) {
  return {kind, "", name, {cell, ""}, "", depth, std::move(ancestors)};
}
LiteralRow out(RowKind kind, const char* name, const char* cell, int depth = 9,
               std::vector<std::string> ancestors = {}) {
  return {kind, "", name, {"", cell}, "", depth, std::move(ancestors)};
}

LiteralTable summary(std::vector<LiteralRow> rows) {
  return {"income_expenditure_summary", {kRevenue, kExpenditure}, std::move(rows)};
}

TEST(SummarySums, MeetAtBothEnds) {
  LiteralTable table = summary(
      {in(RowKind::Item, "一般公共预算", "8.00", 1), in(RowKind::Item, "政府性基金", "1.00", 1),
       in(RowKind::Subtotal, "本年收入合计", "9.00"), in(RowKind::Item, "上年结转", "2.00"),
       in(RowKind::Total, "收入总计", "11.00"), out(RowKind::Item, "社会保障和就业支出", "6.00", 1),
       out(RowKind::Item, "卫生健康支出", "4.00", 1),
       out(RowKind::Subtotal, "本年支出合计", "10.00"), out(RowKind::Item, "结转下年", "1.00"),
       out(RowKind::Total, "支出总计", "11.00")});
  EXPECT_THAT(verdicts(table.check()),
              ElementsAre("A4 pass", "A7 pass", "A5 pass", "A8 pass", "A6 pass"));
  table.rows[9].cells = {"", "11.01"};
  EXPECT_THAT(verdicts(table.check()),
              ElementsAre("A4 pass", "A7 pass", "A5 pass", "A8 pass: rounded", "A6 fail"));
}

TEST(SummarySums, KnowTheOutlineOfASection) {
  const std::vector<std::string> this_year = {"本年收入"};
  const std::vector<std::string> last_year = {"上年结转"};
  const LiteralTable table = summary({in(RowKind::Subtotal, "本年收入", "9.00", 1),
                                      in(RowKind::Item, "一般公共预算", "8.00", 2, this_year),
                                      in(RowKind::Item, "政府性基金", "1.00", 2, this_year),
                                      in(RowKind::Subtotal, "上年结转", "2.00", 1),
                                      in(RowKind::Item, "一般公共预算", "1.50", 2, last_year),
                                      in(RowKind::Item, "政府性基金", "0.50", 2, last_year),
                                      in(RowKind::Total, "收入总计", "11.00")});
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A4 pass", "A4 pass", "A4 pass"));
}

TEST(SummarySums,
     DoNotCountASectionTwice) {  // 上年结转 without ordinal, over ordinals that start again
  const std::vector<std::string> last_year = {"上年结转结余"};
  const LiteralTable table = summary({in(RowKind::Item, "一般公共预算资金", "8.00", 1),
                                      in(RowKind::Subtotal, "本年收入合计", "8.00"),
                                      in(RowKind::Item, "上年结转结余", "2.00"),
                                      in(RowKind::Item, "一般公共预算拨款", "2.00", 1, last_year),
                                      in(RowKind::Total, "收入总计", "10.00")});
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A4 pass", "A4 pass", "A7 pass"));
}

TEST(SummarySums, TryARowWithoutOrdinalBothWays) {
  const std::vector<std::string> above = {"其他收入"};
  LiteralTable table =
      summary({in(RowKind::Item, "财政拨款", "8.00", 1), in(RowKind::Item, "其他收入", "1.00", 1),
               in(RowKind::Item, "用事业基金弥补收支差额", "0.50", 9, above),
               in(RowKind::Subtotal, "本年收入合计", "9.50")});
  EXPECT_THAT(verdicts(table.check()),
              ElementsAre("A4 skipped: it is not certain which rows are its parts", "A4 pass"));
  table.rows[3].cells = {"9.90", ""};
  EXPECT_THAT(verdicts(table.check()),
              ElementsAre("A4 skipped: it is not certain which rows are its parts",
                          "A4 skipped: it is not certain which rows are its parts"));
}

// 未安排支出的实户资金 stands beside 结转下年 (Xi'an 表1), not below it.
TEST(SummarySums, DoNotTellWhatFollowsWhatIsCarriedOver) {
  LiteralTable table = summary({out(RowKind::Subtotal, "本年支出合计", "10.00"),
                                out(RowKind::Item, "结转下年", "1.00"),
                                out(RowKind::Item, "未安排支出的实户资金", "3.00", 9, {"结转下年"}),
                                out(RowKind::Total, "支出总计", "14.00")});
  table.rows[1].timing = "closing";
  EXPECT_THAT(verdicts(table.check()),
              ElementsAre("A5 skipped: it is not certain which rows are its parts", "A8 pass"));
}

// 上级补助收入 over its kinds, which only their indent tells.
TEST(SummarySums, TakeSubTotalsWithoutOrdinalsForWhatTheyAdd) {
  const auto read = [](const char* kind) {
    return verdicts(summary({in(RowKind::Item, "一般公共预算收入", "86.00"), in(RowKind::Item, "上级补助收入", "221.00"),
                             in(RowKind::Item, "一般性转移支付收入", "195.00"), in(RowKind::Item, kind, "26.00"),
                             in(RowKind::Total, "收入总计", "307.00")}).check());
  };
  EXPECT_EQ(read("专项转移支付收入").front().substr(0, 7), "A4 pass");
}

// Revenue of a government: sums that hold vouch for it, others are not told, as codes do not make them certain.
TEST(SummarySums, VouchForListsOfSources) {
  LiteralTable table{"income_summary",
                     {kRevenue},
                     {{RowKind::Subtotal, "", "税收收入", {"50.00"}, "", 1},
                      {RowKind::Item, "", "增值税", {"30.00"}, "", 9, {"税收收入"}},
                      {RowKind::Item, "", "企业所得税", {"20.00"}, "", 9, {"税收收入"}}}};
  EXPECT_THAT(verdicts(table.check()), testing::Contains("A4 pass"));
  table.rows[2].cells = {"21.00"};
  EXPECT_THAT(verdicts(table.check()), testing::Not(testing::Contains("A4 fail")));
}

TEST(SummarySums, NoticeAMissingItem) {
  const LiteralTable table = summary({out(RowKind::Item, "社会保障和就业支出", "6.00", 1),
                                      out(RowKind::Item, "卫生健康支出", "4.00", 1),
                                      out(RowKind::Subtotal, "本年支出合计", "11.00")});
  EXPECT_THAT(verdicts(table.check()), ElementsAre("A5 fail"));
}

}  // namespace
}  // namespace gongkai::normalize
