// Tables that are printed one below the other in one frame, as sheets with several of them are.
#pragma once

#include <vector>

#include "recognize/page_layout.h"
#include "recognize/schema.h"

namespace gongkai::recognize {

// The parts of a grid from one title, or from other headings, to the next ones, top to bottom, each with the columns
// that its own cells have. A title is the only text of its row, and one that a schema knows; in text files, it alone
// begins a part. None where all is one part.
std::vector<LayoutGrid> split_stacked(const LayoutGrid& grid, const Schemas& schemas);

}  // namespace gongkai::recognize
