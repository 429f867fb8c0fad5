// One pass over each page of a PDF: glyphs and rulings in one device space (design, decision 1).
//
// Every header of poppler's core library stays inside pdf_reader.cc, page_content.cc and page_interpreter.cc. It is no
// public API: built and tested with Debian 12's 22.12, and a newer release may ask for changes in these files alone.
#pragma once

#include <cstddef>
#include <string_view>

#include "extract/document.h"
#include "extract/reader.h"

namespace gongkai::extract {

// The pages of one document that are read; `document.too_long` reports the others. The longest
// disclosures have some hundreds.
inline constexpr int kMaxPages = 10'000;

// Budgets for one page: a real page holds at most some 20,000 glyphs and 5,000 drawn segments, so
// beyond these it is an attack or a map. What was read until then is kept, with the diagnostic
// `page.too_complex`.
inline constexpr size_t kMaxGlyphsPerPage = 200'000;
inline constexpr size_t kMaxSegmentsPerPage = 300'000;

// See prepare() in reader.h.
void prepare_pdf();

// Fills document.pages and document.diagnostics. Throws Unreadable (damaged, locked, no pages).
//
// Left out: text on hidden layers, and text outside the page, invisible (render mode 3 and 7) or
// white on white, which a diagnostic counts. Text in a second copy that makes it look bold is there
// once.
void read_pdf(std::string_view bytes, const ReadOptions& options, Document& document);

}  // namespace gongkai::extract
