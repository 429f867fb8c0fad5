#include "extract/ocr/line_ends.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gongkai::extract {
namespace {

// '#' ink, '+', '.' and ',' less of it, ' ' paper.
GreyImage drawn(const std::vector<std::string>& rows) {
  GreyImage image{static_cast<int>(rows.front().size()), static_cast<int>(rows.size()), {}};
  for (const std::string& row : rows) {
    for (const char pixel : row) image.pixels.push_back(pixel == '#' ? 70 : pixel == '+' ? 130 : pixel == '.' ? 190 : pixel == ',' ? 225 : 255);
  }
  return image;
}

PixelBox all_of(const GreyImage& image) { return {0, 0, image.width, image.height}; }

const std::vector<std::string> kAtLeast = {"          ", "##        ", "  ##      ", "    ##    ", "      ##  ",
                                           "        # ", "      ##  ", "    ##    ", "  ##      ", "##        ",
                                           "          ", "          ", "##########", "          "};
const std::vector<std::string> kTwo = {"  ######  ", " #      # ", "#        #", "         #", "         #",
                                       "        # ", "      ##  ", "    ##    ", "   #      ", "  #       ",
                                       " #        ", "#         ", "##########", "          "};
const std::vector<std::string> kBars = {"          ", "          ", "          ", "          ", "##########",
                                        "          ", "          ", "          ", "##########", "          ",
                                        "          ", "          ", "          ", "          "};

std::vector<std::string> mirrored(std::vector<std::string> rows) {
  for (std::string& row : rows) row = std::string(row.rbegin(), row.rend());
  return rows;
}

// Two signs beside each other, a white gap between them.
std::vector<std::string> beside(std::vector<std::string> left, const std::vector<std::string>& right) {
  for (size_t i = 0; i < left.size(); ++i) left[i] += "    " + right[i];
  return left;
}

char32_t sign(const std::vector<std::string>& rows) {
  const GreyImage image = drawn(rows);
  return operator_drawn(image, all_of(image));
}

TEST(OperatorDrawn, TellsByTheStrokes) {
  EXPECT_EQ(sign(kAtLeast), U'≥');
  EXPECT_EQ(sign(mirrored(kAtLeast)), U'≤');
  EXPECT_EQ(sign(kBars), U'=');
}

// ⩾ in thin strokes that grain has left little of.
const std::vector<std::string> kFaint = {"            ", "...         ", " ....       ", "   ....     ", "     ....   ",
                                         "       ...  ", "     ....   ", "   ....,.   ", ".....,,..   ", "..,,,....   ",
                                         ",,....      ", "....        ", "..          ", "            "};

// A narrow 2 whose arc ascends within one row of pixels.
const std::vector<std::string> kNarrowTwo = {" ...      ", "######+   ", "##++####+ ", ".,   ,+##+", "      .##+", "      .##+",
                                             "      +##.", "     +##, ", "    +##,  ", "   +##,   ", "  +##,    ", " +##,     ",
                                             ".##+++++++", "##########"};

TEST(OperatorDrawn, IsNoNarrowTwo) { EXPECT_EQ(sign(kNarrowTwo), U'\0'); }

TEST(OperatorDrawn, MayBeFaint) {
  EXPECT_EQ(sign(kFaint), U'≥');
  EXPECT_EQ(sign(mirrored(kFaint)), U'≤');
}

// ⩾ of a published page, in the grain, which runs strokes together here and there.
const std::vector<std::string> kGrainy = {
    "....,,,               ", ".......,,             ", ",........,,   ,,      ", " ,,,.......,,,,,      ",
    "    ,,,........,,     ", "       ,,,.......,,   ", "          ,,.......,,,", "            ,,,...+..,",
    "         ,  ,,,...++..", "         , ,,........,", "        ,,,,.......,, ", "      ,,,......,,,,,,,",
    ",,,,,,........,, ,,,,,", ",...........,,,,,.....", ".......,,,,,,,........", ",...,,,,,,,,........,,",
    ",,,,,,,,.........,,,, ", ",,,,,........,,,,,    ", ",,..........,,        ", ",.......,,,           ",
    "......,,        ,     ", "...,,,,        ,,     "};

// In a line of larger characters.
TEST(OperatorDrawn, MayBeLowerThanItsLine) {
  std::vector<std::string> rows(14, std::string(12, ' '));
  rows.insert(rows.begin() + 7, kFaint.begin(), kFaint.end());
  EXPECT_EQ(sign(rows), U'≥');
  EXPECT_EQ(sign(mirrored(rows)), U'≤');
}

TEST(AfterOperator, IsWhatFollowsIt) {
  const GreyImage three = drawn(beside(mirrored(kAtLeast), kTwo));
  EXPECT_EQ(after_operator(three, all_of(three)), (PixelBox{14, 0, 24, 14}));
  const GreyImage alone = drawn(kAtLeast), number = drawn(beside(kTwo, kTwo));
  EXPECT_EQ(after_operator(alone, all_of(alone)).width(), 0);
  EXPECT_EQ(after_operator(number, all_of(number)).width(), 0);
}

// As a scanner out of focus leaves it at 200 dpi.
const std::vector<std::string> kBlurred = {
    " ..         ", ".+++.       ", ".+++++.     ", "..+##++..   ", " ..++###+.  ", "   ..+###+. ", "   ..+###+. ",
    "  .++####+  ", "..+###++..  ", ".+##+++..   ", ".+##++....  ", ".######+++. ", ".+#######+. ", ".++++++++.. "};
const std::vector<std::string> kBlurredTwo = {
    "   ..++..   ", " .++##+++.  ", ".+##++##++. ", ".++.  .+##+ ", "       .##+ ", "       +##+ ", "      +##+. ",
    "     +##+.  ", "    +##+.   ", "  .+##+.    ", " .+##+.     ", ".+##++++++. ", ".+########+ ", ".+++++++++. "};

TEST(OperatorDrawn, TellsByTheOutlineWhereStrokesHaveRunTogether) {
  EXPECT_EQ(sign(kBlurred), U'≥');
  EXPECT_EQ(sign(mirrored(kBlurred)), U'≤');
  EXPECT_EQ(sign(kBlurredTwo), U'\0');
  EXPECT_EQ(sign(mirrored(kBlurredTwo)), U'\0');
}

TEST(OperatorDrawn, TakesNoDigitForOne) {
  EXPECT_EQ(sign(kTwo), U'\0');
  EXPECT_EQ(sign(mirrored(kTwo)), U'\0');
}

std::vector<ReadCharacter> mended(const std::vector<std::string>& rows, std::vector<ReadCharacter> characters) {
  const GreyImage image = drawn(rows);
  mend_ends(image, all_of(image), characters);
  return characters;
}

// A digit stays: averaged so, narrow ones in small print look alike.
TEST(MendEnds, FindsOperatorsInTheGrainWhereNoDigitIsRead) {
  EXPECT_EQ(mended(kGrainy, {{U'V', 0.9F, 0, 11}})[0].code, U'≥');
  EXPECT_EQ(mended(mirrored(kGrainy), {{U'V', 0.9F, 0, 11}})[0].code, U'≤');
  EXPECT_EQ(mended(kTwo, {{U'2', 0.9F, 0, 5}})[0].code, U'2');
}

// N2 is ≥2: doubtful, with what the model read.
TEST(MendEnds, TakesALetterForTheOperatorThatIsDrawn) {
  const auto characters = mended(beside(kAtLeast, kTwo), {{U'N', 0.9F, U'M', 5}, {U'2', 0.99F, 0, 19}});
  ASSERT_EQ(characters.size(), 2U);
  EXPECT_EQ(characters[0].code, U'≥');
  EXPECT_EQ(characters[0].other, U'N');
  EXPECT_FLOAT_EQ(characters[0].probability, 0.5F);
}

TEST(MendEnds, AddsAnOperatorThatWasNotRead) {
  const auto characters = mended(beside(kAtLeast, kTwo), {{U'2', 0.99F, 0, 19}});
  ASSERT_EQ(characters.size(), 2U);
  EXPECT_EQ(characters[0].code, U'≥');
  EXPECT_EQ(characters[1].code, U'2');
}

// A bar along the lower arm of ⩾, which blur has run together with it: it has the ink of two strokes.
TEST(MendEnds, AddsTheBarThatALowerArmIsHeavyWith) {
  const std::vector<std::string> greater = {"            ", "            ", "            ", "            ",
                                            "##          ", "  ##        ", "    ##      ", "      ##    ",
                                            "        ##  ", "      ##    ", "    ##      ", "  ##        ",
                                            "##          ", "            ", "            ", "            "};
  std::vector<std::string> heavier = greater;
  heavier[11] = "####        ";
  heavier[12] = "##          ";
  heavier[13] = "##          ";
  heavier[10] = "  ####      ";
  const std::vector<std::string> one(16, "    ##    ");
  EXPECT_EQ(mended(beside(heavier, one), {{U'>', 0.9F, 0, 6}, {U'1', 0.99F, 0, 21}})[0].code, U'≥');
  EXPECT_EQ(mended(beside(greater, one), {{U'>', 0.9F, 0, 6}, {U'1', 0.99F, 0, 21}})[0].code, U'>');
}

// In the grain, strokes of = look like others; the model, where it is sure, does not take those for =.
TEST(MendEnds, LeavesAnEqualsSignThatTheModelIsSureOf) {
  EXPECT_EQ(mended(beside(kAtLeast, kTwo), {{U'=', 0.97F, 0, 5}, {U'2', 0.99F, 0, 19}})[0].code, U'=');
  EXPECT_EQ(mended(beside(kAtLeast, kTwo), {{U'=', 0.75F, 0, 5}, {U'2', 0.99F, 0, 19}})[0].code, U'≥');
}

// 22 is ≥2, if the first 2 is drawn as no 2 is.
TEST(MendEnds, TakesATwoForTheOperatorThatIsDrawn) {
  const auto characters = mended(beside(kAtLeast, kTwo), {{U'2', 0.96F, 0, 5}, {U'2', 0.99F, 0, 19}});
  ASSERT_EQ(characters.size(), 2U);
  EXPECT_EQ(characters[0].code, U'≥');
  EXPECT_EQ(characters[0].other, U'2');
  EXPECT_FLOAT_EQ(characters[0].probability, 0.5F);
}

TEST(MendEnds, ChangesNoOtherDigit) {
  EXPECT_EQ(mended(beside(kAtLeast, kTwo), {{U'7', 0.9F, 0, 5}, {U'2', 0.99F, 0, 19}})[0].code, U'7');
  EXPECT_EQ(mended(beside(kTwo, kTwo), {{U'2', 0.9F, 0, 5}, {U'2', 0.99F, 0, 19}})[0].code, U'2');
}

TEST(MendEnds, TakesBarsAloneForNothingElse) {
  std::vector<std::string> dashes(14, std::string(16, ' '));
  dashes[7] = "  #####  #####  ";
  const auto characters = mended(dashes, {{U'1', 0.99F, 0, 4}, {U'1', 0.99F, 0, 11}});
  ASSERT_EQ(characters.size(), 2U);
  EXPECT_EQ(characters[0].code, U'-');
  EXPECT_EQ(characters[1].code, U'-');
  EXPECT_EQ(mended(dashes, {{U'一', 0.9F, 0, 8}})[0].code, U'一');
  EXPECT_EQ(mended(kBars, {{U'1', 0.9F, 0, 5}}).size(), 1U);  // two above each other
}

// A digit that was lost beside the one that was read.
TEST(MendEnds, DoubtsANumberBesideInkThatWasNotRead) {
  for (const float x : {5.0F, 19.0F}) {
    const auto characters = mended(beside(kTwo, kTwo), {{U'2', 0.99F, U'z', x}});
    ASSERT_EQ(characters.size(), 1U);
    EXPECT_FLOAT_EQ(characters[0].probability, 0.5F) << x;
  }
}

// The box is that of "≥95%" in print of six points at 200 dpi.
const PixelBox kRate = {100, 50, 140, 65};

TEST(LastDigitAndBehind, IsWhereThereIsRoomForPerCent) {
  const ReadCharacter sign = {U'≥', 0.9F, 0, 104}, nine = {U'9', 0.9F, 0, 114}, five = {U'5', 0.9F, 0, 122};
  const PixelBox tail = last_digit_and_behind(kRate, {sign, nine, five});
  EXPECT_EQ(tail.left, 117);
  EXPECT_EQ(tail.right, 140);
  EXPECT_EQ(tail.height(), 15);
  EXPECT_EQ(last_digit_and_behind({100, 50, 127, 65}, {sign, nine, five}).width(), 0);
  EXPECT_EQ(last_digit_and_behind(kRate, {nine, five, {U'个', 0.9F, 0, 130}}).width(), 0);
  EXPECT_EQ(last_digit_and_behind(kRate, {}).width(), 0);
}

TEST(AddPerCent, AddsWhatIsReadBehindTheSameDigitAndDoubtsIt) {
  std::vector<ReadCharacter> characters = {{U'9', 0.9F, 0, 114}, {U'5', 0.9F, 0, 122}};
  add_per_cent({{U'3', 0.9F, 0, 122}, {U'%', 0.9F, 0, 134}}, 140, characters);  // another digit
  add_per_cent({{U'5', 0.9F, 0, 122}, {U'%', 0.4F, 0, 134}}, 140, characters);  // hardly %
  add_per_cent({{U'5', 0.9F, 0, 122}, {U'6', 0.9F, 0, 134}}, 140, characters);
  add_per_cent({{U'%', 0.9F, 0, 134}}, 140, characters);
  ASSERT_EQ(characters.size(), 2U);
  add_per_cent({{U'1', 0.4F, 0, 118}, {U'5', 0.9F, 0, 122}, {U'%', 0.9F, 0, 134}}, 140, characters);
  ASSERT_EQ(characters.size(), 3U);
  EXPECT_EQ(characters[2].code, U'%');
  EXPECT_FLOAT_EQ(characters[2].probability, 0.5F);
}

}  // namespace
}  // namespace gongkai::extract
