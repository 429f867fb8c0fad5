// The reference knowledge that normalize works with: what codes and regions are called, and how
// running text speaks of money.
#pragma once

#include "normalize/code_book.h"
#include "normalize/figure_rules.h"
#include "normalize/region.h"

namespace gongkai::normalize {

struct Books {
  CodeBook codes;
  RegionBook regions;
  FigureRules figures;  // how running text speaks of money
};

// The books of schemas/codes and the rules of schemas/figures.toml that are compiled in; read on
// first use, then shared.
const Books& built_in_books();

}  // namespace gongkai::normalize
