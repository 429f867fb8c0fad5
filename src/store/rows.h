// The rows of one document as plain bytes: made by the process that reads the document, written by
// the one that holds the database (Writer).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/byte_stream.h"
#include "base/geometry.h"
#include "store/tables.h"

namespace gongkai::store {

// The columns that a box takes: x0, y0, x1, y1. All NULL where there is none.
using MaybeBox = std::optional<Box>;

// Rows as bytes, a row after the other: the byte of its Table, then for each column a ValueKind and the value. In
// pieces, for those of a document of hundreds of pages are large; no row lies in two of them.
using RowPieces = std::vector<std::string>;

// How a value stands in the bytes.
enum class ValueKind : uint8_t { Null, Integer, Real, Text };

class Rows {
 public:
  // Adds a row and returns its number among the document's rows of that table, from 0: what
  // columns of later rows that refer to it hold. One value a column, in the order of kTables, save
  // that a MaybeBox fills four. An empty text is NULL, as is an absent value.
  template <typename... Values>
  int64_t add(Table table, const Values&... values) {
    out_.put_byte(static_cast<uint8_t>(table));
    (put(values), ...);
    if (out_.bytes().size() >= kPiece) pieces_.push_back(out_.take_bytes());
    return counts_[static_cast<size_t>(table)]++;
  }

  RowPieces take_pieces();

 private:
  static constexpr size_t kPiece = 256 << 10;  // bytes

  void put(std::string_view text);
  void put(double number);
  void put_integer(int64_t number);
  template <typename Integer, typename = std::enable_if_t<std::is_integral_v<Integer>>>
  void put(Integer number) {
    put_integer(static_cast<int64_t>(number));
  }
  template <typename Value>
  void put(const std::optional<Value>& value) {
    if (value) {
      put(*value);
    } else {
      put_null();
    }
  }
  void put(const MaybeBox& box);
  void put_null();

  RowPieces pieces_;
  ByteWriter out_;  // the last piece
  std::array<int64_t, kTables.size()> counts_{};
};

}  // namespace gongkai::store
