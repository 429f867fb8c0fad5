#include "extract/ocr/operator_smear.h"

#include <algorithm>
#include <array>
#include <climits>
#include <cmath>
#include <vector>

#include "extract/ocr/filters.h"

namespace gongkai::extract {
namespace {

constexpr int kSide = 12;  // of a shape's raster
using Raster = std::array<double, kSide * kSide>;

struct Point {
  double x, y;  // 0–1, from the upper left corner of the ink
};
using Path = std::vector<Point>;

double distance(Point p, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y;
  const double t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  return std::hypot(a.x + t * dx - p.x, a.y + t * dy - p.y);
}

// Strokes as blur leaves them.
Raster drawn(const std::vector<Path>& paths) {
  constexpr double kThick = 0.13;
  Raster raster{};
  for (size_t i = 0; i < raster.size(); ++i) {
    const Point at{(static_cast<double>(i % kSide) + 0.5) / kSide, (static_cast<double>(i / kSide) + 0.5) / kSide};
    double nearest = 1;
    for (const Path& path : paths) {
      for (size_t j = 1; j < path.size(); ++j) nearest = std::min(nearest, distance(at, path[j - 1], path[j]));
    }
    raster[i] = std::exp(-nearest * nearest / (2 * kThick * kThick));
  }
  return raster;
}

Raster mirrored(const Raster& raster) {
  Raster result{};
  for (size_t i = 0; i < raster.size(); ++i) result[i] = raster[i - i % kSide + (kSide - 1 - i % kSide)];
  return result;
}

// From −1 to 1.
double likeness(const Raster& a, const Raster& b) {
  double mean_a = 0, mean_b = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    mean_a += a[i] / static_cast<double>(a.size());
    mean_b += b[i] / static_cast<double>(b.size());
  }
  double ab = 0, aa = 0, bb = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - mean_a) * (b[i] - mean_b);
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
  }
  return aa * bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

struct Shape {
  char32_t code;  // 0: none of ours
  Raster raster;
};

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all = [] {
    const Raster level = drawn({{{0, 0}, {1, 0.37}, {0, 0.74}}, {{0, 1}, {1, 1}}});
    const Raster slanted = drawn({{{0, 0}, {1, 0.35}, {0, 0.7}}, {{1, 0.65}, {0, 1}}});
    const Raster two = drawn({{{0, 0.2}, {0.3, 0}, {0.7, 0}, {1, 0.25}, {0.8, 0.55}, {0, 1}, {1, 1}}});
    const Raster seven = drawn({{{0, 0}, {1, 0}, {0.4, 1}}});
    const Raster zed = drawn({{{0, 0}, {1, 0}, {0, 1}, {1, 1}}});
    const Raster three = drawn({{{0, 0.1}, {0.5, 0}, {0.9, 0.2}, {0.4, 0.45}, {1, 0.75}, {0.5, 1}, {0, 0.9}}});
    const Raster five = drawn({{{1, 0}, {0.1, 0}, {0.1, 0.45}, {0.7, 0.4}, {1, 0.7}, {0.6, 1}, {0, 0.95}}});
    const Raster six = drawn({{{0.9, 0.05}, {0.4, 0.1}, {0, 0.6}, {0.4, 1}, {1, 0.75}, {0.6, 0.45}, {0.1, 0.6}}});
    const Raster nought = drawn({{{0.5, 0}, {0, 0.5}, {0.5, 1}, {1, 0.5}, {0.5, 0}}});
    const Raster one = drawn({{{0.5, 0}, {0.5, 1}}});
    const Raster per_cent = drawn({{{0.2, 0}, {0, 0.25}, {0.2, 0.5}, {0.4, 0.25}, {0.2, 0}}, {{1, 0}, {0, 1}}, {{0.8, 0.5}, {0.6, 0.75}, {0.8, 1}, {1, 0.75}, {0.8, 0.5}}});
    std::vector<Shape> made = {{U'≥', level}, {U'≥', slanted}, {U'≤', mirrored(level)}, {U'≤', mirrored(slanted)}};
    for (const Raster& other : {two, seven, zed, three, five, six, nought, one, per_cent}) made.push_back({0, other});
    return made;
  }();
  return all;
}

// The ink of a picture cut out with a margin.
struct Ink {
  PixelBox box;
  int paper = 255, darkest = 255;
};

Ink ink_of(const GreyImage& soft) {
  std::vector<uint8_t> sorted = soft.pixels;
  std::sort(sorted.begin(), sorted.end());
  Ink ink{{INT_MAX, INT_MAX, 0, 0}, sorted[sorted.size() * 4 / 5], sorted.front()};
  for (int y = 0; y < soft.height; ++y) {
    for (int x = 0; x < soft.width; ++x) {
      if ((ink.paper - soft.at(x, y)) * 5 >= (ink.paper - ink.darkest) * 2) ink.box = unite(ink.box, {x, y, x + 1, y + 1});
    }
  }
  return ink;
}

// How dark it is from 0 to 1, over the ink's box.
Raster raster_of(const GreyImage& soft, const Ink& ink) {
  Raster raster{};
  for (size_t i = 0; i < raster.size(); ++i) {
    const double x = ink.box.left + (static_cast<double>(i % kSide) + 0.5) * ink.box.width() / kSide - 0.5;
    const double y = ink.box.top + (static_cast<double>(i / kSide) + 0.5) * ink.box.height() / kSide - 0.5;
    const int left = std::clamp(static_cast<int>(std::floor(x)), 0, soft.width - 2), top = std::clamp(static_cast<int>(std::floor(y)), 0, soft.height - 2);
    const double right = std::clamp(x - left, 0.0, 1.0), down = std::clamp(y - top, 0.0, 1.0);
    const double grey = (soft.at(left, top) * (1 - right) + soft.at(left + 1, top) * right) * (1 - down) +
                        (soft.at(left, top + 1) * (1 - right) + soft.at(left + 1, top + 1) * right) * down;
    raster[i] = std::clamp((ink.paper - grey) / std::max(1, ink.paper - ink.darkest), 0.0, 1.0);
  }
  return raster;
}

// How dark the quarters are: upper left, upper right, lower left, lower right.
std::array<double, 4> quarters_of(const Raster& raster) {
  std::array<double, 4> quarters{};
  for (size_t i = 0; i < raster.size(); ++i)
    quarters[(i % kSide) * 2 / kSide + 2 * (i / kSide * 2 / kSide)] += raster[i] * 4 / static_cast<double>(raster.size());
  return quarters;
}

bool is_block(const Raster& raster) {
  const std::array<double, 4> quarters = quarters_of(raster);
  const auto [least, most] = std::minmax_element(quarters.begin(), quarters.end());
  return *least > 0.5 && *least > 0.7 * *most;
}

// What is in the box, without the grain.
GreyImage cut_out(const GreyImage& picture, const PixelBox& box) {
  constexpr int kFade = 2;  // pixels
  GreyImage cut{box.width() + 2 * kFade, box.height(), {}};
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left - kFade; x < box.right + kFade; ++x)
      cut.pixels.push_back(x >= 0 && x < picture.width && y >= 0 && y < picture.height ? picture.at(x, y) : 255);
  }
  return blurred(cut, 0.7);
}

constexpr int kLeastSide = 4, kLeastDepth = 40;  // pixels; greys

}  // namespace

char32_t operator_smeared(const GreyImage& picture, const PixelBox& box, int line_height) {
  constexpr double kLike = 0.6, kClearly = 0.08;
  if (box.width() < kLeastSide || box.height() < kLeastSide) return 0;
  const GreyImage soft = cut_out(picture, box);
  const Ink ink = ink_of(soft);
  const int width = ink.box.width(), height = ink.box.height();
  if (ink.paper - ink.darkest < kLeastDepth || width * 3 < line_height || width > line_height) return 0;
  const Raster raster = raster_of(soft, ink);
  if (height * 3 <= width * 2 && height * 3 >= line_height) return is_block(raster) ? U'=' : U'\0';
  if (height * 10 < width * 7 || height * 10 > width * 13) return 0;
  double best = 0, other = 0;
  char32_t code = 0;
  for (const Shape& shape : shapes()) {
    const double like = likeness(raster, shape.raster);
    if (like > best) {
      if (shape.code != code || code == 0) other = best;
      best = like;
      code = shape.code;
    } else if (shape.code != code || code == 0) {
      other = std::max(other, like);
    }
  }
  return best > kLike && best - other > kClearly ? code : U'\0';
}

bool is_per_cent_smeared(const GreyImage& picture, const PixelBox& box, int line_height) {
  if (box.width() < kLeastSide || box.height() < kLeastSide) return false;
  const GreyImage soft = cut_out(picture, box);
  const Ink ink = ink_of(soft);
  if (ink.paper - ink.darkest < kLeastDepth || ink.box.width() * 3 < line_height || ink.box.height() < ink.box.width() || ink.box.height() > 2 * ink.box.width())
    return false;
  const auto [upper_left, upper_right, lower_left, lower_right] = quarters_of(raster_of(soft, ink));
  constexpr double kSlanted = 1.55, kDark = 0.5;
  return std::min(upper_left, lower_right) >= kDark && upper_left + lower_right > kSlanted * (upper_right + lower_left);
}

}  // namespace gongkai::extract
