// Pictures between text, and pages whose text can't be trusted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "base/text.h"
#include "extract/pdf_reader.h"
#include "extract/picture_regions.h"
#include "pictures.h"

namespace gongkai::extract {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr double kDots = 200;

// The title and the first rows of a table of the specimen: 595 × 200 points of its page 3.
GreyImage upper_part() {
  GreyImage picture = picture_of(shanxi_specimen(), 3, kDots);
  picture.height = static_cast<int>(200 * kDots / 72);
  picture.pixels.resize(static_cast<size_t>(picture.width) * static_cast<size_t>(picture.height));
  return picture;
}

int add_image(PdfBuilder& pdf, const GreyImage& picture) {
  return pdf.add_stream(std::string(picture.pixels.begin(), picture.pixels.end()),
                        fmt::format("/Type /XObject /Subtype /Image /Width {} /Height {} /ColorSpace "
                                    "/DeviceGray /BitsPerComponent 8", picture.width, picture.height));
}

// An A4 page with the picture at the bottom, and what `content` paints over it.
Document page_with_picture(const std::string& content) {
  PdfBuilder pdf;
  const int image = add_image(pdf, upper_part());
  pdf.page("q 595 0 0 200 0 100 cm /I Do Q " + content, "/MediaBox [0 0 595 842]",
           fmt::format("/XObject << /I {} 0 R >>", image));
  Document document;
  read_pdf(pdf.bytes(), {}, document);
  return document;
}

std::string text_of(const Page& page, bool from_picture) {
  std::u32string codes;
  for (const Glyph& glyph : page.glyphs) {
    if (glyph.from_picture == from_picture) codes += glyph.code;
  }
  return encode_utf8(codes);
}

std::vector<std::string> codes_of(const Document& document) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : document.diagnostics) codes.push_back(diagnostic.code);
  return codes;
}

// 1654 pixels on 595.44 points; on 595; the same a little beyond the page's edge, as sizes of pages are rounded.
TEST(ResolutionOf, GivesEachPixelOfAnImageAPixel) {
  for (const auto& [from, to] : {std::pair(0.0, 595.44), std::pair(0.0, 595.0), std::pair(-0.04, 595.4)}) {
    const double scale = resolution_of(from, to, 1654) / kPointsPerInch;
    EXPECT_EQ(std::floor(to * scale) + 1 - std::floor(from * scale), 1654) << from;
    EXPECT_NEAR((to - from) * scale, 1654, 2);
  }
  EXPECT_EQ(resolution_of(0, 144, 1), 0.5);
}

TEST(PictureOnPage, IsReadWhereItStands) {
  const Document document = page_with_picture("BT /F1 12 Tf 60 700 Td (" + std::string(60, '7') + ") Tj ET");
  const Page& page = document.pages.front();
  EXPECT_THAT(text_of(page, true), HasSubstr("2026年预算收支总表"));
  EXPECT_THAT(text_of(page, false), HasSubstr("777"));
  for (const Glyph& glyph : page.glyphs) {
    if (glyph.from_picture) {
      EXPECT_GT(glyph.box.top, 842 - 300 - 1);
    }
  }
  EXPECT_TRUE(std::any_of(page.rulings.begin(), page.rulings.end(), [](const Ruling& ruling) {
    return ruling.axis == Axis::Horizontal && ruling.at > 542 && ruling.to - ruling.from > 300;
  }));
  EXPECT_THAT(codes_of(document), testing::ElementsAre("page.ocr"));
}

// Somebody's OCR, which nobody has checked.
TEST(PictureOnPage, IsReadAlsoBehindInvisibleText) {
  const Document document =
      page_with_picture("BT 3 Tr /F1 12 Tf 60 200 Td (" + std::string(60, '9') + ") Tj ET");
  EXPECT_THAT(text_of(document.pages.front(), true), HasSubstr("2026年预算收支总表"));
  EXPECT_THAT(text_of(document.pages.front(), false), Not(HasSubstr("9")));
  EXPECT_EQ(document.pages.front().source, TextSource::Ocr);
}

TEST(PictureOnPage, IsABackgroundBehindText) {
  std::string lines;
  for (int i = 0; i < 10; ++i) lines += fmt::format("BT /F1 8 Tf 60 {} Td (1234567890) Tj ET ", 120 + 15 * i);
  const Document document = page_with_picture(lines);
  EXPECT_EQ(text_of(document.pages.front(), true), "");
  EXPECT_EQ(document.pages.front().source, TextSource::Text);
}

// A font without a map to Unicode: what is drawn can be read all the same.
TEST(PictureOnPage, StandsInForTextThatCantBeTrusted) {
  PdfBuilder pdf;
  std::string lines;
  for (int i = 0; i < 10; ++i) lines += fmt::format("BT /F4 12 Tf 60 {} Td (ABABABAB) Tj ET ", 120 + 40 * i);
  pdf.page(lines, "/MediaBox [0 0 595 842]");
  Document document;
  read_pdf(pdf.bytes(), {}, document);
  EXPECT_EQ(document.pages.front().source, TextSource::Ocr);
  for (const Glyph& glyph : document.pages.front().glyphs) EXPECT_TRUE(glyph.from_picture);
}

TEST(PageOfText, IsReadFromItsPictureForTheAsking) {
  PdfBuilder pdf;
  pdf.page("BT 3 Tr /F1 20 Tf 20 60 Td (lies) Tj 0 Tr 0 -40 Td (2026) Tj ET");
  Document document;
  read_pdf(pdf.bytes(), {.ocr = OcrMode::Force}, document);
  const Page& page = document.pages.front();
  EXPECT_EQ(page.source, TextSource::Ocr);
  EXPECT_EQ(text_of(page, true), "2026");
  EXPECT_EQ(text_of(page, false), "");
}

}  // namespace
}  // namespace gongkai::extract
