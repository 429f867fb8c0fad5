#include "extract/ocr/black_and_white.h"

#include <gtest/gtest.h>

namespace gongkai::extract {
namespace {

// A sheet of paper with a bar that is four pixels high.
GreyImage sheet() {
  GreyImage image{60, 40, {}};
  image.pixels.assign(60 * 40, 255);
  for (int y = 10; y < 14; ++y) {
    for (int x = 10; x < 50; ++x) image.pixels[static_cast<size_t>(y * 60 + x)] = 0;
  }
  return image;
}

TEST(IsBilevel, HasNoGreysAtTheEdgesOfInk) {
  GreyImage image = sheet();
  EXPECT_TRUE(is_bilevel(image));
  for (int x = 10; x < 50; ++x) image.pixels[static_cast<size_t>(14 * 60 + x)] = 128;
  EXPECT_FALSE(is_bilevel(image));
}

TEST(Softened, MakesThePagesOfAFaxSofter) {
  const GreyImage clean = softened(sheet(), 200);
  EXPECT_LT(clean.at(30, 12), 10);
  EXPECT_LT(clean.at(30, 14), 255);
  EXPECT_EQ(clean.at(30, 16), 255);
  GreyImage speckled = sheet();
  for (int x = 5; x < 60; x += 10) speckled.pixels[static_cast<size_t>(30 * 60 + x)] = 0;
  EXPECT_LT(softened(speckled, 200).at(30, 16), 255);
}

}  // namespace
}  // namespace gongkai::extract
