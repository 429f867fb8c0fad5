// What an export says of itself.
#pragma once

#include <cstdint>

namespace gongkai::store {

struct ExportCounts {
  int tables = 0;
  int64_t rows = 0;
};

}  // namespace gongkai::store
