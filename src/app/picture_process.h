// Drawing the pages of a document in a child process (nursery.h): documents are hostile there, too.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/nursery.h"
#include "app/office_converter.h"
#include "app/sandbox.h"
#include "extract/reader.h"

namespace gongkai::app {

// What came of a request to draw.
struct DrawnPages {
  std::map<int, std::string> pictures;  // PNG by page
  std::string reason;                   // why one that was asked for is missing
};

// The work of a nursery whose children draw and unpack archives. An office document is drawn as the PDF
// that it is read as.
Nursery::Work drawing_work(const OfficeConverter& converter, const Limits& limits);

// REQUIRES: can_draw(the source's media type).
std::string draw_request(const extract::Source& source, const std::vector<int>& pages);
bool can_draw(std::string_view media_type, const OfficeConverter& converter);
DrawnPages drawn_pages(const Ending& ending);

}  // namespace gongkai::app
