#include "store/writer.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "store/relations.h"

namespace gongkai::store {
namespace {

// The ids that the rows of one document got, by table and by their number in Rows.
using Ids = std::array<std::vector<int64_t>, kTables.size()>;

std::vector<std::string> columns_of(const TableDefinition& table) {
  std::vector<std::string> columns;
  for (const std::string& column : split(table.columns, ',')) {
    columns.push_back(without_space(column));
  }
  return columns;
}

// The table that a column refers to.
std::optional<size_t> table_behind(std::string_view column) {
  for (size_t table = 0; table < kTables.size(); ++table) {
    if (kTables[table].key == column) return table;
  }
  return std::nullopt;
}

// `rows`: how many it adds at once.
std::string insert_statement(const TableDefinition& table, size_t columns, size_t rows) {
  const bool numbered = !table.key.empty();
  const std::vector<std::string_view> places(columns + (numbered ? 1 : 0), "?");
  const std::vector<std::string> values(rows, fmt::format("({})", fmt::join(places, ", ")));
  return fmt::format("INSERT INTO {} ({}{}{}) VALUES {}", table.name, table.key, numbered ? ", " : "", table.columns,
                     fmt::join(values, ", "));
}

// While it lives, SQLite looks up no row that another refers to: those of a document refer to its own (Ids).
class TrustedKeys {
 public:
  explicit TrustedKeys(SQLite::Database& connection) : connection_(connection) {
    connection_.exec("PRAGMA foreign_keys = OFF");
  }
  ~TrustedKeys() { connection_.tryExec("PRAGMA foreign_keys = ON"); }
  TrustedKeys(const TrustedKeys&) = delete;
  TrustedKeys& operator=(const TrustedKeys&) = delete;

 private:
  SQLite::Database& connection_;
};

}  // namespace

// Inserts rows. Those that no other row refers to are written several at a time, which takes SQLite less time.
class Writer::TableWriter {
 public:
  TableWriter(SQLite::Database& connection, const TableDefinition& table)
      : connection_(connection),
        numbered_(!table.key.empty()),
        row_(connection, insert_statement(table, columns_of(table).size(), 1)) {
    if (!numbered_) rows_.emplace(connection, insert_statement(table, columns_of(table).size(), kRows));
    for (const std::string& column : columns_of(table)) behind_.push_back(table_behind(column));
    texts_.resize((numbered_ ? 1 : kRows) * width());
  }

  // Adds a row and returns its id; one of a table without ids is written by the time of flush(). `id`: which one it
  // is to have, else the next one. REQUIRES: the bytes of `row` stay until then.
  int64_t add(ByteReader& row, const Ids& ids, std::optional<int64_t> id) {
    if (numbered_) waiting_.push_back(id ? Value{ValueKind::Integer, *id} : Value{});
    for (const auto& table : behind_) waiting_.push_back(take(row, table ? &ids[*table] : nullptr));
    if (numbered_) {
      flush();
      return connection_.getLastInsertRowid();
    }
    if (waiting_.size() == kRows * width()) {
      run(*rows_, waiting_);
      waiting_.clear();
    }
    return 0;
  }

  // Forgets rows that wait, of a document that was given up.
  void discard() { waiting_.clear(); }

  void flush() {
    for (auto row = waiting_.begin(); row != waiting_.end(); row += static_cast<ptrdiff_t>(width())) {
      run(row_, {row, width()});
    }
    waiting_.clear();
  }

 private:
  static constexpr size_t kRows = 16;

  struct Value {
    ValueKind kind = ValueKind::Null;
    int64_t integer = 0;
    double real = 0;
    std::string_view text = {};
  };

  size_t width() const { return behind_.size() + (numbered_ ? 1 : 0); }

  static Value take(ByteReader& row, const std::vector<int64_t>* ids) {
    Value value{static_cast<ValueKind>(row.take_byte())};
    switch (value.kind) {
      case ValueKind::Null: return value;
      case ValueKind::Real: value.real = row.take_real(); return value;
      case ValueKind::Text: value.text = row.take_text(); return value;
      case ValueKind::Integer:
        value.integer = row.take_integer();
        if (ids != nullptr) value.integer = ids->at(static_cast<size_t>(value.integer));
        return value;
    }
    throw MalformedBytes();
  }

  void bind(SQLite::Statement& statement, size_t place, const Value& value) {
    const int number = static_cast<int>(place) + 1;
    switch (value.kind) {
      case ValueKind::Null: return statement.bind(number);
      case ValueKind::Real: return statement.bind(number, value.real);
      case ValueKind::Integer: return statement.bind(number, value.integer);
      case ValueKind::Text:
        texts_[place] = value.text;
        return statement.bindNoCopy(number, texts_[place]);
    }
  }

  void run(SQLite::Statement& statement, std::span<const Value> values) {
    for (size_t place = 0; place < values.size(); ++place) bind(statement, place, values[place]);
    // Reset before a failure leaves this function, so that the statement can be used again.
    const int result = statement.tryExecuteStep();
    const std::string error = result == SQLITE_DONE ? "" : connection_.getErrorMsg();
    statement.tryReset();
    if (!error.empty()) throw SQLite::Exception(error, result);
  }

  SQLite::Database& connection_;
  bool numbered_;
  SQLite::Statement row_;
  std::optional<SQLite::Statement> rows_;      // kRows of them
  std::vector<std::optional<size_t>> behind_;  // for each column, the table that it refers to
  std::vector<Value> waiting_;                 // of rows that are not written yet
  std::vector<std::string> texts_;             // that are bound, by their places; their memory is used again
};

Writer::Writer(Database& database) : connection_(database.connection()) {
  for (const TableDefinition& table : kTables) tables_.emplace_back(connection_, table);
}

Writer::~Writer() = default;

std::optional<Standing> Writer::standing(const std::string& sha256,
                                         const std::string& extractor_version) const {
  SQLite::Statement query(
      connection_,
      "SELECT status, error FROM document WHERE sha256 = ? AND extractor_version = ?");
  query.bind(1, sha256);
  query.bind(2, extractor_version);
  if (!query.executeStep()) return std::nullopt;
  const std::string name = query.getColumn(0).getString();
  for (const Status status : {Status::Ok, Status::Partial}) {
    if (name == name_of(status)) return Standing{status, ""};
  }
  return Standing{Status::Failed, query.getColumn(1).getString()};
}

bool Writer::has_document(const std::string& sha256) const {
  SQLite::Statement query(connection_, "SELECT 1 FROM document WHERE sha256 = ?");
  query.bind(1, sha256);
  return query.executeStep();
}

void Writer::write(const std::string& sha256, const RowPieces& rows) {
  std::optional<TrustedKeys> trusted;  // unless rows are to go with those that they refer to
  if (!related_ && !has_document(sha256)) trusted.emplace(connection_);
  for (TableWriter& table : tables_) table.discard();
  SQLite::Transaction transaction(connection_, SQLite::TransactionBehavior::IMMEDIATE);
  if (related_) unrelate_documents(connection_);
  // The rows of all other tables hang on the document's and go with it.
  SQLite::Statement earlier(connection_,
                            "DELETE FROM document WHERE sha256 = ? RETURNING document_id");
  earlier.bind(1, sha256);
  std::optional<int64_t> earlier_id;
  while (earlier.executeStep()) earlier_id = earlier.getColumn(0).getInt64();
  try {
    Ids ids;
    for (const std::string& piece : rows) {
      for (ByteReader in(piece); !in.at_end();) {
        const size_t table = in.take_byte();
        const bool is_document = table == static_cast<size_t>(Table::Document);
        const int64_t id = tables_.at(table).add(in, ids, is_document ? earlier_id : std::nullopt);
        ids[table].push_back(id);
      }
    }
    for (TableWriter& table : tables_) table.flush();
  } catch (const SQLite::Exception& e) {
    if (e.getErrorCode() == SQLITE_CONSTRAINT) throw InvalidRows(e.what());
    throw;
  } catch (const MalformedBytes& e) {
    throw InvalidRows(e.what());
  } catch (const std::out_of_range& e) {
    throw InvalidRows(e.what());
  }
  transaction.commit();
  related_ = false;
}

}  // namespace gongkai::store
