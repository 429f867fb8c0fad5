// Scans without greys: of faxes, and of scanners that are set to text.
#pragma once

#include "extract/ocr/grey_image.h"

namespace gongkai::extract {

// Edges of ink have greys in any other scan.
bool is_bilevel(const GreyImage& picture);

// A picture in black and white with the greys that the model was taught with; where specks are most of what is on it, as a fax
// leaves them all over the page, so soft that ragged edges and dotted rulings are even.
GreyImage softened(const GreyImage& picture, double dots_per_inch);

}  // namespace gongkai::extract
