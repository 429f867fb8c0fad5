#include "normalize/label.h"

#include <re2/re2.h>

#include "base/text.h"

namespace gongkai::normalize {
namespace {

// Line breaks fall anywhere in a narrow cell, also inside a code; blanks separate.
std::string without_line_breaks(std::string_view text) {
  std::string joined;
  for (const char c : text) {
    if (c != '\n' && c != '\r') joined += c;
  }
  return trimmed(joined);
}

constexpr const char* kCode = R"((\d{3,9}|\d{8}[A-Z]\d{12}))";

}  // namespace

CodedName split_code_and_name(std::string_view label) {
  static const RE2 kBracketed(std::string(R"(^[\[【(（])") + kCode +
                              R"([\]】)）][\s　\-_－—:：]*(.*)$)");
  static const RE2 kSeparated(std::string("^") + kCode +
                              R"((?:[\s　]*[\-_－—–:：]+[\s　]*|[\s　]+)(.*)$)");
  static const RE2 kAlone(std::string("^") + kCode + "$");
  const std::string line = without_line_breaks(label);
  CodedName split;
  if (RE2::FullMatch(line, kBracketed, &split.code, &split.name) ||
      RE2::FullMatch(line, kSeparated, &split.code, &split.name) ||
      RE2::FullMatch(line, kAlone, &split.code)) {
    split.name = without_space(split.name);
    return split;
  }
  return {"", without_space(line)};
}

CodedName split_agency(std::string_view label) {
  static const RE2 kBehind(R"(^(.*?\D)[\s　]+(\d{3}|\d{6}|\d{9})$)");
  const CodedName in_front = split_code_and_name(label);
  if (!in_front.code.empty()) return in_front;
  CodedName split;
  static const RE2 kGlued(R"(^(\d{6}|\d{9})(\p{Han}.*)$)");  // 512001固城县水务局本级
  if (RE2::FullMatch(without_line_breaks(label), kGlued, &split.code, &split.name)) return split;
  if (RE2::FullMatch(without_line_breaks(label), kBehind, &split.name, &split.code)) {
    split.name = without_space(split.name);
    return split;
  }
  return in_front;
}

}  // namespace gongkai::normalize
