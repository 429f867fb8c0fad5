// gongkai ingest: reads documents into a dataset.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "app/exit_code.h"
#include "app/find_files.h"
#include "app/sandbox.h"
#include "extract/reader.h"

namespace gongkai::app {

struct IngestOptions {
  std::vector<std::filesystem::path> paths;  // files and folders
  std::filesystem::path database;
  std::filesystem::path schemas;   // empty: the compiled-in ones only
  std::filesystem::path log_json;  // where to write what is done (run_log.h); empty: nowhere
  std::filesystem::path manifest;  // what is known of the files (manifest.h); empty: nothing
  bool force = false;              // also what the same version has read before
  bool quiet = false;              // warnings and errors only
  size_t jobs = 1;                 // documents read at a time, each in a process of its own
  Shard shard;                     // the part of the files that this run reads
  Limits limits;                   // of one document
  extract::OcrMode ocr = extract::OcrMode::Auto;
};

// Documents that have one reason in common.
struct SameReason {
  size_t documents = 0;
  std::vector<std::string> examples = {};  // the first of their paths
};
using Reasons = std::map<std::string, SameReason>;

// What a run did, over all files.
struct Tally {
  size_t files = 0;
  size_t ok = 0;
  size_t partial = 0;
  size_t failed = 0;
  size_t unopened = 0;        // of the failed ones: could not even be opened, so they have no row
  size_t unchanged = 0;       // of all: read before by the same version
  size_t archives = 0;        // unpacked; not among `files`, save failed ones
  size_t data_files = 0;      // passed over; not among `files`
  size_t not_begun = 0;       // as the run was interrupted; not among `files`
  Reasons failures = {};      // by their errors
  Reasons shortcomings = {};  // of the partial ones that were read now, by diagnostic.code
  size_t manifest_rows = 0;
  size_t without_row = 0;                           // of all: the manifest says nothing of them
  std::vector<std::string> rows_without_file = {};  // their paths, as they stand in the manifest
  size_t tables = 0;
  size_t amounts = 0;
  size_t vouched = 0;
  size_t checks_passed = 0;
  size_t checks_failed = 0;
};

ExitCode exit_code_of(const Tally& tally);

// Several lines: what was read, and what to do about what was not.
std::string summarize(const Tally& tally, const std::filesystem::path& database);

// Throws std::runtime_error (also store::WrongDatabase, recognize::SchemaError and
// std::filesystem::filesystem_error) where the run itself fails. What was written until then stays.
ExitCode run_ingest(const IngestOptions& options);

}  // namespace gongkai::app
