// gongkai check: what a dataset's documents say twice and differently.
#pragma once

#include <filesystem>
#include <string>

#include "app/exit_code.h"

namespace gongkai::app {

struct CheckOptions {
  std::filesystem::path database;
  std::string document;   // part of a source path, a unit's name, or a document_id; "" for all
  bool failed = false;    // only documents with a failing check
  bool advisory = false;  // also hints: rules that a sound document may break
};

// Prints, for each document, how many checks passed, failed and were skipped, and each failing one:
// its rule and subject, what was expected and what stands there (元), where the figures are printed.
// Nothing is computed again: all of it is in check_result and check_amount. kIncomplete where a
// check fails. Throws WrongDatabase, and std::runtime_error where no document is meant.
ExitCode run_check(const CheckOptions& options);

}  // namespace gongkai::app
