#include "normalize/doubt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gongkai::normalize {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

AmountFact read_as(const char* raw, std::optional<float> confidence, char32_t least_sure = 0,
                   char32_t other = 0) {
  AmountFact fact;
  fact.raw = raw;
  fact.place.page = 3;
  fact.place.box = Box{100, 100, 150, 110};
  fact.place.confidence = confidence;
  fact.place.least_sure = least_sure;
  fact.place.other = other;
  return fact;
}

std::vector<std::string> doubts_of(std::vector<AmountFact> facts) {
  Ledger ledger;
  ledger.amounts = std::move(facts);
  tell_doubts(ledger);
  std::vector<std::string> messages;
  for (const Diagnostic& d : ledger.diagnostics) messages.push_back(d.code + ": " + d.message);
  return messages;
}

std::vector<std::string> doubts_of(const AmountFact& fact) { return doubts_of(std::vector{fact}); }

TEST(TellDoubts, NamesWhatElseACharacterMayBe) {
  EXPECT_THAT(doubts_of(read_as("12.05", 0.62F, U'0', U'6')),
              ElementsAre("ocr.doubtful: \"12.05\" was read from a picture and may be misread: \"0\" is 62 % "
                          "likely, else \"6\""));
  EXPECT_THAT(doubts_of(read_as("12.05", 0.62F, U'0')),
              ElementsAre("ocr.doubtful: \"12.05\" was read from a picture and may be misread: \"0\" is 62 % "
                          "likely, else no character"));
}

TEST(TellDoubts, NamesMoneyThatIsHardlyPrintedSo) {
  EXPECT_THAT(doubts_of(read_as("740.000", 0.97F)),
              ElementsAre("ocr.doubtful: \"740.000\" was read from a picture and may be misread: it is hardly "
                          "printed so"));
}

// Text files are often what another program read from a scan.
TEST(TellDoubts, NamesOddMoneyOfConvertedText) {
  AmountFact converted = read_as("740.000", std::nullopt);
  converted.place.box.reset();
  EXPECT_THAT(doubts_of(converted),
              ElementsAre("ocr.doubtful: \"740.000\" stands in a converted text and may be misread: it is hardly "
                          "printed so"));
}

TEST(TellDoubts, TakesTheWordOfSumsAndOfPrint) {
  AmountFact vouched = read_as("12.05", 0.62F, U'0', U'6');
  vouched.vouched = true;
  EXPECT_THAT(doubts_of(vouched), IsEmpty());
  EXPECT_THAT(doubts_of(read_as("740.000", std::nullopt)), IsEmpty());  // printed, not read from a picture
  EXPECT_THAT(doubts_of(read_as("12.05", 0.99F)), IsEmpty());
}

// A stamp's line through 418.36, each piece of which is surely read.
TEST(TellDoubts, NamesPiecesOfANumber) {
  std::vector<AmountFact> facts(12, read_as("18.40", 0.99F));
  for (int i = 0; i < 10; ++i) facts[static_cast<size_t>(i)].row = i;
  facts[10] = read_as("418", 0.99F);
  facts[11] = read_as("3.36", 0.98F);
  facts[10].row = facts[11].row = 10;
  const std::string was = " was read from a picture and may be misread: ";
  EXPECT_THAT(doubts_of(facts),
              ElementsAre("ocr.doubtful: \"418\"" + was + "has other decimals than the table",
                          "ocr.doubtful: \"3.36\"" + was + "stands in the row of \"418\", which may be misread"));
}

std::vector<std::string> doubted_targets(const std::vector<const char*>& targets, float confidence) {
  Ledger ledger;
  ledger.forms.emplace_back();
  for (const char* target : targets) {
    Indicator indicator;
    indicator.target.raw = target;
    indicator.place.page = 3;
    indicator.place.box = Box{100, 100, 150, 110};
    indicator.place.confidence = confidence;
    ledger.forms[0].indicators.push_back(indicator);
  }
  tell_doubts(ledger);
  std::vector<std::string> messages;
  for (const Diagnostic& d : ledger.diagnostics) messages.push_back(d.code + ": " + d.message);
  return messages;
}

// =5.00(万人次), whose operator the recognizer did not see: each character is surely read.
TEST(TellDoubts, NamesNumbersThatLostTheirOperator) {
  EXPECT_THAT(doubted_targets({"=12.00(次)", "5.00(万人次)", "提升"}, 0.99F),
              ElementsAre("ocr.doubtful: \"5.00(万人次)\" was read from a picture and may be misread: it is hardly "
                          "printed so"));
  EXPECT_THAT(doubted_targets({"N85%", "90%"}, 0.99F).size(), 2U);  // what scans leave of ≥ is an operator, too
  EXPECT_THAT(doubted_targets({"12.00(次)", "5.00(万人次)"}, 0.99F), IsEmpty());  // no target of the document has one
}

TEST(OddMoney, IsWhatNoProgramPrints) {
  for (const char* usual : {"0", "12.05", "-3.5", "1,234.56", "740,000", "400.664904", "（3.00）", "12％"})
    EXPECT_FALSE(is_odd_money(usual)) << usual;
  for (const char* odd : {"740.000", "8,840.000", "3.305.50", "12,05", "O", "1l.20"})
    EXPECT_TRUE(is_odd_money(odd)) << odd;
}

TEST(OddTarget, LostAStrokeOfItsOperator) {
  for (const char* usual : {"≥95%", "≤3次", "=100", "95%", "提高", "1项", "2026年12月底前"})
    EXPECT_FALSE(is_odd_target(usual)) << usual;
  for (const char* odd : {">95%", "土5%", "1顶", "740.000", "N85%", "295%"}) EXPECT_TRUE(is_odd_target(odd)) << odd;
}

}  // namespace
}  // namespace gongkai::normalize
