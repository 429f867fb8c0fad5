// Pictures of pages and of lines of text.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace gongkai::extract {

// 8 bits a pixel, 0 black, rows from top to bottom without gaps.
struct GreyImage {
  int width = 0;
  int height = 0;
  std::vector<uint8_t> pixels;  // width × height

  uint8_t at(int x, int y) const {
    return pixels[static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x)];
  }
};

// Red, green and blue of each pixel, likewise.
struct ColourImage {
  int width = 0;
  int height = 0;
  std::vector<uint8_t> pixels;  // 3 × width × height

  const uint8_t* at(int x, int y) const {
    return &pixels[3 * (static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x))];
  }
};

// In pixels; right and bottom are the first ones outside.
struct PixelBox {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;

  int width() const { return right - left; }
  int height() const { return bottom - top; }
  bool operator==(const PixelBox&) const = default;
};

// The smallest box around both.
inline PixelBox unite(const PixelBox& a, const PixelBox& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

}  // namespace gongkai::extract
