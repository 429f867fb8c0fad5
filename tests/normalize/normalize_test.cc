#include "normalize/normalize.h"

#include <gtest/gtest.h>

namespace gongkai::normalize {
namespace {

using recognize::Entry;
using recognize::LabelRole;
using recognize::Reading;
using recognize::RowKind;
using recognize::Table;

Entry entry(int row, int column, const char* raw) {
  Entry entry;
  entry.row = row;
  entry.column = column;
  entry.raw = raw;
  entry.place.page = 7;
  entry.depth = 9;
  return entry;
}

// A document of one table.
Reading reading_of(const char* kind, const char* unit, std::vector<Entry> entries,
                   const char* title = "2026年部门支出总表") {
  Reading reading;
  Table table;
  table.kind = kind;
  table.title = title;
  table.printed_no = "表三";
  table.unit = unit;
  table.first_page = 7;
  table.entries = std::move(entries);
  reading.tables = {table};
  return reading;
}

Ledger ledger_of(const Reading& reading) { return normalize(reading, built_in_books()); }

std::vector<std::string> messages(const Ledger& ledger, const std::string& code) {
  std::vector<std::string> found;
  for (const Diagnostic& diagnostic : ledger.diagnostics) {
    if (diagnostic.code == code) found.push_back(diagnostic.message);
  }
  return found;
}

TEST(Normalize, TurnsEntriesIntoFacts) {
  Entry pension = entry(3, 2, "4.75");
  pension.item = "机关事业单位基本养老保险缴费支出";
  pension.labels = {{LabelRole::Code, "function", "2080505"},
                    {LabelRole::Name, "function", "机关事业单位基本养老保险缴费支出"}};
  pension.column_label = "基本支出";
  pension.dimensions.spend_type = "basic";
  const Ledger ledger = ledger_of(reading_of("expenditure_summary", "万元", {pension}));
  ASSERT_EQ(ledger.amounts.size(), 1u);
  const AmountFact& fact = ledger.amounts[0];
  EXPECT_EQ(fact.money, (Money{4'750'000, 10'000}));
  EXPECT_EQ(fact.raw, "4.75");
  EXPECT_EQ(fact.code_system, "function");
  EXPECT_EQ(fact.code, "2080505");
  EXPECT_EQ(fact.item_name, "机关事业单位基本养老保险缴费支出");
  EXPECT_EQ(fact.row, 3);
  EXPECT_EQ(fact.place.page, 7);
  EXPECT_FALSE(fact.vouched);
}

TEST(Normalize, FillsTheDimensionsThatNothingSays) {
  const auto first = [](const Reading& reading) {
    return ledger_of(reading).amounts.at(0).dimensions;
  };
  const recognize::Dimensions spending =
      first(reading_of("expenditure_summary", "元", {entry(0, 0, "1")}));
  EXPECT_EQ(spending, (recognize::Dimensions{"expenditure", "approved", "all", "all", "all"}));
  EXPECT_EQ(first(reading_of("income_summary", "元", {entry(0, 0, "1")})).direction, "revenue");
  EXPECT_EQ(first(reading_of("expenditure_summary", "元", {entry(0, 0, "1")}, "支出决算表")).phase,
            "executed");
}

// A government's report has tables of the year that ends.
TEST(Normalize, TakesTheYearThatEndsForPrior) {
  const auto phase = [](const char* title, const char* heading) {
    Entry money = entry(0, 0, "1");
    money.column_label = heading;
    money.dimensions.phase = "executed";
    Reading reading = reading_of("expenditure_summary", "元", {money}, title);
    reading.lines.push_back({"高平市2025年财政预算执行情况和2026年财政预算（草案）的报告", {1, {}}, 0});
    return ledger_of(reading).amounts.at(0).dimensions.phase;
  };
  EXPECT_EQ(phase("2025年一般公共预算支出执行情况表", "执行数"), "prior");
  EXPECT_EQ(phase("一般公共预算支出表", "2025年/执行数"), "prior");
  EXPECT_EQ(phase("2026年一般公共预算支出表", "执行数"), "executed");
}

// 收支总表 whose headings do not tell its halves: labels do, or nothing does, and that is told.
TEST(Normalize, TellsDirectionsByLabels) {
  const auto read = [](const char* item) {
    Entry money = entry(0, 1, "1");
    money.item = item;
    return ledger_of(reading_of("income_expenditure_summary", "元", {money}));
  };
  EXPECT_EQ(read("一般公共预算拨款收入").amounts.at(0).dimensions.direction, "revenue");
  EXPECT_EQ(read("本年支出合计").amounts.at(0).dimensions.direction, "expenditure");
  EXPECT_TRUE(messages(read("本年支出合计"), "direction.assumed").empty());
  const Ledger neither = read("调入资金");
  EXPECT_EQ(neither.amounts.at(0).dimensions.direction, "expenditure");
  EXPECT_EQ(messages(neither, "direction.assumed").size(), 1U);
}

TEST(Normalize, MakesNoFactOfABlank) {
  const Ledger ledger =
      ledger_of(reading_of("expenditure_summary", "万元", {entry(0, 0, "-"), entry(0, 1, "0.00")}));
  ASSERT_EQ(ledger.amounts.size(), 1u);
  EXPECT_EQ(ledger.amounts[0].money.fen, 0);
  EXPECT_TRUE(messages(ledger, "amount.unreadable").empty());
}

TEST(Normalize, ReportsWhatItCannotRead) {
  const Ledger ledger = ledger_of(
      reading_of("expenditure_summary", "万元", {entry(13, 4, "12.3.4"), entry(13, 5, "95%")}));
  EXPECT_TRUE(ledger.amounts.empty());
  EXPECT_EQ(messages(ledger, "amount.unreadable"),
            (std::vector<std::string>{"表三 r14 c5: \"12.3.4\" is not a number",
                                      "表三 r14 c6: \"95%\" is a percentage"}));
}

TEST(Normalize, LeavesAmountsWithoutAUnitOut) {
  const Ledger ledger = ledger_of(reading_of(
      "expenditure_summary", "", {entry(0, 0, "1.00"), entry(1, 0, "2.00"), entry(2, 0, "3元")}));
  ASSERT_EQ(ledger.amounts.size(), 1u);
  EXPECT_EQ(ledger.amounts[0].money.fen, 300);
  EXPECT_EQ(
      messages(ledger, "amount.no_unit"),
      (std::vector<std::string>{"表三: 2 amounts left out, for no unit of money is declared"}));
}

TEST(Normalize, PrefersTheUnitOfTheHeading) {
  Entry in_yuan = entry(0, 0, "12");
  in_yuan.unit = "元";
  EXPECT_EQ(ledger_of(reading_of("project_expenditure", "万元", {in_yuan})).amounts.at(0).money.fen,
            1200);
}

TEST(Normalize, CallsARowOverOthersASubTotal) {
  Entry head = entry(0, 0, "9.00");
  head.item = "本年收入";
  head.children = true;
  Entry coded = entry(1, 0, "5.00");
  coded.item = "工资福利支出";
  coded.children = true;
  coded.labels = {{LabelRole::Code, "", "301"}};
  const Ledger ledger = ledger_of(reading_of("basic_expenditure", "万元", {head, coded}));
  EXPECT_EQ(ledger.amounts.at(0).row_kind, RowKind::Subtotal);
  EXPECT_EQ(ledger.amounts.at(1).row_kind, RowKind::Item);  // a code of its own
}

Reading income_that_adds_up() {
  Entry total = entry(0, 0, "3.00");
  total.row_kind = RowKind::Total;
  return reading_of("income_summary", "万元", {total, entry(1, 0, "1.00"), entry(2, 0, "2.00")});
}

TEST(Normalize, VouchesForWhatAddsUp) {
  const Ledger ledger = ledger_of(income_that_adds_up());
  ASSERT_EQ(ledger.checks.size(), 1u);
  EXPECT_EQ(ledger.checks[0].status, CheckStatus::Pass);
  for (const AmountFact& fact : ledger.amounts) EXPECT_TRUE(fact.vouched);
}

// Its sums hold, too, where a heading was taken for that of the column beside it.
TEST(Normalize, VouchesForNothingThatWhiteSpaceAloneTells) {
  Reading reading = income_that_adds_up();
  reading.tables[0].implied = true;
  const Ledger ledger = ledger_of(reading);
  ASSERT_EQ(ledger.checks.size(), 1u);
  EXPECT_EQ(ledger.checks[0].status, CheckStatus::Pass);
  for (const AmountFact& fact : ledger.amounts) EXPECT_FALSE(fact.vouched);
}

TEST(Normalize, GivesTheSameWhereEntriesAreDropped) {
  Reading reading = income_that_adds_up();
  const Ledger kept = ledger_of(reading);
  EXPECT_EQ(reading.tables[0].entries.size(), 3u);
  const Ledger dropped = normalize_and_drop_entries(reading, built_in_books());
  EXPECT_EQ(reading.tables[0].entries.capacity(), 0u);
  ASSERT_EQ(dropped.amounts.size(), kept.amounts.size());
  for (size_t i = 0; i < kept.amounts.size(); ++i) {
    EXPECT_EQ(dropped.amounts[i].money, kept.amounts[i].money);
    EXPECT_TRUE(dropped.amounts[i].vouched);
  }
  EXPECT_EQ(dropped.diagnostics, kept.diagnostics);
}

TEST(Normalize, IsUnmovedByAnEmptyReading) {
  const Ledger ledger = ledger_of({});
  EXPECT_TRUE(ledger.amounts.empty());
  EXPECT_TRUE(ledger.checks.empty());
  EXPECT_EQ(ledger.document.kind, "unknown");
}

}  // namespace
}  // namespace gongkai::normalize
