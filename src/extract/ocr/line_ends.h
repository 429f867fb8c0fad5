// What the recognizer leaves out or misreads at the ends of a line.
#pragma once

#include <vector>

#include "extract/ocr/grey_image.h"
#include "extract/ocr/line_recognizer.h"

namespace gongkai::extract {

// The operator that the strokes in the box draw, U'\0' if none. Columns of pixels tell: ≥ has three
// strokes above each other at its left, of which the upper two near each other until they meet, and two
// at its right; ≤ is its mirror image; = has two level ones all along.
//
//     ●         ●●●●
//      ●●       ●●●●     A slanted bar (⩾) has as many. 2 and Z have no left end of three strokes.
//     ●
//     ●●●
char32_t operator_drawn(const GreyImage& picture, const PixelBox& box);

// Narrow operators are read as letters (N85%) or not at all (85%), by a model that never proposes them.
// So the first ink of a line becomes the operator that its strokes draw, where a number or nothing follows
// it and no digit was read there. Its probability is 0.5, as it is for the first or last digit of a
// number with ink beside it that was not read: both are doubtful. Digits are never changed.
//
// `line` of the picture, x of the characters in pixels of it.
void mend_ends(const GreyImage& picture, const PixelBox& line, std::vector<ReadCharacter>& characters);

}  // namespace gongkai::extract
