// One pass over each page of a PDF: glyphs and rulings in one device space (design, decision 1).
//
// Every header of poppler's core library stays inside pdf_reader.cc; it is no public API, and the
// few lines that changed between 22.12 and newer releases stand together at the top of that file.
#pragma once

#include <filesystem>

#include "extract/document.h"

namespace gongkai::extract {

// Budgets for one page: a real page holds at most some 20,000 glyphs and 5,000 drawn segments, so
// beyond these it is an attack or a map. What was read until then is kept, with the diagnostic
// `page.too_complex`.
inline constexpr size_t kMaxGlyphsPerPage = 200'000;
inline constexpr size_t kMaxSegmentsPerPage = 300'000;

// Fills document.pages and document.diagnostics. Throws Unreadable (damaged, locked, no pages).
//
// Left out: text outside the crop box, on hidden layers, invisible (render mode 3 and 7) or white
// on white; each of these but the first is counted in a diagnostic. A second copy of a glyph within
// kFakeBoldEm of the first one is the same glyph.
void read_pdf(const std::filesystem::path& file, Document& document);

}  // namespace gongkai::extract
