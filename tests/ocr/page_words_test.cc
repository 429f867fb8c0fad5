#include "extract/ocr/page_words.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gongkai::extract {
namespace {

std::vector<ReadCharacter> surely(const std::u32string& text) {
  std::vector<ReadCharacter> line;
  for (const char32_t code : text) line.push_back({code, 0.99F, 0, 0, {}});
  return line;
}

// The line with one doubtful character, and what else the model thought of there.
std::vector<ReadCharacter> doubtful(const std::u32string& text, size_t at, const std::u32string& further) {
  std::vector<ReadCharacter> line = surely(text);
  line[at].probability = 0.6F;
  line[at].further = further;
  return line;
}

std::u32string chosen(const PageWords& words, std::vector<ReadCharacter> line) {
  words.choose(line);
  std::u32string text;
  for (const ReadCharacter& character : line) text += character.code;
  return text;
}

TEST(PageWords, TakesTheReadingThatThePageSurelySaysElsewhere) {
  PageWords words;
  words.add(surely(U"服务对象满意度"));
  std::vector<ReadCharacter> line = doubtful(U"满靠度", 1, U"靠意点");
  words.choose(line);
  EXPECT_EQ(line[1].code, U'意');
  EXPECT_EQ(line[1].other, U'靠');
  EXPECT_EQ(line[1].probability, 0.5F);
}

TEST(PageWords, LeavesWhatStandsElsewhereAsWell) {
  PageWords words;
  words.add(surely(U"服务对象满意度"));
  words.add(surely(U"可靠度"));
  EXPECT_EQ(chosen(words, doubtful(U"满靠度", 1, U"靠意点")), U"满靠度");  // 靠度 does
  EXPECT_EQ(chosen(words, doubtful(U"满靠率", 1, U"靠点")), U"满靠率");      // the model did not think of 意
  EXPECT_EQ(chosen(words, surely(U"满足度")), U"满足度");
}

TEST(PageWords, LearnsNothingFromDoubtfulLines) {
  PageWords words;
  words.add(doubtful(U"满意度", 1, U"意"));
  EXPECT_EQ(chosen(words, doubtful(U"满靠度", 1, U"靠意")), U"满靠度");
}

TEST(PageWords, TakesALoneCharacterOfACell) {
  PageWords words;
  words.add(surely(U"场"));
  EXPECT_EQ(chosen(words, doubtful(U"扬", 0, U"扬场")), U"场");
}

TEST(PageWords, ChangesNoNumber) {
  PageWords words;
  words.add(surely(U"12万元"));
  EXPECT_EQ(chosen(words, doubtful(U"72万元", 0, U"71")), U"72万元");
  EXPECT_EQ(chosen(words, doubtful(U"17万元", 1, U"72")), U"17万元");
}

}  // namespace
}  // namespace gongkai::extract
