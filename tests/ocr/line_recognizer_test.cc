#include "extract/ocr/line_recognizer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>

#include "base/text.h"
#include "extract/ocr/scan_ink.h"
#include "pictures.h"

namespace gongkai::extract {
namespace {

std::string text_of(const std::vector<ReadCharacter>& characters) {
  std::u32string codes;
  for (const ReadCharacter& character : characters) codes += character.code;
  return encode_utf8(codes);
}

// Threads would be lost where readers are forked; the only ones that ONNX Runtime would start by itself
// report to its makers.
TEST(LineRecognizer, StartsNoThreads) {
  LineRecognizer::get();
  const std::filesystem::directory_iterator threads("/proc/self/task");
  EXPECT_EQ(std::distance(begin(threads), end(threads)), 1);
}

TEST(PreferUsual, TakesTheSecondReadingAndDoubtsIt) {
  std::vector<ReadCharacter> title = {{U'收', 1, U'牧', 10}, {U'人', 0.96F, U'入', 20}, {U'表', 1, 0, 30}};
  prefer_usual(title);
  EXPECT_EQ(text_of(title), "收入表");
  EXPECT_EQ(title[1].other, U'人');
  EXPECT_LE(title[1].probability, 0.5F);
  std::vector<ReadCharacter> last_digit = {{U'o', 0.45F, U'0', 10}};  // of 143,999.00, on a line of its own
  prefer_usual(last_digit);
  EXPECT_EQ(text_of(last_digit), "0");
  std::vector<ReadCharacter> zeros = {{U'5', 1, 0, 10}, {U'O', 0.6F, U'0', 20}, {U',', 1, 0, 30}, {U'o', 0.9F, U'0', 40}};
  prefer_usual(zeros);
  EXPECT_EQ(text_of(zeros), "50,0");
}

std::vector<ReadCharacter> number(std::u32string_view text) {
  std::vector<ReadCharacter> characters;
  for (const char32_t code : text) characters.push_back({code, 1, code == U'.' ? U',' : U'\0', 0});
  return characters;
}

// What a scan out of focus leaves of commas. The last point is one.
TEST(PreferUsual, TakesPointsBetweenGroupsForCommas) {
  for (const auto& [read, meant] : {std::pair(U"92.165.133.99", "92,165,133.99"), std::pair(U"27.502,600.00", "27,502,600.00"),
                                    std::pair(U"12.345", "12.345"), std::pair(U"1.5.10", "1.5.10"),
                                    std::pair(U"第.123.", "第.123.")}) {
    std::vector<ReadCharacter> characters = number(read);
    prefer_usual(characters);
    EXPECT_EQ(text_of(characters), meant);
  }
  std::vector<ReadCharacter> characters = number(U"2.242.00");
  prefer_usual(characters);
  EXPECT_LE(characters[1].probability, 0.5F);
  EXPECT_EQ(characters[5].probability, 1);
}

TEST(PreferUsual, TakesACommaForThePointWhereNoGroupFollows) {
  for (const auto& [read, meant] : {std::pair(U"92,165,133,99", "92,165,133.99"), std::pair(U"877,003776", "877.003776"),
                                    std::pair(U"12,345", "12,345"), std::pair(U"12,345,678", "12,345,678"),
                                    std::pair(U"第12,", "第12,")}) {
    std::vector<ReadCharacter> characters = number(read);
    for (ReadCharacter& character : characters) character.other = character.code == U',' ? U'.' : U'\0';
    prefer_usual(characters);
    EXPECT_EQ(text_of(characters), meant);
  }
}

TEST(PreferUsual, TakesSignsBeforeCharactersForTheNumeralsThatLieLikeThem) {
  std::vector<ReadCharacter> budget = {{U'-', 0.99F, 0, 10}, {U'般', 1, 0, 20}};
  prefer_usual(budget);
  EXPECT_EQ(text_of(budget), "一般");
  EXPECT_LE(budget[0].probability, 0.5F);
  std::vector<ReadCharacter> eleventh = {{U'+', 0.99F, 0, 10}, {U'一', 1, 0, 20}, {U'、', 1, 0, 30}};
  prefer_usual(eleventh);
  EXPECT_EQ(text_of(eleventh), "十一、");
  std::vector<ReadCharacter> grown = {{U'+', 0.99F, 0, 10}, {U'5', 1, 0, 20}};
  prefer_usual(grown);
  EXPECT_EQ(text_of(grown), "+5");
}

TEST(PreferUsual, TakesALikelyStopForAPointBetweenIdeographs) {
  std::vector<ReadCharacter> people = {{U'人', 1, 0, 10}, {U'.', 0.52F, U'，', 20, {{U'.', 0.52F}, {U'，', 0.22F}}}, {U'宣', 1, 0, 30}};
  prefer_usual(people);
  EXPECT_EQ(text_of(people), "人，宣");
  EXPECT_EQ(people[1].other, U'.');
  std::vector<ReadCharacter> unit = {{U'生', 1, 0, 10}, {U'.', 0.76F, U'，', 20, {{U'.', 0.76F}, {U'，', 0.05F}}}, {U'月', 1, 0, 30}};
  prefer_usual(unit);
  EXPECT_EQ(text_of(unit), "生.月");
  std::vector<ReadCharacter> item = {{U'2', 1, 0, 10}, {U'.', 0.52F, U'，', 20, {{U'.', 0.52F}, {U'，', 0.22F}}}, {U'做', 1, 0, 30}};
  prefer_usual(item);
  EXPECT_EQ(text_of(item), "2.做");
}

TEST(PreferUsual, LeavesOtherWordsAndWhatTheModelDoesNotPropose) {
  std::vector<ReadCharacter> people = {{U'收', 1, 0, 10}, {U'人', 0.9F, U'入', 20}, {U'员', 1, 0, 30}};
  prefer_usual(people);
  EXPECT_EQ(text_of(people), "收人员");
  std::vector<ReadCharacter> sure = {{U'收', 1, 0, 10}, {U'人', 1, U'八', 20}};
  prefer_usual(sure);
  EXPECT_EQ(text_of(sure), "收人");
  std::vector<ReadCharacter> word = {{U'C', 1, 0, 10}, {U'O', 0.9F, U'0', 20}, {U'2', 1, 0, 30}};
  prefer_usual(word);
  EXPECT_EQ(text_of(word), "CO2");
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
