#include "app/ingest.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <unordered_set>
#include <utility>

#include "app/correct_command.h"
#include "app/failure.h"
#include "app/job_queue.h"
#include "app/manifest.h"
#include "app/nursery.h"
#include "app/pipeline.h"
#include "app/progress.h"
#include "app/reading_process.h"
#include "app/run_lock.h"
#include "app/run_log.h"
#include "app/temporary_folder.h"
#include "app/timestamp.h"
#include "app/unpacked_archive.h"
#include "base/archive_path.h"
#include "base/byte_stream.h"
#include "base/release.h"
#include "base/text.h"
#include "extract/ocr/runtime_version.h"
#include "store/relations.h"
#include "store/search.h"
#include "store/source_files.h"
#include "store/writer.h"

namespace gongkai::app {
namespace {

namespace fs = std::filesystem;

// SQLite keeps two files beside the database while it is open, a run one, and a search its index.
std::vector<fs::path> files_of_database(const fs::path& database) {
  return {database, database.string() + "-wal", database.string() + "-shm",
          RunLock::file_beside(database), store::search_index_of(database)};
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

constexpr size_t kExamples = 3;  // of anything, in a summary

void note(Reasons& reasons, const std::string& reason, const std::string& path) {
  SameReason& same = reasons[reason];
  ++same.documents;
  if (same.examples.size() < kExamples) same.examples.push_back(path);
}

store::FileState state_of(const Candidate& candidate) {
  return {candidate.file.string(), candidate.byte_size, candidate.modified_ns};
}

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

// Why an archive is a failed document; "" where all that is in it could be read.
std::string error_of(const UnpackedArchive& archive) {
  const auto& flaws = archive.flaws();
  if (!archive.error().empty()) {
    return fmt::format("{} (files that were read: {})", archive.error(), archive.members().size());
  }
  if (!flaws.empty()) {
    return fmt::format("{} of {} in it can't be read, first {}: {}",
                       flaws.size(), counted(flaws.size() + archive.members().size(), "file"), flaws.front().path,
                       flaws.front().reason);
  }
  return archive.members().empty() ? "the archive holds no files; download it again" : "";
}

class Run {
 public:
  Run(const IngestOptions& options, const std::vector<Candidate>& candidates,
      std::optional<Manifest>& manifest, RunLog& log)
      : options_(options),
        manifest_(manifest),
        log_(log),
        provenance_{GONGKAI_VERSION, timestamp()},
        converter_{find_office_program(), work_folder_.path()},
        nursery_(options.limits, [&] { return work_of(Reads::TextOnly); }),
        scan_nursery_(options.limits, [&] { return work_of(Reads::All); }),
        lock_(options.database),
        database_(options.database),
        writer_(database_),
        files_(database_.connection(), provenance_.extractor_version),
        progress_(candidates.size(), total_bytes(candidates), options.quiet),
        jobs_(options.jobs, nursery_, &scan_nursery_) {}

  // Begins with a file; what comes of it is written when its turn comes.
  void take(const Candidate& candidate) {
    if (leave_unchanged(candidate)) return;
    try {
      take(candidate, std::make_shared<extract::Source>(extract::load(candidate.file)));
    } catch (const std::system_error& e) {
      jobs_.add([this, candidate, reason = e.code().message()] {
        describe(candidate);
        ++tally_.unopened;
        account({candidate.file.string(), "", {.status = store::Status::Failed, .error = reason}});
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
  Nursery::Work work_of(Reads reads) const {
    return prepare_work(options_.schemas, options_.limits, options_.ocr, reads, provenance_, converter_);
  }

  // Its content is dropped as soon as it is on its way to the process that reads it.
  using Source = std::shared_ptr<extract::Source>;

  static uint64_t total_bytes(const std::vector<Candidate>& candidates) {
    uint64_t bytes = 0;
    for (const Candidate& candidate : candidates) bytes += candidate.byte_size;
    return bytes;
  }

  // An archive that is being taken apart.
  struct OpenArchive {
    int depth = 0;  // of the files that are taken: 2 in an archive that lies in another one
    extract::ArchiveLimits left = {};
    std::unordered_set<std::string> paths = {};  // of the documents in it
  };

  // `outer`: the archive that the file was found in.
  void take(const Candidate& candidate, const Source& source, OpenArchive* outer = nullptr) {
    const extract::FileIdentity& identity = source->identity;
    const int depth = outer == nullptr ? 0 : outer->depth;
    if (extract::is_archive(identity.media_type) && depth < extract::kMaxArchiveDepth &&
        !source->bytes.empty()) {
      return outer == nullptr ? take_archive(candidate, source)
                              : take_members(candidate, source, *outer);
    }
    if (!candidate.named && is_data_file(identity.media_type)) {
      release(source->bytes);
      if (manifest_) manifest_->find(candidate.file, candidate.relative);
      return jobs_.add([this, source] { pass_over(*source); });
    }
    if (outer != nullptr) outer->paths.insert(candidate.file.string());
    if (is_known(identity.sha256)) {
      release(source->bytes);
      return jobs_.add([this, candidate, source] {
        remember(candidate, source->identity.sha256);
        leave(candidate, source->identity.sha256);
      });
    }
    taken_.insert(identity.sha256);
    std::string request = read_request(*source, converter_);
    release(source->bytes);
    jobs_.add(std::move(request), [this, candidate, source](const Ending& ending) {
      write(*source, ending);
      remember(candidate, source->identity.sha256);
    });
  }

  // An archive is remembered when all that is in it has been written: it is unchanged only then.
  void take_archive(const Candidate& candidate, const Source& source) {
    OpenArchive archive;
    take_members(candidate, source, archive);
    if (stop_signal != 0) return;
    jobs_.add([this, candidate, source, paths = std::move(archive.paths)] {
      for (const store::KnownFile& member : files_.known_members(candidate.file.string())) {
        if (!paths.contains(member.path)) files_.forget(member);
      }
      files_.remember(state_of(candidate), source->identity.sha256);
      ++tally_.archives;
      progress_.advance(candidate.byte_size);
    });
  }

  void take_members(const Candidate& candidate, const Source& source, OpenArchive& archive) {
    const UnpackedArchive unpacked(nursery_, *source, archive.left);
    release(source->bytes);
    archive.left.bytes -= std::min(archive.left.bytes, unpacked.byte_size());
    archive.left.members -= std::min(archive.left.members, unpacked.members().size());
    report_flaws(candidate, source, unpacked, archive);
    ++archive.depth;
    for (const UnpackedArchive::Member& member : unpacked.members()) {
      if (stop_signal != 0) break;
      const Candidate file{path_in_archive(candidate.file.string(), member.path),
                           path_in_archive(candidate.relative, member.path), /*named=*/false,
                           member.byte_size, candidate.modified_ns};
      progress_.expect(member.byte_size);
      take(file,
           std::make_shared<extract::Source>(
               extract::source_of(file.file.string(), unpacked.bytes_of(member))),
           &archive);
    }
    --archive.depth;
  }

  // An archive is a failed document where something in it can't be read.
  void report_flaws(const Candidate& candidate, const Source& source,
                    const UnpackedArchive& unpacked, OpenArchive& archive) {
    const std::string error = error_of(unpacked);
    if (error.empty()) return;
    Diagnostics diagnostics;
    for (const UnpackedArchive::Flaw& flaw : unpacked.flaws()) {
      diagnostics.push_back(
          {Severity::Error, 0, "archive.unread", fmt::format("{}: {}", flaw.path, flaw.reason)});
    }
    archive.paths.insert(candidate.file.string());
    taken_.insert(source->identity.sha256);
    jobs_.add([this, candidate, source, error, diagnostics = std::move(diagnostics)] {
      account({source->path, source->identity.sha256, write_failure(*source, error, diagnostics)});
      remember(candidate, source->identity.sha256);
    });
  }

  // True for a file that looks as it did when this version read it and whose content is in the
  // dataset; an archive's content is what is in it.
  bool leave_unchanged(const Candidate& candidate) {
    if (options_.force) return false;
    const auto sha256 = files_.known_content(state_of(candidate));
    if (!sha256) return false;
    std::vector<store::KnownFile> files = files_.known_members(candidate.file.string());
    if (files.empty() || is_known(*sha256)) {
      files.insert(files.begin(), {candidate.file.string(), *sha256});
    }
    if (!std::all_of(files.begin(), files.end(),
                     [&](const store::KnownFile& file) { return is_known(file.sha256); })) {
      return false;
    }
    jobs_.add([this, candidate, files = std::move(files)] {
      for (const store::KnownFile& file : files) {
        describe(file.path, candidate.relative + file.path.substr(candidate.file.string().size()));
        leave(file.path, file.sha256);
      }
      progress_.advance(candidate.byte_size);
    });
    return true;
  }

  // Read before by this version, or to be read in this run.
  bool is_known(const std::string& sha256) const {
    if (taken_.contains(sha256)) return true;
    if (options_.force) return false;
    const auto standing = writer_.standing(sha256, provenance_.extractor_version);
    const bool can_be_read_now = standing && !converter_.program.empty() &&
                                 standing->error.ends_with(extract::kInstallLibreOffice);
    return standing && !can_be_read_now;
  }

  void remember(const Candidate& candidate, const std::string& sha256) {
    files_.remember(state_of(candidate), sha256);
    describe(candidate);
  }

  void describe(const Candidate& candidate) { describe(candidate.file, candidate.relative); }

  // By the manifest, where there is one. A file without a row keeps what an earlier one said.
  void describe(const fs::path& file, const std::string& relative) {
    if (!manifest_) return;
    const store::ManifestEntry* entry = manifest_->find(file, relative);
    if (entry != nullptr) files_.describe(file.string(), *entry);
    tally_.without_row += entry == nullptr;
  }

  void pass_over(const extract::Source& source) {
    ++tally_.data_files;
    log_.pass_over(source.path, source.identity.media_type);
    progress_.clear();
    spdlog::info("{}: passed over ({} is no disclosure; name the file itself to try it)",
                 source.path, source.identity.media_type);
    progress_.advance(source.identity.byte_size);
  }

  void leave(const Candidate& candidate, const std::string& sha256) {
    leave(candidate.file.string(), sha256);
    progress_.advance(candidate.byte_size);
  }

  void leave(const std::string& path, const std::string& sha256) {
    DocumentEvent event{path, sha256};
    event.unchanged = true;
    if (const auto standing = writer_.standing(sha256, provenance_.extractor_version)) {
      event.outcome.status = standing->status;
      event.outcome.error = standing->error;
    }
    account(event);
  }

  void write(const extract::Source& source, const Ending& ending) {
    account({source.path, source.identity.sha256, write_report(source, ending), ending.seconds});
    progress_.advance(source.identity.byte_size);
  }

  // Counts, logs and says what became of a document.
  void account(const DocumentEvent& event) {
    const Outcome& outcome = event.outcome;
    log_.document(event);
    count(tally_, outcome.status);
    add(tally_, outcome);
    progress_.count(outcome.pages, outcome.status == store::Status::Failed);
    tally_.unchanged += event.unchanged;
    if (outcome.status == store::Status::Failed) note(tally_.failures, outcome.error, event.path);
    if (event.unchanged) return;
    if (outcome.status == store::Status::Failed) warn(event.path, "failed", outcome.error);
    if (outcome.status == store::Status::Partial) {
      note(tally_.shortcomings, outcome.first_code, event.path);
      warn(event.path, "partial", outcome.first_error);
    }
  }

  Outcome write_failure(const extract::Source& source, const std::string& error,
                        const Diagnostics& diagnostics = {}) {
    const Report report = report_failure(source, error, provenance_, diagnostics);
    writer_.write(source.identity.sha256, report.rows);
    return report.outcome;
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
    return write_failure(source, error);
  }

  void warn(const std::string& file, const char* status, const std::string& reason) const {
    progress_.clear();
    spdlog::warn("{}: {}: {}", file, status, reason);
  }

  const IngestOptions& options_;
  std::optional<Manifest>& manifest_;
  RunLog& log_;
  store::Provenance provenance_;
  TemporaryFolder work_folder_;
  OfficeConverter converter_;
  Nursery nursery_, scan_nursery_;  // before the database is opened, so that no child knows of it
  RunLock lock_;
  store::Database database_;
  store::Writer writer_;
  store::SourceFiles files_;
  Progress progress_;
  Tally tally_;
  std::unordered_set<std::string> taken_;  // SHA-256 of what this run has begun with
  JobQueue jobs_;
};

Tally ingest_all(const IngestOptions& options, const std::vector<Candidate>& candidates,
                 std::optional<Manifest>& manifest, RunLog& log) {
  Run run(options, candidates, manifest, log);
  stop_when_interrupted();
  size_t begun = 0;
  while (begun < candidates.size() && stop_signal == 0) run.take(candidates[begun++]);
  Tally tally = run.finish();
  tally.not_begun = candidates.size() - begun;
  warn_of_conflicts(options.database);
  return tally;
}

std::optional<Manifest> load_manifest(const fs::path& file) {
  if (file.empty()) return std::nullopt;
  std::optional<Manifest> manifest(file);
  if (!manifest->other_columns().empty()) {
    spdlog::info("manifest {}: its columns {} are not used", file.string(),
                 fmt::join(manifest->other_columns(), ", "));
  }
  if (manifest->repeated() > 0) {
    spdlog::warn("manifest {}: {} with a path that stands in a later row, which counts",
                 file.string(), counted(manifest->repeated(), "row"));
  }
  return manifest;
}

// Two lines at most: what was joined, and the first of the rows that could not be.
std::string summarize_manifest(const Tally& tally) {
  if (tally.manifest_rows == 0) return "";
  const auto& unmatched = tally.rows_without_file;
  std::string text =
      fmt::format("manifest: {}, {} without a file; {} without a row\n",
                  counted(tally.manifest_rows, "row"), unmatched.size(), counted(tally.without_row, "file"));
  if (unmatched.empty()) return text;
  const auto last =
      unmatched.begin() + static_cast<ptrdiff_t>(std::min(kExamples, unmatched.size()));
  return text + fmt::format("rows without a file: {}{}\n",
                            fmt::join(unmatched.begin(), last, ", "),
                            last == unmatched.end() ? "" : " …");
}

// The reasons that most documents have, a line each; an error says what to do about it.
std::string summarize_reasons(const char* of_what, const Reasons& reasons) {
  constexpr size_t kReasons = 8;
  std::vector<std::pair<std::string, SameReason>> order(reasons.begin(), reasons.end());
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.second.documents > b.second.documents;
  });
  std::string text;
  for (size_t i = 0; i < std::min(kReasons, order.size()); ++i) {
    const auto& [reason, same] = order[i];
    text += fmt::format("{} {}: {}\n    {}{}\n", same.documents, of_what, reason,
                        fmt::join(same.examples, ", "),
                        same.documents > same.examples.size() ? " …" : "");
  }
  if (order.size() > kReasons) {
    text += fmt::format("{}: {} other reasons\n", of_what, order.size() - kReasons);
  }
  return text;
}

// What to look at next: one query for each thing that is not as it should be.
std::string suggest_queries(const Tally& tally, const fs::path& database) {
  std::string text;
  const auto suggest = [&](const char* what, const char* sql) {
    text += fmt::format("{}: sqlite3 '{}' \"{}\"\n", what, database.string(), sql);
  };
  if (tally.unopened > 0) {
    text += fmt::format("not opened, and without a row in the dataset: {}; see the warnings above\n",
                        counted(tally.unopened, "file"));
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
  std::string text = fmt::format("{}: {} ok, {} partial, {} failed", counted(tally.files, "file"), tally.ok,
                                 tally.partial, tally.failed);
  if (tally.unchanged > 0) text += fmt::format("; there already: {}", tally.unchanged);
  if (tally.archives > 0) text += fmt::format("; {} unpacked", counted(tally.archives, "archive"));
  if (tally.data_files > 0) text += fmt::format("; {} passed over", tally.data_files == 1 ? "1 table of data" : fmt::format("{} tables of data", tally.data_files));
  text += '\n';
  if (tally.not_begun > 0) {
    text +=
        fmt::format("interrupted before {}; run the same command again\n",
                    counted(tally.not_begun, "more file"));
  }
  if (tally.unchanged < tally.files) {
    text += fmt::format(
        "{}, {}, {} of them vouched for by a passed check\n"
        "{} passed, {} failed\n",
        counted(tally.tables, "table"), counted(tally.amounts, "amount"), tally.vouched,
        counted(tally.checks_passed, "check"), tally.checks_failed);
  }
  return text + summarize_reasons("failed", tally.failures) +
         summarize_reasons("partial", tally.shortcomings) + summarize_manifest(tally) +
         suggest_queries(tally, database);
}

namespace {

// A folder that was mistyped, or is empty, would otherwise pass for one that was read.
void warn_of_nothing(const IngestOptions& options, const std::vector<Candidate>& candidates) {
  if (!candidates.empty() || options.shard.count > 1) return;
  std::vector<std::string> paths;
  for (const fs::path& path : options.paths) paths.push_back(path.string());
  spdlog::warn("no file to read is in {} (hidden files do not count); look whether the path is right",
               fmt::join(paths, ", "));
}

// Without OCR, pages that need it are reported one by one; that it is gone is said once, and before.
void look_for_ocr(const IngestOptions& options) {
  const std::string why = extract::why_no_ocr();
  if (options.ocr == extract::OcrMode::Off || why.empty()) return;
  if (options.ocr == extract::OcrMode::Force) throw WrongUsage(fmt::format("--ocr force: {}", why));
  if (extract::ocr_runtime_version() != "none") spdlog::warn("scanned pages are not read: {}", why);
}

ExitCode run_logged(const IngestOptions& options, RunLog& log) {
  look_for_ocr(options);
  std::optional<Manifest> manifest = load_manifest(options.manifest);
  std::vector<fs::path> own_files = files_of_database(options.database);
  own_files.insert(own_files.end(), {options.manifest, options.log_json});
  auto candidates = find_files(options.paths, own_files);
  std::erase_if(candidates, [&](const Candidate& c) {
    if (is_in_shard(c, options.shard)) return false;
    if (manifest) manifest->leave_to_others(c.file, c.relative);
    return true;
  });
  warn_of_nothing(options, candidates);
  log.start(options.database, candidates.size(), options.jobs);
  Tally tally = store::naming(options.database, [&] { return ingest_all(options, candidates, manifest, log); });
  if (manifest && tally.not_begun == 0) {
    tally.manifest_rows = manifest->size();
    tally.rows_without_file = manifest->unmatched();
  }
  if (!options.quiet) fmt::print(stderr, "{}", summarize(tally, options.database));
  log.end(tally, exit_code_of(tally));
  return exit_code_of(tally);
}

}  // namespace

ExitCode run_ingest(const IngestOptions& options) {
  RunLog log(options.log_json);
  try {
    return run_logged(options, log);
  } catch (const std::exception& e) {
    log.fail(describe(e));
    throw;
  }
}

}  // namespace gongkai::app
