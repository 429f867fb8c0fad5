// What the recognizer leaves out or misreads at the ends of a line.
#pragma once

#include <vector>

#include "extract/ocr/grey_image.h"
#include "extract/ocr/line_decoder.h"

namespace gongkai::extract {

// The operator that the strokes in the box draw, 0 if none. Columns of pixels tell: of ≥, the upper arm
// only descends to the right; above a bar, it meets the lower arm; ≤ is its mirror image; = is two level
// bars.
//
//     ●         ●●●●
//      ●●       ●●●●     A slanted bar (⩾) does as well. The arc of 2 ascends first, the top of Z is level.
//     ●
//     ●●●
char32_t operator_drawn(const GreyImage& picture, const PixelBox& box);

// What follows an operator that begins the line, as a box as high as the line; an empty one where nothing does.
PixelBox after_operator(const GreyImage& picture, const PixelBox& line);

// Of 95% in small print and grain, the model reads 95, and 5% where the last digit stands alone with what is behind it:
// that part of the line, where it ends in a digit with room for % behind it; else an empty box.
PixelBox last_digit_and_behind(const PixelBox& line, const std::vector<ReadCharacter>& characters);

// Adds the % that that part was read with, if it is likely and the digit is the same; it is doubtful. No further right than `end`.
// REQUIRES: characters end in a digit.
void add_per_cent(const std::vector<ReadCharacter>& again, float end, std::vector<ReadCharacter>& characters);

struct SmallPrint {
  const GreyImage* picture = nullptr;  // that the line was read from; nullptr: it is no small print
  bool in_grain = false;
};

// Narrow operators are read as letters (N85%), as 2 (285%) or not at all (85%), by a model that never proposes them.
// So the first ink of a line becomes the operator that its strokes draw, where a number or nothing follows
// it and neither another digit nor surely a Chinese character was read there. Its probability is 0.5, as it is for the
// first or last digit of a number with ink beside it that was not read: both are doubtful. A 2 that is drawn as one stays.
// > and < get the bar that the heavier arm shows. A line of low bars alone, read as 1 or ≥, is as many -.
//
// `line` of the picture, x of the characters in pixels of it. In small print, smears of operators are looked for first, and in
// the grain, those of % too (operator_smear.h).
void mend_ends(const GreyImage& picture, const PixelBox& line, std::vector<ReadCharacter>& characters, const SmallPrint& small = {});

}  // namespace gongkai::extract
