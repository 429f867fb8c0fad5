#include "store/insert.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

namespace gongkai::store {
namespace {

std::string insert_statement(std::string_view table, std::string_view columns) {
  std::string places = "?";
  for (auto commas = std::count(columns.begin(), columns.end(), ','); commas > 0; --commas) {
    places += ", ?";
  }
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", table, columns, places);
}

}  // namespace

Insert::Insert(SQLite::Database& connection, std::string_view table, std::string_view columns)
    : connection_(connection), statement_(connection, insert_statement(table, columns)) {}

void Insert::bind(const std::string& text) {
  ++bound_;
  if (text.empty()) {
    statement_.bind(bound_);
  } else {
    statement_.bind(bound_, text);
  }
}

void Insert::bind(const MaybeBox& box) {
  for (const double Box::*side : {&Box::left, &Box::top, &Box::right, &Box::bottom}) {
    bind(box ? std::optional((*box).*side) : std::nullopt);
  }
}

void Insert::bind(const std::vector<std::string>& texts) {
  for (const std::string& text : texts) bind(text);
}

int64_t Insert::run() {
  // Reset before a failure leaves this function, so that the statement can be used again.
  const int result = statement_.tryExecuteStep();
  const int64_t row = connection_.getLastInsertRowid();
  const std::string error = result == SQLITE_DONE ? "" : connection_.getErrorMsg();
  statement_.tryReset();
  statement_.clearBindings();
  bound_ = 0;
  if (!error.empty()) throw SQLite::Exception(error, result);
  return row;
}

}  // namespace gongkai::store
