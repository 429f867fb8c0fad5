// What is drawn on the picture of a page, before anything is read: rulings, and where lines of text
// stand.
#pragma once

#include <vector>

#include "extract/ocr/grey_image.h"
#include "extract/ocr/scan_rulings.h"

namespace gongkai::extract {

// Of print in which strokes run together, or nearly: 6.5 points at 200 dpi.
inline bool is_small(const PixelBox& line) { return line.height() < 18; }

struct ScanInk {
  GreyImage picture;                 // straightened, its contrast stretched: what lines are cut from
  GreyImage grainy;                  // the same before grain was whitened, where there is any: strokes are apart there
  double skew = 0;                   // degrees clockwise that the page was turned back by
  std::vector<PixelRuling> rulings;  // of the picture, strokes of characters left out; with find_hidden_sides()'s
  std::vector<PixelBox> lines;       // pieces of text lines, none across a ruling; top to bottom
  bool on_its_side = false;          // characters stand nearer to each other down the page than across it

  GreyImage sharp;                   // for small print, where there is grain

  const GreyImage& for_strokes() const { return grainy.pixels.empty() ? picture : grainy; }
  // What this line is read from.
  const GreyImage& picture_of(const PixelBox& line) const {
    return sharp.pixels.empty() || !is_small(line) ? picture : sharp;
  }
};

// `dots_per_inch` of the page's picture; text must stand upright. Within ±7° a skew is taken back.
//
// Pieces of lines are what rulings leave, joined along the line over gaps up to the height of a character.
ScanInk find_ink(const GreyImage& page, double dots_per_inch);

inline constexpr double kLineMargin = 0.2;

// The piece of a line with a margin, a share of its height, and some blank paper at its sides: there,
// an operator that begins the line would be taken for a stroke of its first digit.
GreyImage cut_line(const GreyImage& picture, const PixelBox& line, double margin = kLineMargin);

// A quarter turn clockwise, `quarters` times.
GreyImage turned(const GreyImage& image, int quarters);

}  // namespace gongkai::extract
