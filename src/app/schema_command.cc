#include "app/schema_command.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "app/pipeline.h"
#include "base/text.h"

namespace gongkai::app {

ExitCode run_schema_list(const std::filesystem::path& folder) {
  for (const recognize::TableSchema& table : load_knowledge(folder).schemas.tables) {
    fmt::print("{}", table.kind);
    for (const auto& pattern : table.title) fmt::print("  {}", pattern->pattern());
    fmt::print("\n");
  }
  return kDone;
}

ExitCode run_schema_lint(const std::filesystem::path& folder) {
  try {
    const recognize::Schemas schemas = load_knowledge(folder).schemas;
    fmt::print("{}, {}, {}: no errors\n", counted(schemas.tables.size(), "table"),
               counted(schemas.headings.rules().size(), "heading"),
               counted(schemas.rows.rules().size(), "row label"));
    return kDone;
  } catch (const recognize::SchemaError& e) {
    spdlog::error("{}", e.what());
    return kRunFailed;
  }
}

}  // namespace gongkai::app
