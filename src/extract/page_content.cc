#include "extract/page_content.h"

#include <Array.h>
#include <Dict.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>
#include <zlib.h>

#include <array>
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

struct EndInflate {
  void operator()(z_stream* state) const { inflateEnd(state); }
};

// Nothing where the bytes are not one whole and sound zlib stream, or more than kMaxText come of them.
std::optional<std::string> inflated(std::string& bytes) {
  z_stream state{};
  if (inflateInit(&state) != Z_OK) return std::nullopt;
  const std::unique_ptr<z_stream, EndInflate> ending(&state);
  state.next_in = reinterpret_cast<Bytef*>(bytes.data());
  state.avail_in = static_cast<uInt>(bytes.size());
  std::string text;
  std::array<char, 1 << 16> piece;
  int result = Z_OK;
  while (result == Z_OK && text.size() <= kMaxText) {
    state.next_out = reinterpret_cast<Bytef*>(piece.data());
    state.avail_out = static_cast<uInt>(piece.size());
    result = inflate(&state, Z_NO_FLUSH);
    text.append(piece.data(), piece.size() - state.avail_out);
  }
  if (result != Z_STREAM_END || text.size() > kMaxText) return std::nullopt;
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
