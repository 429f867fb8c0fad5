// A scanned page and the digital one that it was made from give the same amounts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "extract/ocr/filters.h"
#include "extract/ocr/scan_ink.h"
#include "extract/pdf_reader.h"
#include "normalize/normalize.h"
#include "pictures.h"
#include "recognize/recognize.h"

namespace gongkai {
namespace {

using testing::ElementsAreArray;
using testing::Not;
using testing::IsEmpty;

constexpr int kSummaryPage = 3;  // 预算收支总表
constexpr double kDots = 200;

normalize::Ledger ledger_of(const extract::Document& document) {
  return normalize::normalize(recognize::recognize(document, recognize::built_in_schemas()),
                              normalize::built_in_books());
}

extract::Document scanned(const extract::GreyImage& picture) {
  extract::Document document;
  extract::read_pdf(extract::pdf_of(picture, kDots), {}, document);
  return document;
}

std::vector<std::string> amounts_of(const normalize::Ledger& ledger) {
  std::vector<std::string> lines;
  for (const normalize::AmountFact& fact : ledger.amounts) {
    const recognize::Dimensions& is = fact.dimensions;
    lines.push_back(fact.code + " " + is.direction + " " + is.timing + " " + is.fund + " " +
                    std::to_string(fact.money.fen));
  }
  return lines;
}

std::vector<std::string> digital_amounts() {
  extract::Document whole = extract::read_document(extract::shanxi_specimen());
  extract::Document page;
  page.pages = {whole.pages.at(kSummaryPage - 1)};
  page.pages.front().number = 1;
  return amounts_of(ledger_of(page));
}

TEST(ScannedPage, GivesTheAmountsOfTheDigitalOne) {
  const extract::Document document = scanned(extract::picture_of(extract::shanxi_specimen(), kSummaryPage, kDots));
  EXPECT_EQ(document.pages.front().source, extract::TextSource::Ocr);
  const normalize::Ledger ledger = ledger_of(document);
  EXPECT_THAT(amounts_of(ledger), Not(IsEmpty()));
  EXPECT_THAT(amounts_of(ledger), ElementsAreArray(digital_amounts()));
  for (const normalize::AmountFact& fact : ledger.amounts) EXPECT_TRUE(fact.place.confidence);
}

TEST(ScannedPage, MayLieOnEitherSideOrStandOnItsHead) {
  const extract::GreyImage upright = extract::picture_of(extract::shanxi_specimen(), kSummaryPage, kDots);
  for (const int quarters : {1, 2, 3}) {
    const extract::Document document = scanned(extract::turned(upright, quarters));
    EXPECT_EQ(document.pages.front().rotation, 360 - 90 * quarters);
    EXPECT_THAT(amounts_of(ledger_of(document)), ElementsAreArray(digital_amounts()));
  }
}

// Of a printer whose toner runs out: ink a third as black, on paper that is not quite white.
TEST(ScannedPage, MayBeFaint) {
  extract::GreyImage picture = extract::picture_of(extract::shanxi_specimen(), kSummaryPage, kDots);
  for (uint8_t& pixel : picture.pixels) pixel = static_cast<uint8_t>(165 + pixel * (245 - 165) / 255);
  EXPECT_THAT(amounts_of(ledger_of(scanned(picture))), ElementsAreArray(digital_amounts()));
}

void threshold(extract::GreyImage& picture) {
  for (uint8_t& pixel : picture.pixels) pixel = pixel < 160 ? 0 : 255;
}

TEST(ScannedPage, MayBeBlackAndWhite) {
  extract::GreyImage picture = extract::picture_of(extract::shanxi_specimen(), kSummaryPage, kDots);
  threshold(picture);
  EXPECT_THAT(amounts_of(ledger_of(scanned(picture))), ElementsAreArray(digital_amounts()));
}

// Out of focus and grainy before that: edges are ragged, thin rulings dotted, and specks all over the page.
TEST(ScannedPage, MayHaveComeByFax) {
  extract::GreyImage picture = extract::blurred(extract::picture_of(extract::shanxi_specimen(), kSummaryPage, kDots), 0.8);
  std::mt19937 random(1);
  std::normal_distribution<float> grain(0, 30);
  for (uint8_t& pixel : picture.pixels) pixel = static_cast<uint8_t>(std::clamp(static_cast<float>(pixel) + grain(random), 0.0F, 255.0F));
  threshold(picture);
  EXPECT_THAT(amounts_of(ledger_of(scanned(picture))), ElementsAreArray(digital_amounts()));
}

// Finer than pages are drawn to be read, so that there are greys where it is drawn.
TEST(ScannedPage, NeedsReviewInBlackAndWhiteHoweverFine) {
  constexpr int kWidth = 800, kHeight = 400, kFine = 600;  // pixels, and dots per inch
  std::string bits(kWidth * kHeight / 8, '\xFF');
  for (int y = 100; y < 103; ++y) std::fill_n(bits.begin() + y * kWidth / 8 + 20, 50, '\0');
  extract::PdfBuilder pdf;
  const int image = pdf.add_stream(bits, fmt::format("/Type /XObject /Subtype /Image /Width {} /Height {} /ColorSpace "
                                                     "/DeviceGray /BitsPerComponent 1", kWidth, kHeight));
  const double width = 72.0 * kWidth / kFine, height = 72.0 * kHeight / kFine;
  pdf.page(fmt::format("{} 0 0 {} 0 0 cm /I Do", width, height), fmt::format("/MediaBox [0 0 {} {}]", width, height),
           fmt::format("/XObject << /I {} 0 R >>", image));
  extract::Document document;
  extract::read_pdf(pdf.bytes(), {}, document);
  std::vector<std::string> codes;
  for (const Diagnostic& d : document.diagnostics) codes.push_back(d.code);
  EXPECT_THAT(codes, testing::ElementsAre("page.needs_review", "page.ocr"));
}

TEST(ScannedPage, MayBeBlank) {
  const extract::Document document = scanned({800, 1000, std::vector<uint8_t>(800'000, 250)});
  EXPECT_EQ(document.pages.front().source, extract::TextSource::Ocr);
  ASSERT_EQ(document.diagnostics.size(), 1U);
  EXPECT_EQ(document.diagnostics.front().message,
            "the page is a picture: 0 characters were read from it, 0 of them with doubt");
}

// Too small for leptonica to find a background or a skew in.
TEST(ScannedPage, MayBeTiny) {
  const extract::Document document = scanned({4, 3, std::vector<uint8_t>(12, 128)});
  EXPECT_THAT(document.pages.front().glyphs, IsEmpty());
  ASSERT_EQ(document.diagnostics.size(), 1U);
  EXPECT_EQ(document.diagnostics.front().code, "page.ocr");
}

TEST(ScannedPage, IsLeftOutWhereNobodyWantsIt) {
  extract::Document document;
  extract::read_pdf(extract::pdf_of(extract::turned({40, 40, std::vector<uint8_t>(1600, 128)}, 0), kDots),
                    {.ocr = extract::OcrMode::Off}, document);
  std::vector<std::string> codes;
  for (const Diagnostic& d : document.diagnostics) codes.push_back(d.code);
  EXPECT_THAT(codes, testing::ElementsAre("page.needs_ocr"));
}

}  // namespace
}  // namespace gongkai
