// Any bytes are no text, or pages whose tables can be read.
#include <string_view>

#include "base/text.h"
#include "extract/text_reader.h"
#include "fuzz_target.h"
#include "recognize/recognize.h"

using namespace gongkai;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  extract::decode_text(bytes, extract::Ending::MayBeCut);
  const auto text = extract::decode_text(bytes, extract::Ending::Whole);
  if (!text) return 0;
  must(is_valid_utf8(*text), "decoded text is UTF-8");
  extract::Document document;
  document.pages = extract::pages_of_text(*text);
  int last = 0;
  for (const extract::Page& page : document.pages) {
    for (const extract::TextLine& line : page.lines) {
      must(line.number > last, "lines are counted through the whole text");
      last = line.number;
    }
  }
  recognize::recognize(document, recognize::built_in_schemas());
  return 0;
}
