#include "recognize/table_title.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace gongkai::recognize {
namespace {

// The head that lines of 10 points, 5 points apart, give to the table below them.
TableHead head_of(std::initializer_list<const char*> texts) {
  std::vector<TextLine> lines;
  double y = 50;
  for (const char* text : texts) {
    lines.push_back({text, {1, Box{50, y, 550, y + 10}}, 10});
    y += 15;
  }
  return read_head(lines, built_in_schemas());
}

std::string kind_of(const TableHead& head) { return head.schema == nullptr ? "" : head.schema->kind; }

TEST(ReadHead, FindsTitleNumberUnitAndAgency) {
  const TableHead head = head_of({"公开02表", "收入预算总表", "部门：无锡市应急管理局        单位：万元"});
  EXPECT_EQ(kind_of(head), "income_summary");
  EXPECT_EQ(head.title, "收入预算总表");
  EXPECT_EQ(head.printed_no, "公开02表");
  EXPECT_EQ(head.unit, "万元");
  EXPECT_EQ(head.agency, "无锡市应急管理局");
  EXPECT_FALSE(head.has_note);
  EXPECT_FALSE(head.has_prose);
}

TEST(ReadHead, KnowsPrintedNumbers) {
  const struct {
    const char* line;
    const char* number;
    const char* title;
  } cases[] = {
      {"表一 部门收支总体情况表", "表一", "部门收支总体情况表"},
      {"表三：支出预算总表", "表三", "支出预算总表"},
      {"表11 国有资本经营预算支出表", "表11", "国有资本经营预算支出表"},
      {"表1-2 收入总表", "表1-2", "收入总表"},
      {"预算03表 支出总表", "预算03表", "支出总表"},
      {"公开表7 收入总表", "公开表7", "收入总表"},
      {"预算公开表5 支出总表", "预算公开表5", "支出总表"},
      {"附件3 支出总表", "附件3", "支出总表"},
      {"收入总表", "", "收入总表"},
      {"表一 一般公共预算支出表", "表一", "一般公共预算支出表"},
      {"表十一 一般公共预算支出表", "表十一", "一般公共预算支出表"},
      {"表十一般公共预算支出表", "表十", "一般公共预算支出表"},
      {"表十二　2026年“三公”经费支出表", "表十二", "2026年“三公”经费支出表"},
      {"表四2026年一般公共预算支出表", "表四", "2026年一般公共预算支出表"},
  };
  for (const auto& c : cases) {
    const TableHead head = head_of({c.line});
    EXPECT_EQ(head.printed_no, c.number) << c.line;
    EXPECT_EQ(head.title, c.title) << c.line;
  }
}

TEST(ReadHead, TakesNoMarkForATitle) {
  const TableHead head = head_of({"2024年度收入支出决算与2023年度对比表", "部门：甲局 附表 单位：元", "附表"});
  EXPECT_EQ(kind_of(head), "income_expenditure_summary");
  EXPECT_EQ(head.title, "2024年度收入支出决算与2023年度对比表");
  EXPECT_EQ(head_of({"附件"}).title, "");
}

TEST(ReadHead, ReadsANumberOnALineOfItsOwn) {
  const TableHead head = head_of({"表三", "支出预算总表", "单位：元"});
  EXPECT_EQ(head.printed_no, "表三");
  EXPECT_EQ(head.title, "支出预算总表");
  EXPECT_EQ(head.unit, "元");
}

TEST(ReadHead, ReadsTheUnitOnTheLineOfTheTitle) {
  const TableHead head = head_of({"一般公共预算支出表（单位：万元）"});
  EXPECT_EQ(kind_of(head), "general_public_expenditure");
  EXPECT_EQ(head.title, "一般公共预算支出表");
  EXPECT_EQ(head.unit, "万元");
}

// 单位 is who or what, and both may stand on one line.
TEST(ReadHead, TellsTheAgencyFromTheUnitOfMeasure) {
  EXPECT_EQ(head_of({"收入总表", "编制单位：高平市乡村振兴中心 单位：万元"}).agency, "高平市乡村振兴中心");
  EXPECT_EQ(head_of({"收入总表", "编制单位：高平市乡村振兴中心 单位：万元"}).unit, "万元");
  EXPECT_EQ(head_of({"收入总表", "单位：普陀区司法局"}).agency, "普陀区司法局");
  EXPECT_EQ(head_of({"收入总表", "单位：普陀区司法局"}).unit, "");
  EXPECT_EQ(head_of({"收入总表", "金额单位：元"}).agency, "");
  EXPECT_EQ(head_of({"收入总表", "金额单位：元"}).unit, "元");
}

TEST(ReadHead, TakesNoNumberForPartOfTheAgency) {
  EXPECT_EQ(head_of({"收入总表", "单位名称：化隆县民政局（本级） 附表1 单位：万元"}).agency, "化隆县民政局(本级)");
  EXPECT_EQ(head_of({"收入总表", "部门：化隆县民政局 公开02表"}).agency, "化隆县民政局");
}

TEST(ReadHead, TakesNoAgencyForATitle) {
  EXPECT_EQ(head_of({"部门基本情况表", "部门：浮山县卫生局 附表13"}).title, "部门基本情况表");
}

TEST(ReadHead, KeepsTheYearAndDropsOrdinals) {
  EXPECT_EQ(head_of({"2026年单位财务收支预算总表"}).title, "2026年单位财务收支预算总表");
  EXPECT_EQ(head_of({"三、2026年支出预算总表"}).title, "2026年支出预算总表");
  EXPECT_EQ(head_of({"（二）收入预算总表"}).title, "收入预算总表");
}

TEST(ReadHead, JoinsATitleThatIsBrokenInTwoLines) {
  const TableHead head = head_of({"表六", "2026年一般公共预算基本支出", "分经济科目预算表", "单位：万元"});
  EXPECT_EQ(kind_of(head), "basic_expenditure");
  EXPECT_EQ(head.title, "2026年一般公共预算基本支出分经济科目预算表");
  EXPECT_EQ(head.printed_no, "表六");
}

// A heading of the document above the title is not part of it.
TEST(ReadHead, LeavesHeadingsOfTheDocumentAlone) {
  EXPECT_EQ(head_of({"第二部分 2026年部门预算表", "收入预算总表"}).title, "收入预算总表");
  EXPECT_EQ(head_of({"一、部门预算收支说明", "收入预算总表"}).title, "收入预算总表");
}

// Shanghai: 三公 and 机关运行经费 stand in one table.
TEST(ReadHead, KeepsQuotesOfTheTitle) {
  const TableHead head = head_of({"2026年“三公”经费和机关运行经费预算表", "单位：万元"});
  EXPECT_EQ(kind_of(head), "three_public");
  EXPECT_EQ(head.title, "2026年“三公”经费和机关运行经费预算表");
}

TEST(ReadHead, StopsAtASentence) {
  const TableHead head = head_of({"收入预算总表", "本表反映部门本年度全部收入情况。", "单位：万元"});
  EXPECT_TRUE(head.has_prose);
  EXPECT_EQ(head.schema, nullptr);
  EXPECT_EQ(head.title, "");
  EXPECT_EQ(head.unit, "万元");
}

TEST(ReadHead, ReadsOnBehindASentenceAboutTheUnit) {
  const TableHead head = head_of({"收入预算总表", "以下金额单位均为元。"});
  EXPECT_EQ(head.title, "收入预算总表");
  EXPECT_EQ(head.unit, "元");
}

TEST(ReadHead, SeesANoteBetweenTwoTables) {
  const TableHead head = head_of({"注：本表含上年结转。", "支出总表"});
  EXPECT_TRUE(head.has_note);
  EXPECT_EQ(head.title, "支出总表");
}

TEST(ReadHead, TakesEntriesOfAContentsForNoTitles) {
  EXPECT_EQ(head_of({"目录", "一、收入预算总表……………12"}).title, "");
  EXPECT_EQ(head_of({"收入预算总表..........12"}).title, "");
}

TEST(ReadHead, TakesTheTitleNextToTheTable) {
  EXPECT_EQ(head_of({"收入预算总表", "支出预算总表", "单位：万元"}).title, "支出预算总表");
}

TEST(ReadHead, IsEmptyWithoutLines) {
  const TableHead head = head_of({});
  EXPECT_EQ(head.schema, nullptr);
  EXPECT_EQ(head.title, "");
}

TEST(ReadHead, SkipsPageNumbers) {
  const TableHead head = head_of({"支出预算总表", "— 12 —"});
  EXPECT_EQ(head.title, "支出预算总表");
}

// The table of a final account may carry the names of other kinds within its own (field guide §1.4).
TEST(ReadHead, TellsKindsByTheTitle) {
  const struct {
    const char* title;
    const char* kind;
  } cases[] = {
      {"2026年预算收支总表", "income_expenditure_summary"},
      {"单位财务收支预算总表", "income_expenditure_summary"},
      {"部门收支总体情况表", "income_expenditure_summary"},
      {"部门综合预算收支总表", "income_expenditure_summary"},
      {"收入支出决算总表", "income_expenditure_summary"},
      {"部门收入总体情况表", "income_summary"},
      {"收入决算表", "income_summary"},
      {"部门综合预算支出总表", "expenditure_summary"},
      {"支出决算表", "expenditure_summary"},
      {"2026年财政拨款收支总表", "appropriation_summary"},
      {"财政拨款收入支出决算总表", "appropriation_summary"},
      {"财政拨款支出表（功能科目）", "appropriation_expenditure"},
      {"财政拨款基本支出表（经济科目）", "basic_expenditure"},
      {"一般公共预算支出预算表（不含上年结转）", "general_public_expenditure"},
      {"一般公共预算支出功能分类预算表", "general_public_expenditure"},
      {"一般公共预算财政拨款支出决算表", "general_public_expenditure"},
      {"一般公共预算基本支出部门预算经济分类预算表", "basic_expenditure"},
      {"一般公共预算财政拨款基本支出决算表", "basic_expenditure"},
      {"基本支出总表", "basic_expenditure"},
      {"人员类及运转类项目支出表", "basic_expenditure"},
      {"部门预算项目支出表（其他运转类、特定目标类项目）", "project_expenditure"},
      {"专项资金预算汇总表", "project_expenditure"},
      {"政府性基金预算收入预算表", "government_fund_income"},
      {"政府性基金预算支出表", "government_fund_expenditure"},
      {"政府性基金拨款支出预算表", "government_fund_expenditure"},
      {"政府性基金收支表", "government_fund"},
      {"政府性基金预算财政拨款收入支出决算表", "government_fund"},
      {"国有资本经营预算收支预算表", "state_capital"},
      {"国有资本经营预算财政拨款支出决算表", "state_capital"},
      {"一般公共预算“三公”经费支出表", "three_public"},
      {"“三公”经费、会议费、培训费支出表", "three_public"},
      {"机关运行经费预算表", "agency_operation"},
      {"项目支出预算表（本年）", "project_expenditure"},
      {"部门综合预算专项业务经费支出表", "project_expenditure"},
      {"项目支出预算表（上年结转）", "project_carryover"},
      {"政府采购预算表", "procurement"},
      {"政府购买服务支出表", "service_purchase"},
      {"项目支出绩效目标表", "project_targets"},
  };
  for (const auto& c : cases) EXPECT_EQ(kind_of(head_of({c.title})), c.kind) << c.title;
}

TEST(IsPageNumber, KnowsItsForms) {
  for (const char* text : {"12", "— 12 —", "- 3 -", "第 3 页", "第3页，共20页", "3/20", "iv", "－ 5 －"}) {
    EXPECT_TRUE(is_page_number(text)) << text;
  }
  for (const char* text : {"", "合计", "12.5", "2026年", "第一部分", "表3"}) {
    EXPECT_FALSE(is_page_number(text)) << text;
  }
}

TEST(IsNote, KnowsItsForms) {
  for (const char* text : {"注：本表无数据", "备注：含结转", "说明：本年度没有", "注1：含", "（注）：含"}) {
    EXPECT_TRUE(is_note(text)) << text;
  }
  for (const char* text : {"", "合计", "注册会计师", "说明"}) {
    EXPECT_FALSE(is_note(text)) << text;
  }
}

}  // namespace
}  // namespace gongkai::recognize
