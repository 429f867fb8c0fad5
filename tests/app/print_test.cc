#include "app/print.h"

#include <gtest/gtest.h>

namespace gongkai::app {
namespace {

extract::Glyph glyph(char32_t code, double left, uint32_t run) {
  extract::Glyph glyph;
  glyph.code = code;
  glyph.box = {left, 100, left + 10.5, 110.5};
  glyph.size = 10.5;
  glyph.run = run;
  return glyph;
}

TEST(PrintPage, RulingsThenTextRunsInDrawingOrder) {
  extract::Page page;
  page.number = 3;
  page.width = 595.32;
  page.height = 841.92;
  page.source = extract::TextSource::Text;
  page.rulings = {{extract::Axis::Horizontal, 90, 50, 545, 0.5}};
  page.glyphs = {glyph(U'合', 50, 1), glyph(U'计', 60.5, 1), glyph(U'1', 200, 2)};
  page.glyphs[2].rotation = 1;
  EXPECT_EQ(print(page),
            "page 3 595.3 x 841.9 rotation 0 text images 0 %\n"
            "ruling horizontal at 90.0 from 50.0 to 545.0 thick 0.5\n"
            "text [50.0 100.0 71.0 110.5] size 10.5 合计\n"
            "text [200.0 100.0 210.5 110.5] size 10.5 turned 90 1\n");
}

TEST(PrintPage, LinesOfTextFiles) {
  extract::Page page;
  page.number = 1;
  page.source = extract::TextSource::Text;
  page.lines = {{7, {"合计", "12.00", ""}}};
  EXPECT_EQ(print(page), "page 1 0.0 x 0.0 rotation 0 text images 0 %\nline 7 合计⇥12.00⇥\n");
}

TEST(PrintTable, EntriesWithTheirLabels) {
  recognize::Table table;
  table.kind = "expenditure_summary";
  table.title = "支出总表";
  table.unit = "万元";
  table.unit_source = recognize::UnitSource::Declared;
  table.first_page = table.last_page = 4;
  table.row_count = 3;
  table.column_count = 2;
  table.notes = {"注：含上年结转。"};
  recognize::Entry entry;
  entry.row = 2;
  entry.column = 1;
  entry.place.page = 4;
  entry.raw = "12.\n00";
  entry.column_label = "合计";
  entry.dimensions.direction = "expenditure";
  entry.item = "教育支出";
  entry.labels = {{recognize::LabelRole::Code, "function", "205"},
                  {recognize::LabelRole::Name, "function", "教育支出"}};
  table.entries = {entry};
  EXPECT_EQ(print(table),
            "table expenditure_summary | 支出总表 | - | 万元 declared | p4-4 | 3 x 2\n"
            "  r2 c1 p4 12.⏎00 | expenditure - - - - | item | 教育支出 | 205; 教育支出 | 合计\n"
            "  note 注：含上年结转。\n");
}

TEST(PrintLedger, EveryFactAndCheckIsOneLine) {
  normalize::Ledger ledger;
  ledger.document = {"某局2026年单位预算", "unit_budget", 2026, "132", "某局", "140581", "高平市"};
  normalize::AmountFact amount;
  amount.place.page = 4;
  amount.row = 2;
  amount.column = 1;
  amount.dimensions = {"expenditure", "approved", "all", "all", "all"};
  amount.code_system = "function";
  amount.code = amount.function_code = "205";
  amount.economic_code = "30101";
  amount.item_name = "教育支出";
  amount.raw = "12.00";
  amount.money = {12'000'000, 10'000};
  amount.vouched = true;
  ledger.amounts = {amount};
  normalize::Figure figure;
  figure.place.page = 9;
  figure.section = "预算收支增减变化";
  figure.subject = "支出";
  figure.measure = "change";
  figure.raw = "增长5.5%。";
  figure.percent = 5.5;
  ledger.figures = {figure};
  normalize::CheckResult check;
  check.rule = "A1";
  check.subject = "支出总表 合计";
  check.status = normalize::CheckStatus::Fail;
  check.expected_fen = 1;
  check.actual_fen = 2;
  check.tolerance_fen = 0;
  check.page = 4;
  normalize::CheckResult skipped;
  skipped.rule = "B1";
  skipped.advisory = true;
  skipped.detail = "no 收支总表";
  ledger.checks = {check, skipped};
  ledger.diagnostics = {{Severity::Warning, 4, "amount.unreadable", "\"12.3.4\" is not a number"}};
  EXPECT_EQ(
      print(ledger),
      "document unit_budget | 2026 | 某局2026年单位预算 | 132 某局 | 140581 高平市\n"
      "amount t0 r2 c1 p4 12.00 = 12000000 fen ±10000 | expenditure approved all all all | item | "
      "function:205 economic:30101 | 教育支出 | vouched\n"
      "figure p9 = 5.5 % | 预算收支增减变化 | 支出 | change | 增长5.5%。\n"
      "check A1 fail p4 | 支出总表 合计 | expected 1 actual 2 ±0 | -\n"
      "check B1 skipped advisory p0 | - | no 收支总表\n"
      "diagnostic warning p4 amount.unreadable: \"12.3.4\" is not a number\n");
}

}  // namespace
}  // namespace gongkai::app
