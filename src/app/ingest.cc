#include "app/ingest.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <ctime>

#include "app/find_files.h"
#include "app/progress.h"
#include "store/versions.h"

namespace gongkai::app {
namespace {

namespace fs = std::filesystem;

// Now, or the moment that SOURCE_DATE_EPOCH fixes (reproducible-builds.org), so that two runs over
// the same files can give the same bytes.
std::string timestamp() {
  const char* fixed = std::getenv("SOURCE_DATE_EPOCH");
  const std::time_t now = fixed != nullptr ? std::atoll(fixed) : std::time(nullptr);
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

// SQLite keeps two files beside the database while it is open.
std::vector<fs::path> files_of_database(const fs::path& database) {
  return {database, database.string() + "-wal", database.string() + "-shm"};
}

void add(Tally& tally, const Outcome& outcome) {
  tally.tables += outcome.tables;
  tally.amounts += outcome.amounts;
  tally.vouched += outcome.vouched;
  tally.checks_passed += outcome.checks_passed;
  tally.checks_failed += outcome.checks_failed;
}

void count(Tally& tally, store::Status status) {
  ++tally.files;
  tally.ok += status == store::Status::Ok;
  tally.partial += status == store::Status::Partial;
  tally.failed += status == store::Status::Failed;
}

class Run {
 public:
  Run(const IngestOptions& options, const std::vector<Candidate>& candidates)
      : options_(options),
        knowledge_(load_knowledge(options.schemas)),
        database_(options.database),
        writer_(database_, {GONGKAI_VERSION, timestamp()}),
        progress_(candidates.size(), total_bytes(candidates), options.quiet) {}

  void take(const Candidate& candidate) {
    try {
      const extract::FileIdentity identity = extract::identify(candidate.file);
      if (!candidate.named && is_data_file(identity.media_type)) {
        pass_over(candidate.file, identity.media_type);
      } else {
        take(candidate.file, identity);
      }
    } catch (const std::system_error& e) {
      ++tally_.unopened;
      count(tally_, store::Status::Failed);
      warn(candidate.file, "failed", e.code().message());
    }
    progress_.advance(candidate.byte_size);
  }

  const Tally& tally() const { return tally_; }

 private:
  static uint64_t total_bytes(const std::vector<Candidate>& candidates) {
    uint64_t bytes = 0;
    for (const Candidate& candidate : candidates) bytes += candidate.byte_size;
    return bytes;
  }

  void take(const fs::path& file, const extract::FileIdentity& identity) {
    const auto current = writer_.current_status(identity.sha256);
    if (current && !options_.force) {
      ++tally_.unchanged;
      count(tally_, *current);
      return;
    }
    const Outcome outcome = ingest(file, identity, knowledge_, writer_);
    count(tally_, outcome.status);
    add(tally_, outcome);
    if (outcome.status == store::Status::Failed) warn(file, "failed", outcome.error);
    if (outcome.status == store::Status::Partial) warn(file, "partial", outcome.first_error);
  }

  void pass_over(const fs::path& file, const std::string& media_type) {
    ++tally_.data_files;
    progress_.clear();
    spdlog::info("{}: passed over ({} is no disclosure; name the file itself to try it)",
                 file.string(), media_type);
  }

  void warn(const fs::path& file, const char* status, const std::string& reason) const {
    progress_.clear();
    spdlog::warn("{}: {}: {}", file.string(), status, reason);
  }

  const IngestOptions& options_;
  Knowledge knowledge_;
  store::Database database_;
  store::Writer writer_;
  Progress progress_;
  Tally tally_;
};

Tally ingest_all(const IngestOptions& options, const std::vector<Candidate>& candidates) {
  Run run(options, candidates);
  for (const Candidate& candidate : candidates) run.take(candidate);
  return run.tally();
}

// SQLite's messages name neither the file nor a remedy.
Tally try_ingest_all(const IngestOptions& options, const std::vector<Candidate>& candidates) {
  try {
    const Tally tally = ingest_all(options, candidates);
    store::mark_versions(store::Database(options.database).connection());
    return tally;
  } catch (const SQLite::Exception& e) {
    throw std::runtime_error(fmt::format(
        "{}: {}; look whether the folder is there, may be written and has space left, and "
        "whether another program holds the file",
        options.database.string(), e.what()));
  }
}

// What to look at next: one query for each thing that is not as it should be.
std::string suggest_queries(const Tally& tally, const fs::path& database) {
  std::string text;
  const auto suggest = [&](const char* what, const char* sql) {
    text += fmt::format("{}: sqlite3 '{}' \"{}\"\n", what, database.string(), sql);
  };
  if (tally.unopened > 0) {
    text += fmt::format("{} files could not be opened and have no row; see the warnings above\n",
                        tally.unopened);
  }
  if (tally.failed > tally.unopened) {
    suggest("why files failed", "SELECT source_path, error FROM document WHERE status = 'failed'");
  }
  if (tally.partial > 0) {
    suggest("what partial ones lack",
            "SELECT source_path, page_no, code, message FROM diagnostic JOIN document "
            "USING (document_id) WHERE severity = 'error'");
  }
  if (tally.checks_failed > 0) {
    suggest("what does not add up",
            "SELECT source_path, page_no, rule, subject, difference_wan FROM v_check "
            "WHERE advisory = 0");
  }
  return text;
}

}  // namespace

ExitCode exit_code_of(const Tally& tally) {
  return tally.failed + tally.partial > 0 ? kIncomplete : kDone;
}

std::string summarize(const Tally& tally, const fs::path& database) {
  std::string text = fmt::format("{} files: {} ok, {} partial, {} failed", tally.files, tally.ok,
                                 tally.partial, tally.failed);
  if (tally.unchanged > 0) text += fmt::format("; {} were there already", tally.unchanged);
  if (tally.data_files > 0) text += fmt::format("; {} data files passed over", tally.data_files);
  text += '\n';
  if (tally.unchanged < tally.files) {
    text += fmt::format(
        "{} tables, {} amounts, {} of them vouched for by a passed check\n"
        "{} checks passed, {} failed\n",
        tally.tables, tally.amounts, tally.vouched, tally.checks_passed, tally.checks_failed);
  }
  return text + suggest_queries(tally, database);
}

ExitCode run_ingest(const IngestOptions& options) {
  const auto candidates = find_files(options.paths, files_of_database(options.database));
  const Tally tally = try_ingest_all(options, candidates);
  if (!options.quiet) fmt::print(stderr, "{}", summarize(tally, options.database));
  return exit_code_of(tally);
}

}  // namespace gongkai::app
