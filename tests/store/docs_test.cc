// docs/dataset.md describes the dataset that schemas/dataset.sql makes, neither more nor less.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/text.h"
#include "literal_dataset.h"
#include "store/table_docs.h"

namespace gongkai::store {
namespace {

std::vector<std::string> documentation() {
  std::ifstream file(GONGKAI_SOURCE_DIR "/docs/dataset.md");
  std::stringstream text;
  text << file.rdbuf();
  return split(text.str(), '\n');
}

// The names in `code` style of a line.
std::vector<std::string> quoted_names(const std::string& line) {
  std::vector<std::string> names;
  const auto pieces = split(line, '`');
  for (size_t i = 1; i < pieces.size(); i += 2) names.push_back(pieces[i]);
  return names;
}

std::map<std::string, std::set<std::string>> described_columns() {
  std::map<std::string, std::set<std::string>> tables;
  for (const auto& [table, docs] : table_docs()) {
    if (table.starts_with("v_")) continue;  // a view's columns are mostly those of its tables
    for (const auto& [column, meaning] : docs.columns) tables[table].insert(column);
  }
  return tables;
}

std::map<std::string, std::set<std::string>> actual_columns(Database& database) {
  std::map<std::string, std::set<std::string>> tables;
  for (const std::string& table :
       rows(database, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
    for (const auto& column :
         rows(database, "SELECT name FROM pragma_table_xinfo('" + table + "')")) {
      tables[table].insert(column);
    }
  }
  return tables;
}

TEST(DatasetDocs, DescribeEveryTableAndColumn) {
  Database database(":memory:");
  EXPECT_EQ(described_columns(), actual_columns(database));
}

TEST(DatasetDocs, NameEveryView) {
  Database database(":memory:");
  const auto lines = documentation();
  for (const auto& view : rows(database, "SELECT name FROM sqlite_master WHERE type = 'view'")) {
    EXPECT_THAT(lines, testing::Contains("### " + view));
  }
}

// The words that a column may hold stand in CHECK (column IN ('…', …)) constraints.
TEST(DatasetDocs, NameEveryWordOfTheVocabularies) {
  Database database(":memory:");
  std::set<std::string> described;
  for (const std::string& line : documentation()) {
    for (const std::string& name : quoted_names(line)) described.insert(name);
  }
  for (const auto& sql : rows(database, "SELECT sql FROM sqlite_master WHERE type = 'table'")) {
    const auto pieces = split(sql, '\'');
    for (size_t i = 1; i < pieces.size(); i += 2) {
      if (is_valid_utf8(pieces[i]) && pieces[i].size() > 1 && !is_han(decode_utf8(pieces[i])[0])) {
        EXPECT_TRUE(described.contains(pieces[i]) || pieces[i] == "integer") << pieces[i];
      }
    }
  }
}

}  // namespace
}  // namespace gongkai::store
