#include "extract/ocr/line_recognizer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>

#include "extract/ocr/scan_ink.h"
#include "characters.h"
#include "pictures.h"

namespace gongkai::extract {
namespace {

// Threads would be lost where readers are forked; the only ones that ONNX Runtime would start by itself
// report to its makers.
TEST(LineRecognizer, StartsNoThreads) {
  LineRecognizer::get();
  const std::filesystem::directory_iterator threads("/proc/self/task");
  EXPECT_EQ(std::distance(begin(threads), end(threads)), 1);
}

// The lines of page 3 of the specimen.
class LineRecognizerTest : public testing::Test {
 protected:
  ScanInk ink_ = find_ink(picture_of(shanxi_specimen(), 3, 200), 200);
};

TEST_F(LineRecognizerTest, ReadsNamesAndAmounts) {
  std::vector<std::string> texts;
  for (const PixelBox& line : ink_.lines) texts.push_back(text_of(LineRecognizer::get()->read(cut_line(ink_.picture, line))));
  for (const char* expected : {"2026年预算收支总表", "政府性基金预算", "412.36", "391.71"}) {
    EXPECT_TRUE(std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
      return text.find(expected) != std::string::npos;
    })) << expected;
  }
}

TEST_F(LineRecognizerTest, TellsWhereAndHowSurely) {
  const PixelBox& line = ink_.lines.front();
  const GreyImage cut = cut_line(ink_.picture, line);
  float before = 0;
  for (const ReadCharacter& character : LineRecognizer::get()->read(cut)) {
    EXPECT_GT(character.probability, 0.5F);
    EXPECT_LE(character.probability, 1.0F);
    EXPECT_GT(character.x, before);
    EXPECT_LT(character.x, static_cast<float>(cut.width));
    EXPECT_NE(character.other, character.code);
    before = character.x;
  }
  EXPECT_GT(before, 0);
}

TEST_F(LineRecognizerTest, FindsNothingOnBlankPaper) {
  const GreyImage blank{200, 40, std::vector<uint8_t>(8000, 255)};
  EXPECT_EQ(text_of(LineRecognizer::get()->read(blank)), "");
}

}  // namespace
}  // namespace gongkai::extract
