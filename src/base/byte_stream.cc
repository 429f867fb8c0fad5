#include "base/byte_stream.h"

#include <cstring>

namespace gongkai {

void ByteWriter::put_real(double value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof value); }

// Small numbers of either sign have few significant bits.
void ByteWriter::put_integer(int64_t value) {
  put_count((static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63));
}

void ByteWriter::put_text(std::string_view text) {
  put_count(text.size());
  bytes_ += text;
}

// Seven bits a byte, the lowest first; the eighth says that more follow.
void ByteWriter::put_count(uint64_t value) {
  for (; value > 0x7F; value >>= 7) put_byte(static_cast<uint8_t>(value | 0x80));
  put_byte(static_cast<uint8_t>(value));
}

double ByteReader::take_real() {
  double value = 0;
  std::memcpy(&value, take(sizeof value).data(), sizeof value);
  return value;
}

std::string_view ByteReader::take_text() { return take(take_count()); }
std::string_view ByteReader::take_rest() { return take(rest_.size()); }

int64_t ByteReader::take_integer() {
  const uint64_t value = take_count();
  return static_cast<int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

uint64_t ByteReader::take_count() {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const uint8_t byte = take_byte();
    value |= static_cast<uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
  throw MalformedBytes();
}

}  // namespace gongkai
