// gongkai explain and gongkai schema new: which schemas know the tables of a page, and a schema to begin
// with for one that none knows.
#pragma once

#include <filesystem>

#include "app/exit_code.h"

namespace gongkai::app {

struct PageOfFile {
  std::filesystem::path file;
  int page = 1;                   // 1-based
  std::filesystem::path schemas;  // folder of further layouts; empty: the compiled-in ones only
};

// Both throw std::runtime_error with the file's name for a document that can't be read, WrongUsage where it
// has no such page, recognize::SchemaError, and end with kIncomplete where the page holds no table.

// Prints, for each table of a page, its title and columns, which kind it was taken for, and how the
// schemas that come near fit.
ExitCode run_explain(const PageOfFile& where);

// Prints a schema file for the first table of a page that no schema knows, else for its first table.
ExitCode run_schema_new(const PageOfFile& where);

}  // namespace gongkai::app
