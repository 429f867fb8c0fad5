// outlined.pdf is page 2 of the specimen shanghai-yuan with every character drawn as a shape: made by
// `pdftocairo -svg -f 2 -l 2`, printed to a PDF by Chromium.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "extract/reader.h"
#include "normalize/normalize.h"
#include "recognize/recognize.h"

namespace gongkai {
namespace {

using testing::HasSubstr;

extract::Document outlined(extract::OcrMode ocr) {
  return extract::read_document(extract::load(GONGKAI_SOURCE_DIR "/tests/ocr/outlined.pdf"), {.ocr = ocr});
}

TEST(OutlinedPage, IsReadFromItsPicture) {
  const extract::Document document = outlined(extract::OcrMode::Auto);
  EXPECT_EQ(document.pages.at(0).source, extract::TextSource::Ocr);
  const normalize::Ledger ledger = normalize::normalize(
      recognize::recognize(document, recognize::built_in_schemas()), normalize::built_in_books());
  ASSERT_EQ(ledger.amounts.size(), 28U);
  for (const normalize::AmountFact& fact : ledger.amounts) EXPECT_TRUE(fact.vouched) << fact.item_name << fact.raw;
  EXPECT_EQ(ledger.amounts.back().money.fen, 238'650'000);
  EXPECT_EQ(ledger.amounts.back().item_name, "支出总计");
}

TEST(OutlinedPage, KeepsTheRulingsThatAreDrawn) {
  const extract::Document document = outlined(extract::OcrMode::Auto);
  EXPECT_GT(document.pages.at(0).rulings.size(), 20U);
  for (const extract::Ruling& ruling : document.pages[0].rulings) {
    EXPECT_GT(ruling.to - ruling.from, 15) << ruling.at;  // rows are 18 points high: none is a stroke of a character
  }
}

TEST(OutlinedPage, IsToldWhereNobodyReadsIt) {
  const extract::Document document = outlined(extract::OcrMode::Off);
  ASSERT_EQ(document.diagnostics.size(), 1U);
  EXPECT_EQ(document.diagnostics[0].code, "page.text_outlined");
  EXPECT_EQ(document.diagnostics[0].severity, Severity::Warning);
  EXPECT_THAT(document.diagnostics[0].message, HasSubstr("shapes look like characters that are drawn and not written"));
}

}  // namespace
}  // namespace gongkai
