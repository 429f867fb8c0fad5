// Many patterns asked of one text.
#pragma once

#include <re2/filtered_re2.h>

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/pattern.h"

namespace gongkai {

// Most texts match none of a vocabulary's patterns. RE2 tells which words a text must have for a pattern to match, so
// only those patterns are tried whose words are there. (An automaton of all patterns, RE2::Set, needs no words, but is
// made bit by bit as texts are read, at a cost for each bit that grows with the patterns.) Cells and labels of a
// document say the same again and again, so answers are kept: one thread alone may ask.
class PatternSet {
 public:
  // REQUIRES: each pattern is valid; it may match anywhere in a text.
  explicit PatternSet(std::vector<std::shared_ptr<RE2>> patterns);

  // Ascending indices of the patterns that match.
  std::vector<size_t> matches(std::string_view text) const { return answer(text); }
  std::optional<size_t> first_match(std::string_view text) const;

 private:
  static constexpr size_t kMostAnswers = 1000;

  // Words that begin with the same character: a range of words_.
  struct Words {
    uint32_t character = 0;  // its bytes
    size_t begin = 0;
    size_t end = 0;
  };

  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  // Whether a character of the text may begin a word.
  bool may_have_words(std::string_view text) const;
  // REQUIRES: the next text is asked when this answer was used.
  const std::vector<size_t>& answer(std::string_view text) const;
  // Ascending indices of the patterns that may match.
  std::vector<int> potentials(std::string_view text) const;
  // The numbers of the words that stand in a text in lower case.
  std::vector<int> find_words(std::string_view lower) const;

  std::vector<std::shared_ptr<RE2>> patterns_;
  re2::FilteredRE2 filter_;
  std::vector<std::string> words_;     // ascending
  std::vector<int> numbers_;           // of the words, by which filter_ knows them
  std::vector<Words> by_character_;    // ascending, as words_ are: characters of more bytes begin with larger ones
  std::bitset<4096> may_begin_;        // by hash_of() a word's first character
  std::vector<int> wordless_;          // patterns that need no word
  mutable std::unordered_map<std::string, std::vector<size_t>, Hash, std::equal_to<>> answers_;
};

}  // namespace gongkai
