#include "extract/ocr/filters.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace gongkai::extract {
namespace {

size_t size_of(ptrdiff_t pixels) { return static_cast<size_t>(pixels); }

struct Lightest {
  static constexpr uint8_t kOutside = 0;
  static uint8_t of(uint8_t a, uint8_t b) { return std::max(a, b); }
};
struct Darkest {
  static constexpr uint8_t kOutside = 255;
  static uint8_t of(uint8_t a, uint8_t b) { return std::min(a, b); }
};

// Calls step(shift) so that what is joined with what is `shift` further on, each time, is joined over `window`: 1, 2, 4, … and
// what is left of it.
template <typename Step>
void double_up(int window, Step step) {
  for (int covered = 1; covered < window;) {
    const int shift = std::min(covered, window - covered);
    step(shift);
    covered += shift;
  }
}

// The lightest or darkest of `window` pixels around each, along rows.
template <typename Pick>
void pick_across(GreyImage& image, int window) {
  const int half = window / 2;
  std::vector<uint8_t> padded(size_of(image.width + 2 * half));
  for (int y = 0; y < image.height; ++y) {
    uint8_t* const row = image.pixels.data() + static_cast<ptrdiff_t>(y) * image.width;
    std::fill(padded.begin(), padded.end(), Pick::kOutside);
    std::copy(row, row + image.width, padded.begin() + half);
    double_up(window, [&](int shift) {
      uint8_t* const at = padded.data();
      const int last = static_cast<int>(padded.size()) - shift;
      for (int x = 0; x < last; ++x) at[x] = Pick::of(at[x], at[x + shift]);
    });
    std::copy(padded.begin(), padded.begin() + image.width, row);
  }
}

// The same down columns.
template <typename Pick>
void pick_down(GreyImage& image, int window) {
  const int half = window / 2, rows = image.height + 2 * half;
  const ptrdiff_t width = image.width;
  std::vector<uint8_t> padded(size_of(rows) * size_of(image.width), Pick::kOutside);
  std::copy(image.pixels.begin(), image.pixels.end(), padded.begin() + half * width);
  double_up(window, [&](int shift) {
    for (int y = 0; y + shift < rows; ++y) {
      uint8_t* const row = padded.data() + y * width;
      const uint8_t* const other = row + shift * width;
      for (ptrdiff_t x = 0; x < width; ++x) row[x] = Pick::of(row[x], other[x]);
    }
  });
  std::copy(padded.begin(), padded.begin() + image.height * width, image.pixels.begin());
}

// The weights of a Gaussian, from the middle one to the outermost, for a sum of 1.
std::vector<float> gaussian(double sigma) {
  const int half = std::max(1, static_cast<int>(std::ceil(2 * sigma)));
  std::vector<float> weights;
  double sum = 0;
  for (int i = 0; i <= half; ++i) {
    weights.push_back(static_cast<float>(std::exp(-i * i / (2 * sigma * sigma))));
    sum += weights.back() * (i == 0 ? 1 : 2);
  }
  for (float& weight : weights) weight = static_cast<float>(weight / sum);
  return weights;
}

// Where a place outside of 0 … size - 1 lies in the mirror.
int mirrored(int at, int size) {
  if (at < 0) at = -at - 1;
  if (at >= size) at = 2 * size - 1 - at;
  return std::clamp(at, 0, size - 1);
}

// What is left of the picture where a run of `length` begins, and what such beginnings stand for.
PixPtr runs(Pix* binary, int length, bool across) {
  const int width = pixGetWidth(binary), height = pixGetHeight(binary);
  PixPtr result = own(pixCopy(nullptr, binary));
  const auto shift = [&](int by, int operation) {
    const PixPtr source = own(pixCopy(nullptr, result.get()));
    pixRasterop(result.get(), across ? by : 0, across ? 0 : by, width, height, operation, source.get(), 0, 0);
    if (by > 0) return;
    // Outside, nothing is black.
    if (across) pixRasterop(result.get(), width + by, 0, -by, height, PIX_CLR, nullptr, 0, 0);
    else pixRasterop(result.get(), 0, height + by, width, -by, PIX_CLR, nullptr, 0, 0);
  };
  double_up(length, [&](int by) { shift(-by, PIX_SRC & PIX_DST); });
  double_up(length, [&](int by) { shift(by, PIX_SRC | PIX_DST); });
  return result;
}

}  // namespace

GreyImage closed(const GreyImage& image, int width, int height) {
  GreyImage result = image;
  pick_across<Lightest>(result, width);
  pick_down<Lightest>(result, height);
  pick_across<Darkest>(result, width);
  pick_down<Darkest>(result, height);
  return result;
}

GreyImage averaged(const GreyImage& image, int reach) {
  GreyImage result{image.width, image.height, std::vector<uint8_t>(image.pixels.size())};
  const ptrdiff_t width = image.width;
  std::vector<uint16_t> columns(size_of(image.width + 2 * reach)), sums(size_of(image.width));  // 0 outside
  for (int y = 0; y < image.height; ++y) {
    const int from = std::max(0, y - reach), to = std::min(image.height, y + reach + 1);
    std::fill(columns.begin(), columns.end(), uint16_t{0});
    for (int row = from; row < to; ++row) {
      const uint8_t* const pixels = image.pixels.data() + row * width;
      for (ptrdiff_t x = 0; x < width; ++x) columns[size_of(x + reach)] += pixels[x];
    }
    std::fill(sums.begin(), sums.end(), uint16_t{0});
    for (int i = 0; i <= 2 * reach; ++i) {
      for (ptrdiff_t x = 0; x < width; ++x) sums[size_of(x)] += columns[size_of(x + i)];
    }
    uint8_t* const target = result.pixels.data() + y * width;
    const auto average = [&](ptrdiff_t x, ptrdiff_t across) {
      return static_cast<uint8_t>(static_cast<float>(sums[size_of(x)]) / static_cast<float>((to - from) * across) + 0.5F);
    };
    for (ptrdiff_t x = 0; x < width; ++x) target[x] = average(x, 2 * reach + 1);
    for (ptrdiff_t i = 0; i < std::min<ptrdiff_t>(reach, width); ++i) {
      for (const ptrdiff_t x : {i, width - 1 - i})
        target[x] = average(x, std::min<ptrdiff_t>(width, x + reach + 1) - std::max<ptrdiff_t>(0, x - reach));
    }
  }
  return result;
}

GreyImage blurred(const GreyImage& image, double sigma) {
  const std::vector<float> weights = gaussian(sigma);
  const int half = static_cast<int>(weights.size()) - 1;
  GreyImage result{image.width, image.height, std::vector<uint8_t>(image.pixels.size())};
  std::vector<float> sums(size_of(image.width + 2 * half));  // down columns
  for (int y = 0; y < image.height; ++y) {
    float* const inside = sums.data() + half;
    const auto row = [&](int at) { return image.pixels.data() + static_cast<ptrdiff_t>(mirrored(at, image.height)) * image.width; };
    const uint8_t* const middle = row(y);
    for (int x = 0; x < image.width; ++x) inside[x] = weights[0] * static_cast<float>(middle[x]);
    for (int i = 1; i <= half; ++i) {
      const uint8_t* const above = row(y - i);
      const uint8_t* const below = row(y + i);
      const float weight = weights[size_of(i)];
      for (int x = 0; x < image.width; ++x) inside[x] += weight * static_cast<float>(above[x] + below[x]);
    }
    for (int i = 1; i <= half; ++i) {
      inside[-i] = inside[mirrored(-i, image.width)];
      inside[image.width - 1 + i] = inside[mirrored(image.width - 1 + i, image.width)];
    }
    uint8_t* const target = result.pixels.data() + static_cast<ptrdiff_t>(y) * image.width;
    for (int x = 0; x < image.width; ++x) {
      float sum = weights[0] * inside[x] + 0.5F;
      for (int i = 1; i <= half; ++i) sum += weights[size_of(i)] * (inside[x - i] + inside[x + i]);
      target[x] = static_cast<uint8_t>(std::min(sum, 255.0F));
    }
  }
  return result;
}

GreyImage sharpened(const GreyImage& image, double sigma) {
  GreyImage result = blurred(image, sigma);
  for (size_t i = 0; i < result.pixels.size(); ++i)
    result.pixels[i] = static_cast<uint8_t>(std::clamp(2 * image.pixels[i] - result.pixels[i], 0, 255));
  return result;
}

PixPtr runs_across(Pix* binary, int length) { return runs(binary, length, true); }
PixPtr runs_down(Pix* binary, int length) { return runs(binary, length, false); }

}  // namespace gongkai::extract
