#include "recognize/table_joiner.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "layout_literals.h"

namespace gongkai::recognize {
namespace {

using testing::ElementsAre;

JoinedDocument join(const std::vector<PageLayout>& pages) {
  Diagnostics diagnostics;
  return join_tables(pages, built_in_schemas(), diagnostics);
}

// Each table as "title p1-2: labels of its rows", headings left out.
std::vector<std::string> tables_of(const JoinedDocument& document) {
  std::vector<std::string> result;
  for (const JoinedTable& table : document.tables) {
    std::string text = fmt::format("{} p{}-{}:", table.title, table.first_page, table.last_page);
    for (const TableCell& cell : table.cells) {
      if (cell.column == 0 && !table.heading_row[static_cast<size_t>(cell.row)]) text += " " + cell.text;
    }
    result.push_back(text);
  }
  return result;
}

const char* const kFirstPart = R"(
    科目编码 | 科目名称     | 合计  | 基本支出
    208      | 社会保障     | 10.00 | 10.00
    20805    | 行政事业养老 | 10.00 | 10.00
)";
const char* const kSecondPart = R"(
    210      | 卫生健康     | 6.95  | 6.95
    合计     |              | 16.95 | 16.95
)";
const char* const kSecondPartWithHeading = R"(
    科目编码 | 科目名称     | 合计  | 基本支出
    210      | 卫生健康     | 6.95  | 6.95
    合计     |              | 16.95 | 16.95
)";

TEST(JoinTables, GoesOnWithoutRepeatedHeading) {
  const JoinedDocument document = join({page(1, {"支出总表", "单位：万元", ruled(kFirstPart)}),
                                        page(2, {ruled(kSecondPart)})});
  EXPECT_THAT(tables_of(document), ElementsAre("支出总表 p1-2: 208 20805 210 合计"));
  EXPECT_EQ(document.tables[0].rows(), 5);
  EXPECT_EQ(document.tables[0].unit, "万元");
}

// The title comes again, without headings, over a part with other columns.
TEST(JoinTables, DoesNotGoOnInOtherColumns) {
  const JoinedDocument document = join({page(1, {"支出总表", "单位：万元", ruled(kFirstPart)}), page(2, {"支出总表", ruled(R"(
    210      | 卫生健康     | 6.95  | 6.95  | 0.00
    合计     |              | 16.95 | 16.95 | 0.00
  )")})});
  EXPECT_THAT(tables_of(document), ElementsAre("支出总表 p1-1: 208 20805", "支出总表 p2-2: 210 合计"));
}

TEST(JoinTables, DoesNotGoOnInAnotherUnit) {
  const JoinedDocument document = join({page(1, {"支出总表", "单位：万元", ruled(kFirstPart)}),
                                        page(2, {"支出总表", "单位：千元", ruled(kSecondPartWithHeading)})});
  EXPECT_THAT(tables_of(document), ElementsAre("支出总表 p1-1: 208 20805", "支出总表 p2-2: 210 合计"));
  EXPECT_EQ(document.tables[1].unit, "千元");
}

TEST(JoinTables, GoesOnWithRepeatedHeading) {
  const JoinedDocument document = join({page(1, {"支出总表", "单位：万元", ruled(kFirstPart)}),
                                        page(2, {ruled(kSecondPartWithHeading)})});
  EXPECT_THAT(tables_of(document), ElementsAre("支出总表 p1-2: 208 20805 210 合计"));
  EXPECT_THAT(document.tables[0].heading_row, ElementsAre(true, false, false, true, false, false));
}

TEST(JoinTables, GoesOnWithRepeatedTitleAndHeading) {
  const JoinedDocument document =
      join({page(1, {"表三 支出总表", "单位：万元", ruled(kFirstPart)}),
            page(2, {"表三 支出总表", "单位：万元", ruled(kSecondPartWithHeading)})});
  EXPECT_THAT(tables_of(document), ElementsAre("支出总表 p1-2: 208 20805 210 合计"));
}

TEST(JoinTables, GoesOnUnderATitleThatSaysSo) {
  const JoinedDocument document =
      join({page(1, {"表三 支出总表", "单位：万元", ruled(kFirstPart)}),
            page(2, {"表三 支出总表（续表）", "单位：万元", ruled(kSecondPartWithHeading)})});
  EXPECT_THAT(tables_of(document), ElementsAre("支出总表 p1-2: 208 20805 210 合计"));
}

TEST(JoinTables, GoesOnBehindPageNumbersAndRunningHeads) {
  const char* head = "苏州市交通运输局2026年度部门预算公开";
  const JoinedDocument document =
      join({page(1, {head, "第一部分", "— 1 —"}), page(2, {head, "概况", "— 2 —"}),
            page(3, {head, "支出总表", "单位：万元", ruled(kFirstPart), "— 3 —"}),
            page(4, {head, ruled(kSecondPart), "— 4 —"})});
  EXPECT_THAT(tables_of(document), ElementsAre("支出总表 p3-4: 208 20805 210 合计"));
}

TEST(JoinTables, GoesOnBehindARunningHeadOfTwoLines) {
  const auto head = [](int number, std::vector<Piece> rest) {
    rest.insert(rest.begin(), {"某县水利局", "2026年部门预算公开报表"});
    return page(number, rest);
  };
  EXPECT_THAT(tables_of(join({head(1, {"支出总表", "单位：万元", ruled(kFirstPart)}), head(2, {ruled(kSecondPart)})})),
              ElementsAre("支出总表 p1-2: 208 20805 210 合计"));
}

TEST(JoinTables, RunsOverManyPages) {
  std::vector<PageLayout> pages{page(1, {"支出总表", ruled(kFirstPart)})};
  for (int number = 2; number <= 5; ++number) pages.push_back(page(number, {ruled("210 | 甲 | 1.00 | 1.00")}));
  EXPECT_THAT(tables_of(join(pages)), ElementsAre("支出总表 p1-5: 208 20805 210 210 210 210"));
}

TEST(JoinTables, FindsTheTitleAtTheFootOfThePageBefore) {
  const JoinedDocument document =
      join({page(1, {"收入总表", ruled(kFirstPart), "表三 支出总表", "单位：元", "— 1 —"}),
            page(2, {ruled(kSecondPartWithHeading)})});
  EXPECT_THAT(tables_of(document), ElementsAre("收入总表 p1-1: 208 20805", "支出总表 p1-2: 210 合计"));
  EXPECT_EQ(document.tables[1].unit, "元");
  EXPECT_EQ(document.tables[1].printed_no, "表三");
}

TEST(JoinTables, SeparatesTwoTablesOnAPage) {
  const JoinedDocument document =
      join({page(1, {"收入总表", "单位：万元", ruled(kFirstPart), "支出总表", "单位：万元",
                     ruled(kSecondPartWithHeading)})});
  EXPECT_THAT(tables_of(document), ElementsAre("收入总表 p1-1: 208 20805", "支出总表 p1-1: 210 合计"));
}

// One frame around both, so that each has the columns of the other.
TEST(JoinTables, SeparatesTablesInOneFrame) {
  const JoinedDocument document = join({page(1, {ruled(R"(
      附件1    | <          | <     | <
      收支总表 | <          | <     | <
      单位：万元 | <        | <     | <
      收入     | <          | 支出  | <
      项目     | 预算数     | 项目  | 预算数
      拨款     | 9.00       | 教育  | 9.00
      附件2    | <          | <     | <
      支出总表 | <          | <     | <
      单位：元 | <          | <     | <
      科目编码 | 科目名称   | <     | 合计
      205      | 教育       | <     | 90000.00
  )")})});
  EXPECT_THAT(tables_of(document), ElementsAre("收支总表 p1-1: 拨款", "支出总表 p1-1: 205"));
  EXPECT_EQ(document.tables[1].unit, "元");
  EXPECT_EQ(document.tables[1].printed_no, "附件2");
  EXPECT_EQ(document.tables[1].columns, 3);
}

// What stands below 上年结转 is no 政府性基金 that the column held above.
TEST(JoinTables, StartsAnewAtOtherHeadingsInTheFrame) {
  const JoinedDocument document = join({page(1, {"项目支出表", ruled(R"(
      项目名称 | 合计  | 一般公共预算 | 政府性基金
      修路     | 10.00 | 9.00         | 1.00
      项目名称 | 合计  | 本年预算     | 上年结转
      架桥     | 7.00  | 4.00         | 3.00
  )")})});
  ASSERT_EQ(document.tables.size(), 2U);
  EXPECT_EQ(tables_of(document)[0], "项目支出表 p1-1: 修路");
  EXPECT_EQ(document.tables[1].schema, nullptr);
}

TEST(JoinTables, StartsAnewWithAnotherTitle) {
  const JoinedDocument document = join({page(1, {"收入总表", ruled(kFirstPart)}),
                                        page(2, {"支出总表", ruled(kSecondPartWithHeading)})});
  EXPECT_THAT(tables_of(document), ElementsAre("收入总表 p1-1: 208 20805", "支出总表 p2-2: 210 合计"));
}

// Budgets of several units in one document: the same title, another agency.
TEST(JoinTables, StartsAnewWithTheTableOfAnotherUnit) {
  const JoinedDocument document =
      join({page(1, {"支出总表", "部门：甲局 单位：万元", ruled(kFirstPart)}),
            page(2, {"支出总表", "部门：乙中心 单位：万元", ruled(kSecondPartWithHeading)})});
  EXPECT_THAT(tables_of(document), ElementsAre("支出总表 p1-1: 208 20805", "支出总表 p2-2: 210 合计"));
  EXPECT_EQ(document.tables[0].agency, "甲局");
  EXPECT_EQ(document.tables[1].agency, "乙中心");
}

TEST(JoinTables, StartsAnewWithAnotherHeading) {
  const JoinedDocument document = join({page(1, {"支出总表", ruled(kFirstPart)}), page(2, {ruled(R"(
      项目名称 | 采购数量 | 金额 | 备注
      打印机   | 2        | 1.00 |
  )")})});
  EXPECT_THAT(tables_of(document), ElementsAre("支出总表 p1-1: 208 20805", " p2-2: 打印机"));
  EXPECT_EQ(document.tables[1].schema, nullptr);
}

// As many columns, and neither title nor headings that any rule knows.
TEST(JoinTables, StartsAnewUnderATitleThatNoSchemaKnows) {
  const char* const kOther = R"(
    领域 | 事由 | 2025年规模 | 2026年规模
    振兴 | 产业 | 3.00       | 3.10
  )";
  const auto joined = [&](const std::vector<Piece>& second) {
    return tables_of(join({page(1, {"支出总表", "单位：万元", ruled(kFirstPart)}), page(2, second)}));
  };
  EXPECT_THAT(joined({"2026年重点领域保障表", "单位：万元", ruled(kOther)}),
              ElementsAre("支出总表 p1-1: 208 20805", "2026年重点领域保障表 p2-2: 领域 振兴"));
  EXPECT_THAT(joined({"2026年重点领域保障清单", "单位：万元", ruled(kSecondPart)}),
              ElementsAre("支出总表 p1-1: 208 20805", " p2-2: 210 合计"));
  EXPECT_THAT(joined({ruled(kOther)}), ElementsAre("支出总表 p1-1: 208 20805", " p2-2: 领域 振兴"));
}

TEST(JoinTables, StartsAnewBehindANoteOrASentence) {
  const JoinedDocument noted = join({page(1, {"支出总表", ruled(kFirstPart), "注：本表含上年结转。"}),
                                     page(2, {ruled(kSecondPart)})});
  EXPECT_EQ(noted.tables.size(), 2U);
  EXPECT_THAT(noted.tables[0].notes, ElementsAre("注：本表含上年结转。"));
  const JoinedDocument prose = join({page(1, {"支出总表", ruled(kFirstPart)}),
                                     page(2, {"本部门人员情况如下。", ruled(kSecondPart)})});
  EXPECT_EQ(prose.tables.size(), 2U);
}

TEST(JoinTables, StartsAnewBehindAPageWithoutTable) {
  const JoinedDocument document = join({page(1, {"支出总表", ruled(kFirstPart)}),
                                        page(2, {"第三部分", "情况说明"}), page(3, {ruled(kSecondPart)})});
  EXPECT_EQ(document.tables.size(), 2U);
}

// Tables that law wants even where there is nothing to tell.
TEST(JoinTables, KeepsEmptyTables) {
  const JoinedDocument document = join({page(1, {"政府性基金预算支出表", "单位：万元", ruled(R"(
      科目编码 | 科目名称 | 合计 | 基本支出
      合计     |          |      |
  )"), "注：本部门没有政府性基金预算，故本表无数据。", "国有资本经营预算支出表", "单位：万元", ruled(R"(
      科目编码 | 科目名称 | 合计 | 基本支出
      合计     |          |      |
  )")})});
  EXPECT_THAT(tables_of(document),
              ElementsAre("政府性基金预算支出表 p1-1: 合计", "国有资本经营预算支出表 p1-1: 合计"));
  EXPECT_THAT(document.tables[0].notes, ElementsAre("注：本部门没有政府性基金预算，故本表无数据。"));
}

// The page break falls within several names of a row: that one of them stands whole elsewhere proves it.
TEST(JoinTables, JoinsTheCellsOfARowThatThePageBreakCut) {
  const auto join = [](const char* unit) {
    Diagnostics diagnostics;
    const JoinedDocument document = join_tables(
        {page(1, {"项目支出表", "单位：万元", ruled((std::string(R"(
             项目名称 | 项目单位 | 科目名称     | 金额
             农田建设 | )") + unit + R"( | 农业生产发展 | 4.00
             科技     | 西畴县   | 科技成       | 5.00
         )").c_str())}),
         page(2, {ruled(R"(
             示范     | 农业局   | 果转化       |
             技术推广 | 西畴县农业局 | 农业生产发展 | 6.00
         )")})},
        built_in_schemas(), diagnostics);
    std::string row;
    for (const TableCell& cell : document.tables[0].cells) {
      if (cell.row == 2) row += cell.text + "|";
    }
    return row;
  };
  EXPECT_EQ(join("西畴县农业局"), "科技\n示范|西畴县\n农业局|科技成\n果转化|5.00|");
}

// The page break falls within a name: its rest is the first line of the next page.
TEST(JoinTables, JoinsARowThatThePageBreakCut) {
  Diagnostics diagnostics;
  const JoinedDocument document = join_tables(
      {page(1, {"收支总表", ruled(R"(
           项目                     | 预算数
           一、一般公共服务支出     | 1.00
           二、社会保障和就业支     | 2.00
       )")}),
       page(2, {ruled(R"(
           出                       |
           三、卫生健康支出         | 3.00
       )")})},
      built_in_schemas(), diagnostics);
  EXPECT_THAT(tables_of(document),
              ElementsAre("收支总表 p1-2: 一、一般公共服务支出 二、社会保障和就业支\n出  三、卫生健康支出"));
  EXPECT_EQ(diagnostics,
            (Diagnostics{{Severity::Info, 2, "row.joined",
                          "\"出\" at the top of the page was read as the end of the label "
                          "\"二、社会保障和就业支\""}}));
}

// Each other label has its code.
TEST(JoinTables, JoinsTheRestOfANameInATableOfCodes) {
  const JoinedDocument document = join({page(1, {"支出总表", ruled(R"(
           科目编码 | 科目名称           | 合计
           208      | 社会保障和就业支出 | 9.00
           20805    | 行政事业单         | 9.00
       )")}),
       page(2, {ruled(R"(
                    | 位养老支出         |
           210      | 卫生健康支出       | 3.00
                    | 合计               | 12.00
       )")})});
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].cells[7].text, "行政事业单\n位养老支出");
}

// No code marks the labels, but another table prints the unit's name whole.
TEST(JoinTables, JoinsANameThatIsPrintedWholeElsewhere) {
  const JoinedDocument document = join(
      {page(1, {"支出总表", ruled(R"(
           单位名称       | 合计
           云溪市技师学院 | 9.00
       )")}),
       page(2, {"政府采购支出表", ruled(R"(
           单位名称       | 采购项目 | 合计
           云溪市人才中心 |          | 2.00
                          | 会议费   | 2.00
           云溪市技       |          | 9.00
       )")}),
       page(3, {ruled(R"(
           师学院         |          |
                          | 保安服务 | 9.00
       )")})});
  ASSERT_EQ(document.tables.size(), 2U);
  const auto& cells = document.tables[1].cells;
  EXPECT_TRUE(std::any_of(cells.begin(), cells.end(),
                          [](const TableCell& cell) { return cell.text == "云溪市技\n师学院"; }));
}

// A page on which no row needs the second column draws no border for it.
TEST(JoinTables, FitsAPageWithFewerColumns) {
  LayoutGrid narrow = ruled(R"(
      合计 | 16.95 | 16.95
  )");
  narrow.xs = {0, 200, 300, 400};
  const JoinedDocument document = join({page(1, {"支出总表", ruled(kFirstPart)}), page(2, {narrow})});
  ASSERT_EQ(document.tables.size(), 1U);
  const TableCell& total = document.tables[0].cells[document.tables[0].cells.size() - 3];
  EXPECT_EQ(total.text, "合计");
  EXPECT_EQ(total.column_span, 2);
  EXPECT_EQ(document.tables[0].cells.back().column, 3);
}

TEST(JoinTables, TellsAThreePublicTableWithoutTitleByItsHeadings) {
  const JoinedDocument document = join({page(1, {ruled(R"(
      合计 | 因公出国（境）费 | 公务用车购置及运行费 | <      | <      | 公务接待费
      ^    | ^                | 小计                 | 购置费 | 运行费 | ^
      5.00 | 0.00             | 3.00                 | 0.00   | 3.00   | 2.00
  )")})});
  ASSERT_EQ(document.tables.size(), 1U);
  ASSERT_NE(document.tables[0].schema, nullptr);
  EXPECT_EQ(document.tables[0].schema->kind, "three_public");
}

TEST(JoinTables, KeepsLinesOutsideOfTables) {
  const JoinedDocument document = join({page(1, {"第一部分 概况", "支出总表", ruled(kFirstPart), "— 1 —"})});
  std::vector<std::string> texts;
  for (const TextLine& line : document.lines) texts.push_back(line.text);
  EXPECT_THAT(texts, ElementsAre("第一部分 概况", "支出总表", "— 1 —"));
}

// ── tables wider than the paper ─────────────────────────────────────────────────────────────────

const char* const kRightPart = R"(
    项目支出 | <
    小计     | 经常性
    2.00     | 2.00
             |
)";
const char* const kLeftPart = R"(
    科目编码 | 科目名称 | 合计 | 基本支出
    ^        | ^        | ^    | ^
    208      | 社会保障 | 7.00 | 5.00
    210      | 卫生健康 | 1.00 | 1.00
)";

// "row column text" of the cells from a column on, headings left out.
std::vector<std::string> cells_from(const JoinedTable& table, int column) {
  std::vector<std::string> result;
  for (const TableCell& cell : table.cells) {
    if (cell.column < column || cell.text.empty() || table.heading_row[static_cast<size_t>(cell.row)]) continue;
    result.push_back(fmt::format("{} {} {}", cell.row, cell.column, cell.text));
  }
  return result;
}

TEST(JoinTables, TakesColumnsOfTheSameRowsForTheRightPart) {
  const JoinedDocument document =
      join({page(1, {"支出预算总表", "单位：万元", ruled(kLeftPart)}), page(2, {ruled(kRightPart)})});
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].columns, 6);
  EXPECT_EQ(document.tables[0].last_page, 2);
  EXPECT_THAT(cells_from(document.tables[0], 4), ElementsAre("2 4 2.00", "2 5 2.00"));
  EXPECT_EQ(document.tables[0].paths[5].front().text, "项目支出");
}

// All pages of the left part are printed before those of the right one.
TEST(JoinTables, PutsTheRightPartBesideSeveralPages) {
  const JoinedDocument document =
      join({page(1, {"支出预算总表", "单位：万元", ruled(kLeftPart)}), page(2, {ruled("221 | 住房保障 | 3.00 | 1.00")}),
            page(3, {ruled(kRightPart)}), page(4, {ruled("2.00 | 2.00")})});
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_THAT(cells_from(document.tables[0], 4), ElementsAre("2 4 2.00", "2 5 2.00", "4 4 2.00", "4 5 2.00"));
}

// Other rows, or rows with labels, are another table.
TEST(JoinTables, LeavesOtherRowsApart) {
  const auto tables = [](const char* right) {
    return join({page(1, {"支出预算总表", ruled(kLeftPart)}), page(2, {ruled(right)})}).tables.size();
  };
  EXPECT_EQ(tables("项目支出 | <\n小计 | 经常性\n2.00 | 2.00"), 2U);
  EXPECT_EQ(tables("项目支出 | <\n小计 | 经常性\n甲项目 | 2.00\n乙项目 | 1.00"), 2U);
}

}  // namespace
}  // namespace gongkai::recognize
