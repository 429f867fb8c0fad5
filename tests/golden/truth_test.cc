// What the program writes into its database for a specimen, against documents.csv, tables.csv and
// amounts.csv beside it, which corpus/make_specimens.py derives from the specimen's source alone.
// A * there leaves a value open. Every difference is listed.

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "golden/program.h"
#include "golden/specimen.h"

namespace gongkai::golden {
namespace {

using Differences = std::vector<std::string>;

// All rows of a query; NULL is "".
std::vector<Record> select(SQLite::Database& database, const std::string& query) {
  SQLite::Statement statement(database, query);
  std::vector<Record> records;
  while (statement.executeStep()) {
    Record& record = records.emplace_back();
    for (int column = 0; column < statement.getColumnCount(); ++column)
      record[statement.getColumnName(column)] = statement.getColumn(column).getString();
  }
  return records;
}

// "row_kind is item, not total; …": where `found` contradicts `expected`.
Differences contradictions(const Record& expected, const Record& found) {
  Differences differences;
  for (const auto& [key, value] : expected)
    if (value != "*" && found.at(key) != value)
      differences.push_back(key + " is '" + found.at(key) + "', not '" + value + "'");
  return differences;
}

std::string described(const Record& record, const std::vector<std::string>& keys) {
  std::string text;
  for (const std::string& key : keys) text += (text.empty() ? "" : " | ") + record.at(key);
  return text;
}

// Pairs every expected record with the found one that agrees on `keys` and contradicts it least;
// lists what is contradicted, missing and left over.
Differences compare(const std::vector<Record>& expected, std::vector<Record> found,
                    const std::vector<std::string>& keys) {
  Differences differences;
  for (const Record& record : expected) {
    auto best = found.end();
    for (auto it = found.begin(); it != found.end(); ++it) {
      const bool same = std::all_of(keys.begin(), keys.end(), [&](const std::string& key) {
        return it->at(key) == record.at(key);
      });
      if (same && (best == found.end() ||
                   contradictions(record, *it).size() < contradictions(record, *best).size()))
        best = it;
    }
    if (best == found.end()) {
      differences.push_back("missing: " + described(record, keys));
      continue;
    }
    for (const std::string& difference : contradictions(record, *best))
      differences.push_back(described(record, keys) + ": " + difference);
    found.erase(best);
  }
  for (const Record& record : found) differences.push_back("left over: " + described(record, keys));
  return differences;
}

// Differences that are known and not mended yet, one test a line. The list may only get shorter.
bool is_known_gap(const std::string& test) {
  std::ifstream file(std::string(GONGKAI_SOURCE_DIR) + "/tests/golden/known_gaps.txt");
  for (std::string line; std::getline(file, line);) {
    if (line == test) return true;
  }
  return false;
}

class Truth : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    const int damaged = GetParam() == "damaged" ? 3 : 0;
    std::vector<std::string> command{"ingest", "--db", file_, "--quiet"};
    for (const auto& input : inputs_of(GetParam())) command.push_back(input);
    ASSERT_EQ(run_gongkai(command).exit_code, damaged);
  }
  void TearDown() override { std::filesystem::remove(file_); }

  std::vector<Record> select(const std::string& query) const {
    SQLite::Database database(file_);
    return golden::select(database, query);
  }
  // Fails with a line for every difference; where known_gaps.txt names the test, for none.
  static void expect_same(const std::vector<Record>& expected, const std::vector<Record>& found,
                          const std::vector<std::string>& keys) {
    std::string lines;
    for (const std::string& difference : compare(expected, found, keys)) lines += difference + "\n";
    const std::string test = testing::UnitTest::GetInstance()->current_test_info()->name();
    if (!is_known_gap(test)) {
      EXPECT_TRUE(lines.empty()) << lines;
    } else {
      EXPECT_FALSE(lines.empty()) << test << " has no gap any more: strike it off known_gaps.txt";
    }
  }

  std::vector<Record> truth(const char* file) const {
    return read_records(folder_of(GetParam()) / file);
  }

 private:
  const std::string file_ =
      testing::TempDir() + "gongkai-truth-" + std::to_string(getpid()) + ".db";
};

TEST_P(Truth, Documents) {
  auto found = select(
      "select source_path as file, status, kind, fiscal_year, unit_code, unit_name, region_code, "
      "(select group_concat(rule, ',') from (select distinct rule from check_result c "
      "where c.document_id = d.document_id and status = 'fail' and not advisory order by rule)) "
      "as failed_rules from document d");
  for (Record& record : found) record["file"] = std::filesystem::path(record["file"]).filename();
  expect_same(truth("documents.csv"), found, {"file"});
}

TEST_P(Truth, Tables) {
  const auto found = select(
      "select kind, title, printed_no, unit, first_page, last_page, is_empty, "
      "(select count(*) from amount where amount.table_id = t.table_id) as amounts "
      "from budget_table t");
  expect_same(truth("tables.csv"), found, {"kind", "title"});
}

TEST_P(Truth, Amounts) {
  const auto found = select(
      "select page_no as page, kind, direction, phase, fund, spend_type, timing, row_kind, memo, "
      "unit_code, unit_name, code_system, code, function_code, economic_code, gov_economic_code, "
      "item_name, column_label, replace(raw, char(10), '') as raw, unit, amount_fen "
      "from amount join budget_table using (table_id)");
  expect_same(truth("amounts.csv"), found, {"page", "kind", "raw"});
}

std::string name_of_specimen(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Corpus, Truth, testing::ValuesIn(specimen_names()), name_of_specimen);

}  // namespace
}  // namespace gongkai::golden
