#include "store/csv_package.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <fstream>
#include <stdexcept>
#include <vector>

#include "base/csv.h"
#include "store/data_package.h"

namespace gongkai::store {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kRowEnd = "\r\n";

class TextFile {
 public:
  explicit TextFile(const std::filesystem::path& path)
      : path_(path), out_(path, std::ios::binary) {}

  void write(std::string_view text) {
    out_.write(text.data(), static_cast<std::streamsize>(text.size()));
  }
  int64_t close() {
    const int64_t bytes = out_.tellp();
    out_.close();
    if (!out_) {
      throw Unwritable(path_.filename().string());
    }
    return bytes;
  }

 private:
  std::filesystem::path path_;
  std::ofstream out_;
};

std::string csv_value(const SQLite::Column& value) {
  if (value.isNull()) return "";
  if (value.isFloat()) return fmt::format("{}", value.getDouble());
  return csv_field(value.getString());
}

// The type of a view's expression is the broadest of its values.
FieldType broadened(FieldType known, const SQLite::Column& value) {
  if (value.isNull() || known == FieldType::Text) return known;
  if (value.isText()) return FieldType::Text;
  return value.isFloat() || known == FieldType::Number ? FieldType::Number : FieldType::Integer;
}

PackagedTable write_table(const Selection& selection, const TableSchema& schema,
                          const CsvOptions& options, const std::filesystem::path& folder) {
  PackagedTable table{schema};
  TextFile file(folder / (schema.name + ".csv"));
  if (options.byte_order_mark) file.write(kUtf8Mark);
  std::string row;
  for (const Field& field : schema.fields) row += (row.empty() ? "" : ",") + csv_field(field.name);
  file.write(row.append(kRowEnd));
  SQLite::Statement query(selection.dataset(), selection.query_of(schema));
  for (; query.executeStep(); ++table.rows) {
    row.clear();
    for (size_t i = 0; i < schema.fields.size(); ++i) {
      const SQLite::Column value = query.getColumn(static_cast<int>(i));
      if (i > 0) row += ',';
      row += csv_value(value);
      if (schema.fields[i].type != FieldType::Unknown) continue;
      table.schema.fields[i].type = broadened(table.schema.fields[i].type, value);
    }
    file.write(row.append(kRowEnd));
  }
  table.bytes = file.close();
  return table;
}

// "https://www.example.org" of each URL that the documents have.
std::vector<std::string> origins_of(SQLite::Database& dataset) {
  SQLite::Statement query(dataset, R"(
      WITH address AS (
        SELECT source_url AS url, instr(source_url, '://') + 3 AS host
        FROM document JOIN temp.selected_document USING (document_id)
        WHERE instr(source_url, '://') > 0)
      SELECT DISTINCT substr(url, 1, host - 2 + instr(substr(url, host) || '/', '/')) FROM address
      ORDER BY 1)");
  std::vector<std::string> origins;
  while (query.executeStep()) origins.push_back(query.getColumn(0).getString());
  return origins;
}

}  // namespace

ExportCounts write_csv_package(const Selection& selection, const CsvOptions& options,
                               const std::filesystem::path& folder) {
  PackageInfo info;
  info.created = selection.dataset()
                     .execAndGet(
                         "SELECT max(ingested_at) FROM document "
                         "JOIN temp.selected_document USING (document_id)")
                     .getString();
  info.license = options.license;
  info.origins = origins_of(selection.dataset());
  ExportCounts counts;
  std::vector<PackagedTable> tables;
  for (const TableSchema& schema : selection.tables()) {
    tables.push_back(write_table(selection, schema, options, folder));
    ++counts.tables;
    counts.rows += tables.back().rows;
  }
  TextFile file(folder / "datapackage.json");
  file.write(data_package(info, tables));
  file.close();
  return counts;
}

}  // namespace gongkai::store
