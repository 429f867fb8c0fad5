#include "recognize/row_label.h"

#include <gtest/gtest.h>

namespace gongkai::recognize {
namespace {

struct Case {
  const char* printed;
  const char* name;
  int depth;
  int ordinal;
  bool of_which = false;
};

TEST(ParseRowLabel, KnowsEveryKindOfOrdinal) {
  const Case cases[] = {
      {"一、一般公共服务支出", "一般公共服务支出", 1, 1},
      {"二十三、国有资本经营预算支出", "国有资本经营预算支出", 1, 23},
      {"十、卫生健康支出", "卫生健康支出", 1, 10},
      {"三十一、人行科目", "人行科目", 1, 31},
      {"（二）政府性基金预算", "政府性基金预算", 2, 2},
      {"(十一)其他支出", "其他支出", 2, 11},
      {"（一）、财政拨款", "财政拨款", 2, 1},
      {"1.一般公共预算拨款", "一般公共预算拨款", 3, 1},
      {"１．一般公共预算拨款", "一般公共预算拨款", 3, 1},
      {"12、其他收入", "其他收入", 3, 12},
      {"(1)工资福利支出", "工资福利支出", 4, 1},
      {"（３）其他", "其他", 4, 3},
      {"⑵商品和服务支出", "商品和服务支出", 4, 2},
      {"①公务用车购置费", "公务用车购置费", 5, 1},
      {"⑳其他", "其他", 5, 20},
  };
  for (const Case& c : cases) {
    const RowLabel label = parse_row_label(c.printed);
    EXPECT_EQ(label.name, c.name) << c.printed;
    EXPECT_EQ(label.depth, c.depth) << c.printed;
    EXPECT_EQ(label.ordinal, c.ordinal) << c.printed;
    EXPECT_FALSE(label.of_which) << c.printed;
  }
}

TEST(ParseRowLabel, KnowsOfWhich) {
  const Case cases[] = {
      {"其中：教育收费", "教育收费", kNoOrdinal, 0, true},
      {"其中:基本支出", "基本支出", kNoOrdinal, 0, true},
      {"其中：（1）公务用车购置费", "公务用车购置费", 4, 1, true},
      {"（一）其中：财政拨款", "财政拨款", 2, 1, true},
      {"  其中： 1.专项收入", "专项收入", 3, 1, true},
  };
  for (const Case& c : cases) {
    const RowLabel label = parse_row_label(c.printed);
    EXPECT_EQ(label.name, c.name) << c.printed;
    EXPECT_EQ(label.depth, c.depth) << c.printed;
    EXPECT_EQ(label.ordinal, c.ordinal) << c.printed;
    EXPECT_TRUE(label.of_which) << c.printed;
  }
}

TEST(ParseRowLabel, LeavesNamesWithoutOrdinalAlone) {
  const char* names[] = {"合计", "三公经费", "一般公共预算", "十九大专项", "2026年预算", "1.5倍补助",
                         "2080505", "（本级）", "3D打印设备", "301工资福利支出", ""};
  for (const char* name : names) {
    const RowLabel label = parse_row_label(name);
    EXPECT_EQ(label.name, name);
    EXPECT_EQ(label.depth, kNoOrdinal) << name;
    EXPECT_EQ(label.ordinal, 0) << name;
  }
}

TEST(ParseRowLabel, DropsSpacesAndLineBreaksAndFoldsForMatching) {
  const RowLabel label = parse_row_label(" 一、 机关事业单位\n基本养老保险缴费（支出） ");
  EXPECT_EQ(label.name, "机关事业单位基本养老保险缴费（支出）");
  EXPECT_EQ(label.folded, "机关事业单位基本养老保险缴费(支出)");
}

}  // namespace
}  // namespace gongkai::recognize
