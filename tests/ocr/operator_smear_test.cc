#include "extract/ocr/operator_smear.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gongkai::extract {
namespace {

constexpr int kLineHeight = 12;

// As a form in print of 5 points shows it, out of focus: digits are tenths of black.
GreyImage drawn(const std::vector<std::string>& rows) {
  GreyImage image{static_cast<int>(rows[0].size()), static_cast<int>(rows.size()), {}};
  for (const std::string& row : rows) {
    for (const char c : row) image.pixels.push_back(static_cast<uint8_t>(c == '.' ? 250 : 250 - 25 * (c - '0')));
  }
  return image;
}

GreyImage mirrored(const GreyImage& image) {
  GreyImage result = image;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x)
      result.pixels[static_cast<size_t>(y * image.width + x)] = image.at(image.width - 1 - x, y);
  }
  return result;
}

char32_t smeared(const GreyImage& image) { return operator_smeared(image, {2, 0, image.width - 2, image.height}, kLineHeight); }

bool is_per_cent(const GreyImage& image) {
  return is_per_cent_smeared(image, {2, 0, image.width - 2, image.height}, kLineHeight);
}

const GreyImage kAtLeast = drawn({"..............",
                                  "..22..........",
                                  "..4653........",
                                  "...256521.....",
                                  ".....25663....",
                                  "......3677....",
                                  "....256652....",
                                  "..2553354.....",
                                  "..4433552.....",
                                  "..245542......",
                                  "..4543........",
                                  ".............."});

const GreyImage kEqual = drawn({"..............", "..............", "..............", "..............", "..45555554....",
                                "..56666665....", "..55555555....", "..56666665....", "..45555554....", "..............",
                                "..............", ".............."});

const GreyImage kTwo = drawn({"..............",
                              "....566641....",
                              "...64..266....",
                              ".......166....",
                              ".......166....",
                              ".......463....",
                              "......164.....",
                              ".....264......",
                              "....264.......",
                              "...264........",
                              "...6777776....",
                              ".............."});

const GreyImage kPerCent = drawn({"..............",
                                  "..............",
                                  "..5553........",
                                  "..6676........",
                                  "..57763.......",
                                  "...3766.......",
                                  "....6674......",
                                  "....56774.....",
                                  ".....5776.....",
                                  "......562.....",
                                  "..............",
                                  ".............."});

TEST(OperatorSmeared, TellsWhichWayItNarrows) {
  EXPECT_EQ(smeared(kAtLeast), U'≥');
  EXPECT_EQ(smeared(mirrored(kAtLeast)), U'≤');
}

TEST(OperatorSmeared, TakesALevelBlockForTwoBars) { EXPECT_EQ(smeared(kEqual), U'='); }

TEST(OperatorSmeared, TakesNoDigitAndNoPaperForOne) {
  EXPECT_EQ(smeared(kTwo), U'\0');
  EXPECT_EQ(smeared(kPerCent), U'\0');
  EXPECT_EQ(smeared(drawn(std::vector<std::string>(12, std::string(14, '.')))), U'\0');
}

TEST(PerCentSmeared, IsASlantedBlock) {
  EXPECT_TRUE(is_per_cent(kPerCent));
  EXPECT_FALSE(is_per_cent(mirrored(kPerCent)));
  EXPECT_FALSE(is_per_cent(kTwo));
  EXPECT_FALSE(is_per_cent(kAtLeast));
}

}  // namespace
}  // namespace gongkai::extract
