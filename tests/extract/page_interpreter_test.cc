// Pages whose fonts are objects of their own, in a file without layers, share an interpreter: what one page leaves
// open must not reach the next.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/text.h"
#include "extract/pdf_reader.h"
#include "extract/reader.h"
#include "pdf_builder.h"

namespace gongkai::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class SharedFonts : public testing::Test {
 protected:
  // `font`: the object that /F1 is.
  void add_page(std::string_view content, int font, std::string_view entries = "/MediaBox [0 0 200 100]") {
    builder_.page_with(fmt::format("/Font << /F1 {} 0 R >>", font), content, entries);
  }
  void add_page(std::string_view content) { add_page(content, helvetica_); }

  Document read() {
    Document document;
    read_pdf(builder_.without_layers().bytes(), {}, document);
    return document;
  }

  // What stands on each page.
  std::vector<std::string> texts() {
    std::vector<std::string> texts;
    for (const Page& page : read().pages) {
      texts.emplace_back();
      for (const Glyph& glyph : page.glyphs) append_utf8(texts.back(), glyph.code);
    }
    return texts;
  }

  PdfBuilder builder_;
  int helvetica_ = builder_.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  // The same letters with a map that makes them others.
  int mapped_ = builder_.add(fmt::format(
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode {} 0 R >>",
      builder_.add_stream("1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <31> <4E07> endbfchar")));
};

constexpr std::string_view kOne = "BT /F1 10 Tf 20 50 Td (1) Tj ET";

TEST_F(SharedFonts, EachPageHasItsOwnText) {
  add_page(kOne);
  add_page("BT /F1 10 Tf 20 50 Td (23) Tj ET");
  add_page(kOne);
  EXPECT_THAT(texts(), ElementsAre("1", "23", "1"));
}

TEST_F(SharedFonts, ANameMayStandForAnotherFont) {
  add_page(kOne, helvetica_);
  add_page(kOne, mapped_);
  add_page(kOne, helvetica_);
  EXPECT_THAT(texts(), ElementsAre("1", "万", "1"));
}

TEST_F(SharedFonts, PagesOfOtherSizesAreCountedFromTheirCorners) {
  add_page(kOne);
  add_page(kOne, helvetica_, "/MediaBox [0 0 200 300]");
  add_page(kOne, helvetica_, "/MediaBox [10 0 210 100]");
  add_page(kOne);
  std::vector<std::string> places;
  for (const Page& page : read().pages) {
    places.push_back(fmt::format("{:.1f} {:.1f} of {} {}", page.glyphs.at(0).box.left, page.glyphs.at(0).box.bottom,
                                 page.width, page.height));
  }
  EXPECT_THAT(places, ElementsAre("20.0 51.4 of 200 100", "20.0 251.4 of 200 300", "10.0 51.4 of 200 100",
                                  "20.0 51.4 of 200 100"));
}

TEST_F(SharedFonts, AClipThatIsNotEndedEndsWithItsPage) {
  add_page("0 0 10 10 re W");
  add_page(std::string("5 5 m 150 5 l S ") + std::string(kOne));
  const Document document = read();
  ASSERT_EQ(document.pages.at(1).rulings.size(), 1U);
  EXPECT_EQ(document.pages[1].rulings[0].to, 150);
  EXPECT_FALSE(document.pages[1].glyphs.at(0).hidden);
}

TEST_F(SharedFonts, StatesThatAreNotRestoredEndWithTheirPage) {
  add_page("q q 1 g 2 0 0 2 0 0 cm BT /F1 20 Tf");  // white, and twice as large
  add_page(kOne);
  const Document document = read();
  ASSERT_EQ(document.pages.at(1).glyphs.size(), 1U);
  EXPECT_EQ(document.pages[1].glyphs[0].size, 10);
}

TEST_F(SharedFonts, APageBeyondItsBudgetLeavesTheNextAlone) {
  std::string content = "BT /F1 10 Tf 20 50 Td ";
  for (size_t i = 0; i < kMaxGlyphsPerPage / 100 + 1; ++i) content += "(" + std::string(100, '1') + ") Tj ";
  add_page(content);
  add_page(kOne);
  EXPECT_EQ(texts().at(1), "1");
}

// Of graphics states, what is not about ink is left away, also where pages name them anew.
TEST_F(SharedFonts, GraphicsStatesSayWhatIsSeen) {
  const int seen = builder_.add("<< /Type /ExtGState /BM /Normal /SA true /ca 1 /CA 1 /LW 4 >>");
  const int unseen = builder_.add("<< /Type /ExtGState /BM /Normal /SA true /ca 0 /CA 0 >>");
  const auto add = [&](std::string_view states) {
    builder_.page_with(fmt::format("/Font << /F1 {} 0 R >> /ExtGState << {} >>", helvetica_, states),
                       "/A gs 10 20 m 90 20 l S BT /F1 10 Tf 20 50 Td (1) Tj ET");
  };
  add(fmt::format("/A {} 0 R /B {} 0 R", seen, unseen));
  add(fmt::format("/A {} 0 R", unseen));
  add(fmt::format("/A {} 0 R", seen));
  add("/A << /ca 0 /CA 0 >>");
  add("/A << /LW 3 /OP true >>");
  std::vector<std::string> pages;
  for (const Page& page : read().pages) {
    pages.push_back(fmt::format("{} glyphs", page.glyphs.size()));
    for (const Ruling& ruling : page.rulings) pages.back() += fmt::format(", a line of {}", ruling.thickness);
  }
  EXPECT_THAT(pages, ElementsAre("1 glyphs, a line of 4", "0 glyphs", "1 glyphs, a line of 4", "0 glyphs", "1 glyphs, a line of 3"));
}

TEST_F(SharedFonts, AGraphicsStateThatIsNoneIsToldAsDamage) {
  builder_.page_with(fmt::format("/Font << /F1 {} 0 R >> /ExtGState << /A 42 >>", helvetica_), "/A gs");
  builder_.page_with(fmt::format("/Font << /F1 {} 0 R >>", helvetica_), "/A gs");
  std::vector<std::string> codes;
  for (const Diagnostic& d : read().diagnostics) codes.push_back(fmt::format("{} {}", d.page, d.code));
  EXPECT_THAT(codes, ElementsAre("1 page.damaged", "2 page.damaged"));
}

// The page's number before each code.
std::vector<std::string> told(const Document& document) {
  std::vector<std::string> told;
  for (const Diagnostic& d : document.diagnostics) told.push_back(fmt::format("{} {}", d.page, d.code));
  return told;
}

TEST_F(SharedFonts, AnUnsoundFontIsToldOnEachPageThatHasIt) {
  const int unsound = builder_.add("42");
  add_page(kOne);
  add_page("", unsound);
  add_page("", unsound);
  EXPECT_THAT(told(read()), ElementsAre("2 page.damaged", "3 page.damaged"));
}

// Pages share the fonts of pages that come later, but not what is to say of these.
TEST_F(SharedFonts, AnUnsoundFontOfALaterPageIsNotToldBefore) {
  add_page(kOne);
  builder_.page_with(fmt::format("/Font << /F1 {} 0 R /F2 {} 0 R >>", helvetica_, builder_.add("42")), kOne);
  add_page(kOne);
  EXPECT_THAT(told(read()), ElementsAre("2 page.damaged"));
  EXPECT_THAT(texts(), ElementsAre("1", "1", "1"));
}

TEST_F(SharedFonts, PagesMayHaveManyOfTheirOwn) {
  std::string all;
  for (int i = 0; i < 40; ++i) {
    const int font = i % 2 == 0 ? helvetica_ : mapped_;
    all += fmt::format("/N{} {} 0 R ", i, font);
    builder_.page_with(fmt::format("/Font << /F{} {} 0 R >>", i, font), fmt::format("BT /F{} 10 Tf 20 50 Td (1) Tj ET", i));
  }
  builder_.page_with(fmt::format("/Font << {} >>", all), "BT /N39 10 Tf 20 50 Td (1) Tj ET");
  std::vector<std::string> expected;
  for (int i = 0; i < 40; ++i) expected.push_back(i % 2 == 0 ? "1" : "万");
  expected.push_back("万");
  EXPECT_EQ(texts(), expected);
}

TEST_F(SharedFonts, SoundOnesAreNot) {
  add_page(kOne);
  add_page(kOne, mapped_);
  EXPECT_THAT(told(read()), IsEmpty());
}

}  // namespace
}  // namespace gongkai::extract
