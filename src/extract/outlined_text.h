// Text that a page draws as shapes: some programs print characters as their outlines, all of them or the bold ones
// alone, so that headings and names are seen and are in no text. They are read from the page's picture.
#pragma once

#include <vector>

#include "extract/document.h"
#include "extract/ocr/grey_image.h"

namespace gongkai::extract {

// A filled shape of a page, in points.
struct Outline {
  Box box;
  int corners = 0;  // points of its subpaths
  bool curved = false;
};

// May be a character or several, by its size and how many corners it has for that.
bool looks_like_text(const Outline& outline);

// Where text is drawn as shapes that look like it and on which no characters stand (bold ones are drawn twice); nothing
// where they are too few for a word.
std::vector<Box> find_outlined_text(const Page& page, const std::vector<Outline>& outlines);

// What of the page's picture stands in the boxes, on white, with the page's rulings: pieces of text end at them.
GreyImage picture_of_outlines(const GreyImage& picture, const Page& page, const std::vector<Box>& boxes);

// Takes what was read in the boxes into the page. `scan`: the page read from that picture, maybe turned. Strokes of
// characters that were taken for rulings go.
void add_outlined_text(const Page& scan, const std::vector<Box>& boxes, Page& page);

}  // namespace gongkai::extract
