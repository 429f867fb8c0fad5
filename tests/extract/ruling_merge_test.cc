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

}  // namespace
}  // namespace gongkai::extract
