#include "store/source_files.h"

#include <SQLiteCpp/Transaction.h>

#include "base/archive_path.h"

namespace gongkai::store {

SourceFiles::SourceFiles(SQLite::Database& connection, std::string extractor_version)
    : connection_(connection),
      extractor_version_(std::move(extractor_version)),
      find_(connection,
            "SELECT sha256 FROM source_file WHERE path = ? AND byte_size = ? AND modified_ns = ? "
            "AND extractor_version = ?"),
      find_members_(connection,
                    "SELECT path, sha256 FROM source_file "
                    "WHERE path > ? AND path < ? AND extractor_version = ? ORDER BY path"),
      forget_others_(connection, "DELETE FROM source_file WHERE path = ? AND sha256 <> ?"),
      forget_(connection, "DELETE FROM source_file WHERE path = ? AND sha256 = ?"),
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
  forget_others_.reset();
  forget_others_.bind(1, file.path);
  forget_others_.bind(2, sha256);
  forget_others_.exec();
  bind(insert_, file);
  insert_.bind(5, sha256);
  insert_.exec();
  transaction.commit();
}

std::vector<KnownFile> SourceFiles::known_members(const std::string& archive) {
  const std::string first = path_in_archive(archive, "");
  std::string behind = first;
  ++behind.back();
  find_members_.reset();
  find_members_.bind(1, first);
  find_members_.bind(2, behind);
  find_members_.bind(3, extractor_version_);
  std::vector<KnownFile> members;
  while (find_members_.executeStep()) {
    members.push_back(
        {find_members_.getColumn(0).getString(), find_members_.getColumn(1).getString()});
  }
  find_members_.reset();
  return members;
}

void SourceFiles::forget(const KnownFile& file) {
  forget_.reset();
  forget_.bind(1, file.path);
  forget_.bind(2, file.sha256);
  forget_.exec();
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
