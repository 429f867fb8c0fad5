#include "normalize/indicator_value_text.h"

#include "base/text.h"

namespace gongkai::normalize {
namespace {

void append_folded(std::u32string& folded, char32_t code) {
  switch (code) {
    case U'㎡': folded += U"平方米"; return;
    case U'㎥': folded += U"立方米"; return;
    case U'≧':
    case U'⩾':
    case U'≮':
    case U'⪰': folded += U'≥'; return;
    case U'≦':
    case U'⩽':
    case U'≯':
    case U'⪯': folded += U'≤'; return;
    case U'℃':
    case U'≠': folded += code; return;
    default: break;
  }
  const std::u32string plain = decode_utf8(fold(encode_utf8({&code, 1})));
  const bool is_digit = is_ascii_digit(code) || (code >= U'０' && code <= U'９');
  if (!is_digit && has_digit(plain)) {
    folded += code;
  } else {
    folded += plain;
  }
}

}  // namespace

std::u32string fold_value(std::string_view printed) {
  std::u32string folded;
  for (const char32_t code : decode_utf8(printed)) append_folded(folded, code);
  return folded;
}

}  // namespace gongkai::normalize
