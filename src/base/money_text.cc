#include "base/money_text.h"

#include <fmt/format.h>

namespace gongkai {

std::string format_yuan(int64_t fen) {
  // Unsigned, so that the smallest number has a magnitude too.
  const uint64_t magnitude = fen < 0 ? 0 - static_cast<uint64_t>(fen) : static_cast<uint64_t>(fen);
  std::string yuan = fmt::format("{}", magnitude / 100);
  for (size_t at = yuan.size(); at > 3; at -= 3) yuan.insert(at - 3, ",");
  return fmt::format("{}{}.{:02}", fen < 0 ? "-" : "", yuan, magnitude % 100);
}

}  // namespace gongkai
