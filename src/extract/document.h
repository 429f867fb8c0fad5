// What is on the paper, with no opinions about what it means: the value that `extract` yields.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/geometry.h"

namespace gongkai::extract {

enum class TextSource { Text, Ocr, None };
const char* name_of(TextSource source);  // "text", "ocr", "none"

// One printed character, upright on the page as displayed.
struct Glyph {
  char32_t code = 0;      // as mapped by the font, not folded; U+FFFD where the map can't be trusted
  Box box;                // advance width × em height
  float size = 0;         // font size in points
  uint32_t run = 0;       // glyphs shown by one text operator share a run, in drawing order
  float anchor_x = 0;     // where the glyph counts as standing: its centre, moved inside the clip
  float anchor_y = 0;     //   region that hides it (text that overflows a clipped cell)
  uint8_t rotation = 0;   // quarter turns clockwise against the page's majority; 0 for nearly all
  bool hidden = false;    // lies outside its clip region: not seen on this page. Sheets print the whole
                          //   text of a cell on each of the pages that the cell is cut into
  bool from_picture = false;  // read by OCR:
  float confidence = 1;       //   how likely the character is, 0–1
  char32_t other = 0;         //   its second-best reading; 0: none
};

enum class Axis : uint8_t { Horizontal, Vertical };

// A drawn line: a stroke, a thin filled box, or a side of a stroked box.
struct Ruling {
  Axis axis = Axis::Horizontal;
  float at = 0;         // y of a horizontal ruling, x of a vertical one
  float from = 0;       // extent along the axis, from < to
  float to = 0;
  float thickness = 0;
};

// A line of a text file; the fields are what tabs separate (one field: running text).
struct TextLine {
  int number = 0;  // 1-based
  std::vector<std::string> fields;
};

struct Page {
  int number = 0;         // 1-based
  double width = 0;       // points, upright (see rotation); 0 in text files
  double height = 0;
  int rotation = 0;       // degrees clockwise that the displayed page was turned to bring its text
                          //   upright: 0, 90, 180, 270
  TextSource source = TextSource::None;
  double image_share = 0;            // of the page's area that images cover, 0–1
  size_t characters = 0;             // of glyphs or lines, spaces not counted
  std::vector<Glyph> glyphs;         // in drawing order; spaces included
  std::vector<Ruling> rulings;       // near-equal ones merged
  std::vector<TextLine> lines;       // text files only: no geometry
};

struct Document {
  std::string path;        // as given
  std::string sha256;      // of the file's bytes, 64 hex digits
  std::string media_type;  // by content: "application/pdf", "text/plain", "text/html" …
  uint64_t byte_size = 0;
  std::vector<Page> pages;
  Diagnostics diagnostics;
};

// A box of the upright page (as glyphs and rulings have it) in the page as displayed: the two differ
// only where the text itself was drawn sideways and the page was turned by Page::rotation.
Box as_displayed(const Page& page, const Box& box);

}  // namespace gongkai::extract
