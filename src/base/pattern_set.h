// Many patterns asked of one text in one pass, for lists of which most texts match none.
#pragma once

#include <re2/set.h>

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace gongkai {

class PatternSet {
 public:
  // REQUIRES: each pattern is valid; it may match anywhere in a text.
  explicit PatternSet(std::vector<std::shared_ptr<RE2>> patterns);

  // Ascending indices of the patterns that match.
  std::vector<size_t> matches(std::string_view text) const;

 private:
  std::vector<std::shared_ptr<RE2>> patterns_;
  re2::RE2::Set set_;
};

}  // namespace gongkai
