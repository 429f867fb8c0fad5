#include "store/database.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>
#include <unistd.h>

#include <string>

#include "base/csv.h"
#include "embedded/code_tables.h"
#include "embedded/dataset_schema.h"

namespace gongkai::store {
namespace {

// "gong", as PRAGMA application_id: tells a dataset from any other SQLite file.
constexpr int kApplicationId = 0x676F6E67;

constexpr const char* kNameADataset = "name a dataset, which gongkai ingest makes";
constexpr const char* kNameAnyNewFile = "name a new file or a gongkai dataset";

// How long to wait for another program that holds the file, in milliseconds.
constexpr int kBusyTimeout = 10'000;

// The steps that migrate() takes for files of earlier releases; there are none yet.
const std::vector<std::string_view> kAlterations;

int read_pragma(SQLite::Database& connection, const char* name) {
  return connection.execAndGet(fmt::format("PRAGMA {}", name)).getInt();
}

bool is_empty(SQLite::Database& connection) {
  return connection.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
}

// `remedy`: what may be named instead.
void refuse_unless_dataset(SQLite::Database& connection, const std::string& file, const char* remedy) {
  try {
    if (is_empty(connection)) return;
  } catch (const SQLite::Exception& e) {
    if (e.getErrorCode() != SQLITE_NOTADB) throw;
    throw WrongDatabase(fmt::format("{} is no SQLite file; {}", file, remedy));
  }
  if (read_pragma(connection, "application_id") != kApplicationId) {
    throw WrongDatabase(fmt::format("{} is a SQLite file of another program; {}", file, remedy));
  }
  const int version = read_pragma(connection, "user_version");
  if (version < 1) {
    throw WrongDatabase(
        fmt::format("{} has no schema version (PRAGMA user_version), so it was edited; ingest into a new file", file));
  }
  if (version > kSchemaVersion) {
    throw WrongDatabase(
        fmt::format("{} was written by a newer gongkai (schema {}, this one knows {}); update "
                    "gongkai, or use a "
                    "new file",
                    file, version, kSchemaVersion));
  }
}

// Which column of a reference table takes a column of schemas/codes.
std::string column_of(const std::string& heading) {
  if (heading == "parent") return "parent_code";
  if (heading == "alt_name_nbs2023") return "alt_name";
  return heading;
}

// The reference table that a file of schemas/codes fills; "" for none.
std::string_view reference_table_of(std::string_view file) {
  if (file == "codes/functions.csv") return "function_code";
  if (file == "codes/economic_department.csv") return "economic_code";
  if (file == "codes/economic_government.csv") return "economic_code";
  if (file == "codes/regions.csv") return "region";
  return "";
}

void fill_reference_tables(SQLite::Database& connection) {
  for (const char* table : {"function_code", "economic_code", "region"}) {
    connection.exec(fmt::format("DELETE FROM {}", table));
  }
  for (const embedded::EmbeddedFile& file : embedded::code_tables) {
    const std::string_view table = reference_table_of(file.name);
    if (table.empty()) continue;
    const auto rows = parse_csv(file.text);
    std::vector<std::string> columns;
    for (const std::string& heading : rows.front()) columns.push_back(column_of(heading));
    const std::vector<std::string_view> places(columns.size(), "nullif(?, '')");
    SQLite::Statement insert(
        connection, fmt::format("INSERT INTO {} ({}) VALUES ({})", table, fmt::join(columns, ", "),
                                fmt::join(places, ", ")));
    for (size_t row = 1; row < rows.size(); ++row) {
      int place = 0;
      for (const std::string& text : rows[row]) insert.bind(++place, text);
      insert.exec();
      insert.reset();
    }
  }
}

}  // namespace

void migrate(SQLite::Database& connection, int version,
             const std::vector<std::string_view>& alterations) {
  if (read_pragma(connection, "user_version") >= version) return;
  SQLite::Transaction transaction(connection, SQLite::TransactionBehavior::IMMEDIATE);
  if (!is_empty(connection)) {
    for (int from = read_pragma(connection, "user_version"); from < version; ++from) {
      connection.exec(std::string(alterations.at(static_cast<size_t>(from - 1))));
    }
  }
  connection.exec(std::string(embedded::dataset_schema.front().text));
  fill_reference_tables(connection);
  connection.exec(
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kApplicationId, version));
  transaction.commit();
}

namespace {

std::string remedy_for(const SQLite::Exception& failure) {
  constexpr int kPrimaryCode = 0xFF;  // of SQLite's extended result codes
  switch (failure.getErrorCode() & kPrimaryCode) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return "look whether the disk is full, or a limit on the size of files is reached, and run the same "
             "command again; what was written until then is kept";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "the file or its folder may not be written; change its permissions, or name another "
             "file";
    case SQLITE_CANTOPEN: return "look whether it is a file, and its folder is there and may be written";
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "another program holds the file; close it there";
    case SQLITE_CORRUPT:
      return "the file is damaged; restore a copy of it, or ingest into a new file";
    default: return "look whether the file may be written and the disk has space left";
  }
}

SQLite::Database open(const std::filesystem::path& file) {
  SQLite::Database connection(name_for_reading(file), SQLite::OPEN_READONLY | SQLite::OPEN_URI, kBusyTimeout);
  refuse_unless_dataset(connection, file.string(), kNameADataset);
  if (is_empty(connection)) {
    throw WrongDatabase(fmt::format("{} is empty: nothing was ingested into it; {}", file.string(), kNameADataset));
  }
  const int version = read_pragma(connection, "user_version");
  if (version < kSchemaVersion) {
    throw WrongDatabase(fmt::format("{} has an older schema ({}, this gongkai knows {}); ingest into it, "
                                    "which brings it up to date",
                                    file.string(), version, kSchemaVersion));
  }
  return connection;
}

}  // namespace

void use_one_thread() {
  sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

std::string describe(const std::filesystem::path& file, const SQLite::Exception& failure) {
  return fmt::format("{}: {}; {}", file.string(), failure.what(), remedy_for(failure));
}

std::string name_for_reading(const std::filesystem::path& file) {
  std::error_code none;  // of a log of what was written last: then there is nothing that only it has
  const bool has_log = std::filesystem::file_size(file.string() + "-wal", none) > 0 && !none;
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  if (has_log || access(folder.c_str(), W_OK) == 0) return file.string();
  std::string uri = "file:";
  for (const char c : file.string()) {
    const bool has_meaning = c == '%' || c == '?' || c == '#';
    uri += has_meaning ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return uri + "?immutable=1";
}

SQLite::Database open_for_reading(const std::filesystem::path& file) {
  return naming(file, [&] { return open(file); });
}

Database::Database(const std::filesystem::path& file)
    : connection_(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_URI, kBusyTimeout) {
  refuse_unless_dataset(connection_, file.string(), kNameAnyNewFile);
  connection_.exec("PRAGMA journal_mode = WAL");
  connection_.exec("PRAGMA foreign_keys = ON");
  // In WAL mode the file stays consistent; a power cut may cost the last documents, no more.
  connection_.exec("PRAGMA synchronous = NORMAL");
  migrate(connection_, kSchemaVersion, kAlterations);
}

}  // namespace gongkai::store
