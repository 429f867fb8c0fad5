#include "extract/outlined_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "extract/pdf_reader.h"
#include "extract/reader.h"
#include "pdf_builder.h"

namespace gongkai::extract {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

// 10 points high, `width` wide.
Outline shape(double width, int corners, bool curved) { return {{100, 100, 100 + width, 110}, corners, curved}; }

TEST(LooksLikeText, ByItsCorners) {
  EXPECT_TRUE(looks_like_text(shape(10, 30, true)));     // 预
  EXPECT_TRUE(looks_like_text(shape(10, 16, false)));    // 口, of straight lines
  EXPECT_TRUE(looks_like_text(shape(100, 200, true)));   // a word
  EXPECT_FALSE(looks_like_text(shape(10, 5, false)));    // a box
  EXPECT_FALSE(looks_like_text(shape(100, 17, true)));   // a box with round corners
  EXPECT_FALSE(looks_like_text({{0, 0, 2, 2}, 13, true}));      // a dot
  EXPECT_FALSE(looks_like_text({{0, 0, 300, 300}, 400, true}));  // a drawing
}

Page page_with(int glyphs) {
  Page page;
  page.width = page.height = 200;
  for (int i = 0; i < glyphs; ++i) {
    Glyph& glyph = page.glyphs.emplace_back();
    glyph.code = U'预';
    glyph.box = {10.0 + 12 * i, 10, 20.0 + 12 * i, 20};
  }
  return page;
}

std::vector<Outline> outlines(int count) {
  std::vector<Outline> shapes;
  for (int i = 0; i < count; ++i) shapes.push_back({{10.0 + 12 * i, 10, 20.0 + 12 * i, 20}, 30, true});
  return shapes;
}

TEST(FindOutlinedText, NeedsAWord) {
  EXPECT_THAT(find_outlined_text(page_with(0), outlines(8)), SizeIs(8));
  EXPECT_THAT(find_outlined_text(page_with(0), outlines(3)), IsEmpty());
}

TEST(FindOutlinedText, LeavesTextThatIsWrittenToo) {
  EXPECT_THAT(find_outlined_text(page_with(8), outlines(8)), IsEmpty());
  EXPECT_THAT(find_outlined_text(page_with(7), outlines(8)), IsEmpty());  // one character is no word
  EXPECT_THAT(find_outlined_text(page_with(8), outlines(15)), SizeIs(7));
}

TEST(PictureOfOutlines, ShowsWhatStandsInTheBoxesAndWholeRulings) {
  GreyImage picture{200, 200, std::vector<uint8_t>(200 * 200, 100)};
  Page page = page_with(0);
  page.rulings = {{Axis::Horizontal, 150, 0, 200, 1}};
  const GreyImage part = picture_of_outlines(picture, page, {{100, 50, 110, 60}});
  EXPECT_EQ(part.at(105, 55), 100);
  EXPECT_EQ(part.at(85, 55), 100);  // a stroke beside it
  EXPECT_EQ(part.at(50, 55), 255);
  EXPECT_EQ(part.at(20, 150), 0);
}

// Programs that print bold text draw the edges of its characters.
TEST(EdgesOfCharacters, AreNoRulings) {
  PdfBuilder builder;
  std::string content = "20 10 m 180 10 l S ";
  for (int x = 20; x < 120; x += 12) {  // a shape of two bars and a curve, as an edge
    content += std::to_string(x) + " 50 m " + std::to_string(x + 10) + " 50 l " + std::to_string(x + 10) + " 60 l " +
               std::to_string(x + 5) + " 62 " + std::to_string(x + 3) + " 63 " + std::to_string(x) + " 60 c " +
               std::to_string(x) + " 50 l S ";
  }
  Document document;
  read_pdf(builder.page(content).bytes(), {.ocr = OcrMode::Off}, document);
  ASSERT_THAT(document.pages.at(0).rulings, SizeIs(1));
  EXPECT_EQ(document.pages[0].rulings[0].to, 180);
}

// A seal's characters stand in a ring over other text.
TEST(OutlinedText, IsNotLookedForInRed) {
  const auto told_of = [](std::string_view colour) {
    std::string content(colour);
    for (int x = 20; x < 140; x += 12) {
      for (int i = 0; i < 8; ++i) content += std::to_string(x + i) + (i == 0 ? " 50 m " : " 55 l ");
      content += std::to_string(x + 10) + " 60 " + std::to_string(x) + " 60 " + std::to_string(x) + " 50 c f ";
    }
    PdfBuilder builder;
    Document document;
    read_pdf(builder.page(content).bytes(), {.ocr = OcrMode::Off}, document);
    return std::any_of(document.diagnostics.begin(), document.diagnostics.end(),
                       [](const Diagnostic& d) { return d.code == "page.text_outlined"; });
  };
  EXPECT_TRUE(told_of("0 g "));
  EXPECT_FALSE(told_of("0.9 0.1 0.1 rg "));
}

}  // namespace
}  // namespace gongkai::extract
