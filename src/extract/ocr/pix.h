// Leptonica's pictures, owned, and the few steps on them that several files share.
#pragma once

#include <leptonica/allheaders.h>

#include <memory>
#include <vector>

#include "extract/ocr/grey_image.h"

namespace gongkai::extract {

struct PixDelete {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPtr = std::unique_ptr<Pix, PixDelete>;

// Throws std::runtime_error for nullptr, which is how leptonica says that it failed.
PixPtr own(Pix* pix);

PixPtr to_pix(const GreyImage& image);
GreyImage to_image(Pix* pix);  // of 8 bits

// Of a binary picture: the boxes of its connected parts; how many black pixels a row has from `left` to `right`.
std::vector<PixelBox> components(Pix* binary);
int ink_in_row(Pix* binary, int y, int left, int right);

// Of 8 bits: neighbours differ by some greys nearly everywhere, as in the pictures of a camera.
bool is_grainy(Pix* grey);

}  // namespace gongkai::extract
