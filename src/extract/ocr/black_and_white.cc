#include "extract/ocr/black_and_white.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "extract/ocr/filters.h"
#include "extract/ocr/pix.h"

namespace gongkai::extract {
namespace {

bool is_speckled(const GreyImage& picture) {
  constexpr int kMiddle = 128, kSpeck = 2;  // pixels
  const std::vector<PixelBox> parts = components(own(pixThresholdToBinary(to_pix(picture).get(), kMiddle)).get());
  const auto is_speck = [](const PixelBox& part) { return part.width() <= kSpeck && part.height() <= kSpeck; };
  return 2 * std::count_if(parts.begin(), parts.end(), is_speck) > static_cast<ptrdiff_t>(parts.size());
}

}  // namespace

bool is_bilevel(const GreyImage& picture) {
  constexpr uint8_t kBlack = 24, kWhite = 231;
  constexpr ptrdiff_t kGreyShare = 20;  // of ink: less than one in so many
  ptrdiff_t black = 0, grey = 0;
  for (const uint8_t pixel : picture.pixels) {
    black += pixel <= kBlack;
    grey += pixel > kBlack && pixel < kWhite;
  }
  return grey * kGreyShare < black;
}

GreyImage softened(const GreyImage& picture, double dots_per_inch) {
  constexpr double kSoft = 0.6 / 200, kEven = 1.3 / 200;  // inches
  return blurred(picture, (is_speckled(picture) ? kEven : kSoft) * dots_per_inch);
}

}  // namespace gongkai::extract
