#include "extract/ocr/filters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gongkai::extract {
namespace {

// A row of text for each row of pixels: # is black, o grey, . white.
GreyImage drawn(const std::vector<std::string>& rows) {
  GreyImage image{static_cast<int>(rows[0].size()), static_cast<int>(rows.size()), {}};
  for (const std::string& row : rows) {
    for (const char c : row) image.pixels.push_back(c == '#' ? 0 : c == 'o' ? 100 : 255);
  }
  return image;
}

std::vector<std::string> text_of(Pix* binary) {
  std::vector<std::string> rows;
  for (int y = 0; y < pixGetHeight(binary); ++y) {
    rows.emplace_back();
    for (int x = 0; x < pixGetWidth(binary); ++x) rows.back() += ink_in_row(binary, y, x, x + 1) != 0 ? '#' : '.';
  }
  return rows;
}

PixPtr binary(const std::vector<std::string>& rows) { return own(pixThresholdToBinary(to_pix(drawn(rows)).get(), 128)); }

TEST(Pix, KeepsEveryPixelOnTheWayThereAndBack) {
  const GreyImage image{5, 2, {1, 2, 3, 4, 5, 250, 251, 252, 253, 254}};
  EXPECT_EQ(to_image(to_pix(image).get()).pixels, image.pixels);
}

TEST(Closed, FillsWhatIsThinnerThanTheWindow) {
  const GreyImage page = drawn({"......oooo",
                                "##########",
                                "......oooo",
                                "......oooo"});
  EXPECT_EQ(closed(page, 1, 3).pixels, drawn({"......oooo",
                                              "......oooo",
                                              "......oooo",
                                              "......oooo"}).pixels);
  EXPECT_EQ(closed(drawn({".#.##.###."}), 3, 1).pixels, drawn({"......###."}).pixels);
}

TEST(Averaged, TakesWhatThereIsAtTheEdges) {
  const GreyImage image{4, 2, {0, 30, 60, 90, 10, 40, 70, 100}};
  EXPECT_THAT(averaged(image, 1).pixels, testing::ElementsAre(20, 35, 65, 80, 20, 35, 65, 80));
}

TEST(Blurred, SpreadsAPointAndKeepsAnArea) {
  const std::vector<uint8_t> row = blurred({7, 1, {0, 0, 0, 200, 0, 0, 0}}, 0.6).pixels;
  EXPECT_THAT(row, testing::ElementsAre(0, 1, 33, 133, 33, 1, 0));
  EXPECT_THAT(blurred({3, 2, {90, 90, 90, 90, 90, 90}}, 0.9).pixels, testing::Each(90));
}

TEST(Sharpened, DoublesWhatAStrokeIsDarker) {
  const GreyImage stroke{7, 1, {200, 200, 200, 100, 200, 200, 200}};
  EXPECT_THAT(sharpened(stroke, 1.5).pixels, testing::ElementsAre(204, 211, 222, 27, 222, 211, 204));
  EXPECT_THAT(sharpened({3, 2, {90, 90, 90, 90, 90, 90}}, 1.5).pixels, testing::Each(90));
}

TEST(Runs, AreKeptFromTheirLengthOn) {
  const PixPtr page = binary({"###.##.####",
                              "#..#.......",
                              "#..#.......",
                              "...#......#"});
  EXPECT_THAT(text_of(runs_across(page.get(), 3).get()), testing::ElementsAre("###....####",
                                                                             "...........",
                                                                             "...........",
                                                                             "..........."));
  EXPECT_THAT(text_of(runs_down(page.get(), 3).get()), testing::ElementsAre("#..........",
                                                                           "#..#.......",
                                                                           "#..#.......",
                                                                           "...#......."));
}

}  // namespace
}  // namespace gongkai::extract
