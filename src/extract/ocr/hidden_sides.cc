#include "extract/ocr/hidden_sides.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace gongkai::extract {
namespace {

int middle(int a, int b) { return a + (b - a) / 2; }

// A cell with the rulings that come up to it from below.
struct OpenCell {
  PixelBox box;
  std::vector<int> ends;  // x of those rulings, left to right
};

class SideFinder {
 public:
  SideFinder(const std::vector<PixelRuling>& rulings, const std::vector<PixelBox>& lines, int slack)
      : rulings_(rulings), lines_(lines), slack_(slack) {}

  // Those of the lowest row of cells that has any: cells above depend on them.
  std::vector<PixelRuling> find_lowest() const {
    std::vector<PixelRuling> sides;
    int row = 0;
    for (const OpenCell& cell : open_cells()) {
      if (!sides.empty() && cell.box.bottom < row - slack_) break;
      row = cell.box.bottom;
      for (const int x : divide(cell)) sides.push_back({Axis::Vertical, {x - 1, cell.box.top, x + 1, cell.box.bottom}});
    }
    return sides;
  }

 private:
  static int x_of(const PixelRuling& ruling) { return middle(ruling.box.left, ruling.box.right); }
  static int y_of(const PixelRuling& ruling) { return middle(ruling.box.top, ruling.box.bottom); }

  // The cell above the upper end of a vertical ruling, if that is at its lower side.
  std::optional<PixelBox> cell_above(const PixelRuling& ruling) const {
    constexpr int kNone = std::numeric_limits<int>::max();
    const int x = x_of(ruling), end = ruling.box.top;
    PixelBox cell{-1, -1, kNone, kNone};
    for (const PixelRuling& other : rulings_) {
      const PixelBox& box = other.box;
      if (other.axis == Axis::Vertical || box.left >= x - slack_ || box.right <= x + slack_) continue;
      if (std::abs(y_of(other) - end) <= slack_) {
        cell.bottom = y_of(other);
      } else if (y_of(other) < end) {
        cell.top = std::max(cell.top, y_of(other));
      }
    }
    if (cell.bottom == kNone || cell.top < 0) return std::nullopt;
    const int across = middle(cell.top, cell.bottom);
    for (const PixelRuling& other : rulings_) {
      if (other.axis == Axis::Horizontal || other.box.top > across || other.box.bottom < across) continue;
      if (x_of(other) < x) cell.left = std::max(cell.left, x_of(other));
      if (x_of(other) >= x) cell.right = std::min(cell.right, x_of(other));
    }
    if (cell.left < 0 || cell.right == kNone || cell.right <= x + slack_) return std::nullopt;
    return cell;
  }

  // From the bottom of the page upwards.
  std::vector<OpenCell> open_cells() const {
    std::map<std::pair<int, int>, OpenCell> cells;  // by their upper left corner
    for (const PixelRuling& ruling : rulings_) {
      if (ruling.axis == Axis::Horizontal) continue;
      const std::optional<PixelBox> cell = cell_above(ruling);
      if (!cell) continue;
      OpenCell& open = cells[{cell->top, cell->left}];
      open.box = *cell;
      open.ends.push_back(x_of(ruling));
    }
    std::vector<OpenCell> found;
    for (auto& [corner, cell] : cells) {
      std::sort(cell.ends.begin(), cell.ends.end());
      found.push_back(std::move(cell));
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const OpenCell& a, const OpenCell& b) { return a.box.bottom > b.box.bottom; });
    return found;
  }

  // The texts of a cell, each with all of its lines, left to right.
  std::vector<PixelBox> texts_in(const PixelBox& cell) const {
    std::vector<PixelBox> texts;
    for (const PixelBox& line : lines_) {
      const int x = middle(line.left, line.right), y = middle(line.top, line.bottom);
      if (x > cell.left && x < cell.right && y > cell.top && y < cell.bottom) texts.push_back(line);
    }
    std::sort(texts.begin(), texts.end(), [](const PixelBox& a, const PixelBox& b) { return a.left < b.left; });
    std::vector<PixelBox> joined;
    for (const PixelBox& text : texts) {
      if (!joined.empty() && text.left < joined.back().right) {
        joined.back() = unite(joined.back(), text);
      } else {
        joined.push_back(text);
      }
    }
    return joined;
  }

  // Where the cell is divided: one ruling in each gap between its texts, or none at all.
  std::vector<int> divide(const OpenCell& cell) const {
    constexpr int kOneCharacter = 3;  // half heights: 预　算　数 is one text, spaced out
    constexpr int kOffMiddle = 12;    // a text in the middle is off it by less than this part of its cell
    const std::vector<PixelBox> texts = texts_in(cell.box);
    if (texts.size() < 2) return {};
    std::vector<int> sides;
    int left = cell.box.left;
    for (size_t i = 0; i < texts.size(); ++i) {
      const PixelBox& text = texts[i];
      if (text.width() * 2 < text.height() * kOneCharacter) return {};
      const bool last = i + 1 == texts.size();
      const int right = last ? cell.box.right : best_side(cell.ends, left, text, texts[i + 1]);
      if (right < 0) return {};
      const int off = std::abs(middle(left, right) - middle(text.left, text.right));
      if (off * kOffMiddle > right - left) return {};
      if (!last) sides.push_back(right);
      left = right;
    }
    return sides;
  }

  // Of the rulings in the gap between two texts, the one that leaves the first in the middle; −1: none.
  static int best_side(const std::vector<int>& ends, int left, const PixelBox& text, const PixelBox& next) {
    int best = -1, least = std::numeric_limits<int>::max();
    for (const int x : ends) {
      const int off = std::abs(middle(left, x) - middle(text.left, text.right));
      if (x <= text.right || x >= next.left || off >= least) continue;
      least = off;
      best = x;
    }
    return best;
  }

  const std::vector<PixelRuling>& rulings_;
  const std::vector<PixelBox>& lines_;
  const int slack_;
};

}  // namespace

std::vector<PixelRuling> find_hidden_sides(std::vector<PixelRuling> rulings,
                                           const std::vector<PixelBox>& lines, int slack) {
  constexpr int kMostHeadingRows = 40;  // of a page with several tables
  std::vector<PixelRuling> hidden;
  for (int row = 0; row < kMostHeadingRows; ++row) {
    const std::vector<PixelRuling> sides = SideFinder(rulings, lines, slack).find_lowest();
    if (sides.empty()) break;
    rulings.insert(rulings.end(), sides.begin(), sides.end());
    hidden.insert(hidden.end(), sides.begin(), sides.end());
  }
  return hidden;
}

}  // namespace gongkai::extract
