#include "recognize/grid_finder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "layout_literals.h"

namespace gongkai::recognize {
namespace {

using extract::Axis;
using extract::Ruling;
using testing::ElementsAre;

// The spans of all grids of a drawing.
std::vector<std::string> grids_in(std::string_view drawing) {
  std::vector<std::string> result;
  for (const Grid& grid : find_grids(draw(drawing))) result.push_back(spans(grid));
  return result;
}

TEST(FindGrids, FindsRowsAndColumns) {
  const std::vector<Grid> grids = find_grids(draw(R"(
      +--+----+
      |  |    |
      +--+----+
      |  |    |
      |  |    |
      +--+----+)"));
  ASSERT_EQ(grids.size(), 1U);
  EXPECT_THAT(grids[0].xs, ElementsAre(0, 30, 80));
  EXPECT_THAT(grids[0].ys, ElementsAre(0, 20, 50));
  EXPECT_EQ(spans(grids[0]), "1x1 1x1 / 1x1 1x1");
  EXPECT_EQ(grids[0].irregular, 0);
}

TEST(FindGrids, KeepsMergedCellsWhole) {
  EXPECT_THAT(grids_in(R"(
      +--+-----+
      |  |     |
      |  +--+--+
      |  |  |  |
      +--+--+  |
      |     |  |
      +-----+--+)"),
              ElementsAre("2x1 1x2 / 1x1 2x1 / 1x2"));
}

TEST(FindGrids, FindsWhichCellIsAtAPoint) {
  const std::vector<Grid> grids = find_grids(draw(R"(
      +--+-----+
      |  |     |
      +--+--+--+
      |  |  |  |
      +--+--+--+)"));
  ASSERT_EQ(grids.size(), 1U);
  const Grid& grid = grids[0];
  const GridCell& merged = grid.cells[static_cast<size_t>(grid.find(75, 10))];
  EXPECT_EQ(merged.column, 1);
  EXPECT_EQ(merged.column_span, 2);
  EXPECT_EQ(grid.box(merged), (Box{30, 0, 90, 20}));
  EXPECT_EQ(grid.find(91, 10), -1);
}

// The page break cuts the border off, or the template draws none at the sides.
TEST(FindGrids, TakesTheEndsOfRulingsForAMissingOuterBorder) {
  EXPECT_THAT(grids_in(R"(
      |  |  |
      +--+--+
      |  |  |
      +--+--+)"),
              ElementsAre("1x1 1x1 / 1x1 1x1"));
  EXPECT_THAT(grids_in(R"(
      ---+---
         |
      ---+---
         |
      ---+---)"),
              ElementsAre("1x1 1x1 / 1x1 1x1"));
}

TEST(FindGrids, ClosesCornersThatProducersLeaveOpen) {
  // Borders that end 2.5 points before the corner, as mitred borders do.
  const std::vector<Ruling> rulings{
      {Axis::Horizontal, 0, 2.5F, 97.5F, 1},   {Axis::Horizontal, 20, 2.5F, 97.5F, 1},
      {Axis::Horizontal, 40, 2.5F, 97.5F, 1},  {Axis::Vertical, 0, 2.5F, 37.5F, 1},
      {Axis::Vertical, 50, 2.5F, 37.5F, 1},    {Axis::Vertical, 100, 2.5F, 37.5F, 1}};
  const std::vector<Grid> grids = find_grids(rulings);
  ASSERT_EQ(grids.size(), 1U);
  EXPECT_EQ(spans(grids[0]), "1x1 1x1 / 1x1 1x1");
}

TEST(FindGrids, TakesADoubleBorderForOne) {
  std::vector<Ruling> rulings = draw(R"(
      +--+--+
      |  |  |
      +--+--+
      |  |  |
      +--+--+)");
  const size_t once = rulings.size();
  for (size_t i = 0; i < once; ++i) {
    Ruling second = rulings[i];
    second.at += 2;
    rulings.push_back(second);
  }
  const std::vector<Grid> grids = find_grids(rulings);
  ASSERT_EQ(grids.size(), 1U);
  EXPECT_THAT(grids[0].xs, ElementsAre(1, 31, 61));
  EXPECT_EQ(spans(grids[0]), "1x1 1x1 / 1x1 1x1");
}

// Word draws every border cell by cell.
TEST(FindGrids, ReadsBordersDrawnInPieces) {
  const std::vector<Ruling> rulings{
      {Axis::Horizontal, 0, 0, 50, 1},  {Axis::Horizontal, 0, 50, 100, 1},
      {Axis::Horizontal, 20, 0, 50, 1}, {Axis::Horizontal, 20, 50, 100, 1},
      {Axis::Vertical, 0, 0, 20, 1},    {Axis::Vertical, 50, 0, 20, 1},
      {Axis::Vertical, 100, 0, 20, 1}};
  const std::vector<Grid> grids = find_grids(rulings);
  ASSERT_EQ(grids.size(), 1U);
  EXPECT_EQ(spans(grids[0]), "1x1 1x1");
}

TEST(FindGrids, TakesABorderForDrawnWhereMostOfItIs) {
  // The border between the rows has 7 of 10 parts of the first column and 3 of the second.
  const std::vector<Ruling> rulings{
      {Axis::Horizontal, 0, 0, 200, 1},  {Axis::Horizontal, 20, 0, 70, 1},
      {Axis::Horizontal, 20, 170, 200, 1}, {Axis::Horizontal, 40, 0, 200, 1},
      {Axis::Vertical, 0, 0, 40, 1},     {Axis::Vertical, 100, 0, 40, 1},
      {Axis::Vertical, 200, 0, 40, 1}};
  const std::vector<Grid> grids = find_grids(rulings);
  ASSERT_EQ(grids.size(), 1U);
  EXPECT_EQ(spans(grids[0]), "1x1 2x1 / 1x1");
}

TEST(FindGrids, TellsTwoTablesOnAPageApart) {
  EXPECT_THAT(grids_in(R"(
      +--+--+
      |  |  |
      +--+--+

      +--+--+--+
      |  |  |  |
      +--+--+--+)"),
              ElementsAre("1x1 1x1", "1x1 1x1 1x1"));
  EXPECT_THAT(grids_in(R"(
      +--+--+  +--+
      |  |  |  |  |
      +--+--+  +--+
               |  |
               +--+)"),
              ElementsAre("1x1 1x1", "1x1 / 1x1"));
}

// A frame around a page's table is a box of one cell, and no grid.
TEST(FindGrids, LeavesOutAFrameAroundATable) {
  EXPECT_THAT(grids_in(R"(
      +-----------+
      |           |
      |  +--+--+  |
      |  |  |  |  |
      |  +--+--+  |
      |           |
      +-----------+)"),
              ElementsAre("1x1 1x1"));
}

TEST(FindGrids, LeavesOutUnderlinesAndTicks) {
  EXPECT_THAT(grids_in(R"(
      ---------

      +--+--+
      |  |  |
      +--+--+)"),
              ElementsAre("1x1 1x1"));
  // A stroke of 3 points between the borders is part of a character.
  std::vector<Ruling> rulings = draw(R"(
      +--+--+
      |  |  |
      +--+--+)");
  rulings.push_back({Axis::Horizontal, 10, 0, 3, 0.5F});
  ASSERT_EQ(find_grids(rulings).size(), 1U);
  EXPECT_EQ(spans(find_grids(rulings)[0]), "1x1 1x1");
}

TEST(FindGrids, SplitsAMergedAreaThatIsNoRectangle) {
  const std::vector<Grid> grids = find_grids(draw(R"(
      +--+--+
      |  |  |
      |  +--+
      |     |
      +--+--+)"));
  ASSERT_EQ(grids.size(), 1U);
  EXPECT_EQ(spans(grids[0]), "1x1 1x1 / 1x1 1x1");
  EXPECT_EQ(grids[0].irregular, 1);
}

// The page breaks cut the one cell of the column on the left both above and below.
TEST(FindGrids, TakesARulingBesideATableForAnOpenColumn) {
  EXPECT_THAT(grids_in(R"(
      |  +--+
      |  |  |
      |  +--+
      |  |  |
      |  +--+)"),
              ElementsAre("2x1 1x1 / 1x1"));
  EXPECT_THAT(grids_in(R"(
         +--+
      |  |  |
      |  +--+
         |  |
         +--+)"),
              ElementsAre("1x1 / 1x1"))
      << "not as high as the table";
}

TEST(FindGrids, NeedsRulingsOfBothDirections) {
  EXPECT_THAT(grids_in(R"(
      ------
      ------
      ------)"),
              ElementsAre());
  EXPECT_THAT(find_grids({}), ElementsAre());
}

}  // namespace
}  // namespace gongkai::recognize
