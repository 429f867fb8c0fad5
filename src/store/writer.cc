#include "store/writer.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>

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

std::string insert_statement(const TableDefinition& table, size_t columns) {
  const std::vector<std::string_view> places(columns, "?");
  const bool numbered = !table.key.empty();
  return fmt::format("INSERT INTO {} ({}{}{}) VALUES ({}{})", table.name, table.key,
                     numbered ? ", " : "", table.columns, numbered ? "?, " : "",
                     fmt::join(places, ", "));
}

}  // namespace

// A prepared INSERT.
class Writer::TableWriter {
 public:
  TableWriter(SQLite::Database& connection, const TableDefinition& table)
      : connection_(connection),
        numbered_(!table.key.empty()),
        statement_(connection, insert_statement(table, columns_of(table).size())) {
    for (const std::string& column : columns_of(table)) behind_.push_back(table_behind(column));
    texts_.resize(behind_.size() + 2);  // places are counted from 1, and the key may be the first
  }

  // Adds a row and returns its id. `id`: which one it is to have, else the next one.
  int64_t add(ByteReader& row, const Ids& ids, std::optional<int64_t> id) {
    int place = 0;
    if (numbered_ && id) statement_.bind(++place, *id);
    if (numbered_ && !id) statement_.bind(++place);
    for (const auto& table : behind_) bind(++place, row, table ? &ids[*table] : nullptr);
    return run();
  }

 private:
  void bind(int place, ByteReader& row, const std::vector<int64_t>* ids) {
    switch (static_cast<ValueKind>(row.take_byte())) {
      case ValueKind::Null: return statement_.bind(place);
      case ValueKind::Real: return statement_.bind(place, row.take_real());
      case ValueKind::Integer: {
        const int64_t number = row.take_integer();
        return statement_.bind(place,
                               ids == nullptr ? number : ids->at(static_cast<size_t>(number)));
      }
      case ValueKind::Text: {
        std::string& text = texts_[static_cast<size_t>(place)];
        text = row.take_text();
        return statement_.bindNoCopy(place, text);
      }
    }
    throw MalformedBytes();
  }

  int64_t run() {
    // Reset before a failure leaves this function, so that the statement can be used again.
    const int result = statement_.tryExecuteStep();
    const int64_t row = connection_.getLastInsertRowid();
    const std::string error = result == SQLITE_DONE ? "" : connection_.getErrorMsg();
    statement_.tryReset();
    statement_.clearBindings();
    if (!error.empty()) throw SQLite::Exception(error, result);
    return row;
  }

  SQLite::Database& connection_;
  bool numbered_;
  SQLite::Statement statement_;
  std::vector<std::optional<size_t>> behind_;  // for each column, the table that it refers to
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

void Writer::write(const std::string& sha256, const RowPieces& rows) {
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
