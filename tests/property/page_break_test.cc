// A table says the same wherever the page breaks fall, whether or not the pages repeat its heading.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "recognize/layout_literals.h"

namespace gongkai::recognize {
namespace {

struct Sample {
  const char* title;
  int heading_rows;
  std::string_view table;
};

const Sample kSamples[] = {
    {"2026年部门预算收支总表", 2, R"(
        收入                 | <      | 支出                 | <
        项目                 | 预算数 | 项目                 | 预算数
        一、一般公共预算     | 5.00   | 一、一般公共服务支出 | 6.00
        （一）经费拨款       | 4.00   | 二、外交支出         |
        （二）专项收入       | 1.00   | 三、国防支出         | 1.00
        二、事业收入         | 1.00   | 四、公共安全支出     |
        本年收入合计         | 6.00   | 本年支出合计         | 7.00
        上年结转             | 1.00   | 年终结转结余         | 0.00
        收入总计             | 7.00   | 支出总计             | 7.00
    )"},
    {"支出总表", 2, R"(
        科目编码 | <  | <  | 科目名称 | 合计 | 基本支出 | 项目支出
        类       | 款 | 项 | ^        | ^    | ^        | ^
        201      |    |    | 一般公共 | 7.00 | 4.00     | 3.00
                 | 40 |    | 信访事务 | 7.00 | 4.00     | 3.00
                 |    | 01 | 行政运行 | 4.00 | 4.00     |
                 |    | 04 | 信访业务 | 3.00 |          | 3.00
        208      |    |    | 社会保障 | 1.00 | 1.00     |
                 | 05 |    | 养老     | 1.00 | 1.00     |
                 |    | 05 | 缴费     | 1.00 | 1.00     |
        合计     | <  | <  | <        | 8.00 | 5.00     | 3.00
    )"},
    {"项目支出表", 1, R"(
        项目名称           | 合计 | 一般公共预算 | 政府性基金
        合计               | 9.00 | 8.00         | 1.00
        高平市乡村振兴中心 | 5.00 | 5.00         |
        防贫保险           | 3.00 | 3.00         |
        公益岗位补贴       | 2.00 | 2.00         |
        乙服务中心         | 4.00 | 3.00         | 1.00
        甲项目             | 4.00 | 3.00         | 1.00
    )"},
    {"一般公共预算财政拨款基本支出决算明细表", 2, R"(
        人员经费     | <            | <      | 公用经费     | <              | <
        科目编码     | 科目名称     | 决算数 | 科目编码     | 科目名称       | 决算数
        301          | 工资福利支出 | 5.00   | 302          | 商品和服务支出 | 2.00
        30101        | 基本工资     | 3.00   | 30201        | 办公费         | 1.00
        30102        | 津贴补贴     | 2.00   | 30202        | 印刷费         | 1.00
        人员经费合计 | <            | 5.00   | 公用经费合计 | <              | 2.00
    )"},
    {"“三公”经费预算表", 1, R"(
        项目                      | 2025年预算数 | 2026年预算数
        1.因公出国（境）费用      | 0.00         | 0.00
        2.公务接待费              | 3.00         | 2.00
        3.公务用车购置及运行费    | 3.00         | 3.00
        其中：（1）公务用车购置费 | 0.00         | 0.00
        （2）公务用车运行维护费   | 3.00         | 3.00
        合计                      | 6.00         | 5.00
    )"},
};

// Rows first to last - 1 of a grid. REQUIRES: no cell reaches over the cuts.
LayoutGrid rows_of(const LayoutGrid& grid, int first, int last) {
  LayoutGrid part = grid;
  part.cells.clear();
  part.rows = last - first;
  for (LayoutCell cell : grid.cells) {
    if (cell.row < first || cell.row >= last) continue;
    cell.row -= first;
    part.cells.push_back(std::move(cell));
  }
  return part;
}

LayoutGrid stacked(const LayoutGrid& upper, const LayoutGrid& lower) {
  LayoutGrid both = upper;
  both.rows += lower.rows;
  for (LayoutCell cell : lower.cells) {
    cell.row += upper.rows;
    both.cells.push_back(std::move(cell));
  }
  return both;
}

// What a table says, without where it stands.
std::vector<std::string> said(const std::vector<ReadTable>& tables) {
  std::vector<std::string> result;
  for (const ReadTable& table : tables) {
    result.push_back("table " + table.joined.title);
    const std::vector<std::string> of_entries = facts(table);
    const std::vector<std::string> of_labels = labels(table);
    for (size_t i = 0; i < table.entries.size(); ++i) {
      std::string text = of_entries[i] + " | " + of_labels[i] + " |";
      for (const std::string& ancestor : table.entries[i].ancestors) text += " " + ancestor;
      result.push_back(text + (table.entries[i].children ? " +" : ""));
    }
  }
  return result;
}

enum class Repeated { Nothing, Heading, TitleAndHeading };

std::vector<ReadTable> read_cut(const Sample& sample, const LayoutGrid& whole, int cut, Repeated repeated) {
  const LayoutGrid heading = rows_of(whole, 0, sample.heading_rows);
  LayoutGrid rest = rows_of(whole, cut, whole.rows);
  if (repeated != Repeated::Nothing) rest = stacked(heading, rest);
  std::vector<Piece> second{rest};
  if (repeated == Repeated::TitleAndHeading) second = {sample.title, "单位：万元", rest};
  return read_tables({page(1, {sample.title, "单位：万元", rows_of(whole, 0, cut), "— 1 —"}), page(2, second)});
}

TEST(PageBreak, ChangesNothing) {
  for (const Sample& sample : kSamples) {
    const LayoutGrid whole = ruled(sample.table);
    const std::vector<std::string> uncut = said(read_tables({page(1, {sample.title, "单位：万元", whole})}));
    ASSERT_GT(uncut.size(), 1U) << sample.title;
    for (int cut = sample.heading_rows + 1; cut < whole.rows; ++cut) {
      for (const Repeated repeated : {Repeated::Nothing, Repeated::Heading, Repeated::TitleAndHeading}) {
        EXPECT_EQ(said(read_cut(sample, whole, cut, repeated)), uncut)
            << sample.title << " cut above row " << cut << ", repeated " << static_cast<int>(repeated);
      }
    }
  }
}

// Three pages, all rows on the middle one or none.
TEST(PageBreak, ChangesNothingTwice) {
  for (const Sample& sample : kSamples) {
    const LayoutGrid whole = ruled(sample.table);
    const std::vector<std::string> uncut = said(read_tables({page(1, {sample.title, "单位：万元", whole})}));
    for (int first = sample.heading_rows + 1; first + 1 < whole.rows; ++first) {
      for (int second = first + 1; second < whole.rows; ++second) {
        EXPECT_EQ(said(read_tables({page(1, {sample.title, "单位：万元", rows_of(whole, 0, first)}),
                                    page(2, {rows_of(whole, first, second)}),
                                    page(3, {rows_of(whole, second, whole.rows)})})),
                  uncut)
            << sample.title << " cut above rows " << first << " and " << second;
      }
    }
  }
}

}  // namespace
}  // namespace gongkai::recognize
