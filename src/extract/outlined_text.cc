#include "extract/outlined_text.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "extract/picture_regions.h"

namespace gongkai::extract {
namespace {

constexpr double kWindowHeight = 1.5;  // of a character's
constexpr double kSmallest = 3, kLargest = 72;  // points: heights of print, from footnotes to titles

// Characters that a shape may be.
double length_of(const Outline& outline) { return std::max(1.0, outline.box.width() / outline.box.height()); }

// Finds which of many boxes hold a point, by stripes of the page.
class BoxFinder {
 public:
  explicit BoxFinder(std::vector<Box> boxes) : boxes_(std::move(boxes)) {
    for (size_t i = 0; i < boxes_.size(); ++i) {
      for (size_t s = stripe(boxes_[i].top); s <= stripe(boxes_[i].bottom); ++s) {
        if (s >= stripes_.size()) stripes_.resize(s + 1);
        stripes_[s].push_back(i);
      }
    }
  }

  // Indices.
  std::vector<size_t> boxes_at(double x, double y) const {
    std::vector<size_t> found;
    if (const size_t s = stripe(y); s < stripes_.size()) {
      std::copy_if(stripes_[s].begin(), stripes_[s].end(), std::back_inserter(found),
                   [&](size_t i) { return boxes_[i].contains(x, y); });
    }
    return found;
  }

  // The height of the highest box; 0 where there is none.
  double height_at(double x, double y) const {
    double height = 0;
    for (const size_t i : boxes_at(x, y)) height = std::max(height, boxes_[i].height());
    return height;
  }

 private:
  static size_t stripe(double y) {
    constexpr double kHeight = 16;
    return static_cast<size_t>(std::max(0.0, y) / kHeight);
  }

  std::vector<Box> boxes_;
  std::vector<std::vector<size_t>> stripes_;
};

// With the points, commas and strokes beside a character, which are too small to look like one, and what they part
// from it: 一、 is two of them. Other text that stands there is left out again, as it is written.
Box with_marks(const Box& box) {
  const double across = 2.2 * box.height(), along = (kWindowHeight - 1) / 2 * box.height();
  return {box.left - across, box.top - along, box.right + across, box.bottom + along};
}

std::vector<Box> all_with_marks(const std::vector<Box>& boxes) {
  std::vector<Box> windows;
  for (const Box& box : boxes) windows.push_back(with_marks(box));
  return windows;
}

// A stroke of a character that was taken for a ruling is as short as a character, and stands among them: 一.
class StrokeFinder {
 public:
  explicit StrokeFinder(const std::vector<Box>& boxes) : windows_(all_with_marks(boxes)) {}

  bool is_stroke(const Ruling& ruling) const {
    const double middle = (ruling.from + ruling.to) / 2;
    const bool across = ruling.axis == Axis::Horizontal;
    const double height = windows_.height_at(across ? middle : ruling.at, across ? ruling.at : middle) / kWindowHeight;
    constexpr double kWidest = 1.2;  // 一 beside flat characters
    return ruling.to - ruling.from <= kWidest * height;
  }

 private:
  BoxFinder windows_;
};

void paint(GreyImage& picture, const Box& box, uint8_t shade, double scale, const GreyImage* from = nullptr) {
  const auto pixel = [&](double points, int most) { return std::clamp(static_cast<int>(std::lround(points * scale)), 0, most); };
  const int left = pixel(box.left, picture.width - 1), right = std::max(left + 1, pixel(box.right, picture.width));
  const int top = pixel(box.top, picture.height - 1), bottom = std::max(top + 1, pixel(box.bottom, picture.height));
  for (int y = top; y < bottom; ++y) {
    const auto row = static_cast<ptrdiff_t>(y) * picture.width;
    const auto to = picture.pixels.begin() + row + left;
    if (from == nullptr) {
      std::fill(to, to + (right - left), shade);
    } else {
      std::copy_n(from->pixels.begin() + row + left, right - left, to);
    }
  }
}

}  // namespace

bool looks_like_text(const Outline& outline) {
  constexpr double kCorners = 7;  // a character, or a digit; bars and boxes of any length have less
  const double height = outline.box.height();
  if (height < kSmallest || height > kLargest || outline.box.width() < kSmallest / 2) return false;
  return outline.corners >= kCorners * length_of(outline) && (outline.curved || outline.corners >= 2 * kCorners);
}

std::vector<Box> find_outlined_text(const Page& page, const std::vector<Outline>& outlines) {
  constexpr double kWord = 6;  // characters
  std::vector<Box> boxes, written;
  double most = 0;  // characters that may be drawn
  for (const Outline& outline : outlines) {
    boxes.push_back(outline.box);
    most += length_of(outline);
  }
  if (most < kWord) return {};
  const BoxFinder finder(boxes);
  std::vector<bool> is_written(outlines.size());
  for (const Glyph& glyph : page.glyphs) {
    if (is_space(glyph.code)) continue;
    written.push_back(glyph.box);
    for (const size_t i : finder.boxes_at(glyph.box.center_x(), glyph.box.center_y())) is_written[i] = true;
  }
  const BoxFinder characters_at(written);  // a comma fills but a corner of its own
  for (size_t i = 0; i < boxes.size(); ++i) {
    if (!characters_at.boxes_at(boxes[i].center_x(), boxes[i].center_y()).empty()) is_written[i] = true;
  }
  std::vector<Box> drawn;
  double characters = 0;
  for (size_t i = 0; i < outlines.size(); ++i) {
    if (is_written[i]) continue;
    drawn.push_back(boxes[i]);
    characters += length_of(outlines[i]);
  }
  return characters < kWord ? std::vector<Box>{} : drawn;
}

GreyImage picture_of_outlines(const GreyImage& picture, const Page& page, const std::vector<Box>& boxes) {
  constexpr double kBlur = 0.3;  // points
  const double scale = picture.width / page.width;
  GreyImage part{picture.width, picture.height, std::vector<uint8_t>(picture.pixels.size(), 255)};
  for (const Box& box : boxes) paint(part, with_marks(box), 255, scale, &picture);
  const StrokeFinder strokes(boxes);
  for (const Ruling& ruling : page.rulings) {
    if (strokes.is_stroke(ruling)) continue;
    const bool across = ruling.axis == Axis::Horizontal;
    // Over the whole of what the picture shows of it: a rest beside it would be read as a bracket.
    const double half = ruling.thickness / 2 + kBlur;
    const Box line = across ? Box{ruling.from, ruling.at - half, ruling.to, ruling.at + half}
                            : Box{ruling.at - half, ruling.from, ruling.at + half, ruling.to};
    paint(part, line, 0, scale);
  }
  return part;
}

void add_outlined_text(const Page& scan, const std::vector<Box>& boxes, Page& page) {
  const StrokeFinder strokes(boxes);
  std::erase_if(page.rulings, [&](const Ruling& ruling) { return strokes.is_stroke(ruling); });
  add_characters(scan, {0, 0, page.width, page.height}, page);
}

}  // namespace gongkai::extract
