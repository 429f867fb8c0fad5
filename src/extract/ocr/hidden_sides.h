// Sides of cells that a picture does not show.
#pragma once

#include <vector>

#include "extract/ocr/scan_ink.h"

namespace gongkai::extract {

// Shading hides hairlines between headings, and light scans lose them. Without them, several headings
// are one, and the columns below all get the names of all:
//
//     ├───────────────────────┤
//     │   小计        人员经费   │     the ruling below goes on to the top of the cell
//     ├───────────┬───────────┤
//
// A vertical ruling that ends at the lower side of a cell goes on between two texts of it, if that
// leaves each text in the middle of a part. `slack`: pixels over which rulings touch.
std::vector<PixelRuling> find_hidden_sides(std::vector<PixelRuling> rulings,
                                           const std::vector<PixelBox>& lines, int slack);

}  // namespace gongkai::extract
