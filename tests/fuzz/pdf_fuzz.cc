// Any bytes are no PDF that can be read, or pages that go through all stages.
//
// Input: a file. Its limits in a run are those of its process (docs/cli.md, --memory-limit and so
// on); here it is small, and poppler is asked for no more than that.
#include <algorithm>
#include <cmath>
#include <string_view>

#include "extract/document.h"
#include "extract/pdf_reader.h"
#include "extract/reader.h"
#include "fuzz_target.h"
#include "normalize/normalize.h"
#include "recognize/recognize.h"
#include "store/document_rows.h"

using namespace gongkai;

namespace {

constexpr size_t kMostBytes = 256 << 10;
constexpr size_t kMostPages = 50;  // that are recognized; poppler reads all of them

bool is_a_place(const Box& box) {
  return std::isfinite(box.left) && std::isfinite(box.top) && std::isfinite(box.right) &&
         std::isfinite(box.bottom);
}

void check_page(const extract::Page& page) {
  must(std::isfinite(page.width) && std::isfinite(page.height), "a page has a size");
  must(page.image_share >= 0 && page.image_share <= 1, "pictures cover a part of the page");
  for (const extract::Glyph& glyph : page.glyphs) {
    must(is_a_place(glyph.box), "a glyph stands somewhere");
    must(std::isfinite(glyph.anchor_x) && std::isfinite(glyph.anchor_y), "a glyph has an anchor");
  }
  for (const extract::Ruling& ruling : page.rulings) {
    must(std::isfinite(ruling.at) && ruling.from < ruling.to, "a ruling goes from somewhere on");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > kMostBytes) return 0;
  extract::Document document;
  document.media_type = "application/pdf";
  try {
    extract::read_pdf({reinterpret_cast<const char*>(data), size}, {.ocr = extract::OcrMode::Off}, document);
  } catch (const extract::Unreadable&) {
    return 0;
  }
  must(!document.pages.empty(), "a document that can be read has pages");
  for (const extract::Page& page : document.pages) check_page(page);
  document.pages.resize(std::min(document.pages.size(), kMostPages));
  const recognize::Reading reading =
      recognize::recognize(document, recognize::built_in_schemas());
  const normalize::Ledger ledger = normalize::normalize(reading, normalize::built_in_books());
  store::rows_of(document, reading, ledger, {"fuzz", "2026-01-01T00:00:00Z"});
  return 0;
}
