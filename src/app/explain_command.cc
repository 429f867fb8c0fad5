#include "app/explain_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <stdexcept>

#include "app/pipeline.h"
#include "app/print.h"
#include "recognize/explanation.h"

namespace gongkai::app {
namespace {

constexpr size_t kTrialsShown = 5;

using recognize::TableExplanation;

extract::Document read_file(const std::filesystem::path& file) try {
  return extract::read_document(file);
} catch (const extract::Unreadable& e) {
  throw std::runtime_error(fmt::format("{}: {}", file.string(), e.what()));
}

std::vector<TableExplanation> explanations_of(const PageOfFile& where, const recognize::Schemas& schemas) {
  const extract::Document document = read_file(where.file);
  require_page(document, where.page);
  auto tables = recognize::explain_tables(document, schemas, where.page);
  if (tables.empty()) {
    spdlog::error("{0}: no table stands on page {1}; gongkai show '{0}' --page {1} --stage grid prints what does",
                  where.file.string(), where.page);
  }
  return tables;
}

void print_trial(const recognize::SchemaTrial& trial) {
  fmt::print("  {} (priority {}):", trial.schema->kind, trial.schema->priority);
  if (trial.title_fits) fmt::print(" the title fits{}", trial.ruled_out_by.empty() ? "" : ", but");
  if (!trial.ruled_out_by.empty()) fmt::print(" title_not '{}' rules it out", trial.ruled_out_by);
  if (!trial.schema->headings.empty()) {
    fmt::print(" {} of {} headings", trial.headings_found, trial.schema->headings.size());
  }
  if (!trial.missing.empty()) fmt::print(", missing '{}'", fmt::join(trial.missing, "', '"));
  fmt::print("\n");
}

void print_table(const TableExplanation& explanation) {
  const recognize::JoinedTable& table = explanation.table;
  fmt::print("table \"{}\"{}{}, pages {}-{}: {}\n", table.title, table.printed_no.empty() ? "" : " ",
             table.printed_no, table.first_page, table.last_page,
             table.schema == nullptr ? "no schema knows it" : "read as " + table.schema->kind);
  fmt::print("schemas that come near:{}\n", explanation.trials.empty() ? " none" : "");
  for (size_t i = 0; i < std::min(kTrialsShown, explanation.trials.size()); ++i) print_trial(explanation.trials[i]);
  fmt::print("columns:\n");
  for (size_t c = 0; c < explanation.columns.size(); ++c) {
    const recognize::Column& column = explanation.columns[c];
    fmt::print("  {}: \"{}\" {} {}{}\n", c, column.label, recognize::name_of(column.role), print(column.meaning.set),
               explanation.known[c] ? "" : " (no rule knows the heading)");
  }
  fmt::print("{}", print(explanation.diagnostics));
}

}  // namespace

ExitCode run_explain(const PageOfFile& where) {
  const Knowledge knowledge = load_knowledge(where.schemas);
  const auto tables = explanations_of(where, knowledge.schemas);
  for (const TableExplanation& table : tables) print_table(table);
  return tables.empty() ? kIncomplete : kDone;
}

ExitCode run_schema_new(const PageOfFile& where) {
  const Knowledge knowledge = load_knowledge(where.schemas);
  const auto tables = explanations_of(where, knowledge.schemas);
  if (tables.empty()) return kIncomplete;
  const auto unknown = std::find_if(tables.begin(), tables.end(),
                                    [](const TableExplanation& table) { return table.table.schema == nullptr; });
  fmt::print("{}", recognize::draft_schema(unknown == tables.end() ? tables.front() : *unknown));
  return kDone;
}

}  // namespace gongkai::app
