// What a page says in several places, and once badly.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "extract/ocr/line_decoder.h"

namespace gongkai::extract {

// Pairs of neighbours that were surely read, anywhere on the page; the ends of lines are neighbours, too. A doubtful sign or
// ideograph that makes no such pair, and one of the readings that the model proposes does, is that one, and stays in doubt:
//
//     （场）      elsewhere, surely
//     （扬）      of what 扬 may be, 场 is the one that stands between these
//
// Numbers say something new in each place: what they are written with neither changes nor is taken, nor are letters.
// Ideographs beside each other are UsualWords' matter.
class PageWords {
 public:
  void add(const std::vector<ReadCharacter>& line);
  void choose(std::vector<ReadCharacter>& line) const;

  // Two ideographs that stand beside each other, beyond doubt.
  bool has_word(char32_t first, char32_t second) const { return words_.contains({first, second}); }

 private:
  int support(char32_t before, char32_t code, char32_t after) const;

  std::set<std::pair<char32_t, char32_t>> pairs_, words_;
};

}  // namespace gongkai::extract
