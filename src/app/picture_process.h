// Drawing the pages of a document in a child process (nursery.h): documents are hostile there, too.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/nursery.h"

namespace gongkai::app {

// What came of a request to draw.
struct DrawnPages {
  std::map<int, std::string> pictures;  // PNG by page
  std::string reason;                   // why one that was asked for is missing
};

// The work of a nursery whose children draw: they can read the system's fonts, which documents that
// carry none are drawn with.
Nursery::Work drawing_work();

std::string draw_request(const std::string& pdf, const std::vector<int>& pages);
DrawnPages drawn_pages(const Ending& ending);

}  // namespace gongkai::app
