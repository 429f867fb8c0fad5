// The files behind the documents: what tells a run that a file has not changed since it was read,
// without reading it again.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/manifests.h"

namespace gongkai::store {

// A file as a run finds it.
struct FileState {
  std::string path;  // as given
  uint64_t byte_size = 0;
  int64_t modified_ns = 0;  // since 1970, UTC
};

// A file that was remembered.
struct KnownFile {
  std::string path;
  std::string sha256;
};

class SourceFiles {
 public:
  // REQUIRES: the connection outlives this.
  SourceFiles(SQLite::Database& connection, std::string extractor_version);

  // The SHA-256 of the file's content, where this extractor version has read a file of this path,
  // and its size and time of modification are what they were then.
  std::optional<std::string> known_content(const FileState& file);

  // Notes what the file held, in place of what it held before. What a manifest said of the same
  // content stays.
  void remember(const FileState& file, const std::string& sha256);

  // The files in an archive (base/archive_path.h) that this extractor version has read.
  std::vector<KnownFile> known_members(const std::string& archive);

  void forget(const KnownFile& file);

  // Notes what a manifest says of a file that is remembered, in place of what it said before.
  void describe(const std::string& path, const ManifestEntry& entry);

 private:
  void bind(SQLite::Statement& statement, const FileState& file) const;

  SQLite::Database& connection_;
  std::string extractor_version_;
  SQLite::Statement find_;
  SQLite::Statement find_members_;
  SQLite::Statement forget_others_;
  SQLite::Statement forget_;
  SQLite::Statement insert_;
  SQLite::Statement describe_;
};

}  // namespace gongkai::store
