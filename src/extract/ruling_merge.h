// Joins the pieces that producers draw one line of: Word draws each cell's border by itself, WPS
// sheets draw thin boxes, so one visible line arrives as dozens of segments.
#pragma once

#include <vector>

#include "extract/document.h"

namespace gongkai::extract {

// Rulings of one axis that lie within 1 pt of each other and overlap, or leave a gap of at most
// 2 pt, become one; what is shorter than 2 pt then is a speck, and dropped. Sorted by axis,
// position, start. O(n log n).
std::vector<Ruling> merge_rulings(std::vector<Ruling> rulings);

// Boxes no thicker than this, in points, can be the dots of a dotted line, or the dashes of a dashed one.
inline constexpr double kDot = 2.0;

// Lines that are drawn dot by dot or dash by dash: at least eight of them on one line, each at most twice its
// size behind the one before. Where most dots stand on lines of both axes, they fill an area, and are no
// lines. O(n log n).
std::vector<Ruling> join_dots(const std::vector<Box>& dots);

}  // namespace gongkai::extract
