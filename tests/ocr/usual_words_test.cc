#include "extract/ocr/usual_words.h"

#include <gtest/gtest.h>

#include <string>

#include "characters.h"

namespace gongkai::extract {
namespace {

// Counts of the real list, whose sum is 33 million.
constexpr std::string_view kWords =
    "B超\t3\n"
    "一切\t32700000\n"
    "不少\t2413\n"
    "不少于\t28\n"
    "人员\t5200\n"
    "党员\t1873\n"
    "宣传\t4745\n"
    "宣传品\t44\n"
    "接收\t1184\n"
    "收入\t2785\n"
    "群众\t6800\n"
    "训练\t7829\n";

std::string chosen(std::vector<ReadCharacter> line, const PageWords& page = {}) {
  static const UsualWords words(kWords);
  words.choose(page, line);
  return text_of(line);
}

TEST(UsualWords, FindsWordsAndTheirBeginnings) {
  const UsualWords words("一二\t100\n一二三\t300\n四五六七\t600\n");
  EXPECT_FALSE(words.find(U"一").cost);
  EXPECT_TRUE(words.find(U"一").goes_on);
  EXPECT_FLOAT_EQ(*words.find(U"一二").cost, 2.3025851F);  // one in ten
  EXPECT_TRUE(words.find(U"一二").goes_on);
  EXPECT_FALSE(words.find(U"一二三").goes_on);
  EXPECT_FALSE(words.find(U"四五六").cost);
  EXPECT_TRUE(words.find(U"四五六").goes_on);
  EXPECT_FLOAT_EQ(*words.find(U"四五六七").cost, 0.5108256F);
  EXPECT_FALSE(words.find(U"二").goes_on);
}

TEST(UsualWords, LeavesOutLinesThatAreNoWords) {
  const UsualWords words("一二\n三四\tx\nAB\t7\n一二三四五\t7\n\n五六\t7");
  EXPECT_FALSE(words.find(U"一二").cost);
  EXPECT_FALSE(words.find(U"三四").cost);
  EXPECT_FALSE(words.find(U"一二三四").goes_on);
  EXPECT_EQ(words.find(U"五六").cost, 0);
}

TEST(UsualWords, TakesTheReadingThatMakesAWordAndDoubtsIt) {
  std::vector<ReadCharacter> line = unsure(U"宜传周", 0, {{U'宜', 0.66F}, {U'宣', 0.32F}});
  UsualWords(kWords).choose({}, line);
  EXPECT_EQ(line[0].code, U'宣');
  EXPECT_EQ(line[0].other, U'宜');
  EXPECT_EQ(line[0].probability, 0.5F);
  EXPECT_EQ(line[1].probability, 0.999F);
}

TEST(UsualWords, TakesSeveralInOneWord) {
  std::vector<ReadCharacter> line = unsure(U"竞贝群众", 0, {{U'竞', 0.8F}, {U'党', 0.1F}});
  line[1].further = {{U'贝', 0.6F}, {U'员', 0.3F}};
  EXPECT_EQ(chosen(line), "党员群众");
}

TEST(UsualWords, LeavesWhatTheModelIsSurerOfThanWordsAreUsual) {
  EXPECT_EQ(chosen(unsure(U"调练", 0, {{U'调', 0.5F}, {U'训', 0.4F}})), "训练");
  EXPECT_EQ(chosen(unsure(U"竞员", 0, {{U'竞', 0.994F}, {U'党', 0.003F}})), "竞员");
  EXPECT_EQ(chosen(surely(U"竞员")), "竞员");
}

TEST(UsualWords, WeighsTheWordsOfAWholeRun) {
  const std::vector<Reading> entry = {{U'人', 0.6F}, {U'入', 0.4F}};
  EXPECT_EQ(chosen(unsure(U"收人表", 1, entry)), "收入表");
  EXPECT_EQ(chosen(unsure(U"接收人员", 2, entry)), "接收人员");
}

TEST(UsualWords, LeavesCharactersOfNoWordNumbersAndSigns) {
  EXPECT_EQ(chosen(unsure(U"牛场", 0, {{U'牛', 0.4F}, {U'午', 0.39F}})), "牛场");
  EXPECT_EQ(chosen(unsure(U"宜", 0, {{U'宜', 0.5F}, {U'宣', 0.4F}})), "宜");
  EXPECT_EQ(chosen(unsure(U"1不少于5", 4, {{U'5', 0.5F}, {U'于', 0.4F}})), "1不少于5");
}

// What another rule has taken, against the model's best reading, stays.
TEST(UsualWords, LeavesWhatHasBeenChosen) {
  std::vector<ReadCharacter> line = unsure(U"宜传", 0, {{U'宜', 0.66F}, {U'宣', 0.32F}});
  line[0].code = U'直';
  EXPECT_EQ(chosen(line), "直传");
}

TEST(UsualWords, KnowsTheWordsOfThePage) {
  const std::vector<Reading> name = {{U'部', 0.4F}, {U'鄠', 0.3F}};
  EXPECT_EQ(chosen(unsure(U"部邑", 0, name)), "部邑");
  PageWords page;
  page.add(surely(U"鄠邑分局"));
  EXPECT_EQ(chosen(unsure(U"部邑", 0, name), page), "鄠邑");
}

}  // namespace
}  // namespace gongkai::extract
