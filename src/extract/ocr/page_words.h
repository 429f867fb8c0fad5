// What a page says in several places, and once badly.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "extract/ocr/line_recognizer.h"

namespace gongkai::extract {

// Pairs of neighbours that were surely read, anywhere on the page; the ends of lines are neighbours, too. A doubtful character
// that makes no such pair, and one of the readings that the model proposes does, is that one, and stays in doubt:
//
//     社会效益指标  满意度      elsewhere, surely
//     满靠度                  of what 靠 may be, 意 is the one that stands between 满 and 度
//
// Numbers say something new in each place: what they are written with neither changes nor is taken, nor are letters.
class PageWords {
 public:
  void add(const std::vector<ReadCharacter>& line);
  void choose(std::vector<ReadCharacter>& line) const;

 private:
  int support(char32_t before, char32_t code, char32_t after) const;

  std::set<std::pair<char32_t, char32_t>> pairs_;
};

}  // namespace gongkai::extract
