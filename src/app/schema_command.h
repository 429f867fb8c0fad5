// gongkai schema: the layouts that the program knows.
#pragma once

#include <filesystem>

#include "app/exit_code.h"

namespace gongkai::app {

// Prints one line per table schema: its kind and title patterns. `folder` may be empty.
ExitCode run_schema_list(const std::filesystem::path& folder);

// Loads the schemas of a folder on top of the compiled-in ones; the first error is reported with
// file, line and reason (kRunFailed).
ExitCode run_schema_lint(const std::filesystem::path& folder);

}  // namespace gongkai::app
