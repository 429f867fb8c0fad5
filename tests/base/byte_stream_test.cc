#include "base/byte_stream.h"

#include <gtest/gtest.h>

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
