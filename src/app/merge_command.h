// gongkai merge: joins the datasets of several machines.
#pragma once

#include <filesystem>
#include <vector>

#include "app/exit_code.h"

namespace gongkai::app {

struct MergeOptions {
  std::filesystem::path output;
  std::vector<std::filesystem::path> inputs;
  bool force = false;  // replace an output that exists
};

// Throws std::runtime_error (also store::WrongDatabase) where there is nothing merged; the output is
// then what it was.
ExitCode run_merge(const MergeOptions& options);

}  // namespace gongkai::app
