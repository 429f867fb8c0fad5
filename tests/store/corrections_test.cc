#include "store/corrections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "literal_dataset.h"
#include "store/relations.h"

namespace gongkai::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// a.pdf prints one table: row 0 is 12 万元, row 1 is 5, row 2 is 5 again.
class Corrections : public testing::Test {
 protected:
  Corrections() { write_document(0); }

  // `shift`: by how many rows a version of the program numbers them later.
  void write_document(int shift, int64_t first = 12) {
    Writer writer(database_);
    normalize::Ledger ledger;
    ledger.amounts = {amount_of("合计", first, shift), amount_of("基本支出", 5, shift + 1),
                      amount_of("项目支出", 5, shift + 2)};
    write(writer, document_named('a'), reading_of({table_of("three_public")}), ledger);
    relate_documents(database_.connection());
  }

  static Correction correction(std::string locator, std::string old_raw, std::string new_value) {
    return {std::string(64, 'a'), 1, std::move(locator), std::move(old_raw), std::move(new_value), "王芳", "misprint"};
  }
  void correct(const std::vector<Correction>& corrections) {
    add_corrections(database_.connection(), corrections);
    apply_corrections(database_.connection());
  }
  std::vector<std::string> corrected() {
    return rows(database_, "SELECT amount_fen, printed_fen, corrected FROM v_amount_corrected ORDER BY amount_id");
  }
  std::vector<std::string> standing() {
    return rows(database_, "SELECT status, note FROM correction ORDER BY correction_id");
  }

  Database database_{":memory:"};
};

TEST_F(Corrections, StandBesideWhatIsPrinted) {
  correct({correction("t1r0c0", "12", "13.50万元")});
  EXPECT_THAT(standing(), ElementsAre("applied|"));
  EXPECT_THAT(corrected(), ElementsAre("13500000|12000000|1", "5000000|5000000|0", "5000000|5000000|0"));
  EXPECT_THAT(rows(database_, "SELECT raw, amount_fen FROM amount WHERE amount_id = 1"), ElementsAre("12|12000000"));
}

TEST_F(Corrections, WithoutAUnitAreInThatOfThePrint) {
  correct({correction("t1r0c0", "12", "13.5"), correction("t1r1c0", "5", "50001元")});
  EXPECT_THAT(corrected(), ElementsAre("13500000|12000000|1", "5000100|5000000|1", "5000000|5000000|0"));
}

TEST_F(Corrections, SurviveThatADocumentIsReadAgain) {
  correct({correction("t1r0c0", "12", "13")});
  write_document(0);
  EXPECT_THAT(standing(), ElementsAre("applied|"));
  EXPECT_THAT(corrected(), ElementsAre("13000000|12000000|1", "5000000|5000000|0", "5000000|5000000|0"));
}

TEST_F(Corrections, FollowTheOnlyFigureOfThePageThatIsPrintedSo) {
  correct({correction("t1r0c0", "12", "13"), correction("t1r1c0", "5", "6")});
  write_document(10);
  EXPECT_THAT(standing(),
              ElementsAre("applied|nothing on page 1 is t1r0c0; taken for t1r10c0, the only \"12\" of the page",
                          "conflict|nothing on page 1 is t1r1c0; several figures of the page are \"5\""));
  EXPECT_THAT(corrected(), ElementsAre("13000000|12000000|1", "5000000|5000000|0", "5000000|5000000|0"));
}

TEST_F(Corrections, OfWhatIsNoLongerPrintedAreInConflict) {
  correct({correction("t1r0c0", "12", "13")});
  write_document(0, 14);
  EXPECT_THAT(standing(),
              ElementsAre("conflict|t1r0c0 is \"14\", not \"12\"; no figures of the page are \"12\""));
  EXPECT_THAT(corrected(), ElementsAre("14000000|14000000|0", "5000000|5000000|0", "5000000|5000000|0"));
}

TEST_F(Corrections, ThatContradictEachOtherBothChangeNothing) {
  correct({correction("t1r0c0", "12", "13"), correction("t1r0c0", "12", "14")});
  EXPECT_THAT(standing(), ElementsAre("conflict|the same figure is corrected as \"14\", too (correction 2)",
                                      "conflict|the same figure is corrected as \"13\", too (correction 1)"));
  EXPECT_THAT(corrected(), testing::Contains("12000000|12000000|0"));
}

TEST_F(Corrections, ThatAgreeCountOnce) {
  correct({correction("t1r0c0", "12", "13"), correction("t1r0c0", "12", "130000元")});
  EXPECT_THAT(standing(), ElementsAre("applied|", "applied|says what correction 1 says"));
  EXPECT_EQ(corrected().size(), 3);
  correct({correction("t1r0c0", "12", "13")});  // it is there already
  EXPECT_EQ(standing().size(), 2);
}

// v_amount keeps the first copy of a total, and no memo row.
TEST_F(Corrections, OfFiguresThatVAmountLeavesOutSaySo) {
  Writer writer(database_);
  normalize::Ledger ledger;
  ledger.amounts = {amount_of("合计", 12, 0), amount_of("其中:人员", 3, 1), amount_of("合计", 12, 2)};
  ledger.amounts[0].row_kind = ledger.amounts[2].row_kind = recognize::RowKind::Total;
  ledger.amounts[1].memo = true;
  write(writer, document_named('a'), reading_of({table_of("three_public")}), ledger);
  correct({correction("t1r0c0", "12", "13"), correction("t1r1c0", "3", "4"), correction("t1r2c0", "12", "13")});
  constexpr const char* kLeftOut =
      "applied|v_amount leaves this figure out (a part, a change or a repeat): v_every_amount_corrected shows it";
  EXPECT_THAT(standing(), ElementsAre("applied|", kLeftOut, kLeftOut));
  EXPECT_THAT(corrected(), ElementsAre("13000000|12000000|1"));
  EXPECT_THAT(rows(database_, "SELECT amount_fen, printed_fen, memo FROM v_every_amount_corrected ORDER BY amount_id"),
              ElementsAre("13000000|12000000|0", "4000000|3000000|1", "13000000|12000000|0"));
}

TEST_F(Corrections, OfAnotherDatasetWait) {
  Correction other = correction("t1r0c0", "12", "13");
  other.sha256 = std::string(64, 'b');
  correct({other});
  EXPECT_THAT(standing(), ElementsAre("conflict|no document of the dataset has this content"));
}

TEST_F(Corrections, OfTargetsAndFundsAreReadAsFormsPrintThem) {
  Writer writer(database_);
  normalize::Ledger ledger;
  normalize::FormFacts form;
  form.kind = "project_target";
  form.first_page = form.last_page = 1;
  form.funds.push_back({.place = {1, {}}, .section = "", .phase = "approved", .source = "total", .label = "资金总额",
                        .raw = "20.00", .money = {20'000'000, 10'000}});
  normalize::Indicator indicator;
  indicator.place = {1, {}};
  indicator.target = normalize::parse_indicator_value({.name = "满意度", .value = "≥59%", .op_column = "", .unit_column = ""});
  form.indicators = {indicator};
  ledger.forms = {form};
  write(writer, document_named('a'), reading_of({}), ledger);
  correct({correction("f1i1", "≥59%", "≥95%"), correction("f1m1", "20.00", "21")});
  EXPECT_THAT(rows(database_, "SELECT op, value, unit, kind, raw, corrected FROM v_indicator_corrected"),
              ElementsAre(">=|95.0|%|percent|≥59%|1"));
  EXPECT_THAT(rows(database_, "SELECT amount_fen, printed_fen, corrected FROM v_form_fund_corrected"),
              ElementsAre("21000000|20000000|1"));
}

TEST(CorrectionMistakes, AreNamed) {
  const Correction sound{std::string(64, 'a'), 1, "t1r0c0", "12", "13万元", "王芳", "misprint"};
  const auto mistake = [&](auto change) {
    Correction correction = sound;
    change(correction);
    return mistake_in(correction);
  };
  EXPECT_EQ(mistake_in(sound), "");
  EXPECT_EQ(mistake([](Correction& c) { c.sha256 = "abc"; }), "sha256 is no hash of 64 hexadecimal digits");
  EXPECT_EQ(mistake([](Correction& c) { c.page = 0; }), "page is no number from 1");
  EXPECT_EQ(mistake([](Correction& c) { c.locator = "B7"; }), "locator \"B7\" is none of the forms t2r5c3, f1m2, f1i4");
  EXPECT_EQ(mistake([](Correction& c) { c.old_raw = ""; }), "old_raw is empty: it says what is printed there");
  EXPECT_EQ(mistake([](Correction& c) { c.why = ""; }), "who or why is empty");
  EXPECT_THAT(mistake([](Correction& c) { c.new_value = "12.3.4"; }), HasSubstr("12.3.4\" is "));
  EXPECT_THAT(mistake([](Correction& c) { c.new_value = ""; }), HasSubstr("holds no number"));
}

}  // namespace
}  // namespace gongkai::store
