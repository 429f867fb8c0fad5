#include "recognize/packed_targets.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "recognize/schema.h"

namespace gongkai::recognize {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Each part as "level1/level2/name: target".
std::vector<std::string> split(const std::string& text) {
  const FormWords words(built_in_schemas().forms.common);
  std::vector<std::string> result;
  for (const FormIndicator& part : split_named_targets(text, words)) {
    result.push_back(fmt::format("{}/{}/{}: {}", part.level1, part.level2, part.level3, part.value));
  }
  return result;
}

TEST(SplitNamedTargets, KeepsALevelUntilTheNextOne) {
  EXPECT_THAT(split("数量指标：发放人数≥12人；培训2场；质量指标：准确率=100%"),
              ElementsAre("/数量指标/发放人数: ≥12人", "/数量指标/培训: 2场", "/质量指标/准确率: =100%"));
  EXPECT_THAT(split("产出指标：数量指标：培训≥3场。满意度指标：群众满意度不低于90%。"),
              ElementsAre("产出指标/数量指标/培训: ≥3场", "满意度指标//群众满意度: 不低于90%"));
}

TEST(SplitNamedTargets, BeginsAPartAtEachLevel) {
  EXPECT_THAT(split("数量指标：巡河次数≥52次质量指标：整改率≥98%社会效益指标：受益2万人"),
              ElementsAre("/数量指标/巡河次数: ≥52次", "/质量指标/整改率: ≥98%", "/社会效益指标/受益: 2万人"));
  EXPECT_THAT(split("产出指标：数量指标：培训≥3场"), ElementsAre("产出指标/数量指标/培训: ≥3场"));
}

TEST(SplitNamedTargets, SplitsAtTheNumbersOfAList) {
  EXPECT_THAT(split("1.发放人数≥12人2.发放率100%3、保洁面积3.5万平方米"),
              ElementsAre("//发放人数: ≥12人", "//发放率: 100%", "//保洁面积: 3.5万平方米"));
  EXPECT_THAT(split("（1）办班：2期（2）参训：60人次"), ElementsAre("//办班: 2期", "//参训: 60人次"));
}

TEST(SplitNamedTargets, KeepsWordsWithoutATargetAsNames) {
  EXPECT_THAT(split("社会效益指标：治理水平有效提升"), ElementsAre("/社会效益指标/治理水平有效提升: "));
  EXPECT_THAT(split(" "), IsEmpty());
}

}  // namespace
}  // namespace gongkai::recognize
