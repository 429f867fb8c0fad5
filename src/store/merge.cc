#include "store/merge.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>
#include <unordered_map>

#include "base/archive_path.h"
#include "store/database.h"
#include "store/relations.h"
#include "store/tables.h"

namespace gongkai::store {
namespace {

namespace fs = std::filesystem;

// The ids that the rows of one document have in one table. They follow each other, as a document is
// written in one transaction.
struct IdRange {
  int64_t first = 0;
  int64_t last = -1;
  int64_t shift = 0;  // to the ids in the merged dataset

  int64_t count() const { return last - first + 1; }
};

struct MergedDocument {
  size_t input = 0;
  int64_t id = 0;      // there
  int64_t new_id = 0;  // 0: not taken
  int status = 0;      // the less, the more of it was read
  std::string sha256;
  std::string source_path;
  std::array<IdRange, kTables.size()> ranges{};
};

bool has_column(const TableDefinition& table, std::string_view column) {
  return fmt::format(", {},", table.columns).find(fmt::format(" {},", column)) != std::string::npos;
}

bool is_numbered(size_t table) {
  return table != static_cast<size_t>(Table::Document) && !kTables[table].key.empty();
}

std::vector<MergedDocument> documents_of(SQLite::Database& connection, size_t input) {
  SQLite::Statement query(connection, R"(
      SELECT document_id, CASE status WHEN 'ok' THEN 0 WHEN 'partial' THEN 1 ELSE 2 END, sha256,
             source_path FROM document ORDER BY document_id)");
  std::vector<MergedDocument> documents;
  while (query.executeStep()) {
    MergedDocument document;
    document.input = input;
    document.id = query.getColumn(0).getInt64();
    document.status = query.getColumn(1).getInt();
    document.sha256 = query.getColumn(2).getString();
    document.source_path = query.getColumn(3).getString();
    documents.push_back(std::move(document));
  }
  return documents;
}

void find_ranges(SQLite::Database& connection, const fs::path& file,
                 std::vector<MergedDocument>& documents) {
  std::unordered_map<int64_t, MergedDocument*> by_id;
  for (MergedDocument& document : documents) by_id[document.id] = &document;
  for (size_t table = 0; table < kTables.size(); ++table) {
    if (!is_numbered(table)) continue;
    const TableDefinition& definition = kTables[table];
    const bool by_form = !has_column(definition, "document_id");
    SQLite::Statement query(
        connection,
        fmt::format("SELECT document_id, min({0}), max({0}), count(*) FROM {1} {2} {3} GROUP BY 1",
                    definition.key, definition.name, by_form ? "JOIN form USING (form_id)" : "",
                    condition_for_own_rows(definition.name)));
    while (query.executeStep()) {
      MergedDocument& document = *by_id.at(query.getColumn(0).getInt64());
      IdRange& range = document.ranges[table];
      range.first = query.getColumn(1).getInt64();
      range.last = query.getColumn(2).getInt64();
      if (range.count() == query.getColumn(3).getInt64()) continue;
      throw WrongDatabase(
          fmt::format("{}: the rows of document {} in {} do not follow each other, so the file was "
                      "edited; ingest {} again with --force",
                      file.string(), document.id, definition.name, document.source_path));
    }
  }
}

// Numbers the documents that are taken, and their rows. Gives the number of those that are not.
size_t number_anew(std::vector<MergedDocument>& documents) {
  std::vector<std::pair<fs::path, MergedDocument*>> order;
  for (MergedDocument& document : documents) {
    order.emplace_back(reading_order(document.source_path), &document);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::unordered_map<std::string_view, const MergedDocument*> best;
  for (const auto& [path, document] : order) {
    const auto [place, is_new] = best.try_emplace(document->sha256, document);
    if (!is_new && document->status < place->second->status) place->second = document;
  }
  int64_t next_id = 1;
  std::array<int64_t, kTables.size()> next{};
  next.fill(1);
  for (const auto& [path, document] : order) {
    if (best.at(document->sha256) != document) continue;
    document->new_id = next_id++;
    for (size_t table = 0; table < kTables.size(); ++table) {
      IdRange& range = document->ranges[table];
      range.shift = next[table] - range.first;
      next[table] += range.count();
    }
  }
  return documents.size() - best.size();
}

// temp.member: for each document of one input its ids there and here, and for each numbered table t
// the columns first_t, last_t, shift_t.
void create_member_table(SQLite::Database& connection) {
  std::string columns = "new_id INTEGER PRIMARY KEY, old_id INTEGER";
  for (size_t table = 0; table < kTables.size(); ++table) {
    if (!is_numbered(table)) continue;
    columns += fmt::format(", first_{0} INTEGER, last_{0} INTEGER, shift_{0} INTEGER",
                           kTables[table].name);
  }
  connection.exec(fmt::format("CREATE TEMP TABLE member ({})", columns));
}

void fill_member_table(SQLite::Database& connection, const std::vector<MergedDocument>& documents,
                       size_t input) {
  connection.exec("DELETE FROM temp.member");
  const auto columns =
      connection.execAndGet("SELECT count(*) FROM pragma_table_info('member')").getInt();
  SQLite::Statement insert(
      connection, fmt::format("INSERT INTO temp.member VALUES ({})",
                              fmt::join(std::vector<std::string_view>(columns, "?"), ", ")));
  for (const MergedDocument& document : documents) {
    if (document.input != input || document.new_id == 0) continue;
    int place = 0;
    insert.bind(++place, document.new_id);
    insert.bind(++place, document.id);
    for (size_t table = 0; table < kTables.size(); ++table) {
      if (!is_numbered(table)) continue;
      const IdRange& range = document.ranges[table];
      for (const int64_t value : {range.first, range.last, range.shift}) {
        insert.bind(++place, value);
      }
    }
    insert.exec();
    insert.reset();
  }
}

// The table whose rows a column numbers; none for other columns.
const TableDefinition* table_numbered_by(std::string_view column) {
  const auto* found = std::find_if(kTables.begin(), kTables.end(),
                                   [&](const TableDefinition& t) { return t.key == column; });
  return found == kTables.end() ? nullptr : found;
}

std::vector<std::string> written_columns(SQLite::Database& connection, std::string_view table) {
  SQLite::Statement query(connection, "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0");
  query.bind(1, std::string(table));
  std::vector<std::string> columns;
  while (query.executeStep()) columns.push_back(query.getColumn(0).getString());
  return columns;
}

// Which rows of a table belong to a member.
std::string belongs(const TableDefinition& table) {
  const auto within = [](std::string_view key, std::string_view numbered) {
    return fmt::format("r.{0} BETWEEN m.first_{1} AND m.last_{1}", key, numbered);
  };
  if (table.name == "document" || table.name == "page") return "r.document_id = m.old_id";
  if (table.name == "cell") return within("table_id", "budget_table");
  if (table.name == "check_amount") return within("check_id", "check_result");
  return within(table.key, table.name);
}

void copy_rows(SQLite::Database& connection, const TableDefinition& table) {
  const auto columns = written_columns(connection, table.name);
  std::vector<std::string> values;
  for (const std::string& column : columns) {
    const TableDefinition* numbered = table_numbered_by(column);
    if (column == "document_id") {
      values.emplace_back("m.new_id");
    } else if (numbered != nullptr) {
      values.push_back(fmt::format("r.{} + m.shift_{}", column, numbered->name));
    } else {
      values.push_back("r." + column);
    }
  }
  // CROSS JOIN keeps the order: along the members, whose rows then come in one piece each.
  connection.exec(fmt::format(
      "INSERT INTO main.{0} ({1}) SELECT {2} FROM temp.member m CROSS JOIN input.{0} r ON {3} "
      "ORDER BY m.new_id",
      table.name, fmt::join(columns, ", "), fmt::join(values, ", "), belongs(table)));
}

// What they are about is found anew in the merged dataset.
void copy_corrections(SQLite::Database& connection) {
  connection.exec(R"(
      INSERT OR IGNORE INTO main.correction
        (sha256, page_no, locator, old_raw, new_value, who, why, status, note)
      SELECT sha256, page_no, locator, old_raw, new_value, who, why, 'conflict', 'not yet looked for'
      FROM input.correction ORDER BY correction_id)");
}

void copy_input(SQLite::Database& connection, const fs::path& file,
                const std::vector<MergedDocument>& documents, size_t input) {
  SQLite::Statement attach(connection, "ATTACH ? AS input");
  attach.bind(1, name_for_reading(fs::absolute(file)));
  attach.exec();
  attach.reset();
  fill_member_table(connection, documents, input);
  try {
    SQLite::Transaction transaction(connection);
    for (const TableDefinition& table : kTables) copy_rows(connection, table);
    const auto columns = fmt::format("{}", fmt::join(written_columns(connection, "source_file"), ", "));
    connection.exec(fmt::format(
        "INSERT OR IGNORE INTO main.source_file ({0}) SELECT {0} FROM input.source_file", columns));
    copy_corrections(connection);
    transaction.commit();
  } catch (const SQLite::Exception& e) {  // what is damaged is the input; the output is new
    if ((e.getErrorCode() & 0xFF) != SQLITE_CORRUPT) throw;
    throw std::runtime_error(describe(file, e));
  }
  connection.exec("DETACH input");
}

// Indexes are made at the end, each in one sorted piece, and views with them, so that the schema
// stands in the file in the order in which every dataset has it.
class IndexesAside {
 public:
  explicit IndexesAside(SQLite::Database& connection) : connection_(connection) {
    SQLite::Statement query(connection, R"(
        SELECT type, name, sql FROM sqlite_master
        WHERE type IN ('index', 'view') AND sql IS NOT NULL ORDER BY rowid)");
    std::vector<std::string> drops;
    while (query.executeStep()) {
      drops.push_back(fmt::format("DROP {} {}", query.getColumn(0).getString(),
                                  query.getColumn(1).getString()));
      statements_.push_back(query.getColumn(2).getString());
    }
    query.reset();
    for (const std::string& drop : drops) connection_.exec(drop);
  }

  void make() const {
    for (const std::string& statement : statements_) connection_.exec(statement);
  }

 private:
  SQLite::Database& connection_;
  std::vector<std::string> statements_;
};

void remove_dataset(const fs::path& file) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(file.string() + suffix);
}

void sync(const fs::path& path, int flags) {
  const int file = open(path.c_str(), flags);
  const bool synced = file >= 0 && fsync(file) == 0;
  const int error = errno;
  if (file >= 0) close(file);
  if (!synced) throw std::system_error(error, std::generic_category(), path.string());
}

void write_merged(const fs::path& file, const std::vector<fs::path>& inputs,
                  const std::vector<MergedDocument>& documents) {
  Database database(file);
  SQLite::Database& connection = database.connection();
  // The file is worth nothing until it is whole, so that it needs no journal.
  connection.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF");
  connection.exec("PRAGMA cache_size = -262144");  // KiB
  const IndexesAside indexes(connection);
  create_member_table(connection);
  for (size_t i = 0; i < inputs.size(); ++i) copy_input(connection, inputs[i], documents, i);
  indexes.make();
  relate_documents(connection);
  connection.exec("PRAGMA journal_mode = WAL");
}

}  // namespace

MergeCounts merge(const fs::path& out, const std::vector<fs::path>& inputs) {
  std::vector<MergedDocument> documents;
  for (size_t i = 0; i < inputs.size(); ++i) {
    naming(inputs[i], [&] {
      SQLite::Database input = open_for_reading(inputs[i]);
      std::vector<MergedDocument> found = documents_of(input, i);
      find_ranges(input, inputs[i], found);
      std::move(found.begin(), found.end(), std::back_inserter(documents));
    });
  }
  MergeCounts counts;
  counts.duplicates = number_anew(documents);
  counts.documents = documents.size() - counts.duplicates;
  const fs::path unfinished = out.string() + "-merge";
  remove_dataset(unfinished);
  try {
    write_merged(unfinished, inputs, documents);
    sync(unfinished, O_RDWR);
    fs::rename(unfinished, out);
    sync(fs::absolute(out).parent_path(), O_RDONLY | O_DIRECTORY);
  } catch (...) {
    remove_dataset(unfinished);
    throw;
  }
  return counts;
}

}  // namespace gongkai::store
