// Rules of a vocabulary, asked of one text after another.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/pattern_set.h"

namespace gongkai::recognize {

// Rules in the order in which they are tried. Most texts match none: one pass tells.
// A Rule has a pattern, `match`, that may match anywhere in a folded text.
template <typename Rule>
class RuleList {
 public:
  RuleList() = default;
  explicit RuleList(std::vector<Rule> rules) : rules_(std::move(rules)), patterns_(patterns_of(rules_)) {}

  template <typename Use>
  void for_each_match(std::string_view folded, const Use& use) const {
    for (const size_t i : patterns_->matches(folded)) use(rules_[i]);
  }
  // Null where no rule matches.
  const Rule* first_match(std::string_view folded) const {
    const std::optional<size_t> first = patterns_->first_match(folded);
    return first ? &rules_[*first] : nullptr;
  }
  const std::vector<Rule>& rules() const { return rules_; }

 private:
  static std::shared_ptr<PatternSet> patterns_of(const std::vector<Rule>& rules) {
    std::vector<std::shared_ptr<RE2>> patterns;
    for (const Rule& rule : rules) patterns.push_back(rule.match);
    return std::make_shared<PatternSet>(std::move(patterns));
  }

  std::vector<Rule> rules_;
  std::shared_ptr<PatternSet> patterns_ = patterns_of({});
};

}  // namespace gongkai::recognize
