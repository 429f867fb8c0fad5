// From the picture of a page to characters and rulings, as if they had been drawn.
#pragma once

#include <optional>

#include "extract/document.h"
#include "extract/ocr/grey_image.h"

namespace gongkai::extract {

// Characters less likely than this are doubtful: of numbers in grey scans, 2 % are, and with them all
// that were wrong when it was measured (bench/README.md).
inline constexpr float kDoubtful = 0.8F;

struct ScanQuality {
  size_t characters = 0;
  size_t doubtful = 0;
  size_t unread = 0;     // pieces of lines in which no character was found
  bool bilevel = false;  // no greys: a fax, whose characters can't be told apart as surely
};

// Fills glyphs, rulings, rotation, width and height of the page, whose picture shows all of it
// as displayed. `quarters` clockwise make it upright; where that is not known, a page that lies on its side or
// upside down is found by reading some lines each way. It is turned (Page::rotation), a skew is taken back:
// then boxes may be off by some points at the edges.
//
// REQUIRES: LineRecognizer::get() is there.
ScanQuality read_scan(const GreyImage& picture, std::optional<int> quarters, Page& page);

}  // namespace gongkai::extract
