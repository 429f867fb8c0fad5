// What a dataset's tables and views are: names and types as SQLite has them, meanings as
// docs/dataset.md has them. Everything that is exported is made from this, so that a new column of
// schemas/dataset.sql needs no further step.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <string>
#include <vector>

namespace gongkai::store {

enum class FieldType : uint8_t {
  Unknown,  // a view's own expression: its values tell
  Integer,
  Number,
  Boolean,  // an integer, 0 or 1
  Text,
};

struct Field {
  std::string name;
  FieldType type = FieldType::Unknown;
  std::string description;         // Markdown; "" where none is said
  std::string unit;                // of the values: 分, 万元, pt; "" for none
  bool is_required = false;        // never NULL
  bool is_unique = false;          // no value twice
  std::vector<std::string> words;  // all that may stand there; empty: anything
};

struct ForeignKey {
  std::string column;
  std::string table;      // that it refers to
  std::string to_column;  // there
};

struct TableSchema {
  std::string name;
  bool is_view = false;
  std::string description;
  std::vector<Field> fields;
  std::vector<std::string> primary_key;
  std::vector<ForeignKey> foreign_keys;
};

// The dataset's tables, in the order of schemas/dataset.sql (what a row refers to comes before it),
// then its views.
std::vector<TableSchema> read_table_schemas(SQLite::Database& dataset);

}  // namespace gongkai::store
