#include "normalize/checks/nested_sum.h"

#include <cstddef>
#include <map>
#include <set>
#include <utility>

namespace gongkai::normalize {
namespace {

// States searched before giving up; an unambiguous outline of some hundred rows needs a few
// thousand.
constexpr size_t kMostStates = 5'000;

class OutlineSearch {
 public:
  explicit OutlineSearch(const std::vector<int64_t>& values) : values_(values) {}

  // Where a list that begins at `first` can end, if its outermost values add up to `open`.
  const std::set<size_t>& ends(size_t first, int64_t open) {
    const auto [state, is_new] = states_.try_emplace({first, open});
    std::set<size_t>& found = state->second;
    exhausted_ = exhausted_ || states_.size() > kMostStates;
    if (!is_new || exhausted_) return found;
    if (open == 0) found.insert(first);
    if (first == values_.size()) return found;
    const int64_t value = values_[first];
    if (value < 0 || value > open) return found;
    std::set<size_t> after = {first + 1};  // the value stands alone, or over a list of its own
    if (value > 0) {
      const std::set<size_t>& inner = ends(first + 1, value);
      after.insert(inner.begin(), inner.end());
    }
    for (const size_t next : after) {
      const std::set<size_t>& rest = ends(next, open - value);
      found.insert(rest.begin(), rest.end());
    }
    return found;
  }

  bool exhausted() const { return exhausted_; }

 private:
  bool exhausted_ = false;
  const std::vector<int64_t>& values_;
  std::map<std::pair<size_t, int64_t>, std::set<size_t>> states_;  // references stay valid
};

}  // namespace

bool adds_up_nested(const std::vector<int64_t>& values, int64_t total) {
  OutlineSearch search(values);
  const bool found = search.ends(0, total).contains(values.size());
  return found && !search.exhausted();
}

}  // namespace gongkai::normalize
