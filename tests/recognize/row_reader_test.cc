#include "recognize/row_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "layout_literals.h"

namespace gongkai::recognize {
namespace {

using testing::ElementsAre;

std::vector<std::string> ancestors(const ReadTable& table) {
  std::vector<std::string> result;
  for (const Entry& entry : table.entries) {
    std::string text;
    for (const std::string& ancestor : entry.ancestors) text += ancestor + " > ";
    result.push_back(text + entry.item);
  }
  return result;
}

// ── the dresses of codes, field guide §1.7 ──────────────────────────────────────────────────────

TEST(ReadRows, JoinedCodes) {
  const ReadTable table = read_table("支出总表", R"(
      科目编码 | 科目名称     | 合计
      合计     |              | 17.55
      208      | 社会保障     | 17.55
      2080505  | 养老保险缴费 | 17.55
  )");
  EXPECT_THAT(labels(table), ElementsAre("17.55 合计", "17.55 208 社会保障", "17.55 2080505 养老保险缴费"));
}

TEST(ReadRows, CumulativeCodesInThreeColumns) {
  const ReadTable table = read_table("支出总表", R"(
      类  | 款 | 项 | 科目名称     | 合计
      208 |    |    | 社会保障     | 17.55
      208 | 05 |    | 行政事业养老 | 17.55
      208 | 05 | 05 | 养老保险缴费 | 17.55
      合计 | <  | <  | <            | 17.55
  )");
  EXPECT_THAT(labels(table), ElementsAre("17.55 208 社会保障", "17.55 20805 行政事业养老",
                                         "17.55 2080505 养老保险缴费", "17.55 合计"));
}

TEST(ReadRows, CodesThatPrintTheirOwnLevelOnly) {
  const ReadTable table = read_table("支出总表", R"(
      类  | 款 | 项 | 科目名称 | 合计
      201 |    |    | 一般公共 | 7.00
          | 40 |    | 信访事务 | 7.00
          |    | 01 | 行政运行 | 4.00
          |    | 04 | 信访业务 | 3.00
      208 |    |    | 社会保障 | 1.00
          | 05 |    | 养老     | 1.00
  )");
  EXPECT_THAT(labels(table), ElementsAre("7.00 201 一般公共", "7.00 20140 信访事务", "4.00 2014001 行政运行",
                                         "3.00 2014004 信访业务", "1.00 208 社会保障", "1.00 20805 养老"));
}

// The first row of page 2 prints its own level only: the upper parts stand on page 1.
TEST(ReadRows, CodesGoOnAcrossPages) {
  const std::vector<ReadTable> tables = read_tables({page(1, {"支出总表", "单位：万元", ruled(R"(
      类  | 款 | 项 | 科目名称 | 合计
      201 |    |    | 一般公共 | 7.00
          | 40 |    | 信访事务 | 7.00
  )")}), page(2, {ruled(R"(
          |    | 99 | 其他信访 | 7.00
      208 |    |    | 社会保障 | 1.00
  )")})});
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_THAT(labels(tables[0]), ElementsAre("7.00 201 一般公共", "7.00 20140 信访事务", "7.00 2014099 其他信访",
                                             "1.00 208 社会保障"));
}

// 科目 stands over the first of the three parts only (Xi'an, 2020): blank headings beside it go with it,
// and what a unit buys is no unit.
TEST(ReadRows, PartsOfCodesUnderAHeadingThatWasNeverMerged) {
  const ReadTable table = read_table("政府采购（资产配置、购买服务）预算表", R"(
      科目 |    |    | 单位编码 | 采购项目   | 采购目录 | 数量 | 部门经济科目 | < | 政府经济科目 | < | 采购时间 | 预算金额
      类   | 款 | 项 |          |            |          |      | 类  | 款 | 类  | 款 |          |
           |    |    | 合计     |            |          | 5    |     |    |     |    |          | 36.50
      208  | 01 | 09 | 242001   | 参保计划   | 工程设计 | 1    | 302 | 99 | 502 | 99 | 1月-12月 | 28.00
      208  | 01 | 02 | 242001   | 退休管理   | 其他货物 | 4    | 302 | 99 | 502 | 99 | 1月-12月 | 8.50
  )");
  EXPECT_EQ(labels(table), (std::vector<std::string>{"36.50 合计", "28.00 2080109 242001 参保计划 30299 50299",
                                                     "8.50 2080102 242001 退休管理 30299 50299"}));
  EXPECT_EQ(facts(table).back(), "8.50 退休管理: expenditure");
}

// 单位编码 beside 单位（项目）名称: projects repeat the code of their unit.
TEST(ReadRows, ProjectsWithTheCodeOfTheirUnit) {
  const ReadTable table = read_table("项目支出绩效目标表", R"(
      单位编码 | 单位（项目）名称     | 资金总额 | 绩效目标
      207      | 平江县茶油产业服务所 | 68.00    |
      207      | 油茶林抚育           | 50.00    | 抚育油茶林
      207      | 茶油质量检测         | 18.00    | 抽检茶油
      208      | 平江县林业站         | 9.00     |
  )");
  ASSERT_EQ(table.entries.size(), 4U);
  EXPECT_EQ(table.entries[0].row_kind, RowKind::Organization);
  EXPECT_EQ(table.entries[1].row_kind, RowKind::Item);
  EXPECT_EQ(table.entries[2].row_kind, RowKind::Item);
  EXPECT_EQ(table.entries[2].labels.back().text, "平江县茶油产业服务所");
  EXPECT_EQ(table.entries[3].row_kind, RowKind::Organization);
}

// ── merged names that a page break cuts ─────────────────────────────────────────────────────────

TEST(ReadRows, TheBlankPartOfAMergedNameBelowTheBreak) {
  const std::vector<ReadTable> tables = read_tables({page(1, {"项目支出表", "单位：万元", ruled(R"(
      项目名称 | 合计
      评审工作 | 1.00
      ^        | 2.00
  )")}), page(2, {ruled(R"(
               | 3.00
      ^        | 4.00
      办公用房 | 5.00
  )")})});
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_THAT(labels(tables[0]), ElementsAre("1.00 评审工作", "2.00 评审工作", "3.00 评审工作", "4.00 评审工作",
                                             "5.00 办公用房"));
}

// The middle of the cell, where its name stands, falls on the next page.
TEST(ReadRows, TheBlankPartOfAMergedNameAboveTheBreak) {
  const std::vector<ReadTable> tables = read_tables({page(1, {"项目支出表", "单位：万元", ruled(R"(
      项目名称 | 合计
      评审工作 | 1.00
               | 2.00
  )")}), page(2, {ruled(R"(
      办公用房 | 3.00
      ^        | 4.00
  )")})});
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_THAT(labels(tables[0]), ElementsAre("1.00 评审工作", "2.00 办公用房", "3.00 办公用房", "4.00 办公用房"));
}

// Where no name is merged, a row without one is not said to be its neighbour's.
TEST(ReadRows, NoMergedNameAtTheBreak) {
  const std::vector<ReadTable> tables = read_tables({page(1, {"项目支出表", "单位：万元", ruled(R"(
      项目名称 | 合计
      评审工作 | 1.00
  )")}), page(2, {ruled(R"(
               | 3.00
      办公用房 | 4.00
  )")})});
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_THAT(labels(tables[0]), ElementsAre("1.00 评审工作", "3.00", "4.00 办公用房"));
}

TEST(ReadRows, PartsThatAreCumulativeThemselves) {
  const ReadTable table = read_table("支出总表", R"(
      类  | 款    | 项      | 科目名称 | 合计
      208 |       |         | 社会保障 | 7.00
      208 | 20805 |         | 养老     | 7.00
      208 | 20805 | 2080505 | 缴费     | 7.00
  )");
  EXPECT_THAT(labels(table), ElementsAre("7.00 208 社会保障", "7.00 20805 养老", "7.00 2080505 缴费"));
}

TEST(ReadRows, CodeAndNameInOneCell) {
  const ReadTable table = read_table("预算03表 支出总表", R"(
      功能分类科目     | 政府预算经济分类 | 部门预算经济分类 | 合计
      2010301-行政运行 | 50101-工资奖金   | 30101-基本工资   | 7.00
  )");
  EXPECT_THAT(labels(table), ElementsAre("7.00 2010301-行政运行 50101-工资奖金 30101-基本工资"));
  ASSERT_EQ(table.entries.size(), 1U);
  EXPECT_EQ(table.entries[0].item, "行政运行");
  EXPECT_EQ(table.entries[0].labels[1].system, "economic_government");
  EXPECT_EQ(table.entries[0].labels[2].system, "economic_department");
}

TEST(ReadRows, CodesWhosePartsStandApart) {
  const ReadTable table = read_table("一般公共预算支出表", R"(
      功能分类科目          | 合计
      213-农林水支出        | 5.00
      213-01-农业农村       | 5.00
      213.01.22农业生产发展 | 5.00
  )");
  EXPECT_THAT(labels(table), ElementsAre("5.00 213-农林水支出", "5.00 21301-农业农村", "5.00 2130122农业生产发展"));
}

TEST(ReadRows, CodeAndNameWithABlankBetween) {
  const ReadTable table = read_table("部门支出总表", R"(
      功能分类                | 合计
      208 社会保障和就业支出  | 7.00
      2026 年新增专项         | 1.00
  )");
  ASSERT_EQ(table.entries.size(), 2U);
  EXPECT_EQ(table.entries[0].item, "社会保障和就业支出");
  EXPECT_EQ(table.entries[1].item, "2026年新增专项");
}

// Henan's and Hebei's headings.
TEST(ReadRows, CodesInAColumnOfNames) {
  const ReadTable table = read_table("项目支出表", R"(
      项目     | 金额  | 支出科目
      法律援助 | 40.00 | 2040607
  )");
  EXPECT_THAT(facts(table), ElementsAre("40.00 法律援助: expenditure project"));
  EXPECT_EQ(table.entries[0].labels[1].text, "2040607");
  EXPECT_EQ(table.entries[0].labels[1].role, LabelRole::Code);
}

// 205教育支出: a code with nothing between it and its name, below the unit that spends.
TEST(ReadRows, CodesGluedToNames) {
  const ReadTable table = read_table("部门收入预算表", R"(
      单位名称（科目）   | 合计
      教育局             | 9.00
      205教育支出        | 9.00
      20502普通教育      | 9.00
      2050202小学教育    | 9.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("9.00 教育局: revenue (organization)", "9.00 教育支出: revenue", "9.00 普通教育: revenue",
                                        "9.00 小学教育: revenue"));
  EXPECT_EQ(table.entries[3].labels[0].text, "2050202");
}

TEST(ReadRows, UnitsUnderHeadingsOfSeveralWords) {
  const ReadTable table = read_table("部门收入预算表", R"(
      部门（单位）代码 | 部门（单位）名称 | 合计
      101001           | 蒲县农业农村局   | 7.00
  )");
  ASSERT_EQ(table.entries.size(), 1U);
  ASSERT_FALSE(table.entries[0].labels.empty());
  EXPECT_EQ(table.entries[0].labels[0].role, LabelRole::UnitCode);
}

// Sichuan's and Hebei's 支出总表: each 项 names its unit, the 类 and 款 above it are of none.
TEST(ReadRows, ItemsThatCarryTheCodeOfTheirUnit) {
  const ReadTable table = read_table("部门支出总表", R"(
      科目编码 | <  | <  | 单位代码 | 科目名称     | 合计
      类       | 款 | 项 | ^        | ^            | ^
      208      |    |    |          | 社会保障     | 9.00
               | 28 |    |          | 退役军人管理 | 9.00
      208      | 28 | 01 | 316001   | 行政运行     | 7.00
      208      | 28 | 50 | 316002   | 事业运行     | 2.00
      210      |    |    |          | 卫生健康     | 3.00
  )");
  EXPECT_THAT(labels(table),
              ElementsAre("9.00 208 社会保障", "9.00 20828 退役军人管理", "7.00 2082801 316001 行政运行",
                          "2.00 2082850 316002 事业运行", "3.00 210 卫生健康"));
  for (const Entry& entry : table.entries) EXPECT_EQ(entry.row_kind, RowKind::Item) << entry.item;
}

// Headings that are not merged: the blank cell beside 基本支出 belongs to it.
TEST(ReadRows, FinerHeadingsBelowBlankOnes) {
  const ReadTable table = read_table("部门支出总表", R"(
      科目编码 | 科目名称 | 合计   | 基本支出 |       | 项目支出
               |          |        | 人员     | 公用  |
      222      | 粮油物资 | 120.00 | 80.00    | 10.00 | 30.00
  )");
  std::vector<std::string> types;
  for (const Entry& entry : table.entries) types.push_back(entry.raw + " " + entry.dimensions.spend_type + " " + entry.column_label);
  EXPECT_THAT(types, ElementsAre("120.00  合计", "80.00 personnel 基本支出/人员", "10.00 operating 基本支出/公用",
                                 "30.00 project 项目支出"));
}

TEST(ReadRows, NamesWithoutCodes) {
  const ReadTable table = read_table("一般公共预算基本支出分经济科目预算表", R"(
      经济科目名称 | 合计
      合计         | 7.00
      工资福利支出 | 5.00
      基本工资     | 3.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("7.00 合计: expenditure general_public basic (total)",
                                        "5.00 工资福利支出: expenditure general_public basic",
                                        "3.00 基本工资: expenditure general_public basic"));
}

// ── rows that speak of funds, times and types ───────────────────────────────────────────────────

TEST(ReadRows, RevenueRowsNameTheirFund) {
  const ReadTable table = read_table("2026年预算收支总表", R"(
      收入                   | <      | 支出                 | <
      项目                   | 预算数 | 项目                 | 预算数
      一、一般公共预算       | 5.00   | 一、一般公共服务支出 | 8.00
      二、政府性基金预算     | 1.00   | 二、外交支出         |
      三、事业收入           | 1.00   | 三、国防支出         |
      本年收入合计           | 7.00   | 本年支出合计         | 8.00
      上年结转               | 1.00   | 年终结转结余         | 0.00
      收入总计               | 8.00   | 支出总计             | 8.00
  )");
  EXPECT_THAT(facts(table),
              ElementsAre("5.00 一般公共预算: revenue approved general_public",
                          "8.00 一般公共服务支出: expenditure approved",
                          "1.00 政府性基金预算: revenue approved government_fund",
                          "1.00 事业收入: revenue approved institutional",
                          "7.00 本年收入合计: revenue approved current (subtotal)",
                          "8.00 本年支出合计: expenditure approved current (subtotal)",
                          "1.00 上年结转: revenue approved carryover", "0.00 年终结转结余: expenditure approved closing",
                          "8.00 收入总计: revenue approved (total)", "8.00 支出总计: expenditure approved (total)"));
}

// 上年结转 with its parts below it: they are of the same time.
TEST(ReadRows, RowsInheritFromTheirSection) {
  const ReadTable table = read_table("财政拨款收支总表", R"(
      收入                   | <    | 支出                 | <
      项目                   | 金额 | 项目                 | 金额
      一、本年收入           | 5.00 | 一、本年支出         | 6.00
      （一）一般公共预算     | 4.00 | （一）一般公共服务   | 6.00
      （二）政府性基金       | 1.00 |                      |
      二、上年结转           | 1.00 | 二、年终结转结余     |
      （一）一般公共预算     | 1.00 |                      |
      收入总计               | 6.00 | 支出总计             | 6.00
  )");
  EXPECT_THAT(facts(table),
              ElementsAre("5.00 本年收入: revenue appropriation current", "6.00 本年支出: expenditure appropriation current",
                          "4.00 一般公共预算: revenue general_public current",
                          "6.00 一般公共服务: expenditure appropriation current",
                          "1.00 政府性基金: revenue government_fund current",
                          "1.00 上年结转: revenue appropriation carryover",
                          "1.00 一般公共预算: revenue general_public carryover",
                          "6.00 收入总计: revenue appropriation (total)",
                          "6.00 支出总计: expenditure appropriation (total)"));
  EXPECT_THAT(ancestors(table), ElementsAre("本年收入", "本年支出", "本年收入 > 一般公共预算", "本年支出 > 一般公共服务",
                                            "本年收入 > 政府性基金", "上年结转", "上年结转 > 一般公共预算",
                                            "收入总计", "支出总计"));
}

// The parts of 上年结转 count on below it (Beijing 预算04表); what follows the section does not.
TEST(ReadRows, PartsOfASectionCountOn) {
  const ReadTable table = read_table("财政拨款收支总表", R"(
      收入                   | <    | 支出 | <
      项目                   | 金额 | 项目 | 金额
      一、一般公共预算拨款   | 5.00 |      |
      二、政府性基金拨款     |      |      |
      本年收入合计           | 5.00 |      |
      上年结转结余           | 3.00 |      |
      一、一般公共预算拨款   | 1.00 |      |
      二、政府性基金拨款     |      |      |
      三、国有资本经营拨款   | 2.00 |      |
      收入总计               | 8.00 |      |
  )");
  EXPECT_THAT(ancestors(table),
              ElementsAre("一般公共预算拨款", "本年收入合计", "上年结转结余", "上年结转结余 > 一般公共预算拨款",
                          "上年结转结余 > 国有资本经营拨款", "收入总计"));
}

TEST(ReadRows, OfWhichRepeatsAPart) {
  const ReadTable table = read_table("收入总表", R"(
      项目               | 预算数
      一、事业收入       | 5.00
      其中：教育收费     | 3.00
      二、其他收入       | 1.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("5.00 事业收入: revenue approved institutional",
                                        "3.00 教育收费: revenue approved institutional memo",
                                        "1.00 其他收入: revenue approved other"));
}

// What is set in below 其中：, as far as the words behind it, is a part as well.
TEST(ReadRows, PartsBelowOfWhichRepeatIt) {
  LayoutGrid grid = ruled(R"(
      项目               | 预算数
      二、项目支出       | 6.00
      其中：基本建设类   | 2.00
      行政事业类         | 4.00
      三、其他           | 1.00
  )");
  for (LayoutCell& cell : grid.cells) {
    if (cell.column == 0 && cell.row >= 2) cell.indent = cell.row == 2 ? 10 : cell.row == 3 ? 40 : 0;
  }
  const std::vector<ReadTable> tables = read_tables({page(1, {"支出预算总表", "单位：万元", grid})});
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_THAT(facts(tables[0]), ElementsAre("6.00 项目支出: expenditure approved project",
                                            "2.00 基本建设类: expenditure approved project memo",
                                            "4.00 行政事业类: expenditure approved project memo", "1.00 其他: expenditure approved"));
}

// Among the items of a county's revenue 上年结余收入 has no parts: what comes next is of this year.
TEST(ReadRows, ItemsBesideACarryOverAreNoneOfItsParts) {
  const ReadTable table = read_table("一般公共预算收入表", R"(
      项目                     | 预算数
      上年结余收入             | 3.00
      调入资金                 | 2.00
      地方政府一般债务转贷收入 | 1.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("3.00 上年结余收入: revenue approved general_public carryover",
                                        "2.00 调入资金: revenue approved general_public",
                                        "1.00 地方政府一般债务转贷收入: revenue approved general_public"));
}

// 社会保险基金: revenue and uses below each other.
TEST(ReadRows, RowsTellRevenueFromExpenditure) {
  const ReadTable table = read_table("社会保险基金预算收支表", R"(
      项目                     | 合计 | 城乡居民基本养老保险基金
      一、收入                 | 9.00 | 5.00
      （一）保险费收入         | 9.00 | 5.00
      二、支出                 | 8.00 | 4.00
      （一）社会保险待遇支出   | 8.00 | 4.00
      三、本年收支结余         | 1.00 | 1.00
  )");
  EXPECT_THAT(facts(table),
              ElementsAre("9.00 收入: revenue social_insurance", "5.00 收入: revenue social_insurance",
                          "9.00 保险费收入: revenue social_insurance", "5.00 保险费收入: revenue social_insurance",
                          "8.00 支出: expenditure social_insurance", "4.00 支出: expenditure social_insurance",
                          "8.00 社会保险待遇支出: expenditure social_insurance",
                          "4.00 社会保险待遇支出: expenditure social_insurance",
                          "1.00 本年收支结余: expenditure social_insurance", "1.00 本年收支结余: expenditure social_insurance"));
}

TEST(ReadRows, TotalsInTheColumnOfNumbers) {
  const ReadTable table = read_table("项目支出预算明细表", R"(
      序号 | 单位   | 项目名称 | 预算数
      1    | 甲中心 | 培训     | 2.00
      合计 |        |          | 2.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("2.00 培训: expenditure approved project", "2.00 合计: expenditure approved project (total)"));
}

TEST(ReadRows, TotalsInAColumnOfKinds) {
  const ReadTable table = read_table("项目支出表", R"(
      项目类别 | 项目名称 | 2026年预算数
      民生类   | 城乡低保 | 2.00
      合计     | <        | 2.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("2.00 城乡低保: expenditure approved project", "2.00 合计: expenditure approved project (total)"));
}

TEST(ReadRows, SubtotalsOfTheLevelOfGovernment) {
  const ReadTable table = read_table("政府性基金预算收入表", R"(
      收入项目       | 2026年预算
      本级收入合计   | 1,120
      上级补助收入   | 40
      收入总计       | 1,160
  )");
  EXPECT_THAT(facts(table), ElementsAre("1,120 本级收入合计: revenue approved government_fund (subtotal)",
                                        "40 上级补助收入: revenue approved superior",
                                        "1,160 收入总计: revenue approved government_fund (total)"));
}

// 机构运行信息表 of final accounts: three public expenses, 机关运行经费 and numbers of things.
TEST(ReadRows, NumbersOfThingsAreNoMoney) {
  const ReadTable table = read_table("机构运行信息表", R"(
      项目                         | 行次 | 统计数   | 项目                   | 行次 | 统计数
      一、“三公”经费支出           | 1    | —        | 四、机关运行经费       | 29   | 4,200.00
      （一）支出合计               | 2    | 305.00   | 五、国有资产占用情况   | 32   | —
      3．公务接待费                | 7    | 305.00   | （一）车辆数合计（辆） | 33   | 3
  )");
  EXPECT_THAT(facts(table), ElementsAre("4,200.00 机关运行经费: expenditure executed operating =agency_operation",
                                        "305.00 支出合计: expenditure executed (total) =total", "305.00 公务接待费: expenditure executed =reception"));
}

TEST(ReadRows, NumbersBelowThingsAreNoMoney) {
  const ReadTable table = read_table("机构运行信息表", R"(
      项目                         | 统计数   | 项目                       | 统计数
      一、“三公”经费支出           | —        | 四、机关运行经费           | 4,200.00
      （一）支出合计               | 305.00   | 五、国有资产占用情况       | —
      3．公务接待费                | 305.00   | （一）车辆数合计（辆）     | 3
      （二）相关统计数             | —        | 1．机要通信用车            | 2
      1．因公出国（境）团组        | 4        | （二）单价100万元以上设备  | 1
      六、政府采购支出信息         | —        | 六、政府采购支出信息       | —
      （一）政府采购支出合计       | 22.00    | （一）政府采购支出合计     | 22.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("4,200.00 机关运行经费: expenditure executed operating =agency_operation",
                                        "305.00 支出合计: expenditure executed (total) =total", "305.00 公务接待费: expenditure executed =reception",
                                        "22.00 政府采购支出合计: expenditure executed", "22.00 政府采购支出合计: expenditure executed"));
}

TEST(ReadRows, JoinsATotalThatItsCellsCut) {
  EXPECT_THAT(facts(read_table("项目支出表", R"(
      单位 | 项目名称 | 合计
      甲局 | 修路     | 3.00
      合   | 计       | 3.00
  )")), ElementsAre("3.00 修路: expenditure project", "3.00 合计: expenditure project (total)"));
  EXPECT_EQ(facts(read_table("支出表", R"(
      类  | 款 | 项 | 科目名称 | 合计
      208 |    |    | 社会保障 | 3.00
      总  |    | 计 |          | 3.00
  )")).back(), "3.00 总计: expenditure (total)");
}

// 收入 │ │ 支出 │ in the first row, where the headings do not tell the halves.
TEST(ReadRows, TakesARowThatSaysRevenueForTheRowsBelow) {
  EXPECT_THAT(facts(read_table("部门收支预算总表", R"(
      项目           | 2026年预算数 | 项目           | 2026年预算数
      收入           |              | 支出           |
      （一）其他收入 | 9.00         | （一）人员经费 | 8.00
      合计           | 9.00         | 合计           | 8.00
  )")), ElementsAre("9.00 其他收入: revenue approved other", "8.00 人员经费: expenditure approved personnel",
                    "9.00 合计: revenue approved (total)", "8.00 合计: expenditure approved (total)"));
}

TEST(ReadRows, TakesTheSumOfAPageForASubtotal) {
  const ReadTable table = read_table("支出总表", R"(
      科目编码 | 科目名称 | 合计
      208      | 社会保障 | 7.00
               | 本页小计 | 7.00
               | 合计     | 7.00
  )");
  EXPECT_EQ(table.entries[1].row_kind, RowKind::Subtotal);
}

TEST(ReadRows, ReadsDigitsOfFullWidth) {
  const ReadTable table = read_table("支出总表", R"(
      科目编码 | 科目名称     | 合计
      ２０８   | 社会保障     | １，８０２．００
      210      | 卫生健康     | 7.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("１，８０２．００ 社会保障: expenditure", "7.00 卫生健康: expenditure"));
}

// 一般公共预算收入合计 above 收入总计.
TEST(ReadRows, TellsTheSumOfABudgetFromAnItem) {
  const ReadTable table = read_table("一般公共预算收入执行情况表", R"(
      项目                 | 执行数
      税收收入             | 3.00
      一般公共预算收入合计 | 3.00
      转移性收入           | 1.00
      收入总计             | 4.00
  )");
  std::vector<RowKind> kinds;
  for (const Entry& entry : table.entries) kinds.push_back(entry.row_kind);
  EXPECT_THAT(kinds, ElementsAre(RowKind::Item, RowKind::Subtotal, RowKind::Item, RowKind::Total));
}

TEST(ReadRows, TellsRowsWithPartsBelow) {
  const ReadTable table = read_table("收支总表", R"(
      收入                   | <
      项目                   | 预算数
      一、财政拨款           | 5.00
      （一）一般公共预算     | 4.00
      （二）政府性基金       | 1.00
      二、事业收入           | 1.00
  )");
  std::vector<bool> children;
  for (const Entry& entry : table.entries) children.push_back(entry.children);
  EXPECT_THAT(children, ElementsAre(true, false, false, false));
}

// ── 三公 ────────────────────────────────────────────────────────────────────────────────────────

TEST(ReadRows, ThreePublicItemsAsRows) {
  const ReadTable table = read_table("“三公”经费预算表", R"(
      项目                         | 预算数
      1.因公出国（境）费用         | 0.00
      2.公务接待费                 | 2.00
      3.公务用车购置及运行费       | 3.00
      其中：（1）公务用车购置费    | 0.00
      （2）公务用车运行维护费      | 3.00
      合计                         | 5.00
  )");
  EXPECT_THAT(facts(table),
              ElementsAre("0.00 因公出国（境）费用: expenditure approved =overseas",
                          "2.00 公务接待费: expenditure approved =reception",
                          "3.00 公务用车购置及运行费: expenditure approved =vehicle",
                          "0.00 公务用车购置费: expenditure approved =vehicle_purchase",
                          "3.00 公务用车运行维护费: expenditure approved =vehicle_operation",
                          "5.00 合计: expenditure approved (total) =total"));
}

TEST(ReadRows, ThreePublicItemsAsColumns) {
  const ReadTable table = read_table("一般公共预算“三公”经费支出表", R"(
      合计 | 因公出国（境）费 | 公务用车购置及运行费 | <      | <      | 公务接待费
      ^    | ^                | 小计                 | 购置费 | 运行费 | ^
      5.00 | 0.00             | 3.00                 | 0.00   | 3.00   | 2.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("5.00: expenditure general_public (total) =total",
                                        "0.00: expenditure general_public (total) =overseas",
                                        "3.00: expenditure general_public (total) =vehicle",
                                        "0.00: expenditure general_public (total) =vehicle_purchase",
                                        "3.00: expenditure general_public (total) =vehicle_operation",
                                        "2.00: expenditure general_public (total) =reception"));
}

// Shenzhen: years as rows.
TEST(ReadRows, YearsAsRows) {
  const ReadTable table = read_table("“三公”经费预算表", R"(
      单位名称 | 年度   | 合计  | 因公出国（境）费 | 公务接待费
      甲局     | 2025年 | 4.00  | 0.00             | 4.00
      ^        | 2026年 | 3.00  | 0.00             | 3.00
      ^        | 增减   | -1.00 | 0.00             | -1.00
  )");
  EXPECT_THAT(facts(table),
              ElementsAre("4.00 甲局: expenditure prior (organization) =total",
                          "0.00 甲局: expenditure prior (organization) =overseas",
                          "4.00 甲局: expenditure prior (organization) =reception",
                          "3.00 甲局: expenditure (organization) =total",
                          "0.00 甲局: expenditure (organization) =overseas",
                          "3.00 甲局: expenditure (organization) =reception",
                          "-1.00 甲局: expenditure change (organization) =total",
                          "0.00 甲局: expenditure change (organization) =overseas",
                          "-1.00 甲局: expenditure change (organization) =reception"));
}

TEST(ReadRows, RatesBelowTheYearsAreNoMoney) {
  const ReadTable table = read_table("“三公”经费预算增减变化情况表", R"(
      年度         | 合计   | 因公出国（境）费 | 公务接待费
      2025年预算   | 4.00   | 1.00             | 3.00
      2026年预算   | 3.00   | 1.00             | 2.00
      增减额       | -1.00  | 0.00             | -1.00
      增减率（%）  | -25.00 | 0.00             | -33.33
  )");
  EXPECT_THAT(facts(table), ElementsAre("4.00: expenditure prior (total) =total", "1.00: expenditure prior (total) =overseas",
                                        "3.00: expenditure prior (total) =reception", "3.00: expenditure (total) =total",
                                        "1.00: expenditure (total) =overseas", "2.00: expenditure (total) =reception",
                                        "-1.00: expenditure change (total) =total", "0.00: expenditure change (total) =overseas",
                                        "-1.00: expenditure change (total) =reception"));
  const ReadTable shares = read_table("支出总表", R"(
      项目       | 合计   | 基本支出 | 项目支出
      合计       | 10.00  | 4.00     | 6.00
      占总支出的比重 | 100.00 | 40.00    | 60.00
  )");
  EXPECT_THAT(facts(shares), ElementsAre("10.00 合计: expenditure (total)", "4.00 合计: expenditure basic (total)",
                                         "6.00 合计: expenditure project (total)"));
}

TEST(ReadRows, TitlesOfOnePartOfBasicSpending) {
  const char* rows = R"(
      科目名称 | 总计
      行政运行 | 3.00
  )";
  EXPECT_THAT(facts(read_table("一般公共预算基本支出表--人员经费(工资福利支出)(按部门预算经济分类)", rows)),
              ElementsAre("3.00 行政运行: expenditure general_public personnel"));
  EXPECT_THAT(facts(read_table("一般公共预算基本支出表--公用经费(商品和服务支出)", rows)),
              ElementsAre("3.00 行政运行: expenditure general_public operating"));
  EXPECT_THAT(facts(read_table("一般公共预算基本支出表（人员经费和公用经费）", rows)),
              ElementsAre("3.00 行政运行: expenditure general_public basic"));
}

TEST(ReadRows, AProjectAboveAMergedTotalIsNoSubtotal) {
  const ReadTable table = read_table("项目支出预算表", R"(
      项目名称 | 项目类型   | 实施期限 | 金额
      物资     | 其他运转类 | 2026     | 5.00
      合计     | <          | <        | 5.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("5.00 物资: expenditure project", "5.00 合计: expenditure project (total)"));
  EXPECT_FALSE(table.entries[0].children);
}

TEST(ReadRows, AProjectBesideItsUnitIsNoUnit) {
  const ReadTable table = read_table("重点项目支出预算表", R"(
      项目名称     | 项目单位 | 金额
      养老服务中心 | 民政局   | 21.00
      殡仪馆改造   | 民政局   | 8.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("21.00 养老服务中心: expenditure project", "8.00 殡仪馆改造: expenditure project"));
}

TEST(ReadRows, BudgetAndAccountsOfAnItemInRows) {
  const ReadTable table = read_table("“三公”经费预决算对比表", R"(
      项目               | 类别   | 金额
      因公出国（境）费   | 预算数 | 0.00
      ^                  | 执行数 | 0.00
      公务接待费         | 预算数 | 5.00
      ^                  | 执行数 | 3.20
      合计               | 预算数 | 5.00
      ^                  | 执行数 | 3.20
  )");
  EXPECT_THAT(facts(table), ElementsAre("0.00 因公出国（境）费: expenditure approved =overseas", "0.00 因公出国（境）费: expenditure executed =overseas",
                                        "5.00 公务接待费: expenditure approved =reception", "3.20 公务接待费: expenditure executed =reception",
                                        "5.00 合计: expenditure approved (total) =total", "3.20 合计: expenditure executed (total) =total"));
}

TEST(ReadRows, NamesOfLevelsInColumnsOfTheirOwn) {
  const ReadTable table = read_table("一般公共预算支出表", R"(
      类         | 款       | 项       | 合计 | 项目经费
      农林水支出 | 农业农村 | 事业运行 | 4.00 | 1.00
      ^          | ^        | 小计     | 4.00 | 1.00
      合         | 计       |          | 4.00 | 1.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("4.00 事业运行: expenditure general_public", "1.00 事业运行: expenditure general_public project",
                                        "4.00 小计: expenditure general_public (subtotal)", "1.00 小计: expenditure general_public project (subtotal)",
                                        "4.00 合计: expenditure general_public (total)", "1.00 合计: expenditure general_public project (total)"));
}

// A project that is called 公用经费 is no heading of those below it.
TEST(ReadRows, ProjectsWithCodesHeadNoSection) {
  const ReadTable table = read_table("项目支出表", R"(
      项目名称 | 项目代码             | 金额
      公用经费 | 52262524Y00000000003 | 7.00
      安保     | 52262524T00000000004 | 12.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("7.00 公用经费: expenditure operating", "12.00 安保: expenditure project"));
}

// ── units ───────────────────────────────────────────────────────────────────────────────────────

TEST(ReadRows, UnitsInColumnsOfTheirOwn) {
  const ReadTable table = read_table("收入总表", R"(
      部门代码 | 部门名称 | 合计
      合计     |          | 7.00
      101      | 甲局     | 7.00
      101001   | 甲局本级 | 5.00
      101002   | 乙中心   | 2.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("7.00 合计: revenue (total)", "7.00 甲局: revenue (organization)",
                                        "5.00 甲局本级: revenue (organization)",
                                        "2.00 乙中心: revenue (organization)"));
  EXPECT_THAT(labels(table), ElementsAre("7.00 合计", "7.00 101 甲局", "5.00 101001 甲局本级", "2.00 101002 乙中心"));
}

// A unit's line stands above its projects.
TEST(ReadRows, UnitsAboveTheirItems) {
  const ReadTable table = read_table("项目支出预算表", R"(
      项目名称             | 合计
      合计                 | 9.00
      高平市乡村振兴中心   | 5.00
      防贫保险             | 3.00
      公益岗位补贴         | 2.00
      乙服务中心           | 4.00
      甲项目               | 4.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("9.00 合计: expenditure project (total)",
                                        "5.00 高平市乡村振兴中心: expenditure project (organization)",
                                        "3.00 防贫保险: expenditure project", "2.00 公益岗位补贴: expenditure project",
                                        "4.00 乙服务中心: expenditure project (organization)",
                                        "4.00 甲项目: expenditure project"));
  std::vector<std::string> units;
  for (const Entry& entry : table.entries) {
    std::string unit;
    for (const Label& label : entry.labels) {
      if (label.role == LabelRole::UnitName) unit = label.text;
    }
    units.push_back(unit);
  }
  EXPECT_THAT(units, ElementsAre("", "高平市乡村振兴中心", "高平市乡村振兴中心", "高平市乡村振兴中心", "乙服务中心",
                                 "乙服务中心"));
}

// A project called like an agency is set in like the projects (Guangzhou 表12).
TEST(ReadRows, WhatIsSetInLikeTheItemsIsNoUnit) {
  LayoutGrid grid = ruled(R"(
      支出项目类别（资金使用单位） | 总计
      合计                         | 9.00
      甲局                         | 9.00
      防灾经费                     | 3.00
      安全教育体验中心             | 4.00
      运行经费                     | 2.00
  )");
  for (LayoutCell& cell : grid.cells) {
    if (cell.column == 0 && cell.row > 2) cell.indent = 20;
  }
  const std::vector<ReadTable> tables = read_tables({page(1, {"部门预算项目支出表", "单位：万元", grid})});
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_THAT(facts(tables[0]),
              ElementsAre("9.00 合计: expenditure project (total)", "9.00 甲局: expenditure project (organization)",
                          "3.00 防灾经费: expenditure project", "4.00 安全教育体验中心: expenditure project",
                          "2.00 运行经费: expenditure project"));
}

// ── several tables in one grid ──────────────────────────────────────────────────────────────────

TEST(ReadRows, TriplesStandSideBySide) {
  const ReadTable table = read_table("一般公共预算财政拨款基本支出决算明细表", R"(
      人员经费     | <            | <      | 公用经费     | <              | <
      科目编码     | 科目名称     | 决算数 | 科目编码     | 科目名称       | 决算数
      301          | 工资福利支出 | 5.00   | 302          | 商品和服务支出 | 2.00
      30101        | 基本工资     | 5.00   | 30201        | 办公费         | 2.00
      人员经费合计 | <            | 5.00   | 公用经费合计 | <              | 2.00
  )");
  EXPECT_THAT(facts(table),
              ElementsAre("5.00 工资福利支出: expenditure executed general_public personnel",
                          "2.00 商品和服务支出: expenditure executed general_public operating",
                          "5.00 基本工资: expenditure executed general_public personnel",
                          "2.00 办公费: expenditure executed general_public operating",
                          "5.00 人员经费合计: expenditure executed general_public personnel (subtotal)",
                          "2.00 公用经费合计: expenditure executed general_public operating (subtotal)"));
  EXPECT_THAT(labels(table), ElementsAre("5.00 301 工资福利支出", "2.00 302 商品和服务支出", "5.00 30101 基本工资",
                                         "2.00 30201 办公费", "5.00 人员经费合计", "2.00 公用经费合计"));
}

TEST(ReadRows, TotalsOverBothHalves) {
  const ReadTable table = read_table("一般公共预算基本支出情况表", R"(
      人员经费     | <      | 公用经费       | <
      科目名称     | 金额   | 科目名称       | 金额
      工资福利支出 | 7.00   | 商品和服务支出 | 2.00
      总计         | <      | <              | 9.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("7.00 工资福利支出: expenditure general_public personnel",
                                        "2.00 商品和服务支出: expenditure general_public operating",
                                        "9.00 总计: expenditure general_public basic (total)"));
}

TEST(ReadRows, HalvesDoNotKnowEachOther) {
  const ReadTable table = read_table("收支总表", R"(
      收入             | <      | 支出                 | <
      项目             | 预算数 | 项目                 | 预算数
      一、一般公共预算 | 5.00   | 一、一般公共服务支出 | 3.00
                       |        | 二、社会保障支出     | 2.00
  )");
  EXPECT_THAT(ancestors(table), ElementsAre("一般公共预算", "一般公共服务支出", "社会保障支出"));
  EXPECT_EQ(table.entries[0].block, 0);
  EXPECT_EQ(table.entries[1].block, 1);
}

// ── what makes an entry ─────────────────────────────────────────────────────────────────────────

TEST(ReadRows, BlankIsNoEntryAndZeroIsOne) {
  const ReadTable table = read_table("支出总表", R"(
      科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
      208      | 社会保障 | 0.00 |          | -
  )");
  EXPECT_THAT(facts(table), ElementsAre("0.00 社会保障: expenditure"));
}

// What a sheet prints where a number is too wide for its cell: the amount is lost, and must be told.
TEST(ReadRows, KeepsCellsFullOfHashes) {
  EXPECT_THAT(facts(read_table("支出总表", R"(
                  科目编码 | 科目名称 | 合计
                  208      | 社会保障 | #####
              )")),
              ElementsAre("##### 社会保障: expenditure"));
}

TEST(ReadRows, KeepsTextAsPrinted) {
  const ReadTable table = read_table("支出总表", R"(
      科目编码 | 科目名称           | 合计
      2080505  | 机关事业单位⏎养老  | 576,171.1⏎1
  )");
  ASSERT_EQ(table.entries.size(), 1U);
  EXPECT_EQ(table.entries[0].raw, "576,171.1\n1");
  EXPECT_EQ(table.entries[0].item, "机关事业单位养老");
  EXPECT_EQ(table.entries[0].column_label, "合计");
  EXPECT_EQ(table.entries[0].place.page, 1);
  EXPECT_EQ(table.entries[0].place.box, (Box{200, 100, 300, 120}));
}

// 23009 年终结余 is a section, but no codes beside its own stand below it.
TEST(ReadRows, WhatIsCarriedOverEndsAtAnotherCode) {
  const ReadTable table = read_table("一般公共预算支出决算表", R"(
      科目编码 | 科目名称     | 决算数
      23009    | 年终结余     | 21.00
      231      | 债务还本支出 | 12.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("21.00 年终结余: expenditure executed general_public closing",
                                        "12.00 债务还本支出: expenditure executed general_public"));
}

// 单位 names what each row counts; vehicles and persons are no money.
TEST(ReadRows, AColumnTellsNumbersOfThingsFromMoney) {
  const ReadTable table = read_table("“三公”经费及相关信息统计表", R"(
      项目                 | 单位 | 2026年
      “三公”经费合计       | 万元 | 15.50
      1.公务接待费         | 万元 | 2.50
      2.公务用车保有量     | 辆   | 5
      3.国内公务接待人次   | 人   | 210
  )");
  EXPECT_THAT(labels(table), ElementsAre("15.50 “三公”经费合计", "2.50 1.公务接待费"));
  ASSERT_EQ(table.entries.size(), 2U);
  EXPECT_EQ(table.entries[0].unit, "万元");
}

TEST(ReadRows, CodesOfUnitsAmongCodesOfClasses) {
  const ReadTable table = read_table("一般公共预算支出表", R"(
      单位/科目编码 | 单位/科目名称    | 合计
      330001        | 乌兰县民政局本级 | 9.00
      2080201       | 行政运行         | 9.00
  )");
  ASSERT_EQ(table.entries.size(), 2U);
  EXPECT_EQ(table.entries[0].row_kind, RowKind::Organization);
  EXPECT_THAT(labels(table), ElementsAre("9.00 330001 乌兰县民政局本级 乌兰县民政局本级",
                                         "9.00 2080201 行政运行 330001 乌兰县民政局本级"));
}

TEST(ReadRows, MoneyOfAProjectBySource) {
  const ReadTable table = read_table("项目支出表", R"(
      项目名称 | 资金来源         | 预算金额
      医疗设备 | 一般公共预算     | 200.00
      ^        | 单位资金         | 150.50
      ^        | 小计             | 350.50
      扶助     | 101-政府性基金   | 45.60
  )");
  EXPECT_THAT(facts(table), ElementsAre("200.00 医疗设备: expenditure general_public project", "150.50 医疗设备: expenditure unit_funds project",
                                        "350.50 医疗设备: expenditure project (subtotal)",
                                        "45.60 扶助: expenditure government_fund project"));
}

TEST(ReadRows, MoneyBySourceBelowANameThatIsNotMerged) {
  const ReadTable table = read_table("项目支出表", R"(
      项目名称 | 资金来源     | 预算金额
      医疗设备 | 一般公共预算 | 200.00
               | 单位资金     | 150.50
               | 小计         | 350.50
  )");
  EXPECT_THAT(facts(table), ElementsAre("200.00 医疗设备: expenditure general_public project", "150.50 医疗设备: expenditure unit_funds project",
                                        "350.50 医疗设备: expenditure project (subtotal)"));
}

TEST(ReadRows, MoneyOfAClassByTypeOfSpending) {
  const ReadTable table = read_table("支出决算表", R"(
      支出功能分类     | 支出性质 | 决算数
      2130301 行政运行 | 基本支出 | 325.00
      ^                | 项目支出 | 12.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("325.00 行政运行: expenditure executed basic", "12.00 行政运行: expenditure executed project"));
}

// Words that say the same in other provinces; among the revenue of one budget, all is that budget's.
TEST(ReadRows, KnowsTheWordsOfProvinces) {
  const ReadTable table = read_table("部门收支总表", R"(
      收入                     | <      | 支出         | <
      项目                     | 金额   | 项目         | 金额
      行政事业性收费安排的拨款 | 1.00   | 专项支出     | 1.00
      非同级财政拨款收入       | 2.00   | 其他运转类项目 | 2.00
      一般公共预算财政拨款结转 | 3.00   | 教育         | 3.00
      历年结余                 | 4.00   | 科技         | 4.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("1.00 行政事业性收费安排的拨款: revenue general_public", "1.00 专项支出: expenditure project",
                                        "2.00 非同级财政拨款收入: revenue other", "2.00 其他运转类项目: expenditure project",
                                        "3.00 一般公共预算财政拨款结转: revenue general_public carryover", "3.00 教育: expenditure project",
                                        "4.00 历年结余: revenue carryover", "4.00 科技: expenditure project"));
  const ReadTable others = read_table("部门收支总表", R"(
      收入                   | <      | 支出               | <
      项目                   | 金额   | 项目               | 金额
      1.财政经费拨款         | 1.00   | 部门项目支出       | 1.00
      三、国资预算拨款收入   | 2.00   | 对所属单位补助支出 | 2.00
      年初财政拨款结转和结余 | 3.00   | 教育               | 3.00
      基金结转结余           | 4.00   | 科技               | 4.00
  )");
  EXPECT_THAT(facts(others), testing::IsSupersetOf({"1.00 财政经费拨款: revenue general_public", "1.00 部门项目支出: expenditure project",
                                                    "2.00 国资预算拨款收入: revenue state_capital", "2.00 对所属单位补助支出: expenditure subsidy",
                                                    "3.00 年初财政拨款结转和结余: revenue appropriation carryover",
                                                    "4.00 基金结转结余: revenue government_fund carryover"}));
  const ReadTable insurance = read_table("社会保险基金预算收入表", R"(
      项目     | 金额
      利息收入 | 5.00
  )");
  EXPECT_THAT(facts(insurance), ElementsAre("5.00 利息收入: revenue social_insurance"));
}

TEST(ReadRows, TitlesThatSpeakOfTheYearBefore) {
  const char* rows = R"(
      科目名称 | 合计
      教育     | 3.00
  )";
  EXPECT_THAT(facts(read_table("上年结转支出预算表", rows)), ElementsAre("3.00 教育: expenditure carryover"));
  EXPECT_THAT(facts(read_table("支出预算表（按科目-不含上年结转）", rows)), ElementsAre("3.00 教育: expenditure"));
  EXPECT_THAT(facts(read_table("本年收入及上年结转支出预算表（含上年结转）", rows)).front(), testing::Not(testing::HasSubstr("carryover")));
}

TEST(ReadRows, PartsOfBasicSpendingStandBelowIt) {
  const ReadTable table = read_table("收支总表", R"(
      支出         | <
      项目         | 预算数
      一、基本支出 | 8.00
      人员经费     | 7.00
      公用经费     | 1.00
      二、项目支出 | 2.00
  )");
  EXPECT_THAT(ancestors(table), ElementsAre("基本支出", "基本支出 > 人员经费", "基本支出 > 公用经费", "项目支出"));
}

TEST(ReadRows, ColumnNumbersAndHeadingsAreNoEntries) {
  const ReadTable table = read_table("项目支出预算表", R"(
      项目名称 | 合计 | 一般公共预算
      1        | 2    | 3
      甲项目   | 5.00 | 5.00
  )");
  EXPECT_THAT(facts(table), ElementsAre("5.00 甲项目: expenditure project",
                                        "5.00 甲项目: expenditure general_public project"));
}

}  // namespace
}  // namespace gongkai::recognize
