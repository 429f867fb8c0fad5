#include "store/departments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/database.h"
#include "store/relations.h"

#include "literal_dataset.h"

namespace gongkai::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class DepartmentsTest : public testing::Test {
 protected:
  // A document of 2026 with one 收入总表 in 万元, of one line.
  void add(char digit, const char* kind, const char* unit, const char* row_kind, const char* line_unit,
           int fen) {
    SQLite::Statement document(database_.connection(), R"(
        INSERT INTO document (sha256, source_path, media_type, byte_size, kind, fiscal_year,
                              unit_name, status, extractor_version, ingested_at)
        VALUES (?, ?, 'application/pdf', 1, ?, 2026, ?, 'ok', '1', '2026'))");
    document.bind(1, std::string(64, digit));
    document.bind(2, std::string(1, digit) + ".pdf");
    document.bind(3, kind);
    document.bind(4, unit);
    document.exec();
    database_.connection().exec(R"(
        INSERT INTO budget_table (document_id, kind, printed_no, first_page, last_page, is_empty,
                                  row_count, column_count)
        SELECT max(document_id), 'income_summary', '表二', 3, 3, 0, 1, 1 FROM document)");
    SQLite::Statement amount(database_.connection(), R"(
        INSERT INTO amount (document_id, table_id, page_no, row_no, col_no, direction, phase, fund,
                            spend_type, timing, row_kind, memo, unit_name, column_label, raw,
                            amount_fen, quantum_fen, vouched)
        SELECT document_id, table_id, 3, 0, 0, 'revenue', 'approved', 'all', 'all', 'all', ?, 0, ?,
               '合计', '', ?, 10000, 0
        FROM budget_table ORDER BY table_id DESC LIMIT 1)");
    amount.bind(1, row_kind);
    amount.bind(2, line_unit);
    amount.bind(3, fen);
    amount.exec();
  }
  std::vector<std::string> verdicts() {
    relate_documents(database_.connection());
    return rows(database_, "SELECT source_path, rule, subject, check_result.status, expected_fen, actual_fen, detail "
                           "FROM check_result JOIN document USING (document_id)");
  }

  Database database_{":memory:"};
};

TEST_F(DepartmentsTest, PrintWhatTheUnitsOwnFilePrints) {
  add('a', "department_budget", "甲局", "organization", "甲局信息中心", 113'623'0000);
  add('b', "unit_budget", "甲局信息中心", "total", "", 113'623'0000);
  const auto once = ElementsAre("a.pdf|B14|表二 甲局信息中心 / 合计 = its own file|pass|1136230000|1136230000|b.pdf");
  EXPECT_THAT(verdicts(), once);
  EXPECT_THAT(verdicts(), once);  // again, they are no more
}

TEST_F(DepartmentsTest, FailWhereTheFilesDiffer) {
  add('a', "unit_budget", "甲局信息中心", "total", "", 500'0000);
  add('b', "department_budget", "甲局", "organization", "甲局信息中心", 600'0000);
  EXPECT_THAT(verdicts(),
              ElementsAre("b.pdf|B14|表二 甲局信息中心 / 合计 = its own file|fail|5000000|6000000|a.pdf"));
}

// 单位预算 that print the department's line above their own, and units without a file.
TEST_F(DepartmentsTest, LeaveOutOtherUnits) {
  add('a', "department_budget", "甲局", "organization", "甲局学校", 600'0000);
  add('b', "unit_budget", "甲局信息中心", "organization", "甲局", 500'0000);
  EXPECT_THAT(verdicts(), IsEmpty());
}

}  // namespace
}  // namespace gongkai::store
