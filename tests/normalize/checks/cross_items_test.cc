#include "normalize/checks/cross_items.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../literal_table.h"

namespace gongkai::normalize {
namespace {

using recognize::Dimensions;
using recognize::RowKind;
using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

std::vector<CheckResult> results_of(const std::vector<LiteralTable>& literals) {
  const auto [tables, facts] = document_of(literals);
  return check_cross_items(tables, facts);
}
std::vector<std::string> compare(const std::vector<LiteralTable>& literals) {
  return verdicts(results_of(literals));
}

const Dimensions kGeneral{"expenditure", "approved", "general_public", "all", "all"};
const Dimensions kBasic{"expenditure", "approved", "general_public", "basic", "all"};
const Dimensions kProject{"expenditure", "approved", "general_public", "project", "all"};

LiteralTable basic(const std::vector<LiteralRow>& rows) {
  return {"basic_expenditure", {{"合计", kBasic}}, rows};
}
LiteralTable general(const Dimensions& dimensions, const std::vector<LiteralRow>& rows) {
  return {"general_public_expenditure", {{"合计", dimensions}}, rows};
}
LiteralRow item(const char* code, const char* cell) { return {RowKind::Item, code, "某项", {cell}}; }

TEST(CrossItems, HoldStaffPaymentsAgainstTheirFunction) {
  EXPECT_THAT(compare({general(kBasic, {item("2080505", "9.06")}), basic({item("30108", "9.06")})}),
              ElementsAre("B11 pass"));
  EXPECT_THAT(compare({general(kBasic, {item("2080505", "9.06")}), basic({item("30108", "9.60")})}),
              ElementsAre("B11 fail"));
}

// Where no table splits the 项 into basic and project spending, all of it is basic.
TEST(CrossItems, TakeTheWholeItemWhereItIsNotSplit) {
  EXPECT_THAT(compare({general(kGeneral, {item("2210201", "7.25")}), basic({item("30113", "7.25")})}),
              ElementsAre("B11 pass"));
}

// 公务员医疗补助 stands under 行政单位医疗 (Shanghai) or under an item of its own (Shanxi).
TEST(CrossItems, AddUpMedicalInsurance) {
  const LiteralTable paid = basic({item("30110", "4.75"), item("30111", "2.19")});
  EXPECT_THAT(compare({general(kBasic, {item("2101101", "6.94")}), paid}), ElementsAre("B11 pass"));
  EXPECT_THAT(compare({general(kBasic, {item("2101101", "4.75"), item("2101103", "2.19")}), paid}),
              ElementsAre("B11 pass"));
}

TEST(CrossItems, FindBasicSpendingWithinThreePublic) {
  const auto public_spending = [](const char* cell) {
    return LiteralTable{"three_public", {{"公务接待费", kGeneral, "reception"}}, {{RowKind::Total, "", "", {cell}}}};
  };
  EXPECT_THAT(compare({basic({item("30217", "0.50")}), public_spending("0.80")}), ElementsAre("B13 pass"));
  EXPECT_THAT(compare({basic({item("30217", "0.50")}), public_spending("0.30")}),
              ElementsAre("B13 fail: at least that much is spent on it in basic spending"));
}

LiteralTable projects(const std::vector<std::string>& cells) {
  LiteralTable table{"project_expenditure", {{"合计", {"expenditure", "approved", "all", "project", "all"}}}, {}};
  for (const std::string& cell : cells) table.rows.push_back({RowKind::Item, "project", "某项目", {cell}});
  return table;
}

// 2130506 = 380 + 190 + 65.60 + 50 + 25 (a rural affairs office's projects).
TEST(CrossItems, FindTheProjectsOfAnItem) {
  const LiteralTable list = projects({"380.00", "700.00", "190.00", "65.60", "5.00", "50.00", "25.00"});
  EXPECT_THAT(compare({general(kProject, {item("2130506", "710.60")}), list}), ElementsAre("B12 pass"));
  EXPECT_THAT(compare({general(kProject, {item("2130506", "717.60")}), list}),
              ElementsAre("B12 fail: no sum of listed projects comes nearer"));
}

TEST(CrossItems, SayNothingOfLongLists) {
  EXPECT_THAT(compare({general(kProject, {item("2130506", "17.00")}),
                       projects(std::vector<std::string>(kMostProjects + 1, "1.00"))}),
              ElementsAre("B12 skipped: too many projects to tell"));
}

// Several values are those of several units.
TEST(CrossItems, LeaveOutWhatSeveralUnitsPrint) {
  EXPECT_THAT(compare({general(kBasic, {item("2080505", "9.06")}),
                       basic({item("30108", "4.06"), item("30108", "5.00")})}),
              IsEmpty());
}

TEST(CrossItems, AreHintsThatVouchForNothing) {
  EXPECT_THAT(results_of({general(kBasic, {item("2080505", "9.06")}), basic({item("30108", "9.06")})}),
              Each(Field(&CheckResult::advisory, true)));
}

}  // namespace
}  // namespace gongkai::normalize
