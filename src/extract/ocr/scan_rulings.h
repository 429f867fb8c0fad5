// Rulings on the picture of a page.
#pragma once

#include <vector>

#include "base/geometry.h"
#include "extract/document.h"
#include "extract/ocr/grey_image.h"

struct Pix;  // leptonica's

namespace gongkai::extract {

struct PixelRuling {
  Axis axis = Axis::Horizontal;
  PixelBox box;
};

inline constexpr int kPaperLevel = 200;       // of 255, what leptonica makes of the background
inline constexpr int kHairline = 190;         // rulings are darker than this
inline constexpr double kSlackInches = 0.03;  // over which rulings hang together

// Runs of ink at least 0.28 in long (0.15 in for vertical ones) that are thin, strokes of characters left out.
// `picture` and what is `even` of it, its paper at kPaperLevel everywhere, have 8 bits. Hairlines are lighter than characters, in scans out of focus
// hardly darker than their grain, but nothing else runs as straight as they.
std::vector<PixelRuling> find_rulings(Pix* picture, Pix* even, double dots_per_inch);

}  // namespace gongkai::extract
