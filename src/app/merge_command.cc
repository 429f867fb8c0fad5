#include "app/merge_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "app/correct_command.h"
#include "app/run_lock.h"
#include "base/text.h"
#include "store/database.h"
#include "store/merge.h"

namespace gongkai::app {
namespace {

namespace fs = std::filesystem;

void refuse_to_replace(const MergeOptions& options) {
  const bool is_input =
      std::any_of(options.inputs.begin(), options.inputs.end(), [&](const fs::path& input) {
        return fs::equivalent(input, options.output);
      });
  if (is_input || options.force) return;
  throw std::runtime_error(
      fmt::format("{} is there already; name it among the inputs too, so that its documents are "
                  "kept, or replace it with --force",
                  options.output.string()));
}

}  // namespace

ExitCode run_merge(const MergeOptions& options) {
  if (fs::exists(options.output)) refuse_to_replace(options);
  const RunLock lock(options.output);
  for (const fs::path& input : options.inputs) {
    const auto holder = RunLock::holder_of(input);
    if (!holder || fs::weakly_canonical(input) == fs::weakly_canonical(options.output)) continue;
    throw std::runtime_error(fmt::format("{} is being written by {}; wait until it is done",
                                         input.string(), *holder));
  }
  const store::MergeCounts counts =
      store::naming(options.output, [&] { return store::merge(options.output, options.inputs); });
  fmt::print(stderr, "{}: {} of {}", options.output.string(), counted(counts.documents, "document"),
             counted(options.inputs.size(), "dataset"));
  if (counts.duplicates > 0) fmt::print(stderr, "; in several of them: {}", counts.duplicates);
  fmt::print(stderr, "\n");
  warn_of_conflicts(options.output);
  return kDone;
}

}  // namespace gongkai::app
