#include "recognize/explanation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "layout_literals.h"

namespace gongkai::recognize {
namespace {

extract::Document paper_of(const char* title, const std::vector<std::vector<const char*>>& rows) {
  Paper paper;
  paper.print(20, 10, title);
  paper.draw(20, 30,
             "+-------------+-------------+-------------+\n"
             "|             |             |             |\n"
             "+-------------+-------------+-------------+\n"
             "|             |             |             |\n"
             "+-------------+-------------+-------------+\n"
             "|             |             |             |\n"
             "+-------------+-------------+-------------+\n");
  for (size_t row = 0; row < rows.size(); ++row) {
    for (size_t column = 0; column < rows[row].size(); ++column)
      paper.print(25 + 140 * static_cast<double>(column), 35 + 20 * static_cast<double>(row), rows[row][column], 8);
  }
  extract::Document document;
  document.pages.push_back(paper.page());
  return document;
}

TEST(ExplainTables, SaysWhichTitleRulesASchemaOut) {
  const auto tables = explain_tables(paper_of("项目支出绩效表", {{"项目名称", "金额", "说明"}, {"巡查", "1.00", "甲"}, {"合计", "1.00", ""}}),
                                     built_in_schemas(), 1);
  ASSERT_EQ(tables.size(), 1U);
  const auto trial = std::find_if(tables[0].trials.begin(), tables[0].trials.end(), [](const SchemaTrial& one) {
    return one.schema->kind == "project_expenditure";
  });
  ASSERT_NE(trial, tables[0].trials.end());
  EXPECT_TRUE(trial->title_fits);
  EXPECT_THAT(trial->ruled_out_by, testing::HasSubstr("绩效"));
}

TEST(ExplainTables, OnlyThoseOfThePage) {
  const auto document = paper_of("补贴测算表", {{"对象", "金额", "说明"}, {"学徒", "1.00", "甲"}, {"合计", "1.00", ""}});
  EXPECT_EQ(explain_tables(document, built_in_schemas(), 1).size(), 1U);
  EXPECT_TRUE(explain_tables(document, built_in_schemas(), 2).empty());
}

TEST(DraftSchema, HasARuleForEachHeadingThatNoVocabularyKnows) {
  const auto tables = explain_tables(
      paper_of("2026年学徒补贴测算表", {{"补贴对象", "核定(全年)", "说明"}, {"学徒", "1.00", "甲"}, {"合计", "1.00", ""}}),
      built_in_schemas(), 1);
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_EQ(draft_schema(tables[0]), R"(# What is drafted from a page is a beginning: choose the kind (gongkai schema list), look at the roles.
kind = ""  # no kind's title or headings come near
priority = 100
title = ['^20[0-9]{2}年学徒补贴测算表$']
[set]
direction = "expenditure"

[[heading]]
match = '^补贴对象$'
role = "name"

[[heading]]
match = '^核定\(全年\)$'
role = "money"
)");
}

}  // namespace
}  // namespace gongkai::recognize
