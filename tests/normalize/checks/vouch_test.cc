#include <gtest/gtest.h>

#include "../literal_table.h"
#include "normalize/checks/checks.h"
#include "normalize/checks/vouch.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;

// Names of the vouched rows, in order.
std::vector<std::string> vouched(const LiteralTable& table) {
  std::vector<AmountFact> facts = table.facts();
  Diagnostics diagnostics;
  vouch({recognize::Table{}}, table.check(facts), facts, diagnostics);
  std::vector<std::string> names;
  for (const AmountFact& fact : facts) {
    if (fact.vouched) names.push_back(fact.item_name);
  }
  return names;
}

LiteralTable rows(std::vector<LiteralRow> rows) {
  return {"expenditure_summary", {{"合计"}}, std::move(rows)};
}

using Names = std::vector<std::string>;

TEST(Vouch, TakesSumsOfSeveralFigures) {
  EXPECT_EQ(vouched(rows({{RowKind::Total, "", "合计", {"10.00"}},
                          {RowKind::Item, "208", "社保", {"7.00"}},
                          {RowKind::Item, "210", "卫生", {"3.00"}},
                          {RowKind::Item, "212", "城乡", {"0.00"}}})),
            (Names{"合计", "社保", "卫生", "城乡"}));
}

TEST(Vouch, TakesNoFigureForItsOwnWitness) {
  EXPECT_EQ(vouched(rows({{RowKind::Total, "", "合计", {"7.00"}},
                          {RowKind::Item, "208", "社保", {"7.00"}}})),
            Names{});
}

// A zero that were misread would stand out among zeros.
TEST(Vouch, TakesSumsOfZeros) {
  EXPECT_EQ(vouched(rows({{RowKind::Total, "", "合计", {"0.00"}},
                          {RowKind::Item, "208", "社保", {"0.00"}}})),
            (Names{"合计", "社保"}));
}

TEST(Vouch, PassesOnToTheCopyOfAVouchedFigure) {
  EXPECT_EQ(vouched(rows({{RowKind::Total, "", "合计", {"10.00"}},
                          {RowKind::Item, "208", "社保", {"7.00"}},
                          {RowKind::Item, "20805", "养老", {"7.00"}},
                          {RowKind::Item, "2080505", "养老保险", {"7.00"}},
                          {RowKind::Item, "210", "卫生", {"3.00"}}})),
            (Names{"合计", "社保", "养老", "养老保险", "卫生"}));
}

TEST(Vouch, TakesNothingFromAFailedCheck) {
  EXPECT_EQ(vouched(rows({{RowKind::Total, "", "合计", {"11.00"}},
                          {RowKind::Item, "208", "社保", {"7.00"}},
                          {RowKind::Item, "210", "卫生", {"3.00"}}})),
            Names{});
}

// ── two tables ──────────────────────────────────────────────────────────────────────────────────

// 基本支出 and 项目支出 of one document, in two tables.
class TwoTables {
 public:
  TwoTables(std::vector<LiteralRow> first, std::vector<LiteralRow> second) {
    add("expenditure_summary", std::move(first));
    add("general_public_expenditure", std::move(second));
    const std::vector<CheckResult> checks = check_tables(tables_, {{}, {}}, facts_);
    vouch(tables_, checks, facts_, diagnostics_);
  }
  // "10.00 2.00" …: the vouched figures of a table.
  std::string vouched(int table) const {
    std::string raws;
    for (const AmountFact& fact : facts_) {
      if (fact.table == table && fact.vouched) raws += (raws.empty() ? "" : " ") + fact.raw;
    }
    return raws;
  }
  const Diagnostics& diagnostics() const { return diagnostics_; }

 private:
  void add(const char* kind, std::vector<LiteralRow> rows) {
    const LiteralTable literal{kind,
                               {{"基本支出", {"expenditure", "approved", "general_public", "basic", "all"}},
                                {"项目支出", {"expenditure", "approved", "general_public", "project", "all"}}},
                               std::move(rows)};
    for (AmountFact fact : literal.facts()) {
      fact.table = static_cast<int>(tables_.size());
      facts_.push_back(fact);
    }
    recognize::Table table;
    table.kind = kind;
    table.title = kind;
    table.unit = "万元";
    table.first_page = static_cast<int>(tables_.size()) + 1;
    tables_.push_back(table);
  }

  std::vector<recognize::Table> tables_;
  std::vector<AmountFact> facts_;
  Diagnostics diagnostics_;
};

LiteralRow total(const char* basic, const char* project) {
  return {RowKind::Total, "", "合计", {basic, project}};
}
LiteralRow item(const char* code, const char* basic, const char* project) {
  return {RowKind::Item, code, "某项支出", {basic, project}};
}

TEST(Vouch, BelievesTablesThatAgree) {
  const std::vector<LiteralRow> rows = {total("10.00", "5.00"), item("208", "7.00", "4.00"),
                                        item("210", "3.00", "1.00")};
  const TwoTables tables(rows, rows);
  EXPECT_EQ(tables.vouched(0), "10.00 5.00 7.00 4.00 3.00 1.00");
  EXPECT_EQ(tables.vouched(1), "10.00 5.00 7.00 4.00 3.00 1.00");
}

// Within each table the columns add up; between the tables they tell of a swap.
TEST(Vouch, DoubtsColumnsThatAnotherTableHasTheOtherWayRound) {
  const TwoTables tables({total("10.00", "5.00"), item("208", "7.00", "4.00"), item("210", "3.00", "1.00")},
                         {total("5.00", "10.00"), item("208", "4.00", "7.00"), item("210", "1.00", "3.00")});
  EXPECT_EQ(tables.vouched(0), "");
  EXPECT_EQ(tables.vouched(1), "");
}

TEST(Vouch, DoubtsOnlyTheFigureThatOneTablePrintsDifferently) {
  const std::vector<LiteralRow> common = {total("15.00", "5.00"), item("213", "3.00", "2.00"),
                                          item("221", "2.00", "1.00")};
  const auto with = [&](std::vector<LiteralRow> rows) {
    rows.insert(rows.begin(), common.begin(), common.end());
    return rows;
  };
  const TwoTables tables(with({item("208", "7.00", "1.00"), item("210", "3.00", "1.00")}),
                         with({item("208", "6.00", "1.00"), item("210", "4.00", "1.00")}));
  EXPECT_EQ(tables.vouched(0), "15.00 5.00 3.00 2.00 2.00 1.00 1.00 1.00");
  EXPECT_EQ(tables.vouched(1), "15.00 5.00 3.00 2.00 2.00 1.00 1.00 1.00");
}

TEST(Vouch, DoubtsATableInAnotherUnit) {
  const TwoTables tables({total("10.00", "5.00"), item("208", "7.00", "4.00"), item("210", "3.00", "1.00")},
                         {total("100000.00", "50000.00"), item("208", "70000.00", "40000.00"),
                          item("210", "30000.00", "10000.00")});
  EXPECT_EQ(tables.vouched(0), "");
  EXPECT_EQ(tables.vouched(1), "");
  ASSERT_EQ(tables.diagnostics().size(), 2U);
  EXPECT_EQ(tables.diagnostics()[0].code, "table.unit_conflict");
}

// 三公 in 元 that are read as 万元 add up as well, but to more than the unit has.
TEST(Vouch, DoubtsTheUnitOfFiguresManyTimesAllMoney) {
  const auto doubts = [](const char* part, const char* other, const char* sum) {
    const LiteralTable all{"income_summary", {{"合计"}}, {{RowKind::Total, "", "合计", {"100.00"}}}};
    const LiteralTable part_table{"basic_expenditure",
                                  {{"合计", {"expenditure", "approved", "all", "basic", "all"}}},
                                  {{RowKind::Total, "", "合计", {sum}},
                                   {RowKind::Item, "301", "工资福利支出", {part}},
                                   {RowKind::Item, "302", "商品和服务支出", {other}}}};
    auto [tables, facts] = document_of({all, part_table});
    Diagnostics diagnostics;
    vouch(tables, check_tables(tables, {{}, {}}, facts), facts, diagnostics);
    return std::pair(diagnostics.size(), facts.back().vouched);
  };
  EXPECT_EQ(doubts("60.00", "30.00", "90.00"), std::pair(size_t{0}, true));
  EXPECT_EQ(doubts("600000.00", "300000.00", "900000.00"), std::pair(size_t{1}, false));
  EXPECT_EQ(doubts("60.00", "50.00", "110.00"), std::pair(size_t{0}, true));  // a mistake, in 万元 all the same
}

}  // namespace
}  // namespace gongkai::normalize
