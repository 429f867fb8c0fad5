#include "base/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <utility>

namespace gongkai {
namespace {

// CJK Radicals Supplement characters that broken font maps print in place of the ideograph; NFKC
// leaves them alone (it maps only U+2E9F and U+2EF3).
constexpr std::array<std::pair<char32_t, char32_t>, 46> kRadicals{{
    {0x2E81, 0x5382}, {0x2E84, 0x4E5A}, {0x2E85, 0x4EBB}, {0x2E86, 0x5182}, {0x2E87, 0x51E0},
    {0x2E88, 0x5200}, {0x2E8A, 0x535C}, {0x2E8B, 0x353E}, {0x2E8C, 0x5C0F}, {0x2E8F, 0x5C23},
    {0x2E93, 0x5E7A}, {0x2E95, 0x5F50}, {0x2E96, 0x5FC4}, {0x2E97, 0x5FC4}, {0x2E98, 0x624C},
    {0x2E99, 0x6535}, {0x2E9B, 0x65E1}, {0x2E9C, 0x65E5}, {0x2E9D, 0x6708}, {0x2E9E, 0x6B7A},
    {0x2EA0, 0x6C11}, {0x2EA1, 0x6C35}, {0x2EA2, 0x6C3A}, {0x2EA3, 0x706C}, {0x2EA4, 0x722B},
    {0x2EA8, 0x72AD}, {0x2EAA, 0x758B}, {0x2EAC, 0x793A}, {0x2EAD, 0x793B}, {0x2EB0, 0x7E9F},
    {0x2EB3, 0x7F53}, {0x2EB6, 0x7F8A}, {0x2EBC, 0x8089}, {0x2EC1, 0x864E}, {0x2EC4, 0x897F},
    {0x2EC5, 0x89C1}, {0x2EC8, 0x8BA0}, {0x2EC9, 0x8D1D}, {0x2ECB, 0x8F66}, {0x2ED3, 0x957F},
    {0x2ED4, 0x95E8}, {0x2ED8, 0x9752}, {0x2ED9, 0x97E6}, {0x2EDA, 0x9875}, {0x2EDB, 0x98CE},
    {0x2EE2, 0x9A6C},
}};

char32_t radical_to_ideograph(char32_t code) {
  if (code < kRadicals.front().first || code > kRadicals.back().first) return code;
  const auto* found = std::find_if(kRadicals.begin(), kRadicals.end(),
                                   [code](const auto& pair) { return pair.first == code; });
  return found == kRadicals.end() ? code : found->second;
}

constexpr bool is_ascii_space(char32_t code) { return code == U' ' || (code >= 0x09 && code <= 0x0D); }

constexpr bool is_quote(char32_t code) {
  switch (code) {
    case U'"': case U'\'': case U'`': case U'“': case U'”': case U'‘': case U'’': case U'＂':
    case U'「': case U'」': case U'『': case U'』':
      return true;
    default:
      return false;
  }
}

bool is_dash(char32_t code) {
  switch (code) {
    case U'‐': case U'‑': case U'‒': case U'–': case U'—': case U'―': case U'−': case U'﹣':
    case U'－': case U'─': case U'\u00AD':
      return true;
    default:
      return false;
  }
}

// ！ to ～: the printable characters of ASCII, each as wide as an ideograph.
constexpr char32_t kFullWidthOffset = U'！' - U'!';
bool is_full_width(char32_t code) { return code >= U'！' && code <= U'～'; }

uint8_t byte_at(std::string_view text, size_t at) { return static_cast<uint8_t>(text[at]); }

// What nearly every character of a disclosure is besides ASCII: one of the ideographs of U+4000 to U+9FFF, in three
// bytes.
bool has_ideograph_at(std::string_view text, size_t at) {
  return at + 2 < text.size() && byte_at(text, at) >= 0xE4 && byte_at(text, at) <= 0xE9 &&
         (byte_at(text, at + 1) & 0xC0) == 0x80 && (byte_at(text, at + 2) & 0xC0) == 0x80;
}

// The character at `at`, which moves behind it; U+FFFD for a byte that is none.
char32_t next_code(std::string_view text, size_t& at) {
  if (byte_at(text, at) < 0x80) return byte_at(text, at++);
  utf8proc_int32_t code = 0;
  const utf8proc_ssize_t used = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                                                 static_cast<utf8proc_ssize_t>(text.size() - at), &code);
  at += used > 0 ? static_cast<size_t>(used) : 1;
  return used > 0 ? static_cast<char32_t>(code) : U'\uFFFD';
}

// ASCII that fold() leaves as it is: all but space and quotes.
constexpr std::array<bool, 0x80> kFoldedAlready = [] {
  std::array<bool, 0x80> already{};
  for (size_t code = 0; code < already.size(); ++code) {
    already[code] = !is_ascii_space(static_cast<char32_t>(code)) && !is_quote(static_cast<char32_t>(code));
  }
  return already;
}();

// The end of the characters from `at` on that fold() leaves as they are.
size_t end_of_folded(std::string_view text, size_t at) {
  while (at < text.size()) {
    if (byte_at(text, at) < kFoldedAlready.size()) {
      if (!kFoldedAlready[byte_at(text, at)]) break;
      ++at;
    } else {
      if (!has_ideograph_at(text, at)) break;
      at += 3;
    }
  }
  return at;
}

// What fold() makes of a character that it changes.
void append_folded(std::string& folded, char32_t code) {
  if (is_space(code) || is_quote(code)) return;
  if (is_dash(code)) return folded.push_back('-');
  if (is_full_width(code)) return folded.push_back(static_cast<char>(code - kFullWidthOffset));
  code = radical_to_ideograph(code);
  std::array<utf8proc_int32_t, 32> parts{};
  const auto count = utf8proc_decompose_char(
      static_cast<utf8proc_int32_t>(code), parts.data(), parts.size(),
      static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE), nullptr);
  if (count <= 0 || count > static_cast<utf8proc_ssize_t>(parts.size())) return append_utf8(folded, code);
  for (utf8proc_ssize_t i = 0; i < count; ++i) {
    const auto part = static_cast<char32_t>(parts[static_cast<size_t>(i)]);
    if (!is_space(part)) append_utf8(folded, part);
  }
}

}  // namespace

std::u32string decode_utf8(std::string_view text) {
  std::u32string codes;
  codes.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    if (has_ideograph_at(text, at)) {
      codes.push_back(static_cast<char32_t>((byte_at(text, at) & 0x0F) << 12 | (byte_at(text, at + 1) & 0x3F) << 6 |
                                            (byte_at(text, at + 2) & 0x3F)));
      at += 3;
    } else {
      codes.push_back(next_code(text, at));
    }
  }
  return codes;
}

void append_utf8(std::string& text, char32_t code) {
  if (code < 0x80) return text.push_back(static_cast<char>(code));
  if (code >= 0x4000 && code <= 0x9FFF) {  // as in has_ideograph_at
    const std::array<char, 3> bytes{static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
                                    static_cast<char>(0x80 | (code & 0x3F))};
    text.append(bytes.data(), bytes.size());
    return;
  }
  std::array<utf8proc_uint8_t, 4> bytes{};
  const bool valid = utf8proc_codepoint_valid(static_cast<utf8proc_int32_t>(code)) != 0;
  const auto used =
      utf8proc_encode_char(valid ? static_cast<utf8proc_int32_t>(code) : 0xFFFD, bytes.data());
  text.append(reinterpret_cast<const char*>(bytes.data()), static_cast<size_t>(used));
}

std::string encode_utf8(std::u32string_view codes) {
  std::string text;
  text.reserve(codes.size() * 3);
  for (const char32_t code : codes) append_utf8(text, code);
  return text;
}

bool is_valid_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t used = utf8proc_iterate(bytes, left, &code);
    if (used <= 0) return false;
    bytes += used;
    left -= used;
  }
  return true;
}

bool is_han(char32_t code) {
  return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF) ||
         (code >= 0x20000 && code <= 0x2FA1F) || (code >= 0xF900 && code <= 0xFAFF) || code == 0x3007;
}

bool begins_with_ideograph(std::string_view text) { return has_ideograph_at(text, 0); }

bool is_space(char32_t code) {
  return is_ascii_space(code) || code == 0x85 || code == 0xA0 ||
         code == 0x1680 || (code >= 0x2000 && code <= 0x200F) || code == 0x2028 || code == 0x2029 ||
         code == 0x202F || code == 0x205F || code == 0x2060 || code == 0x3000 || code == 0xFEFF;
}

std::string fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t end = end_of_folded(text, at);
    folded.append(text, at, end - at);
    at = end;
    if (at < text.size()) append_folded(folded, next_code(text, at));
  }
  return folded;
}

std::string without_space(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    if (has_ideograph_at(text, at)) {
      kept.append(text, at, 3);
      at += 3;
    } else if (const char32_t code = next_code(text, at); !is_space(code)) {
      append_utf8(kept, code);
    }
  }
  return kept;
}

std::string trimmed(std::string_view text) {
  const auto starts_character = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
  size_t first = 0;
  size_t last = text.size();
  for (size_t next = 0; first < last; first = next) {
    if (!is_space(next_code(text, next))) break;
  }
  while (last > first) {
    size_t start = last - 1;
    while (start > first && !starts_character(text[start])) --start;
    size_t at = start;
    if (!is_space(next_code(text, at))) break;
    last = start;
  }
  return std::string(text.substr(first, last - first));
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  size_t start = 0;
  while (true) {
    const size_t end = text.find(separator, start);
    parts.emplace_back(text.substr(start, end == std::string_view::npos ? end : end - start));
    if (end == std::string_view::npos) return parts;
    start = end + 1;
  }
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
}

std::string counted(uint64_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace gongkai
