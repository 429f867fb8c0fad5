#include "recognize/page_layout.h"

#include <gtest/gtest.h>

#include "layout_literals.h"

namespace gongkai::recognize {
namespace {

TEST(LayOut, ReadsLinesAndCellsFromTopToBottom) {
  Paper paper;
  paper.draw(0, 100, R"(
      +-----------+------+
      |           |      |
      +-----------+------+
      |           |      |
      +-----------+------+)");
  paper.print(0, 60, "部门收支总表").print(120, 80, "单位：万元").print(0, 150, "注：含结转");
  paper.print(5, 105, "合计").print(125, 105, "17.55");
  paper.print(5, 125, "教育支出").print(125, 125, "3.00");
  EXPECT_EQ(layout_of(paper),
            "line  部门收支总表\n"
            "line  单位：万元\n"
            "grid  2 x 2\n"
            "  r0: |合计 |17.55\n"
            "  r1: |教育支出 |3.00\n"
            "line  注：含结转\n");
}

// A heading that is written up its cell.
TEST(LayOut, ReadsSidewaysText) {
  Paper paper;
  paper.draw(0, 0, R"(
      +---+------+
      |   |      |
      |   |      |
      |   |      |
      +---+------+
      |   |      |
      +---+------+)");
  paper.print(65, 12, "17.55").print(5, 42, "1").print(65, 42, "2");
  extract::Page page = paper.page();
  const std::u32string text = U"基本支出";
  for (size_t i = 0; i < text.size(); ++i) {
    const double top = 32 - 8 * static_cast<double>(i + 1);
    page.glyphs.push_back({.code = text[i], .box = {10, top, 18, top + 8}, .size = 8, .run = 100, .anchor_x = 14,
                           .anchor_y = static_cast<float>(top + 4), .rotation = 3});
  }
  extract::Document document;
  document.pages.push_back(page);
  Diagnostics diagnostics;
  const PageLayout layout = lay_out(document, diagnostics).front();
  ASSERT_EQ(layout.blocks.size(), 1U);
  EXPECT_EQ(std::get<LayoutGrid>(layout.blocks[0]).cells[0].text, "基本支出");
}

TEST(LayOut, JoinsWrappedLinesInTheirCell) {
  Paper paper;
  paper.draw(0, 0, R"(
      +------+------+
      |      |      |
      |      |      |
      |      |      |
      +------+------+)");
  paper.print(5, 5, "机关事业").print(5, 18, "单位养老").print(75, 12, "17.55");
  EXPECT_EQ(layout_of(paper),
            "grid  1 x 2\n"
            "  r0: |机关事业⏎单位养老 |17.55\n");
}

TEST(LayOut, ShowsSpansOfMergedCells) {
  Paper paper;
  paper.draw(0, 0, R"(
      +------+-------------+
      |      |             |
      |      +------+------+
      |      |      |      |
      +------+------+------+)");
  paper.print(5, 15, "项目").print(100, 5, "支出").print(75, 25, "基本支出").print(145, 25, "项目支出");
  EXPECT_EQ(layout_of(paper),
            "grid  2 x 3\n"
            "  r0: |项目 (2x1) |支出 (1x2)\n"
            "  r1: |基本支出 |项目支出\n");
}

// A long name that runs over its border is printed by one operator, and stays one text.
TEST(LayOut, KeepsWordsWhereTheyBegin) {
  Paper paper;
  paper.draw(0, 0, R"(
      +------+------+
      |      |      |
      +------+------+)");
  paper.print(5, 5, "一般公共服务支出").print(110, 5, "7.00");
  EXPECT_EQ(layout_of(paper),
            "grid  1 x 2\n"
            "  r0: |一般公共服务支出 |7.00\n");
}

// The same printed character by character: the last ones go on behind the border without a gap.
TEST(LayOut, BringsTheLastCharactersBack) {
  Paper paper;
  paper.draw(0, 0, R"(
      +------+------+
      |      |      |
      +------+------+)");
  paper.print_apart(5, 5, "一般公共服务支").print(110, 5, "7.00");
  EXPECT_EQ(layout_of(paper),
            "grid  1 x 2\n"
            "  r0: |一般公共服务支 |7.00\n");
}

// A wide number reaches over both borders of its column.
TEST(LayOut, KeepsANumberWhereMostOfItIs) {
  Paper paper;
  paper.draw(0, 0, R"(
      +------+------+------+
      |      |      |      |
      +------+------+------+)");
  paper.print(57, 5, "1,234,567,890.12").print(145, 5, "0.00");
  EXPECT_EQ(layout_of(paper),
            "grid  1 x 3\n"
            "  r0: | |1,234,567,890.12 |0.00\n");
}

TEST(LayOut, TellsTwoNumbersOfOneOperatorApart) {
  Paper paper;
  paper.draw(0, 0, R"(
      +------+------+
      |      |      |
      +------+------+)");
  paper.print(40, 5, "7.00      8.00");  // blanks carry the second one into the next column
  EXPECT_EQ(layout_of(paper),
            "grid  1 x 2\n"
            "  r0: |7.00 |8.00\n");
}

constexpr std::string_view kTwoColumns = R"(
      +------+------+
      |      |      |
      +------+------+
      |      |      |
      +------+------+
      |      |      |
      +------+------+)";

// Columns as narrow as their numbers, a row of which is printed by one operator.
TEST(LayOut, TellsTwoAmountsOfOneOperatorApartAtABorder) {
  Paper paper;
  paper.draw(0, 0, kTwoColumns);
  paper.print(30, 5, "1,234.5678,901.23").print(45, 25, "123.4567");  // the second one is one number
  paper.print(40, 45, "234.5678").print(80, 45, ",901.23");
  EXPECT_EQ(layout_of(paper),
            "grid  3 x 2\n"
            "  r0: |1,234.56 |78,901.23\n"
            "  r1: |123.4567 |\n"
            "  r2: |234.56 |78,901.23\n");
}

// Each character by an operator of its own: "90.12" behind the border is no amount.
TEST(LayOut, KeepsANumberTogetherThatRunsOverABorder) {
  Paper paper;
  paper.draw(0, 0, kTwoColumns);
  paper.print_apart(12, 5, "1,235,567,890.12").print_apart(40, 25, "12.0034.50");  // the second ones are two
  paper.print_apart(55, 45, "12345");  // nothing tells whether these are
  EXPECT_EQ(layout_of(paper),
            "grid  3 x 2\n"
            "  r0: |1,235,567,890.12 |\n"
            "  r1: |12.00 |34.50\n"
            "  r2: |123 |45\n");
  Diagnostics diagnostics;
  lay_out(paper.page(), diagnostics);
  EXPECT_EQ(diagnostics,
            (Diagnostics{{Severity::Warning, 1, "number.cut",
                          "digits touch over the border between two cells in 1 place, the first is \"123|45\": nothing tells "
                          "whether they are one number or two; compare them with the page"}}));
}

// An amount that ends at the border with its second decimal, and a code that begins there.
TEST(LayOut, KeepsAnAmountApartFromWhatBeginsAtItsBorder) {
  Paper paper;
  paper.draw(0, 0, kTwoColumns);
  paper.print(40, 5, "610.50").print(70, 5, "302").print_apart(37, 25, "610.503025");
  EXPECT_EQ(layout_of(paper),
            "grid  3 x 2\n"
            "  r0: |610.50 |302\n"
            "  r1: |610.503025 |\n"
            "  r2: | |\n");
  Diagnostics diagnostics;
  lay_out(paper.page(), diagnostics);
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].code, "number.cut");
}

// Headings of three columns printed by one operator that leaves gaps at the borders.
TEST(LayOut, TellsWordsOfOneOperatorApartAtABorder) {
  Paper paper;
  paper.draw(0, 0, R"(
      +------+------+
      |      |      |
      +------+------+)");
  paper.print(24, 5, "指标性质").print_on(8, "指标值");
  EXPECT_EQ(layout_of(paper),
            "grid  1 x 2\n"
            "  r0: |指标性质 |指标值\n");
}

TEST(LayOut, SeparatesWordsByGapsAndBlanks) {
  Paper paper;
  paper.print(0, 0, "部门：财政局").print(200, 0, "单位：万元");
  paper.print(0, 20, "合").print(30, 20, "计");
  paper.print(0, 40, "预算").print(20, 40, "99.0");
  EXPECT_EQ(layout_of(paper),
            "line  部门：财政局 单位：万元\n"
            "line  合 计\n"
            "line  预算99.0\n");
}

// Borders that miss each other by 4 points leave a sliver between them in the lattice.
TEST(LayOut, DropsSliversWithoutText) {
  Paper paper;
  paper.draw(0, 0, R"(
      +------+------+
      |      |      |
      +------+------+)");
  paper.draw(0, 20, R"(
      +-------------+
      |             |
      +-------------+)");
  paper.draw(74, 20, R"(
      |
      |
      |)");
  paper.print(5, 5, "合计").print(80, 5, "7.00").print(5, 25, "支出").print(80, 25, "7.00");
  EXPECT_EQ(layout_of(paper),
            "grid  2 x 2\n"
            "  r0: |合计 |7.00\n"
            "  r1: |支出 |7.00\n");
}

TEST(LayOut, TakesABoxedTextForNoTable) {
  Paper paper;
  paper.draw(0, 0, R"(
      +------------+
      |            |
      +------------+
      |            |
      +------------+)");
  paper.print(5, 5, "第一部分").print(5, 25, "部门概况");
  EXPECT_EQ(layout_of(paper),
            "line  第一部分\n"
            "line  部门概况\n");
}

TEST(LayOut, TellsWhereAreasWereSplit) {
  Paper paper;
  paper.draw(0, 0, R"(
      +------+------+
      |      |      |
      |      +------+
      |             |
      +------+------+)");
  paper.print(5, 5, "合计");
  Diagnostics diagnostics;
  lay_out(paper.page(), diagnostics);
  EXPECT_EQ(diagnostics,
            (Diagnostics{{Severity::Info, 1, "grid.irregular",
                          "1 merged areas of tables are no rectangles and were read square by square"}}));
}

TEST(LayOut, ReadsFieldsOfTextFiles) {
  extract::Page page{.number = 3};
  page.lines = {{1, {"部门收支总表"}},
                {2, {"科目", "合计"}},
                {3, {"教育支出", " 3.00 ", ""}},
                {4, {""}},  // a page break within the table
                {5, {"合计", "3.00"}},
                {6, {"注：含结转"}}};
  Diagnostics diagnostics;
  EXPECT_EQ(print(lay_out(page, diagnostics)),
            "page 3\n"
            "line  部门收支总表\n"
            "grid  3 x 3\n"
            "  r0: |科目 |合计 |\n"
            "  r1: |教育支出 |3.00 |\n"
            "  r2: |合计 |3.00 |\n"
            "line  注：含结转\n");
}

// Two tables beside each other: each has the lines over it, the left one comes first.
TEST(LayOut, ReadsTablesSideBySideOneAfterTheOther) {
  Paper paper;
  paper.print(20, 10, "部门预算公开表格和说明")  // over both
      .print(20, 40, "政府性基金")
      .print(140, 40, "国有资本")
      .draw(10, 60, R"(
          +----+---+  +----+---+
          |    |   |  |    |   |
          +----+---+  +----+---+
      )")
      .print(12, 63, "甲")
      .print(62, 63, "1.00")
      .print(132, 63, "乙")
      .print(182, 63, "2.00");
  EXPECT_EQ(layout_of(paper),
            "line  部门预算公开表格和说明\n"
            "line  政府性基金\n"
            "grid  1 x 2\n"
            "  r0: |甲 |1.00\n"
            "line  国有资本\n"
            "grid  1 x 2\n"
            "  r0: |乙 |2.00\n");
}

}  // namespace
}  // namespace gongkai::recognize
