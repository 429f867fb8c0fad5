// UTF-8 and the folding under which Chinese budget texts are compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongkai {

// Code points of `text`; an invalid byte becomes U+FFFD.
std::u32string decode_utf8(std::string_view text);
std::string encode_utf8(std::u32string_view text);
void append_utf8(std::string& text, char32_t code);
bool is_valid_utf8(std::string_view text);

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_digit(char32_t code) { return code >= U'0' && code <= U'9'; }
inline bool is_digit_of_any_width(char32_t code) {
  return is_digit(code) || (code >= U'０' && code <= U'９');
}
// True for "" too.
inline bool all_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}
bool is_han(char32_t code);
// One of U+4000 to U+9FFF, as nearly all are.
bool begins_with_ideograph(std::string_view text);
bool is_space(char32_t code);  // ASCII and Unicode white space, U+3000, U+00A0, zero-width marks

// NFKC (full-width forms, Kangxi radicals, compatibility ideographs), CJK radicals supplement to
// their ideographs, one kind of dash, quotes dropped, white space dropped: the form in which
// headings, titles and names are matched. What was printed is kept beside it by the caller.
std::string fold(std::string_view text);

// `text` without white space and line breaks, characters otherwise as printed.
std::string without_space(std::string_view text);

// `text` without white space at both ends (also full-width); inner space as printed.
std::string trimmed(std::string_view text);

std::vector<std::string> split(std::string_view text, char separator);

// Takes `prefix` off the front of `text` where it stands there; says whether it did.
inline bool take_prefix(std::u32string_view& text, std::u32string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// An ASCII digit stands in it.
bool has_digit(std::string_view text);

// "1 file", "2 files".
std::string counted(uint64_t count, std::string_view noun);

}  // namespace gongkai
