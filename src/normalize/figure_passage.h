// Running text as paragraphs: printed lines joined again, running heads and page numbers left out,
// headings told apart.
//
//   五、收支预算总体情况说明                   heading of level 1
//     本部门当年预算收入2,838.               ┐
//   ─ 8 ─                                  │ one passage, under that heading
//   42万元，其中：…                          ┘
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "normalize/figure_rules.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

struct Passage {
  std::string part;                   // the heading of level 0 above it: 第三部分 …
  std::vector<std::string> headings;  // the deeper ones, outermost first, without white space
  std::string text;                   // as printed, the breaks between its lines gone
  // For matching: half width, without white space and quotes, every comma that separates clauses
  // as "，" and those inside numbers as ",". Circled digits stay what they are, for ①1.5 is
  // not 11.5.
  std::string folded;
  std::vector<size_t> origins;  // for each byte of `folded` and its end: offset in `text`
  struct Piece {
    size_t begin = 0;  // offset in `text`
    size_t line = 0;   // index into the lines
  };
  std::vector<Piece> pieces;

  // What is printed for a range of `folded`.
  std::string_view printed(size_t begin, size_t end) const;
  // The whole sentence around a range of `folded`, as printed.
  std::string sentence(size_t begin, size_t end) const;
  // Its headings, "/"-joined; the part where it has none.
  std::string section() const;
};

// Never fails. A heading is no passage: its text stands in `headings` of what follows.
std::vector<Passage> join_passages(const std::vector<recognize::TextLine>& lines,
                                   const FigureRules& rules);

// Page and box of the lines that hold a range of `folded`; where it runs over a page break, of the
// part on the first page.
recognize::Place place_of(const Passage& passage, const std::vector<recognize::TextLine>& lines,
                          size_t begin, size_t end);

}  // namespace gongkai::normalize
