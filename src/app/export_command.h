// gongkai export: takes a dataset, or a part of it, to other programs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "app/exit_code.h"
#include "store/selection.h"

namespace gongkai::app {

enum class ExportFormat : uint8_t { Csv, Workbook, Stata };

struct ExportOptions {
  std::filesystem::path database;
  std::filesystem::path output;  // a folder of CSV or Stata files, or a workbook
  ExportFormat format = ExportFormat::Csv;
  store::DocumentFilter filter;
  std::string license = "notspecified";  // opendefinition.org's word for it
  bool byte_order_mark = false;
};

// What is written is the dataset at one moment, also while an ingest goes on. It is written beside its
// place and moved there when it is whole. Throws std::runtime_error (also store::WrongDatabase) where
// there is nothing exported; the output is then what it was.
ExitCode run_export(const ExportOptions& options);

}  // namespace gongkai::app
