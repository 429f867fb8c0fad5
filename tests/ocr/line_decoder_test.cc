#include "extract/ocr/line_decoder.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "characters.h"

namespace gongkai::extract {
namespace {

// Steps of 8 pixels: what is likely at each but none, which takes the rest.
class Line {
 public:
  explicit Line(const std::vector<std::vector<Reading>>& steps) {
    for (const std::vector<Reading>& readings : steps) {
      std::vector<float> row(kCharacters.size());
      row[0] = 1;
      for (const Reading& reading : readings) {
        row[kCharacters.find(reading.code)] = reading.probability;
        row[0] -= reading.probability;
      }
      probabilities_.insert(probabilities_.end(), row.begin(), row.end());
    }
    count_ = steps.size();
  }

  std::vector<ReadCharacter> decoded() const {
    return extract::decoded({probabilities_.data(), count_, kCharacters.size(), kCharacters, kStep}, kStep * static_cast<float>(count_), kHeight);
  }

 private:
  static constexpr std::u32string_view kCharacters = {U"\0全覆盖载>≥5一、", 10};
  static constexpr float kStep = 8, kHeight = 32;
  std::vector<float> probabilities_;
  size_t count_ = 0;
};

const std::vector<Reading> kNothing;

TEST(Decoded, TakesTheLikeliestAndItsAlternatives) {
  const auto read = Line({kNothing, kNothing, {{U'全', 0.7F}, {U'盖', 0.2F}}, {{U'全', 0.9F}, {U'盖', 0.05F}}, kNothing, {{U'全', 0.999F}}, kNothing}).decoded();
  ASSERT_EQ(text_of(read), "全全");
  EXPECT_FLOAT_EQ(read[0].x, 20);
  EXPECT_FLOAT_EQ(read[0].probability, 0.9F);
  EXPECT_EQ(read[0].further, (std::vector<Reading>{{U'全', 0.9F}, {U'盖', 0.05F}}));
  EXPECT_EQ(read[1].further, std::vector<Reading>{});
}

TEST(Decoded, GivesBackTheBarOfAnOperator) {
  const auto read = Line({kNothing, {{U'>', 0.8F}, {U'≥', 0.15F}}, kNothing, {{U'5', 1}}}).decoded();
  EXPECT_EQ(text_of(read), "≥5");
  EXPECT_FLOAT_EQ(read[0].probability, 0.15F);
}

TEST(Decoded, ReadsIdeographsThatNoneOutvotes) {
  const std::vector<Reading> cover = {{U'覆', 0.3F}, {U'载', 0.2F}}, lid = {{U'盖', 0.15F}, {U'全', 0.05F}};
  const auto read = Line({kNothing, kNothing, {{U'全', 1}}, kNothing, kNothing, kNothing, cover, kNothing, kNothing, kNothing, lid, kNothing, kNothing, kNothing}).decoded();
  ASSERT_EQ(text_of(read), "全覆盖");
  EXPECT_FLOAT_EQ(read[1].probability, 0.3F);
  EXPECT_EQ(read[1].further, cover);
  EXPECT_FLOAT_EQ(read[1].x, 52);
}

// The model has next to no eye for the bar.
TEST(Decoded, ReadsTheNumeralBeforeTheStopThatALineBeginsWith) {
  const std::vector<Reading> bar = {{U'全', 0.05F}, {U'一', 0.002F}};
  EXPECT_EQ(text_of(Line({kNothing, kNothing, kNothing, bar, kNothing, kNothing, kNothing, kNothing, {{U'、', 1}}, kNothing, {{U'全', 1}}}).decoded()), "一、全");
  EXPECT_EQ(text_of(Line({kNothing, kNothing, kNothing, bar, kNothing, kNothing, kNothing, kNothing, {{U'盖', 1}}, kNothing, {{U'全', 1}}}).decoded()), "盖全");
}

TEST(Decoded, AddsNothingWithoutRoomNorDigitsNorWhereNothingIsRead) {
  EXPECT_EQ(text_of(Line({{{U'全', 1}}, kNothing, {{U'覆', 0.3F}}, kNothing, {{U'盖', 1}}}).decoded()), "全盖");
  EXPECT_EQ(text_of(Line({{{U'全', 1}}, kNothing, kNothing, kNothing, {{U'5', 0.3F}}, kNothing, kNothing}).decoded()), "全");
  EXPECT_EQ(text_of(Line({kNothing, kNothing, kNothing, {{U'覆', 0.3F}}, kNothing, kNothing, kNothing}).decoded()), "");
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
  for (const auto& [read, meant] : {std::pair(U"「一、", "十一、"), std::pair(U"二」、", "二十、"), std::pair(U"推进「一带", "推进「一带"),
                                    std::pair(U"·、财政", "一、财政"), std::pair(U"1、··般", "1、一般"), std::pair(U"热·娜", "热·娜")}) {
    std::vector<ReadCharacter> line = surely(read);
    prefer_usual(line);
    EXPECT_EQ(text_of(line), meant);
  }
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

}  // namespace
}  // namespace gongkai::extract
