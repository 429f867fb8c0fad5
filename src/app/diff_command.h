// gongkai diff: what two datasets say differently.
#pragma once

#include <filesystem>

#include "app/exit_code.h"

namespace gongkai::app {

struct DiffOptions {
  std::filesystem::path a, b;
  bool summary = false;  // counts instead of facts
};

// Prints the facts that only one of the datasets has (store/diff.h). kDone where there is none, else
// kDifferent; kUsage, with the reason, where one of them can't be read.
ExitCode run_diff(const DiffOptions& options);

}  // namespace gongkai::app
