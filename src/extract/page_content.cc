#include "extract/page_content.h"

#include <Array.h>
#include <Dict.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>
#include <libdeflate.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace gongkai::extract {
namespace {

// Pages of budgets have some hundred KB; poppler takes what is larger piece by piece, up to the page's budget.
constexpr size_t kMaxText = 16 << 20;

bool is_deflated(const Dict& stream) {
  const Object filter = stream.lookup("Filter");
  if (!stream.lookup("DecodeParms").isNull() || !stream.lookup("F").isNull()) return false;
  if (filter.isName("FlateDecode")) return true;
  return filter.isArray() && filter.arrayGetLength() == 1 && filter.arrayGet(0).isName("FlateDecode");
}

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

// Nothing where the bytes are no whole and sound zlib stream, or more than kMaxText come of them.
std::optional<std::string> inflated(const std::string& bytes) {
  constexpr size_t kUsualRatio = 8;
  const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(libdeflate_alloc_decompressor());
  if (decompressor == nullptr) return std::nullopt;
  std::string text;
  libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
  for (size_t room = kUsualRatio * bytes.size(); result == LIBDEFLATE_INSUFFICIENT_SPACE; room *= 4) {
    if (text.size() == kMaxText) return std::nullopt;
    text.resize(std::min(room, kMaxText));
    size_t size = 0;
    result = libdeflate_zlib_decompress(decompressor.get(), bytes.data(), bytes.size(), text.data(), text.size(), &size);
    if (result == LIBDEFLATE_SUCCESS) text.resize(size);
  }
  if (result != LIBDEFLATE_SUCCESS) return std::nullopt;
  return text;
}

}  // namespace

PageContent::PageContent(PDFDoc& pdf, ::Page& page) : object_(page.getContents()) {
  if (pdf.isEncrypted()) return;
  XRef* const objects = pdf.getXRef();
  if (!object_.isArray()) {
    object_ = decompressed(object_, objects);
    return;
  }
  auto* const parts = new Array(objects);
  for (int i = 0; i < object_.arrayGetLength(); ++i) parts->add(decompressed(object_.arrayGet(i), objects));
  object_ = Object(parts);
}

Object PageContent::decompressed(const Object& content, XRef* objects) {
  if (!content.isStream() || !is_deflated(*content.streamGetDict())) return content.copy();
  std::string bytes;
  content.getStream()->getUndecodedStream()->fillString(bytes);
  std::optional<std::string> text = inflated(bytes);
  if (!text) return content.copy();
  const std::string& kept = texts_.emplace_back(std::move(*text));
  return Object(static_cast<Stream*>(
      new MemStream(kept.data(), 0, static_cast<Goffset>(kept.size()), Object(new Dict(objects)))));
}

}  // namespace gongkai::extract
