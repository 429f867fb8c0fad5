#include "app/ingest.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <unordered_set>

#include "app/job_queue.h"
#include "app/manifest.h"
#include "app/nursery.h"
#include "app/pipeline.h"
#include "app/progress.h"
#include "app/run_lock.h"
#include "base/byte_stream.h"
#include "store/relations.h"
#include "store/source_files.h"
#include "store/writer.h"

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

// SQLite keeps two files beside the database while it is open, and a run one.
std::vector<fs::path> files_of_database(const fs::path& database) {
  return {database, database.string() + "-wal", database.string() + "-shm",
          RunLock::file_beside(database)};
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

store::FileState state_of(const Candidate& candidate) {
  return {candidate.file.string(), candidate.byte_size, candidate.modified_ns};
}

// What the process that reads documents gets for each of them.
std::string request_for(const extract::Source& source) {
  ByteWriter out;
  out.put_text(source.path);
  out.put_text(source.identity.sha256);
  out.put_text(source.identity.media_type);
  out.put_integer(static_cast<int64_t>(source.identity.byte_size));
  out.put_text(source.bytes);
  return out.bytes();
}

extract::Source source_from(const std::string& request) {
  ByteReader in(request);
  extract::Source source;
  source.path = in.take_text();
  source.identity.sha256 = in.take_text();
  source.identity.media_type = in.take_text();
  source.identity.byte_size = static_cast<uint64_t>(in.take_integer());
  source.bytes = in.take_text();
  return source;
}

// Loads what all documents need; the work has it.
Nursery::Work prepare_reading(const IngestOptions& options, const store::Provenance& provenance) {
  extract::prepare();
  Knowledge shared = load_knowledge(options.schemas);
  // The rest is for what is read without OCR, and for what comes after.
  shared.reading.ocr_budget = std::chrono::seconds(options.limits.cpu_seconds * 2 / 3);
  return [knowledge = std::move(shared), provenance](const std::string& request) {
    return to_bytes(report_on(source_from(request), knowledge, provenance));
  };
}

class Run {
 public:
  Run(const IngestOptions& options, const std::vector<Candidate>& candidates,
      std::optional<Manifest>& manifest)
      : options_(options),
        manifest_(manifest),
        provenance_{GONGKAI_VERSION, timestamp()},
        nursery_(options.limits, [&] { return prepare_reading(options, provenance_); }),
        lock_(options.database),
        database_(options.database),
        writer_(database_),
        files_(database_.connection(), provenance_.extractor_version),
        progress_(candidates.size(), total_bytes(candidates), options.quiet),
        jobs_(options.jobs, nursery_) {}

  // Begins with a file; what comes of it is written when its turn comes.
  void take(const Candidate& candidate) {
    if (const auto sha256 = unchanged_content(candidate)) {
      jobs_.add([this, candidate, sha256 = *sha256] {
        describe(candidate);
        leave(candidate, sha256);
      });
      return;
    }
    try {
      take(candidate, std::make_shared<extract::Source>(extract::load(candidate.file)));
    } catch (const std::system_error& e) {
      jobs_.add([this, candidate, reason = e.code().message()] {
        describe(candidate);
        ++tally_.unopened;
        count(tally_, store::Status::Failed);
        warn(candidate.file.string(), "failed", reason);
        progress_.advance(candidate.byte_size);
      });
    }
  }

  Tally finish() {
    jobs_.drain();
    store::relate_documents(database_.connection());
    return tally_;
  }

 private:
  // Its content is dropped as soon as it is on its way to the process that reads it.
  using Source = std::shared_ptr<extract::Source>;

  static uint64_t total_bytes(const std::vector<Candidate>& candidates) {
    uint64_t bytes = 0;
    for (const Candidate& candidate : candidates) bytes += candidate.byte_size;
    return bytes;
  }

  void take(const Candidate& candidate, const Source& source) {
    const extract::FileIdentity& identity = source->identity;
    if (!candidate.named && is_data_file(identity.media_type)) {
      source->bytes = {};
      if (manifest_) manifest_->find(candidate.file, candidate.relative);
      jobs_.add([this, source] { pass_over(*source); });
    } else if (is_known(identity.sha256)) {
      source->bytes = {};
      jobs_.add([this, candidate, source] {
        remember(candidate, source->identity.sha256);
        leave(candidate, source->identity.sha256);
      });
    } else {
      taken_.insert(identity.sha256);
      std::string request = request_for(*source);
      source->bytes = {};
      jobs_.add(std::move(request), [this, candidate, source](const Ending& ending) {
        write(*source, ending);
        remember(candidate, source->identity.sha256);
      });
    }
  }

  // The content of a file that this version has read and that looks as it did then.
  std::optional<std::string> unchanged_content(const Candidate& candidate) {
    if (options_.force) return std::nullopt;
    const auto sha256 = files_.known_content(state_of(candidate));
    return sha256 && is_known(*sha256) ? sha256 : std::nullopt;
  }

  // Read before by this version, or to be read in this run.
  bool is_known(const std::string& sha256) const {
    if (taken_.contains(sha256)) return true;
    return !options_.force &&
           writer_.current_status(sha256, provenance_.extractor_version).has_value();
  }

  void remember(const Candidate& candidate, const std::string& sha256) {
    files_.remember(state_of(candidate), sha256);
    describe(candidate);
  }

  // By the manifest, where there is one. A file without a row keeps what an earlier one said.
  void describe(const Candidate& candidate) {
    if (!manifest_) return;
    const store::ManifestEntry* entry = manifest_->find(candidate.file, candidate.relative);
    if (entry != nullptr) files_.describe(candidate.file.string(), *entry);
    tally_.without_row += entry == nullptr;
  }

  void pass_over(const extract::Source& source) {
    ++tally_.data_files;
    progress_.clear();
    spdlog::info("{}: passed over ({} is no disclosure; name the file itself to try it)",
                 source.path, source.identity.media_type);
    progress_.advance(source.identity.byte_size);
  }

  void leave(const Candidate& candidate, const std::string& sha256) {
    ++tally_.unchanged;
    const auto status = writer_.current_status(sha256, provenance_.extractor_version);
    count(tally_, status.value_or(store::Status::Failed));
    progress_.advance(candidate.byte_size);
  }

  void write(const extract::Source& source, const Ending& ending) {
    const Outcome outcome = write_report(source, ending);
    count(tally_, outcome.status);
    add(tally_, outcome);
    if (outcome.status == store::Status::Failed) warn(source.path, "failed", outcome.error);
    if (outcome.status == store::Status::Partial) {
      warn(source.path, "partial", outcome.first_error);
    }
    progress_.advance(source.identity.byte_size);
  }

  // Bytes or rows that the dataset does not take are the fault of the document's process alone.
  Outcome write_report(const extract::Source& source, const Ending& ending) {
    std::string error = ending.error;
    try {
      if (error.empty()) {
        const Report report = report_from(ending.reply);
        writer_.write(source.identity.sha256, report.rows);
        return report.outcome;
      }
    } catch (const MalformedBytes& e) {
      error = own_fault(e);
    } catch (const store::InvalidRows& e) {
      error = own_fault(e);
    }
    const Report report = report_failure(source, error, provenance_);
    writer_.write(source.identity.sha256, report.rows);
    return report.outcome;
  }

  void warn(const std::string& file, const char* status, const std::string& reason) const {
    progress_.clear();
    spdlog::warn("{}: {}: {}", file, status, reason);
  }

  const IngestOptions& options_;
  std::optional<Manifest>& manifest_;
  store::Provenance provenance_;
  Nursery nursery_;  // before the database is opened, so that no child knows of it
  RunLock lock_;
  store::Database database_;
  store::Writer writer_;
  store::SourceFiles files_;
  Progress progress_;
  Tally tally_;
  std::unordered_set<std::string> taken_;  // SHA-256 of what this run has begun with
  JobQueue jobs_;
};

volatile std::sig_atomic_t stop_signal = 0;

// Ctrl-C ends a run after the documents that it has begun with; a second one ends it at once.
void stop_when_interrupted() {
  stop_signal = 0;
  struct sigaction action {};
  action.sa_handler = [](int signal) { stop_signal = signal; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM}) sigaction(signal, &action, nullptr);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files fails a write, not the process
}

Tally ingest_all(const IngestOptions& options, const std::vector<Candidate>& candidates,
                 std::optional<Manifest>& manifest) {
  Run run(options, candidates, manifest);
  stop_when_interrupted();
  size_t begun = 0;
  while (begun < candidates.size() && stop_signal == 0) run.take(candidates[begun++]);
  Tally tally = run.finish();
  tally.not_begun = candidates.size() - begun;
  return tally;
}

// SQLite's messages name neither the file nor a remedy.
Tally try_ingest_all(const IngestOptions& options, const std::vector<Candidate>& candidates,
                     std::optional<Manifest>& manifest) {
  try {
    return ingest_all(options, candidates, manifest);
  } catch (const SQLite::Exception& e) {
    throw std::runtime_error(
        fmt::format("{}: {}; {}", options.database.string(), e.what(), store::remedy_for(e)));
  }
}

std::optional<Manifest> load_manifest(const fs::path& file) {
  if (file.empty()) return std::nullopt;
  std::optional<Manifest> manifest(file);
  if (!manifest->other_columns().empty()) {
    spdlog::info("manifest {}: its columns {} are not used", file.string(),
                 fmt::join(manifest->other_columns(), ", "));
  }
  if (manifest->repeated() > 0) {
    spdlog::warn("manifest {}: {} rows have a path that stands in a later row, which counts",
                 file.string(), manifest->repeated());
  }
  return manifest;
}

// Two lines at most: what was joined, and the first of the rows that could not be.
std::string summarize_manifest(const Tally& tally) {
  if (tally.manifest_rows == 0) return "";
  constexpr size_t kExamples = 3;
  const auto& unmatched = tally.rows_without_file;
  std::string text =
      fmt::format("manifest: {} rows, {} of them match no file; {} files have no row\n",
                  tally.manifest_rows, unmatched.size(), tally.without_row);
  if (unmatched.empty()) return text;
  const auto last =
      unmatched.begin() + static_cast<ptrdiff_t>(std::min(kExamples, unmatched.size()));
  return text + fmt::format("rows that match no file: {}{}\n",
                            fmt::join(unmatched.begin(), last, ", "),
                            last == unmatched.end() ? "" : " …");
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
  if (tally.not_begun > 0) return kRunFailed;
  return tally.failed + tally.partial > 0 ? kIncomplete : kDone;
}

std::string summarize(const Tally& tally, const fs::path& database) {
  std::string text = fmt::format("{} files: {} ok, {} partial, {} failed", tally.files, tally.ok,
                                 tally.partial, tally.failed);
  if (tally.unchanged > 0) text += fmt::format("; {} were there already", tally.unchanged);
  if (tally.data_files > 0) text += fmt::format("; {} data files passed over", tally.data_files);
  text += '\n';
  if (tally.not_begun > 0) {
    text +=
        fmt::format("interrupted: {} more files were not begun with; run the same command again\n",
                    tally.not_begun);
  }
  if (tally.unchanged < tally.files) {
    text += fmt::format(
        "{} tables, {} amounts, {} of them vouched for by a passed check\n"
        "{} checks passed, {} failed\n",
        tally.tables, tally.amounts, tally.vouched, tally.checks_passed, tally.checks_failed);
  }
  return text + summarize_manifest(tally) + suggest_queries(tally, database);
}

ExitCode run_ingest(const IngestOptions& options) {
  std::optional<Manifest> manifest = load_manifest(options.manifest);
  std::vector<fs::path> own_files = files_of_database(options.database);
  if (manifest) own_files.push_back(options.manifest);
  auto candidates = find_files(options.paths, own_files);
  std::erase_if(candidates, [&](const Candidate& c) {
    if (is_in_shard(c, options.shard)) return false;
    if (manifest) manifest->find(c.file, c.relative);  // its row is another shard's, not nobody's
    return true;
  });
  Tally tally = try_ingest_all(options, candidates, manifest);
  if (manifest && tally.not_begun == 0) {
    tally.manifest_rows = manifest->size();
    tally.rows_without_file = manifest->unmatched();
  }
  if (!options.quiet) fmt::print(stderr, "{}", summarize(tally, options.database));
  return exit_code_of(tally);
}

}  // namespace gongkai::app
