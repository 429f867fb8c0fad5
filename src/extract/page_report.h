// What was left out of a page, as diagnostics: nothing goes missing in silence.
#pragma once

#include <cstddef>
#include <string>

#include "extract/document.h"
#include "extract/ocr/scan_reader.h"

namespace gongkai::extract {

// Characters that a page paints and that are not among its glyphs, or not as what they are.
struct Omissions {
  size_t off_page = 0;   // outside the page
  size_t invisible = 0;  // render mode 3 or 7
  size_t white = 0;      // white on white, or transparent
  size_t watermark = 0;  // across the page, or large with other text on top of it
  size_t untrusted = 0;  // U+FFFD
  bool over_budget = false;
};

// What the PDF library found wrong with the page.
struct Faults {
  size_t count = 0;
  std::string first;
};

// `unread`: the share of the page that images cover and that was not read from its picture.
void report_page(const Page& page, const Omissions& omissions, const Faults& faults, double unread,
                 Diagnostics& diagnostics);

// How many seals were taken away from a page's picture.
void report_seals(int page_number, int seals, Diagnostics& diagnostics);

// What was read from the picture of a page or of a part of it.
void report_scan(int page_number, bool whole, const ScanQuality& quality, Diagnostics& diagnostics);

// Text that is drawn as shapes (outlined_text.h): what was read of it, or that nothing was, without OCR.
void report_outlined(int page_number, size_t shapes, const ScanQuality& quality, Diagnostics& diagnostics);
void report_unread_outlines(int page_number, size_t shapes, Diagnostics& diagnostics);

}  // namespace gongkai::extract
