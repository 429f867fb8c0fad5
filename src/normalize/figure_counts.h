// Things that running text counts: projects, cars, machines, square metres of offices.
//
//   其中：领导用车0辆，办公用房建筑总面积85.12平方米
//         └subject┘ count    └─ subject ─────┘ area
#pragma once

#include <vector>

#include "normalize/figure_passage.h"
#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// Pure. measure is "area" for 平方米, else "count"; Figure::count and Figure::unit hold what is
// printed. Durations and ordinals (3个月, 2个百分点, 第1个) are none, nor numbers without words
// before them in their clause.
std::vector<Figure> read_counts(const Passage& passage,
                                const std::vector<recognize::TextLine>& lines);

}  // namespace gongkai::normalize
