// Writes a selection of a dataset as CSV files (RFC 4180, UTF-8) with their datapackage.json.
#pragma once

#include <filesystem>
#include <string>

#include "store/export_counts.h"
#include "store/selection.h"

namespace gongkai::store {

struct CsvOptions {
  std::string license;           // of the data, an identifier
  bool byte_order_mark = false;  // by which Excel tells UTF-8
};

// Into a folder that is there. NULL is an empty field, a number its shortest decimal that reads back
// as the same. Throws Unwritable where a file can't be written.
ExportCounts write_csv_package(const Selection& selection, const CsvOptions& options,
                               const std::filesystem::path& folder);

}  // namespace gongkai::store
