// What lines of Chinese are usually made of.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "extract/ocr/line_decoder.h"
#include "extract/ocr/page_words.h"

namespace gongkai::extract {

// Words of 2 to 4 ideographs with how often each was counted (scripts/list_words.py). Each run of ideographs of a line is read
// as the words, and characters between them, that the model's readings and the counts together make likeliest:
//
//     宜传周活动      of what 宜 may be, 宣 makes a word with 传
//
// What is taken instead of the model's best reading is in doubt. Pairs that the page surely says are words, too. A character
// that is part of no word stays as it is, and so do numbers, letters and signs: nothing tells how they usually go on.
class UsualWords {
 public:
  // Of lines "word<tab>count", sorted by code points; others are left out.
  explicit UsualWords(std::string_view lines);

  void choose(const PageWords& page, std::vector<ReadCharacter>& line) const;

  struct Found {
    std::optional<float> cost;  // how unlikely the word is, −log of its share; none where it is no word
    bool goes_on = false;       // there are longer words that begin so
  };
  // REQUIRES: 1 to 4 characters.
  Found find(std::u32string_view word) const;

 private:
  std::vector<uint64_t> keys_;  // ascending: 16 bits for each code point from the highest on, 0 behind the word
  std::vector<float> costs_;    // of the same words
};

}  // namespace gongkai::extract
