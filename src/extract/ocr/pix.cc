#include "extract/ocr/pix.h"

#include <arpa/inet.h>

#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace gongkai::extract {

PixPtr own(Pix* pix) {
  if (pix == nullptr) throw std::runtime_error("a picture of the page could not be processed");
  return PixPtr(pix);
}

// Leptonica keeps four pixels in a word, the first one in its highest byte.
PixPtr to_pix(const GreyImage& image) {
  PixPtr pix = own(pixCreate(image.width, image.height, 8));
  const int words = pixGetWpl(pix.get()), whole = image.width / 4;
  for (int y = 0; y < image.height; ++y) {
    l_uint32* const row = pixGetData(pix.get()) + static_cast<ptrdiff_t>(y) * words;
    const uint8_t* const pixels = image.pixels.data() + static_cast<ptrdiff_t>(y) * image.width;
    std::memcpy(row, pixels, 4 * static_cast<size_t>(whole));
    for (int i = 0; i < whole; ++i) row[i] = ntohl(row[i]);
    for (int x = 4 * whole; x < image.width; ++x) SET_DATA_BYTE(row, x, pixels[x]);
  }
  return pix;
}

GreyImage to_image(Pix* pix) {
  GreyImage image{pixGetWidth(pix), pixGetHeight(pix), {}};
  image.pixels.resize(static_cast<size_t>(image.width) * static_cast<size_t>(image.height));
  const int words = pixGetWpl(pix), whole = image.width / 4;
  for (int y = 0; y < image.height; ++y) {
    const l_uint32* const row = pixGetData(pix) + static_cast<ptrdiff_t>(y) * words;
    uint8_t* const pixels = image.pixels.data() + static_cast<ptrdiff_t>(y) * image.width;
    for (int i = 0; i < whole; ++i) {
      const uint32_t word = htonl(row[i]);
      std::memcpy(pixels + 4 * static_cast<ptrdiff_t>(i), &word, sizeof word);
    }
    for (int x = 4 * whole; x < image.width; ++x) pixels[x] = static_cast<uint8_t>(GET_DATA_BYTE(row, x));
  }
  return image;
}

std::vector<PixelBox> components(Pix* binary) {
  std::vector<PixelBox> found;
  BOXA* boxes = pixConnCompBB(binary, 8);
  const int count = boxaGetCount(boxes);
  for (int i = 0; i < count; ++i) {
    l_int32 x, y, w, h;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    found.push_back({x, y, x + w, y + h});
  }
  boxaDestroy(&boxes);
  return found;
}

int ink_in_row(Pix* binary, int y, int left, int right) {
  const l_uint32* const row = pixGetData(binary) + static_cast<ptrdiff_t>(y) * pixGetWpl(binary);
  int ink = 0;
  for (int x = left; x < right; ++x) ink += static_cast<int>(GET_DATA_BIT(row, x));
  return ink;
}

bool is_grainy(Pix* grey) {
  constexpr int kGrain = 4, kEvery = 7;  // greys; pixels that are looked at
  int alike = 0, unlike = 0;
  for (int y = 0; y < pixGetHeight(grey); y += kEvery) {
    const l_uint32* const row = pixGetData(grey) + static_cast<ptrdiff_t>(y) * pixGetWpl(grey);
    for (int x = 0; x + 1 < pixGetWidth(grey); x += kEvery) {
      const int difference = static_cast<int>(GET_DATA_BYTE(row, x)) - static_cast<int>(GET_DATA_BYTE(row, x + 1));
      (std::abs(difference) < kGrain ? alike : unlike)++;
    }
  }
  return unlike * 2 > alike;
}

}  // namespace gongkai::extract
