// What a page draws, decompressed by libdeflate: poppler's own decoder of deflated streams takes many times as long.
#pragma once

#include <Object.h>

#include <deque>
#include <string>

class PDFDoc;
class Page;

namespace gongkai::extract {

class PageContent {
 public:
  // Streams that can't be decompressed to their end stay as they are, as do others than deflated ones, encrypted and
  // very large ones.
  PageContent(PDFDoc& pdf, ::Page& page);

  // For Gfx::display(): a stream, an array of streams, or null. REQUIRES: it is not used after this is gone.
  Object& object() { return object_; }

 private:
  Object decompressed(const Object& content, XRef* objects);

  std::deque<std::string> texts_;  // which do not move
  Object object_;
};

}  // namespace gongkai::extract
