#include "recognize/table_header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "layout_literals.h"

namespace gongkai::recognize {
namespace {

using testing::ElementsAre;

TableHeader header_of(const LayoutGrid& grid, bool titled = false) {
  return read_header(grid, built_in_schemas(), titled);
}

std::vector<std::string> paths(const TableHeader& header) {
  std::vector<std::string> result;
  for (const HeadingPath& path : header.paths) {
    std::string text;
    for (const HeadingPart& part : path) text += (text.empty() ? "" : "/") + part.text;
    result.push_back(text);
  }
  return result;
}

TEST(ReadHeader, ReadsOneRow) {
  const TableHeader header = header_of(ruled(R"(
      科目编码 | 科目名称 | 合计  | 基本支出 | 项目支出
      208      | 社会保障 | 10.00 | 10.00    |
  )"));
  EXPECT_EQ(header.title_rows, 0);
  EXPECT_EQ(header.body_row, 1);
  EXPECT_THAT(paths(header), ElementsAre("科目编码", "科目名称", "合计", "基本支出", "项目支出"));
}

// The seed's 表二.
TEST(ReadHeader, ReadsTwoRowsWithSpans) {
  const TableHeader header = header_of(ruled(R"(
      项目     | <        | 本年收入 | <            | <          | 上年结转
      科目编码 | 科目名称 | 合计     | 一般公共预算 | 政府性基金 | ^
      合计     | <        | 10.00    | 10.00        |            |
  )"));
  EXPECT_EQ(header.body_row, 2);
  EXPECT_THAT(paths(header), ElementsAre("项目/科目编码", "项目/科目名称", "本年收入/合计",
                                         "本年收入/一般公共预算", "本年收入/政府性基金", "上年结转"));
  EXPECT_EQ(header.paths[1][0], (HeadingPart{"项目", "项目", 0, 1}));
  EXPECT_EQ(header.paths[1][1], (HeadingPart{"科目名称", "科目名称", 1, 1}));
}

// The seed's 表四.
TEST(ReadHeader, ReadsThreeRows) {
  const TableHeader header = header_of(ruled(R"(
      收入               | <     | 支出               | <     | <            | <
      项目               | 金额  | 项目               | 金额  | <            | <
      ^                  | ^     | ^                  | 小计  | 一般公共预算 | 政府性基金
      一、一般公共预算   | 10.00 | 一、一般公共服务支出 | 10.00 | 10.00      |
  )"));
  EXPECT_EQ(header.body_row, 3);
  EXPECT_THAT(paths(header), ElementsAre("收入/项目", "收入/金额", "支出/项目", "支出/金额/小计",
                                         "支出/金额/一般公共预算", "支出/金额/政府性基金"));
}

// Shanghai's 财务收支预算总表.
TEST(ReadHeader, ReadsFourRows) {
  const TableHeader header = header_of(ruled(R"(
      本年收入         | <      | 本年支出             | <     | <        | <        | <
      项目             | 预算数 | 项目                 | 预算数 | <       | <        | <
      ^                | ^      | ^                    | 合计  | 基本支出 | <        | 项目支出
      ^                | ^      | ^                    | ^     | 人员经费 | 公用经费 | ^
      一、财政拨款收入 | 7.00   | 一、一般公共服务支出 | 7.00  | 4.00     | 2.00     | 1.00
  )"));
  EXPECT_EQ(header.body_row, 4);
  EXPECT_THAT(paths(header),
              ElementsAre("本年收入/项目", "本年收入/预算数", "本年支出/项目", "本年支出/预算数/合计",
                          "本年支出/预算数/基本支出/人员经费", "本年支出/预算数/基本支出/公用经费",
                          "本年支出/预算数/项目支出"));
}

// 三公 of a final account: all headings are amounts, each split in two.
TEST(ReadHeader, ReadsItemsAsHeadings) {
  const TableHeader header = header_of(ruled(R"(
      合计   | <      | 公务用车购置及运行费 | <      | <      | <      | 公务接待费 | <
      ^      | ^      | 购置费               | <      | 运行费 | <      | ^          | ^
      预算数 | 决算数 | 预算数               | 决算数 | 预算数 | 决算数 | 预算数     | 决算数
      5.00   | 4.00   | 0.00                 | 0.00   | 3.00   | 2.50   | 2.00       | 1.50
  )"));
  EXPECT_EQ(header.body_row, 3);
  EXPECT_THAT(paths(header),
              ElementsAre("合计/预算数", "合计/决算数", "公务用车购置及运行费/购置费/预算数",
                          "公务用车购置及运行费/购置费/决算数", "公务用车购置及运行费/运行费/预算数",
                          "公务用车购置及运行费/运行费/决算数", "公务接待费/预算数", "公务接待费/决算数"));
}

TEST(ReadHeader, ReadsTitleAndUnitInsideTheFrame) {
  const TableHeader header = header_of(ruled(R"(
      表三 支出总表 | <        | <
      单位：万元    | <        | <
      科目编码      | 科目名称 | 合计
      208           | 社会保障 | 10.00
  )"));
  EXPECT_EQ(header.title_rows, 2);
  EXPECT_EQ(header.body_row, 3);
  EXPECT_THAT(paths(header), ElementsAre("科目编码", "科目名称", "合计"));
}

// Column numbers belong to the heading, but say nothing about their column.
TEST(ReadHeader, LeavesColumnNumbersOutOfThePaths) {
  const TableHeader header = header_of(ruled(R"(
      项目名称 | 合计 | 一般公共预算 | 政府性基金
      1        | 2    | 3            | 4
      甲项目   | 5.00 | 5.00         |
  )"));
  EXPECT_EQ(header.body_row, 2);
  EXPECT_THAT(paths(header), ElementsAre("项目名称", "合计", "一般公共预算", "政府性基金"));
}

// Final accounts print 类 款 项 in the row of column numbers.
TEST(ReadHeader, KeepsPartsOfCodesBesideColumnNumbers) {
  const TableHeader header = header_of(ruled(R"(
      项目     | <  | <  | <        | 本年收入合计 | 财政拨款收入
      科目编码 | <  | <  | 科目名称 | ^            | ^
      类       | 款 | 项 | 栏次     | 1            | 2
      合计     | <  | <  | <        | 3,427.47     | 3,335.46
  )"));
  EXPECT_EQ(header.body_row, 3);
  EXPECT_THAT(paths(header), ElementsAre("项目/科目编码/类", "项目/科目编码/款", "项目/科目编码/项", "项目/科目名称",
                                         "本年收入合计", "财政拨款收入"));
}

// A heading in the middle of two rows, where white space alone tells the cells, has a row of its own.
TEST(ReadHeader, PassesOverAHeadingBetweenTwoRows) {
  const TableHeader header = header_of(ruled(R"(
      科目编码 | <  | <  | <        | 一般公共预算支出 | <        | <
               |    |    | 科目名称 |                  |          |
      类       | 款 | 项 |          | 合计             | 基本支出 | 项目支出
      合计     |    |    |          | 1,520.36         | 1,120.36 | 400.00
  )"));
  EXPECT_EQ(header.body_row, 3);
  EXPECT_THAT(paths(header), ElementsAre("科目编码/类", "科目编码/款", "科目编码/项", "科目编码/科目名称", "一般公共预算支出/合计",
                                         "一般公共预算支出/基本支出", "一般公共预算支出/项目支出"));
}

// In text files: half of the finer headings may be unknown, where they stand below blank fields.
TEST(ReadHeader, TakesFinerHeadingsOfTextFiles) {
  const TableHeader header = header_of(tabbed(R"(
      项目名称 | 采购类型 |        |        | 资金来源 |              |
               | 货物类   | 工程类 | 服务类 | 总计     | 一般公共预算 | 其他资金
      合计     | 1,120.00 | 500.00 | 380.00 | 2,000.00 | 800.00       | 1,200.00
  )"));
  EXPECT_EQ(header.body_row, 2);
  EXPECT_THAT(paths(header), ElementsAre("项目名称", "采购类型/货物类", "采购类型/工程类", "采购类型/服务类", "资金来源/总计",
                                         "资金来源/一般公共预算", "资金来源/其他资金"));
}

// The codes of economic classes over their names, or below them.
TEST(ReadHeader, PassesOverCodesOfClasses) {
  const TableHeader over = header_of(ruled(R"(
      科目编码 | 科目名称 | 总计     | 301          | 302
      ^        | ^        | ^        | 工资福利支出 | 商品和服务支出
               | 合计     | 3,400.25 | 2,300.00     | 1,100.25
  )"));
  EXPECT_EQ(over.body_row, 2);
  EXPECT_THAT(paths(over), ElementsAre("科目编码", "科目名称", "总计", "工资福利支出", "商品和服务支出"));
  const TableHeader below = header_of(ruled(R"(
      科目编码 | 科目名称 | 总计     | 工资福利支出 | 商品和服务支出
      ^        | ^        | ^        | 301          | 302
               | 合计     | 3,400.25 | 2,300.00     | 1,100.25
  )"));
  EXPECT_EQ(below.body_row, 2);
  EXPECT_THAT(paths(below), ElementsAre("科目编码", "科目名称", "总计", "工资福利支出", "商品和服务支出"));
}

TEST(ReadHeader, TakesWholeAmountsForNoCodes) {
  EXPECT_EQ(header_of(ruled(R"(
      科目名称 | 2025年预算数 | 2026年预算数
      合计     | 301          | 302
      教育     | 301          | 302
  )")).body_row, 1);
}

// All rows above column numbers are headings, also those that no vocabulary knows.
TEST(ReadHeader, TakesRowsAboveColumnNumbersForHeadings) {
  const TableHeader header = header_of(ruled(R"(
      对象     | 张三   | 李四
      子对象   | 甲     | 乙
      栏次     | 1      | 2
      办公费   | 5.00   | 6.00
  )"));
  EXPECT_EQ(header.body_row, 3);
  EXPECT_THAT(paths(header), ElementsAre("对象/子对象", "张三/甲", "李四/乙"));
}

// Template without merges: the cells below a heading that goes on are left blank.
TEST(ReadHeader, ReadsHeadingsThatAreNotMerged) {
  const TableHeader header = header_of(ruled(R"(
      科目编码 | 科目名称 | 本年支出 |          |
               |          | 合计     | 基本支出 | 项目支出
      208      | 社会保障 | 10.00    | 10.00    |
  )"));
  EXPECT_EQ(header.body_row, 2);
}

TEST(ReadHeader, BeginsTheBodyAtATotal) {
  const TableHeader header = header_of(ruled(R"(
      项目 | 预算数
      合计 |
      甲   |
  )"));
  EXPECT_EQ(header.body_row, 1);
}

TEST(ReadHeader, FindsNoneOnAContinuedPage) {
  const TableHeader header = header_of(ruled(R"(
      2080505 | 机关事业单位基本养老保险缴费支出 | 17.55 | 17.55
      210     | 卫生健康支出                     | 6.95  | 6.95
  )"));
  EXPECT_EQ(header.body_row, 0);
  EXPECT_THAT(header.paths, ElementsAre());
  EXPECT_EQ(header.signature, "");
}

// Below a title the first row is the heading, whatever words a county has for it.
TEST(ReadHeader, TakesTheFirstRowBelowATitleForHeadings) {
  const LayoutGrid grid = ruled(R"(
      款别     | 摘要   | 核定额度
      社会保障 | 甲     | 10.00
  )");
  EXPECT_EQ(header_of(grid, false).body_row, 0);
  EXPECT_EQ(header_of(grid, true).body_row, 1);
}

TEST(ReadHeader, GivesRepeatedHeadingsTheSameSignature) {
  const TableHeader first = header_of(ruled(R"(
      科目编码 | 科目名称 | 合计
      208      | 社会保障 | 10.00
  )"));
  const TableHeader second = header_of(ruled(R"(
      科目⏎编码 | 科目 名称 | 合　计
      210       | 卫生健康  | 6.95
  )"));
  EXPECT_EQ(first.signature, second.signature);
  EXPECT_NE(first.signature, "");
}

// In a text file nothing marks spans: a blank goes on the heading to its left (the seed's 表四).
TEST(ReadHeader, SpreadsHeadingsOfTextFiles) {
  const TableHeader header = header_of(tabbed(R"(
      收入             |       | 支出                 |       |              |
      项目             | 金额  | 项目                 | 金额  |              |
                       |       |                      | 小计  | 一般公共预算 | 政府性基金
      一、一般公共预算 | 10.00 | 一、一般公共服务支出 | 10.00 | 10.00        |
  )"));
  EXPECT_EQ(header.body_row, 3);
  EXPECT_THAT(paths(header), ElementsAre("收入/项目", "收入/金额", "支出/项目", "支出/金额/小计",
                                         "支出/金额/一般公共预算", "支出/金额/政府性基金"));
}

TEST(IsColumnNumbers, KnowsItsForms) {
  EXPECT_TRUE(is_column_numbers({"1", "2", "3", "4"}));
  EXPECT_TRUE(is_column_numbers({"**", "**", "1", "2"}));
  EXPECT_TRUE(is_column_numbers({"栏次", "", "1", "2", "3"}));
  EXPECT_TRUE(is_column_numbers({"栏次", "1", "2", "3=1-2"}));
  EXPECT_TRUE(is_column_numbers({"1", "2", "3=4+5", "4", "5"}));
  EXPECT_FALSE(is_column_numbers({"1", "3", "4"}));
  EXPECT_FALSE(is_column_numbers({"208", "05", "05"}));
  EXPECT_FALSE(is_column_numbers({"", "", ""}));
  EXPECT_FALSE(is_column_numbers({"1", "合计", "2"}));
}

TEST(IsMoneyText, KnowsItsForms) {
  for (const char* text : {"0", "0.00", "1,234.56", "17.55", "-3.2", "(12.5)", "（12.5）", "△7", "884万元",
                           "576,171.1\n1", "１２．５"}) {
    EXPECT_TRUE(is_money_text(text)) << text;
  }
  for (const char* text : {"", "-", "——", "合计", "12.5%", "2026年", "12人", "208-01"}) {
    EXPECT_FALSE(is_money_text(text)) << text;
  }
}

}  // namespace
}  // namespace gongkai::recognize
