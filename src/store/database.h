// The SQLite file that holds the dataset: docs/dataset.md is its description, schemas/dataset.sql
// its definition.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::store {

// Version of the schema that this program reads and writes (PRAGMA user_version). It grows with
// every change of schemas/dataset.sql that has been in a release.
inline constexpr int kSchemaVersion = 1;

// A file that can't serve as a dataset: another program's, a newer gongkai's, or no SQLite at all.
// what() says what it is and what to do.
struct WrongDatabase : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// For a program that uses SQLite in one thread: SQLite then takes no locks and does not count its memory, which is
// a tenth of the time of writing. REQUIRES: nothing of SQLite was used before.
void use_one_thread();

class Database {
 public:
  // Opens a dataset for reading and writing, creates it where there is none, migrates an older one.
  // Throws WrongDatabase, and SQLite::Exception where the machine fails (disk full, no permission).
  explicit Database(const std::filesystem::path& file);

  SQLite::Database& connection() { return connection_; }

 private:
  SQLite::Database connection_;
};

// What SQLite says of a file, in one sentence: "out.db: database is locked; another program …".
std::string describe(const std::filesystem::path& file, const SQLite::Exception& failure);

// Does `work` on a dataset. Where SQLite fails, which names neither the file nor a remedy, it throws a
// std::runtime_error that does.
template <typename Work>
auto naming(const std::filesystem::path& file, const Work& work) {
  try {
    return work();
  } catch (const SQLite::Exception& e) {
    throw std::runtime_error(describe(file, e));
  }
}

// Under which name SQLite reads a dataset, also one in a folder that may not be written, where it could not make
// the file by which readers and writers meet: then nobody writes there, and the name is a URI that says so.
std::string name_for_reading(const std::filesystem::path& file);

// Opens an existing dataset for queries only; nothing is created or migrated. Throws WrongDatabase, also
// for an empty file, and for a dataset of an older schema: an ingest into it brings it up to date.
SQLite::Database open_for_reading(const std::filesystem::path& file);

// Brings a dataset of any version up to `version`, in one transaction: `alterations[i]` turns the
// tables of version i + 1 into those of i + 2, then schemas/dataset.sql adds what is new and
// replaces the views, and the reference tables are filled again. Does nothing if `version` is
// reached. REQUIRES: alterations.size() == version - 1, connection is empty or an older dataset.
void migrate(SQLite::Database& connection, int version,
             const std::vector<std::string_view>& alterations);

}  // namespace gongkai::store
