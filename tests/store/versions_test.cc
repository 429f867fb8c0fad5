#include "store/versions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/database.h"
#include "store/relations.h"

#include "literal_dataset.h"

namespace gongkai::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class VersionsTest : public testing::Test {
 protected:
  // A unit's budget of 2026 with one table.
  void add(char digit, const char* unit, const char* table_kind) {
    SQLite::Statement document(database_.connection(), R"(
        INSERT INTO document (sha256, source_path, media_type, byte_size, kind, fiscal_year,
                              unit_name, status, extractor_version, ingested_at)
        VALUES (?, ?, 'application/pdf', 1, 'unit_budget', 2026, ?, 'ok', '1', '2026'))");
    document.bind(1, std::string(64, digit));
    document.bind(2, std::string(1, digit) + ".pdf");
    document.bind(3, unit);
    document.exec();
    SQLite::Statement table(database_.connection(), R"(
        INSERT INTO budget_table (document_id, kind, first_page, last_page, is_empty, row_count, column_count)
        VALUES (last_insert_rowid(), ?, 1, 1, 0, 1, 1))");
    table.bind(1, table_kind);
    table.exec();
  }
  std::vector<std::string> marks() {
    relate_documents(database_.connection());
    return rows(database_, "SELECT source_path, severity, message FROM diagnostic JOIN document USING (document_id)");
  }

  Database database_{":memory:"};
};

TEST_F(VersionsTest, NameEachOther) {
  add('a', "甲局", "income_summary");
  add('b', "甲局", "income_summary");
  add('c', "乙局", "income_summary");
  const std::string message = "the dataset has this unit's unit_budget of 2026 more than once, do not add them up: also ";
  const auto both = ElementsAre("a.pdf|warning|" + message + "b.pdf", "b.pdf|warning|" + message + "a.pdf");
  EXPECT_THAT(marks(), both);
  EXPECT_THAT(marks(), both);  // again, they are no more
}

TEST_F(VersionsTest, NameTheFirstOfVeryMany) {
  for (char digit = 'a'; digit <= 'h'; ++digit) add(digit, "甲局", "income_summary");
  EXPECT_THAT(marks().front(), testing::EndsWith("also b.pdf, c.pdf, d.pdf, e.pdf, f.pdf and others"));
}

// Beijing publishes the narrative and the tables of one budget in two files.
TEST_F(VersionsTest, PartsOfOneDisclosureAreNone) {
  add('a', "甲局", "three_public");
  add('b', "甲局", "income_summary");
  EXPECT_THAT(marks(), IsEmpty());
}

}  // namespace
}  // namespace gongkai::store
