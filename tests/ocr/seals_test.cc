#include "extract/ocr/seals.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>

namespace gongkai::extract {
namespace {

constexpr double kDots = 50;  // an inch
using Colour = std::array<uint8_t, 3>;
constexpr Colour kPaper = {250, 250, 245}, kBlack = {20, 20, 20}, kRed = {210, 50, 60}, kBlackUnderRed = {18, 5, 6};

ColourImage painted(const std::function<Colour(int x, int y)>& colour_at) {
  ColourImage page{120, 120, {}};
  for (int y = 0; y < page.height; ++y) {
    for (int x = 0; x < page.width; ++x) {
      const Colour colour = colour_at(x, y);
      page.pixels.insert(page.pixels.end(), colour.begin(), colour.end());
    }
  }
  return page;
}

// 1.6 in across.
bool is_on_ring(int x, int y) {
  const double from = std::hypot(x - 60, y - 60);
  return from > 36 && from < 40;
}

TEST(Seals, AreSeenThrough) {
  const auto is_printed = [](int y) { return y >= 59 && y < 61; };
  const Unsealed unsealed = without_seals(painted([&](int x, int y) {
    if (is_on_ring(x, y)) return is_printed(y) ? kBlackUnderRed : kRed;
    return is_printed(y) ? kBlack : kPaper;
  }), kDots);
  EXPECT_EQ(unsealed.seals, 1);
  EXPECT_EQ(unsealed.picture.at(60, 22), 250);  // the ring, above
  EXPECT_LT(unsealed.picture.at(22, 60), 40);   // what it crosses
  EXPECT_EQ(unsealed.picture.at(60, 60), 20);
}

// 0.3 in high, as a title is; red as the seal.
TEST(Seals, AreNoFiguresInRed) {
  const Unsealed unsealed = without_seals(painted([](int x, int y) {
    return x > 20 && x < 100 && y > 50 && y < 65 && x % 16 < 8 ? kRed : kPaper;
  }), kDots);
  EXPECT_EQ(unsealed.seals, 0);
  EXPECT_EQ(unsealed.picture.at(36, 60), 99);  // as dark as it looks
}

TEST(Seals, AreNoShadedCells) {
  const Unsealed unsealed =
      without_seals(painted([](int x, int y) { return x > 20 && x < 100 && y > 20 && y < 100 ? kRed : kPaper; }), kDots);
  EXPECT_EQ(unsealed.seals, 0);
}

TEST(Seals, AreInColour) {
  const Unsealed unsealed =
      without_seals(painted([](int x, int y) { return is_on_ring(x, y) ? kBlack : kPaper; }), kDots);
  EXPECT_EQ(unsealed.seals, 0);
  EXPECT_EQ(unsealed.picture.at(60, 22), 20);
}

}  // namespace
}  // namespace gongkai::extract
