// Which parts of a page are pictures that hold its text.
#pragma once

#include <cmath>
#include <optional>
#include <vector>

#include "extract/document.h"

namespace gongkai::extract {

// Dots per inch of the page as displayed.
struct Resolution {
  double across = 0, down = 0;

  double mean() const { return std::sqrt(across * down); }
};

// Dots per inch at which poppler draws an image that reaches so far, in points of the page, with the `pixels` that it
// has: it draws parts of pixels as whole ones, and drawn with a pixel more or less, some characters would have a column
// twice, or lack one. Small images are drawn as they come.
double resolution_of(double from, double to, int pixels);

// Images that cover this share of a page are the page.
inline constexpr double kImagePage = 0.5;

// Fewer characters than this are a page number, a heading, a stamp.
inline constexpr size_t kMarginalGlyphs = 50;

// What of a page must be read from its picture: boxes of the page as displayed, none across another.
//
// The whole page, where its images cover half of it and hardly any text stands on it, or where most
// of its characters have no trustworthy value (a picture shows them as they are). Else what images
// cover together that touch each other, if that is large enough for a form and hardly any text stands
// on it: an image behind text is a background.
std::vector<Box> find_picture_regions(const Page& page, const std::vector<Box>& images);

// Quarter turns clockwise that make a region upright, where the page's own text tells: a region that is less
// than kImagePage of it stands as most of its characters do. nullopt: look at the picture.
std::optional<int> turns_of_region(const Page& page, const Box& region);

// The same of the page's text, where there is enough of it.
std::optional<int> turns_of_text(const Page& page);

// Adds characters that were read from the picture of a region to the page, before that is turned upright.
// `scan` is the region as a page of its own, maybe turned. Those that stand where the page has trustworthy
// ones are left out, and the page's untrusted ones in the region go: the picture shows them too.
void add_characters(const Page& scan, const Box& region, Page& page);

// The same with the picture's rulings in place of those that are drawn in the region: it shows them too.
void add_region(const Page& scan, const Box& region, Page& page);

}  // namespace gongkai::extract
