// CSV files that people write for gongkai: manifests, corrections.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.h"

namespace gongkai::app {

struct CsvFile {
  std::vector<std::string> columns;  // as the first line names them, without blanks around
  std::vector<CsvRow> rows;          // below it, each with as many fields
};

// UTF-8, UTF-16 or GB 18030. `what` it is ("manifest") begins the messages. Throws std::runtime_error,
// with file and line, where it is no such table.
CsvFile read_csv_file(const std::filesystem::path& file, std::string_view what);

// Throws std::runtime_error("manifest m.csv: why").
[[noreturn]] void refuse_csv_file(const std::filesystem::path& file, std::string_view what, const std::string& why);

// The place of a column; the number of columns where there is none. Throws where two have the name.
size_t find_column(const CsvFile& csv, std::string_view name, const std::filesystem::path& file, std::string_view what);

}  // namespace gongkai::app
