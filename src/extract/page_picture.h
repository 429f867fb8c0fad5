// Pages as pictures, for people to look at: nothing is read from them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace gongkai::extract {

// Draws pages of a PDF as displayed, in 16 greys: enough to compare boxes with what is under them, and
// a tenth of the bytes that colours take.
//
// REQUIRES: no other function of extract/ works on a PDF at the same time; poppler-cpp, which
// draws, drops the global state that the reader shares.
class PagePainter {
 public:
  // Throws Unreadable where the bytes can't be opened for drawing. REQUIRES: they outlive this.
  explicit PagePainter(const std::string& pdf);
  ~PagePainter();
  PagePainter(const PagePainter&) = delete;
  PagePainter& operator=(const PagePainter&) = delete;

  // A page (1-based) as a PNG. Throws Unreadable where it can't be drawn, also for pages larger than
  // 5,000 points: a picture of one could take all memory.
  std::string draw(int page, double dots_per_inch) const;

 private:
  struct Pdf;
  std::unique_ptr<Pdf> pdf_;
};

// The same of a file, in a data: URI, ready for the href of an image element.
std::string page_as_data_uri(const std::filesystem::path& pdf, int page, double dots_per_inch);

}  // namespace gongkai::extract
