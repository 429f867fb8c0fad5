// Filters of pictures that leptonica has as well: it goes down columns pixel by pixel, so that most of the time of finding
// what is drawn on a page went into a few of them.
#pragma once

#include "extract/ocr/grey_image.h"
#include "extract/ocr/pix.h"

namespace gongkai::extract {

// What is dark within `width` × `height` pixels, both odd, becomes as light as what is around it: thin strokes vanish, areas stay.
GreyImage closed(const GreyImage& image, int width, int height);

// Each pixel the average, rounded, of those up to `reach` beside it, above it and below it. REQUIRES: reach ≤ 7.
GreyImage averaged(const GreyImage& image, int reach);

// With a Gaussian kernel of `sigma` pixels, cut at twice that; the picture is mirrored at its edges.
GreyImage blurred(const GreyImage& image, double sigma);

// Twice as far from what is around it, which is the picture blurred by `sigma` pixels.
GreyImage sharpened(const GreyImage& image, double sigma);

// Of a binary picture, the black runs that are at least so long.
PixPtr runs_across(Pix* binary, int length);
PixPtr runs_down(Pix* binary, int length);

}  // namespace gongkai::extract
