#include "extract/ocr/page_words.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "characters.h"

namespace gongkai::extract {
namespace {

// The line with one doubtful character, and what else the model thought of there.
std::vector<ReadCharacter> doubtful(const std::u32string& text, size_t at, const std::u32string& further) {
  std::vector<ReadCharacter> line = surely(text);
  line[at].probability = 0.6F;
  for (const char32_t code : further) line[at].further.push_back({code, 0.2F});
  return line;
}

std::string chosen(const PageWords& words, std::vector<ReadCharacter> line) {
  words.choose(line);
  return text_of(line);
}

TEST(PageWords, TakesTheReadingThatThePageSurelySaysElsewhere) {
  PageWords words;
  words.add(surely(U"3（场）"));
  std::vector<ReadCharacter> line = doubtful(U"5（扬）", 2, U"扬场汤");
  words.choose(line);
  EXPECT_EQ(line[2].code, U'场');
  EXPECT_EQ(line[2].other, U'扬');
  EXPECT_EQ(line[2].probability, 0.5F);
}

TEST(PageWords, LeavesWhatStandsElsewhereAsWell) {
  PageWords words;
  words.add(surely(U"3（场）"));
  words.add(surely(U"8（扬"));
  EXPECT_EQ(chosen(words, doubtful(U"5（扬）", 2, U"扬场汤")), "5（扬）");
  EXPECT_EQ(chosen(words, doubtful(U"5（杨）", 2, U"杨汤")), "5（杨）");  // the model did not think of 场
  EXPECT_EQ(chosen(words, surely(U"5（汤）")), "5（汤）");
}

TEST(PageWords, LearnsNothingFromDoubtfulLines) {
  PageWords words;
  words.add(doubtful(U"（场）", 1, U"场"));
  EXPECT_EQ(chosen(words, doubtful(U"（扬）", 1, U"扬场")), "（扬）");
}

// ≤ stays ≤ among rows of ≥; a character that is no operator there may be one.
TEST(PageWords, ChangesNoOperator) {
  PageWords words;
  words.add(surely(U"≥3次"));
  EXPECT_EQ(chosen(words, doubtful(U"≤3次", 0, U"≤≥")), "≤3次");
  EXPECT_EQ(chosen(words, doubtful(U"二3次", 0, U"二≥")), "≥3次");
}

TEST(PageWords, LeavesIdeographsBesideEachOtherToUsualWords) {
  PageWords words;
  words.add(surely(U"满意度"));
  EXPECT_EQ(chosen(words, doubtful(U"满靠度", 1, U"靠意")), "满靠度");
  EXPECT_TRUE(words.has_word(U'满', U'意'));
  EXPECT_FALSE(words.has_word(U'意', U'满'));
}

TEST(PageWords, KnowsWordsOnlyBeyondDoubt) {
  PageWords words;
  std::vector<ReadCharacter> line = surely(U"竞员");
  line[0].probability = 0.95F;
  words.add(line);
  EXPECT_FALSE(words.has_word(U'竞', U'员'));
}

TEST(PageWords, TakesALoneCharacterOfACell) {
  PageWords words;
  words.add(surely(U"场"));
  EXPECT_EQ(chosen(words, doubtful(U"扬", 0, U"扬场")), "场");
}

TEST(PageWords, ChangesNoNumber) {
  PageWords words;
  words.add(surely(U"12万元"));
  EXPECT_EQ(chosen(words, doubtful(U"72万元", 0, U"71")), "72万元");
  EXPECT_EQ(chosen(words, doubtful(U"17万元", 1, U"72")), "17万元");
}

}  // namespace
}  // namespace gongkai::extract
