// Seals and stamps in colour, which stand over what is printed.
#pragma once

#include "extract/ocr/grey_image.h"

namespace gongkai::extract {

struct Unsealed {
  GreyImage picture;
  int seals = 0;  // that were taken away
};

// The picture in greys, without seals: where one stands, it is seen in the light that its ink lets through, in which
// there is nothing but paper and what was printed under it.
//
// A seal is coloured ink that hangs together over 0.65 to 3.5 in (one of an office measures 1.65 in) both ways, and
// is no area of one colour. Other things in colour stay, in greys: titles, figures in red, rulings, shaded cells.
Unsealed without_seals(const ColourImage& page, double dots_per_inch);

}  // namespace gongkai::extract
