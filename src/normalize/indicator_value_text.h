// Text as indicator values are read: folded to code points, with the small questions asked of it.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

namespace gongkai::normalize {

// White space dropped, full-width characters and look-alike operators folded, ㎡ spelled out; but
// no digits made of what is none (①, ², ½), and ℃ left alone.
std::u32string fold_value(std::string_view printed);

// What text recognition makes of ≥ and ≤ before a number, besides 2, > and <.
inline constexpr std::u32string_view kMisreadOperators = U"Zz芝三之过宇乏么";

inline bool is_ascii_digit(char32_t code) { return code >= U'0' && code <= U'9'; }

inline bool has_digit(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), is_ascii_digit);
}

inline bool is_one_of(char32_t code, std::u32string_view set) {
  return set.find(code) != std::u32string_view::npos;
}

inline bool contains_any(std::u32string_view text,
                         std::initializer_list<std::u32string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::u32string_view word) {
    return text.find(word) != std::u32string_view::npos;
  });
}

inline bool ends_with_any(std::u32string_view text,
                          std::initializer_list<std::u32string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::u32string_view word) { return text.ends_with(word); });
}

}  // namespace gongkai::normalize
