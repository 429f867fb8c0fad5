#include "extract/ocr/scan_reader.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>
#include <vector>

#include "base/text.h"
#include "extract/ocr/black_and_white.h"
#include "extract/ocr/line_ends.h"
#include "extract/ocr/line_recognizer.h"
#include "extract/ocr/page_words.h"
#include "extract/ocr/scan_ink.h"
#include "extract/ocr/usual_words.h"

namespace gongkai::extract {
namespace {

struct ReadLine {
  PixelBox box;
  std::vector<ReadCharacter> characters;  // x in pixels of the page's picture
};

bool is_wide(char32_t code) { return code >= 0x1100; }

// How wide a character of the line is, in pixels.
double advance(const PixelBox& line, char32_t code) {
  constexpr double kNarrow = 0.55;  // of the height, as digits are
  return line.height() * (is_wide(code) ? 1.0 : kNarrow);
}

std::vector<ReadCharacter> read_cut(const GreyImage& picture, const PixelBox& box, double margin) {
  const GreyImage cut = cut_line(picture, box, margin);
  std::vector<ReadCharacter> characters = LineRecognizer::get()->read(cut);
  const auto origin = static_cast<float>(box.left - (cut.width - box.width()) / 2);
  for (ReadCharacter& character : characters) character.x += origin;
  return characters;
}

bool is_doubtful(const ReadCharacter& character) { return character.probability < kDoubtful; }

// No character where there is room for one: at an end of the line, or in a number.
bool seems_to_lack_one(const PixelBox& box, const std::vector<ReadCharacter>& characters) {
  constexpr double kNarrowRoom = 0.75, kWideRoom = 1.1;  // of the height, from the middle of a character to the next end
  const auto has_room = [&](double off, char32_t code) { return off > box.height() * (is_wide(code) ? kWideRoom : kNarrowRoom); };
  if (characters.empty() || has_room(characters.front().x - static_cast<float>(box.left), characters.front().code) ||
      has_room(static_cast<float>(box.right) - characters.back().x, characters.back().code)) {
    return true;
  }
  const auto parted = [&](const ReadCharacter& a, const ReadCharacter& b) {
    return has_room(b.x - a.x, a.code) && !is_wide(a.code) && !is_wide(b.code) && !is_space(a.code) && !is_space(b.code);
  };
  return std::adjacent_find(characters.begin(), characters.end(), parted) != characters.end();
}

bool is_likely_digit(const std::vector<ReadCharacter>& characters) {
  constexpr float kLikely = 0.55F;
  return characters.size() == 1 && is_digit(characters.front().code) && characters.front().probability >= kLikely;
}

// Short lines may be read as less than they are with one margin, and rightly with another: where the readings differ, the
// longer one is in doubt. Where the first one is nothing, the other must be sure, or specks would be characters; the last
// digit of a number that has broken into a second line is hardly ever quite sure.
std::vector<ReadCharacter> read_box(const GreyImage& picture, const PixelBox& box) {
  constexpr double kNarrow = 0.08;
  constexpr float kContradicted = 0.5F;
  std::vector<ReadCharacter> characters = read_cut(picture, box, kLineMargin);
  if (!seems_to_lack_one(box, characters)) return characters;
  std::vector<ReadCharacter> again = read_cut(picture, box, kNarrow);
  const bool is_sure = std::none_of(again.begin(), again.end(), is_doubtful) || is_likely_digit(again);
  if (again.size() <= characters.size() || (characters.empty() && !is_sure)) return characters;
  if (!characters.empty()) {
    for (ReadCharacter& character : again) character.probability = std::min(character.probability, kContradicted);
  }
  return again;
}

// How much of it is read, and how surely.
float weight_of(const std::vector<ReadCharacter>& characters) {
  constexpr float kGuess = 0.5F;
  return std::accumulate(characters.begin(), characters.end(), 0.0F,
                         [](float sum, const ReadCharacter& c) { return sum + c.probability - kGuess; });
}

// Of two readings of one line the better one, in doubt where the other differs.
std::vector<ReadCharacter> better_of(std::vector<ReadCharacter> a, std::vector<ReadCharacter> b) {
  constexpr float kContradicted = 0.5F;
  if (weight_of(b) > weight_of(a)) std::swap(a, b);
  for (size_t i = 0; i < a.size(); ++i) {
    if (a.size() == b.size() && a[i].code == b[i].code) continue;
    a[i].probability = std::min(a[i].probability, kContradicted);
  }
  return a;
}

// In small print in the grain, some characters are surer sharp, and others soft.
std::vector<ReadCharacter> read_pictures(const ScanInk& ink, const PixelBox& box) {
  const GreyImage& picture = ink.picture_of(box);
  std::vector<ReadCharacter> characters = read_box(picture, box);
  const bool is_sure = !seems_to_lack_one(box, characters) && std::none_of(characters.begin(), characters.end(), is_doubtful);
  if (is_sure || &picture == &ink.picture) return characters;
  return better_of(std::move(characters), read_box(ink.picture, box));
}

ReadLine read_line(const ScanInk& ink, const PixelBox& box) {
  ReadLine line{box, read_pictures(ink, box)};
  if (line.characters.empty()) {  // as of some short ones (≤3): what follows the operator is read alone
    const PixelBox rest = after_operator(ink.for_strokes(), box);
    if (rest.width() > 0) line.characters = read_pictures(ink, rest);
  }
  const GreyImage& picture = ink.picture_of(box);
  const bool in_grain = &picture == &ink.sharp;
  if (in_grain) {
    const PixelBox tail = last_digit_and_behind(box, line.characters);
    if (tail.width() > 0) add_per_cent(read_cut(picture, tail, kLineMargin), static_cast<float>(box.right), line.characters);
  }
  mend_ends(ink.for_strokes(), box, line.characters, {is_small(box) ? &picture : nullptr, in_grain});
  return line;
}

// A picture turned some way, as far as it has been read.
struct Attempt {
  ScanInk ink;
  int quarters = 0;                            // clockwise, that the picture was turned by
  std::vector<std::optional<ReadLine>> lines;  // of ink.lines
};

Attempt turned_by(int quarters, const GreyImage& picture, double dots_per_inch) {
  Attempt attempt{find_ink(quarters == 0 ? picture : turned(picture, quarters), dots_per_inch), quarters, {}};
  attempt.lines.resize(attempt.ink.lines.size());
  return attempt;
}

int length_of(const PixelBox& line) { return std::max(line.width(), line.height()); }

// Lines of some ten characters, which tell a lot and are quickly read; else the longest of shorter ones, or the shortest
// of longer ones.
std::vector<size_t> sample_of(const std::vector<PixelBox>& lines) {
  constexpr size_t kSample = 12;
  constexpr int kLong = 10;  // heights
  const auto rank = [&](size_t i) {
    const int length = length_of(lines[i]);
    const bool is_long = length > kLong * std::min(lines[i].width(), lines[i].height());
    return std::pair(is_long, is_long ? length : -length);
  };
  std::vector<size_t> order(lines.size());
  std::iota(order.begin(), order.end(), 0U);
  const size_t count = std::min(kSample, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<ptrdiff_t>(count), order.end(),
                    [&](size_t a, size_t b) { return rank(a) < rank(b); });
  order.resize(count);
  return order;
}

// Along the line, in pixels, as far as it is surely read. In what lies on its side, which is narrow pieces of lines side by side,
// little is found, or, as the model was taught with columns of text that were laid down, what stands there, but it is one character
// of each.
double surely_read(const PixelBox& line, const std::vector<ReadCharacter>& characters) {
  const double length = length_of(line);
  return std::accumulate(characters.begin(), characters.end(), 0.0, [&](double sum, const ReadCharacter& character) {
    return sum + character.probability * std::min(advance(line, character.code), length);
  });
}

// How well a sample of the lines is read as they are and turned over, of `whole`.
struct Legibility {
  double whole = 0;
  double upright = 0;
  double turned_over = 0;  // 0 where the lines are read well enough as they are
};

Legibility read_sample(Attempt& attempt) {
  constexpr double kUpright = 0.85;
  const std::vector<size_t> sample = sample_of(attempt.ink.lines);
  Legibility found;
  for (const size_t i : sample) {
    const PixelBox& box = attempt.ink.lines[i];
    attempt.lines[i] = read_line(attempt.ink, box);
    found.whole += length_of(box);
    found.upright += surely_read(box, attempt.lines[i]->characters);
  }
  if (found.upright > kUpright * found.whole) return found;
  for (const size_t i : sample) {
    const PixelBox& box = attempt.ink.lines[i];
    found.turned_over += surely_read(box, LineRecognizer::get()->read(turned(cut_line(attempt.ink.picture_of(box), box), 2)));
  }
  return found;
}

// The ways that the ink speaks for come first; the others are for pages that are hardly read these ways.
Attempt find_upright(const GreyImage& picture, double dots_per_inch, std::optional<int> quarters) {
  constexpr double kHardly = 0.5;
  Attempt first = turned_by(quarters.value_or(0), picture, dots_per_inch);
  if (quarters || first.ink.lines.empty()) return first;
  const int likely = first.ink.on_its_side ? 1 : 0;
  std::optional<Attempt> best;
  int turns = 0;
  double most = 0;
  for (const int way : {likely, 1 - likely}) {
    Attempt attempt = way == 0 ? std::move(first) : turned_by(way, picture, dots_per_inch);
    const Legibility legibility = read_sample(attempt);
    const double read = std::max(legibility.upright, legibility.turned_over);
    if (!best || read > most) {
      most = read;
      turns = legibility.turned_over > legibility.upright ? way + 2 : way;
      best = std::move(attempt);
    }
    if (read > kHardly * legibility.whole) break;
  }
  return best->quarters == turns ? *std::move(best) : turned_by(turns, picture, dots_per_inch);
}

// Points per pixel.
struct Scale {
  double x, y;
};

// Where characters of a line stand: each up to its neighbours, as the recognizer tells their middles
// and prints spaces itself; at the ends and beside gaps, as wide as its kind.
class LinePlacer {
 public:
  LinePlacer(const ReadLine& line, Scale scale, uint32_t run) : line_(line), scale_(scale), run_(run) {}

  void add_to(std::vector<Glyph>& glyphs) const {
    for (size_t i = 0; i < line_.characters.size(); ++i) glyphs.push_back(glyph(i));
  }

 private:
  // Half-way between two characters, unless there is a gap, or `otherwise`.
  double edge(const ReadCharacter& before, const ReadCharacter& after, double otherwise) const {
    const double distance = after.x - before.x;
    const double usual = (advance(line_.box, before.code) + advance(line_.box, after.code)) / 2;
    constexpr double kGap = 2.2;
    return distance < kGap * usual ? (before.x + after.x) / 2.0 : otherwise;
  }

  Glyph glyph(size_t i) const {
    const ReadCharacter& character = line_.characters[i];
    const double half = advance(line_.box, character.code) / 2;
    double left = character.x - half, right = character.x + half;
    if (i > 0) left = edge(line_.characters[i - 1], character, left);
    if (i + 1 < line_.characters.size()) right = edge(character, line_.characters[i + 1], right);
    left = std::max(left, static_cast<double>(line_.box.left));
    right = std::max(std::min(right, static_cast<double>(line_.box.right)), left + 1);
    Glyph glyph;
    glyph.code = character.code;
    glyph.box = {left * scale_.x, line_.box.top * scale_.y, right * scale_.x, line_.box.bottom * scale_.y};
    glyph.size = static_cast<float>(line_.box.height() * scale_.y);
    glyph.run = run_;
    glyph.anchor_x = static_cast<float>(glyph.box.center_x());
    glyph.anchor_y = static_cast<float>(glyph.box.center_y());
    glyph.from_picture = true;
    glyph.confidence = character.probability;
    glyph.other = character.other;
    return glyph;
  }

  const ReadLine& line_;
  const Scale scale_;
  const uint32_t run_;
};

Ruling ruling_of(const PixelRuling& ruling, Scale scale) {
  const PixelBox& box = ruling.box;
  const bool across = ruling.axis == Axis::Horizontal;
  const double along = across ? scale.x : scale.y, beside = across ? scale.y : scale.x;
  Ruling result;
  result.axis = ruling.axis;
  result.at = static_cast<float>((across ? box.top + box.bottom : box.left + box.right) * beside / 2);
  result.from = static_cast<float>((across ? box.left : box.top) * along);
  result.to = static_cast<float>((across ? box.right : box.bottom) * along);
  result.thickness = static_cast<float>((across ? box.height() : box.width()) * beside);
  return result;
}

}  // namespace

ScanQuality read_scan(const GreyImage& picture, std::optional<int> quarters, Page& page) {
  Scale scale{page.width / picture.width, page.height / picture.height};
  ScanQuality quality;
  quality.bilevel = is_bilevel(picture);
  const double dots_per_inch = kPointsPerInch / scale.x;
  Attempt upright = find_upright(quality.bilevel ? softened(picture, dots_per_inch) : picture, dots_per_inch, quarters);
  if (upright.quarters % 2 == 1) std::swap(scale.x, scale.y);
  page.glyphs.clear();
  page.rulings.clear();
  PageWords words;
  for (size_t i = 0; i < upright.lines.size(); ++i) {
    std::optional<ReadLine>& line = upright.lines[i];
    if (!line) line = read_line(upright.ink, upright.ink.lines[i]);
    words.add(line->characters);
  }
  uint32_t run = 0;
  for (std::optional<ReadLine>& line : upright.lines) {
    LineRecognizer::get()->usual_words().choose(words, line->characters);
    words.choose(line->characters);
    LinePlacer(*line, scale, run++).add_to(page.glyphs);
    quality.characters += line->characters.size();
    quality.unread += line->characters.empty();
    quality.doubtful += static_cast<size_t>(
        std::count_if(line->characters.begin(), line->characters.end(),
                      [](const ReadCharacter& c) { return c.probability < kDoubtful; }));
  }
  for (const PixelRuling& ruling : upright.ink.rulings)
    page.rulings.push_back(ruling_of(ruling, scale));
  constexpr int kQuarter = 90;
  page.rotation = upright.quarters * kQuarter;
  if (upright.quarters % 2 == 1) std::swap(page.width, page.height);
  return quality;
}

}  // namespace gongkai::extract
