#include "recognize/recognize.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "layout_literals.h"

namespace gongkai::recognize {
namespace {

using testing::ElementsAre;

// A text file with one line an element; '|' stands for a tab.
extract::Document text_document(const std::vector<std::string>& lines) {
  extract::Document document;
  extract::Page& page = document.pages.emplace_back();
  page.number = 1;
  page.source = extract::TextSource::Text;
  for (size_t i = 0; i < lines.size(); ++i) {
    page.lines.push_back({static_cast<int>(i) + 1, split(lines[i], '|')});
  }
  return document;
}

Reading read(const std::vector<std::string>& lines) {
  return recognize(text_document(lines), built_in_schemas());
}

TEST(Recognize, ReadsATable) {
  const Reading reading = read({"表三 支出总表", "单位：万元", "科目编码|科目名称|合计|基本支出",
                                "208|社会保障|10.00|10.00", "合计||10.00|10.00", "注：含结转"});
  ASSERT_EQ(reading.tables.size(), 1U);
  const Table& table = reading.tables[0];
  EXPECT_EQ(table.kind, "expenditure_summary");
  EXPECT_EQ(table.title, "支出总表");
  EXPECT_EQ(table.printed_no, "表三");
  EXPECT_EQ(table.unit, "万元");
  EXPECT_EQ(table.unit_source, UnitSource::Declared);
  EXPECT_EQ(table.first_page, 1);
  EXPECT_EQ(table.last_page, 1);
  EXPECT_EQ(table.row_count, 3);
  EXPECT_EQ(table.column_count, 4);
  EXPECT_EQ(table.cells.size(), 12U);
  EXPECT_EQ(table.entries.size(), 4U);
  EXPECT_FALSE(table.is_empty);
  EXPECT_THAT(table.notes, ElementsAre("注：含结转"));
  EXPECT_THAT(reading.diagnostics, ElementsAre());
}

TEST(Recognize, KeepsCellsOfTablesThatItDoesNotKnow) {
  const Reading reading = read({"人员情况统计", "类别|在编|离休", "机关|12|3"});
  ASSERT_EQ(reading.tables.size(), 1U);
  EXPECT_EQ(reading.tables[0].kind, "other");
  EXPECT_EQ(reading.tables[0].cells.size(), 6U);
  EXPECT_THAT(reading.tables[0].entries, ElementsAre());
  EXPECT_EQ(reading.diagnostics,
            (Diagnostics{{Severity::Warning, 1, "table.unknown",
                          "no schema knows the table without title; its 2 numbers are kept as cells, not as "
                          "amounts"}}));
}

TEST(Recognize, TakesNoTargetsForLostAmounts) {
  const Reading reading = read({"部门预算项目绩效目标表", "单位：万元", "单位名称|项目名称|年度目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位",
                                "甲局|预警|维护监测站|产出指标|数量指标|监测站|=|20|个"});
  ASSERT_EQ(reading.tables.size(), 1U);
  EXPECT_EQ(reading.tables[0].kind, "project_targets");
  for (const Diagnostic& diagnostic : reading.diagnostics) EXPECT_NE(diagnostic.code, "table.no_header");
}

TEST(Recognize, TellsEmptyTablesFromZeros) {
  const Reading empty = read({"政府性基金预算支出表", "单位：万元", "科目编码|科目名称|合计", "合计||"});
  ASSERT_EQ(empty.tables.size(), 1U);
  EXPECT_TRUE(empty.tables[0].is_empty);
  const Reading zeros = read({"政府性基金预算支出表", "单位：万元", "科目编码|科目名称|合计", "合计||0.00"});
  ASSERT_EQ(zeros.tables.size(), 1U);
  EXPECT_FALSE(zeros.tables[0].is_empty);
}

TEST(Recognize, TakesTheUnitOfTheOtherTables) {
  const Reading reading = read({"收入总表", "单位：元", "科目编码|科目名称|合计", "208|社会保障|10.00",
                                "支出总表", "科目编码|科目名称|合计", "208|社会保障|10.00"});
  ASSERT_EQ(reading.tables.size(), 2U);
  EXPECT_EQ(reading.tables[1].unit, "元");
  EXPECT_EQ(reading.tables[1].unit_source, UnitSource::Inferred);
  EXPECT_EQ(reading.diagnostics,
            (Diagnostics{{Severity::Warning, 1, "unit.inferred",
                          "the table \"支出总表\" prints no unit of money; 元 is that of most tables here"}}));
}

// 单位：乙中心 over one of two tables of a kind.
TEST(Recognize, SaysWhoseTableEachIs) {
  const auto units = [](const char* first, const char* second) {
    const Reading reading = read({"支出总表", first, "科目编码|科目名称|合计|基本支出", "208|社会保障|10.00|10.00", "表二",
                                  "支出总表", second, "科目编码|科目名称|合计|基本支出", "208|社会保障|4.00|4.00"});
    std::vector<std::string> result;
    for (const Table& table : reading.tables) {
      const Label& label = table.entries.front().labels.back();
      result.push_back(label.role == LabelRole::UnitName ? label.text : "");
    }
    return result;
  };
  EXPECT_THAT(units("部门：某县水利局", "单位：某县水库管理所"), ElementsAre("某县水利局", "某县水库管理所"));
  EXPECT_THAT(units("单位：某县水利局", "单位：某县水利"), ElementsAre("", ""));
  EXPECT_THAT(units("单位：某县水利局", "单位：万元"), ElementsAre("", ""));
}

TEST(Recognize, TakesTheUnitOfTheHeadings) {
  const Reading reading = read({"项目支出表", "项目名称|金额（万元）", "甲项目|10.00"});
  ASSERT_EQ(reading.tables.size(), 1U);
  EXPECT_EQ(reading.tables[0].unit, "万元");
  EXPECT_EQ(reading.tables[0].unit_source, UnitSource::Header);
  EXPECT_THAT(reading.diagnostics, ElementsAre());
}

TEST(Recognize, BeginsATableAtATitleInItsFirstCell) {
  const Reading reading = read({"收入总表", "单位：万元", "科目编码|科目名称|合计", "208|社会保障|10.00",
                                "支出总表||", "科目编码|科目名称|合计", "208|社会保障|9.00"});
  ASSERT_EQ(reading.tables.size(), 2U);
  EXPECT_EQ(reading.tables[1].title, "支出总表");
  ASSERT_EQ(reading.tables[1].entries.size(), 1U);
  EXPECT_EQ(reading.tables[1].entries[0].dimensions.direction, "expenditure");
}

TEST(Recognize, TakesTheUnitOfTheOtherHeadings) {
  const Reading reading = read({"收入总表", "单位：元", "科目编码|科目名称|合计", "208|社会保障|10.00",
                                "项目支出表", "项目名称|2025年（万元）|2026年（万元）|增减额", "甲项目|10.00|12.00|2.00"});
  ASSERT_EQ(reading.tables.size(), 2U);
  EXPECT_EQ(reading.tables[1].unit, "万元");
  EXPECT_EQ(reading.diagnostics,
            (Diagnostics{{Severity::Warning, 1, "unit.inferred",
                          "some columns of the table \"项目支出表\" print no unit of money; 万元 is that of the others"}}));
}

TEST(Recognize, GivesTheSameWhereInkIsDropped) {
  Paper paper;
  paper.print(20, 20, "收入");
  extract::Document document;
  document.pages = {paper.page()};
  const Reading kept = recognize(document, built_in_schemas());
  EXPECT_EQ(document.pages[0].glyphs.size(), 2u);
  const Reading dropped = recognize_and_drop_ink(document, built_in_schemas());
  EXPECT_EQ(document.pages[0].glyphs.capacity(), 0u);
  ASSERT_EQ(dropped.lines.size(), 1u);
  EXPECT_EQ(dropped.lines[0].text, "收入");
  EXPECT_EQ(kept.lines[0].text, "收入");
}

TEST(Recognize, GivesNothingForNothing) {
  const Reading reading = recognize(extract::Document{}, built_in_schemas());
  EXPECT_THAT(reading.tables, ElementsAre());
  EXPECT_THAT(reading.diagnostics, ElementsAre());
}

}  // namespace
}  // namespace gongkai::recognize
