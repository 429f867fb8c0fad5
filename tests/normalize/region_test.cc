#include "normalize/region.h"

#include <gtest/gtest.h>

#include "normalize/books.h"

namespace gongkai::normalize {
namespace {

const RegionBook& book() { return built_in_books().regions; }

std::string code_of(std::string_view agency, const std::vector<std::string>& context = {}) {
  const RegionFinding finding = book().locate(agency, context);
  return finding.region == nullptr ? "" : finding.region->code;
}

TEST(Locate, FollowsTheNameDownToTheCounty) {
  EXPECT_EQ(code_of("上海市普陀区司法局"), "310107");
  EXPECT_EQ(code_of("中共上海市普陀区委社会工作部"), "310107");
  EXPECT_EQ(code_of("浙江省舟山市普陀区财政局"), "330903");
  EXPECT_EQ(code_of("西安市民政局"), "610100");
  EXPECT_EQ(code_of("江苏省人民检察院"), "320000");
  EXPECT_EQ(code_of("中国共产党北京市委员会宣传部"), "110000");
  EXPECT_EQ(code_of("高平市乡村振兴中心"), "140581");
}

TEST(Locate, LeavesAnAmbiguousNameOpen) {
  const RegionFinding finding = book().locate("普陀区财政局", {});
  EXPECT_EQ(finding.region, nullptr);
  EXPECT_EQ(finding.candidates.size(), 2u);
}

TEST(Locate, DecidesByTheCityNamedElsewhere) {
  EXPECT_EQ(code_of("鼓楼区教育局", {"福州市鼓楼区教育局2026年度部门预算"}), "350102");
  EXPECT_EQ(code_of("普陀区财政局", {"上海市财政局关于批复预算的通知"}), "310107");
  EXPECT_EQ(code_of("鼓楼区教育局", {"福州市", "南京市"}), "");
}

TEST(Locate, DoesNotTrustAShortNameAlone) {
  EXPECT_EQ(code_of("横县财政局"), "");
  EXPECT_EQ(code_of("泸县财政局", {"泸州市财政局批复"}), "510521");
}

TEST(Locate, KnowsNothingOfAgenciesWithoutARegion) {
  EXPECT_EQ(code_of("国家信访局"), "");
  EXPECT_EQ(code_of("西南大学"), "");
  EXPECT_EQ(code_of(""), "");
}

TEST(RegionBook, LeavesPlaceholdersOut) {
  EXPECT_EQ(book().find("110100"), nullptr);
  ASSERT_NE(book().find("110000"), nullptr);
  EXPECT_EQ(book().find("110000")->name, "北京市");
}

}  // namespace
}  // namespace gongkai::normalize
