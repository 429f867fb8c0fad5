// Operators of which blur and grain have left a smear of some pixels.
#pragma once

#include "extract/ocr/grey_image.h"

namespace gongkai::extract {

// The operator that the ink in the box is like, 0 if none or not clearly one. Strokes can't be told apart any more, but where the ink
// is: that of ≥ and ⩾ narrows to the right, that of 2 and 7 does not; = is a level block, lower than wide and higher than a dash.
// `line_height`: of the line's characters, in pixels.
char32_t operator_smeared(const GreyImage& picture, const PixelBox& box, int line_height);

// Whether it is what is left of %: a slanted block, from the upper left to the lower right, as no digit is.
bool is_per_cent_smeared(const GreyImage& picture, const PixelBox& box, int line_height);

}  // namespace gongkai::extract
