// gongkai show: what one stage made of a page, as text or drawn over the page's picture.
#pragma once

#include <filesystem>
#include <optional>

#include "app/exit_code.h"

namespace gongkai::app {

enum class Stage { Ink, Grid, Tables, Facts };
enum class Format { Text, Svg };

struct ShowOptions {
  std::filesystem::path file;
  std::optional<int> page;  // 1-based; absent: all pages (text only)
  Stage stage = Stage::Facts;
  Format format = Format::Text;
  std::filesystem::path output;   // empty: standard output
  std::filesystem::path schemas;  // empty: the compiled-in ones only
};

// Throws WrongUsage where there is no such page or picture, std::runtime_error with the file's name for a
// document that can't be read or drawn, recognize::SchemaError, std::system_error.
ExitCode run_show(const ShowOptions& options);

}  // namespace gongkai::app
