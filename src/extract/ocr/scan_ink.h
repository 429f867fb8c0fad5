// What is drawn on the picture of a page, before anything is read: rulings, and where lines of text
// stand.
#pragma once

#include <vector>

#include "base/geometry.h"
#include "extract/document.h"
#include "extract/ocr/grey_image.h"

namespace gongkai::extract {

struct PixelRuling {
  Axis axis = Axis::Horizontal;
  PixelBox box;
};

struct ScanInk {
  GreyImage picture;                 // straightened, its contrast stretched: what lines are cut from
  double skew = 0;                   // degrees clockwise that the page was turned back by
  std::vector<PixelRuling> rulings;  // of the picture, strokes of characters left out; with find_hidden_sides()'s
  std::vector<PixelBox> lines;       // pieces of text lines, none across a ruling; top to bottom
};

// `dots_per_inch` of the page's picture; text must stand upright. Within ±7° a skew is taken back.
//
// Rulings are runs of ink at least 0.28 in long (0.15 in for vertical ones) that are thin; pieces of
// lines are what is left, joined along the line over gaps up to the height of a character.
ScanInk find_ink(const GreyImage& page, double dots_per_inch);

// The piece of a line with a margin of a fifth of its height and some blank paper at its sides: there,
// an operator that begins the line would be taken for a stroke of its first digit.
GreyImage cut_line(const GreyImage& picture, const PixelBox& line);

// A quarter turn clockwise, `quarters` times.
GreyImage turned(const GreyImage& image, int quarters);

}  // namespace gongkai::extract
