#include "normalize/checks/form_checks.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../literal_table.h"
#include "normalize/amount.h"
#include "normalize/forms.h"

namespace gongkai::normalize {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

// A form of 2026, its texts parsed as those of a document.
struct LiteralForm {
  std::string kind = "project_target";
  std::string name = "公益岗位补贴";
  std::vector<recognize::FormField> fields = {};
  std::vector<recognize::FormFund> funds = {};
  std::vector<recognize::FormIndicator> indicators = {};
};

recognize::FormFund fund(const char* section, const char* source, const char* raw, const char* phase = "approved") {
  return {section, phase, source, source, raw, "万元", {1, {}}};
}

recognize::FormField field(const char* label, const char* value, const char* role = "", const char* section = "") {
  return {section, role, label, value, {1, {}}};
}

recognize::FormIndicator indicator(const char* level1, const char* level2, const char* name, const char* value,
                                   const char* section = "") {
  recognize::FormIndicator result;
  result.section = section;
  result.level1 = level1;
  result.level2 = level2;
  result.level3 = name;
  result.value = value;
  return result;
}

recognize::FormIndicator scored(const char* name, const char* value, const char* weight, const char* actual,
                                const char* score) {
  recognize::FormIndicator result = indicator("", "", name, value);
  result.weight = weight;
  result.actual = actual;
  result.score = score;
  return result;
}

// Results as "rule status[ advisory] what[: detail]".
std::vector<std::string> check(const std::vector<LiteralForm>& forms, const LiteralTable& table = {}) {
  Ledger ledger;
  ledger.document.fiscal_year = 2026;
  ledger.amounts = table.facts();
  recognize::Table printed;
  printed.kind = table.kind;
  for (const LiteralForm& literal : forms) {
    recognize::Form form;
    form.kind = literal.kind;
    form.title = "绩效目标表";
    form.fields = literal.fields;
    if (form.kind != "unit_target") form.fields.push_back(field("项目名称", literal.name.c_str(), "project_name"));
    form.funds = literal.funds;
    form.indicators = literal.indicators;
    ledger.forms.push_back(read_form_facts(form, 2026, ledger.diagnostics));
  }
  match_projects(ledger, {printed});
  std::vector<std::string> written;
  for (const CheckResult& result : check_forms({printed}, ledger)) {
    written.push_back(fmt::format("{} {}{} {}{}{}", result.rule, name_of(result.status), result.advisory ? " advisory" : "",
                                  result.subject.substr(result.subject.find(" / ") == std::string::npos
                                                            ? 0
                                                            : result.subject.find(" / ") + 3),
                                  result.detail.empty() ? "" : ": ", result.detail));
  }
  return written;
}

// Money

TEST(CheckForms, AddsUpTheSourcesOfAHalf) {
  EXPECT_THAT(check({{.funds = {fund("", "total", "10.00"), fund("", "appropriation", "8.00"), fund("", "other", "2.00")}}}),
              ElementsAre("D5 pass 资金总额"));
  EXPECT_THAT(check({{.funds = {fund("", "total", "10.00"), fund("", "appropriation", "8.00"), fund("", "other", "1.00")}}}),
              ElementsAre("D5 fail 资金总额"));
  EXPECT_THAT(check({{.funds = {fund("", "total", "10.00")}}}), ElementsAre("D5 skipped 资金总额: no sources are printed"));
}

TEST(CheckForms, AddsUpLevelsOfGovernmentBelowTheAppropriation) {
  EXPECT_THAT(check({{.funds = {fund("", "total", "10.00"), fund("", "appropriation", "10.00"),
                                fund("", "central", "4.00"), fund("", "municipal", "6.00")}}}),
              ElementsAre("D5 pass 资金总额"));
}

TEST(CheckForms, ComparesYearAndTerm) {
  const LiteralForm form = {.fields = {field("项目期", "3年", "term")},
                            .funds = {fund("implementation", "total", "30.00"), fund("annual", "total", "10.00")}};
  EXPECT_THAT(check({form}), ElementsAre("D5 skipped 年度资金总额: no sources are printed",
                                         "D5 skipped 实施期资金总额: no sources are printed", "D7 pass 年度资金总额",
                                         "D6 pass advisory 实施期资金总额"));
  const LiteralForm more = {.funds = {fund("implementation", "total", "9.00"), fund("annual", "total", "10.00")}};
  EXPECT_THAT(check({more}), Contains("D7 fail 年度资金总额"));
}

TEST(CheckForms, HoldsTheTotalCostAgainstTheMoney) {
  EXPECT_THAT(check({{.funds = {fund("annual", "total", "20.00")},
                      .indicators = {indicator("", "", "项目总成本", "≤20万元"), indicator("", "", "人均总成本", "≤2万元/人")}}}),
              Contains("D13 pass advisory 项目总成本"));
}

TEST(CheckForms, MultipliesNumberAndCost) {
  EXPECT_THAT(check({{.funds = {fund("annual", "total", "186.48")},
                      .indicators = {indicator("", "", "补贴人数", "≥210人"), indicator("", "", "补贴标准", "740元/人/月")}}}),
              Contains("D22 pass advisory 补贴人数 × 补贴标准"));
}

TEST(CheckForms, AddsUpBasicAndProjectExpenditureOfAUnit) {
  EXPECT_THAT(check({{.kind = "unit_target",
                      .funds = {fund("annual", "total", "17.00"), fund("annual", "basic", "15.00"), fund("annual", "project", "2.00")}}}),
              ElementsAre("D15 skipped 年度资金总额: no sources are printed", "D14 pass 基本支出 + 项目支出",
                          "D15 skipped advisory 资金总额 in 收支总表: no total of expenditure is printed"));
}

// 按资金来源划分 beside 按资金方向划分
TEST(CheckForms, CountsATotalThatIsPrintedTwiceOnce) {
  EXPECT_THAT(check({{.kind = "unit_target",
                      .funds = {fund("annual", "total", "17.00"), fund("annual", "general_public", "17.00"),
                                fund("annual", "total", "17.00"), fund("annual", "basic", "15.00"), fund("annual", "project", "2.00")}}}),
              ElementsAre("D15 pass 年度资金总额", "D14 pass 基本支出 + 项目支出",
                          "D15 skipped advisory 资金总额 in 收支总表: no total of expenditure is printed"));
}

TEST(CheckForms, AddsUpSumsInsideTexts) {
  EXPECT_THAT(check({{.fields = {field("项目概况", "省级资金5万元，本级资金5万元，总计10万元。")}}}), ElementsAre("D20 pass 项目概况"));
  EXPECT_THAT(check({{.fields = {field("项目概况", "省级资金3万元，本级资金3万元，总计10万元。")}}}), ElementsAre("D20 fail 项目概况"));
}

// Words

TEST(CheckForms, ComparesTheHalvesOfAOneYearProject) {
  EXPECT_THAT(check({{.fields = {field("项目期", "1年", "term"), field("总体目标", "帮扶", "goal", "implementation"),
                                 field("总体目标", "帮扶", "goal", "annual")},
                      .indicators = {indicator("", "", "人数", "≥5人", "implementation"),
                                     indicator("", "", "人数", "≥6人", "annual")}}}),
              ElementsAre("D8 fail advisory indicators of both halves: 1 of 实施期, 1 of 年度",
                          "D9 pass advisory goals of both halves"));
}

TEST(CheckForms, AsksForKindsOfIndicators) {
  const auto output = [](const char* level2) { return indicator("产出指标", level2, level2, "1个"); };
  EXPECT_THAT(check({{.indicators = {output("数量指标"), output("质量指标"), output("时效指标"),
                                     indicator("效益指标", "社会效益指标", "影响", "提高"),
                                     indicator("满意度指标", "服务对象满意度指标", "满意度", "≥90%")}}}),
              ElementsAre("D10 pass advisory kinds of indicators: 3 kinds of 产出"));
  EXPECT_THAT(check({{.indicators = {output("数量指标")}}}),
              ElementsAre("D10 fail advisory kinds of indicators: 1 kinds of 产出, no 效益, no 满意度"));
}

TEST(CheckForms, AsksWhenTheFormWasFilledIn) {
  EXPECT_THAT(check({{.fields = {field("填报日期", "20260113154843", "filled_at")}}}),
              ElementsAre("D11 pass advisory 填报日期: 2026-01-13T15:48:43"));
  EXPECT_THAT(check({{.fields = {field("填报日期", "2024年1月13日", "filled_at")}}}),
              ElementsAre("D11 fail advisory 填报日期: 2024-01-13"));
}

TEST(CheckForms, AsksWhetherTheIssuerGivesMoney) {
  EXPECT_THAT(check({{.name = "晋财农〔2025〕12号公益岗位补贴", .funds = {fund("annual", "provincial", "5.00")}}}),
              ElementsAre("D12 pass advisory issuer of the document number: 晋财"));
  EXPECT_THAT(check({{.name = "晋市财农〔2025〕12号公益岗位补贴", .funds = {fund("annual", "provincial", "5.00")}}}),
              ElementsAre("D12 fail advisory issuer of the document number: 晋市财"));
}

TEST(CheckForms, CountsTheStaffOfAUnit) {
  EXPECT_THAT(check({{.kind = "unit_target",
                      .fields = {field("核定的人员编制数", "20"), field("实际在职人员总数", "18"), field("其中：在编人员", "17"),
                                 field("其他人员", "1"), field("内设职能部门数", "3"),
                                 field("部门职责", "内设3个科室：办公室、计划科、财务科。")}}}),
              ElementsAre("D14 skipped 基本支出 + 项目支出: not printed", "D16 pass 在编 + 其他 = 在职: 17 + 1 = 18",
                          "D16 pass advisory 在职 ≤ 编制: 18 ≤ 20", "D17 pass advisory 内设机构: 3 stated, 3 named"));
}

// Weights and scores

TEST(CheckForms, AddsUpWeights) {
  const auto weighted = [](const char* weight) { return scored("人数", "5人", weight, "", ""); };
  EXPECT_THAT(check({{.indicators = {weighted("60"), weighted("30")}}}), ElementsAre("D23 pass weights: they add up to 90"));
  EXPECT_THAT(check({{.indicators = {weighted("60"), weighted("22")}}}), ElementsAre("D23 fail weights: they add up to 82"));
  EXPECT_THAT(check({{.indicators = {weighted("60"), weighted("")}}}),
              ElementsAre("D23 skipped weights: 1 of 2 indicators have a weight"));
}

TEST(CheckForms, RecomputesScores) {
  EXPECT_THAT(check({{.kind = "self_evaluation",
                      .fields = {field("执行率", "77.13%"), field("执行率得分", "7.7"), field("总分", "96.7")},
                      .funds = {fund("annual", "total", "536.2", "adjusted"), fund("annual", "total", "413.57", "executed")},
                      .indicators = {scored("人数", "≥5人", "50", "6人", "50"), scored("次数", "≥5次", "40", "4次", "39")}}}),
              ElementsAre("D5 skipped 年度资金总额 adjusted: no sources are printed",
                          "D5 skipped 年度资金总额 executed: no sources are printed", "D23 pass weights: they add up to 90",
                          "D24 pass 执行率: 77.13% printed, 77.13% by the amounts", "D24 pass 得分 ≤ 分值",
                          "D24 pass 总分: 96.7 printed, 96.7 by the scores",
                          "D25 pass advisory 人数: ≥5人 asked for, 6人 reached, 50 of 50 points",
                          "D25 pass advisory 次数: ≥5次 asked for, 4次 reached, 39 of 40 points"));
}

// Projects

const LiteralTable kProjects = {"project_expenditure",
                                {{.label = "合计", .dimensions = {"expenditure", "approved", "all", "project", "all"}}},
                                {{.name = "公益岗位补贴", .cells = {"5.00"}}, {.name = "驻村帮扶工作补助经费", .cells = {"3.00"}}}};

LiteralForm project(const char* name, const char* total) { return {.name = name, .funds = {fund("annual", "total", total)}}; }

std::vector<std::string> of_projects(std::vector<std::string> results) {
  std::erase_if(results, [](const std::string& result) { return result.starts_with("D5"); });
  return results;
}

TEST(CheckForms, FindsFormsInTheProjectTable) {
  EXPECT_THAT(of_projects(check({project("公益岗位补贴", "5.00"), project("驻村帮扶工作补助经费", "3.00")}, kProjects)),
              ElementsAre("D1 pass advisory forms and rows of the project table: 2 forms, 2 rows",
                          "D3 pass name in the project table", "D3 pass name in the project table",
                          "D4 pass amount in the project table", "D4 pass amount in the project table",
                          "D2 pass amounts of all forms and of the project table"));
}

TEST(CheckForms, TellsNamesThatDifferInACharacter) {
  EXPECT_THAT(of_projects(check({project("驻村帮扶工作补肋经费", "3.00"), project("电梯", "1.00")}, kProjects)),
              ElementsAre("D1 pass advisory forms and rows of the project table: 2 forms, 2 rows",
                          "D3 fail advisory name in the project table: the table prints \"驻村帮扶工作补助经费\"",
                          "D3 skipped name in the project table: no row of the name, or several",
                          "D4 pass amount in the project table",
                          "D2 skipped amounts of all forms and of the project table: 1 of 2 rows have a form"));
}

TEST(CheckForms, TellsAmountsThatDiffer) {
  EXPECT_THAT(check({project("公益岗位补贴", "4.00")}, kProjects), Contains("D4 fail amount in the project table"));
}

// One form for a project that the table lists by where its money comes from.
TEST(CheckForms, AddsRowsOfOneProjectBySource) {
  LiteralTable table = kProjects;
  table.rows.push_back({.name = "公益岗位补贴（省级）", .cells = {"2.00"}});
  EXPECT_THAT(check({project("公益岗位补贴", "7.00")}, table),
              Contains("D4 pass amount in the project table: with 1 rows of the name and a bracket behind it"));
  EXPECT_THAT(check({project("公益岗位补贴", "7.00"), project("公益岗位补贴（省级）", "2.00")}, table),
              Contains("D4 fail amount in the project table"));
}

// A list of projects is both a table and forms: 5.00万元 in one of them, 5.00元 in the other.
TEST(CheckForms, HoldsAListAgainstItself) {
  LiteralTable list = kProjects;
  list.kind = "project_targets";
  EXPECT_THAT(check({project("公益岗位补贴", "5.00")}, list), Contains("D4 pass amount in the list"));
  EXPECT_THAT(check({project("公益岗位补贴", "0.0005")}, list), Contains("D4 fail amount in the list"));
}

TEST(CheckForms, ComparesTheUnitsFormWithThoseOfItsProjects) {
  EXPECT_THAT(check({{.indicators = {indicator("", "", "帮扶村数", "9个")}},
                     {.kind = "unit_target", .indicators = {indicator("", "", "帮扶村数", "11个")}}}),
              Contains("D18 fail advisory 帮扶村数: 11个 here, 9个 in a project's form"));
}

TEST(CheckForms, SaysNothingOfDocumentsWithoutForms) { EXPECT_THAT(check({}, kProjects), IsEmpty()); }

TEST(ReadFormFacts, TellsOfSharesOfMoreThanTheWhole) {
  const auto codes = [](const char* name, const char* value) {
    recognize::FormIndicator indicator;
    indicator.level3 = name;
    indicator.value = value;
    recognize::Form form;
    form.indicators = {indicator};
    Diagnostics diagnostics;
    read_form_facts(form, 2026, diagnostics);
    std::vector<std::string> found;
    for (const Diagnostic& diagnostic : diagnostics) found.push_back(diagnostic.code);
    return found;
  };
  EXPECT_THAT(codes("服务对象满意度（%）", "≥1100%"), testing::ElementsAre("form.share_above_whole"));
  EXPECT_THAT(codes("服务对象满意度（%）", "≥100%"), testing::IsEmpty());
  EXPECT_THAT(codes("收入增长率", "≥110%"), testing::IsEmpty());
}

}  // namespace
}  // namespace gongkai::normalize
