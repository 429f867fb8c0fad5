#include "store/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "literal_dataset.h"

namespace gongkai::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class WriterTest : public testing::Test {
 protected:
  // Every table's rows, to compare two states of the dataset.
  std::vector<std::string> everything() {
    std::vector<std::string> all;
    for (const char* table : {"document", "page", "budget_table", "cell", "amount", "figure",
                              "check_result", "check_amount", "diagnostic"}) {
      for (const std::string& row : rows(database_, std::string("SELECT * FROM ") + table)) {
        all.push_back(std::string(table) + ": " + row);
      }
    }
    return all;
  }

  Database database_{":memory:"};
  Writer writer_{database_};
};

// A document with something in every table that the pipeline fills.
struct Full {
  extract::Document document = document_named('a');
  recognize::Reading reading;
  normalize::Ledger ledger;

  Full() {
    document.diagnostics = {{Severity::Info, 1, "text.white", "1 white character was left out"}};
    recognize::Table table = table_of("expenditure_summary");
    table.title = "支出总表";
    table.unit = "万元";
    table.unit_source = recognize::UnitSource::Declared;
    table.row_count = 2;
    table.column_count = 2;
    table.notes = {"注：本表为支出总表。", "公开部门：某局"};
    table.cells = {{0, 0, 1, 2, "支出\n总计", {1, Box{10, 20, 110, 40}}},
                   {1, 0, 1, 1, "", {1, Box{10, 40, 60, 60}}},
                   {1, 1, 1, 1, "12", {1, Box{60, 40, 110, 60}}}};
    reading.tables = {table};
    ledger.document = {
        "某局2026年部门预算", "department_budget", 2026, "132", "某局", "140581", "高平市"};
    ledger.amounts = {amount_of("教育支出", 12, 1), amount_of("合计", 12, 2)};
    ledger.amounts[0].code_system = "function";
    ledger.amounts[0].code = ledger.amounts[0].function_code = "205";
    ledger.amounts[0].vouched = true;
    ledger.amounts[1].row_kind = recognize::RowKind::Total;
    ledger.figures = {{{1, Box{1, 2, 3, 4}},
                       "收支预算总体情况",
                       "支出预算",
                       "amount",
                       "支出预算12万元。",
                       normalize::Money{12'000'000, 1'000'000},
                       std::nullopt}};
    normalize::CheckResult check;
    check.rule = "A1";
    check.subject = "支出总表: 合计";
    check.status = normalize::CheckStatus::Pass;
    check.expected_fen = check.actual_fen = 12'000'000;
    check.tolerance_fen = 1'000'000;
    check.page = 1;
    check.facts = {1, 0, 0};
    normalize::CheckResult skipped;
    skipped.rule = "B1";
    skipped.detail = "no 收支总表";
    ledger.checks = {check, skipped};
    ledger.diagnostics = {{Severity::Warning, 0, "region.unclear", "two counties are called so"}};
  }

  Status write(Writer& writer) const { return store::write(writer, document, reading, ledger); }
};

TEST_F(WriterTest, WritesEveryPartOfADocument) {
  EXPECT_EQ(Full().write(writer_), Status::Ok);
  EXPECT_THAT(
      everything(),
      ElementsAre(
          "document: 1|" + std::string(64, 'a') +
              "|a.pdf||application/"
              "pdf|1000|1|某局2026年部门预算|department_budget|2026|132|某局|140581|"
              "高平市|ok||1.0.0|2026-01-31T08:00:00Z||",
          "page: 1|1|595.0|842.0|0|text|2",
          "budget_table: "
          "1|1|expenditure_summary|支出总表||1|1|万元|declared|0|2|2|注：本表为支出总表。\n"
          "公开部门：某局",
          "cell: 1|1|0|0|1|2|支出\n总计|10.0|20.0|110.0|40.0|",
          "cell: 1|1|1|0|1|1||10.0|40.0|60.0|60.0|", "cell: 1|1|1|1|1|1|12|60.0|40.0|110.0|60.0|",
          "amount: "
          "1|1|1|1|1|0|expenditure|approved|all|all|all|item|0|||function|205|205|||教育支出||12|"
          "12000000|12.0|1000000|1|100.0|200.0|180.0|220.0|",
          "amount: 2|1|1|1|2|0|expenditure|approved|all|all|all|total|0||||||||合计||12|"
          "12000000|12.0|1000000|0|100.0|200.0|180.0|220.0|",
          "figure: "
          "1|1|收支预算总体情况|支出预算|amount|支出预算12万元。|12000000|12.0||||1|1.0|2.0|3.0|4.0",
          "check_result: 1|1|1|A1|支出总表: 合计|pass|12000000|12000000|0|1000000|0||1",
          "check_result: 2|1||B1||skipped|||||0|no 收支总表|", "check_amount: 1|1",
          "check_amount: 1|2", "diagnostic: 1|1|1|info|text.white|1 white character was left out",
          "diagnostic: 2|1||warning|region.unclear|two counties are called so"));
}

TEST_F(WriterTest, AbsentIsNull) {
  Full().write(writer_);
  EXPECT_THAT(rows(database_, "SELECT count(*) FROM budget_table WHERE printed_no IS NULL"),
              ElementsAre("1"));
  EXPECT_THAT(rows(database_, "SELECT count(*) FROM cell WHERE text IS NULL"), ElementsAre("1"));
  EXPECT_THAT(rows(database_, "SELECT count(*) FROM amount WHERE code IS NULL"), ElementsAre("1"));
  EXPECT_THAT(rows(database_, "SELECT count(*) FROM check_result WHERE expected_fen IS NULL"),
              ElementsAre("1"));
}

TEST_F(WriterTest, TextFilesHaveNoGeometry) {
  extract::Document document = document_named('b');
  document.media_type = "text/plain";
  document.pages[0].width = document.pages[0].height = 0;
  document.pages[0].characters = 8;
  normalize::Ledger ledger;
  ledger.amounts = {amount_of("合计", 12, 0)};
  ledger.amounts[0].place.box.reset();
  write(writer_, document, reading_of({table_of("other")}), ledger);
  EXPECT_THAT(rows(database_, "SELECT width, height, char_count FROM page"), ElementsAre("||8"));
  EXPECT_THAT(rows(database_, "SELECT x0, y0, x1, y1 FROM amount"), ElementsAre("|||"));
}

// The text was drawn sideways and read upright; what is stored is the page that a viewer shows.
TEST_F(WriterTest, BoxesAreThoseOfThePageAsDisplayed) {
  Full full;
  full.document.pages[0].rotation = 90;
  const extract::Page& page = full.document.pages[0];
  const Box shown = extract::as_displayed(page, {100, 200, 180, 220});
  full.write(writer_);
  EXPECT_THAT(rows(database_, "SELECT width, height FROM page"), ElementsAre("842.0|595.0"));
  EXPECT_EQ(database_.connection().execAndGet("SELECT x0 FROM amount").getDouble(), shown.left);
  EXPECT_EQ(database_.connection().execAndGet("SELECT y1 FROM amount").getDouble(), shown.bottom);
}

TEST_F(WriterTest, AnErrorDiagnosticMakesADocumentPartial) {
  Full full;
  full.reading.diagnostics = {
      {Severity::Error, 3, "page.needs_ocr", "page 3 is a picture of text"}};
  EXPECT_EQ(full.write(writer_), Status::Partial);
  EXPECT_THAT(rows(database_, "SELECT status, error FROM document"), ElementsAre("partial|"));
}

TEST_F(WriterTest, AFailedDocumentKeepsItsRow) {
  extract::Document document = document_named('c');
  document.pages.clear();
  writer_.write(document.sha256,
                rows_of_failed(document, "the PDF is locked with a password", kProvenance).take_pieces());
  EXPECT_THAT(rows(database_, "SELECT source_path, page_count, kind, status, error FROM document"),
              ElementsAre("c.pdf||unknown|failed|the PDF is locked with a password"));
}

TEST_F(WriterTest, WritingAgainReplacesADocumentAsAWhole) {
  Full().write(writer_);
  const auto before = everything();
  Full().write(writer_);
  EXPECT_EQ(everything(), before);
}

TEST_F(WriterTest, ReplacingKeepsTheDocumentIdAndTouchesNoOther) {
  Full first, second;
  second.document.sha256 = std::string(64, 'd');
  first.write(writer_);
  second.write(writer_);
  first.ledger.amounts.resize(1);
  first.ledger.checks.clear();
  first.write(writer_);
  EXPECT_THAT(rows(database_, "SELECT document_id, count(*) FROM amount GROUP BY 1 ORDER BY 1"),
              ElementsAre("1|1", "2|2"));
  EXPECT_THAT(rows(database_, "SELECT document_id, count(*) FROM check_result GROUP BY 1"),
              ElementsAre("2|2"));
}

TEST_F(WriterTest, KnowsWhatTheSameVersionWroteForTheSameContent) {
  const Full full;
  const std::string sha256 = full.document.sha256;
  EXPECT_FALSE(writer_.standing(sha256, "1.0.0").has_value());
  full.write(writer_);
  EXPECT_EQ(writer_.standing(sha256, "1.0.0")->status, Status::Ok);
  EXPECT_FALSE(writer_.standing(sha256, "1.0.1").has_value());
  writer_.write(sha256, rows_of_failed(full.document, "damaged", kProvenance).take_pieces());
  EXPECT_EQ(writer_.standing(sha256, "1.0.0")->status, Status::Failed);
}

TEST_F(WriterTest, TheSameDocumentsInTheSameOrderGiveTheSameRows) {
  Database other(":memory:");
  Writer other_writer(other);
  for (const char digit : {'a', 'b', 'c'}) {
    Full full;
    full.document.sha256 = std::string(64, digit);
    full.write(writer_);
    full.write(other_writer);
  }
  EXPECT_EQ(rows(database_, "SELECT * FROM amount"), rows(other, "SELECT * FROM amount"));
}

TEST_F(WriterTest, AWordOutsideOfTheVocabularyWritesNothing) {
  Full full;
  full.ledger.amounts[1].dimensions.fund = "lottery";
  try {
    full.write(writer_);
    FAIL() << "expected InvalidRows";
  } catch (const InvalidRows& e) {
    EXPECT_THAT(e.what(), HasSubstr("CHECK constraint failed: fund = "));
  }
  EXPECT_THAT(everything(), ElementsAre());
  EXPECT_EQ(Full().write(writer_), Status::Ok);  // and the writer goes on
}

// Rows of large documents come in pieces, which refer to rows of earlier ones.
TEST_F(WriterTest, WritesRowsOfAllPieces) {
  Full full;
  constexpr int kMany = 4000;  // amounts of some 100 bytes
  full.ledger.amounts.assign(kMany, full.ledger.amounts[1]);
  RowPieces pieces = rows_of(full.document, full.reading, full.ledger, kProvenance).rows.take_pieces();
  ASSERT_GT(pieces.size(), 1u);
  writer_.write(full.document.sha256, pieces);
  EXPECT_THAT(rows(database_, "SELECT count(*), count(DISTINCT amount_id), max(table_id) FROM amount"), ElementsAre("4000|4000|1"));
  EXPECT_THAT(rows(database_, "SELECT count(*) FROM check_amount"), ElementsAre("2"));
}

// Cells are written several at a time.
TEST_F(WriterTest, WritesAnyNumberOfCells) {
  char digit = 'a';
  for (const int count : {1, 15, 16, 17, 40}) {
    Full full;
    full.document.sha256 = std::string(64, digit++);
    std::vector<recognize::TableCell>& cells = full.reading.tables[0].cells;
    cells.clear();
    for (int row = 0; row < count; ++row) cells.push_back({row, 0, 1, 1, std::to_string(row), {1, Box{0, 0, 1, 1}}});
    full.write(writer_);
  }
  EXPECT_THAT(rows(database_, "SELECT table_id, count(*), sum(text = row_no) FROM cell GROUP BY 1"),
              ElementsAre("1|1|1", "2|15|15", "3|16|16", "4|17|17", "5|40|40"));
}

// Whoever writes after this one has what rows refer to looked up again.
TEST_F(WriterTest, LeavesForeignKeysOn) {
  Full().write(writer_);
  Full second;
  second.document.sha256 = std::string(64, 'b');
  second.write(writer_);
  EXPECT_THAT(rows(database_, "PRAGMA foreign_keys"), ElementsAre("1"));
}

TEST_F(WriterTest, BytesThatAreNoRowsWriteNothing) {
  const Full full;
  const std::string whole =
      rows_of(full.document, full.reading, full.ledger, kProvenance).rows.take_pieces().front();
  for (const std::string& bytes :
       {whole.substr(0, whole.size() - 1), whole + '\xFF', std::string("\x01\x01\x09", 3)}) {
    EXPECT_THROW(writer_.write(full.document.sha256, {bytes}), InvalidRows);
    EXPECT_THAT(everything(), ElementsAre());
  }
}

}  // namespace
}  // namespace gongkai::store
