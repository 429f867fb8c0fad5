#include "store/rows.h"

namespace gongkai::store {

RowPieces Rows::take_pieces() {
  pieces_.push_back(out_.take_bytes());
  return std::move(pieces_);
}

void Rows::put(std::string_view text) {
  if (text.empty()) return put_null();
  out_.put_byte(static_cast<uint8_t>(ValueKind::Text));
  out_.put_text(text);
}

void Rows::put(double number) {
  out_.put_byte(static_cast<uint8_t>(ValueKind::Real));
  out_.put_real(number);
}

void Rows::put_integer(int64_t number) {
  out_.put_byte(static_cast<uint8_t>(ValueKind::Integer));
  out_.put_integer(number);
}

void Rows::put(const MaybeBox& box) {
  for (const double Box::*side : {&Box::left, &Box::top, &Box::right, &Box::bottom}) {
    put(box ? std::optional((*box).*side) : std::nullopt);
  }
}

void Rows::put_null() { out_.put_byte(static_cast<uint8_t>(ValueKind::Null)); }

}  // namespace gongkai::store
