#include "base/byte_stream.h"

#include <cstring>

namespace gongkai {
namespace {

template <typename Value>
void append_raw(std::string& bytes, Value value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <typename Value>
Value raw_value(std::string_view bytes) {
  Value value;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

}  // namespace

void ByteWriter::put_byte(uint8_t value) { append_raw(bytes_, value); }
void ByteWriter::put_integer(int64_t value) { append_raw(bytes_, value); }
void ByteWriter::put_real(double value) { append_raw(bytes_, value); }

void ByteWriter::put_text(std::string_view text) {
  append_raw(bytes_, static_cast<uint64_t>(text.size()));
  bytes_ += text;
}

std::string_view ByteReader::take(size_t count) {
  if (count > rest_.size()) throw MalformedBytes();
  const std::string_view taken = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return taken;
}

uint8_t ByteReader::take_byte() { return raw_value<uint8_t>(take(sizeof(uint8_t))); }
int64_t ByteReader::take_integer() { return raw_value<int64_t>(take(sizeof(int64_t))); }
double ByteReader::take_real() { return raw_value<double>(take(sizeof(double))); }

std::string_view ByteReader::take_text() {
  return take(raw_value<uint64_t>(take(sizeof(uint64_t))));
}

}  // namespace gongkai
