#include "extract/ruling_merge.h"

#include <algorithm>
#include <tuple>

namespace gongkai::extract {
namespace {

constexpr float kSamePosition = 1.0F;  // points; two borders of neighbouring cells, drawn twice
constexpr float kSpeck = 2.0F;         // points; shorter than any side of a cell
constexpr float kSmallGap = 2.0F;      // points; dashes, and corners that the producer leaves open

// The rulings of [first, last) lie on one line; appends their unions to `merged`.
template <typename Iterator>
void merge_line(Iterator first, Iterator last, std::vector<Ruling>& merged) {
  std::sort(first, last, [](const Ruling& a, const Ruling& b) { return a.from < b.from; });
  const size_t start = merged.size();
  for (Iterator it = first; it != last; ++it) {
    if (merged.size() > start && it->from <= merged.back().to + kSmallGap) {
      Ruling& line = merged.back();
      // The longer piece says where the line is.
      if (it->to - it->from > line.to - line.from) line.at = it->at;
      line.to = std::max(line.to, it->to);
      line.thickness = std::max(line.thickness, it->thickness);
    } else {
      merged.push_back(*it);
    }
  }
}

}  // namespace

std::vector<Ruling> merge_rulings(std::vector<Ruling> rulings) {
  std::sort(rulings.begin(), rulings.end(), [](const Ruling& a, const Ruling& b) {
    return std::tie(a.axis, a.at, a.from) < std::tie(b.axis, b.at, b.from);
  });
  std::vector<Ruling> merged;
  for (auto first = rulings.begin(); first != rulings.end();) {
    const auto last = std::find_if(first, rulings.end(), [&](const Ruling& r) {
      return r.axis != first->axis || r.at > first->at + kSamePosition;
    });
    merge_line(first, last, merged);
    first = last;
  }
  std::erase_if(merged, [](const Ruling& r) { return r.to - r.from < kSpeck; });
  return merged;
}

}  // namespace gongkai::extract
