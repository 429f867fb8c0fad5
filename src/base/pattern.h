// The little that RE2 and std::string_view need to meet: Debian's RE2 has its own StringPiece.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <string>
#include <string_view>

namespace gongkai {

inline re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

inline std::string_view view(const re2::StringPiece& text) { return {text.data(), text.size()}; }

// A pattern compiled to the end: RE2 makes the part that finds where a match begins only when it is
// first needed, which each confined process would do anew. Check ok() where the pattern is a user's.
inline std::shared_ptr<RE2> compile_pattern(const std::string& pattern) {
  RE2::Options options;
  options.set_log_errors(false);
  auto compiled = std::make_shared<RE2>(pattern, options);
  if (compiled->ok()) compiled->ReverseProgramSize();
  return compiled;
}

// Whether the pattern matches anywhere in `text`.
inline bool contains(const std::shared_ptr<RE2>& pattern, std::string_view text) {
  return RE2::PartialMatch(piece(text), *pattern);
}

}  // namespace gongkai
