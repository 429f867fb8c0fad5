#include "extract/ocr/line_ends.h"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "extract/ocr/operator_smear.h"

namespace gongkai::extract {
namespace {

constexpr float kByItsStrokes = 0.5F;  // less than sure: what the model did not say
constexpr float kSure = 0.8F;

// Greys between strokes: that blur leaves of thin ones, and of those that have nearly run together or are faint.
constexpr int kDip = 45, kFaintDip = 20;

// --- strokes --------------------------------------------------------------------------------------

struct Stroke {
  int top = 0;
  int bottom = 0;  // the first row outside

  int middle() const { return (top + bottom) / 2; }
};

// What a column crosses, from top to bottom. `dip`: greys between a stroke and what is beside it.
using Column = std::vector<Stroke>;
Column strokes_across(const GreyImage& picture, int x, const PixelBox& box, int dip) {
  Column strokes;
  int lightest = 255, darkest = 255, from = 0;
  bool inside = false;
  for (int y = box.top; y <= box.bottom; ++y) {
    const int grey = y < box.bottom ? picture.at(x, y) : 255;
    if (!inside) {
      lightest = std::max(lightest, grey);
      if (grey > lightest - dip) continue;
      inside = true;
      from = y;
      darkest = grey;
    } else if (grey <= darkest + dip) {
      darkest = std::min(darkest, grey);
    } else {
      strokes.push_back({from, y});
      inside = false;
      lightest = grey;
    }
  }
  return strokes;
}

using Columns = std::vector<Column>;  // from left to right

bool are_level_bars(const Columns& columns) {
  constexpr int kLevel = 6;  // of the height, which the line's may be more than: that a level bar may move by
  const Column& first = columns.front();
  const int height = first.back().bottom - first.front().top;
  return std::all_of(columns.begin(), columns.end(), [&](const Column& strokes) {
    const auto is_level = [&](size_t i) {
      return std::abs(strokes[i].middle() - first[i].middle()) <= std::max(1, height / kLevel);
    };
    return strokes.size() == 2 && first.size() == 2 && is_level(0) && is_level(1);
  });
}

// The open end is the first column. There, the lower arm may touch the bar.
bool is_wedge_over_bar(const Columns& columns) {
  constexpr int kLeastDescent = 5;  // of the height, which the line's may be more than: the upper arm's
  constexpr size_t kArmsAndBar = 3;  // strokes of one column, where none of them touch
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].size() > kArmsAndBar) return false;
    if (i == 0) continue;
    if (columns[i].front().top < columns[i - 1].front().top - (i == 1 ? 1 : 0)) return false;  // the arc of 2
    if (columns[i].back().bottom > columns[i - 1].back().bottom + 1) return false;
  }
  const int top = columns.front().front().top, descent = columns.back().front().top - top;
  const int height = columns.front().back().bottom - top;
  const bool three = std::any_of(columns.begin(), columns.end(),
                                 [](const Column& strokes) { return strokes.size() == kArmsAndBar; });
  return three && columns.back().size() < kArmsAndBar && descent * kLeastDescent >= height;
}

int darkest_in(const GreyImage& picture, const PixelBox& box) {
  int darkest = 255;
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) darkest = std::min(darkest, static_cast<int>(picture.at(x, y)));
  }
  return darkest;
}

char32_t operator_by_strokes(const GreyImage& picture, const PixelBox& box, int dip) {
  constexpr double kLongest = 0.45;  // of the height: two strokes that touch are no longer
  Columns columns;
  for (int x = box.left; x < box.right; ++x) {
    Column strokes = strokes_across(picture, x, box, dip);
    const bool runs_along = std::any_of(strokes.begin(), strokes.end(), [&](const Stroke& stroke) {
      return stroke.bottom - stroke.top > kLongest * box.height();
    });
    if (runs_along) return 0;
    // At its ends, a stroke fades.
    if (strokes.size() > 1 || !columns.empty()) columns.push_back(std::move(strokes));
  }
  while (!columns.empty() && columns.back().size() < 2) columns.pop_back();
  const bool any_gap = std::any_of(columns.begin(), columns.end(),
                                   [](const Column& strokes) { return strokes.size() < 2; });
  if (columns.size() < 3 || any_gap) return 0;
  const bool is_dots = box.width() * 3 < box.height();  // of a colon
  if (!is_dots && are_level_bars(columns)) return U'=';
  if (is_wedge_over_bar(columns)) return U'≥';
  std::reverse(columns.begin(), columns.end());
  return is_wedge_over_bar(columns) ? U'≤' : U'\0';
}

// The part of the picture, averaged along bars: grain breaks strokes, and adds others.
GreyImage averaged_along(const GreyImage& picture, const PixelBox& box, int reach) {
  GreyImage cut{box.width(), box.height(), {}};
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) {
      const int from = std::max(box.left, x - reach), to = std::min(box.right, x + reach + 1);
      int sum = 0;
      for (int at = from; at < to; ++at) sum += picture.at(at, y);
      cut.pixels.push_back(static_cast<uint8_t>(sum / (to - from)));
    }
  }
  return cut;
}

// --- outlines -------------------------------------------------------------------------------------

struct Edge {
  int top = 0;
  int bottom = 0;  // the first row outside
  bool crosses_two = false;
};

// Of each column that has ink, which is darker than half-way from paper to the darkest.
std::vector<Edge> outline_of(const GreyImage& picture, const PixelBox& box) {
  const int darkest = darkest_in(picture, box);
  std::vector<Edge> outline;
  for (int x = box.left; x < box.right; ++x) {
    const auto is_ink = [&](int y) { return picture.at(x, y) < (255 + darkest) / 2; };
    Edge edge{box.top, box.bottom, strokes_across(picture, x, box, kFaintDip).size() > 1};
    while (edge.top < edge.bottom && !is_ink(edge.top)) ++edge.top;
    while (edge.bottom > edge.top && !is_ink(edge.bottom - 1)) --edge.bottom;
    if (edge.top < edge.bottom) outline.push_back(edge);
  }
  return outline;
}

// The same where blur has run the lower arm and the bar together: the upper edge falls all the way from the open end,
// which no digit's does (2 rises first, the tops of 5 and 7 are level), the lower one is level.
bool is_wedge_over_bar(std::vector<Edge> outline) {
  constexpr size_t kLeastWidth = 6;
  constexpr int kLeastDescent = 5, kLeastHalfDescent = 12;  // of the height, so many times
  int top = INT_MAX, foot = 0;
  for (const Edge& edge : outline) {
    top = std::min(top, edge.top);
    foot = std::max(foot, edge.bottom);
  }
  const int height = foot - top;
  const auto is_bar = [&](const Edge& edge) { return edge.top > top + height / 2; };  // longer than the arm
  outline.erase(outline.begin(), std::find_if_not(outline.begin(), outline.end(), is_bar));
  const size_t width = outline.size();
  if (width < kLeastWidth || outline.front().top > top + 1) return false;
  size_t level = 0;
  int lowest = 0;  // of the upper edge, so far
  for (const Edge& edge : outline) {
    if (edge.top < lowest - 1) return false;
    lowest = std::max(lowest, edge.top);
    level += edge.bottom >= foot - 1;
  }
  const auto any_crosses = [&](size_t from, size_t to) {
    return std::any_of(outline.begin() + static_cast<ptrdiff_t>(from), outline.begin() + static_cast<ptrdiff_t>(to),
                       [](const Edge& edge) { return edge.crosses_two; });
  };
  return level * 5 >= width * 4 && (outline[width / 2].top - top) * kLeastHalfDescent >= height &&
         (lowest - top) * kLeastDescent >= height && any_crosses(0, width / 2) &&
         any_crosses(width / 2, width);
}

// ≥, ≤ or 0.
char32_t wedge_by_outline(const GreyImage& picture, const PixelBox& box) {
  std::vector<Edge> outline = outline_of(picture, box);
  if (is_wedge_over_bar(outline)) return U'≥';
  std::reverse(outline.begin(), outline.end());
  return is_wedge_over_bar(outline) ? U'≤' : U'\0';
}

// Whether what the model took for > or < has a bar that blur has run together with the lower arm: below the gap at its
// open side there is then the ink of two strokes, above it that of one.
bool has_bar(const GreyImage& picture, const PixelBox& box, bool opens_left) {
  constexpr int kPaper = 215;
  constexpr int kLeastHeight = 16;  // pixels of the line: in smaller print, two strokes are not heavier than one
  if (box.height() < kLeastHeight) return false;
  int above = 0, below = 0;
  const int middle = (box.left + box.right) / 2;
  for (int x = opens_left ? box.left : middle; x < (opens_left ? middle : box.right); ++x) {
    const Column strokes = strokes_across(picture, x, box, kFaintDip);
    if (strokes.size() < 2) continue;
    int gap = strokes[0].bottom;
    for (int y = gap; y < strokes[1].bottom; ++y) {
      if (picture.at(x, y) > picture.at(x, gap)) gap = y;
    }
    for (int y = box.top; y < box.bottom; ++y) (y < gap ? above : below) += std::max(0, kPaper - picture.at(x, y));
  }
  return above > 0 && below * 2 > above * 3;
}

// > and < with the bar that is drawn, 0 for all else.
char32_t with_bar(const GreyImage& picture, const PixelBox& box, char32_t read) {
  if (read == U'>' || read == U'＞') return has_bar(picture, box, true) ? U'≥' : U'\0';
  if (read == U'<' || read == U'＜') return has_bar(picture, box, false) ? U'≤' : U'\0';
  return 0;
}

// --- ends of lines --------------------------------------------------------------------------------

bool is_white(const GreyImage& picture, int x, const PixelBox& line) {
  constexpr int kWhite = 200;  // blur lets strokes shine a little into the gap between them
  for (int y = line.top; y < line.bottom; ++y) {
    if (picture.at(x, y) < kWhite) return false;
  }
  return true;
}

// From one end of the line to the first white column.
PixelBox ink_at_end(const GreyImage& picture, const PixelBox& line, bool first) {
  PixelBox ink = line;
  if (first) {
    while (ink.left < line.right && is_white(picture, ink.left, line)) ++ink.left;
    for (ink.right = ink.left; ink.right < line.right && !is_white(picture, ink.right, line);) ++ink.right;
  } else {
    while (ink.right > line.left && is_white(picture, ink.right - 1, line)) --ink.right;
    for (ink.left = ink.right; ink.left > line.left && !is_white(picture, ink.left - 1, line);) --ink.left;
  }
  return ink;
}

bool is_digit_read(const ReadCharacter& character) { return character.code >= U'0' && character.code <= U'9'; }

// What narrow operators are read as.
bool is_unsure_or_sign(const ReadCharacter& character) {
  const bool ascii = character.code < 0x80;
  if (character.code == U'2') return true;
  return !is_digit_read(character) && (ascii || character.code == U'≥' || character.code == U'≤' ||
                                       character.probability < kSure);
}

// The operator that the first ink of a line draws in the grain, its faint ends with it. So averaged, a 2 may be one.
char32_t operator_in_grain(const GreyImage& picture, const PixelBox& line, const PixelBox& first) {
  constexpr int kFade = 2;                 // pixels
  constexpr int kTenths = 10, kSteps = 2;  // of the width
  const GreyImage soft = averaged_along(picture, {std::max(0, first.left - kFade), line.top,
                                                  std::min(picture.width, first.right + kFade), line.bottom}, 1);
  const PixelBox ink = ink_at_end(soft, {0, 0, soft.width, soft.height}, true);
  char32_t found = operator_drawn(soft, ink);
  for (int i = 1; i <= kSteps && found == 0; ++i) {
    const GreyImage cut = averaged_along(soft, ink, i * ink.width() / kTenths);
    found = operator_by_strokes(cut, {0, 0, cut.width, cut.height}, kFaintDip);
  }
  return found;
}

void doubt(ReadCharacter& character) {
  if (character.probability <= kByItsStrokes) return;
  character.probability = kByItsStrokes;
  character.other = 0;
}

// --- bars ---------------------------------------------------------------------------------------

// The bars that a line consists of, if it is nothing else: half-way up, and low.
std::vector<PixelBox> bars_of(const GreyImage& picture, const PixelBox& line) {
  constexpr int kLow = 4;  // of the height, so many times; a bar is at least as long as that
  PixelBox ink{line.left, INT_MAX, line.right, 0};
  for (int y = line.top; y < line.bottom; ++y) {
    const auto is_ink = [&](int x) { return !is_white(picture, x, {line.left, y, line.right, y + 1}); };
    for (int x = line.left; x < line.right; ++x) {
      if (!is_ink(x)) continue;
      ink.top = std::min(ink.top, y);
      ink.bottom = y + 1;
    }
  }
  const int off = std::abs(ink.top + ink.bottom - line.top - line.bottom) / 2;
  if (ink.bottom == 0 || ink.height() * kLow > line.height() || off * kLow > line.height()) return {};
  std::vector<PixelBox> bars;
  for (int x = line.left; x < line.right; ++x) {
    if (is_white(picture, x, ink)) continue;
    if (bars.empty() || bars.back().right != x) bars.push_back({x, ink.top, x, ink.bottom});
    bars.back().right = x + 1;
  }
  std::erase_if(bars, [&](const PixelBox& bar) { return bar.width() * kLow < line.height(); });
  return bars;
}

// What the model makes of bars alone may be 1, 11 or ≥.
bool mend_bars(const GreyImage& picture, const PixelBox& line, std::vector<ReadCharacter>& characters) {
  static constexpr std::u32string_view kBars = U"-—–－一_＿=二";
  const auto is_bar = [](const ReadCharacter& character) { return kBars.find(character.code) != std::u32string_view::npos; };
  if (std::all_of(characters.begin(), characters.end(), is_bar)) return false;
  const std::vector<PixelBox> bars = bars_of(picture, line);
  if (bars.empty()) return false;
  characters.clear();
  for (const PixelBox& bar : bars)
    characters.push_back({U'-', kByItsStrokes, 0, static_cast<float>(bar.left + bar.right) / 2, {}});
  return true;
}

// The last ink of a line, where it is alone or after a digit, and what was read there is nothing or in doubt.
void mend_per_cent(const GreyImage& sharp, const PixelBox& line, std::vector<ReadCharacter>& characters) {
  const PixelBox last = ink_at_end(sharp, line, false);
  const bool is_read = !characters.empty() && characters.back().x >= static_cast<float>(last.left);
  const size_t before = characters.size() - (is_read ? 1 : 0);
  const bool may_be = before == 0 ? ink_at_end(sharp, line, true).right == last.right : is_digit_read(characters[before - 1]);
  if (!may_be || (is_read && characters.back().probability >= kSure) || !is_per_cent_smeared(sharp, last, line.height())) return;
  if (!is_read) {
    characters.push_back({U'%', kByItsStrokes, 0, static_cast<float>(last.left + last.right) / 2, {}});
  } else if (characters.back().code != U'%') {
    characters.back() = {U'%', kByItsStrokes, characters.back().code, characters.back().x, {}};
  }
}

// The sign that a line before a number begins with, by its strokes; 0: none, or what is read there already.
char32_t sign_at_start(const GreyImage& picture, const PixelBox& line, const PixelBox& first, const std::vector<ReadCharacter>& characters, bool is_read, const SmallPrint& small) {
  const size_t next = is_read ? 1 : 0;
  const bool before_number = next == characters.size() || is_digit_read(characters[next]);
  if (!before_number) return 0;
  char32_t sign = 0;
  if (!is_read || is_unsure_or_sign(characters.front())) {
    const bool is_sure = is_read && characters.front().probability >= kSure;
    if (is_sure && characters.front().code == U'=') return 0;
    // > and < may have lost a bar.
    const bool may_lack_bar = is_read && characters.front().code < 0x80;
    const bool is_digit = is_read && is_digit_read(characters.front());
    if (small.picture != nullptr && (!is_sure || may_lack_bar) && (!is_digit || small.in_grain))
      sign = operator_smeared(*small.picture, ink_at_end(*small.picture, line, true), line.height());
    if (sign == 0) sign = operator_drawn(picture, first);
    if (sign == 0 && !is_digit) sign = operator_in_grain(picture, line, first);
  }
  return sign == 0 && is_read ? with_bar(picture, first, characters.front().code) : sign;
}

}  // namespace

char32_t operator_drawn(const GreyImage& picture, const PixelBox& box) {
  constexpr int kLeastWidth = 4;  // pixels: fewer have no shape
  if (box.width() < kLeastWidth || box.width() * 2 > box.height() * 3) return 0;
  constexpr int kFaint = 120;  // no pixel is as dark
  char32_t by_strokes = operator_by_strokes(picture, box, kDip);
  if (by_strokes == 0 && darkest_in(picture, box) > kFaint) by_strokes = operator_by_strokes(picture, box, kFaintDip);
  return by_strokes != 0 ? by_strokes : wedge_by_outline(picture, box);
}

PixelBox after_operator(const GreyImage& picture, const PixelBox& line) {
  const PixelBox first = ink_at_end(picture, line, true);
  if (operator_drawn(picture, first) == 0) return {};
  PixelBox rest = line;
  rest.left = first.right;
  while (rest.left < rest.right && is_white(picture, rest.left, line)) ++rest.left;
  return rest.width() > 0 ? rest : PixelBox{};
}

PixelBox last_digit_and_behind(const PixelBox& line, const std::vector<ReadCharacter>& characters) {
  constexpr float kRoom = 0.75F, kHalf = 0.3F;  // of the height: from the middle of a digit to the end of %, and to its own
  if (characters.empty() || !is_digit_read(characters.back())) return {};
  const float middle = characters.back().x;
  const auto height = static_cast<float>(line.height());
  if (static_cast<float>(line.right) - middle < kRoom * height) return {};
  PixelBox tail = line;
  tail.left = std::max(line.left, static_cast<int>(middle - kHalf * height));
  return tail;
}

void add_per_cent(const std::vector<ReadCharacter>& again, float end, std::vector<ReadCharacter>& characters) {
  constexpr float kLikely = 0.55F;
  if (again.size() < 2 || again.back().code != U'%' || again.back().probability < kLikely) return;
  if (again[again.size() - 2].code != characters.back().code) return;
  characters.push_back({U'%', kByItsStrokes, 0, std::min(again.back().x, end), {}});
}

void mend_ends(const GreyImage& picture, const PixelBox& line, std::vector<ReadCharacter>& characters, const SmallPrint& small) {
  if (mend_bars(picture, line, characters)) return;
  const auto height = static_cast<float>(line.height());
  const float digit = height * 0.3F;  // half of one, and what the model's steps leave open
  const PixelBox first = ink_at_end(picture, line, true);
  const auto end = static_cast<float>(first.right);
  const bool is_read = !characters.empty() && characters.front().x < end + digit / 3;
  const char32_t sign = sign_at_start(picture, line, first, characters, is_read, small);
  if (sign != 0 && !is_read) {
    const float middle = static_cast<float>(first.left + first.right) / 2;
    characters.insert(characters.begin(), {sign, kByItsStrokes, 0, middle, {}});
  } else if (sign != 0 && sign != characters.front().code) {
    characters.front().other = characters.front().code;
    characters.front().code = sign;
    characters.front().probability = kByItsStrokes;
  }
  if (small.in_grain && (sign == 0 || characters.size() > 1)) mend_per_cent(*small.picture, line, characters);
  if (characters.empty()) return;
  const PixelBox last = ink_at_end(picture, line, false);
  const int speck = line.height() / 8;
  const auto is_ink = [&](const PixelBox& ink) { return ink.width() > speck; };
  // What is too faint to be seen here stands within the line's box, too: a digit would be nearer to its end.
  const float far = height * 0.6F;
  ReadCharacter& front = characters.front();
  if (is_digit_read(front) && ((is_ink(first) && front.x > end + digit) || front.x > static_cast<float>(line.left) + far))
    doubt(front);
  ReadCharacter& back = characters.back();
  if (is_digit_read(back) && ((is_ink(last) && back.x < static_cast<float>(last.left) - digit) ||
                              back.x < static_cast<float>(line.right) - far)) {
    doubt(back);
  }
}

}  // namespace gongkai::extract
