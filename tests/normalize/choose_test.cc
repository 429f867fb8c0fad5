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
  EXPECT_EQ(other_reading(fact.place, fact.raw), "12.65");
  doubt(fact, 3, U'0', 0);
  EXPECT_EQ(other_reading(fact.place, fact.raw), "12.5");
  doubt(fact, 2, U'0', U'6');  // another character stands there
  EXPECT_EQ(other_reading(fact.place, fact.raw), "");
  doubt(fact, 3, U'0', U'6');
  fact.place.confidence = 0.9F;
  EXPECT_EQ(other_reading(fact.place, fact.raw), "");
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

recognize::Place read_from_picture(float confidence, int position, char32_t read, char32_t other) {
  return {1, Box{0, 0, 10, 10}, confidence, read, other, position};
}

// 服务人次 in both halves of a form, the second of which is doubtful.
std::vector<recognize::Form> two_halves(const std::string& first, const std::string& second) {
  recognize::Form form;
  for (const std::string& value : {first, second}) {
    recognize::FormIndicator indicator;
    indicator.level3 = "服务人次";
    indicator.value = value;
    indicator.value_place = read_from_picture(0.99F, 0, U'≥', 0);
    form.indicators.push_back(indicator);
  }
  form.indicators[1].value_place = read_from_picture(0.6F, 1, U'8', U'3');
  return {form};
}

TEST(ChooseSiblings, TakesTheTargetOfTheOtherHalf) {
  std::vector<recognize::Form> forms = two_halves("≥300人", "≥800人");
  Diagnostics diagnostics;
  choose_siblings(forms, diagnostics);
  EXPECT_EQ(forms[0].indicators[1].value, "≥300人");
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].code, "ocr.chosen");
  EXPECT_EQ(diagnostics[0].message,
            "\"≥800人\" was read from a picture; its second-best reading \"≥300人\" stands under the same name "
            "elsewhere in the document, and was taken");
}

TEST(ChooseSiblings, LeavesWhatNoSiblingHas) {
  for (const char* sibling : {"≥800人", "≥900人", "≥300次"}) {
    std::vector<recognize::Form> forms = two_halves(sibling, "≥800人");
    Diagnostics diagnostics;
    choose_siblings(forms, diagnostics);
    EXPECT_EQ(forms[0].indicators[1].value, "≥800人") << sibling;
    EXPECT_THAT(diagnostics, IsEmpty());
  }
}

TEST(ChooseSiblings, AsksOtherFormsWhereTheFormHasNoOther) {
  std::vector<recognize::Form> forms = two_halves("≥300人", "≥800人");
  forms.push_back(forms.front());
  forms[0].indicators.pop_back();
  forms[1].indicators.erase(forms[1].indicators.begin());
  Diagnostics diagnostics;
  choose_siblings(forms, diagnostics);
  EXPECT_EQ(forms[1].indicators[0].value, "≥300人");
}

TEST(ChooseSiblings, LeavesWhatSiblingsContradict) {
  std::vector<recognize::Form> forms = two_halves("≥300人", "≥800人");
  forms.push_back(forms.front());
  forms.push_back(forms.front());
  forms[0].indicators.pop_back();
  forms[1].indicators.erase(forms[1].indicators.begin());
  forms[2].indicators.pop_back();
  forms[2].indicators[0].value = "≥800人";
  Diagnostics diagnostics;
  choose_siblings(forms, diagnostics);
  EXPECT_EQ(forms[1].indicators[0].value, "≥800人");
}

TEST(ChooseSiblings, TakesMoneyOfTheSameFormAlone) {
  recognize::Form form;
  form.funds = {{"implementation", "approved", "total", "资金总额", "300.00", "万元", read_from_picture(0.99F, 0, U'3', 0)},
                {"annual", "approved", "total", "资金总额", "800.00", "万元", read_from_picture(0.6F, 0, U'8', U'3')}};
  std::vector<recognize::Form> forms = {form};
  Diagnostics diagnostics;
  choose_siblings(forms, diagnostics);
  EXPECT_EQ(forms[0].funds[1].raw, "300.00");
  forms = {form, form};
  forms[0].funds.pop_back();
  forms[1].funds.erase(forms[1].funds.begin());
  choose_siblings(forms, diagnostics);
  EXPECT_EQ(forms[1].funds[0].raw, "800.00");
}

}  // namespace
}  // namespace gongkai::normalize
