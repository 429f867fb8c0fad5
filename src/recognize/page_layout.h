// What lies where on a page: grids with the text of their cells, and the lines of text between
// them, in reading order. Text files give the same value without boxes.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/geometry.h"
#include "extract/document.h"
#include "recognize/reading.h"

namespace gongkai::recognize {

struct LayoutCell {
  int row = 0;
  int column = 0;
  int row_span = 1;
  int column_span = 1;
  std::string text;  // lines separated by '\n'
  std::optional<Box> box;
  double indent = 0;  // points from the cell's left border to its first glyph; characters in text files
};

struct LayoutGrid {
  int rows = 0;
  int columns = 0;
  std::optional<Box> box;
  std::vector<double> xs;  // column borders; empty in text files
  std::vector<LayoutCell> cells;  // by row, then column; they tile the grid
  bool ruled = true;              // false: from a text file's tabs, where spans are not marked
  bool implied = false;           // white space alone tells its columns
};

using Block = std::variant<TextLine, LayoutGrid>;

struct PageLayout {
  int page = 0;  // 1-based
  double width = 0;
  double height = 0;
  std::vector<Block> blocks;  // top to bottom
};

PageLayout lay_out(const extract::Page& page, Diagnostics& diagnostics);
std::vector<PageLayout> lay_out(const extract::Document& document, Diagnostics& diagnostics);

// Stable text of a layout, one block after the other: what golden files hold.
std::string print(const PageLayout& layout);

}  // namespace gongkai::recognize
