#include "normalize/label.h"

#include <gtest/gtest.h>

namespace gongkai::normalize {
namespace {

TEST(SplitCodeAndName, TakesTheCodeOff) {
  EXPECT_EQ(split_code_and_name("2080505-机关事业单位基本养老保险缴费支出"),
            (CodedName{"2080505", "机关事业单位基本养老保险缴费支出"}));
  EXPECT_EQ(split_code_and_name("[2011301]行政运行"), (CodedName{"2011301", "行政运行"}));
  EXPECT_EQ(split_code_and_name("【301】工资福利支出"), (CodedName{"301", "工资福利支出"}));
  EXPECT_EQ(split_code_and_name("208 社会保障和就业支出"),
            (CodedName{"208", "社会保障和就业支出"}));
  EXPECT_EQ(split_code_and_name("229_烟台市信访局"), (CodedName{"229", "烟台市信访局"}));
  EXPECT_EQ(split_code_and_name("132-高平市乡村振兴中心"),
            (CodedName{"132", "高平市乡村振兴中心"}));
  EXPECT_EQ(split_code_and_name("2080505"), (CodedName{"2080505", ""}));
}

TEST(SplitCodeAndName, ReadsAProjectCodeAcrossALineBreak) {
  EXPECT_EQ(split_code_and_name("11000022T0000004557\n94-评审工作经费"),
            (CodedName{"11000022T000000455794", "评审工作经费"}));
}

TEST(SplitCodeAndName, LeavesNumbersThatAreNoCodes) {
  EXPECT_EQ(split_code_and_name("2026年学校建设"), (CodedName{"", "2026年学校建设"}));
  EXPECT_EQ(split_code_and_name("12345热线"), (CodedName{"", "12345热线"}));
  EXPECT_EQ(split_code_and_name("社会保障 和就业\n支出"), (CodedName{"", "社会保障和就业支出"}));
}

TEST(SplitAgency, TakesACodeThatIsGluedToTheName) {
  EXPECT_EQ(split_agency("512001固城县水务局本级").code, "512001");
  EXPECT_EQ(split_agency("512001固城县水务局本级").name, "固城县水务局本级");
  EXPECT_EQ(split_agency("12315投诉举报中心").code, "");
}

TEST(SplitAgency, FindsTheCodeOnEitherSide) {
  EXPECT_EQ(split_agency("教育部 105"), (CodedName{"105", "教育部"}));
  EXPECT_EQ(split_agency("105236 西南大学"), (CodedName{"105236", "西南大学"}));
  EXPECT_EQ(split_agency("[292]国家信访局"), (CodedName{"292", "国家信访局"}));
  EXPECT_EQ(split_agency("西安市第十三中学"), (CodedName{"", "西安市第十三中学"}));
}

}  // namespace
}  // namespace gongkai::normalize
