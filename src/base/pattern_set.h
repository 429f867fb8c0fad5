// Many patterns asked of one text in one pass, for lists of which most texts match none.
#pragma once

#include <re2/set.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai {

class PatternSet {
 public:
  // REQUIRES: each pattern is valid (RE2's syntax); it may match anywhere in a text.
  explicit PatternSet(const std::vector<std::string>& patterns);

  // Ascending indices of the patterns that match; those of all where RE2's memory did not suffice to
  // tell, so ask each candidate's own pattern before it counts.
  std::vector<size_t> candidates(std::string_view text) const;

 private:
  re2::RE2::Set set_;
  size_t size_;
};

}  // namespace gongkai
