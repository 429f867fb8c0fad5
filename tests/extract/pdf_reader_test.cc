#include "extract/pdf_reader.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/text.h"
#include "encrypted_pdf.h"
#include "extract/reader.h"
#include "pdf_builder.h"

namespace gongkai::extract {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Document read(const std::string& bytes) {
  Document document;
  read_pdf(bytes, {}, document);
  return document;
}

Document read(PdfBuilder& builder) { return read(builder.bytes()); }

// The first page of a PDF that paints `content` on 200 × 100 points.
Page read_page(std::string_view content, std::string_view entries = "/MediaBox [0 0 200 100]") {
  PdfBuilder builder;
  return read(builder.page(content, entries)).pages.at(0);
}

std::string text_of(const Page& page) {
  std::string text;
  for (const Glyph& glyph : page.glyphs) append_utf8(text, glyph.code);
  return text;
}

std::string text_painted_by(std::string_view content) { return text_of(read_page(content)); }

std::string printed(const Box& box) {
  return fmt::format("{:.2f},{:.2f} {:.2f},{:.2f}", box.left, box.top, box.right, box.bottom);
}

// "1 20.00,41.40 25.56,51.40" for each glyph.
std::vector<std::string> boxes_of(const Page& page) {
  std::vector<std::string> boxes;
  for (const Glyph& glyph : page.glyphs) {
    boxes.push_back(encode_utf8(std::u32string(1, glyph.code)) + " " + printed(glyph.box));
  }
  return boxes;
}

// "H 60.0 10.0-50.0 0.50" for each ruling.
std::vector<std::string> rulings_of(const Page& page) {
  std::vector<std::string> rulings;
  for (const Ruling& r : page.rulings) {
    rulings.push_back(fmt::format("{} {:.1f} {:.1f}-{:.1f} {:.2f}",
                                  r.axis == Axis::Horizontal ? 'H' : 'V', r.at, r.from, r.to,
                                  r.thickness));
  }
  return rulings;
}

std::vector<std::string> rulings_painted_by(std::string_view content) {
  return rulings_of(read_page(content));
}

// "warning text.untrusted: …" for each diagnostic.
std::vector<std::string> diagnostics_of(const Document& document) {
  std::vector<std::string> lines;
  for (const Diagnostic& d : document.diagnostics) {
    lines.push_back(fmt::format("{} p.{} {}: {}", name_of(d.severity), d.page, d.code, d.message));
  }
  return lines;
}

std::string refusal_of(const std::string& bytes) {
  try {
    read(bytes);
    return "";
  } catch (const Unreadable& refusal) {
    return refusal.what();
  }
}

// Glyphs

TEST(ReadPdf, PlacesGlyphs) {
  const Page page = read_page("BT /F1 10 Tf 20 50 Td (12.5) Tj ET");
  EXPECT_EQ(page.number, 1);
  EXPECT_EQ(page.width, 200);
  EXPECT_EQ(page.height, 100);
  EXPECT_EQ(page.source, TextSource::Text);
  // The baseline is 50 points from the top; 0.86 em stand above it and 0.14 em below.
  EXPECT_THAT(boxes_of(page),
              ElementsAre("1 20.00,41.40 25.56,51.40", "2 25.56,41.40 31.12,51.40",
                          ". 31.12,41.40 33.90,51.40", "5 33.90,41.40 39.46,51.40"));
  EXPECT_EQ(page.glyphs[0].size, 10);
  EXPECT_FLOAT_EQ(page.glyphs[0].anchor_x, 22.78F);
  EXPECT_FLOAT_EQ(page.glyphs[0].anchor_y, 46.4F);
  EXPECT_EQ(page.glyphs[0].rotation, 0);
}

TEST(ReadPdf, ReadsChinese) {
  const Page page = read_page("BT /F2 12 Tf 1 0 0 1 20 50 Tm <4E075143> Tj ET");
  EXPECT_THAT(boxes_of(page),
              ElementsAre("万 20.00,39.68 32.00,51.68", "元 32.00,39.68 44.00,51.68"));
}

TEST(ReadPdf, AppliesSpacingScalingAndRise) {
  const Page page = read_page("BT /F1 10 Tf 2 Tc 50 Tz 3 Ts 20 50 Td (11) Tj ET");
  EXPECT_THAT(boxes_of(page),
              ElementsAre("1 20.00,38.40 23.78,48.40", "1 23.78,38.40 27.56,48.40"));
}

TEST(ReadPdf, AppliesTheMatrixOfAForm) {
  PdfBuilder builder;
  const int form =
      builder.add_stream("BT /F1 10 Tf (1) Tj ET",
                         "/Type /XObject /Subtype /Form /BBox [0 -5 50 50] /Matrix [2 0 0 2 0 0]");
  builder.page("q 1 0 0 1 20 50 cm /Form Do Q", "/MediaBox [0 0 200 100]",
               fmt::format("/XObject << /Form {} 0 R >>", form));
  const Page page = read(builder).pages[0];
  EXPECT_THAT(boxes_of(page), ElementsAre("1 20.00,32.80 31.12,52.80"));
  EXPECT_EQ(page.glyphs[0].size, 20);
}

TEST(ReadPdf, PlacesVerticalWriting) {
  // The two characters stand one below the other, centred on x = 100.
  const Page page = read_page("BT /F5 10 Tf 100 80 Td <4E075143> Tj ET");
  EXPECT_THAT(boxes_of(page),
              ElementsAre("万 95.00,20.20 105.00,30.20", "元 95.00,30.20 105.00,40.20"));
}

TEST(ReadPdf, TakesTheSizeOfAType3FontFromItsBox) {
  PdfBuilder builder;
  const int glyph = builder.add_stream("6 0 0 0 5 8 d1 0 0 5 8 re f");
  builder.page(
      "BT /T3 1 Tf 20 50 Td (A) Tj ET", "/MediaBox [0 0 200 100]",
      fmt::format("/Font << /T3 << /Type /Font /Subtype /Type3 /FontMatrix [1 0 0 1 0 0] /FontBBox "
                  "[0 -2 10 8] /FirstChar 65 /LastChar 65 /Widths [6] /Encoding << /Type /Encoding "
                  "/Differences [65 /A] >> /CharProcs << /A {} 0 R >> >> >>",
                  glyph));
  const Page page = read(builder).pages[0];
  EXPECT_THAT(boxes_of(page), ElementsAre("A 20.00,41.40 26.00,51.40"));
  EXPECT_EQ(page.glyphs[0].size, 10);
}

TEST(ReadPdf, GivesTheGlyphsOfOneOperatorOneRun) {
  const Page page =
      read_page("BT /F1 10 Tf 20 50 Td (1) Tj [(2) -200 (3)] TJ ET BT 20 30 Td (4) Tj ET");
  ASSERT_EQ(page.glyphs.size(), 4U);
  EXPECT_NE(page.glyphs[0].run, page.glyphs[1].run);
  EXPECT_EQ(page.glyphs[1].run, page.glyphs[2].run);
  EXPECT_NE(page.glyphs[2].run, page.glyphs[3].run);
}

TEST(ReadPdf, KeepsSpaces) {
  EXPECT_EQ(text_painted_by("BT /F1 10 Tf 20 50 Td (1  2) Tj ET"), "1  2");
}

// Several programs write a soft hyphen where a hyphen or a minus is drawn.
TEST(ReadPdf, TakesADrawnSoftHyphenForAHyphen) {
  PdfBuilder builder;
  const int map = builder.add_stream(
      "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <2D> <00AD> endbfchar 1 beginbfchar <31> <0031> endbfchar");
  const int font = builder.add(fmt::format(
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode {} 0 R >>", map));
  builder.page_with(fmt::format("/Font << /F1 {} 0 R >>", font), "BT /F1 10 Tf 20 50 Td (-1) Tj ET");
  EXPECT_EQ(text_of(read(builder).pages.at(0)), "-1");
}

// Text that is not seen

TEST(ReadPdf, LeavesInvisibleTextOut) {
  PdfBuilder builder;
  const Document document =
      read(builder.page("BT /F1 10 Tf 20 50 Td (1) Tj 3 Tr (22) Tj 7 Tr (3) Tj ET"));
  EXPECT_EQ(text_of(document.pages[0]), "1");
  EXPECT_THAT(diagnostics_of(document),
              ElementsAre("info p.1 text.invisible: 3 invisible characters were left out"));
}

TEST(ReadPdf, LeavesWhiteTextOnWhiteOut) {
  PdfBuilder builder;
  const Document document = read(builder.page("BT /F1 10 Tf 20 50 Td (1) Tj 1 g (2) Tj ET"));
  EXPECT_EQ(text_of(document.pages[0]), "1");
  EXPECT_THAT(diagnostics_of(document),
              ElementsAre("info p.1 text.white: 1 white or transparent characters were left out"));
}

// 0.7 0.7 -0.7 0.7: a turn by 45°, as of watermarks; 0 1 -1 0: text that runs upwards.
TEST(ReadPdf, LeavesSlantedTextOut) {
  PdfBuilder builder;
  const Document document = read(builder.page(
      "BT /F1 10 Tf 20 50 Td (1) Tj ET BT /F1 10 Tf 0.7 0.7 -0.7 0.7 20 50 Tm (23) Tj ET BT /F1 10 Tf 0 1 -1 0 60 50 Tm (4) Tj ET"));
  EXPECT_EQ(text_of(document.pages[0]), "14");
  EXPECT_THAT(diagnostics_of(document),
              ElementsAre("info p.1 text.watermark: 2 characters of a watermark, slanted or below other text, were left out"));
}

TEST(ReadPdf, KeepsWhiteTextOnADarkFill) {
  const std::string_view white_text = "1 g BT /F1 10 Tf 20 50 Td (1) Tj ET";
  EXPECT_EQ(text_painted_by(fmt::format("0 0 0.5 rg 10 40 50 30 re f {}", white_text)), "1");
  EXPECT_EQ(text_painted_by(
                fmt::format("0 0 0.5 rg 10 40 50 30 re f 1 g 15 45 40 20 re f {}", white_text)),
            "");
  EXPECT_EQ(text_painted_by(fmt::format("20 w 10 50 m 60 50 l S {}", white_text)), "1");  // a bar
}

TEST(ReadPdf, KeepsWhiteTextOnAShading) {
  PdfBuilder builder;
  builder.page(
      "q 10 40 50 30 re W n /Blue sh Q 1 g BT /F1 10 Tf 20 50 Td (1) Tj ET",
      "/MediaBox [0 0 200 100]",
      "/Shading << /Blue << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 200 0] /Extend "
      "[true true] /Function << /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0.5] /N 1 >> >> >>");
  const Page page = read(builder).pages[0];
  EXPECT_EQ(text_of(page), "1");
  EXPECT_THAT(rulings_of(page), IsEmpty());  // the shading is no hundred stripes
}

TEST(ReadPdf, LeavesTransparentTextOut) {
  EXPECT_EQ(text_painted_by("BT /F1 10 Tf 20 50 Td (1) Tj /Clear gs (2) Tj ET"), "1");
}

TEST(ReadPdf, LeavesHiddenLayersOut) {
  EXPECT_EQ(
      text_painted_by("BT /F1 10 Tf 20 50 Td /OC /Off BDC (1) Tj EMC /OC /On BDC (2) Tj EMC ET"),
      "2");
  EXPECT_THAT(rulings_painted_by("/OC /Off BDC 10 40 m 50 40 l S EMC"), IsEmpty());
}

TEST(ReadPdf, LeavesTextOutsideThePageOut) {
  PdfBuilder builder;
  const Document document = read(builder.page("BT /F1 10 Tf 20 50 Td (1) Tj 300 0 Td (22) Tj ET",
                                              "/MediaBox [0 0 400 100] /CropBox [0 0 200 100]"));
  EXPECT_EQ(text_of(document.pages[0]), "1");
  EXPECT_THAT(diagnostics_of(document),
              ElementsAre("info p.1 text.off_page: 2 characters outside the page were left out"));
}

TEST(ReadPdf, LeavesWhatASoftMaskIsDrawnWithOut) {
  PdfBuilder builder;
  const int mask =
      builder.add_stream("BT /F1 10 Tf 20 50 Td (9) Tj ET 10 40 m 50 40 l S",
                         "/Type /XObject /Subtype /Form /BBox [0 0 200 100] /Group << /S "
                         "/Transparency /CS /DeviceGray >>");
  builder.page(
      "/Masked gs BT /F1 10 Tf 20 50 Td (1) Tj ET", "/MediaBox [0 0 200 100]",
      fmt::format("/ExtGState << /Masked << /SMask << /S /Luminosity /G {} 0 R >> >> >>", mask));
  const Page page = read(builder).pages[0];
  EXPECT_EQ(text_of(page), "1");
  EXPECT_THAT(rulings_of(page), IsEmpty());
}

TEST(ReadPdf, AnchorsTextThatItsCellClips) {
  const Page page = read_page("q 10 40 20 20 re W n BT /F1 10 Tf 25 45 Td (111) Tj ET Q");
  ASSERT_EQ(page.glyphs.size(), 3U);
  EXPECT_FLOAT_EQ(page.glyphs[0].anchor_x, 27.78F);
  EXPECT_FLOAT_EQ(page.glyphs[1].anchor_x, 30);
  EXPECT_FALSE(page.glyphs[0].hidden);
  EXPECT_TRUE(page.glyphs[1].hidden);  // begins at 30.56, where the clip region ends at 30
  EXPECT_TRUE(page.glyphs[2].hidden);
}

// The second line of a cell that has room for one stands on the row below.
TEST(ReadPdf, AnchorsLinesBelowTheirCellAboveItsBorder) {
  const Page page = read_page("q 10 40 80 20 re W n BT /F1 10 Tf 25 45 Td (1) Tj 0 -12 Td (1) Tj ET Q");
  ASSERT_EQ(page.glyphs.size(), 2U);
  EXPECT_FLOAT_EQ(page.glyphs[1].anchor_y, 60 - 1.5F);
}

TEST(ReadPdf, ReadsFakeBoldTextOnce) {
  EXPECT_EQ(text_painted_by("BT /F2 10 Tf 20 50 Td <4E075143> Tj 0.3 0 Td <4E075143> Tj ET"),
            "万元");
}

// Fonts that do not say what they print

TEST(ReadPdf, MarksTextWithoutATrustworthyMap) {
  PdfBuilder builder;
  const Document document = read(builder.page("BT /F3 10 Tf 20 50 Td <4E075143> Tj ET"));
  EXPECT_EQ(text_of(document.pages[0]), "\uFFFD\uFFFD");
  EXPECT_THAT(
      diagnostics_of(document),
      ElementsAre("error p.1 text.untrusted: 2 of 2 characters have no trustworthy Unicode value "
                  "and are shown as U+FFFD"));
}

TEST(ReadPdf, DoesNotTakeNumbersInGlyphNamesForCharacters) {
  EXPECT_EQ(text_painted_by("BT /F4 10 Tf 20 50 Td (AB1) Tj ET"), "\uFFFD\uFFFD1");
}

// Rotation

TEST(ReadPdf, ReadsThePageAsDisplayed) {
  const std::string_view content = "BT /F1 10 Tf 20 50 Td (1) Tj ET 20 40 m 80 40 l S";
  const Page quarter = read_page(content, "/MediaBox [0 0 200 100] /Rotate 90");
  // /Rotate 90 shows the page's left side on top: the text runs downwards, and is turned upright.
  EXPECT_EQ(quarter.rotation, 270);
  EXPECT_THAT(boxes_of(quarter), ElementsAre("1 20.00,41.40 25.56,51.40"));
  EXPECT_EQ(printed(as_displayed(quarter, quarter.glyphs[0].box)), "48.60,20.00 58.60,25.56");
  for (const int rotate : {0, 90, 180, 270}) {
    const Page page = read_page(content, fmt::format("/MediaBox [0 0 200 100] /Rotate {}", rotate));
    EXPECT_EQ(page.rotation, (360 - rotate) % 360);
    EXPECT_EQ(page.width, 200);
    EXPECT_THAT(boxes_of(page), ElementsAre("1 20.00,41.40 25.56,51.40")) << rotate;
    EXPECT_THAT(rulings_of(page), ElementsAre("H 60.0 20.0-80.0 1.00")) << rotate;
  }
}

TEST(ReadPdf, TurnsTextThatIsDrawnSidewaysUpright) {
  const Page page = read_page("BT /F1 10 Tf 0 1 -1 0 50 20 Tm (12) Tj ET 60 20 m 60 80 l S");
  EXPECT_EQ(page.rotation, 90);  // the text ran upwards
  EXPECT_EQ(page.width, 100);
  EXPECT_EQ(page.height, 200);
  EXPECT_THAT(boxes_of(page),
              ElementsAre("1 20.00,41.40 25.56,51.40", "2 25.56,41.40 31.12,51.40"));
  EXPECT_THAT(rulings_of(page), ElementsAre("H 60.0 20.0-80.0 1.00"));
  EXPECT_EQ(page.glyphs[0].rotation, 0);
}

TEST(ReadPdf, MarksTheFewGlyphsThatAreTurned) {
  const Page page = read_page("BT /F1 10 Tf 20 50 Td (12) Tj 0 -1 1 0 80 50 Tm (3) Tj ET");
  ASSERT_EQ(page.glyphs.size(), 3U);
  EXPECT_EQ(page.rotation, 0);
  EXPECT_EQ(page.glyphs[0].rotation, 0);
  EXPECT_EQ(page.glyphs[2].rotation, 1);  // runs downwards
  EXPECT_EQ(printed(page.glyphs[2].box), "78.60,50.00 88.60,55.56");
}

TEST(ReadPdf, CountsFromTheCornerOfTheCropBox) {
  const Page page = read_page("BT /F1 10 Tf 120 70 Td (1) Tj ET 120 60 m 180 60 l S",
                              "/MediaBox [0 0 400 300] /CropBox [100 20 300 120]");
  EXPECT_EQ(page.width, 200);
  EXPECT_EQ(page.height, 100);
  EXPECT_THAT(boxes_of(page), ElementsAre("1 20.00,41.40 25.56,51.40"));
  EXPECT_THAT(rulings_of(page), ElementsAre("H 60.0 20.0-80.0 1.00"));
}

// Rulings

TEST(ReadPdf, TakesStrokesForRulings) {
  EXPECT_THAT(rulings_painted_by("0.5 w 10 40 m 50 40 l 50 80 l S"),
              ElementsAre("H 60.0 10.0-50.0 0.50", "V 50.0 20.0-60.0 0.50"));
  EXPECT_THAT(rulings_painted_by("0 w 10 40 m 50 40 l S"), ElementsAre("H 60.0 10.0-50.0 0.00"));
  EXPECT_THAT(rulings_painted_by("[3 2] 0 d 10 40 m 50 40 l S"),
              ElementsAre("H 60.0 10.0-50.0 1.00"));
  EXPECT_THAT(rulings_painted_by("0.76 G 10 40 m 50 40 l S"), ElementsAre("H 60.0 10.0-50.0 1.00"));
}

TEST(ReadPdf, TakesThinBoxesForRulings) {
  EXPECT_THAT(rulings_painted_by("10 40 40 0.5 re f"), ElementsAre("H 59.8 10.0-50.0 0.50"));
  EXPECT_THAT(rulings_painted_by("10 40 0.5 40 re f*"), ElementsAre("V 10.2 20.0-60.0 0.50"));
  // Mitred: a trapezoid with slanted ends.
  EXPECT_THAT(rulings_painted_by("10 40 m 50 40 l 49.2 40.8 l 10.8 40.8 l h f"),
              ElementsAre("H 59.6 10.0-50.0 0.80"));
  // A picture of one pixel, stretched.
  EXPECT_THAT(rulings_painted_by("q 40 0 0 1 10 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID a EI Q"),
              ElementsAre("H 59.5 10.0-50.0 1.00"));
}

TEST(ReadPdf, TakesTheSidesOfBoxesForRulings) {
  EXPECT_THAT(rulings_painted_by("10 40 40 20 re S"),
              ElementsAre("H 40.0 10.0-50.0 1.00", "H 60.0 10.0-50.0 1.00", "V 10.0 40.0-60.0 1.00",
                          "V 50.0 40.0-60.0 1.00"));
  EXPECT_THAT(rulings_painted_by("10 40 40 20 re f"), IsEmpty());
}

TEST(ReadPdf, LeavesWhatIsNotSeenOrNoLineOut) {
  EXPECT_THAT(rulings_painted_by("1 G 10 40 m 50 40 l S 1 g 10 40 40 0.5 re f"), IsEmpty());
  EXPECT_THAT(rulings_painted_by("/Clear gs 10 40 m 50 40 l S 10 40 40 0.5 re f"), IsEmpty());
  EXPECT_THAT(rulings_painted_by("10 40 m 50 70 l S"), IsEmpty());              // slanted
  EXPECT_THAT(rulings_painted_by("50 40 m 50 60 90 60 90 40 c S"), IsEmpty());  // curved
  EXPECT_THAT(rulings_painted_by("10 40 m 10.1 40 l S"), IsEmpty());            // a dot
  EXPECT_THAT(rulings_painted_by("12 w 10 40 m 50 40 l S"), IsEmpty());         // a bar
  EXPECT_THAT(rulings_painted_by("10 -40 m 50 -40 l S"), IsEmpty());            // off the page
}

TEST(ReadPdf, CutsRulingsAtTheClipRegion) {
  EXPECT_THAT(rulings_painted_by("20 30 20 20 re W n 10 40 m 50 40 l S 10 80 m 50 80 l S"),
              ElementsAre("H 60.0 20.0-40.0 1.00"));
}

TEST(ReadPdf, ReadsAnnotationsThatAreShown) {
  PdfBuilder builder;
  const int stamp = builder.add_stream(
      "BT /F1 10 Tf 2 5 Td (7) Tj ET",
      "/Type /XObject /Subtype /Form /BBox [0 0 50 20] /Resources << "
      "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>");
  const auto annotation = [&](int flags) {
    return fmt::format(
        "<< /Type /Annot /Subtype /Stamp /Rect [20 40 70 60] /F {} /AP << /N {} 0 R >> >>", flags,
        stamp);
  };
  builder.page("", "/MediaBox [0 0 200 100] /Annots [" + annotation(4) + "]");
  builder.page("", "/MediaBox [0 0 200 100] /Annots [" + annotation(2) + "]");  // hidden
  const Document document = read(builder);
  EXPECT_EQ(text_of(document.pages[0]), "7");
  EXPECT_EQ(text_of(document.pages[1]), "");
}

// Pages without text

TEST(ReadPdf, SaysThatAPictureNeedsOcr) {
  PdfBuilder builder;
  const std::string picture = "q 200 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID a EI Q ";
  builder.page(picture).page(picture + "BT 3 Tr /F1 10 Tf 20 50 Td (123) Tj ET").page("");
  Document document;
  read_pdf(builder.bytes(), {.ocr = OcrMode::Off}, document);
  EXPECT_EQ(document.pages[0].source, TextSource::None);
  EXPECT_EQ(document.pages[0].image_share, 1);
  EXPECT_EQ(document.pages[2].source, TextSource::None);
  EXPECT_EQ(document.pages[2].image_share, 0);
  EXPECT_THAT(
      diagnostics_of(document),
      ElementsAre(
          "error p.1 page.needs_ocr: the page is an image without text; it needs OCR: "
          "ingest it with --ocr auto, by a gongkai that was built with OCR",
          "error p.2 page.needs_ocr: the page is an image with an invisible text layer that nobody "
          "checked; it needs OCR: ingest it with --ocr auto, by a gongkai that was built with OCR"));
}

TEST(ReadPdf, SaysThatALargePictureWasNotRead) {
  PdfBuilder builder;
  const std::string_view picture = "q 200 0 0 60 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID a EI Q ";
  builder.page(fmt::format("{} BT /F1 10 Tf 20 80 Td (1) Tj ET", picture));
  builder.page(fmt::format("{} BT /F1 1 Tf 20 80 Td ({}) Tj ET", picture, std::string(60, '1')));
  Document document;
  read_pdf(builder.bytes(), {.ocr = OcrMode::Off}, document);
  EXPECT_THAT(
      diagnostics_of(document),
      ElementsAre("warning p.1 page.image_unread: images cover 60 % of the page; text in them was "
                  "not read",
                  "info p.2 page.image_unread: images cover 60 % of the page; text in them was not "
                  "read"));
}

// Files that are locked, damaged or hostile

TEST(ReadPdf, OpensWhatTheEmptyPasswordOpens) {
  PdfBuilder builder;
  const std::string file = encrypted(builder.page("BT /F1 10 Tf 20 50 Td (1) Tj ET").bytes(), "", "256");
  if (file.empty()) GTEST_SKIP() << "qpdf is not installed";
  EXPECT_EQ(text_of(read(file).pages.at(0)), "1");
}

TEST(ReadPdf, SaysThatAPasswordIsMissing) {
  PdfBuilder builder;
  const std::string file = encrypted(builder.page("").bytes(), "secret", "256");
  if (file.empty()) GTEST_SKIP() << "qpdf is not installed";
  EXPECT_EQ(
      refusal_of(file),
      "the PDF is encrypted and its password is not known; ask the publisher for an open copy");
}

TEST(ReadPdf, SaysThatAFileIsTruncated) {
  PdfBuilder builder;
  const std::string file = builder.page(std::string(5000, ' ')).bytes();
  const std::string damaged =
      "the PDF is damaged or truncated and can't be opened; download it again";
  EXPECT_EQ(refusal_of(""), damaged);
  EXPECT_EQ(refusal_of("%PDF-1.6\n"), damaged);
  EXPECT_EQ(refusal_of(file.substr(0, file.size() / 2)), damaged);
}

TEST(ReadPdf, SaysThatAFileWasRepaired) {
  PdfBuilder builder;
  std::string file = builder.page("BT /F1 10 Tf 20 50 Td (1) Tj ET").bytes();
  file.replace(file.find("startxref"), 12, "startxref\n99");
  const Document document = read(file);
  EXPECT_EQ(text_of(document.pages.at(0)), "1");
  EXPECT_THAT(diagnostics_of(document),
              ElementsAre(HasSubstr("warning p.0 document.damaged: the PDF was "
                                    "damaged and had to be repaired")));
}

TEST(ReadPdf, SaysThatAPageIsDamaged) {
  PdfBuilder builder;
  const Document document = read(builder.page("BT /F1 10 Tf 20 50 Td (1) Tj /F99 10 Tf (2) Tj ET"));
  EXPECT_THAT(
      diagnostics_of(document),
      Contains(HasSubstr("warning p.1 page.damaged: the page is damaged and may be incomplete")));
}

TEST(ReadPdf, SaysThatThereAreNoPages) {
  PdfBuilder builder;
  EXPECT_EQ(refusal_of(builder.bytes()),
            "the PDF has no pages that can be found; download it again");
}

TEST(ReadPdf, StopsAtThePagesBudget) {
  const auto start = std::chrono::steady_clock::now();
  const auto complaint_about = [](std::string_view operators, int count) {
    std::string content = "BT /F1 0.1 Tf 20 50 Td ";
    for (int i = 0; i < count; ++i) content += operators;
    PdfBuilder builder;
    const Document document = read(builder.page(content));
    EXPECT_LE(document.pages[0].glyphs.size(), kMaxGlyphsPerPage);
    EXPECT_LE(document.pages[0].rulings.size(), kMaxSegmentsPerPage);
    return diagnostics_of(document);
  };
  EXPECT_THAT(complaint_about("(11111111)Tj ", 125'000), Contains(HasSubstr("page.too_complex")));
  EXPECT_THAT(complaint_about("0 0 m 9 0 l S ", 1'000'000),
              Contains(HasSubstr("page.too_complex")));
  EXPECT_THAT(complaint_about("0 0 9 9 re f ", 1'000'000), Contains(HasSubstr("page.too_complex")));
  EXPECT_THAT(complaint_about("q Q ", 1'000'000), IsEmpty());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

TEST(ReadPdf, StopsAtTheDocumentsBudget) {
  PdfBuilder builder;
  for (int i = 0; i < kMaxPages + 2; ++i) builder.page("");
  const Document document = read(builder);
  EXPECT_EQ(document.pages.size(), static_cast<size_t>(kMaxPages));
  EXPECT_THAT(
      diagnostics_of(document),
      ElementsAre("error p.0 document.too_long: the document has 10002 pages, of which the first "
                  "10000 were read"));
}

TEST(ReadPdf, StopsLookingBehindTooMuchWhiteText) {
  PdfBuilder builder;
  std::string content;
  for (int i = 0; i < 50'000; ++i) content += "0 0 9 9 re f ";
  content += "1 g BT /F1 1 Tf 0 50 Td ";
  for (int i = 0; i < 20'000; ++i) content += "0 0 Td (1)Tj ";
  const Document document = read(builder.page(content + "ET"));
  EXPECT_THAT(diagnostics_of(document), Contains(HasSubstr("page.too_complex")));
}

TEST(ReadPdf, SurvivesFormsThatDrawThemselves) {
  PdfBuilder builder;
  // The form is added right behind: its own number is the next one.
  const int form = builder.add("null") + 1;
  builder.add_stream(
      "BT /F1 10 Tf 20 50 Td (1) Tj ET /Form Do",
      fmt::format("/Type /XObject /Subtype /Form /BBox [0 0 200 100] /Resources << /XObject << "
                  "/Form {} 0 R >> >>",
                  form));
  builder.page("/Form Do", "/MediaBox [0 0 200 100]",
               fmt::format("/XObject << /Form {} 0 R >>", form));
  EXPECT_EQ(read(builder).pages.size(), 1U);
}

TEST(ReadPdf, SurvivesTablesThatPointAtThemselves) {
  PdfBuilder builder;
  std::string file = builder.page("BT /F1 10 Tf 20 50 Td (1) Tj ET").bytes();
  const size_t table = file.find("xref\n0");
  builder = PdfBuilder();
  builder.page("BT /F1 10 Tf 20 50 Td (1) Tj ET");
  file = builder.bytes(fmt::format("/Prev {}", table));
  EXPECT_EQ(text_of(read(file).pages.at(0)), "1");
}

TEST(ReadPdf, SurvivesATreeOfPagesThatIsALoop) {
  PdfBuilder builder;
  std::string file = builder.page("").bytes();
  const std::string kids = "/Kids [";
  const size_t start = file.find(kids) + kids.size();
  file.replace(start, 2, "2 ");  // the tree is its own child; object numbers have one digit or two
  const std::string refusal = refusal_of(file);
  EXPECT_THAT(refusal, testing::AnyOf("", HasSubstr("the PDF")));
}

}  // namespace
}  // namespace gongkai::extract
