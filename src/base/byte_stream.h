// Plain values as bytes and back, for one program talking to itself through a pipe: no versions, no
// byte order but the machine's.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace gongkai {

// The bytes are not what a ByteWriter wrote.
struct MalformedBytes : std::runtime_error {
  MalformedBytes() : std::runtime_error("malformed bytes") {}
};

class ByteWriter {
 public:
  void put_byte(uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  void put_integer(int64_t value);
  void put_real(double value);
  void put_text(std::string_view text);

  const std::string& bytes() const { return bytes_; }
  std::string take_bytes() { return std::exchange(bytes_, {}); }

 private:
  void put_count(uint64_t value);

  std::string bytes_;
};

// Takes values in the order in which they were put; every take_… throws MalformedBytes where the
// bytes end too early.
class ByteReader {
 public:
  // REQUIRES: the bytes outlive the reader and the texts that it gives.
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  uint8_t take_byte() { return static_cast<uint8_t>(take(1).front()); }
  int64_t take_integer();
  double take_real();
  std::string_view take_text();
  std::string_view take_rest();  // whatever it is

  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view take(size_t count) {
    if (count > rest_.size()) throw MalformedBytes();
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  uint64_t take_count();

  std::string_view rest_;
};

}  // namespace gongkai
