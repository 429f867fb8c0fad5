#include "store/table_docs.h"

#include "base/text.h"
#include "embedded/dataset_docs.h"

namespace gongkai::store {
namespace {

constexpr std::string_view kSection = "## ";
constexpr std::string_view kTable = "### ";
constexpr std::string_view kColumnRow = "| `";

void add_columns(const std::string& row, TableDocs& docs) {
  const auto cells = split(row, '|');
  if (cells.size() < 3) return;
  const auto names = split(cells[1], '`');
  for (size_t i = 1; i < names.size(); i += 2) docs.columns[names[i]] = trimmed(cells[2]);
}

}  // namespace

std::map<std::string, TableDocs> parse_table_docs(std::string_view markdown) {
  std::map<std::string, TableDocs> tables;
  TableDocs* current = nullptr;
  for (const std::string& line : split(markdown, '\n')) {
    if (line.starts_with(kSection)) current = nullptr;
    if (line.starts_with(kTable)) {
      current = &tables[line.substr(kTable.size())];
    } else if (current != nullptr && line.starts_with(kColumnRow)) {
      add_columns(line, *current);
    } else if (current != nullptr && current->description.empty() && !line.starts_with('|')) {
      current->description = line;
    }
  }
  return tables;
}

const std::map<std::string, TableDocs>& table_docs() {
  static const auto docs = parse_table_docs(embedded::dataset_docs.front().text);
  return docs;
}

}  // namespace gongkai::store
