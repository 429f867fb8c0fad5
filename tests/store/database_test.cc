#include "store/database.h"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "literal_dataset.h"

namespace gongkai::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A file name of this test's own, in a folder that is removed afterwards.
class DatabaseFile : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() / fmt::format("gongkai_{}", test->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path file() const { return folder_ / "out.db"; }

  std::string error_of_opening() const {
    try {
      Database database(file());
    } catch (const WrongDatabase& e) {
      return e.what();
    }
    return "";
  }

 private:
  std::filesystem::path folder_;
};

TEST_F(DatabaseFile, CreatesTheSchemaOnce) {
  { Database created(file()); }
  Database opened(file());
  EXPECT_THAT(rows(opened, "PRAGMA user_version"), ElementsAre(std::to_string(kSchemaVersion)));
  EXPECT_THAT(rows(opened, "PRAGMA journal_mode"), ElementsAre("wal"));
  EXPECT_THAT(rows(opened, "PRAGMA foreign_keys"), ElementsAre("1"));
}

TEST_F(DatabaseFile, FillsTheReferenceTables) {
  Database database(file());
  EXPECT_THAT(rows(database,
                   "SELECT name, level, parent_code FROM function_code "
                   "WHERE code = '20805' AND coalesce(valid_to, 9999) >= 2026"),
              ElementsAre("行政事业单位养老支出|款|208"));
  EXPECT_THAT(rows(database,
                   "SELECT code_system, code, name FROM economic_code "
                   "WHERE code IN ('30101', '50101') ORDER BY code"),
              ElementsAre("economic_department|30101|基本工资",
                          "economic_government|50101|工资奖金津补贴"));
  EXPECT_THAT(rows(database, "SELECT name, level, parent_code FROM region WHERE code = '140581'"),
              ElementsAre("高平市|county|140500"));
  EXPECT_THAT(rows(database, "SELECT count(*) FROM region WHERE note = '' OR parent_code = ''"),
              ElementsAre("0"));
}

TEST_F(DatabaseFile, RefusesANewerOne) {
  {
    Database database(file());
    database.connection().exec("PRAGMA user_version = 99");
  }
  EXPECT_EQ(error_of_opening(),
            fmt::format("{} was written by a newer gongkai (schema 99, this one knows {}); update "
                        "gongkai, or use a new file",
                        file().string(), kSchemaVersion));
}

TEST_F(DatabaseFile, RefusesAnotherProgramsFileAndLeavesItAlone) {
  {
    SQLite::Database other(file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    other.exec("CREATE TABLE document (name TEXT)");
  }
  EXPECT_THAT(error_of_opening(), HasSubstr("is a SQLite file of another program"));
  SQLite::Database other(file());
  EXPECT_EQ(other.execAndGet("SELECT count(*) FROM sqlite_master").getInt(), 1);
}

TEST_F(DatabaseFile, RefusesAFileThatIsNoDatabase) {
  std::ofstream(file()) << std::string(2000, 'x');
  EXPECT_THAT(error_of_opening(), HasSubstr("is no SQLite file"));
}

// Such a table, for an IN list in a CHECK, costs more than all else about a row.
TEST(Schema, ChecksOfARowBuildNoTable) {
  Database database(":memory:");
  for (const auto& table : rows(database, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
    std::string columns;
    std::string values;
    for (const auto& column :
         rows(database, "SELECT name FROM pragma_table_xinfo('" + table + "') WHERE hidden = 0")) {
      columns += (columns.empty() ? "" : ", ") + column;
      values += values.empty() ? "?" : ", ?";
    }
    SQLite::Statement explain(database.connection(), "EXPLAIN INSERT INTO " + table + " (" + columns +
                                                         ") VALUES (" + values + ")");
    while (explain.executeStep()) {
      EXPECT_NE(explain.getColumn("opcode").getString(), "OpenEphemeral") << table;
    }
  }
}

TEST(Migrate, AltersTablesThenAddsWhatIsNew) {
  Database database(":memory:");
  SQLite::Database& connection = database.connection();
  connection.exec("DROP TABLE diagnostic");  // as if version 2 had added it
  connection.exec("DROP VIEW v_check");      // as if version 2 had changed it
  connection.exec("CREATE VIEW v_check AS SELECT 1");
  connection.exec("UPDATE region SET name = 'old name' WHERE code = '140581'");
  migrate(connection, 3,
          {"ALTER TABLE page ADD COLUMN paper TEXT", "ALTER TABLE page ADD COLUMN colour TEXT"});
  EXPECT_THAT(rows(database, "PRAGMA user_version"), ElementsAre("3"));
  EXPECT_THAT(rows(database, "SELECT paper, colour FROM page"), ElementsAre());
  EXPECT_THAT(rows(database, "SELECT rule FROM v_check"), ElementsAre());
  EXPECT_THAT(rows(database, "SELECT code FROM diagnostic"), ElementsAre());
  EXPECT_THAT(rows(database, "SELECT name FROM region WHERE code = '140581'"),
              ElementsAre("高平市"));
}

TEST(Migrate, LeavesTheOldFileWhereAStepFails) {
  Database database(":memory:");
  EXPECT_THROW(
      migrate(database.connection(), 3,
              {"ALTER TABLE page ADD COLUMN paper TEXT", "ALTER TABLE nowhere ADD COLUMN x"}),
      SQLite::Exception);
  EXPECT_THAT(rows(database, "PRAGMA user_version"), ElementsAre(std::to_string(kSchemaVersion)));
  EXPECT_THAT(rows(database, "SELECT count(*) FROM pragma_table_info('page') WHERE name = 'paper'"),
              ElementsAre("0"));
}

}  // namespace
}  // namespace gongkai::store
