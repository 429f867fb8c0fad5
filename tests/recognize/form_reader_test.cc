#include "recognize/form_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "layout_literals.h"

namespace gongkai::recognize {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

struct ReadForms {
  std::vector<Form> forms;
  Diagnostics diagnostics;
};

ReadForms read(const std::vector<PageLayout>& pages) {
  ReadForms result;
  const FormSchemas& schemas = built_in_schemas().forms;
  result.forms = read_forms(pages, find_form_sheets(pages, schemas).sheets, schemas, result.diagnostics);
  return result;
}

// Each indicator as "level1/level2/name: operator value unit".
std::vector<std::string> indicators_of(const Form& form) {
  std::vector<std::string> result;
  for (const FormIndicator& indicator : form.indicators) {
    result.push_back(fmt::format("{}/{}/{}: {}{}{}", indicator.level1, indicator.level2, indicator.level3,
                                 indicator.op, indicator.value, indicator.unit));
  }
  return result;
}

std::string value_of(const Form& form, const std::string& role) {
  for (const FormField& field : form.fields) {
    if (field.role == role) return field.value;
  }
  return "";
}

std::vector<std::string> codes_of(const ReadForms& read) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : read.diagnostics) codes.push_back(diagnostic.code);
  return codes;
}

// A text conversion with halves, whose cells are shifted where a merge begins and ends.
const char* const kShiftedHalves = R"(
      项目名称 | 防贫保险 |          |      |          |      |
      项目期   | 3年      |          |      |          |      |
      总体目标 | 实施期目标 |        | 年度目标 |      |      |
      一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
               | 数量指标 | 投保户数 | ≥2950户 | 数量指标 | 投保户数 | ≥2950户
               |          | 投保人数 | ≥7800人 |        |          | 投保人数
      产出指标 | 质量指标 | 投保率   | 100% | 质量指标 | 投保率   | 100%
      时效指标 | 理赔时间 | 每月25日 | 时效指标 | 理赔时间 | {} |)";

std::vector<std::string> targets_of(const Form& form, const char* name) {
  std::vector<std::string> result;
  for (const FormIndicator& indicator : form.indicators) {
    if (indicator.level3 == name) result.push_back(indicator.section + " " + indicator.value);
  }
  return result;
}

TEST(ReadForms, TakesALostTargetFromTheHalfThatAsksForTheSameElsewhere) {
  const auto [alike, told] =
      read({page(1, {"项目支出绩效目标表", tabbed(fmt::format(fmt::runtime(kShiftedHalves), "每月25日"))})});
  ASSERT_EQ(alike.size(), 1U);
  EXPECT_THAT(targets_of(alike[0], "投保人数"), ElementsAre("implementation ≥7800人", "annual ≥7800人"));
  const auto [differing, also_told] =
      read({page(1, {"项目支出绩效目标表", tabbed(fmt::format(fmt::runtime(kShiftedHalves), "每季"))})});
  ASSERT_EQ(differing.size(), 1U);
  EXPECT_THAT(targets_of(differing[0], "投保人数"), ElementsAre("implementation ≥7800人", "annual "));
}

TEST(ReadForms, CarriesMergedLevelsOverAPageBreak) {
  const auto [forms, diagnostics] = read({page(1, {"奖学金项目绩效目标表", "（2026年度）", ruled(R"(
      项目名称 | 奖学金   | <        | <        | <
      绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
      ^        | 产出指标 | 数量指标 | 人数     | ≥10人
  )")}), page(2, {ruled(R"(
               |          |          | 场次     | ≥3场
      ^        | ^        | 质量指标 | 合格率   | ≥95%
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_EQ(forms[0].last_page, 2);
  EXPECT_THAT(indicators_of(forms[0]), ElementsAre("产出指标/数量指标/人数: ≥10人", "产出指标/数量指标/场次: ≥3场",
                                                   "产出指标/质量指标/合格率: ≥95%"));
}

// 绩效指标 reaches down beside one row only: it is no heading of two rows.
TEST(ReadForms, ReadsTheOneRowAboveAPageBreak) {
  const auto [forms, diagnostics] = read({page(1, {"奖学金项目绩效目标表", ruled(R"(
      项目名称 | 奖学金   | <        | <        | <
      绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
      ^        | 产出指标 | 数量指标 | 人数     | ≥10人
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(indicators_of(forms[0]), ElementsAre("产出指标/数量指标/人数: ≥10人"));
}

TEST(ReadForms, TellsColumnsOfAFormWithoutHeadings) {
  const ReadForms result = read({page(1, {"奖学金项目绩效目标表", ruled(R"(
      项目名称 | 奖学金     | <              | <      | <
      主管部门 | 教育局     | <              | <      | <
      绩效指标 | 产出指标   | 数量指标       | 人数   | 10人
      ^        | ^          | 质量指标       | 合格率 | 95%
      ^        | 满意度指标 | 服务对象满意度 | 满意率 | ≥90%
  )")})});
  ASSERT_EQ(result.forms.size(), 1U);
  EXPECT_THAT(indicators_of(result.forms[0]),
              ElementsAre("产出指标/数量指标/人数: 10人", "产出指标/质量指标/合格率: 95%",
                          "满意度指标/服务对象满意度/满意率: ≥90%"));
  EXPECT_THAT(codes_of(result), Contains("form.no_heading"));
}

// Lists of projects

LayoutGrid list_of(const char* rows) {
  return ruled(fmt::format(
      "项目名称 | 项目总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 绩效指标性质 | 本年绩效指标值 | 绩效度量单位\n{}", rows));
}

TEST(ReadFormLists, JoinsANameThatAPageBreakCuts) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效目标表", list_of(R"(
    11000022T000000487555-在用监 | 40.00 | 提高效率， | 产出指标 | 数量指标 | 测试 | ≥ | 3   | 次
    ^                            | ^     | ^          | 产出指标 | 质量指标 | 合格 | ≥ | 100 | %
  )")}), page(2, {list_of(R"(
    测设施验证                   |       | 保障运行。 | 效益指标 | 社会效益 | 保障 | 定性 | 优 |
    ^                            | ^     | ^          | 效益指标 | 社会效益 | 公开 | ≥ | 90  | %
    11000022T000000487556-培训   | 7.00  | 办班       | 产出指标 | 数量指标 | 人数 | ≥ | 30  | 人
  )")})});
  ASSERT_EQ(forms.size(), 2U);
  EXPECT_EQ(value_of(forms[0], "project_name"), "11000022T000000487555-在用监测设施验证");
  EXPECT_EQ(value_of(forms[0], "goal"), "提高效率，保障运行。");
  EXPECT_EQ(forms[0].indicators.size(), 4U);
  EXPECT_EQ(value_of(forms[1], "project_name"), "11000022T000000487556-培训");
}

TEST(ReadFormLists, KeepsTwoProjectsWithMoneyApart) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效目标表", list_of(R"(
    监测 | 40.00 | 提高 | 产出指标 | 数量指标 | 测试 | ≥ | 3  | 次
  )")}), page(2, {list_of(R"(
    培训 | 7.00  | 办班 | 产出指标 | 数量指标 | 人数 | ≥ | 30 | 人
  )")})});
  ASSERT_EQ(forms.size(), 2U);
  EXPECT_EQ(value_of(forms[0], "project_name"), "监测");
  EXPECT_EQ(value_of(forms[1], "project_name"), "培训");
}

// Yunnan's export: units, projects and the words of the tree on rows of their own.
TEST(ReadFormLists, TakesLevelsFromTheRowsAboveTheirIndicators) {
  const auto [forms, diagnostics] = read({page(1, {"部门项目支出绩效目标表", ruled(R"(
    单位名称、项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 指标属性
    1                  | 2                | 3        | 4        | 5        | 6        | 7      | 8        | 9
    青溪县统计局       |                  |          |          |          |          |        |          |
    人口抽样调查经费   | 按期完成调查。   |          |          |          |          |        |          |
                       |                  | 产出指标 |          |          |          |        |          |
                       |                  |          | 数量指标 |          |          |        |          |
                       |                  |          |          | 调查户数 | >=       | 1200   | 户       | 定量指标
                       |                  |          |          | 调查批次 | =        | 2      | 次       | 定量指标
                       |                  | 满意度指标 |        |          |          |        |          |
                       |                  |          | 服务对象满意度 |    |          |        |          |
                       |                  |          |          | 群众满意 | >=       | 90     | %        | 定量指标
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_EQ(value_of(forms[0], "project_name"), "人口抽样调查经费");
  EXPECT_EQ(value_of(forms[0], "agency"), "青溪县统计局");
  EXPECT_THAT(indicators_of(forms[0]),
              ElementsAre("产出指标/数量指标/调查户数: >=1200户", "产出指标/数量指标/调查批次: =2次",
                          "满意度指标/服务对象满意度/群众满意: >=90%"));
}

// Henan's list: the first levels stand side by side, each over names and targets of its own.
TEST(ReadFormLists, ReadsPartsOfTheTreeSideBySide) {
  const auto [forms, diagnostics] = read({page(1, {"预算项目绩效目标表", ruled(R"(
    单位（项目名称） | 项目金额（万元） | <          | 绩效目标   | <      | <        | <      | <        | <
    ^                | 资金总额         | 财政性资金 | 成本指标   | <      | 产出指标 | <      | 效益指标 | <
    ^                | ^                | ^          | 三级指标   | 指标值 | 三级指标 | 指标值 | 三级指标 | 指标值
    平昌县档案馆     | 66.50            | 66.50      |            |        |          |        |          |
    档案数字化       | 66.50            | 66.50      | 预算控制数 | ≤66.5万元 | 扫描页数 | ≥10万页 | 利用效率 | 提升
    ^                | ^                | ^          |            |        | 合格率   | 100%   |          |
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_EQ(value_of(forms[0], "project_name"), "档案数字化");
  EXPECT_THAT(indicators_of(forms[0]),
              ElementsAre("成本指标//预算控制数: ≤66.5万元", "产出指标//扫描页数: ≥10万页", "效益指标//利用效率: 提升",
                          "产出指标//合格率: 100%"));
  ASSERT_EQ(forms[0].funds.size(), 2U);
  EXPECT_EQ(forms[0].funds[0].raw, "66.50");
  EXPECT_EQ(forms[0].funds[0].unit, "万元");
}

TEST(ReadFormLists, SplitsTargetsThatACellOfTheirLevelPacks) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效目标表", ruled(R"(
    项目名称 | 预算金额 | 年度绩效目标 | 产出指标 | 满意度指标
    村官补助 | 36.00    | 足额发放。   | 数量指标：发放人数≥12人；质量指标：准确率=100% | 服务对象满意度指标：村官满意度≥95%
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(indicators_of(forms[0]),
              ElementsAre("产出指标/数量指标/发放人数: ≥12人", "产出指标/质量指标/准确率: =100%",
                          "满意度指标/服务对象满意度指标/村官满意度: ≥95%"));
}

TEST(ReadForms, SplitsNamesWithTheirTargets) {
  const auto [forms, diagnostics] = read({page(1, {"奖学金项目绩效目标表", ruled(R"(
      项目名称 | 奖学金   | <
      一级指标 | 二级指标 | 三级指标及指标值
      产出指标 | 数量指标 | 发放奖金≥12人；办班2场
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(indicators_of(forms[0]), ElementsAre("产出指标/数量指标/发放奖金: ≥12人", "产出指标/数量指标/办班: 2场"));
}

// One heading over sign, number and unit (Hebei).
TEST(ReadForms, SplitsAColumnThatItsCellsDivide) {
  const auto [forms, diagnostics] = read({page(1, {"项目绩效目标表", ruled(R"(
      甲局     | <        | <        | <        | <  | 单位：万元
      项目名称 | 培训     | <        | <        | <  | <
      资金总额 | 42.00    | <        | <        | <  | <
      一级指标 | 二级指标 | 三级指标 | 指标值   | <  | <
      产出指标 | 数量指标 | 班次     | ≥        | 12 | 次
      ^        | 时效指标 | 及时性   | 文字描述 | 按期完成 |
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(indicators_of(forms[0]), ElementsAre("产出指标/数量指标/班次: ≥12次", "产出指标/时效指标/及时性: 文字描述按期完成"));
  EXPECT_EQ(forms[0].unit, "万元");
  EXPECT_EQ(forms[0].funds.size(), 1U);
}

TEST(ReadForms, PutsAFirstLevelAmongSecondOnesWhereItBelongs) {
  const auto [forms, diagnostics] = read({page(1, {"奖学金项目绩效目标表", ruled(R"(
      项目名称     | 奖学金   | <
      指标         | 指标内容 | 指标值
      产出数量指标 | 人数     | 10人
      满意度指标   | 满意率   | ≥90%
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(indicators_of(forms[0]), ElementsAre("产出指标/产出数量指标/人数: 10人", "满意度指标//满意率: ≥90%"));
}

TEST(ReadFormLists, TellsWhichColumnNoWordNames) {
  const ReadForms result = read({page(1, {"项目支出绩效目标表", ruled(R"(
    项目名称 | 调研花费 | 一级指标 | 二级指标 | 三级指标 | 指标值
    监测     | 40.00    | 产出指标 | 数量指标 | 测试     | ≥3次
  )")})});
  EXPECT_THAT(codes_of(result), Contains("form.column_unknown"));
}

TEST(ReadForms, PairsTextsWithLabelsThatNoWordKnows) {
  const auto [forms, diagnostics] = read({page(1, {"奖学金项目绩效目标表", "主管部门：教育局        单位：万元", ruled(R"(
      项目名称 | 奖学金   | 资金流向 | 本级资金
      项目资金（万元） | 年初预算数 | 12.00  | <
      ^        | 其中：本级财政资金 | 12.00  | <
      一级指标 | 二级指标 | 三级指标 | 指标值
      产出指标 | 数量指标 | 人数     | 10人
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_EQ(value_of(forms[0], "project_name"), "奖学金");
  EXPECT_EQ(value_of(forms[0], "department"), "教育局");
  EXPECT_EQ(forms[0].fields[2].label + "=" + forms[0].fields[2].value, "资金流向=本级资金");
  ASSERT_EQ(forms[0].funds.size(), 2U);
  EXPECT_EQ(forms[0].funds[0].source, "total");  // 年初预算数 says when, of the whole
  EXPECT_EQ(forms[0].funds[1].source, "appropriation");
}

// Money

std::vector<std::string> funds_of(const Form& form) {
  std::vector<std::string> result;
  for (const FormFund& fund : form.funds) result.push_back(fund.section + " " + fund.source + " " + fund.raw);
  return result;
}

TEST(ReadForms, KeepsAmountsOnBothSidesOfAPageBreakApart) {
  const auto [forms, diagnostics] = read({page(1, {"奖学金项目绩效目标表", "（2026年度）", ruled(R"(
      项目名称         | 奖学金         | <
      项目资金（万元） | 年度资金总额： | 1,586.90
      ^                | 其中：财政拨款 | 605.00
  )")}), page(2, {ruled(R"(
                       | 上年结转       | 981.90
      一级指标         | 三级指标       | 指标值
      产出指标         | 人数           | 10人
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(funds_of(forms[0]),
              ElementsAre("annual total 1,586.90", "annual appropriation 605.00", "annual carryover 981.90"));
}

TEST(ReadForms, ReadsLabelAndAmountInOneCell) {
  const auto [forms, diagnostics] = read({page(1, {"奖学金项目绩效目标表", ruled(R"(
      项目名称         | 奖学金       | <   | <        | <   | <
      项目资金（万元） | 年度资金总额 | 520 | 财政拨款 | 500 | 其他资金：20
      一级指标         | 二级指标     | <   | 三级指标 | <   | 指标值
      产出指标         | 数量指标     | <   | 人数     | <   | 10人
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(funds_of(forms[0]), ElementsAre("annual total 520", "annual appropriation 500", "annual other 20"));
}

// Hunan: each whole unit in a row, its money and its goal beside its targets.
TEST(ReadForms, ReadsAListOfWholeUnits) {
  const auto [forms, diagnostics] = read({page(1, {"整体支出绩效目标表", "单位：万元", ruled(R"(
      单位名称 | 年度预算申请 | <            | <        | 整体绩效目标 | 整体支出年度绩效目标 | <        | <        | <          | <
      ^        | 资金总额     | 按支出性质分 | <        | ^            | 一级指标             | 二级指标 | 三级指标 | 指标值类型 | 指标值
      ^        | ^            | 基本支出     | 项目支出 | ^            | ^                    | ^        | ^        | ^          | ^
      甲局     | 1,830.20     | 530.20       | 1,300.00 | 保障民生。   | 产出指标             | 数量指标 | 救助人次 | ≥          | 5000人次
      ^        | ^            | ^            | ^        | ^            | 效益指标             | 社会效益 | 生活     | 定性       | 改善
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_EQ(forms[0].kind, "unit_target");
  EXPECT_EQ(value_of(forms[0], "whole_unit"), "甲局");
  EXPECT_EQ(value_of(forms[0], "goal"), "保障民生。");
  EXPECT_THAT(funds_of(forms[0]), ElementsAre("annual total 1,830.20", "annual basic 530.20", "annual project 1,300.00"));
  EXPECT_THAT(indicators_of(forms[0]), ElementsAre("产出指标/数量指标/救助人次: ≥5000人次", "效益指标/社会效益/生活: 定性改善"));
}

// Whatever its heading is called: a column of nothing but ≥, ≤ and 定性 holds the operators.
TEST(ReadForms, TellsOperatorsByWhatStandsInTheirColumn) {
  const auto [forms, diagnostics] = read({page(1, {"项目绩效目标表", ruled(R"(
      项目名称 | 种草补贴 | <        | <        | <      | <
      一级指标 | 二级指标 | 三级指标 | 指标方向 | 指标值 | 指标单位
      产出指标 | 数量指标 | 种草面积 | ≥        | 3      | 万亩
      成本指标 | 经济成本 | 亩均投资 | ≤        | 920    | 元/亩
      效益指标 | 社会效益 | 收入     | 定性     | 提高   |
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(indicators_of(forms[0]), ElementsAre("产出指标/数量指标/种草面积: ≥3万亩", "成本指标/经济成本/亩均投资: ≤920元/亩",
                                                   "效益指标/社会效益/收入: 定性提高"));
}

TEST(ReadForms, LeavesTheWeightsOfLevels) {
  const auto [forms, diagnostics] = read({page(1, {"部门整体支出绩效目标表", ruled(R"(
      部门名称 | 水利局 | <        | <    | <            | <      | <
      一级指标 | 权重   | 二级指标 | 权重 | 三级指标     | 指标值 | 权重
      产出指标 | 50     | 数量指标 | 35   | 加固水库     | 3座    | 20
      ^        | ^      | ^        | ^    | 新增灌溉面积 | 0.8万亩 | 15
      ^        | ^      | 质量指标 | 15   | 合格率       | 100%   | 15
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  std::vector<std::string> weights;
  for (const FormIndicator& indicator : forms[0].indicators) weights.push_back(indicator.weight);
  EXPECT_THAT(weights, ElementsAre("20", "15", "15"));
}

// 全年预计执行数 in the middle of a year is neither budget nor execution.
TEST(ReadForms, KeepsForecastsAsTexts) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效目标运行监控表", ruled(R"(
      项目名称         | 河道清淤     | <          | <            | <
      项目资金（万元） |              | 年初预算数 | 1-7月执行数  | 全年预计执行数
      ^                | 年度资金总额 | 300.00     | 120.50       | 290.00
      一级指标         | 二级指标     | 三级指标   | 年度指标值   | 备注
      产出指标         | 数量指标     | 清淤长度   | ≥12公里      |
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(funds_of(forms[0]), ElementsAre("annual total 300.00", "annual total 120.50"));
  EXPECT_EQ(forms[0].funds[1].phase, "executed");
  EXPECT_EQ(forms[0].fields.back().label, "年度资金总额");
  EXPECT_EQ(forms[0].fields.back().value, "290.00");
}

// A blank column behind the last heading hides none of what it says: 9.50 is a score.
TEST(ReadForms, KnowsTheLastHeadingOfMoneyBesideABlank) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效自评表", ruled(R"(
      项目名称         | 农田建设         | <              | <              | <      | <             | <    | <
      资金情况（万元） |                  | 全年预算数（A） | 全年执行数（B） | 分值   | 执行率（B/A） | 得分 |
      ^                | 年度资金总额     | 1,580.00       | 1,501.00       | 10     | 95.00%        | 9.50 |
      ^                | 其中：中央财政资金 | 1,000.00     | 1,000.00       |        | 100.00%       |      |
      一级指标         | 二级指标         | 三级指标       | 年初目标值     | 实际完成值 | 偏差分析  | 分值 | 得分
      产出指标         | 数量指标         | 建设面积       | 1.2万亩        | 1.15万亩 | 雨季        | 15   | 14.38
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(funds_of(forms[0]), ElementsAre("annual total 1,580.00", "annual total 1,501.00", "annual central 1,000.00", "annual central 1,000.00"));
  EXPECT_EQ(forms[0].fields.back().label, "执行率得分");
  EXPECT_EQ(forms[0].fields.back().value, "9.50");
  EXPECT_EQ(forms[0].indicators[0].reason, "雨季");
}

// The rulings end with the money: the targets below stand in running text.
TEST(ReadForms, TellsThatAFormHasNoIndicatorsThoughTheTextBesideItSpeaksOfSome) {
  const ReadForms result = read({page(1, {"项目支出绩效目标表", ruled(R"(
      项目名称         | 卫生服务     | <
      主管部门         | 甲局         | <
      项目资金（万元） | 年度资金总额 | 320.50
  )"), "一级指标 二级指标 三级指标 指标值", "产出指标 数量指标 服务人口 ≥28万人"})});
  ASSERT_EQ(result.forms.size(), 1U);
  EXPECT_THAT(result.forms[0].indicators, IsEmpty());
  EXPECT_THAT(codes_of(result), Contains("form.not_read"));
}

// Henan: the sources and uses of a unit's money, numbered; what is bought with it is no source.
TEST(ReadForms, ReadsNumberedSourcesOfMoney) {
  const auto [forms, diagnostics] = read({page(1, {"部门整体绩效目标表", ruled(R"(
      部门名称     | 城市管理局                             | <
      年度履职目标 | 目标1：保持环境卫生。目标2：整治占道。 | <
      预算情况     | 部门预算总额（万元）                   | 3,250.80
      ^            | 1、资金来源：（1）政府预算资金         | 3,200.80
      ^            | （2）单位资金                          | 50.00
      ^            | 2、资金结构：（1）基本支出             | 1,450.80
      ^            | （2）项目支出                          | 1,800.00
      ^            | 其中：政府采购                         | 420.00
      一级指标     | 三级指标                               | 指标值
      产出指标     | 清扫面积                               | ≥120万平方米
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(funds_of(forms[0]), ElementsAre("annual total 3,250.80", "annual appropriation 3,200.80", "annual unit_funds 50.00",
                                              "annual basic 1,450.80", "annual project 1,800.00"));
  std::vector<std::string> fields;
  for (const FormField& field : forms[0].fields) fields.push_back(field.label + ": " + field.value);
  EXPECT_THAT(fields, ElementsAre("部门名称: 城市管理局", "年度履职目标: 目标1：保持环境卫生。目标2：整治占道。", "其中：政府采购: 420.00"));
}

// 得分 is that of the execution where the headings beside it speak of money.
TEST(ReadForms, TellsScoresOfOtherThingsFromThoseOfExecution) {
  const auto [forms, diagnostics] = read({page(1, {"项目绩效自评表", ruled(R"(
      项目名称         | 环卫作业     | <          | <          | <    | <      | <
      项目资金（万元） |              | 年初预算数 | 全年执行数 | 分值 | 执行率 | 得分
      ^                | 年度资金总额 | 600.00     | 598.50     | 10   | 99.75% | 9.98
      资金管理情况     | 情况说明     | <          | <          | <    | 分值   | 得分
      ^                | 安排科学性   | 符合规定   | <          | <    | 5      | 4
      一级指标         | 二级指标     | 三级指标   | 年度指标值 | 实际完成值 | 分值 | 得分
      产出指标         | 数量指标     | 清扫面积   | 120万平方米 | 121万平方米 | 20 | 20
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  std::vector<std::string> fields;
  for (const FormField& field : forms[0].fields) fields.push_back(field.label + ": " + field.value);
  EXPECT_THAT(fields, testing::AllOf(Contains("执行率得分: 9.98"), Contains("安排科学性/得分: 4"), testing::Not(Contains("执行率得分: 4"))));
}

TEST(ReadForms, KnowsTheMoneyOfAWholeUnitByItsLabel) {
  const auto [forms, diagnostics] = read({page(1, {"部门整体支出绩效目标申报表", ruled(R"(
      部门名称                 | 水利局   | <        | <              | <
      部门整体支出情况（万元） | 支出总额 | 6,350.00 | 其中：财政拨款 | 6,300.00
      ^                        | 基本支出 | 1,350.00 | 项目支出       | 5,000.00
      ^                        | 人员经费 | 1,200.00 | 公用经费       | 150.00
      一级指标                 | 二级指标 | 三级指标 | 总指标值       | 2026年指标值
      产出指标                 | 数量指标 | 干渠长度 | 50公里         | 20公里
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(funds_of(forms[0]), ElementsAre("annual total 6,350.00", "annual appropriation 6,300.00", "annual basic 1,350.00", "annual project 5,000.00"));
  EXPECT_EQ(forms[0].funds[3].unit, "万元");
  EXPECT_EQ(forms[0].fields.back().label, "公用经费");  // of which no source tells
  EXPECT_EQ(forms[0].fields.back().value, "150.00");
  EXPECT_THAT(targets_of(forms[0], "干渠长度"), ElementsAre("implementation 50公里", "annual 20公里"));
}

// The tree in two lists beside each other: parts of it, not two periods.
TEST(ReadForms, TellsPartsOfTheTreeFromPeriods) {
  const auto [forms, diagnostics] = read({page(1, {"项目绩效目标表", ruled(R"(
      项目名称 | 场馆开放   | <      | <        | <        | <
      指标类型 | 指标名称   | 指标值 | 指标类型 | 指标名称 | 指标值
      数量指标 | 开放天数   | 330天  | 经济效益 | 带动消费 | 20万元
      质量指标 | 设施完好率 | 95%    | 满意度   | 满意度   | 90%
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(indicators_of(forms[0]), ElementsAre("产出指标/数量指标/开放天数: 330天", "效益指标/经济效益/带动消费: 20万元",
                                                   "产出指标/质量指标/设施完好率: 95%", "满意度指标//满意度: 90%"));
  EXPECT_EQ(forms[0].indicators[0].section, "");
  EXPECT_EQ(forms[0].indicators[1].section, "");
}

// Sichuan: money of a whole unit below headings, and what each task is about.
TEST(ReadForms, ReadsTheMoneyOfAUnitBelowItsHeadings) {
  const auto [forms, diagnostics] = read({page(1, {"部门整体支出绩效目标表", "金额单位：万元", ruled(R"(
      部门（单位）名称                     | 民政局   | <        | <
      年度主要任务                         | 任务名称 | 主要内容 | 涉及的专项业务资金规模
      ^                                    | 社会救助 | 低保     | 8,500.00
      年度部门整体支出预算资金（万元）     | 资金总额 | 财政拨款 | 其他资金
      ^                                    | 8,980.50 | 8,880.50 | 100.00
      一级指标                             | 二级指标 | 三级指标 | 指标值（包含数字及文字描述）
      产出指标                             | 数量指标 | 对象     | ≥21000人
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(funds_of(forms[0]), ElementsAre("annual total 8,980.50", "annual appropriation 8,880.50", "annual other 100.00"));
  ASSERT_EQ(forms[0].tasks.size(), 1U);
  EXPECT_EQ(forms[0].tasks[0].total, "8,500.00");
}

TEST(ReadForms, TellsContentsFromNames) {
  const auto [forms, diagnostics] = read({page(1, {"项目绩效目标表", ruled(R"(
      项目名称 | 演出     | <        | <            | <
      一级指标 | 二级指标 | 指标名称 | 指标内容     | 目标值
      产出指标 | 数量指标 | 演出场次 | 按计划下乡演出 | ≥10场
  )")}), page(2, {"项目绩效目标表", ruled(R"(
      项目名称 | 巡查     | <        | <
      一级指标 | 二级指标 | 指标内容 | 指标值
      产出指标 | 数量指标 | 巡查次数 | ≥20次
  )")})});
  ASSERT_EQ(forms.size(), 2U);
  EXPECT_THAT(indicators_of(forms[0]), ElementsAre("产出指标/数量指标/演出场次: ≥10场"));
  EXPECT_THAT(indicators_of(forms[1]), ElementsAre("产出指标/数量指标/巡查次数: ≥20次"));
}

TEST(ReadForms, GoesOnWhereThePageEndsBehindTheFirstRow) {
  const auto [forms, diagnostics] = read({page(1, {"项目绩效目标表", ruled(R"(
      项目名称 | 巡查 | <
  )")}), page(2, {ruled(R"(
      主管部门 | 甲局     | <
      二级指标 | 三级指标 | 指标值
      数量指标 | 巡查次数 | ≥20次
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_EQ(value_of(forms[0], "project_name"), "巡查");
  EXPECT_EQ(forms[0].first_page, 1);
  EXPECT_THAT(indicators_of(forms[0]), ElementsAre("产出指标/数量指标/巡查次数: ≥20次"));
}

TEST(ReadForms, ReadsAListOfAmountsInOneCell) {
  const auto [forms, diagnostics] = read({page(1, {"奖学金项目绩效目标表", ruled(R"(
      项目名称           | 奖学金   | <        | <    | <  | <
      资金来源及金额（元） | 财政拨款200,000.00；其他资金0 | < | < | < | <
      一级指标           | 二级指标 | 三级指标 | 指标值   | <  | <
      ^                  | ^        | ^        | 计算符号 | 值 | 计量单位
      产出指标           | 数量指标 | 人数     | ≥        | 10 | 人
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(funds_of(forms[0]), ElementsAre(" appropriation 200,000.00", " other 0"));
  EXPECT_EQ(forms[0].funds[0].unit, "元");
  EXPECT_THAT(indicators_of(forms[0]), ElementsAre("产出指标/数量指标/人数: ≥10人"));
}

TEST(ReadForms, GivesTheUnitOverAGridToAllFormsInIt) {
  const auto [forms, diagnostics] = read({page(1, {"项目绩效目标", "单位：万元", ruled(R"(
      项目支出绩效目标表 | < | < | <
      项目名称 | 春节晚会 | <        | <
      项目金额 | 12.50    | <        | <
      一级指标 | 二级指标 | 三级指标 | 指标值
      产出指标 | 数量指标 | 场次     | ≥1场
      项目支出绩效目标表 | < | < | <
      项目名称 | 书法展览 | <        | <
      项目金额 | 3.00     | <        | <
      一级指标 | 二级指标 | 三级指标 | 指标值
      产出指标 | 数量指标 | 场次     | ≥4场
  )")})});
  ASSERT_EQ(forms.size(), 2U);
  EXPECT_EQ(forms[0].unit, "万元");
  EXPECT_EQ(forms[1].unit, "万元");
}

TEST(ReadForms, TakesFirstLevelsThatStandAcrossTheSheet) {
  const auto [forms, diagnostics] = read({page(1, {"奖学金项目绩效目标表", ruled(R"(
      项目名称           | 奖学金   | <
      二级指标           | 三级指标 | 目标值
      一级指标：产出指标 | <        | <
      数量指标           | 册数     | ≥4000册
      一级指标：满意度指标 | <      | <
      读者满意度指标     | 满意率   | ≥92%
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(indicators_of(forms[0]), ElementsAre("产出指标/数量指标/册数: ≥4000册", "满意度指标/读者满意度指标/满意率: ≥92%"));
}

// Hebei names the unit over a form by its code, without a label.
TEST(ReadForms, TakesACodedNameOverTheFormForTheUnit) {
  const auto [forms, diagnostics] = read({page(1, {"1、饮水维修绩效目标表", "512001固城县水务局本级        单位：万元", ruled(R"(
      项目名称 | 饮水维修 | <        | <
      一级指标 | 二级指标 | 三级指标 | 指标值
      产出指标 | 数量指标 | 工程     | ≥46处
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_EQ(value_of(forms[0], "agency"), "512001固城县水务局本级");
}

TEST(ReadForms, AddsAFourthLevelToTheName) {
  const auto [forms, diagnostics] = read({page(1, {"疫苗绩效目标表", ruled(R"(
      项目名称 | 疫苗补助 | <        | <        | <
      一级指标 | 二级指标 | 三级指标 | 四级指标 | 目标值
      产出指标 | 数量指标 | 接种人数 | 一类疫苗 | ≥3.2万剂次
      ^        | ^        | ^        | 二类疫苗 | ≥0.8万剂次
      ^        | 质量指标 | 接种率   |          | ≥95%
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(indicators_of(forms[0]),
              ElementsAre("产出指标/数量指标/接种人数/一类疫苗: ≥3.2万剂次", "产出指标/数量指标/接种人数/二类疫苗: ≥0.8万剂次",
                          "产出指标/质量指标/接种率: ≥95%"));
}

// Money by years: that of the form's year, and of the whole term.
TEST(ReadForms, ReadsMoneyByYears) {
  const ReadForms result = read({page(1, {"项目支出绩效目标申报表", "（2026年度）", ruled(R"(
      项目名称         | 公路养护 | <     | <    | <
      资金情况（万元） | 年度     | 总计  | 其中 | <
      ^                | ^        | ^     | 中央 | 省级
      ^                | 2026年   | 1,200 | 900  | 300
      ^                | 2027年   | 1,300 | 970  | 330
      ^                | 合计     | 2,500 | 1,870 | 630
      一级指标         | 二级指标 | 三级指标 | 2026年指标值 | 2027年指标值
      产出指标         | 数量指标 | 里程  | ≥320公里 | ≥350公里
  )")})});
  ASSERT_EQ(result.forms.size(), 1U);
  EXPECT_THAT(funds_of(result.forms[0]),
              ElementsAre("annual total 1,200", "annual central 900", "annual provincial 300",
                          "implementation total 2,500", "implementation central 1,870", "implementation provincial 630"));
  EXPECT_THAT(indicators_of(result.forms[0]), ElementsAre("产出指标/数量指标/里程: ≥320公里"));
  EXPECT_THAT(codes_of(result), Contains("form.fund_other_year").Times(3));
  EXPECT_THAT(codes_of(result), Contains("form.column_left_out"));
}

TEST(ReadForms, ReadsMoneyOfTheFormsYearInColumnsOfYears) {
  const ReadForms result = read({page(1, {"项目支出绩效目标申报表", "（2026年度）", ruled(R"(
      项目名称         | 餐厨垃圾处置 | <        | <        | <        | <
      项目资金（万元） | 资金来源     | 2025年   | 2026年   | 2027年   | 合计
      ^                | 财政拨款     | 500.00   | 600.00   | 650.00   | 1,750.00
      ^                | 其他资金     | 0.00     | 50.00    | 50.00    | 100.00
      一级指标         | 二级指标     | 三级指标 | 指标值   | 备注     |
      产出指标         | 数量指标     | 处置量   | ≥3万吨   |          |
  )")})});
  ASSERT_EQ(result.forms.size(), 1U);
  EXPECT_THAT(funds_of(result.forms[0]),
              ElementsAre("annual appropriation 600.00", "implementation appropriation 1,750.00", "annual other 50.00",
                          "implementation other 100.00"));
  EXPECT_THAT(codes_of(result), Contains("form.fund_other_year").Times(4));
}

// A block's label over blank cells, which no ruling joins.
TEST(ReadForms, KeepsABlockOpenBesideBlankCells) {
  const auto [forms, diagnostics] = read({page(1, {"部门整体绩效目标表", ruled(R"(
      部门名称             | 城管局       | <        | <        | <
      部门整体资金（万元） | 财政拨款收入 | 8,200.00 | 基本支出 | 3,000.00
                           | 其他资金     | 300.00   | 项目支出 | 5,500.00
                           | 小计         | 8,500.00 | 小计     | 8,500.00
      一级指标             | 二级指标     | 三级指标 | 指标值   | 备注
      产出指标             | 数量指标     | 公厕数   | ≥8座     |
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  std::vector<std::string> money;
  for (const FormFund& fund : forms[0].funds) money.push_back(fund.source + " " + fund.raw);
  EXPECT_THAT(money, ElementsAre("appropriation 8,200.00", "basic 3,000.00", "other 300.00", "project 5,500.00",
                                 "total 8,500.00", "total 8,500.00"));
}

TEST(ReadForms, ReadsMoneyBelowHeadingsInARow) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效目标表", ruled(R"(
      项目名称         | 农产品检测     | <        | <        | <
      资金情况（万元） | 年度资金总额   | 中央     | 省级     | 县级
      ^                | 88.00          | 30.00    | 28.00    | 30.00
      一级指标         | 二级指标       | 三级指标 | 指标值   | 备注
      产出指标         | 数量指标       | 检测批次 | ≥1500批次 |
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(funds_of(forms[0]), ElementsAre("annual total 88.00", "annual central 30.00", "annual provincial 28.00",
                                              "annual county 30.00"));
}

// Results of many projects, one row each: a table, and no form of a project named 年初预算数.
TEST(ReadForms, TakesAListOfResultsForNoForm) {
  EXPECT_THAT(read({page(1, {"2025年度项目支出绩效自评结果汇总表", ruled(R"(
      序号 | 项目名称 | 年初预算数 | 全年执行数 | 执行率 | 自评得分 | 备注
      1    | 公共文化 | 320.00     | 343.00     | 98.00% | 97.5     |
           | 合计     | 320.00     | 343.00     | 98.00% |          |
  )")})}).forms, IsEmpty());
}

// 其中：1. counts, and is no amount.
TEST(ReadForms, ReadsCountedSources) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效目标表", ruled(R"(
      项目名称         | <                    | 非遗保护 | <
      项目资金（万元） | 年度资金总额：       | 85.00    | <
      ^                | 其中：1.一般公共预算 | 60.00    | <
      ^                | 2.其他资金           | 25.00    | <
      一级指标         | 二级指标             | 三级指标 | 指标值
      产出指标         | 数量指标             | 场次     | ≥20场
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(funds_of(forms[0]), ElementsAre("annual total 85.00", "annual general_public 60.00", "annual other 25.00"));
}

// ── text files whose cells stand in their columns ────────────────────────────────────────────────

TEST(ReadTextForms, TakesWhatStandsUnderItsHeading) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效目标表", tabbed(R"(
      项目名称     | 饮水工程维修 |          |                |         |
      绩效目标     | 保障供水     |          |                |         |
      一级指标     | 二级指标     | 三级指标 | 绩效指标描述   | 指标值  | 指标值确定依据
      产出指标（50分） | 数量     | 维修处数 | 维修工程的数量 | ≥46处   | 年度计划
                   | 质量         | 合格率   | 验收合格占比   | 100%    | 行业规范
      履职效能     | 整体效能     | 受益人口 | 改善饮水的人口 | ≥3.2万人 | 年度计划
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(indicators_of(forms[0]),
              ElementsAre("产出指标/数量指标/维修处数: ≥46处", "产出指标/质量指标/合格率: 100%", "履职效能/整体效能/受益人口: ≥3.2万人"));
}

TEST(ReadTextForms, TakesFinerHeadingsFromTheNextRow) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效目标表", tabbed(R"(
      项目名称   | 免费开放       |            |          |    |          |
      一级指标   | 二级指标       | 三级指标   | 指标值   |    |          | 权重
                 |                |            | 计算符号 | 值 | 计量单位 |
      产出指标   | 数量指标       | 开放天数   | ≥        | 300 | 天      | 30
      满意度指标 | 服务对象满意度 | 读者满意度 | ≥        | 95 | %        | 10
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(indicators_of(forms[0]),
              ElementsAre("产出指标/数量指标/开放天数: ≥300天", "满意度指标/服务对象满意度/读者满意度: ≥95%"));
}

TEST(ReadTextForms, TakesProjectsOfAListFromTheRowAboveTheLevels) {
  const auto [forms, diagnostics] = read({page(1, {"部门预算项目绩效目标表", tabbed(R"(
      单位名称 | 项目名称 | 年度预算（万元） |          | 年度目标   | 绩效指标   |          |          |
               |          | 合计             | 财政拨款 |            | 一级指标   | 二级指标 | 三级指标 | 指标值
      一小     | 课后服务 | 88.00            | 80.00    | 开展服务。 | 产出指标   | 数量指标 | 学生数   | ≥1400人
               |          |                  |          |            | 效益指标   | 社会效益 | 家长负担 | 有效减轻
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_EQ(value_of(forms[0], "project_name"), "课后服务");
  EXPECT_THAT(funds_of(forms[0]), ElementsAre(" total 88.00", " appropriation 80.00"));
  EXPECT_EQ(forms[0].funds[0].unit, "万元");
  EXPECT_THAT(indicators_of(forms[0]),
              ElementsAre("产出指标/数量指标/学生数: ≥1400人", "效益指标/社会效益/家长负担: 有效减轻"));
}

// 分值 and 得分 are no money, and no amount takes the phase of another one.
TEST(ReadTextForms, TellsPhasesByTheHeadingsOfAmounts) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效自评表", tabbed(R"(
      项目名称         | 公共卫生         |            |            |            |      |        |
      项目资金（万元） |                  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
                       | 年度资金总额     | 1,250.00   | 1,310.50   | 1,298.66   | 10   | 99.10% | 9.91
                       | 其中：上年结转   |            | 60.50      | 60.50      | —    | 100%   | —
      一级指标         | 二级指标         | 三级指标   | 年度指标值 | 实际完成值 | 分值 | 得分   |
      产出指标         | 数量指标         | 体检人数   | ≥2.5万人   | 2.31万人   | 15   | 13.86  |
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  std::vector<std::string> money;
  for (const FormFund& fund : forms[0].funds) money.push_back(fund.source + " " + fund.phase + " " + fund.raw);
  EXPECT_THAT(money, ElementsAre("total approved 1,250.00", "total adjusted 1,310.50", "total executed 1,298.66",
                                 "carryover adjusted 60.50", "carryover executed 60.50"));
}

TEST(ReadTextForms, LeavesAmountsThatDoNotPairWithHeadings) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效目标表", tabbed(R"(
      项目名称         | 检测  |              |       |       |
      资金情况（万元） |       | 年度资金总额 | 中央  | 省级  | 县级
      88.00            | 30.00 | 58.00        |       |       |
      一级指标         | 二级指标 | 三级指标  | 指标值 |      |
      产出指标         | 数量指标 | 检测批次  | ≥1500批次 |   |
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(forms[0].funds, IsEmpty());
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : diagnostics) codes.push_back(diagnostic.code);
  EXPECT_THAT(codes, Contains("form.text_unplaced").Times(3));
}

TEST(ReadTextForms, TakesMoneyOfTasksFromTheirColumns) {
  const auto [forms, diagnostics] = read({page(1, {"部门整体支出绩效目标表", tabbed(R"(
      部门名称     | 农业局   |          |                  |          |
      年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） |          |
                   |          |          | 总额             | 财政拨款 | 其他资金
                   | 粮食生产 |          | 820.00           | 800.00   | 20.00
                   | 金额合计 |          | 820.00           | 800.00   | 20.00
      一级指标     | 二级指标 | 三级指标 | 指标值           |          |
      产出指标     | 数量指标 | 面积     | ≥45万亩          |          |
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  ASSERT_EQ(forms[0].tasks.size(), 1U);
  EXPECT_EQ(forms[0].tasks[0].total, "820.00");
  EXPECT_EQ(forms[0].tasks[0].other, "20.00");
  EXPECT_THAT(funds_of(forms[0]), ElementsAre("annual total 820.00", "annual appropriation 800.00", "annual other 20.00"));
}

TEST(ReadTextForms, TakesMoneyOfTasksBesideWordsThatNobodyKnows) {
  const auto [forms, diagnostics] = read({page(1, {"部门整体支出绩效目标表", tabbed(R"(
      部门名称     |          | 文旅局   |                  |          |          |
      年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） |          |          | 备注
                   |          |          | 总额             | 财政拨款 | 其他资金 |
                   | 文化惠民 | 送戏下乡 | 350.00           | 300.00   | 50.00    | 含补助
      金额合计     |          |          | 350.00           | 300.00   | 50.00    |
      一级指标     | 二级指标 | 三级指标 | 指标值           |          |          |
      产出指标     | 数量指标 | 演出     | ≥120场           |          |          |
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  ASSERT_EQ(forms[0].tasks.size(), 1U);
  EXPECT_EQ(forms[0].tasks[0].name, "文化惠民");
  EXPECT_EQ(forms[0].tasks[0].other, "50.00");
  EXPECT_THAT(funds_of(forms[0]), ElementsAre("annual total 350.00", "annual appropriation 300.00", "annual other 50.00"));
}

TEST(ReadTextForms, KnowsALevelThatStandsInBothColumns) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效自评表", tabbed(R"(
      项目名称   | 清淤       |          |        |        |      |
      一级指标   | 二级指标   | 三级指标 | 目标值 | 完成值 | 权重 | 得分
      产出指标   | 数量指标   | 长度     | ≥12米  | 12米   | 50   | 50
      满意度指标 | 满意度指标 | 满意度   | ≥85%   | 91.5%  | 50   | 49
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  ASSERT_EQ(forms[0].indicators.size(), 2U);
  EXPECT_EQ(forms[0].indicators[1].level2, "满意度指标");
  EXPECT_EQ(forms[0].indicators[1].score, "49");
}

TEST(ReadForms, ReadsTasksBesideWordsThatNobodyKnows) {
  const auto [forms, diagnostics] = read({page(1, {"部门整体支出绩效目标表", ruled(R"(
      部门名称     | <        | 文旅局   | <                | <        | <        | <
      年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | <        | <        | 备注
      ^            | ^        | ^        | 总额             | 财政拨款 | 其他资金 | ^
      ^            | 文化惠民 | 送戏下乡 | 350.00           | 300.00   | 50.00    | 含中央补助
      金额合计     | <        | <        | 350.00           | 300.00   | 50.00    |
      年度绩效指标 | 一级指标 | 二级指标 | 三级指标         | 指标值   | <        | <
      ^            | 产出指标 | 数量指标 | 演出             | ≥120场   | <        | <
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  ASSERT_EQ(forms[0].tasks.size(), 1U);
  EXPECT_EQ(forms[0].tasks[0].name, "文化惠民");
  EXPECT_EQ(forms[0].tasks[0].content, "送戏下乡");
  EXPECT_EQ(forms[0].tasks[0].unit, "万元");
  EXPECT_THAT(funds_of(forms[0]), ElementsAre("annual total 350.00", "annual appropriation 300.00", "annual other 50.00"));
  EXPECT_EQ(forms[0].funds[0].unit, "万元");
  EXPECT_EQ(forms[0].fields.back().label, "备注");
  EXPECT_EQ(forms[0].fields.back().value, "含中央补助");
}

// Headings that say the same in other provinces.
TEST(ReadForms, KnowsTheHeadingsOfProvinces) {
  const auto read_with = [](const std::string& value, const std::string& actual, const std::string& weight, const std::string& score) {
    const ReadForms result = read({page(1, {"项目支出绩效自评表", ruled(R"(
        项目名称 | 设备购置 | <        | <     | <     | <  | <
        一级指标 | 二级指标 | 三级指标 | )" + value + " | " + actual + " | " + weight + " | " + score + R"(
        产出指标 | 数量指标 | 设备数   | ≥10台 | 12台  | 50 | 49
    )")})});
    const FormIndicator& read = result.forms.at(0).indicators.at(0);
    return read.value + " " + read.actual + " " + read.weight + " " + read.score;
  };
  const std::string all = "≥10台 12台 50 49";
  for (const char* value : {"全年目标值", "预期实现值", "指标目标", "标准值", "绩效标准", "指标要求", "年初目标"})
    EXPECT_EQ(read_with(value, "完成值", "分值", "得分"), all) << value;
  for (const char* actual : {"指标完成情况", "业绩值", "实际达到值", "截至12月底完成值", "目标完成值"})
    EXPECT_EQ(read_with("指标值", actual, "分值", "得分"), all) << actual;
  for (const char* weight : {"满分", "总分值", "赋分", "设定分值"}) EXPECT_EQ(read_with("指标值", "完成值", weight, "得分"), all) << weight;
  for (const char* score : {"评价得分", "单位自评得分", "指标得分", "分数"}) EXPECT_EQ(read_with("指标值", "完成值", "分值", score), all) << score;
}

// The label of the block stands a row too low, as where no rulings are drawn.
TEST(ReadForms, TakesTheUnitThatAnyLabelOfMoneyDeclares) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效目标表", ruled(R"(
      项目名称         | 供水维修     | <        | <
                       | 年度资金总额 | 860.00   | <
      项目资金（万元） | 中央补助     | 300.00   | <
      一级指标         | 二级指标     | 三级指标 | 指标值
      产出指标         | 数量指标     | 处数     | ≥12处
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_EQ(forms[0].unit, "万元");
}

TEST(ReadForms, TakesTheUnitOfTheRowsFirstLabel) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效目标表", ruled(R"(
      项目名称         | 两项补贴 | <              | <      | <        | <
      资金总额（万元） | 860.00   | 其中：上级补助 | 600.00 | 本级配套 | 260.00
      一级指标         | 二级指标 | 三级指标       | 指标值 | <        | <
      产出指标         | 数量指标 | 人数           | ≥52人  | <        | <
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(funds_of(forms[0]), ElementsAre(" total 860.00", " other 600.00", " local 260.00"));
  EXPECT_EQ(forms[0].funds[1].unit, "万元");
}

// Money is split by a 财政资金总额; the rate and its points stand beside it.
TEST(ReadForms, TakesMoneyOfTheBudgetForTheTotal) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效自评表", ruled(R"(
      项目名称         | 康复救助             | <          | <          | <    | <      | <
      项目资金（万元） |                      | 年初预算数 | 全年执行数 | 分值 | 执行率 | 得分
      ^                | 年度财政资金总额     | 105.00     | 98.70      | 20   | 94.00% | 18.8
      ^                | 其中：一般公共预算   | 105.00     | 98.70      | /    | 94.00% | /
      一级指标         | 二级指标             | 三级指标   | 年度指标值 | 实际完成值 | 分值 | 得分
      产出指标         | 数量指标             | 人数       | ≥72人      | 70人 | 20     | 19
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_EQ(forms[0].funds[0].source, "total");
  EXPECT_EQ(forms[0].fields[1].label + "=" + forms[0].fields[1].value, "执行率=94.00%");
  EXPECT_EQ(forms[0].fields[2].label + "=" + forms[0].fields[2].value, "执行率得分=18.8");
}

// 部门整体支出绩效评价: what earns how many points, without targets.
TEST(ReadForms, ReadsScoresWithoutTargets) {
  const auto [forms, diagnostics] = read({page(1, {"部门整体支出绩效自评表", ruled(R"(
      部门名称       | 残联             | <          | <    | <            | <
      自评得分       | 94.5             | <          | <    | <            | <
      一级指标       | 二级指标         | 三级指标   | 分值 | 评分标准     | 得分
      投入（20分）   | 预算配置（20分） | 控制率     | 10   | ≤100%得满分  | 10
      ^              | ^                | 变动率     | 10   | ≤0得满分     | 9.5
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  ASSERT_EQ(forms[0].indicators.size(), 2U);
  EXPECT_EQ(forms[0].indicators[1].level1 + "/" + forms[0].indicators[1].level2 + "/" + forms[0].indicators[1].level3, "投入/预算配置/变动率");
  EXPECT_EQ(forms[0].indicators[1].weight, "10");
  EXPECT_EQ(forms[0].indicators[1].score, "9.5");
  EXPECT_EQ(forms[0].indicators[1].value, "");
  EXPECT_EQ(forms[0].fields[1].label, "自评得分");
}

// Hebei's older forms: the target is what earns 优.
TEST(ReadForms, TakesTheBestGradeForTheTarget) {
  const ReadForms result = read({page(1, {"项目支出绩效目标表", ruled(R"(
      项目名称 | 文体活动 | <        | <        | <     | <
      一级指标 | 二级指标 | 三级指标 | 评价标准 | <     | <
      ^        | ^        | ^        | 优       | 良    | 差
      产出指标 | 数量指标 | 场次     | ≥6场     | ≥5场  | <5场
  )")})});
  ASSERT_EQ(result.forms.size(), 1U);
  ASSERT_EQ(result.forms[0].indicators.size(), 1U);
  EXPECT_EQ(result.forms[0].indicators[0].value, "≥6场");
  EXPECT_THAT(codes_of(result), Contains("form.column_left_out"));
}

TEST(ReadForms, TakesMoneyFromCellsWithTheirLabels) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效目标申报表", ruled(R"(
      项目名称         | 应急广播运维          | <                     | <
      项目资金（万元） | 年度资金总额：18.50   | 其中：财政拨款：1⏎5.00 | 其他资金：3.50
      一级指标         | 二级指标              | 三级指标              | 指标值
      产出指标         | 数量指标              | 维护广播              | ≥68个
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(funds_of(forms[0]), ElementsAre("annual total 18.50", "annual appropriation 15.00", "annual other 3.50"));
  EXPECT_EQ(forms[0].funds[0].unit, "万元");
}

TEST(ReadForms, ReadsTasksOfSelfEvaluations) {
  const auto [forms, diagnostics] = read({page(1, {"部门整体支出绩效自评表", ruled(R"(
      部门名称             | 卫健局   | <        | <                    | <                    | <
      年度主要任务完成情况 | 任务名称 | 主要内容 | 年初预算数（万元）   | 全年执行数（万元）   | 执行率
      ^                    | 公共卫生 | 公卫服务 | 2,000.00             | 1,980.00             | 99%
      ^                    | 合计     |          | 2,000.00             | 1,980.00             | 99%
      一级指标             | 二级指标 | 三级指标 | 年度指标值           | 全年完成值           | 得分
      产出指标             | 数量指标 | 卫生院数 | =4个                 | 4个                  | 40
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  ASSERT_EQ(forms[0].tasks.size(), 1U);
  EXPECT_EQ(forms[0].tasks[0].total, "2,000.00");
  std::vector<std::string> money;
  for (const FormFund& fund : forms[0].funds) money.push_back(fund.phase + " " + fund.raw);
  EXPECT_THAT(money, ElementsAre("approved 2,000.00", "executed 1,980.00"));
}

TEST(ReadForms, TellsBudgetAndExecutionSideBySide) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效自评表", ruled(R"(
      项目名称         | 桥梁检测       | <     | <              | <     | <      | <
      项目资金（万元） | 预算数：       | 50.00 | 执行数：       | 48.60 | 执行率 | 97.2%
      ^                | 其中：财政资金 | 40.00 | 其中：财政资金 | 38.60 |        |
      一级指标         | 二级指标       | 三级指标 | 指标值      | 完成值 | <     | <
      产出指标         | 数量指标       | 桥梁  | ≥45座          | 46座  | <      | <
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  std::vector<std::string> phases;
  for (const FormFund& fund : forms[0].funds) phases.push_back(fund.phase + " " + fund.source + " " + fund.raw);
  EXPECT_THAT(phases, ElementsAre("approved total 50.00", "executed total 48.60", "approved appropriation 40.00",
                                  "executed appropriation 38.60"));
}

// Hubei prints the long and the year's indicators one above the other, these with those of two years before.
TEST(ReadForms, TellsPeriodsByTheTitlesAcrossTheSheet) {
  const auto [forms, diagnostics] = read({page(1, {"项目申报表（含绩效目标）", ruled(R"(
      项目名称         | 校舍维修 | <        | <        | <    | <
      长期绩效目标表   | <        | <        | <        | <    | <
      一级指标         | 二级指标 | 三级指标 | 指标值   | <    | <
      产出指标         | 数量指标 | 维修面积 | 4万平方米 | <   | <
      年度绩效目标表   | <        | <        | <        | <    | <
      一级指标         | 二级指标 | 三级指标 | 指标值   | <    | <
      ^                | ^        | ^        | 前年     | 上年 | 预计当年实现
      产出指标         | 数量指标 | 维修面积 | 1万平方米 | 2万平方米 | 3万平方米
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(targets_of(forms[0], "维修面积"), ElementsAre("implementation 4万平方米", "annual 3万平方米"));
}

TEST(ReadForms, TellsLevelsByTheirWords) {
  const auto [forms, diagnostics] = read({page(1, {"项目支出绩效目标表", ruled(R"(
      项目名称     | 预算数（万元） | 指标类型 | 指标名称 | 指标性质 | 指标值 | 单位
      社区养老补贴 | 240.50         | 产出数量 | 社区数   | ≥        | 28     | 个
      ^            | ^              | 社会效益 | 覆盖率   | ≥        | 85     | %
  )")})});
  ASSERT_EQ(forms.size(), 1U);
  EXPECT_THAT(indicators_of(forms[0]), ElementsAre("产出指标/产出数量/社区数: ≥28个", "效益指标/社会效益/覆盖率: ≥85%"));
  EXPECT_THAT(funds_of(forms[0]), ElementsAre(" total 240.50"));
}

// The title speaks of the whole, the form of a project.
TEST(ReadForms, TellsTheFormOfAProjectByItsName) {
  const ReadForms result = read({page(1, {"专项资金整体绩效目标表", ruled(R"(
      专项（项目）名称 | 就业补助 | <        | <
      一级指标         | 二级指标 | 三级指标 | 指标值
      产出指标         | 数量指标 | 人数     | 10人
  )")}), page(2, {"部门整体支出绩效目标表", ruled(R"(
      部门名称 | 教育局   | <        | <
      一级指标 | 二级指标 | 三级指标 | 指标值
      产出指标 | 数量指标 | 人数     | 10人
  )")})});
  ASSERT_EQ(result.forms.size(), 2U);
  EXPECT_EQ(result.forms[0].kind, "project_target");
  EXPECT_EQ(result.forms[1].kind, "unit_target");
}

TEST(ReadForms, ReportsABlankTemplate) {
  const ReadForms result = read({page(1, {"专项资金绩效目标表", ruled(R"(
      项目名称 |          | <        | <        | <
      主管部门 |          | <        | <        | <
      绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
      ^        | 产出指标 | 数量指标 | 指标1：  |
  )")})});
  EXPECT_THAT(result.forms, IsEmpty());
  EXPECT_THAT(codes_of(result), ElementsAre("form.blank_template"));
}

}  // namespace
}  // namespace gongkai::recognize
