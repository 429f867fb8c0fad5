#include "extract/ocr/pix.h"

#include <cstdlib>
#include <stdexcept>

namespace gongkai::extract {

PixPtr own(Pix* pix) {
  if (pix == nullptr) throw std::runtime_error("a picture of the page could not be processed");
  return PixPtr(pix);
}

PixPtr to_pix(const GreyImage& image) {
  PixPtr pix = own(pixCreate(image.width, image.height, 8));
  l_uint32* const data = pixGetData(pix.get());
  const int words = pixGetWpl(pix.get());
  for (int y = 0; y < image.height; ++y) {
    l_uint32* const row = data + static_cast<ptrdiff_t>(y) * words;
    for (int x = 0; x < image.width; ++x) SET_DATA_BYTE(row, x, image.at(x, y));
  }
  return pix;
}

GreyImage to_image(Pix* pix) {
  GreyImage image{pixGetWidth(pix), pixGetHeight(pix), {}};
  image.pixels.reserve(static_cast<size_t>(image.width) * static_cast<size_t>(image.height));
  const l_uint32* const data = pixGetData(pix);
  const int words = pixGetWpl(pix);
  for (int y = 0; y < image.height; ++y) {
    const l_uint32* const row = data + static_cast<ptrdiff_t>(y) * words;
    for (int x = 0; x < image.width; ++x) image.pixels.push_back(GET_DATA_BYTE(row, x));
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
