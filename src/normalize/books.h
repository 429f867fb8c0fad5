// The reference knowledge that normalize works with: what codes and regions are called.
#pragma once

#include "normalize/code_book.h"
#include "normalize/region.h"

namespace gongkai::normalize {

struct Books {
  CodeBook codes;
  RegionBook regions;
};

// The books of schemas/codes that are compiled in; read on first use, then shared.
const Books& built_in_books();

}  // namespace gongkai::normalize
