#include "normalize/checks/three_public.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../literal_table.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<LiteralColumn> items_as_columns() {
  std::vector<LiteralColumn> columns = {{"合计"},
                                        {"因公出国（境）费"},
                                        {"公务用车/小计"},
                                        {"公务用车/购置费"},
                                        {"公务用车/运行费"},
                                        {"公务接待费"}};
  const char* const codes[] = {
      "total", "overseas", "vehicle", "vehicle_purchase", "vehicle_operation", "reception"};
  for (size_t i = 0; i < columns.size(); ++i) columns[i].three_public = codes[i];
  return columns;
}

LiteralTable one_row(std::vector<std::string> cells) {
  return {"three_public", items_as_columns(), {{RowKind::Total, "", "", std::move(cells)}}};
}

TEST(ThreePublic, AddItemsAndVehicles) {
  EXPECT_THAT(verdicts(one_row({"6.00", "1.00", "3.00", "1.00", "2.00", "2.00"}).check()),
              ElementsAre("A14 pass", "A13 pass"));
  EXPECT_THAT(verdicts(one_row({"6.00", "1.00", "3.00", "1.00", "2.50", "2.00"}).check()),
              ElementsAre("A14 fail", "A13 pass"));
}

TEST(ThreePublic, TakeBlankItemsForNothingWhereTheOthersMakeUpTheSum) {
  EXPECT_THAT(verdicts(one_row({"5.00", "", "3.00", "", "3.00", "2.00"}).check()),
              ElementsAre("A14 pass", "A13 pass"));
  EXPECT_THAT(verdicts(one_row({"6.00", "", "3.00", "", "2.00", "2.00"}).check()),
              ElementsAre("A14 skipped: no amount is printed for vehicle_purchase",
                          "A13 skipped: no amount is printed for overseas"));
}

// “三公”经费 above the items, and 支出合计 below them.
TEST(ThreePublic, AddItemsToASumThatIsPrintedTwice) {
  const auto check = [](const char* above, const char* below) {
    std::vector<AmountFact> facts;
    const std::pair<const char*, const char*> rows[] = {
        {"total", above}, {"overseas", "1.00"}, {"reception", "2.00"}, {"vehicle", "3.00"}, {"total", below}};
    for (const auto& [code, cell] : rows) {
      LiteralTable row{"three_public", {{"预算数"}}, {{RowKind::Item, "", code, {cell}}}};
      row.columns[0].three_public = code;
      facts.push_back(row.facts().front());
      facts.back().row = static_cast<int>(facts.size());
    }
    return LiteralTable{"three_public", {}, {}}.check(facts);
  };
  const std::vector<CheckResult> results = check("6.00", "6.00");
  EXPECT_THAT(verdicts(results), ElementsAre("A13 pass", "A13 pass"));
  EXPECT_EQ(results[0].facts.front(), 0);
  EXPECT_EQ(results[1].facts.front(), 4);
  EXPECT_THAT(check("6.00", "8.00"), IsEmpty());  // with 会议费, it may be
}

TEST(ThreePublic, TakeItemsInRows) {
  std::vector<AmountFact> facts;
  const std::pair<const char*, const char*> rows[] = {
      {"total", "6.00"},   {"overseas", "1.00"},         {"reception", "2.00"},
      {"vehicle", "3.00"}, {"vehicle_purchase", "1.00"}, {"vehicle_operation", "2.00"}};
  const LiteralTable frame{"three_public", {}, {}};
  for (const auto& [code, cell] : rows) {
    LiteralTable row{"three_public", {{"预算数"}}, {{RowKind::Item, "", code, {cell}}}};
    row.columns[0].three_public = code;
    facts.push_back(row.facts().front());
    facts.back().row = static_cast<int>(facts.size());
  }
  EXPECT_THAT(verdicts(frame.check(facts)), ElementsAre("A14 pass", "A13 pass"));
}

}  // namespace
}  // namespace gongkai::normalize
