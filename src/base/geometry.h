// Places on a page: PDF points (1/72 inch), origin at the top-left corner of the page as displayed.
#pragma once

#include <algorithm>

namespace gongkai {

inline constexpr double kPointsPerInch = 72;

struct Point {
  double x = 0;
  double y = 0;
};

struct Box {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;

  double width() const { return right - left; }
  double height() const { return bottom - top; }
  double center_x() const { return (left + right) / 2; }
  double center_y() const { return (top + bottom) / 2; }
  bool contains(double x, double y) const {
    return x >= left && x <= right && y >= top && y <= bottom;
  }
  bool operator==(const Box&) const = default;
};

// The smallest box around both.
inline Box unite(const Box& a, const Box& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

}  // namespace gongkai
