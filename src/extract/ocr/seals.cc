#include "extract/ocr/seals.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "extract/ocr/pix.h"

namespace gongkai::extract {
namespace {

using Histogram = std::array<int, 256>;

// The level that `share` of what was counted is below.
int level_of(const Histogram& histogram, double share) {
  const double wanted = share * std::accumulate(histogram.begin(), histogram.end(), 0.0);
  double below = 0;
  int level = 0;
  while (level < 255 && (below += histogram[static_cast<size_t>(level)]) < wanted) ++level;
  return level;
}

GreyImage in_greys(const ColourImage& page) {
  GreyImage grey{page.width, page.height, {}};
  grey.pixels.reserve(page.pixels.size() / 3);
  for (size_t i = 0; i < page.pixels.size(); i += 3) {
    // As the eye weighs them (ITU-R BT.601).
    const int light = 299 * page.pixels[i] + 587 * page.pixels[i + 1] + 114 * page.pixels[i + 2];
    grey.pixels.push_back(static_cast<uint8_t>((light + 500) / 1000));
  }
  return grey;
}

// Binary: coloured, and not dark, as print under a seal is.
PixPtr coloured(const ColourImage& page) {
  constexpr int kColour = 50, kDark = 100;
  PixPtr mask = own(pixCreate(page.width, page.height, 1));
  for (int y = 0; y < page.height; ++y) {
    l_uint32* const row = pixGetData(mask.get()) + static_cast<ptrdiff_t>(y) * pixGetWpl(mask.get());
    for (int x = 0; x < page.width; ++x) {
      const uint8_t* const pixel = page.at(x, y);
      const auto [least, most] = std::minmax({pixel[0], pixel[1], pixel[2]});
      if (most > kDark && most - least > kColour) SET_DATA_BIT(row, x);
    }
  }
  return mask;
}

bool has(Pix* binary, int x, int y) {
  return GET_DATA_BIT(pixGetData(binary) + static_cast<ptrdiff_t>(y) * pixGetWpl(binary), x) != 0;
}

bool is_seal(Pix* ink, const PixelBox& box, double dots_per_inch) {
  constexpr double kLeastInches = 0.65, kMostInches = 3.5, kMostInk = 0.8;
  const auto [least, most] = std::minmax({box.width(), box.height()});
  if (least < kLeastInches * dots_per_inch || most > kMostInches * dots_per_inch) return false;
  int inked = 0;
  for (int y = box.top; y < box.bottom; ++y) inked += ink_in_row(ink, y, box.left, box.right);
  return inked < kMostInk * box.width() * box.height();
}

// Writes into `grey` what is seen through the seal in the box, whose ink `ink` has, and up to where it fades
// `with_edges`: in the channel in which the ink is lightest, brought to the paper's level.
void see_through(const ColourImage& page, Pix* ink, Pix* with_edges, const PixelBox& box, GreyImage& grey) {
  std::array<Histogram, 3> inked{}, bare{};
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) {
      if (!has(ink, x, y) && has(with_edges, x, y)) continue;
      auto& histograms = has(ink, x, y) ? inked : bare;
      for (size_t channel = 0; channel < 3; ++channel) ++histograms[channel][page.at(x, y)[channel]];
    }
  }
  // Nearly all ink is lighter, also thin strokes that JPEG has left less of a colour; print is darker. Less than a third
  // of the paper is printed on.
  constexpr double kInk = 0.1, kPaper = 0.7;
  size_t lightest = 0;
  for (size_t channel = 1; channel < 3; ++channel) {
    if (level_of(inked[channel], kInk) > level_of(inked[lightest], kInk)) lightest = channel;
  }
  const int of_ink = std::max(1, level_of(inked[lightest], kInk)), of_paper = level_of(bare[lightest], kPaper);
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) {
      if (!has(with_edges, x, y)) continue;
      uint8_t& pixel = grey.pixels[static_cast<size_t>(y) * static_cast<size_t>(grey.width) + static_cast<size_t>(x)];
      const int seen = std::min(of_paper, page.at(x, y)[lightest] * of_paper / of_ink);
      pixel = static_cast<uint8_t>(std::max<int>(pixel, seen));
    }
  }
}

}  // namespace

Unsealed without_seals(const ColourImage& page, double dots_per_inch) {
  constexpr double kGapInches = 0.06;    // within a seal, between its ring and its characters
  constexpr double kEdgeInches = 0.02;   // over which ink fades
  Unsealed result{in_greys(page), 0};
  const PixPtr ink = coloured(page);
  l_int32 is_grey = 1;
  pixZero(ink.get(), &is_grey);
  if (is_grey != 0) return result;
  const auto pixels = [&](double inches) { return static_cast<int>(inches * dots_per_inch) | 1; };
  const int gap = pixels(kGapInches), edge = pixels(2 * kEdgeInches);
  const PixPtr whole = own(pixCloseSafeBrick(nullptr, ink.get(), gap, gap));
  const PixPtr with_edges = own(pixDilateBrick(nullptr, ink.get(), edge, edge));
  for (const PixelBox& box : components(whole.get())) {
    if (!is_seal(ink.get(), box, dots_per_inch)) continue;
    const PixelBox around{std::max(0, box.left - edge), std::max(0, box.top - edge),
                          std::min(page.width, box.right + edge), std::min(page.height, box.bottom + edge)};
    see_through(page, ink.get(), with_edges.get(), around, result.picture);
    ++result.seals;
  }
  return result;
}

}  // namespace gongkai::extract
