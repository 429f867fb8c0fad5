#include "extract/ocr/hidden_sides.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gongkai::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kSlack = 6;

PixelRuling across(int y, int left, int right) { return {Axis::Horizontal, {left, y - 1, right, y + 1}}; }
PixelRuling down(int x, int top, int bottom) { return {Axis::Vertical, {x - 1, top, x + 1, bottom}}; }

// A heading row from y 100 to 140 and a row of the body below it, from x 0 to 600.
std::vector<PixelRuling> table(const std::vector<int>& columns) {
  std::vector<PixelRuling> rulings = {across(100, 0, 600), across(140, 0, 600), across(180, 0, 600),
                                      down(1, 100, 180), down(599, 100, 180)};
  for (const int x : columns) rulings.push_back(down(x, 140, 180));
  return rulings;
}

PixelBox text(int middle, int width) { return {middle - width / 2, 110, middle + width / 2, 130}; }

TEST(FindHiddenSides, DividesHeadingsOverTheirColumns) {
  const std::vector<PixelRuling> sides = find_hidden_sides(table({200, 400}), {text(100, 60), text(300, 80), text(500, 60)}, kSlack);
  std::vector<int> at;
  for (const PixelRuling& side : sides) at.push_back(side.box.left + 1);
  EXPECT_THAT(at, ElementsAre(200, 400));
  EXPECT_EQ(sides.front().box.top, 100);
  EXPECT_EQ(sides.front().box.bottom, 140);
}

// 基本支出 over two columns, 项目支出 over one.
TEST(FindHiddenSides, TakesTheRulingThatLeavesTextsInTheMiddle) {
  const std::vector<PixelRuling> sides = find_hidden_sides(table({200, 400}), {text(200, 80), text(500, 80)}, kSlack);
  ASSERT_EQ(sides.size(), 1U);
  EXPECT_EQ(sides.front().box.left, 399);
}

TEST(FindHiddenSides, LeavesOneHeadingOverSeveralColumns) {
  EXPECT_THAT(find_hidden_sides(table({200, 400}), {text(300, 80)}, kSlack), IsEmpty());
}

// 预　算　数
TEST(FindHiddenSides, LeavesSpacedOutCharacters) {
  EXPECT_THAT(find_hidden_sides(table({200, 400}), {text(100, 20), text(300, 20), text(500, 20)}, kSlack), IsEmpty());
}

TEST(FindHiddenSides, LeavesTextsThatStandElsewhere) {
  EXPECT_THAT(find_hidden_sides(table({200}), {text(40, 60), text(260, 80)}, kSlack), IsEmpty());
}

}  // namespace
}  // namespace gongkai::extract
