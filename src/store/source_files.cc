#include "store/source_files.h"

#include <SQLiteCpp/Transaction.h>

namespace gongkai::store {

SourceFiles::SourceFiles(SQLite::Database& connection, std::string extractor_version)
    : connection_(connection),
      extractor_version_(std::move(extractor_version)),
      find_(connection,
            "SELECT sha256 FROM source_file WHERE path = ? AND byte_size = ? AND modified_ns = ? "
            "AND extractor_version = ?"),
      forget_(connection, "DELETE FROM source_file WHERE path = ? AND sha256 <> ?"),
      insert_(connection, R"(
          INSERT INTO source_file (path, byte_size, modified_ns, extractor_version, sha256)
          VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET byte_size = excluded.byte_size,
            modified_ns = excluded.modified_ns, extractor_version = excluded.extractor_version)"),
      describe_(connection, R"(
          UPDATE source_file SET (manifest_url, manifest_region_code, manifest_unit_name,
                                  manifest_fetched_at) =
            (nullif(?1, ''), nullif(?2, ''), nullif(?3, ''), nullif(?4, ''))
          WHERE path = ?5 AND (coalesce(manifest_url, ''), coalesce(manifest_region_code, ''),
                               coalesce(manifest_unit_name, ''), coalesce(manifest_fetched_at, ''))
            <> (?1, ?2, ?3, ?4))") {}

std::optional<std::string> SourceFiles::known_content(const FileState& file) {
  bind(find_, file);
  std::optional<std::string> sha256;
  if (find_.executeStep()) sha256 = find_.getColumn(0).getString();
  find_.reset();
  return sha256;
}

void SourceFiles::remember(const FileState& file, const std::string& sha256) {
  SQLite::Transaction transaction(connection_, SQLite::TransactionBehavior::IMMEDIATE);
  forget_.reset();
  forget_.bind(1, file.path);
  forget_.bind(2, sha256);
  forget_.exec();
  bind(insert_, file);
  insert_.bind(5, sha256);
  insert_.exec();
  transaction.commit();
}

void SourceFiles::describe(const std::string& path, const ManifestEntry& entry) {
  describe_.reset();
  int place = 0;
  for (const std::string& value :
       {entry.url, entry.region_code, entry.unit_name, entry.fetched_at, path}) {
    describe_.bind(++place, value);
  }
  describe_.exec();
}

void SourceFiles::bind(SQLite::Statement& statement, const FileState& file) const {
  statement.reset();
  statement.bind(1, file.path);
  statement.bind(2, static_cast<int64_t>(file.byte_size));
  statement.bind(3, file.modified_ns);
  statement.bind(4, extractor_version_);
}

}  // namespace gongkai::store
