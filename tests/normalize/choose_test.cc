#include "normalize/choose.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "literal_table.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;
using testing::ElementsAre;
using testing::IsEmpty;

// 合计 over two items, read from a picture.
Ledger ledger_of(const std::vector<std::string>& cells, std::vector<recognize::Table>& tables) {
  const LiteralTable table{"expenditure_summary",
                           {{"合计"}},
                           {{RowKind::Total, "", "合计", {cells[0]}},
                            {RowKind::Item, "20501", "教育管理事务", {cells[1]}},
                            {RowKind::Item, "20801", "人力资源事务", {cells[2]}}}};
  Ledger ledger;
  std::tie(tables, ledger.amounts) = document_of({table});
  tables.front().unit = "万元";
  for (AmountFact& fact : ledger.amounts) fact.place.confidence = 0.99F;
  ledger.checks = check_tables(tables, {{}}, ledger.amounts);
  return ledger;
}

void doubt(AmountFact& fact, int position, char32_t read, char32_t other) {
  fact.place.confidence = 0.6F;
  fact.place.position = position;
  fact.place.least_sure = read;
  fact.place.other = other;
}

std::vector<std::string> readings(const Ledger& ledger) {
  std::vector<std::string> raws;
  for (const AmountFact& fact : ledger.amounts) raws.push_back(fact.raw);
  return raws;
}

TEST(OtherReading, ReplacesTheLeastSureCharacter) {
  AmountFact fact;
  fact.raw = "12.05";
  doubt(fact, 3, U'0', U'6');
  EXPECT_EQ(other_reading(fact), "12.65");
  doubt(fact, 3, U'0', 0);
  EXPECT_EQ(other_reading(fact), "12.5");
  doubt(fact, 2, U'0', U'6');  // another character stands there
  EXPECT_EQ(other_reading(fact), "");
  doubt(fact, 3, U'0', U'6');
  fact.place.confidence = 0.9F;
  EXPECT_EQ(other_reading(fact), "");
}

TEST(ChooseReadings, TakesTheReadingThatAddsUp) {
  std::vector<recognize::Table> tables;
  Ledger ledger = ledger_of({"20.65", "12.05", "8.00"}, tables);
  doubt(ledger.amounts[1], 3, U'0', U'6');
  choose_readings(tables, {{}}, ledger);
  EXPECT_THAT(readings(ledger), ElementsAre("20.65", "12.65", "8.00"));
  EXPECT_EQ(ledger.amounts[1].money.fen, 12'650'000);
  ASSERT_EQ(ledger.diagnostics.size(), 1U);
  EXPECT_EQ(ledger.diagnostics[0].message,
            "\"12.05\" was read from a picture and does not add up; its second-best reading \"12.65\" does, and "
            "was taken");
}

TEST(ChooseReadings, LeavesWhatDoesNotAddUpEitherWay) {
  std::vector<recognize::Table> tables;
  Ledger ledger = ledger_of({"20.65", "12.05", "8.00"}, tables);
  doubt(ledger.amounts[1], 3, U'0', U'8');
  choose_readings(tables, {{}}, ledger);
  EXPECT_THAT(readings(ledger), ElementsAre("20.65", "12.05", "8.00"));
  EXPECT_THAT(ledger.diagnostics, IsEmpty());
}

TEST(ChooseReadings, LeavesWhatTwoReadingsWouldMend) {
  std::vector<recognize::Table> tables;
  Ledger ledger = ledger_of({"20.65", "12.05", "8.00"}, tables);
  doubt(ledger.amounts[1], 3, U'0', U'6');
  doubt(ledger.amounts[2], 2, U'0', U'6');
  choose_readings(tables, {{}}, ledger);
  EXPECT_THAT(readings(ledger), ElementsAre("20.65", "12.05", "8.00"));
}

TEST(ChooseReadings, LeavesWhatAddsUp) {
  std::vector<recognize::Table> tables;
  Ledger ledger = ledger_of({"20.05", "12.05", "8.00"}, tables);
  doubt(ledger.amounts[1], 3, U'0', U'6');
  choose_readings(tables, {{}}, ledger);
  EXPECT_THAT(readings(ledger), ElementsAre("20.05", "12.05", "8.00"));
}

}  // namespace
}  // namespace gongkai::normalize
