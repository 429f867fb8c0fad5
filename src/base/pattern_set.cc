#include "base/pattern_set.h"

#include <algorithm>
#include <numeric>

#include "base/pattern.h"

namespace gongkai {
namespace {

RE2::Options quiet() {
  RE2::Options options;
  options.set_log_errors(false);
  return options;
}

}  // namespace

PatternSet::PatternSet(const std::vector<std::string>& patterns)
    : set_(quiet(), RE2::UNANCHORED), size_(patterns.size()) {
  for (const std::string& pattern : patterns) set_.Add(pattern, nullptr);
  set_.Compile();
}

std::vector<size_t> PatternSet::candidates(std::string_view text) const {
  if (size_ == 0) return {};
  std::vector<int> matches;
  RE2::Set::ErrorInfo error{};
  set_.Match(piece(text), &matches, &error);
  std::vector<size_t> candidates(matches.begin(), matches.end());
  std::sort(candidates.begin(), candidates.end());
  if (error.kind != RE2::Set::kNoError) {
    candidates.resize(size_);
    std::iota(candidates.begin(), candidates.end(), size_t{0});
  }
  return candidates;
}

}  // namespace gongkai
