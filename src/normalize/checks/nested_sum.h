// Lists whose sub-totals nothing but their sums tell apart from what they add up.
#pragma once

#include <cstdint>
#include <vector>

namespace gongkai::normalize {

// True if the values, in their order, can be read as an outline that adds up exactly:
//
//   total 30                 30 = 10 + 20
//     10  20  15  5          20 = 15 + 5, which follow it
//
// Every value must find its place. Gives up (false) on lists too long or too ambiguous to search.
bool adds_up_nested(const std::vector<int64_t>& values, int64_t total);

}  // namespace gongkai::normalize
