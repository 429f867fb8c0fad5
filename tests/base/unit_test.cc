#include "base/unit.h"

#include <gtest/gtest.h>

namespace gongkai {
namespace {

TEST(FenPer, KnowsTheUnitsOfMoney) {
  EXPECT_EQ(fen_per("元"), 100);
  EXPECT_EQ(fen_per("千元"), 100'000);
  EXPECT_EQ(fen_per("万元"), 1'000'000);
  EXPECT_EQ(fen_per("百万元"), 100'000'000);
  EXPECT_EQ(fen_per("亿元"), 10'000'000'000);
  EXPECT_EQ(fen_per("人"), std::nullopt);
  EXPECT_EQ(fen_per(""), std::nullopt);
}

TEST(FindUnit, ReadsUnitLines) {
  EXPECT_EQ(find_unit("单位：万元"), "万元");
  EXPECT_EQ(find_unit("单位:元"), "元");
  EXPECT_EQ(find_unit("金额单位： 万 元"), "万元");
  EXPECT_EQ(find_unit("单位：人民币万元"), "万元");
  EXPECT_EQ(find_unit("（单位：亿元）"), "亿元");
  EXPECT_EQ(find_unit("单位：百万元"), "百万元");
  EXPECT_EQ(find_unit("单位：百元"), "百元");
  EXPECT_EQ(find_unit("单位：RMB万元"), "万元");
  EXPECT_EQ(find_unit("金额单位：元角分"), "元");
  EXPECT_EQ(find_unit("单位：元（列至角分）"), "元");
  EXPECT_EQ(find_unit("单位－万元"), "万元");
}

TEST(FindUnit, ReadsSentencesAboutIt) {
  EXPECT_EQ(find_unit("以下金额单位均为元。"), "元");
  EXPECT_EQ(find_unit("注：政府采购预算情况见下表，金额以万元为单位。"), "万元");
  EXPECT_EQ(find_unit("以元旦为单位活动日"), "");
}

TEST(FindUnit, ReadsHeadingsWithTheUnitInBrackets) {
  EXPECT_EQ(find_unit("资金总额（万元）"), "万元");
  EXPECT_EQ(find_unit("项目资金(元)"), "元");
}

TEST(FindUnit, TellsTheUnitOfMeasureFromTheAgency) {
  EXPECT_EQ(find_unit("单位：无锡市交通运输局（本级）单位：万元"), "万元");
  EXPECT_EQ(find_unit("部门名称：杭州市交通运输局单位：万元"), "万元");
  EXPECT_EQ(find_unit("单位：XX局"), "");
  EXPECT_EQ(find_unit("单位：元氏县财政局"), "");
  EXPECT_EQ(find_unit("单位名称：高平市乡村振兴中心"), "");
  EXPECT_EQ(find_unit("单位：元 编制：2026年"), "元");
}

TEST(FindUnit, LeavesRatesAndOtherBracketsAlone) {
  EXPECT_EQ(find_unit("单价（元/人）"), "");
  EXPECT_EQ(find_unit("因公出国（境）费"), "");
  EXPECT_EQ(find_unit("2026年预算数"), "");
}

}  // namespace
}  // namespace gongkai
