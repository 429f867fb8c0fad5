#include "extract/ocr/scan_ink.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>

namespace gongkai::extract {
namespace {

using testing::ElementsAre;
using testing::Ge;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr double kDots = 200;  // an inch

GreyImage blank(int width, int height) {
  return {width, height, std::vector<uint8_t>(static_cast<size_t>(width * height), 255)};
}

void fill(GreyImage& image, const PixelBox& box, uint8_t grey = 0) {
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) image.pixels[static_cast<size_t>(y * image.width + x)] = grey;
  }
}

// A word of blocks as large as characters of 9 points, four pixels apart.
void write(GreyImage& image, int left, int top, int characters) {
  for (int i = 0; i < characters; ++i) fill(image, {left + 29 * i, top, left + 29 * i + 25, top + 25});
}

// Two cells of 300 × 60 pixels beside each other.
GreyImage two_cells() {
  GreyImage image = blank(800, 300);
  for (const int y : {100, 160}) fill(image, {100, y, 703, y + 3});
  for (const int x : {100, 400, 700}) fill(image, {x, 100, x + 3, 163});
  return image;
}

// Thresholds move an edge by a pixel or two.
MATCHER_P4(IsAbout, left, top, right, bottom, "") {
  const auto near = [](int a, int b) { return std::abs(a - b) <= 2; };
  return near(arg.left, left) && near(arg.top, top) && near(arg.right, right) && near(arg.bottom, bottom);
}

long rulings_along(Axis axis, const ScanInk& ink) {
  return std::count_if(ink.rulings.begin(), ink.rulings.end(), [&](const PixelRuling& ruling) { return ruling.axis == axis; });
}

TEST(ScanInk, FindsRulings) {
  const ScanInk ink = find_ink(two_cells(), kDots);
  EXPECT_EQ(rulings_along(Axis::Horizontal, ink), 2);
  EXPECT_EQ(rulings_along(Axis::Vertical, ink), 3);
  EXPECT_THAT(ink.lines, IsEmpty());
}

TEST(ScanInk, CutsLinesAtRulings) {
  GreyImage image = two_cells();
  write(image, 330, 118, 2);  // up to the ruling between the cells
  write(image, 410, 118, 3);
  EXPECT_THAT(find_ink(image, kDots).lines,
              UnorderedElementsAre(IsAbout(330, 118, 384, 143), IsAbout(410, 118, 493, 143)));
}

TEST(ScanInk, JoinsCharactersOfALineAndTellsLinesApart) {
  GreyImage image = blank(800, 300);
  write(image, 50, 50, 5);
  write(image, 50, 90, 3);
  EXPECT_THAT(find_ink(image, kDots).lines,
              ElementsAre(IsAbout(50, 50, 191, 75), IsAbout(50, 90, 133, 115)));
}

// 二 alone is two bars above each other.
TEST(ScanInk, JoinsBarsOfOneCharacter) {
  GreyImage image = blank(800, 300);
  write(image, 50, 50, 5);
  fill(image, {300, 102, 322, 105});
  fill(image, {298, 118, 324, 121});
  EXPECT_THAT(find_ink(image, kDots).lines, ElementsAre(IsAbout(50, 50, 191, 75), IsAbout(298, 99, 324, 124)));
}

// The bars of a large 元 are two pieces, and none of them is large.
TEST(ScanInk, JoinsPartsOfALargeCharacter) {
  GreyImage image = blank(800, 300);
  for (int y = 100; y <= 240; y += 35) write(image, 50, y, 8);
  for (const int x : {500, 544}) {  // 口口
    for (const int y : {40, 74}) fill(image, {x, y, x + 40, y + 6});
    for (const int side : {x, x + 34}) fill(image, {side, 40, side + 6, 80});
  }
  fill(image, {600, 42, 630, 48});
  fill(image, {594, 58, 634, 64});
  fill(image, {610, 64, 616, 80});
  const std::vector<PixelBox> lines = find_ink(image, kDots).lines;
  ASSERT_FALSE(lines.empty());
  EXPECT_THAT(lines.front(), IsAbout(500, 40, 634, 80));
}

// A title's strokes are as long as rulings and cross each other.
TEST(ScanInk, TakesNoCharacterForATable) {
  GreyImage image = blank(800, 300);
  fill(image, {100, 100, 180, 106});
  fill(image, {137, 60, 143, 150});
  EXPECT_THAT(find_ink(image, kDots).rulings, IsEmpty());
}

// Feet of digits that touch, in a cell as long as the text.
TEST(ScanInk, TakesNoFeetOfDigitsForARuling) {
  GreyImage image = two_cells();
  for (int x = 112; x < 392; x += 14) fill(image, {x, 118, x + 7, 143});
  fill(image, {106, 140, 396, 143});
  EXPECT_EQ(rulings_along(Axis::Horizontal, find_ink(image, kDots)), 2);
}

// Text of the row above it, in both of its cells, stands on the ruling.
TEST(ScanInk, FindsARulingThatTextStandsOn) {
  GreyImage image = blank(800, 300);
  for (const int y : {100, 130, 160, 220}) fill(image, {100, y, 703, y + 2});
  for (const int x : {100, 400, 700}) fill(image, {x, 100, x + 3, 222});
  for (const int left : {112, 412}) {
    for (int x = left; x < left + 270; x += 14) fill(image, {x, 106, x + 9, 130});
  }
  EXPECT_EQ(rulings_along(Axis::Horizontal, find_ink(image, kDots)), 4);
}

// Bars that hang on a side of a cell with one end.
TEST(ScanInk, TakesNoLooseEndForARuling) {
  GreyImage image = two_cells();
  fill(image, {103, 130, 170, 133});
  EXPECT_EQ(rulings_along(Axis::Horizontal, find_ink(image, kDots)), 2);
}

// Leptonica's background has tiles, and so a dark band along the edge of shading.
TEST(ScanInk, TakesNoEdgeOfShadingForInk) {
  GreyImage image = blank(1000, 600);
  fill(image, {100, 100, 903, 300}, 215);
  for (const int y : {100, 200, 300, 400}) fill(image, {100, y, 903, y + 3});
  for (const int x : {100, 500, 900}) fill(image, {x, 100, x + 3, 403});
  write(image, 200, 140, 4);
  const ScanInk ink = find_ink(image, kDots);
  EXPECT_EQ(rulings_along(Axis::Horizontal, ink), 4);
  EXPECT_EQ(rulings_along(Axis::Vertical, ink), 3);
  EXPECT_THAT(ink.lines, ElementsAre(IsAbout(200, 140, 312, 165)));
}

// Two strokes of 款 beside each other, near a ruling.
TEST(ScanInk, TakesNoParallelStrokesForRulings) {
  GreyImage image = two_cells();
  write(image, 200, 118, 3);
  for (const int x : {300, 304}) fill(image, {x, 124, x + 2, 157});
  EXPECT_EQ(rulings_along(Axis::Vertical, find_ink(image, kDots)), 3);
}

// Digits of 4 points, two pixels from the rulings, in rows hardly higher than themselves: each row is a line.
TEST(ScanInk, TellsRowsOfSmallPrintApart) {
  GreyImage image = blank(800, 300);
  for (int y = 100; y <= 151; y += 17) fill(image, {100, y, 703, y + 1});
  for (const int x : {100, 400, 700}) fill(image, {x, 100, x + 2, 152});
  for (int y = 103; y <= 137; y += 17) {
    for (int x = 110; x < 200; x += 13) fill(image, {x, y, x + 11, y + 12});
    for (int x = 404; x < 440; x += 7) fill(image, {x, y + 2, x + 5, y + 9});
  }
  std::vector<int> left;
  for (const PixelBox& line : find_ink(image, kDots).lines) left.push_back(line.left);
  EXPECT_THAT(left, ElementsAre(110, 404, 110, 404, 110, 404));
}

// Such as a producer draws for text that is underlined and empty.
TEST(ScanInk, TakesNoBarBesideARulingForACharacter) {
  GreyImage image = two_cells();
  write(image, 120, 120, 3);
  fill(image, {250, 110, 300, 112});
  EXPECT_THAT(find_ink(image, kDots).lines, ElementsAre(IsAbout(120, 120, 203, 145)));
}

TEST(ScanInk, SeesNoRulingInTheCutOfALine) {
  GreyImage image = two_cells();
  write(image, 406, 118, 3);
  const ScanInk ink = find_ink(image, kDots);
  ASSERT_EQ(ink.lines.size(), 1U);
  EXPECT_EQ(ink.picture.at(401, 130), 255);
}

// What a scanner out of focus leaves of a hairline: some greys less than the paper, which is as grainy.
GreyImage out_of_focus(GreyImage image) {
  std::mt19937 random(1);
  std::normal_distribution<double> grain(0, 10);
  for (uint8_t& pixel : image.pixels)
    pixel = static_cast<uint8_t>(std::clamp((pixel == 0 ? 220 : 245) + std::lround(grain(random)), 0L, 255L));
  return image;
}

TEST(ScanInk, FindsRulingsInTheGrain) {
  const ScanInk ink = find_ink(out_of_focus(two_cells()), kDots);
  EXPECT_NEAR(ink.skew, 0, 0.1);  // degrees: a pixel over the length of the rulings
  EXPECT_EQ(rulings_along(Axis::Horizontal, ink), 2);
  EXPECT_EQ(rulings_along(Axis::Vertical, ink), 3);
}

// A stroke of what is written below touches the ruling there.
TEST(ScanInk, EndsARulingAtTheTable) {
  GreyImage image = blank(800, 500);
  for (const int y : {100, 200, 300}) fill(image, {100, y, 703, y + 3});
  for (const int x : {100, 400, 700}) fill(image, {x, 100, x + 3, 303});
  fill(image, {400, 303, 403, 335});
  int bottom = 0;
  for (const PixelRuling& ruling : find_ink(image, kDots).rulings) bottom = std::max(bottom, ruling.box.bottom);
  EXPECT_NEAR(bottom, 303, 2);
}

// Of a bold character that is nearly as high as its cell; what JPEG leaves around it is as dark as hairlines may be.
TEST(ScanInk, TakesNoStrokeThatEndsBeforeTheRulingsForASide) {
  GreyImage image = two_cells();
  fill(image, {250, 103, 253, 160}, 238);
  fill(image, {250, 108, 253, 155});
  EXPECT_EQ(rulings_along(Axis::Vertical, find_ink(image, kDots)), 3);
}

// Amounts stand so near to it that there is no paper at one of its sides.
TEST(ScanInk, FindsAFaintRulingBesideAmounts) {
  GreyImage image = blank(800, 500);
  for (int y = 100; y <= 400; y += 30) fill(image, {100, y, 703, y + 2});
  for (const int x : {100, 400, 700}) fill(image, {x, 100, x + 2, 402});
  image = out_of_focus(std::move(image));
  for (int y = 100; y < 400; y += 30) fill(image, {350, y + 6, 397, y + 26}, 120);
  std::vector<int> lengths;
  for (const PixelRuling& ruling : find_ink(image, kDots).rulings) {
    if (ruling.axis == Axis::Vertical) lengths.push_back(ruling.box.height());
  }
  EXPECT_THAT(lengths, ElementsAre(Ge(295), Ge(295), Ge(295)));
}

// In print of 5 points, lines of text stand three pixels from it and nearly touch each other.
TEST(ScanInk, FindsALongFaintRulingBesideLinesOfSmallPrint) {
  GreyImage image = blank(800, 600);
  for (int y = 100; y <= 500; y += 40) fill(image, {100, y, 703, y + 2});
  for (const int x : {100, 400, 700}) fill(image, {x, 100, x + 1, 502});
  image = out_of_focus(std::move(image));
  for (int y = 100; y < 500; y += 40) {
    for (const int line : {y + 6, y + 22}) {
      for (int x = 404; x < 600; x += 16) fill(image, {x, line, x + 13, line + 12}, 150);
    }
  }
  std::vector<int> lengths;
  for (const PixelRuling& ruling : find_ink(image, kDots).rulings) {
    if (ruling.axis == Axis::Vertical) lengths.push_back(ruling.box.height());
  }
  EXPECT_THAT(lengths, ElementsAre(Ge(360), Ge(360), Ge(360)));
}

// 一 of a small 一般, a pixel high and a tenth as dark as the rest.
TEST(ScanInk, TakesInAFaintBarThatBeginsALine) {
  GreyImage image = blank(800, 300);
  for (int i = 0; i < 5; ++i) {
    for (int x = 0; x < 14; x += 4) fill(image, {200 + 18 * i + x, 100, 202 + 18 * i + x, 115});
  }
  fill(image, {183, 107, 196, 108}, 225);
  const ScanInk ink = find_ink(image, kDots);
  ASSERT_EQ(ink.lines.size(), 1U);
  EXPECT_NEAR(ink.lines.front().left, 183, 3);
}

TEST(ScanInk, TellsALineThatLiesOnItsSide) {
  GreyImage image = blank(500, 300);
  write(image, 50, 50, 9);
  write(image, 50, 100, 6);
  EXPECT_FALSE(find_ink(image, kDots).on_its_side);
  EXPECT_TRUE(find_ink(turned(image, 1), kDots).on_its_side);
  EXPECT_FALSE(find_ink(turned(image, 2), kDots).on_its_side);
}

TEST(Turned, TurnsClockwise) {
  const GreyImage image{2, 1, {10, 20}};
  const GreyImage quarter = turned(image, 1);
  EXPECT_EQ(quarter.width, 1);
  EXPECT_THAT(quarter.pixels, ElementsAre(10, 20));
  EXPECT_THAT(turned(image, 2).pixels, ElementsAre(20, 10));
  EXPECT_THAT(turned(image, 4).pixels, ElementsAre(10, 20));
}

TEST(CutLine, LeavesAMarginAndBlankSides) {
  const GreyImage cut = cut_line(GreyImage{30, 30, std::vector<uint8_t>(900, 7)}, {10, 10, 20, 20});
  EXPECT_EQ(cut.height, 14);
  EXPECT_EQ(cut.width, 20);
  EXPECT_EQ(cut.at(3, 0), 7);
  EXPECT_EQ(cut.at(2, 0), 255);
  EXPECT_EQ(cut.at(17, 0), 255);
}

}  // namespace
}  // namespace gongkai::extract
