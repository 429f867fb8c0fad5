// Comma-separated values (RFC 4180): the code tables that the program carries, the manifests that its
// users write, and what is exported. Debian's libcsv would take as many lines of callbacks as this
// takes in all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongkai {

// Rows of fields, the header row included. A field in quotes may hold commas, line breaks and
// doubled quotes. A byte order mark, CRLF line ends and empty lines are taken for what they are.
// Throws std::invalid_argument, naming the line, for a quote that is never closed or that text
// follows.
std::vector<std::vector<std::string>> parse_csv(std::string_view text);

// The same, each row with the line that it begins on, from 1: for rows that people write.
struct CsvRow {
  int line = 0;
  std::vector<std::string> fields;
  bool operator==(const CsvRow&) const = default;
};
std::vector<CsvRow> parse_csv_rows(std::string_view text);

// A field as it stands in a row: in quotes where it holds a comma, a quote or a line break.
std::string csv_field(std::string_view text);

}  // namespace gongkai
