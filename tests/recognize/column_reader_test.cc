#include "recognize/column_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "layout_literals.h"

namespace gongkai::recognize {
namespace {

using testing::ElementsAre;

std::vector<int> blocks(const ReadTable& table) {
  std::vector<int> result;
  for (const Column& column : table.columns) result.push_back(column.block);
  return result;
}

// ── the families of field guide §1.4–1.6 ────────────────────────────────────────────────────────

TEST(ReadColumns, ShanxiIncome) {
  const ReadTable table = read_table("2026年预算收入总表", R"(
      项目     | <        | 本年收入 | <            | <          | <            | <            | <        | 上年结转
      科目编码 | 科目名称 | 合计     | 一般公共预算 | 政府性基金 | 国有资本经营 | 财政专户管理资金 | 单位资金 | ^
      208      | 社会保障 | 10.00    | 9.00         | 0.00       | 0.00         | 1.00         | 0.00     | 2.00
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("项目/科目编码: code function", "项目/科目名称: name function",
                          "本年收入/合计: money current", "本年收入/一般公共预算: money general_public current",
                          "本年收入/政府性基金: money government_fund current",
                          "本年收入/国有资本经营: money state_capital current",
                          "本年收入/财政专户管理资金: money fiscal_account current",
                          "本年收入/单位资金: money unit_funds current", "上年结转: money carryover"));
}

TEST(ReadColumns, ShanxiSummaryHasTwoHalves) {
  const ReadTable table = read_table("2026年预算收支总表", R"(
      收入             | <      | 支出                 | <          | <            | <
      项目             | 2026年 | 项目                 | 2026年合计 | 当年预算安排 | 上年结转安排
      一、一般公共预算 | 10.00  | 一、一般公共服务支出 | 10.00      | 9.00         | 1.00
  )");
  EXPECT_THAT(blocks(table), ElementsAre(0, 0, 1, 1, 1, 1));
  EXPECT_THAT(headings(table),
              ElementsAre("收入/项目: name function", "收入/2026年: money revenue", "支出/项目: name function",
                          "支出/2026年合计: money expenditure", "支出/当年预算安排: money expenditure current",
                          "支出/上年结转安排: money expenditure carryover"));
}

TEST(ReadColumns, ShanghaiExpenditureHasCodesInThreeColumns) {
  const ReadTable table = read_table("2026年单位支出预算总表", R"(
      项目             | <  | <  | <                | 支出预算 | <        | <
      功能分类科目编码 | <  | <  | 功能分类科目名称 | 合计     | 基本支出 | 项目支出
      类               | 款 | 项 | ^                | ^        | ^        | ^
      208              | 05 | 05 | 养老保险         | 7.00     | 7.00     |
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("项目/功能分类科目编码/类: code_part function", "项目/功能分类科目编码/款: code_part function",
                          "项目/功能分类科目编码/项: code_part function", "项目/功能分类科目名称: name function",
                          "支出预算/合计: money", "支出预算/基本支出: money basic", "支出预算/项目支出: money project"));
}

TEST(ReadColumns, ShanghaiSummarySplitsBasicExpenditure) {
  const ReadTable table = read_table("2026年单位财务收支预算总表", R"(
      本年收入         | <      | 本年支出             | <     | <        | <        | <
      项目             | 预算数 | 项目                 | 预算数 | <       | <        | <
      ^                | ^      | ^                    | 合计  | 基本支出 | <        | 项目支出
      ^                | ^      | ^                    | ^     | 人员经费 | 公用经费 | ^
      一、财政拨款收入 | 7.00   | 一、一般公共服务支出 | 7.00  | 4.00     | 2.00     | 1.00
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("本年收入/项目: name function", "本年收入/预算数: money revenue approved current",
                          "本年支出/项目: name function",
                          "本年支出/预算数/合计: money expenditure approved current",
                          "本年支出/预算数/基本支出/人员经费: money expenditure approved personnel current",
                          "本年支出/预算数/基本支出/公用经费: money expenditure approved operating current",
                          "本年支出/预算数/项目支出: money expenditure approved project current"));
}

TEST(ReadColumns, JiangsuIncomeListsUnits) {
  const ReadTable table = read_table("收入总表", R"(
      部门代码 | 部门名称 | 合计  | 本年收入 | <            | <            | 上年结转结余
      ^        | ^        | ^     | 小计     | 一般公共预算 | 政府性基金   | ^
      101      | 甲局     | 10.00 | 9.00     | 9.00         |              | 1.00
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("部门代码: unit_code", "部门名称: unit_name", "合计: money", "本年收入/小计: money current",
                          "本年收入/一般公共预算: money general_public current",
                          "本年收入/政府性基金: money government_fund current", "上年结转结余: money carryover"));
}

TEST(ReadColumns, FinalIncomeNamesItsSources) {
  const ReadTable table = read_table("收入决算表", R"(
      项目             | <        | 本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | 经营收入 | 附属单位上缴收入 | 其他收入
      功能分类科目编码 | 科目名称 | ^            | ^            | ^            | ^        | ^        | ^                | ^
      208              | 社会保障 | 7.00         | 1.00         | 1.00         | 1.00     | 1.00     | 1.00             | 2.00
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("项目/功能分类科目编码: code function", "项目/科目名称: name function",
                          "本年收入合计: money current", "财政拨款收入: money appropriation",
                          "上级补助收入: money superior", "事业收入: money institutional",
                          "经营收入: money business", "附属单位上缴收入: money subordinate", "其他收入: money other"));
}

TEST(ReadColumns, FinalExpenditureNamesItsTypes) {
  const ReadTable table = read_table("支出决算表", R"(
      科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出
      208      | 社会保障 | 7.00         | 1.00     | 2.00     | 1.00         | 1.00     | 2.00
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("科目编码: code", "科目名称: name", "本年支出合计: money current", "基本支出: money basic",
                          "项目支出: money project", "上缴上级支出: money remitted", "经营支出: money business",
                          "对附属单位补助支出: money subsidy"));
}

TEST(ReadColumns, FinalFundTableMixesDirections) {
  const ReadTable table = read_table("政府性基金预算财政拨款收入支出决算表", R"(
      科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出 | <        | <        | 年末结转和结余
      ^        | ^        | ^              | ^        | 小计     | 基本支出 | 项目支出 | ^
      212      | 城乡社区 | 1.00           | 7.00     | 8.00     |          | 8.00     | 0.00
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("科目编码: code function", "科目名称: name function",
                          "年初结转和结余: money revenue carryover", "本年收入: money revenue current",
                          "本年支出/小计: money expenditure current", "本年支出/基本支出: money expenditure basic current",
                          "本年支出/项目支出: money expenditure project current",
                          "年末结转和结余: money expenditure closing"));
}

TEST(ReadColumns, FinalBasicExpenditureStandsInTriples) {
  const ReadTable table = read_table("一般公共预算财政拨款基本支出决算明细表", R"(
      人员经费         | <        | <      | 公用经费         | <          | <
      经济分类科目编码 | 科目名称 | 决算数 | 经济分类科目编码 | 科目名称   | 决算数
      301              | 工资福利 | 5.00   | 302              | 商品和服务 | 2.00
  )");
  EXPECT_THAT(blocks(table), ElementsAre(0, 0, 0, 1, 1, 1));
  EXPECT_THAT(headings(table),
              ElementsAre("人员经费/经济分类科目编码: code economic_department", "人员经费/科目名称: name",
                          "人员经费/决算数: money executed personnel",
                          "公用经费/经济分类科目编码: code economic_department", "公用经费/科目名称: name",
                          "公用经费/决算数: money executed operating"));
}

TEST(ReadColumns, ThreePublicItemsAsColumns) {
  const ReadTable table = read_table("一般公共预算“三公”经费支出表", R"(
      合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | <      | <          | 公务接待费
      ^    | ^                | 小计                     | 购置费 | 运行维护费 | ^
      5.00 | 0.00             | 3.00                     | 0.00   | 3.00       | 2.00
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("合计: money =total", "因公出国（境）费: money =overseas",
                          "公务用车购置及运行维护费/小计: money =vehicle",
                          "公务用车购置及运行维护费/购置费: money =vehicle_purchase",
                          "公务用车购置及运行维护费/运行维护费: money =vehicle_operation",
                          "公务接待费: money =reception"));
}

// Jiangsu: 会议费 and 培训费 stand beside 三公; 合计 over all of them is no item of 三公.
TEST(ReadColumns, ThreePublicWithMeetingsAndTraining) {
  const ReadTable table = read_table("“三公”经费、会议费、培训费支出表", R"(
      合计 | “三公”经费 | <          | <          | 会议费 | 培训费
      ^    | 小计       | 因公出国费 | 公务接待费 | ^      | ^
      9.00 | 5.00       | 3.00       | 2.00       | 3.00   | 1.00
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("合计: money", "“三公”经费/小计: money =total", "“三公”经费/因公出国费: money =overseas",
                          "“三公”经费/公务接待费: money =reception", "会议费: money =meeting", "培训费: money =training"));
}

TEST(ReadColumns, BeijingClassifiesThreeTimes) {
  const ReadTable table = read_table("预算03表 支出总表", R"(
      功能分类科目       | 政府预算经济分类 | 部门预算经济分类 | 合计 | 基本支出 | 项目支出
      2010301-行政运行   | 50101-工资奖金   | 30101-基本工资   | 7.00 | 7.00     |
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("功能分类科目: name function", "政府预算经济分类: name economic_government",
                          "部门预算经济分类: name economic_department", "合计: money", "基本支出: money basic",
                          "项目支出: money project"));
}

TEST(ReadColumns, ShandongClassesInColumnsOfTheirOwn) {
  const ReadTable table = read_table("一般公共预算基本支出表", R"(
      部门预算支出经济分类 | <  | <        | 政府预算支出经济分类 | <  | <        | 合计
      类                   | 款 | 科目名称 | 类                   | 款 | 科目名称 | ^
      301                  | 01 | 基本工资 | 501                  | 01 | 工资奖金 | 7.00
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("部门预算支出经济分类/类: code_part economic_department",
                          "部门预算支出经济分类/款: code_part economic_department",
                          "部门预算支出经济分类/科目名称: name economic_department",
                          "政府预算支出经济分类/类: code_part economic_government",
                          "政府预算支出经济分类/款: code_part economic_government",
                          "政府预算支出经济分类/科目名称: name economic_government", "合计: money"));
}

TEST(ReadColumns, ProjectsByTheirSources) {
  const ReadTable table = read_table("项目支出预算表", R"(
      项目名称 | 合计 | 2026年财政拨款 | <          | <            | 财政专户管理资金 | 单位资金
      ^        | ^    | 一般公共预算   | 政府性基金 | 国有资本经营 | ^                | ^
      1        | 2    | 3              | 4          | 5            | 6                | 7
      甲项目   | 5.00 | 5.00           |            |              |                  |
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("项目名称: project_name", "合计: money", "2026年财政拨款/一般公共预算: money general_public",
                          "2026年财政拨款/政府性基金: money government_fund",
                          "2026年财政拨款/国有资本经营: money state_capital",
                          "财政专户管理资金: money fiscal_account", "单位资金: money unit_funds"));
}

// ── single rules ────────────────────────────────────────────────────────────────────────────────

// Chongqing: last year's figures stand beside this year's.
TEST(ReadColumns, TellsFiguresOfEarlierYears) {
  const ReadTable table = read_table("2026年一般公共预算支出表", R"(
      科目编码 | 科目名称 | 2025年预算数 | 2026年预算数 | <        | <        | 增减额
      ^        | ^        | ^            | 小计         | 基本支出 | 项目支出 | ^
      208      | 社会保障 | 6.00         | 7.00         | 7.00     |          | 1.00
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("科目编码: code", "科目名称: name", "2025年预算数: money prior",
                          "2026年预算数/小计: money approved", "2026年预算数/基本支出: money expenditure approved basic",
                          "2026年预算数/项目支出: money expenditure approved project", "增减额: money change"));
}

TEST(ReadColumns, ReadsPhasesOfFinalAccounts) {
  const ReadTable table = read_table("收入支出决算总表", R"(
      项目     | 行次 | 年初预算数 | 全年预算数 | 决算数
      财政拨款 | 1    | 6.00       | 7.00       | 7.00
  )");
  EXPECT_THAT(headings(table), ElementsAre("项目: name function", "行次: line_number", "年初预算数: money approved",
                                           "全年预算数: money adjusted", "决算数: money executed"));
}

TEST(ReadColumns, TellsPercentagesCountsAndTextsFromMoney) {
  const ReadTable table = read_table("政府采购预算表", R"(
      采购项目 | 采购数量 | 单价 | 金额 | 占比  | 增减幅度（%） | 备注
      打印机   | 2        | 0.50 | 1.00 | 12.50 | 3.10          | 甲
  )");
  EXPECT_THAT(headings(table), ElementsAre("采购项目: name", "采购数量: count", "单价: text", "金额: money",
                                           "占比: percent", "增减幅度（%）: percent", "备注: text"));
}

// 其中 repeats a part of the column before it, unless a dimension tells the part.
TEST(ReadColumns, MarksPartsThatNothingTellsApart) {
  const ReadTable table = read_table("收入总表", R"(
      科目编码 | 科目名称 | 合计 | 事业收入 | <              | 其中：上年结转
      ^        | ^        | ^    | 小计     | 其中：教育收费 | ^
      205      | 教育     | 9.00 | 5.00     | 3.00           | 1.00
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("科目编码: code function", "科目名称: name function", "合计: money",
                          "事业收入/小计: money institutional", "事业收入/其中：教育收费: money institutional memo",
                          "其中：上年结转: money carryover"));
}

TEST(ReadColumns, MarksSharesOfATotal) {
  EXPECT_THAT(headings(read_table("政府性基金支出表", R"(
                  科目名称 | 预算数 | 其中：县本级 | 乡镇 | 增减额
                  城乡社区 | 9.00   | 6.00         | 3.00 | 1.00
              )")),
              ElementsAre("科目名称: name function", "预算数: money approved", "其中：县本级: money memo",
                          "乡镇: money memo", "增减额: money change"));
  EXPECT_THAT(headings(read_table("政府采购预算表", R"(
                  项目名称 | 采购金额 | <    | <    | <
                  ^        | 合计     | 货物 | 工程 | 服务
                  修缮     | 9.00     | 1.00 | 6.00 | 2.00
              )")),
              ElementsAre("项目名称: project_name", "采购金额/合计: money", "采购金额/货物: money memo",
                          "采购金额/工程: money memo", "采购金额/服务: money memo"));
}

TEST(ReadColumns, TakesRatesForNoMoney) {
  EXPECT_THAT(headings(read_table("基本支出预算表", R"(
                  科目名称 | 人数 | 人均标准 | 补助标准（元/人） | 金额
                  基本工资 | 20   | 5,000.00 | 300.00            | 100,000.00
              )")),
              ElementsAre("科目名称: name", "人数: count", "人均标准: count", "补助标准（元/人）: count", "金额: money"));
}

// Jiangsu: what no dimension tells apart beside parts that some do is one more of them.
TEST(ReadColumns, KeepsARestBesidePartsThatAreToldApart) {
  EXPECT_THAT(headings(read_table("支出预算总表", R"(
                  科目名称 | 合计 | 基本支出 | 项目支出 | 单位预留机动经费
                  教育     | 9.00 | 5.00     | 3.00     | 1.00
              )")),
              ElementsAre("科目名称: name", "合计: money", "基本支出: money basic", "项目支出: money project",
                          "单位预留机动经费: money"));
}

TEST(ReadColumns, TakesTheUnitOfAHeading) {
  const ReadTable table = read_table("项目支出预算表", R"(
      项目名称 | 金额（元） | 备注
      甲项目   | 50000.00   |
  )");
  EXPECT_THAT(headings(table), ElementsAre("项目名称: project_name", "金额（元）: money 元", "备注: text"));
}

// A column under the heading of another source keeps its own fund (Jiangsu 政府采购支出表).
TEST(ReadColumns, LowerHeadingsOverrideUpperOnes) {
  const ReadTable table = read_table("政府采购支出表", R"(
      采购品目名称 | 资金来源         | <          | <        | 总计
      ^            | 一般公共预算资金 | 政府性基金 | 其他资金 | ^
      打印机       | 1.00             | 2.00       | 3.00     | 6.00
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("采购品目名称: name", "资金来源/一般公共预算资金: money general_public",
                          "资金来源/政府性基金: money government_fund", "资金来源/其他资金: money other",
                          "总计: money"));
}

TEST(ReadColumns, TellsUnknownHeadingsByTheirContent) {
  std::vector<ReadTable> tables = read_tables({page(1, {"支出总表", "单位：万元", ruled(R"(
      科目编码 | 科目名称 | 核定额度 | 经办情形 | 合计
      208      | 社会保障 | 5.00     | 甲       | 5.00
      210      | 卫生健康 | 6.00     | 乙       | 6.00
  )")})});
  ASSERT_EQ(tables.size(), 1U);
  Diagnostics diagnostics;
  const std::vector<Column> columns = read_columns(tables[0].joined, built_in_schemas(), diagnostics);
  EXPECT_EQ(columns[2].role, ColumnRole::Money);
  EXPECT_EQ(columns[3].role, ColumnRole::Text);
  EXPECT_EQ(diagnostics,
            (Diagnostics{{Severity::Info, 1, "heading.unknown",
                          "the heading \"核定额度\" of \"支出总表\" is in no vocabulary; its 2 cells were read as amounts"},
                         {Severity::Info, 1, "heading.unknown",
                          "the heading \"经办情形\" of \"支出总表\" is in no vocabulary; its 2 cells were read as text"}}));
}

// Amounts below no heading: where white space alone tells the columns, the heading is lost, and what it said.
TEST(ReadColumns, LeavesAmountsWhoseHeadingWhiteSpaceLost) {
  std::vector<ReadTable> tables = read_tables({page(1, {"支出总表", "单位：万元", ruled(R"(
      科目编码 | 科目名称 | 合计 |
      208      | 社会保障 | 5.00 | 3.00
      210      | 卫生健康 | 6.00 | 4.00
  )")})});
  ASSERT_EQ(tables.size(), 1U);
  Diagnostics diagnostics;
  EXPECT_EQ(read_columns(tables[0].joined, built_in_schemas(), diagnostics)[3].role, ColumnRole::Money);
  tables[0].joined.implied = true;
  diagnostics.clear();
  EXPECT_EQ(read_columns(tables[0].joined, built_in_schemas(), diagnostics)[3].role, ColumnRole::Text);
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].code, "heading.unknown");
}

// 支出功能分科目 is in no vocabulary, but the 预算数 behind it are not those of 财政拨款.
TEST(ReadColumns, TakesWordsBetweenEqualHeadingsForNames) {
  const ReadTable table = read_table("部门收支总表", R"(
      收入         | <      | 支出             | <
      项目         | 预算数 | 按何大类分       | 预算数
      一、财政拨款 | 5.00   | 一、教育支出     | 3.00
      二、事业收入 | 1.00   | 二、住房保障支出 | 3.00
  )");
  EXPECT_EQ(table.columns[2].role, ColumnRole::Name);
  EXPECT_THAT(facts(table),
              ElementsAre("5.00 财政拨款: revenue approved appropriation", "3.00 教育支出: expenditure approved",
                          "1.00 事业收入: revenue approved institutional",
                          "3.00 住房保障支出: expenditure approved"));
}

// Targets are no money, though 本年 speaks of a time (Beijing 预算12表).
TEST(ReadColumns, TakesTargetsForNoMoney) {
  const ReadTable table = read_table("预算12表 项目支出绩效目标表", R"(
      项目名称       | 项目总额 | 其中：   | <        | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 绩效指标性质 | 本年绩效指标值 | 绩效度量单位
      ^              | ^        | 财政资金 | 其他资金 | ^        | ^        | ^        | ^        | ^            | ^              | ^
      甲-评审工作    | 839.00   | 839.00   |          | 按时完成 | 产出指标 | 数量指标 | 评审数量 | ≥            | 98             | 个
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("项目名称: project_name", "项目总额: money", "其中：/财政资金: money appropriation",
                          "其中：/其他资金: money other", "绩效目标: text", "一级指标: text", "二级指标: text",
                          "三级指标: text", "绩效指标性质: text", "本年绩效指标值: text", "绩效度量单位: text"));
}

// Anhui: the expenditure half begins with words that no vocabulary knows.
TEST(ReadColumns, TellsTheHalfOfExpenditureByItsHeading) {
  const ReadTable table = read_table("部门收支总体情况表", R"(
      收入         | <        | 支出           | <        | <
      项目         | 预算数   | 用款方向       | 小计     | 其他资金
      一、财政拨款 | 35601200 | 一、农林水支出 | 32000000 | 1000000
      二、事业收入 | 600000   | 二、住房保障   | 2000000  | 0
      三、其他收入 | 400000   | 三、其他       | 0        | 0
  )");
  EXPECT_THAT(blocks(table), ElementsAre(0, 0, 1, 1, 1));
  EXPECT_THAT(headings(table), ElementsAre("收入/项目: name function", "收入/预算数: money revenue approved",
                                           "支出/用款方向: name function", "支出/小计: money expenditure",
                                           "支出/其他资金: money expenditure other"));
}

TEST(ReadColumns, TellsForecastsOfTheYearBefore) {
  const ReadTable table = read_table("一般公共预算支出表", R"(
      科目名称 | 2025年预计执行数 | 上年预计完成数 | 2026年预算数
      教育支出 | 1,480.00         | 1,480.00       | 1,530.00
  )");
  EXPECT_THAT(headings(table), ElementsAre("科目名称: name", "2025年预计执行数: money prior", "上年预计完成数: money prior",
                                           "2026年预算数: money approved"));
}

// In whole yuan nothing but the columns beside it tells money from a count.
TEST(ReadColumns, TakesWholeYuanUnderAnUnknownHeadingForMoney) {
  const ReadTable table = read_table("一般公共预算支出功能分类明细表", R"(
      科目编码 | 科目名称     | 合计      | 县本级
      201      | 一般公共服务 | 330000000 | 300000000
  )");
  EXPECT_THAT(headings(table), ElementsAre("科目编码: code", "科目名称: name", "合计: money", "县本级: money memo"));
}

TEST(ReadColumns, TakesWordsBesideMergedNamesForFinerOnes) {
  const ReadTable table = read_table("单位收入预算总表", R"(
      收入类别       | 来源         | 本年预算
      财政拨款收入   | 一般公共预算 | 2.00
      ^              | 政府性基金   | 1.00
      非财政拨款收入 | 事业收入     | 3.00
  )");
  EXPECT_THAT(headings(table), ElementsAre("收入类别: name function", "来源: name function", "本年预算: money approved current"));
}

// 收入 and 支出 stand over the names themselves, and nothing over both.
TEST(ReadColumns, TakesHalvesThatAreNamedAboveTheirNames) {
  const ReadTable table = read_table("部门预算收支总表", R"(
      收　　入             | 预算数 | 支　　出（按功能分类） | 预算数
      一、财政拨款         | 12.00  | 一、农林水支出         | 13.00
      二、事业收入         | 3.00   | 二、住房保障支出       | 2.00
      收入合计             | 15.00  | 支出合计               | 15.00
  )");
  EXPECT_THAT(blocks(table), ElementsAre(0, 0, 1, 1));
  EXPECT_THAT(headings(table),
              ElementsAre("收入: name function", "预算数: money revenue approved",
                          "支出（按功能分类）: name function", "预算数: money expenditure approved"));
}

// Plans of several years: the document's own year stands among its lines.
// — stands where there is nothing to say, and is no word.
TEST(ReadColumns, TakesAColumnOfDashesForMoney) {
  const ReadTable table = read_table("“三公”经费支出决算表", R"(
      项目             | 全年预算数 | 决算数
      1.因公出国费     | 4.00       | 3.00
      （1）国内接待费  | —          | 1.00
      （2）国外接待费  | —          | 2.00
      3.用车运行维护费 | －         | 0.50
  )");
  EXPECT_THAT(headings(table), ElementsAre("项目: name", "全年预算数: money adjusted", "决算数: money executed"));
}

TEST(ReadColumns, TellsAmountsAmongWordsUnderAHeadingAboutMoney) {
  const ReadTable table = read_table("2026年项目支出表", R"(
      项目名称 | 金额  | 资金安排
      修路     | 10.00 | 省级
      架桥     | 20.00 | 市级
      植树     | 30.00 | 30.00
  )");
  Diagnostics diagnostics;
  EXPECT_EQ(read_columns(table.joined, built_in_schemas(), diagnostics).back().role, ColumnRole::Text);
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].code, "heading.words");
}

TEST(ReadColumns, TellsAdjustmentsFromWhatTheyLeadTo) {
  EXPECT_THAT(headings(read_table("一般公共预算支出执行情况表", R"(
      项目     | 年初预算 | 预算调整 | 调整后预算数 | 1-6月累计支出 | 上年同期 | 结转下年
      教育支出 | 5.00     | 1.00     | 6.00         | 5.50          | 5.20     | 0.50
  )")), ElementsAre("项目: name", "年初预算: money approved", "预算调整: money change", "调整后预算数: money adjusted",
                    "1-6月累计支出: money executed", "上年同期: money prior", "结转下年: money closing"));
  EXPECT_EQ(headings(read_table("一般公共预算支出执行情况表", R"(
      项目     | 年初预算 | 预算调整数 | 执行数
      教育支出 | 5.00     | 6.00       | 5.50
  )"))[2], "预算调整数: money adjusted");
}

// What a heading above says of words holds only where the one below says nothing else, in its content.
TEST(ReadColumns, TakesAmountsUnderSourcesOfMoney) {
  EXPECT_EQ(headings(read_table("支出预算表", R"(
      科目编码 | 科目名称 | 合计 | 资金来源 | <
      ^        | ^        | ^    | 财政拨款 | 罚没安排
      205      | 教育支出 | 5.00 | 4.00     | 1.00
  )"))[4], "资金来源/罚没安排: money");
}

TEST(ReadColumns, ReadsHeadingsWithTheirUnits) {
  const ReadTable table = read_table("项目支出表", R"(
      项目名称 | 总投资（亿元） | 合计（万元）
      修路     | 0.15           | 100.00
  )");
  EXPECT_TRUE(table.columns[1].meaning.memo);
  EXPECT_EQ(table.columns[1].unit, "亿元");
  EXPECT_FALSE(table.columns[2].meaning.memo);
}

// 事业收入 and what follows are kinds of the 单位资金 beside them.
TEST(ReadColumns, TakesKindsOfUnitFundsForRepeated) {
  const ReadTable table = read_table("收入总表", R"(
      单位名称 | 合计 | 一般公共预算 | 单位资金 | 其中：事业收入 | 其他收入
      甲局     | 9.00 | 5.00         | 4.00     | 3.00           | 1.00
  )");
  std::vector<bool> memo;
  for (const Column& column : table.columns) memo.push_back(column.meaning.memo);
  EXPECT_THAT(memo, ElementsAre(false, false, false, false, true, true));
}

TEST(ReadColumns, TellsPlansOfLaterYears) {
  const std::vector<ReadTable> tables = read_tables({page(1, {"某局2026年部门预算", "项目支出预算表", "单位：万元", ruled(R"(
      项目名称 | 2026年预算 | 2027年预算 | 2028年预算
      疫苗冷链 | 80.00      | 40.00      | 40.00
  )")})});
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_THAT(headings(tables[0]), ElementsAre("项目名称: project_name", "2026年预算: money approved",
                                               "2027年预算: money approved memo", "2028年预算: money approved memo"));
}

TEST(ReadColumns, TellsNumbersOfThingsFromMoney) {
  const ReadTable table = read_table("项目支出表", R"(
      项目名称 | 实施规模（亩） | 单价（元/亩） | 预算金额（万元） | 受益农户数（户） | 直接受益人数
      退耕还林 | 12,500         | 160.00        | 200.00           | 1,350            | 4,200
  )");
  EXPECT_THAT(headings(table), ElementsAre("项目名称: project_name", "实施规模（亩）: count", "单价（元/亩）: count",
                                           "预算金额（万元）: money 万元", "受益农户数（户）: count", "直接受益人数: count"));
}

TEST(ReadColumns, LeavesMoneyOfAllYearsBeforeOutOfSums) {
  const ReadTable table = read_table("项目支出表", R"(
      项目名称 | 截至上年末累计安排 | 本年预算
      甲项目   | 300.00             | 400.50
  )");
  EXPECT_THAT(headings(table), ElementsAre("项目名称: project_name", "截至上年末累计安排: money prior memo", "本年预算: money approved current"));
}

TEST(ReadColumns, TakesTheTotalOfAPartForARepeatOfTheWhole) {
  const ReadTable table = read_table("财政拨款支出预算表", R"(
      科目名称 | 总计   | 当年财政拨款安排 | <        | 提前通知专项转移支付 | <        | <        | 上年结转安排 | <
      ^        | ^      | 小计             | 基本支出 | 小计                 | 基本支出 | 项目支出 | 小计         | 项目支出
      委托业务 | 300.00 | 150.00           | 150.00   | 100.00               |          | 100.00   | 50.00        | 50.00
  )");
  std::vector<bool> memo;
  for (const Column& column : table.columns) memo.push_back(column.meaning.memo);
  EXPECT_THAT(memo, ElementsAre(false, false, false, false, true, false, false, false, false));
}

TEST(ReadColumns, LeavesTotalsOfClassesToTheirCodes) {
  const ReadTable table = read_table("支出预算表", R"(
      科目名称 | 总计   | 工资福利支出 | <        | 商品和服务支出 | <
      ^        | ^      | 小计         | 基本工资 | 小计           | 办公费
      行政运行 | 760.50 | 700.00       | 700.00   | 60.50          | 60.50
  )");
  for (const size_t total : {1, 2, 4}) EXPECT_FALSE(table.columns[total].meaning.memo) << table.columns[total].label;
}

// Words that say the same in other provinces.
TEST(ReadColumns, KnowsTheWordsOfProvinces) {
  const struct {
    const char* heading;
    const char* meaning;
  } cases[] = {
      {"经费拨款（补助）", "money general_public"},
      {"纳入预算管理的行政事业性收费安排的资金", "money general_public"},
      {"教育收费收入", "money fiscal_account"},
      {"其他各项收入", "money other"},
      {"非同级财政拨款收入", "money other"},
      {"利息收入", "money other"},
      {"专项债券收入", "money government_fund"},
      {"历年结余", "money carryover"},
      {"2025年结转", "money carryover"},
      {"财政专户管理资金结转结余", "money fiscal_account carryover"},
      {"年终财政拨款结转", "money appropriation closing"},
      {"上年年末结转结余", "money carryover"},
      {"专项业务费", "money project"},
      {"特定目标类项目", "money project"},
      {"较上年增加", "money change"},
      {"其中：三公经费", "money memo =total"},
      {"上年支出数", "money prior"},
      {"与上年相比", "money change"},
      {"变更后预算", "money adjusted"},
      {"单位其他资金", "money unit_funds"},
      {"上级专项补助", "money superior"},
      {"下级上缴收入", "money subordinate"},
      {"基金结转", "money government_fund carryover"},
  };
  for (const auto& c : cases) {
    const ReadTable table = read_table("收支预算明细表", (std::string(R"(
      科目名称 | 合计  | )") + c.heading + R"(
      教育     | 30.00 | 10.00
    )").c_str());
    EXPECT_EQ(headings(table).back(), std::string(c.heading) + ": " + c.meaning);
  }
}

TEST(ReadColumns, TellsAYearBeforeTheDocuments) {
  const std::vector<ReadTable> tables = read_tables({page(1, {"某局2026年部门预算", "支出总表", "单位：万元", ruled(R"(
      科目名称 | 合计  | 基本支出 | 2025年预算数
      教育     | 30.00 | 20.00    | 28.00
  )")})});
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_EQ(headings(tables[0]).back(), "2025年预算数: money prior");
}

TEST(ReadColumns, TellsTheBudgetOfTheYearBeforeWhateverItIsOf) {
  const ReadTable table = read_table("一般公共预算支出预算表", R"(
      科目名称 | 本年支出预算 | <        | 上年支出预算 | 上年结转 | 上年财政拨款预算数
      ^        | 小计         | 基本支出 | ^            | ^        | ^
      教育     | 9.00         | 9.00     | 8.00         | 1.00     | 7.00
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("科目名称: name", "本年支出预算/小计: money expenditure current",
                          "本年支出预算/基本支出: money expenditure basic current", "上年支出预算: money expenditure prior", "上年结转: money carryover", "上年财政拨款预算数: money prior appropriation"));
}

// 公务接待费 among 办公费 and the like is an item of the economic classification, 养老保险 no fund.
TEST(ReadColumns, TellsEconomicItemsFromOtherThings) {
  const ReadTable table = read_table("一般公共预算基本支出表", R"(
      科目名称 | 总计  | 工资津补贴 | <        | 社会保障缴费 | <        | 办公费 | 公务接待费
      ^        | ^     | 小计       | 基本工资 | 小计         | 养老保险 | ^      | ^
      行政运行 | 20.00 | 9.00       | 9.00     | 5.00         | 5.00     | 4.00   | 2.00
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("科目名称: name", "总计: money", "工资津补贴/小计: money", "工资津补贴/基本工资: money",
                          "社会保障缴费/小计: money", "社会保障缴费/养老保险: money", "办公费: money", "公务接待费: money"));
  for (const Column& column : table.columns) {
    EXPECT_FALSE(column.meaning.memo) << column.label;
    EXPECT_EQ(column.meaning.three_public, "") << column.label;
  }
}

// Hunan: 三公经费预算数（上年）; others name the year so.
TEST(ReadColumns, TellsYearsInBrackets) {
  const ReadTable table = read_table("一般公共预算“三公”经费支出表", R"(
      单位名称 | 三公经费预算数（上年） | <          | 三公经费预算数（本年） | <
      ^        | 合计                   | 公务接待费 | 合计                   | 公务接待费
      甲局     | 5.00                   | 5.00       | 4.00                   | 4.00
  )");
  std::vector<std::string> phases;
  for (const Column& column : table.columns) phases.push_back(column.meaning.set.phase);
  EXPECT_THAT(phases, ElementsAre("", "prior", "prior", "approved", "approved"));
  const ReadTable named = read_table("2026年一般公共预算支出表", R"(
      科目名称 | 预算数（2025年） | 预算数（2026年）
      教育     | 5.00             | 4.00
  )");
  EXPECT_THAT(headings(named), ElementsAre("科目名称: name", "预算数（2025年）: money prior", "预算数（2026年）: money approved"));
}

// Headings that name an earlier year in other words than 上年预算数; money left from it is of this year's budget.
TEST(ReadColumns, TellsEarlierYearsFromMoneyLeftOfThem) {
  const auto told = [](const std::string& heading) {
    const std::string text = "科目名称 | 2026年预算数 | " + heading + "\n教育 | 5.00 | 4.00";
    return headings(read_table("2026年支出总表", text)).back();
  };
  for (const std::string heading :
       {"2025年（执行数）", "2025预算", "2025决算数", "2025年一般公共预算支出", "2025年金额", "上年安排", "上年安排数", "上年下达",
        "上年金额", "上年合计", "上年小计", "前年决算数", "往年安排", "截至2025年12月"}) {
    EXPECT_THAT(told(heading), testing::HasSubstr("money prior")) << heading;
  }
  EXPECT_THAT(told("2025年基本支出"), testing::HasSubstr("prior"));
  EXPECT_THAT(told("2026年增加"), testing::HasSubstr("money change"));
  for (const std::string heading :
       {"2025年一般公共预算结转", "2025年财政拨款结转资金", "2025年基本支出结余", "2025年政府性基金预算结转"}) {
    EXPECT_THAT(told(heading), testing::AllOf(testing::HasSubstr("carryover"), testing::Not(testing::HasSubstr("prior"))))
        << heading;
  }
}

TEST(ReadColumns, TellsNumbersOfRowsFromMoney) {
  const auto second = [](const std::string& third) {
    return headings(read_table("收入支出决算总表", (R"(
        项目     | 收入 | 决算数
        财政拨款 | 1    | 1,250.36
        基金     | 2    | 80.00
        事业收入 | 5    | 13.20
        其他收入 | )" + third + R"( |
    )").c_str())).at(1);
  };
  EXPECT_EQ(second("6"), "收入: line_number");
  EXPECT_EQ(second("4"), "收入: money revenue");
}

TEST(ReadColumns, KnowsVehiclesOverTheirPurchaseAndUse) {
  const ReadTable table = read_table("“三公”经费预算表", R"(
      单位名称 | 合计 | 因公出国 | 公务接待 | 公务用车 | <    | <
      ^        | ^    | ^        | ^        | 购置     | 运行 | 小计
      甲局     | 9.50 | 0.00     | 2.50     | 0.00     | 7.00 | 7.00
  )");
  EXPECT_EQ(headings(table).back(), "公务用车/小计: money =vehicle");
}

TEST(ReadColumns, TellsRevenueOfFundsFromTheirUse) {
  const ReadTable table = read_table("政府性基金预算支出情况表", R"(
      科目名称 | 本年收入 | 本年支出 | <
      ^        | ^        | 小计     | 项目支出
      城乡社区 | 300.00   | 310.00   | 310.00
  )");
  EXPECT_THAT(headings(table), ElementsAre("科目名称: name function", "本年收入: money revenue current",
                                           "本年支出/小计: money expenditure current", "本年支出/项目支出: money expenditure project current"));
}

TEST(ReadColumns, TakesUnitsOverColumns) {
  const ReadTable table = read_table("部门收入总表", R"(
      项目     | 合计   | 甲县疾控中心 | 甲县妇幼保健院
      事业收入 | 900.20 | 520.20       | 380.00
  )");
  ASSERT_EQ(table.columns.size(), 4U);
  EXPECT_EQ(table.columns[1].agency, "");
  EXPECT_EQ(table.columns[2].agency, "甲县疾控中心");
  EXPECT_EQ(table.entries[2].labels.back().text, "甲县妇幼保健院");
}

TEST(ReadColumns, TakesUnitsOverSeveralColumns) {
  const ReadTable table = read_table("一般公共预算支出表", R"(
      科目名称 | 合计   | 镇机关   | <        | 农业服务中心 | <
      ^        | ^      | 基本支出 | 项目支出 | 基本支出     | 项目支出
      农林水   | 10.00  |          |          | 3.00         | 7.00
  )");
  std::vector<std::string> agencies;
  for (const Column& column : table.columns) agencies.push_back(column.agency);
  EXPECT_THAT(agencies, ElementsAre("", "", "镇机关", "镇机关", "农业服务中心", "农业服务中心"));
}

TEST(ReadColumns, ReadsYearsWithTheirUnits) {
  const ReadTable table = read_table("2026年支出预算表", R"(
      支出类别 | 2025年（万元） | 2026年（万元）
      基本支出 | 5,900.00       | 6,000.50
  )");
  EXPECT_THAT(headings(table), ElementsAre("支出类别: name", "2025年（万元）: money prior 万元", "2026年（万元）: money 万元"));
}

TEST(ReadColumns, TakesAllSharesOfPartsForRepeats) {
  const ReadTable table = read_table("政府采购预算表", R"(
      单位名称 | 总计   | 集中采购 | <      | <      | 分散采购 | <      | <
      ^        | ^      | 小计     | 货物类 | 服务类 | 小计     | 货物类 | 服务类
      甲局     | 80.50  | 60.50    | 20.50  | 40.00  | 20.00    | 15.00  | 5.00
  )");
  std::vector<bool> memo;
  for (const Column& column : table.columns) memo.push_back(column.meaning.memo);
  EXPECT_THAT(memo, ElementsAre(false, false, true, true, true, true, true, true));
}

TEST(ReadColumns, TakesPartsOfTheWholeCountyForRepeats) {
  const ReadTable table = read_table("一般公共预算基本支出表", R"(
      科目名称 | 全县   | 县本级 | 乡镇
      办公经费 | 60.00  | 52.00  | 8.00
  )");
  std::vector<bool> memo;
  for (const Column& column : table.columns) memo.push_back(column.meaning.memo);
  EXPECT_THAT(memo, ElementsAre(false, false, true, true));
}

TEST(ReadColumns, TakesOtherMoneyBesideMergedFunds) {
  const ReadTable table = read_table("部门收入预算总表", R"(
      单位 | 2026年预算 | <        | <            | <          | <
      ^    | 合计       | 财政拨款 | <            | <          | 其他
      ^    | ^          | 小计     | 一般公共预算 | 政府性基金 | ^
      甲局 | 10.00      | 9.00     | 8.00         | 1.00       | 1.00
  )");
  EXPECT_THAT(headings(table).back(), "2026年预算/其他: money approved other");
}

TEST(ReadColumns, LeavesOtherYearsOfProjectsOutOfSums) {
  const ReadTable table = read_table("项目支出预算表", R"(
      项目名称 | 项目总预算 | 以前年度已安排 | 2026年预算 | 以后年度安排
      甲       | 90.00      | 30.00          | 25.00      | 35.00
  )");
  std::vector<bool> memo;
  for (const Column& column : table.columns) memo.push_back(column.meaning.memo);
  EXPECT_THAT(memo, ElementsAre(false, true, true, false, true));
}

TEST(ReadColumns, TakesAWordForNamesBelowMoneyForMoney) {
  const ReadTable table = read_table("“三公”经费预算情况表", R"(
      单位 | “三公”经费合计 | 因公出国（境） | <            | 公务接待 | <
      ^    | ^              | 费用           | 团组数（个） | 费用     | 批次（批）
      甲局 | 8.00           | 5.00           | 1            | 3.00     | 25
      乙站 | 2.00           |                |              | 2.00     | 15
  )");
  EXPECT_THAT(headings(table), ElementsAre("单位: unit_name", "“三公”经费合计: money =total", "因公出国（境）/费用: money =overseas",
                                           "因公出国（境）/团组数（个）: count =overseas", "公务接待/费用: money =reception",
                                           "公务接待/批次（批）: count =reception"));
}

TEST(ReadColumns, TellsWhatWasInvestedBeforeTheYear) {
  const ReadTable table = read_table("2026年重点项目支出预算表", R"(
      项目名称 | 总投资 | 截至2025年底累计完成投资 | 2026年预算 | 社会资金 | 车均
      甲       | 90.00  | 30.00                    | 60.00      | 10.00    | 2.00
  )");
  EXPECT_THAT(headings(table), ElementsAre("项目名称: project_name", "总投资: money memo", "截至2025年底累计完成投资: money prior memo",
                                           "2026年预算: money approved", "社会资金: money other", "车均: count"));
}

TEST(ReadColumns, TakesTheAgencyItselfBesideItsUnits) {
  const ReadTable table = read_table("部门支出预算表", R"(
      项目     | 合计  | 本级 | 所属事业单位 | <
      ^        | ^     | ^    | 军休所       | 光荣院
      基本支出 | 76.00 | 50.00 | 20.00       | 6.00
  )");
  std::vector<std::string> agencies;
  for (const Column& column : table.columns) agencies.push_back(column.agency);
  EXPECT_THAT(agencies, ElementsAre("", "", "本级", "军休所", "光荣院"));
}

TEST(ReadColumns, TakesProjectsBehindBasicForMoney) {
  const ReadTable table = read_table("一般公共预算支出表", R"(
      科目名称 | 上年执行数 | <       | <      | 本年预算数 | <       | <
      ^        | 合计       | 基本    | 项目   | 合计       | 基本    | 项目
      文化     | 2900000    | 2100000 | 800000 | 3000000    | 2200000 | 800000
  )");
  EXPECT_THAT(headings(table),
              ElementsAre("科目名称: name", "上年执行数/合计: money prior", "上年执行数/基本: money prior basic",
                          "上年执行数/项目: money prior project", "本年预算数/合计: money approved current",
                          "本年预算数/基本: money approved basic current", "本年预算数/项目: money approved project current"));
}

}  // namespace
}  // namespace gongkai::recognize
