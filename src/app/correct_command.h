// gongkai correct: what a researcher says should stand where a document prints something else.
#pragma once

#include <filesystem>

#include "app/exit_code.h"

namespace gongkai::app {

struct CorrectOptions {
  std::filesystem::path database;
  std::filesystem::path corrections;  // a CSV file; empty: those that the dataset has are listed
  bool replace = false;               // forget those of earlier files
};

// Prints what came of each correction of the dataset. kIncomplete where some are in conflict. Throws
// std::runtime_error (also store::WrongDatabase), having changed nothing, where the file is no table of
// corrections; it then names each line that is none.
ExitCode run_correct(const CorrectOptions& options);

// Says so where corrections of a dataset no longer fit what was read.
void warn_of_conflicts(const std::filesystem::path& database);

}  // namespace gongkai::app
