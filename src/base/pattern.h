// The little that RE2 and std::string_view need to meet: Debian's RE2 has its own StringPiece.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <string_view>

namespace gongkai {

inline re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

inline std::string_view view(const re2::StringPiece& text) { return {text.data(), text.size()}; }

// Whether the pattern matches anywhere in `text`.
inline bool contains(const std::shared_ptr<RE2>& pattern, std::string_view text) {
  return RE2::PartialMatch(piece(text), *pattern);
}

}  // namespace gongkai
