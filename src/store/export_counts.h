// What an export says of itself.
#pragma once

#include <cstdint>
#include <stdexcept>

namespace gongkai::store {

struct ExportCounts {
  int tables = 0;
  int64_t rows = 0;
};

// A file of an export could not be written. what() is its name, without the folder.
struct Unwritable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace gongkai::store
