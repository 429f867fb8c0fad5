// A prepared INSERT that takes the program's values as they are.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/geometry.h"

namespace gongkai::store {

// The columns that a box takes: x0, y0, x1, y1. All NULL where there is none.
using MaybeBox = std::optional<Box>;

class Insert {
 public:
  // `columns` as in SQL: "document_id, page_no, …".
  Insert(SQLite::Database& connection, std::string_view table, std::string_view columns);

  // Adds a row and returns its rowid. One value a column, in the order of the columns, save that a
  // MaybeBox fills four and a list of texts as many as it holds. An empty text is NULL, as is an
  // absent value.
  template <typename... Values>
  int64_t operator()(const Values&... values) {
    (bind(values), ...);
    return run();
  }

 private:
  void bind(const std::string& text);
  void bind(const char* text) { bind(std::string(text)); }
  void bind(double number) { statement_.bind(++bound_, number); }
  template <typename Integer, typename = std::enable_if_t<std::is_integral_v<Integer>>>
  void bind(Integer number) {
    statement_.bind(++bound_, static_cast<int64_t>(number));
  }
  template <typename Value>
  void bind(const std::optional<Value>& value) {
    if (value) {
      bind(*value);
    } else {
      statement_.bind(++bound_);
    }
  }
  void bind(const MaybeBox& box);
  void bind(const std::vector<std::string>& texts);

  int64_t run();

  SQLite::Database& connection_;
  SQLite::Statement statement_;
  int bound_ = 0;
};

}  // namespace gongkai::store
