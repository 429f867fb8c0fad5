#include "app/csv_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/text.h"
#include "extract/reader.h"
#include "extract/text_reader.h"

namespace gongkai::app {

namespace fs = std::filesystem;

void refuse_csv_file(const fs::path& file, std::string_view what, const std::string& why) {
  throw std::runtime_error(fmt::format("{} {}: {}", what, file.string(), why));
}

CsvFile read_csv_file(const fs::path& file, std::string_view what) {
  const auto text = extract::decode_text(extract::load(file).bytes, extract::Ending::Whole);
  if (!text) refuse_csv_file(file, what, "it is no text; save it as CSV in UTF-8");
  CsvFile csv;
  try {
    csv.rows = parse_csv_rows(*text);
  } catch (const std::invalid_argument& e) {
    refuse_csv_file(file, what, e.what());
  }
  if (csv.rows.empty()) refuse_csv_file(file, what, "it is empty; its first line must name its columns");
  for (const std::string& heading : csv.rows.front().fields) csv.columns.push_back(trimmed(heading));
  csv.rows.erase(csv.rows.begin());
  for (const CsvRow& row : csv.rows) {
    if (row.fields.size() == csv.columns.size()) continue;
    refuse_csv_file(file, what,
                    fmt::format("line {} has {} fields, but the first line names {} columns; put texts with "
                                "commas in quotes",
                                row.line, row.fields.size(), csv.columns.size()));
  }
  return csv;
}

size_t find_column(const CsvFile& csv, std::string_view name, const fs::path& file, std::string_view what) {
  if (std::count(csv.columns.begin(), csv.columns.end(), name) > 1) {
    refuse_csv_file(file, what, fmt::format("it has two columns {}", name));
  }
  return static_cast<size_t>(std::find(csv.columns.begin(), csv.columns.end(), name) - csv.columns.begin());
}

}  // namespace gongkai::app
