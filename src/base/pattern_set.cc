#include "base/pattern_set.h"

#include <algorithm>

#include "base/pattern.h"

namespace gongkai {
namespace {

RE2::Options quiet() {
  RE2::Options options;
  options.set_log_errors(false);
  return options;
}

}  // namespace

PatternSet::PatternSet(std::vector<std::shared_ptr<RE2>> patterns)
    : patterns_(std::move(patterns)), set_(quiet(), RE2::UNANCHORED) {
  for (const auto& pattern : patterns_) set_.Add(pattern->pattern(), nullptr);
  set_.Compile();
}

std::vector<size_t> PatternSet::matches(std::string_view text) const {
  if (patterns_.empty()) return {};
  std::vector<int> found;
  RE2::Set::ErrorInfo error{};
  set_.Match(piece(text), &found, &error);
  std::vector<size_t> matches(found.begin(), found.end());
  if (error.kind != RE2::Set::kNoError) {  // RE2's memory did not suffice to tell
    matches.clear();
    for (size_t i = 0; i < patterns_.size(); ++i) {
      if (contains(patterns_[i], text)) matches.push_back(i);
    }
  }
  std::sort(matches.begin(), matches.end());
  return matches;
}

}  // namespace gongkai
