#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "layout_literals.h"

namespace gongkai::recognize {
namespace {

using testing::HasSubstr;
using testing::Not;

// Rows of a table, 18 points apart, with what stands at 0, 80, 200 … points.
void print_rows(Paper& paper, double y, const std::vector<std::vector<std::pair<double, const char*>>>& rows) {
  for (const auto& row : rows) {
    for (const auto& [x, text] : row) paper.print(x, y, text);
    y += 18;
  }
}

TEST(ImpliedRulings, TellColumnsByTheWhiteSpace) {
  Paper paper;
  paper.print(0, 20, "部门支出总表").print(300, 40, "单位：万元");
  print_rows(paper, 60, {{{0, "科目编码"}, {80, "科目名称"}, {220, "合计"}, {300, "基本支出"}},
                         {{0, "208"}, {80, "社会保障"}, {210, "180.36"}, {310, "180.36"}},
                         {{0, "20805"}, {80, "养老"}, {210, "180.36"}},
                         {{0, "210"}, {80, "卫生健康"}, {215, "60.00"}, {315, "60.00"}}});
  EXPECT_EQ(layout_of(paper),
            "line  部门支出总表\n"
            "line  单位：万元\n"
            "grid  4 x 4\n"
            "  r0: |科目编码 |科目名称 |合计 |基本支出\n"
            "  r1: |208 |社会保障 |180.36 |180.36\n"
            "  r2: |20805 |养老 |180.36 |\n"
            "  r3: |210 |卫生健康 |60.00 |60.00\n");
}

TEST(ImpliedRulings, KeepAHeadingOverTheColumnsThatItStandsInTheMiddleOf) {
  Paper paper;
  print_rows(paper, 60, {{{285, "本年支出"}},
                         {{0, "科目"}, {220, "合计"}, {300, "基本支出"}, {400, "项目支出"}}});
  // 本年支出 stands in a line with another heading.
  paper.print(100, 60, "备注");
  print_rows(paper, 96, {{{0, "社会保障"}, {210, "180.36"}, {310, "100.00"}, {410, "80.36"}},
                         {{0, "养老"}, {210, "180.36"}, {310, "100.00"}, {410, "80.36"}},
                         {{0, "卫生健康"}, {215, "60.00"}, {315, "60.00"}, {420, "0.00"}}});
  EXPECT_THAT(layout_of(paper), HasSubstr("|本年支出 (1x3)\n"));
}

// Numbers stand at the right of wide columns, headings in their middle: neither is below the other.
TEST(ImpliedRulings, FindTheHeadingsOfNumbersAtTheRight) {
  Paper paper;
  print_rows(paper, 60, {{{0, "科目"}, {200, "合计"}, {350, "基本支出"}},
                         {{0, "社会保障"}, {260, "180.36"}, {430, "180.36"}},
                         {{0, "养老"}, {260, "180.36"}, {430, "180.36"}},
                         {{0, "卫生健康"}, {265, "60.00"}, {435, "60.00"}}});
  EXPECT_EQ(layout_of(paper),
            "grid  4 x 3\n"
            "  r0: |科目 |合计 |基本支出\n"
            "  r1: |社会保障 |180.36 |180.36\n"
            "  r2: |养老 |180.36 |180.36\n"
            "  r3: |卫生健康 |60.00 |60.00\n");
}

// 科目 and 合计 are merged over two rows, and so printed between them.
TEST(ImpliedRulings, LowerHeadingsThatAreMergedOverTwoRows) {
  Paper paper;
  paper.print(280, 60, "基本支出").print(0, 69, "科目").print(140, 69, "合计").print(240, 78, "小计").print(330, 78, "人员经费");
  print_rows(paper, 96, {{{0, "社会保障"}, {160, "280.36"}, {265, "180.36"}, {365, "180.36"}},
                         {{0, "养老"}, {160, "280.36"}, {265, "180.36"}, {365, "180.36"}},
                         {{0, "卫生健康"}, {165, "60.00"}, {270, "60.00"}, {370, "60.00"}}});
  EXPECT_THAT(layout_of(paper), HasSubstr("grid  5 x 4\n"
                                          "  r0: | | |基本支出 (1x2)\n"
                                          "  r1: |科目 |合计 |小计 |人员经费\n"
                                          "  r2: |社会保障 |280.36 |180.36 |180.36\n"));
}

TEST(ImpliedRulings, KeepANameWithTheRowThatItsLinesStandAround) {
  Paper paper;
  print_rows(paper, 60, {{{0, "科目"}, {220, "合计"}}, {{0, "社会保障"}, {210, "180.36"}}});
  paper.print(0, 97, "机关事业单位基本").print(210, 103, "180.36").print(0, 109, "养老保险缴费支出");
  paper.print(0, 128, "卫生健康").print(215, 128, "60.00");
  EXPECT_THAT(layout_of(paper), HasSubstr("  r2: |机关事业单位基本⏎养老保险缴费支出 |180.36\n"));
}

// An item without amounts is no part of the name beside it: the total is not the money of 因公出国.
TEST(ImpliedRulings, KeepRowsWithoutMoneyApart) {
  Paper paper;
  print_rows(paper, 60, {{{0, "项目"}, {220, "预算数"}},
                         {{0, "合计"}, {210, "38.20"}},
                         {{0, "1.因公出国（境）费"}},
                         {{0, "2.公务接待费"}, {215, "6.20"}},
                         {{0, "公务用车费"}, {210, "32.00"}},
                         {{0, "公务用车购置费"}},
                         {{0, "公务用车运行费"}, {210, "32.00"}}});
  EXPECT_EQ(layout_of(paper),
            "grid  7 x 2\n"
            "  r0: |项目 |预算数\n"
            "  r1: |合计 |38.20\n"
            "  r2: |1.因公出国（境）费 |\n"
            "  r3: |2.公务接待费 |6.20\n"
            "  r4: |公务用车费 |32.00\n"
            "  r5: |公务用车购置费 |\n"
            "  r6: |公务用车运行费 |32.00\n");
}

// Lines of a heading that stand nearer to each other than rows do are one text.
TEST(ImpliedRulings, JoinHeadingsThatTheirColumnsWrap) {
  Paper paper;
  paper.print(0, 60, "科目").print(210, 60, "事业收").print(300, 60, "其他收").print(210, 70, "入").print(300, 70, "入");
  print_rows(paper, 88, {{{0, "教育"}, {210, "180.36"}, {300, "180.36"}},
                         {{0, "卫生健康"}, {210, "60.00"}, {300, "60.00"}},
                         {{0, "住房保障"}, {210, "60.00"}, {300, "60.00"}}});
  EXPECT_THAT(layout_of(paper), HasSubstr("grid  4 x 3\n  r0: |科目 |事业收⏎入 |其他收⏎入\n  r1: |教育 |180.36 |180.36\n"));
}

// Horizontal rulings that are drawn stay the borders of the rows.
TEST(ImpliedRulings, TakeTheRulingsThatAreDrawn) {
  Paper paper;
  paper.draw(0, 100, "------------------------------\n\n------------------------------");
  print_rows(paper, 85, {{{0, "科目"}, {220, "合计"}}, {{0, "社会保障"}, {210, "180.36"}}});
  print_rows(paper, 125, {{{0, "卫生健康"}, {215, "60.00"}}, {{0, "住房保障"}, {215, "30.00"}}});
  EXPECT_THAT(layout_of(paper), HasSubstr("grid  4 x 2\n"));
}

// Between two rulings there is one row, however many lines its names take. An amount and the name behind it are
// two texts, though the gap between them is narrow.
TEST(ImpliedRulings, TakeWhatStandsBetweenTwoRulingsForOneRow) {
  Paper paper;
  const char* const ruling = "-------------------------------------";
  for (const double y : {75.0, 105.0, 135.0, 165.0}) paper.draw(0, y, ruling);
  paper.print(0, 62, "项目").print(130, 62, "预算数").print(183, 62, "项目").print(330, 62, "合计");
  paper.print(0, 79, "（一）一般公共预算").print(0, 91, "拨款").print(150, 85, "100.00").print(183, 79, "（一）社会保障").print(183, 91, "支出").print(320, 85, "60.00");
  paper.print(0, 115, "（二）基金").print(155, 115, "20.00").print(183, 115, "（二）城乡").print(320, 115, "20.00");
  paper.print(0, 145, "合计").print(150, 145, "120.00").print(183, 145, "合计").print(320, 145, "80.00");
  EXPECT_EQ(layout_of(paper),
            "grid  4 x 4\n"
            "  r0: |项目 |预算数 |项目 |合计\n"
            "  r1: |（一）一般公共预算⏎拨款 |100.00 |（一）社会保障⏎支出 |60.00\n"
            "  r2: |（二）基金 |20.00 |（二）城乡 |20.00\n"
            "  r3: |合计 |120.00 |合计 |80.00\n");
}

TEST(ImpliedRulings, LeaveRunningTextAlone) {
  Paper paper;
  print_rows(paper, 60, {{{0, "本年预算"}, {60, "180.36"}, {110, "万元，比上年"}},
                         {{0, "增加经费"}, {60, "116.78"}, {110, "万元，主要是"}},
                         {{0, "人员经费"}, {60, "100.00"}, {110, "万元。"}}});
  EXPECT_THAT(layout_of(paper), Not(HasSubstr("grid")));
}

TEST(ImpliedRulings, AreToldAndSoAreAmountsWithoutATable) {
  Paper table;
  print_rows(table, 60, {{{0, "208"}, {210, "180.36"}}, {{0, "210"}, {215, "60.00"}}, {{0, "221"}, {215, "60.00"}}});
  Diagnostics diagnostics;
  lay_out(table.page(), diagnostics);
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].code, "grid.implied");

  Paper two;
  print_rows(two, 60, {{{0, "车辆"}, {210, "180.36"}}, {{0, "设备"}, {215, "60.00"}}});
  diagnostics.clear();
  lay_out(two.page(), diagnostics);
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].code, "page.loose_amounts");
  EXPECT_THAT(diagnostics[0].message, HasSubstr("2 lines outside of tables"));
  EXPECT_THAT(diagnostics[0].message, HasSubstr("\"车辆 180.36\""));
}

}  // namespace
}  // namespace gongkai::recognize
