#include "base/byte_stream.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>

namespace gongkai {
namespace {

TEST(ByteStream, GivesBackWhatWasPut) {
  ByteWriter writer;
  writer.put_byte(7);
  writer.put_integer(-12'345'678'901);
  writer.put_real(0.1);
  writer.put_text("合计");
  writer.put_text("");
  ByteReader reader(writer.bytes());
  EXPECT_EQ(reader.take_byte(), 7);
  EXPECT_EQ(reader.take_integer(), -12'345'678'901);
  EXPECT_EQ(reader.take_real(), 0.1);
  EXPECT_EQ(reader.take_text(), "合计");
  EXPECT_FALSE(reader.at_end());
  EXPECT_EQ(reader.take_text(), "");
  EXPECT_TRUE(reader.at_end());
}

TEST(ByteStream, KeepsIntegersOfAnySize) {
  constexpr std::array<int64_t, 9> kIntegers = {0,   -1,   63,        64,        -64,
                                                -65, 8192, INT64_MIN, INT64_MAX};
  ByteWriter writer;
  for (const int64_t integer : kIntegers) writer.put_integer(integer);
  EXPECT_EQ(writer.bytes().size(), 1U + 1 + 1 + 2 + 1 + 2 + 3 + 10 + 10);  // small ones are short
  ByteReader reader(writer.bytes());
  for (const int64_t integer : kIntegers) EXPECT_EQ(reader.take_integer(), integer);
}

TEST(ByteStream, AnIntegerThatDoesNotEndIsMalformed) {
  const std::string bytes(11, '\xFF');
  ByteReader reader(bytes);
  EXPECT_THROW(reader.take_integer(), MalformedBytes);
}

TEST(ByteStream, BytesThatEndTooEarlyAreMalformed) {
  ByteWriter writer;
  writer.put_text("合计");
  for (size_t length = 0; length < writer.bytes().size(); ++length) {
    ByteReader reader(std::string_view(writer.bytes()).substr(0, length));
    EXPECT_THROW(reader.take_text(), MalformedBytes) << length;
  }
}

}  // namespace
}  // namespace gongkai
