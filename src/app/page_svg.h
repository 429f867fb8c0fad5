// What was read on a page, drawn over the page's picture: the quickest answer to "why is this
// number here, and why is that one missing?"
#pragma once

#include <string>
#include <vector>

#include "base/geometry.h"

namespace gongkai::app {

// Something to draw: a box of the page as displayed. `kind` picks its colours (page_svg.cc lists
// the kinds), `tooltip` shows when the mouse rests on it.
struct Mark {
  Box box;
  std::string kind;
  std::string tooltip;
};

// A stand-alone SVG picture. `picture` is a data: URI of the page as displayed, width × height
// points.
std::string draw_svg(double width, double height, const std::string& picture,
                     const std::vector<Mark>& marks);

}  // namespace gongkai::app
