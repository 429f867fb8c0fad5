#include "normalize/checks/narrative_checks.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../literal_table.h"
#include "normalize/books.h"
#include "normalize/figure_reader.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

// A budget with the running text and one table; its results as "rule status subject [detail]".
std::vector<std::string> check(const std::vector<std::string>& texts,
                               const LiteralTable& table = {}, const char* kind = "unit_budget") {
  std::vector<recognize::TextLine> lines;
  for (const std::string& text : texts) lines.push_back({text, {1, {}}, 0});
  Ledger ledger;
  ledger.document.kind = kind;
  ledger.document.fiscal_year = 2026;
  ledger.amounts = table.facts();
  ledger.figures = read_figures(lines, built_in_books().figures, built_in_books().codes,
                                ledger.document, ledger.diagnostics);
  recognize::Table printed;
  printed.kind = table.kind;
  std::vector<std::string> written;
  for (const CheckResult& result : check_narrative({printed}, ledger)) {
    written.push_back(fmt::format("{} {} {}{}{}", result.rule, name_of(result.status),
                                  result.subject.substr(result.subject.find(" / ") + 3),
                                  result.detail.empty() ? "" : ": ", result.detail));
  }
  return written;
}

const LiteralTable kExpenditure = {
    "expenditure_summary",
    {{.label = "合计"},
     {.label = "基本支出", .dimensions = {"expenditure", "approved", "all", "basic", "all"}},
     {.label = "项目支出", .dimensions = {"expenditure", "approved", "all", "project", "all"}}},
    {{.kind = RowKind::Total, .name = "合计", .cells = {"120.50", "100.25", "20.25"}},
     {.code = "213", .name = "农林水支出", .cells = {"120.50", "100.25", "20.25"}}}};

TEST(CheckNarrative, FindsTotalsPartsAndFunctionsInTheTables) {
  EXPECT_THAT(
      check({"支出预算120.50万元。基本支出100.25万元。项目支出20.25万元。农林水支出120.50万元。"},
            kExpenditure),
      ElementsAre("C1 pass 支出预算", "C2 pass 基本支出", "C2 pass 项目支出",
                  "C4 pass 213 农林水支出"));
}

TEST(CheckNarrative, LetsACoarserFigureBeRounded) {
  EXPECT_THAT(check({"基本支出100.3万元。"}, kExpenditure),
              ElementsAre("C2 pass 基本支出: rounded"));
}

TEST(CheckNarrative, FailsWhereTheTablesAreOfOneMind) {
  EXPECT_THAT(check({"农林水支出12.05万元。"}, kExpenditure),
              ElementsAre("C4 fail 213 农林水支出"));
}

TEST(CheckNarrative, SkipsWhatNoTablePrintsOrTheTextItselfTellsTwice) {
  EXPECT_THAT(check({"教育支出10万元。"}, kExpenditure),
              ElementsAre("C4 skipped 205 教育支出: no table prints it"));
  EXPECT_THAT(check({"本级基本支出60万元。", "下属站基本支出40.25万元。"}, kExpenditure),
              ElementsAre("C2 skipped 基本支出: the text states several amounts of it",
                          "C2 skipped 基本支出: the text states several amounts of it"));
  EXPECT_THAT(check({"2026年一般公共预算基本支出60万元。"}, kExpenditure),
              ElementsAre("C2 skipped 一般公共预算基本支出: no table prints it for this fund"));
}

TEST(CheckNarrative, FailsAFigureThatItsOwnParagraphContradicts) {
  EXPECT_THAT(check({"213-农林水支出120.50万元。2026年预算安排12.50万元。"}, kExpenditure),
              ElementsAre("C4 pass 213 农林水支出", "C4 fail 213 农林水支出"));
}

TEST(CheckNarrative, NeverComparesAnotherYearOrAChange) {
  EXPECT_THAT(check({"2025年基本支出60万元。", "基本支出增加40万元。"}, kExpenditure), IsEmpty());
}

TEST(CheckNarrative, ComparesThePartsOfThreePublic) {
  const LiteralTable table = {"three_public",
                              {{.label = "公务接待费", .three_public = "reception"}},
                              {{.kind = RowKind::Total, .cells = {"3.00"}}}};
  EXPECT_THAT(check({"公务接待费3万元。"}, table), ElementsAre("C8 pass 公务接待费"));
  EXPECT_THAT(check({"公务接待费30万元。"}, table), ElementsAre("C8 fail 公务接待费"));
  // A part of 机关运行经费 is no part of 三公经费.
  EXPECT_THAT(check({"机关运行经费9万元，其中：公务接待费1万元，办公费8万元。"}, table),
              ElementsAre("C8 skipped 机关运行经费: no table prints it"));
}

TEST(CheckNarrative, HoldsSharesAgainstTheirWhole) {
  EXPECT_THAT(check({"支出预算200万元，其中：基本支出150万元，占75%；项目支出50万元，占25.00%。"}),
              ElementsAre("C1 skipped 支出预算: no table prints it",
                          "C2 skipped 基本支出: no table prints it",
                          "C2 skipped 项目支出: no table prints it", "C3 pass 基本支出 share",
                          "C3 pass 项目支出 share", "C3 pass 支出预算 sum of shares"));
  EXPECT_THAT(check({"支出预算200万元，其中：基本支出150万元，占57%。"}),
              Contains("C3 fail 基本支出 share"));
  EXPECT_THAT(check({"支出预算200万元，其中：基本支出150万元，占本年支出合计的57%。"}),
              Contains("C3 skipped 基本支出 share: no stated amount is what it is a share of"));
}

TEST(CheckNarrative, RecomputesChangesInPercent) {
  EXPECT_THAT(check({"培训费12万元，比上年增加2万元，增长20%。"}),
              Contains("C5 pass 培训费 change"));
  EXPECT_THAT(
      check({"培训费2025年预算执行数为10万元，2026年预算安排12万元，比2025年预算执行数减少20%。"}),
      Contains("C5 fail 培训费 change"));
  EXPECT_THAT(check({"培训费比上年增长20%。"}),
              Contains("C5 skipped 培训费 change: amount and change are not both stated"));
}

TEST(CheckNarrative, AddsUpPurchases) {
  EXPECT_THAT(check({"政府采购预算10万元，其中：政府采购货物预算1万元、政府采购工程预算0万元、政府"
                     "采购服务预算9万元。"}),
              ElementsAre("C9 pass 政府采购 parts"));
  EXPECT_THAT(check({"政府采购预算0万元，其中：政府采购货物预算1万元、政府采购工程预算0万元、政府采"
                     "购服务预算9万元。"}),
              ElementsAre("C9 fail 政府采购 parts"));
  EXPECT_THAT(check({"政府采购预算10万元，其中：政府采购货物预算1万元。"}),
              ElementsAre("C9 skipped 政府采购 parts: not all of its parts are stated"));
}

TEST(CheckNarrative, CountsProjects) {
  const LiteralTable table = {
      "project_expenditure",
      {{.label = "合计", .dimensions = {"expenditure", "approved", "all", "project", "all"}}},
      {{.kind = RowKind::Total, .cells = {"30.00"}},
       {.code = "project", .name = "古树复壮", .cells = {"20.00"}},
       {.code = "project", .name = "古树普查", .cells = {"10.00"}}}};
  EXPECT_THAT(check({"纳入绩效目标管理的二级项目2个，共计金额30."
                     "00万元。其中：其他运转类项目1个，涉及金额10.00万元；"
                     "特定目标类项目1个，涉及金额20.00万元。"},
                    table),
              ElementsAre("C10 pass 绩效目标项目 parts",
                          "C10 pass 绩效目标项目 number: 2 in the text, 2 in the table",
                          "C10 pass 绩效目标项目 amount"));
  EXPECT_THAT(check({"纳入绩效目标管理的二级项目9个，共计金额90万元。"}, table),
              ElementsAre("C10 skipped 绩效目标项目 number: 9 in the text, 2 in the table",
                          "C10 skipped 绩效目标项目 amount: other projects may be meant"));
}

TEST(CheckNarrative, RecomputesTheCompletionOfABudget) {
  EXPECT_THAT(check({"公务接待费年初预算为10.00万元，支出决算为9.00万元，完成年初预算的90%。"}, {},
                    "unit_accounts"),
              Contains("C11 pass 公务接待费 completion"));
  EXPECT_THAT(check({"公务接待费年初预算为10.00万元，支出决算为9.00万元，完成年初预算的80%。"}, {},
                    "unit_accounts"),
              Contains("C11 fail 公务接待费 completion"));
  EXPECT_THAT(check({"公务接待费年初预算为0万元，全年预算为10.00万元，支出决算为9."
                     "00万元，完成年初预算的90%。"},
                    {}, "unit_accounts"),
              Contains("C11 pass 公务接待费 completion"));
}

TEST(CheckNarrative, KnowsThatSmallFirmsAreAmongTheSmallAndMedium) {
  EXPECT_THAT(check({"面向中小企业预留政府采购项目预算金额10万元，面向小微企业预留政府采购项目预算"
                     "金额8万元。"}),
              ElementsAre("C12 pass 面向小微企业预留采购 within"));
  EXPECT_THAT(check({"面向中小企业预留政府采购项目预算金额10万元，面向小微企业预留政府采购项目预算"
                     "金额80万元。"}),
              ElementsAre("C12 fail 面向小微企业预留采购 within"));
}

TEST(CheckNarrative, ComparesListedNames) {
  const LiteralTable table = {
      "basic_expenditure",
      {{.label = "金额",
        .dimensions = {"expenditure", "approved", "general_public", "basic", "all"}}},
      {{.code = "30101", .name = "基本工资", .cells = {"7.00"}},
       {.code = "30102", .name = "津贴补贴", .cells = {"2.00"}},
       {.code = "30201", .name = "办公费", .cells = {"1.00"}}}};
  EXPECT_THAT(check({"人员经费9万元，主要包括：基本工资、津贴补贴等。"}, table),
              Contains("C7 pass 人员经费 names"));
  EXPECT_THAT(
      check({"人员经费9万元，主要包括：基本工资、奖金等。"}, table),
      Contains("C7 skipped 人员经费 names: only in the text: 奖金; only in the table: 津贴补贴"));
}

}  // namespace
}  // namespace gongkai::normalize
