#include "extract/page_cleanup.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <string_view>

#include "base/geometry.h"
#include "base/text.h"

namespace gongkai::extract {
namespace {

// Other glyphs that are passed over in search of a copy: more than a line has of one character, and
// few enough that a page full of dots takes no minutes.
constexpr size_t kMaxPassedOver = 300;
constexpr double kSameLine = 0.8;   // of the lower of two characters that both stand on
constexpr double kNextLine = 0.5;   // em; what begins farther down is no copy

// Strokes around a character may be drawn with a font of their own (Type 3), whose characters are said to be lower.
bool is_copy(const Glyph& a, const Glyph& b) {
  const double em = kFakeBoldEm * a.size;
  const bool upright = a.rotation % 2 == 0;
  const double along = upright ? a.box.width() : a.box.height();
  const double dx = std::abs(a.box.left - b.box.left);
  const double dy = std::abs(a.box.top - b.box.top);
  const double forward = upright ? dx : dy;
  if (a.rotation != b.rotation || forward > em || forward > along / 2) return false;  // nearly all
  const double shared = upright ? std::min(a.box.bottom, b.box.bottom) - std::max(a.box.top, b.box.top)
                                : std::min(a.box.right, b.box.right) - std::max(a.box.left, b.box.left);
  const double lower = upright ? std::min(a.box.height(), b.box.height()) : std::min(a.box.width(), b.box.width());
  return (upright ? dy : dx) <= em || (a.size != b.size && shared >= kSameLine * lower);
}

// A point of a page of size w × h after `turns` quarter turns that bring its text upright.
Point turn(Point p, int turns, double w, double h) {
  switch (turns) {
    case 1: return {p.y, w - p.x};      // text ran downwards
    case 2: return {w - p.x, h - p.y};  // upside down
    case 3: return {h - p.y, p.x};      // text ran upwards
    default: return p;
  }
}

void turn_glyph(Glyph& glyph, int turns, double w, double h) {
  const Point a = turn({glyph.box.left, glyph.box.top}, turns, w, h);
  const Point b = turn({glyph.box.right, glyph.box.bottom}, turns, w, h);
  const Point anchor = turn({glyph.anchor_x, glyph.anchor_y}, turns, w, h);
  glyph.box = unite(Box{a.x, a.y, a.x, a.y}, Box{b.x, b.y, b.x, b.y});
  glyph.anchor_x = static_cast<float>(anchor.x);
  glyph.anchor_y = static_cast<float>(anchor.y);
  glyph.rotation = static_cast<uint8_t>((glyph.rotation + 4 - turns) % 4);
}

void turn_ruling(Ruling& ruling, int turns, double w, double h) {
  const bool lies = ruling.axis == Axis::Horizontal;
  const Point a =
      turn(lies ? Point{ruling.from, ruling.at} : Point{ruling.at, ruling.from}, turns, w, h);
  const Point b =
      turn(lies ? Point{ruling.to, ruling.at} : Point{ruling.at, ruling.to}, turns, w, h);
  const bool now_lies = lies == (turns == 2);
  ruling.axis = now_lies ? Axis::Horizontal : Axis::Vertical;
  ruling.at = static_cast<float>(now_lies ? a.y : a.x);
  ruling.from = static_cast<float>(now_lies ? std::min(a.x, b.x) : std::min(a.y, b.y));
  ruling.to = static_cast<float>(now_lies ? std::max(a.x, b.x) : std::max(a.y, b.y));
}

}  // namespace

void drop_fake_bold(std::vector<Glyph>& glyphs) {
  struct Standing {
    char32_t code;
    uint32_t index;
    double top, left;
    bool operator<(const Standing& other) const {
      if (code != other.code) return code < other.code;
      if (top != other.top) return top < other.top;
      return left != other.left ? left < other.left : index < other.index;
    }
  };
  std::vector<Standing> standing;  // by character, line, place: copies are near each other
  standing.reserve(glyphs.size());
  for (uint32_t i = 0; i < glyphs.size(); ++i) {
    const Glyph& glyph = glyphs[i];
    if (is_space(glyph.code) || glyph.code == 0xFFFD) continue;
    standing.push_back({glyph.code, i, glyph.box.top, glyph.box.left});
  }
  std::sort(standing.begin(), standing.end());
  std::vector<bool> dropped(glyphs.size());
  for (size_t i = 0; i < standing.size(); ++i) {
    const uint32_t index = standing[i].index;
    const Glyph& glyph = glyphs[index];
    size_t passed_over = 0;
    for (size_t j = i + 1; j < standing.size() && passed_over < kMaxPassedOver; ++j) {
      const uint32_t next = standing[j].index;
      const Glyph& other = glyphs[next];
      const bool below = other.box.top - glyph.box.top > kNextLine * glyph.size;
      if (dropped[index] || other.code != glyph.code || below) break;
      if (!dropped[next] && is_copy(glyph, other)) {
        dropped[std::max(index, next)] = true;  // the later one
      } else {
        ++passed_over;
      }
    }
  }
  size_t kept = 0;
  for (size_t i = 0; i < glyphs.size(); ++i) {
    if (!dropped[i]) glyphs[kept++] = glyphs[i];
  }
  glyphs.resize(kept);
}

size_t drop_underprint(std::vector<Glyph>& glyphs) {
  constexpr float kLarge = 20;  // points; titles are, too
  constexpr float kOverprint = 0.6F;  // of its size: text that stands on it is no larger
  std::vector<uint32_t> large;
  for (uint32_t i = 0; i < glyphs.size(); ++i) {
    if (glyphs[i].size >= kLarge && !is_space(glyphs[i].code)) large.push_back(i);
  }
  if (large.empty()) return 0;
  std::vector<uint32_t> order;  // of what may stand on them, from above
  for (uint32_t i = 0; i < glyphs.size(); ++i) {
    if (!is_space(glyphs[i].code)) order.push_back(i);
  }
  const auto middle = [&](uint32_t i) { return glyphs[i].box.center_y(); };
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return middle(a) < middle(b); });
  const auto is_covered = [&](const Glyph& glyph) {
    auto other = std::lower_bound(order.begin(), order.end(), glyph.box.top,
                                  [&](uint32_t i, double top) { return middle(i) < top; });
    for (size_t passed = 0; other != order.end() && middle(*other) < glyph.box.bottom && passed < kMaxPassedOver; ++other, ++passed) {
      const Glyph& above = glyphs[*other];
      if (above.size <= kOverprint * glyph.size && glyph.box.contains(above.box.center_x(), above.box.center_y())) return true;
    }
    return false;
  };
  std::set<uint32_t> runs;
  for (const uint32_t i : large) {
    if (runs.count(glyphs[i].run) == 0 && is_covered(glyphs[i])) runs.insert(glyphs[i].run);
  }
  if (runs.empty()) return 0;
  const auto is_watermark = [&](const Glyph& glyph) { return glyph.size >= kLarge && runs.count(glyph.run) > 0; };
  const auto rest = std::remove_if(glyphs.begin(), glyphs.end(), is_watermark);
  const auto count = static_cast<size_t>(glyphs.end() - rest);
  glyphs.erase(rest, glyphs.end());
  return count;
}

void mark_superscripts(std::vector<Glyph>& glyphs) {
  constexpr std::u32string_view kRaised = U"⁰¹²³⁴⁵⁶⁷⁸⁹";
  constexpr float kSmall = 0.8F;      // of the size of what it stands behind
  constexpr double kRaise = 0.15;     // em that its foot stands higher
  constexpr double kBehind = 0.5;     // em between the two
  const Glyph* base = nullptr;        // what the digits stand behind
  for (Glyph& glyph : glyphs) {
    const bool raised = base != nullptr && is_digit(glyph.code) && !glyph.from_picture && glyph.rotation == 0 && base->rotation == 0 &&
                        glyph.size < kSmall * base->size && glyph.box.bottom < base->box.bottom - kRaise * base->size &&
                        glyph.box.bottom > base->box.top && glyph.box.left >= base->box.center_x() &&
                        glyph.box.left < base->box.right + kBehind * base->size;
    if (raised) {
      glyph.code = kRaised[glyph.code - U'0'];
    } else if (!is_space(glyph.code)) {
      base = &glyph;
    }
  }
}

void turn_upright(Page& page) {
  std::array<size_t, 4> votes{};
  for (const Glyph& glyph : page.glyphs) ++votes[glyph.rotation];
  const auto turns = static_cast<int>(std::max_element(votes.begin(), votes.end()) - votes.begin());
  if (turns == 0) return;
  for (Glyph& glyph : page.glyphs) turn_glyph(glyph, turns, page.width, page.height);
  for (Ruling& ruling : page.rulings) turn_ruling(ruling, turns, page.width, page.height);
  if (turns != 2) std::swap(page.width, page.height);
  page.rotation = (360 - 90 * turns) % 360;
}

}  // namespace gongkai::extract
