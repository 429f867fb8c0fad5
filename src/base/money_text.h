// Amounts as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace gongkai {

// 元 with thousands separators and two decimals: 123456789 分 → "1,234,567.89".
std::string format_yuan(int64_t fen);

}  // namespace gongkai
