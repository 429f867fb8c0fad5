// What a page draws, decompressed by libdeflate: poppler's own decoder of deflated streams takes many times as long.
#pragma once

#include <Object.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

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
  struct Text {
    std::unique_ptr<char[]> bytes;
    size_t size = 0;
  };

  // Nothing where the bytes are no whole and sound zlib stream, or more than 16 MiB come of them.
  static std::optional<Text> inflated(const std::string& bytes);
  Object decompressed(const Object& content, XRef* objects);

  std::vector<Text> texts_;
  Object object_;
};

}  // namespace gongkai::extract
