#include <gtest/gtest.h>

#include "../literal_table.h"
#include "normalize/checks/checks.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;

// Names of the vouched rows, in order.
std::vector<std::string> vouched(const LiteralTable& table) {
  std::vector<AmountFact> facts = table.facts();
  vouch(table.check(facts), facts);
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
  EXPECT_EQ(vouched(rows({{RowKind::Total, "", "合计", {"0.00"}},
                          {RowKind::Item, "208", "社保", {"0.00"}}})),
            Names{});
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

}  // namespace
}  // namespace gongkai::normalize
