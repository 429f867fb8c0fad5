// What is done to the ink of a page once all of it is there.
#pragma once

#include <cstddef>
#include <vector>

#include "extract/document.h"

namespace gongkai::extract {

// A second copy of a glyph this near (in em, and less than half of its advance) makes it look bold.
inline constexpr double kFakeBoldEm = 0.18;

// Drops the later copies of glyphs that are printed several times to look bold.
void drop_fake_bold(std::vector<Glyph>& glyphs);

// Drops the text of watermarks: large characters that smaller ones stand on, and all that are drawn with
// them. How many there were.
size_t drop_underprint(std::vector<Glyph>& glyphs);

// 100.00 with a small raised 1 behind it leads to a note: gives such digits the characters that say so (¹²³).
void mark_superscripts(std::vector<Glyph>& glyphs);

// Tables that are drawn sideways are read upright: turns the page so that most of its glyphs have
// rotation 0, and notes the turn in Page::rotation.
void turn_upright(Page& page);

}  // namespace gongkai::extract
