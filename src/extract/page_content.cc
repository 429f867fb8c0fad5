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

}  // namespace

std::optional<PageContent::Text> PageContent::inflated(const std::string& bytes) {
  constexpr size_t kUsualRatio = 8;
  const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(libdeflate_alloc_decompressor());
  if (decompressor == nullptr) return std::nullopt;
  for (size_t room = kUsualRatio * bytes.size();; room *= 4) {
    room = std::min(room, kMaxText);
    Text text{std::make_unique_for_overwrite<char[]>(room), 0};
    const libdeflate_result result =
        libdeflate_zlib_decompress(decompressor.get(), bytes.data(), bytes.size(), text.bytes.get(), room, &text.size);
    if (result == LIBDEFLATE_SUCCESS) return text;
    if (result != LIBDEFLATE_INSUFFICIENT_SPACE || room == kMaxText) return std::nullopt;
  }
}

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
  std::optional<Text> text = inflated(bytes);
  if (!text) return content.copy();
  texts_.push_back(*std::move(text));
  return Object(static_cast<Stream*>(new MemStream(texts_.back().bytes.get(), 0, static_cast<Goffset>(texts_.back().size),
                                                   Object(new Dict(objects)))));
}

}  // namespace gongkai::extract
