#include "extract/ruling_merge.h"

#include <gtest/gtest.h>

#include <vector>

namespace gongkai::extract {
namespace {

Ruling horizontal(float y, float from, float to, float thickness = 0.5F) {
  return {Axis::Horizontal, y, from, to, thickness};
}

Ruling vertical(float x, float from, float to, float thickness = 0.5F) {
  return {Axis::Vertical, x, from, to, thickness};
}

// "H y from–to thickness" for each ruling.
std::vector<std::string> printed(const std::vector<Ruling>& rulings) {
  std::vector<std::string> lines;
  for (const Ruling& r : rulings) {
    std::ostringstream line;
    line << (r.axis == Axis::Horizontal ? "H " : "V ") << r.at << ' ' << r.from << '-' << r.to
         << ' ' << r.thickness;
    lines.push_back(line.str());
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST(MergeRulings, JoinsTheBordersOfNeighbouringCells) {
  EXPECT_EQ(printed(merge_rulings({horizontal(100, 50, 80), horizontal(100, 80, 120)})),
            Lines{"H 100 50-120 0.5"});
}

TEST(MergeRulings, BridgesSmallGapsOnly) {
  EXPECT_EQ(printed(merge_rulings({horizontal(100, 50, 80), horizontal(100, 82, 120)})),
            Lines{"H 100 50-120 0.5"});
  EXPECT_EQ(printed(merge_rulings({horizontal(100, 50, 80), horizontal(100, 83, 120)})),
            (Lines{"H 100 50-80 0.5", "H 100 83-120 0.5"}));
}

TEST(MergeRulings, TakesThePositionOfTheLongerPieceAndTheGreaterThickness) {
  EXPECT_EQ(printed(merge_rulings({vertical(10, 0, 20, 1.5F), vertical(10.5F, 10, 90, 0.5F)})),
            Lines{"V 10.5 0-90 1.5"});
}

TEST(MergeRulings, KeepsLinesApartThatLieApart) {
  EXPECT_EQ(
      printed(merge_rulings({vertical(12, 0, 20), vertical(10, 0, 20), horizontal(10, 0, 20)})),
      (Lines{"H 10 0-20 0.5", "V 10 0-20 0.5", "V 12 0-20 0.5"}));
}

TEST(MergeRulings, MakesALineOfDotsAndDropsSpecks) {
  EXPECT_EQ(printed(merge_rulings({horizontal(100, 50, 51), horizontal(100, 52, 53),
                                   horizontal(100, 54, 55), vertical(50, 99, 100)})),
            Lines{"H 100 50-55 0.5"});
}

TEST(MergeRulings, OfNothingIsNothing) { EXPECT_TRUE(merge_rulings({}).empty()); }

// Squares of 0.75 pt, 1.5 pt from one to the next, as Chromium draws thin dotted borders.
std::vector<Box> dots(int across, int down, double x, double y) {
  std::vector<Box> boxes;
  for (int row = 0; row < down; ++row) {
    for (int column = 0; column < across; ++column) {
      const double left = x + 1.5 * column;
      const double top = y + 1.5 * row;
      boxes.push_back({left, top, left + 0.75, top + 0.75});
    }
  }
  return boxes;
}

TEST(JoinDots, MakesOneLineOfADottedBorder) {
  std::vector<Box> border = dots(40, 1, 50, 100);
  const std::vector<Box> side = dots(1, 20, 50, 101.5);
  border.insert(border.end(), side.begin(), side.end());
  EXPECT_EQ(printed(join_dots(border)),
            (Lines{"H 100.375 50-109.25 0.75", "V 50.375 100-130.75 0.75"}));
}

// Dashes that are too short to be lines themselves.
TEST(JoinDots, MakesOneLineOfADashedBorder) {
  std::vector<Box> border;
  for (int i = 0; i < 10; ++i) border.push_back({50 + 4.0 * i, 100, 52.25 + 4.0 * i, 100.75});
  EXPECT_EQ(printed(join_dots(border)), Lines{"H 100.375 50-88.25 0.75"});
}

TEST(JoinDots, LeavesAloneWhatIsNoLine) {
  EXPECT_EQ(printed(join_dots(dots(7, 1, 50, 100))), Lines{});    // …, a leader
  EXPECT_EQ(printed(join_dots(dots(30, 30, 50, 100))), Lines{});  // an area filled with a pattern
}

}  // namespace
}  // namespace gongkai::extract
