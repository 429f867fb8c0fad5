#include "app/diff_command.h"

#include <fmt/format.h>

#include <exception>
#include <map>
#include <string>

#include "app/failure.h"
#include "store/database.h"
#include "store/diff.h"

namespace gongkai::app {
namespace {

void print_facts(const store::DocumentDiff& document) {
  if (document.lines.empty()) return;
  fmt::print("--- {}\n+++ {}\n", document.path_a, document.path_b);
  for (const std::string& line : document.lines) fmt::print("{}\n", line);
}

void print_counts(const std::map<std::string, store::FactCounts>& counts) {
  for (const auto& [kind, count] : counts)
    fmt::print("{}: {} in both, {} only in the first, {} only in the second\n", kind, count.both, count.only_a,
               count.only_b);
}

}  // namespace

ExitCode run_diff(const DiffOptions& options) try {
  SQLite::Database a = store::open_for_reading(options.a);
  SQLite::Database b = store::open_for_reading(options.b);
  std::map<std::string, store::FactCounts> counts;
  bool different = false;
  const std::string both = options.a.string() + " or " + options.b.string();
  for (const store::DocumentDiff& document : store::naming(both, [&] { return store::diff(a, b); })) {
    different = different || !document.lines.empty();
    if (!options.summary) print_facts(document);
    for (const auto& [kind, count] : document.counts) {
      counts[kind].both += count.both;
      counts[kind].only_a += count.only_a;
      counts[kind].only_b += count.only_b;
    }
  }
  if (options.summary) print_counts(counts);
  return different ? kDifferent : kDone;
} catch (const std::exception& e) {  // 1 would say that they differ
  fmt::print(stderr, "error: {}\n", describe(e));
  return kUsage;
}

}  // namespace gongkai::app
