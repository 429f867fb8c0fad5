#include "extract/page_cleanup.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "base/text.h"

namespace gongkai::extract {
namespace {

Glyph glyph(char32_t code, double left, double top, double width = 5, double size = 10) {
  Glyph g;
  g.code = code;
  g.box = {left, top, left + width, top + size};
  g.size = static_cast<float>(size);
  return g;
}

std::string kept(std::vector<Glyph> glyphs) {
  drop_fake_bold(glyphs);
  std::string text;
  for (const Glyph& g : glyphs) append_utf8(text, g.code);
  return text;
}

TEST(DropFakeBold, DropsTheSecondCopy) {
  EXPECT_EQ(kept({glyph(U'合', 10, 0, 10), glyph(U'计', 20, 0, 10), glyph(U'合', 10.3, 0, 10),
                  glyph(U'计', 20.3, 0.3, 10)}),
            "合计");
  EXPECT_EQ(kept({glyph(U'1', 10, 0), glyph(U'1', 10, 0), glyph(U'1', 10.4, 0)}), "1");
}

// Strokes of a font of their own, whose size is told otherwise.
TEST(DropFakeBold, DropsACopyOfAnotherHeight) {
  EXPECT_EQ(kept({glyph(U'≥', 621.5, 111.9, 6.6, 12), glyph(U'≥', 621.5, 114.7, 6.6, 8.8)}), "≥");
  EXPECT_EQ(kept({glyph(U'≥', 621.5, 111.9, 6.6, 12), glyph(U'≥', 621.5, 120.7, 6.6, 8.8)}), "≥≥");
}

TEST(DropFakeBold, KeepsEqualNeighbours) {
  EXPECT_EQ(kept({glyph(U'1', 10, 0), glyph(U'1', 15, 0)}), "11");
  EXPECT_EQ(kept({glyph(U'1', 10, 0, 1.5), glyph(U'1', 11.5, 0, 1.5)}), "11");  // condensed type
  EXPECT_EQ(kept({glyph(U'1', 10, 0), glyph(U'1', 10, 2)}), "11");              // the next line
  EXPECT_EQ(kept({glyph(U'1', 10, 0), glyph(U'7', 10, 0)}), "17");
}

TEST(DropFakeBold, LeavesUnknownCharactersAlone) {
  EXPECT_EQ(kept({glyph(0xFFFD, 10, 0), glyph(0xFFFD, 10, 0)}), "\uFFFD\uFFFD");
}

TEST(DropFakeBold, KeepsTheOrderAndSpaces) {
  EXPECT_EQ(kept({glyph(U' ', 0, 0), glyph(U' ', 0, 0), glyph(U'b', 20, 0), glyph(U'a', 10, 0)}),
            "  ba");
}

// Of the watermark 2026 at 40 points, the 0 has an amount on top of it.
TEST(DropUnderprint, DropsLargeTextBelowAmounts) {
  std::vector<Glyph> glyphs{glyph(U'2', 0, 0, 20, 40), glyph(U'0', 20, 0, 20, 40), glyph(U'8', 25, 15), glyph(U'.', 30, 15),
                            glyph(U'5', 35, 15)};
  for (size_t i = 2; i < glyphs.size(); ++i) glyphs[i].run = 1;
  EXPECT_EQ(drop_underprint(glyphs), 2U);
  ASSERT_EQ(glyphs.size(), 3U);
  EXPECT_EQ(glyphs[0].code, U'8');
}

TEST(DropUnderprint, KeepsTitles) {
  std::vector<Glyph> glyphs{glyph(U'表', 0, 0, 40, 40), glyph(U'1', 50, 30), glyph(U'2', 10, 45), glyph(U'次', 0, 60, 24, 24),
                            glyph(U'题', 5, 65, 22, 22)};
  EXPECT_EQ(drop_underprint(glyphs), 0U);
  EXPECT_EQ(glyphs.size(), 5U);
}

// 12.5 of 10 points, and behind it a 1 of 6 points whose foot stands 4 points higher, or as low.
TEST(MarkSuperscripts, TellsMarksOfNotesFromDigits) {
  const auto marked = [](double top) {
    std::vector<Glyph> glyphs{glyph(U'5', 0, 0), glyph(U'1', 5, top, 3, 6)};
    mark_superscripts(glyphs);
    return glyphs[1].code;
  };
  EXPECT_EQ(marked(0), U'¹');
  EXPECT_EQ(marked(4), U'1');   // smaller on the same line
  EXPECT_EQ(marked(12), U'1');  // on the next line
}

TEST(DropFakeBold, TakesNoMinutesForAPageFullOfDots) {
  const std::vector<Glyph> dots(50'000, glyph(U'.', 10, 10, 0.001, 0.001));
  std::vector<Glyph> spread = dots;
  for (size_t i = 0; i < spread.size(); ++i) spread[i].box.left += static_cast<double>(i) * 1e-2;
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(kept(dots).size(), 1U);
  EXPECT_EQ(kept(spread).size(), 50'000U);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

// A page of 100 × 60 points with one glyph and one ruling of each axis.
Page sideways(uint8_t rotation) {
  Page page;
  page.width = 100;
  page.height = 60;
  Glyph g = glyph(U'合', 10, 20, 4, 8);
  g.rotation = rotation;
  g.anchor_x = 12;
  g.anchor_y = 24;
  page.glyphs = {g};
  page.rulings = {{Axis::Horizontal, 5, 10, 90, 1}, {Axis::Vertical, 30, 20, 50, 1}};
  return page;
}

TEST(TurnUpright, LeavesUprightPagesAlone) {
  Page page = sideways(0);
  turn_upright(page);
  EXPECT_EQ(page.rotation, 0);
  EXPECT_EQ(page.glyphs[0].box, (Box{10, 20, 14, 28}));
}

TEST(TurnUpright, TurnsTextThatRunsDownwards) {
  Page page = sideways(1);
  turn_upright(page);
  EXPECT_EQ(page.rotation, 270);
  EXPECT_EQ(page.width, 60);
  EXPECT_EQ(page.height, 100);
  EXPECT_EQ(page.glyphs[0].box, (Box{20, 86, 28, 90}));
  EXPECT_EQ(page.glyphs[0].anchor_x, 24);
  EXPECT_EQ(page.glyphs[0].anchor_y, 88);
  EXPECT_EQ(page.glyphs[0].rotation, 0);
  EXPECT_EQ(page.rulings[0].axis, Axis::Vertical);
  EXPECT_EQ(page.rulings[0].at, 5);
  EXPECT_EQ(page.rulings[0].from, 10);
  EXPECT_EQ(page.rulings[0].to, 90);
  EXPECT_EQ(page.rulings[1].axis, Axis::Horizontal);
  EXPECT_EQ(page.rulings[1].at, 70);
  EXPECT_EQ(page.rulings[1].from, 20);
  EXPECT_EQ(page.rulings[1].to, 50);
}

TEST(TurnUpright, TurnsTextThatStandsOnItsHead) {
  Page page = sideways(2);
  turn_upright(page);
  EXPECT_EQ(page.rotation, 180);
  EXPECT_EQ(page.width, 100);
  EXPECT_EQ(page.glyphs[0].box, (Box{86, 32, 90, 40}));
  EXPECT_EQ(page.rulings[0].axis, Axis::Horizontal);
  EXPECT_EQ(page.rulings[0].at, 55);
}

TEST(TurnUpright, TurnsTextThatRunsUpwards) {
  Page page = sideways(3);
  turn_upright(page);
  EXPECT_EQ(page.rotation, 90);
  EXPECT_EQ(page.glyphs[0].box, (Box{32, 10, 40, 14}));
  EXPECT_EQ(page.rulings[1].axis, Axis::Horizontal);
  EXPECT_EQ(page.rulings[1].at, 30);
  EXPECT_EQ(page.rulings[1].from, 10);
  EXPECT_EQ(page.rulings[1].to, 40);
}

TEST(AsDisplayed, IsTheInverseOfTurning) {
  for (uint8_t rotation = 0; rotation < 4; ++rotation) {
    Page page = sideways(rotation);
    const Box displayed = page.glyphs[0].box;
    turn_upright(page);
    EXPECT_EQ(as_displayed(page, page.glyphs[0].box), displayed) << int{rotation};
  }
}

TEST(TurnUpright, LeavesTheMinorityTurned) {
  Page page = sideways(0);
  page.glyphs.push_back(page.glyphs[0]);
  page.glyphs.push_back(page.glyphs[0]);
  page.glyphs[0].rotation = 3;
  turn_upright(page);
  EXPECT_EQ(page.rotation, 0);
  EXPECT_EQ(page.glyphs[0].rotation, 3);
}

}  // namespace
}  // namespace gongkai::extract
