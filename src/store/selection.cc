#include "store/selection.h"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

namespace gongkai::store {
namespace {

bool names_column(const TableSchema& table, const std::string& name) {
  return std::any_of(table.fields.begin(), table.fields.end(),
                     [&](const Field& field) { return field.name == name; });
}

const TableSchema& schema_of(const std::vector<TableSchema>& tables, const std::string& name) {
  return *std::find_if(tables.begin(), tables.end(),
                       [&](const TableSchema& table) { return table.name == name; });
}

// 140000 is all of province 14, 140500 all of city 1405.
std::string region_prefix(std::string code) {
  while (code.size() > 2 && code.ends_with("00")) code.resize(code.size() - 2);
  return code;
}

void refuse_unknown_kinds(const TableSchema& documents, const DocumentFilter& filter) {
  const auto kind = std::find_if(documents.fields.begin(), documents.fields.end(),
                                 [](const Field& field) { return field.name == "kind"; });
  for (const std::string& wanted : filter.kinds) {
    if (std::count(kind->words.begin(), kind->words.end(), wanted) > 0) continue;
    throw UnknownKind(
        fmt::format("--kind: \"{}\" is none of {}", wanted, fmt::join(kind->words, ", ")));
  }
}

// "(condition OR condition …)", one for each word; "1" for none.
template <typename Words>
std::string any_of_words(const char* condition, const Words& words) {
  if (words.empty()) return "1";
  return fmt::format("({})", fmt::join(std::vector<const char*>(words.size(), condition), " OR "));
}

// With what a filter can ask for.
std::string nothing_fits(SQLite::Database& dataset) {
  const auto words = [&](const char* column) {
    const std::string known = dataset
                                  .execAndGet(fmt::format("SELECT group_concat(word, ', ') FROM (SELECT DISTINCT {} AS "
                                                          "word FROM document WHERE word IS NOT NULL ORDER BY 1)",
                                                          column))
                                  .getString();
    return known.empty() ? "none" : known;
  };
  return fmt::format("no document is of these regions, years and kinds; there are the provinces: {}; years: {}; kinds: {}",
                     words("substr(region_code, 1, 2)"), words("fiscal_year"), words("kind"));
}

int note_documents(SQLite::Database& dataset, const DocumentFilter& filter) {
  dataset.exec(
      "DROP TABLE IF EXISTS temp.selected_document;"
      "CREATE TEMP TABLE selected_document (document_id INTEGER PRIMARY KEY)");
  SQLite::Statement insert(dataset,
                           fmt::format("INSERT INTO temp.selected_document "
                                       "SELECT document_id FROM document WHERE {} AND {} AND {}",
                                       any_of_words("region_code LIKE ? || '%'", filter.regions),
                                       any_of_words("fiscal_year = ?", filter.years),
                                       any_of_words("kind = ?", filter.kinds)));
  int place = 0;
  for (const std::string& region : filter.regions) insert.bind(++place, region_prefix(region));
  for (const int year : filter.years) insert.bind(++place, year);
  for (const std::string& kind : filter.kinds) insert.bind(++place, kind);
  return insert.exec();
}

}  // namespace

Selection::Selection(SQLite::Database& dataset, const DocumentFilter& filter)
    : dataset_(dataset), tables_(read_table_schemas(dataset)), is_whole_(filter.is_empty()) {
  refuse_unknown_kinds(schema_of(tables_, "document"), filter);
  if (note_documents(dataset, filter) == 0 && !is_whole_) {
    throw std::runtime_error(nothing_fits(dataset));
  }
}

std::string Selection::condition_of(const TableSchema& table) const {
  const std::string_view selected = "(SELECT document_id FROM temp.selected_document)";
  if (names_column(table, "document_id")) return fmt::format("document_id IN {}", selected);
  for (const ForeignKey& key : table.foreign_keys) {
    const std::string inner = condition_of(schema_of(tables_, key.table));
    if (inner == "1") continue;
    return fmt::format("{} IN (SELECT {} FROM {} WHERE {})", key.column, key.to_column, key.table,
                       inner);
  }
  // Files are told by their content, which is no key: an archive has a row, too, and is no document.
  if (names_column(table, "sha256")) {
    return fmt::format("sha256 IN (SELECT sha256 FROM document WHERE document_id IN {})", selected);
  }
  return "1";
}

std::string Selection::query_of(const TableSchema& table, const std::string& also) const {
  std::vector<std::string> columns;
  for (const Field& field : table.fields) columns.push_back(fmt::format("\"{}\"", field.name));
  const std::string order = table.primary_key.empty()
                                ? table.is_view ? "1" : "rowid"
                                : fmt::format("{}", fmt::join(table.primary_key, ", "));
  return fmt::format("SELECT {} FROM {} WHERE {} AND {} ORDER BY {}", fmt::join(columns, ", "),
                     table.name, is_whole_ ? "1" : condition_of(table), also, order);
}

}  // namespace gongkai::store
