#include "extract/ruling_merge.h"

#include <algorithm>
#include <tuple>

namespace gongkai::extract {
namespace {

constexpr float kSamePosition = 1.0F;  // points; two borders of neighbouring cells, drawn twice
constexpr float kSpeck = 2.0F;         // points; shorter than any side of a cell
constexpr float kSmallGap = 2.0F;      // points; dashes, and corners that the producer leaves open
constexpr size_t kFewestDots = 8;      // of a dotted line; a leader of some points is no border
constexpr double kDotOffLine = 0.3;    // points that a dot's centre may lie off its line

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

// A dot along and across the lines of one axis.
struct Dot {
  double from = 0, to = 0, at = 0, thickness = 0;
  size_t index = 0;
};

std::vector<Dot> along(Axis axis, const std::vector<Box>& boxes) {
  std::vector<Dot> dots;
  for (size_t i = 0; i < boxes.size(); ++i) {
    const Box& box = boxes[i];
    dots.push_back(axis == Axis::Horizontal
                       ? Dot{box.left, box.right, box.center_y(), box.height(), i}
                       : Dot{box.top, box.bottom, box.center_x(), box.width(), i});
  }
  std::sort(dots.begin(), dots.end(), [](const Dot& a, const Dot& b) {
    return std::tie(a.at, a.from) < std::tie(b.at, b.from);
  });
  return dots;
}

// The lines of one axis; counts in `uses` on how many lines each dot stands.
void join_along(Axis axis, const std::vector<Box>& boxes, std::vector<int>& uses,
                std::vector<Ruling>& lines) {
  std::vector<Dot> dots = along(axis, boxes);
  for (auto first = dots.begin(); first != dots.end();) {
    const auto last = std::find_if(
        first, dots.end(), [&](const Dot& dot) { return dot.at > first->at + kDotOffLine; });
    std::sort(first, last, [](const Dot& a, const Dot& b) { return a.from < b.from; });
    for (auto begin = first; begin != last;) {
      auto end = begin + 1;
      while (end != last &&
             end->from - (end - 1)->to <= 2 * std::max(end->to - end->from, end->thickness))
        ++end;
      if (static_cast<size_t>(end - begin) >= kFewestDots) {
        lines.push_back({axis, static_cast<float>(begin->at), static_cast<float>(begin->from),
                         static_cast<float>((end - 1)->to), static_cast<float>(begin->thickness)});
        for (auto dot = begin; dot != end; ++dot) ++uses[dot->index];
      }
      begin = end;
    }
    first = last;
  }
}

}  // namespace

std::vector<Ruling> join_dots(const std::vector<Box>& dots) {
  std::vector<Ruling> lines;
  std::vector<int> uses(dots.size());
  join_along(Axis::Horizontal, dots, uses, lines);
  join_along(Axis::Vertical, dots, uses, lines);
  const auto on_lines = std::count_if(uses.begin(), uses.end(), [](int n) { return n > 0; });
  const auto crossing = std::count_if(uses.begin(), uses.end(), [](int n) { return n > 1; });
  if (2 * crossing > on_lines) lines.clear();
  return lines;
}

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
