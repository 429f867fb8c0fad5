#include "store/table_schema.h"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>

#include "base/pattern.h"
#include "base/text.h"
#include "store/table_docs.h"

namespace gongkai::store {
namespace {

FieldType type_of_declaration(const std::string& declared) {
  if (declared == "INTEGER") return FieldType::Integer;
  if (declared == "REAL") return FieldType::Number;
  if (declared == "TEXT") return FieldType::Text;
  return FieldType::Unknown;
}

// The endings of names tell the unit, as docs/dataset.md says of all tables.
std::string unit_of(const std::string& column) {
  if (column.ends_with("_fen")) return "分";
  if (column.ends_with("_wan")) return "万元";
  for (const char* length : {"x0", "y0", "x1", "y1", "width", "height"}) {
    if (column == length) return "pt";
  }
  return "";
}

std::string description_of(const std::string& table, const std::string& column) {
  const auto docs = table_docs().find(table);
  if (docs == table_docs().end()) return "";
  const auto found = docs->second.columns.find(column);
  return found == docs->second.columns.end() ? "" : found->second;
}

Field* find_field(std::vector<Field>& fields, const std::string& name) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& field) { return field.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

// A vocabulary stands in the table's definition, as CHECK (column IN ('…', '…')) or as
// CHECK (column = '…' OR column = '…'); its words may be numbers.
void read_vocabularies(std::string_view definition, std::vector<Field>& fields) {
  static const auto kVocabulary = compile_pattern(R"(CHECK \(\s*(\w+) (IN \([^)]*|= [^)]*)\))");
  static const auto kWord = compile_pattern(R"((?:= |[(,])\s*(?:'([^']*)'|(\d+)))");
  re2::StringPiece rest = piece(definition);
  std::string column, text, number;
  re2::StringPiece words;
  while (RE2::FindAndConsume(&rest, *kVocabulary, &column, &words)) {
    Field* field = find_field(fields, column);
    if (field == nullptr) continue;
    while (RE2::FindAndConsume(&words, *kWord, &text, &number)) {
      field->words.push_back(text + number);  // one of them is empty
    }
    if (field->words == std::vector<std::string>{"0", "1"}) {
      field->type = FieldType::Boolean;
      field->words.clear();
    }
  }
}

void read_columns(SQLite::Database& dataset, TableSchema& table) {
  // xinfo, unlike info, also has the computed columns.
  SQLite::Statement query(
      dataset, R"(SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?) ORDER BY cid)");
  query.bind(1, table.name);
  while (query.executeStep()) {
    Field field;
    field.name = query.getColumn(0).getString();
    const auto declared = query.getColumn(1).getString();
    // A computed column is declared as "REAL GENERATED ALWAYS".
    field.type = type_of_declaration(declared.substr(0, declared.find(' ')));
    field.description = description_of(table.name, field.name);
    field.unit = unit_of(field.name);
    const bool is_key = query.getColumn(3).getInt() > 0;
    field.is_required = is_key || query.getColumn(2).getInt() != 0;
    if (is_key) table.primary_key.push_back(field.name);
    table.fields.push_back(std::move(field));
  }
}

void read_unique_columns(SQLite::Database& dataset, TableSchema& table) {
  SQLite::Statement query(dataset, R"(
      SELECT max(c.name) FROM pragma_index_list(?) i, pragma_index_info(i.name) c
      WHERE i.origin = 'u' GROUP BY i.name HAVING count(*) = 1)");
  query.bind(1, table.name);
  while (query.executeStep()) {
    if (Field* field = find_field(table.fields, query.getColumn(0).getString())) {
      field->is_unique = true;
    }
  }
}

void read_foreign_keys(SQLite::Database& dataset, TableSchema& table) {
  // A key that names no column refers to the other table's primary key.
  SQLite::Statement query(dataset, R"(
      SELECT f."from", f."table",
             coalesce(f."to", (SELECT name FROM pragma_table_xinfo(f."table") WHERE pk = 1))
      FROM pragma_foreign_key_list(?) f ORDER BY f.id DESC)");
  query.bind(1, table.name);
  while (query.executeStep()) {
    table.foreign_keys.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(),
                                  query.getColumn(2).getString()});
  }
}

// A view's column that is a table's column, whatever it is called, is what it is there.
void read_view_columns(SQLite::Database& dataset, const std::vector<TableSchema>& tables,
                       TableSchema& view) {
  sqlite3_stmt* prepared = nullptr;
  const std::string sql = fmt::format("SELECT * FROM {}", view.name);
  if (sqlite3_prepare_v2(dataset.getHandle(), sql.c_str(), -1, &prepared, nullptr) != SQLITE_OK) {
    throw SQLite::Exception(dataset.getHandle());
  }
  const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> query(prepared,
                                                                         sqlite3_finalize);
  for (int i = 0; i < sqlite3_column_count(prepared); ++i) {
    Field field;
    const char* table = sqlite3_column_table_name(prepared, i);
    const char* column = sqlite3_column_origin_name(prepared, i);
    if (table != nullptr && column != nullptr) {
      const auto origin = std::find_if(tables.begin(), tables.end(), [&](const TableSchema& other) {
        return other.name == table;
      });
      for (const Field& other : origin->fields) {
        if (other.name == column) field = other;
      }
      field.is_required = field.is_unique = false;  // joins may leave it out, or repeat it
    }
    field.name = sqlite3_column_name(prepared, i);
    field.unit = unit_of(field.name);
    const std::string own = description_of(view.name, field.name);
    if (!own.empty()) field.description = own;
    view.fields.push_back(std::move(field));
  }
}

}  // namespace

std::vector<TableSchema> read_table_schemas(SQLite::Database& dataset) {
  std::vector<TableSchema> tables;
  SQLite::Statement query(dataset, R"(
      SELECT name, type = 'view', sql FROM sqlite_master
      WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY type, rowid)");
  while (query.executeStep()) {
    TableSchema table;
    table.name = query.getColumn(0).getString();
    table.is_view = query.getColumn(1).getInt() != 0;
    const auto docs = table_docs().find(table.name);
    if (docs != table_docs().end()) table.description = docs->second.description;
    if (table.is_view) {
      read_view_columns(dataset, tables, table);
    } else {
      read_columns(dataset, table);
      read_vocabularies(query.getColumn(2).getString(), table.fields);
      read_unique_columns(dataset, table);
      read_foreign_keys(dataset, table);
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace gongkai::store
