#include "extract/ocr/scan_ink.h"

#include <algorithm>
#include <array>
#include <climits>
#include <cmath>
#include <cstdint>
#include <utility>

#include "extract/ocr/filters.h"
#include "extract/ocr/hidden_sides.h"
#include "extract/ocr/pix.h"

namespace gongkai::extract {
namespace {

constexpr int kInk = kPaperLevel - 35;  // characters are darker than this

PixPtr darker_than(Pix* even, int level) { return own(pixThresholdToBinary(even, level)); }

// The paper at kPaperLevel everywhere.
PixPtr normalized(Pix* grey) { return own(pixBackgroundNormSimple(grey, nullptr, nullptr)); }

// The same, and shading as well. Along the edges of shading, leptonica's tiles leave a band
// that is darker than either of them, but as even as both: nothing there is thin and darker than what is around it.
PixPtr evened(Pix* grey, double dots_per_inch) {
  constexpr double kThickInches = 0.14;  // more than strokes of titles
  constexpr int kLeastContrast = 12, kGrainyContrast = 20;  // greys; of 5 × 5 pixels where there is grain
  PixPtr even = normalized(grey);
  const int thick = static_cast<int>(kThickInches * dots_per_inch) | 1;
  const bool grainy = is_grainy(grey);
  const GreyImage smooth = grainy ? averaged(to_image(grey), 2) : to_image(grey);
  GreyImage depth = closed(smooth, thick, thick);
  for (size_t i = 0; i < depth.pixels.size(); ++i) depth.pixels[i] = static_cast<uint8_t>(depth.pixels[i] - smooth.pixels[i]);
  const PixPtr flat = own(pixThresholdToBinary(to_pix(depth).get(), grainy ? kGrainyContrast : kLeastContrast));
  pixSetMasked(even.get(), flat.get(), kPaperLevel);
  return even;
}

// Contrast to the full range: from a fifth of the ink, which becomes black, however little there is, to all that is
// lighter than the rest of the page but `white` of it.
PixPtr stretched(Pix* grey, l_float32 white) {
  constexpr l_float32 kBlackInk = 0.2F;
  NUMA* histogram = pixGetGrayHistogram(grey, 4);
  NUMA* of_ink = numaClipToInterval(histogram, 0, kInk);
  l_float32 darkest = 0, lightest = 255;
  numaHistogramGetValFromRank(of_ink, kBlackInk, &darkest);
  numaHistogramGetValFromRank(histogram, 1 - white, &lightest);
  numaDestroy(&of_ink);
  numaDestroy(&histogram);
  return own(pixGammaTRC(nullptr, grey, 1.0F, static_cast<int>(darkest),
                         std::max(static_cast<int>(lightest), static_cast<int>(darkest) + 1)));
}

// All paper but `white` of it; then a blur of 0.6 pixels at 200 dpi: what noise and JPEG leave is the
// worst for operators (≥ read as >). Grain is whitened, all but its darkest quarter, and blurred by half as much again, or the tails
// of commas are no darker than it.
constexpr l_float32 kOutliers = 0.01F, kGrain = 0.75F;
constexpr double kBlurInches = 0.6 / 200, kGrainBlurInches = 0.9 / 200;

GreyImage prepared(Pix* grey, double dots_per_inch, bool grainy) {
  const PixPtr page = stretched(grey, grainy ? kGrain : kOutliers);
  return blurred(to_image(page.get()), (grainy ? kGrainBlurInches : kBlurInches) * dots_per_inch);
}

// What blur leaves of strokes is made darker than what is around them, and then grain whitened: so a third more of the lines
// in print of 5 points are read without a mistake, but in larger print, commas may go.
GreyImage sharpened_in_grain(Pix* grey, double dots_per_inch) {
  constexpr double kSharpenInches = 1.5 / 200;
  const GreyImage sharp = sharpened(blurred(to_image(grey), kGrainBlurInches * dots_per_inch), kSharpenInches * dots_per_inch);
  return to_image(stretched(to_pix(sharp).get(), kGrain).get());
}

int ink_in_column(Pix* binary, int x, int top, int bottom) {
  int ink = 0;
  for (int y = top; y < bottom; ++y) {
    const l_uint32* const row = pixGetData(binary) + static_cast<ptrdiff_t>(y) * pixGetWpl(binary);
    ink += static_cast<int>(GET_DATA_BIT(row, x));
  }
  return ink;
}

void clear(Pix* binary, const PixelBox& box, int margin) {
  const int left = std::max(0, box.left - margin), top = std::max(0, box.top - margin);
  BOX* area = boxCreate(left, top, box.right + margin - left, box.bottom + margin - top);
  pixClearInRect(binary, area);
  boxDestroy(&area);
}

// Beside small print, the margin of a line's cut takes in rulings, which would be read as strokes: they become paper.
void erase(Pix* grey, const std::vector<PixelRuling>& rulings) {
  constexpr l_float32 kPaper = 0.9F;  // of the page is no lighter than its paper
  NUMA* histogram = pixGetGrayHistogram(grey, 4);
  l_float32 paper = 255;
  numaHistogramGetValFromRank(histogram, kPaper, &paper);
  numaDestroy(&histogram);
  for (const PixelRuling& ruling : rulings) {
    BOX* area = boxCreate(ruling.box.left, ruling.box.top, ruling.box.width(), ruling.box.height());
    pixSetInRectArbitrary(grey, area, static_cast<l_uint32>(paper));
    boxDestroy(&area);
  }
}

// --- lines ------------------------------------------------------------------------------------

// The height of most characters, 0 where there are none.
int character_height(const std::vector<PixelBox>& parts, double dots_per_inch) {
  constexpr double kLeastInches = 0.05, kMostInches = 0.4;
  std::vector<int> heights;
  for (const PixelBox& part : parts) {
    if (part.height() > kLeastInches * dots_per_inch && part.height() < kMostInches * dots_per_inch)
      heights.push_back(part.height());
  }
  if (heights.empty()) return 0;
  // Digits are lower than Chinese characters, parts of these as well: the upper quartile.
  const auto upper = heights.begin() + static_cast<ptrdiff_t>(heights.size() * 3 / 4);
  std::nth_element(heights.begin(), upper, heights.end());
  return *upper;
}

bool lies_between(const std::vector<PixelRuling>& rulings, const PixelBox& a, const PixelBox& b) {
  const int from = std::min(a.bottom, b.bottom), to = std::max(a.top, b.top);
  const int left = std::max(a.left, b.left), right = std::min(a.right, b.right);
  return std::any_of(rulings.begin(), rulings.end(), [&](const PixelRuling& ruling) {
    const PixelBox& box = ruling.box;
    return ruling.axis == Axis::Horizontal && box.bottom > from && box.top < to && box.left < right && box.right > left;
  });
}

bool stands_between(const std::vector<PixelRuling>& rulings, const PixelBox& a, const PixelBox& b) {
  const int from = std::min(a.right, b.right), to = std::max(a.left, b.left);
  const int top = std::max(a.top, b.top), bottom = std::min(a.bottom, b.bottom);
  return std::any_of(rulings.begin(), rulings.end(), [&](const PixelRuling& ruling) {
    const PixelBox& box = ruling.box;
    return ruling.axis == Axis::Vertical && box.right > from && box.left < to && box.top < bottom &&
           box.bottom > top;
  });
}

// Two pieces of one line: 二, ： and 亩 are two above each other, together no higher than a character; the
// strokes of 三 are as high as what follows them, and none of them need be near enough to be joined with it.
bool are_one(const PixelBox& a, const PixelBox& b, int height, const std::vector<PixelRuling>& rulings) {
  constexpr double kLow = 0.7;
  const int shared_width = std::min(a.right, b.right) - std::max(a.left, b.left);
  const int shared_height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  const int joined = unite(a, b).height();
  const bool low = a.height() < kLow * height || b.height() < kLow * height;
  if (low && shared_width * 2 > std::min(a.width(), b.width()) && joined < height * 5 / 4)
    return !lies_between(rulings, a, b);
  const bool beside = shared_height * 5 > std::min(a.height(), b.height()) * 3;
  return beside && shared_width > -height &&
         (shared_width >= 0 || !stands_between(rulings, a, b));
}

// Joins the pieces of each line; the lines come out from top to bottom.
void join_pieces(std::vector<PixelBox>& lines, int height, const std::vector<PixelRuling>& rulings) {
  const auto by_top = [](const PixelBox& a, const PixelBox& b) {
    return std::pair(a.top, a.left) < std::pair(b.top, b.left);
  };
  std::sort(lines.begin(), lines.end(), by_top);
  for (size_t i = 0; i < lines.size(); ++i) {
    for (size_t j = i + 1; j < lines.size() && lines[j].top < std::max(lines[i].bottom, lines[i].top + height * 5 / 4);) {
      if (!are_one(lines[i], lines[j], height, rulings)) {
        ++j;
        continue;
      }
      lines[i] = unite(lines[i], lines[j]);
      lines.erase(lines.begin() + static_cast<ptrdiff_t>(j));
      j = i + 1;  // the larger box may take what was passed over
    }
  }
}

// The box around the ink in it.
PixelBox tight(Pix* binary, PixelBox box) {
  while (box.left < box.right && ink_in_column(binary, box.left, box.top, box.bottom) == 0) ++box.left;
  while (box.right > box.left && ink_in_column(binary, box.right - 1, box.top, box.bottom) == 0) --box.right;
  while (box.top < box.bottom && ink_in_row(binary, box.top, box.left, box.right) == 0) ++box.top;
  while (box.bottom > box.top && ink_in_row(binary, box.bottom - 1, box.left, box.right) == 0) --box.bottom;
  return box;
}

// Pieces of a line in larger characters than most, as titles are: a piece alone may have an empty row
// where others of its line have ink (“三公” does), and so be two (元 of a large 单位：元).
std::vector<PixelBox> join_large(std::vector<PixelBox> pieces, int height,
                                 const std::vector<PixelRuling>& rulings) {
  constexpr double kLarge = 1.3, kLargest = 3;
  const auto is_large = [&](const PixelBox& box) { return box.height() > kLarge * height; };
  const auto on_one_line = [&](const PixelBox& a, const PixelBox& b) {
    const int shared = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
    const int larger = std::max(a.height(), b.height());
    const int gap = std::max(a.left, b.left) - std::min(a.right, b.right);
    return shared * 5 > larger * 4 && gap < larger && !stands_between(rulings, a, b);
  };
  const auto is_within = [&](const PixelBox& part, const PixelBox& line) {
    const int slack = line.height() / 8;
    const int gap = std::max(part.left, line.left) - std::min(part.right, line.right);
    return part.top >= line.top - slack && part.bottom <= line.bottom + slack && gap < line.height() &&
           !stands_between(rulings, part, line);
  };
  const auto by_size = [](const PixelBox& a, const PixelBox& b) { return a.height() > b.height(); };
  std::stable_sort(pieces.begin(), pieces.end(), by_size);
  for (size_t i = 0; i < pieces.size(); ++i) {
    for (size_t j = i + 1; is_large(pieces[i]) && j < pieces.size();) {
      const bool is_part = pieces[i].height() < kLargest * height && is_within(pieces[j], pieces[i]);
      if (!is_part && (!is_large(pieces[j]) || !on_one_line(pieces[i], pieces[j]))) {
        ++j;
        continue;
      }
      pieces[i] = unite(pieces[i], pieces[j]);
      pieces.erase(pieces.begin() + static_cast<ptrdiff_t>(j));
      j = i + 1;  // the larger box may reach what was passed over
    }
  }
  return pieces;
}

// Lines whose characters touch: cut where a row between them has the least ink.
void add_split(Pix* binary, const PixelBox& box, int height, std::vector<PixelBox>& lines) {
  constexpr double kTwoLines = 1.7;
  constexpr int kFaint = 8;  // the row between two lines has this much less ink than others
  if (box.height() < kTwoLines * height || box.width() < height * 2) {
    lines.push_back(box);
    return;
  }
  int most = 0;
  for (int y = box.top; y < box.bottom; ++y) most = std::max(most, ink_in_row(binary, y, box.left, box.right));
  int cut = box.top + height * 3 / 5;
  int least = ink_in_row(binary, cut, box.left, box.right);
  for (int y = cut + 1; y < std::min(box.bottom - height * 3 / 5, box.top + height * 3 / 2); ++y) {
    const int ink = ink_in_row(binary, y, box.left, box.right);
    if (ink < least) {
      least = ink;
      cut = y;
    }
  }
  if (least * kFaint > most) {  // a title
    lines.push_back(box);
    return;
  }
  lines.push_back(tight(binary, {box.left, box.top, box.right, cut}));
  add_split(binary, tight(binary, {box.left, cut, box.right, box.bottom}), height, lines);
}

// A bar beside a ruling, longer than characters are: a piece of a line that is drawn twice, or of an underline. It
// would be read as 一.
bool is_stray_bar(const PixelBox& piece, int height, const std::vector<PixelRuling>& rulings) {
  constexpr int kThin = 6;  // of the height of characters
  if (piece.width() * 2 < height * 3 || piece.height() * kThin > height) return false;
  return std::any_of(rulings.begin(), rulings.end(), [&](const PixelRuling& ruling) {
    const PixelBox& box = ruling.box;
    return ruling.axis == Axis::Horizontal && box.left < piece.left && box.right > piece.right &&
           piece.top - box.bottom < height / 2 && box.top - piece.bottom < height / 2;
  });
}

std::vector<PixelBox> find_lines(Pix* text, const std::vector<PixelRuling>& rulings,
                                 double dots_per_inch) {
  constexpr double kSpeckInches = 0.03, kSpeckOfHeight = 0.4;
  const int height = character_height(components(text), dots_per_inch);
  if (height == 0) return {};
  const PixPtr joined = own(pixCloseBrick(nullptr, text, height | 1, 1));
  for (const PixelRuling& ruling : rulings) clear(joined.get(), ruling.box, 1);
  std::vector<PixelBox> pieces;
  for (const PixelBox& piece : components(joined.get())) {
    const PixelBox box = tight(text, piece);
    if (box.width() > 0 && box.height() > 0 && !is_stray_bar(box, height, rulings)) pieces.push_back(box);
  }
  std::vector<PixelBox> lines;
  for (const PixelBox& box : join_large(std::move(pieces), height, rulings)) add_split(text, box, height, lines);
  join_pieces(lines, height, rulings);
  const int speck = static_cast<int>(std::min(kSpeckInches * dots_per_inch, kSpeckOfHeight * height));
  std::erase_if(lines, [&](const PixelBox& line) {
    return line.width() <= speck && line.height() <= speck;
  });
  // As high as other text, or the recognizer sees 一 as a blown-up bar, and ≥ of a line of digits as >.
  for (PixelBox& line : lines) {
    const int lacking = height - line.height();
    if (lacking <= 0) continue;
    line.top = std::max(0, line.top - lacking / 2);
    line.bottom = std::min(static_cast<int>(pixGetHeight(text)), line.bottom + lacking / 2);
  }
  return lines;
}

// Characters stand nearer to each other along a line than lines do: closing gaps joins more of them that way.
bool lies_on_its_side(Pix* text, double dots_per_inch) {
  constexpr int kGap = 3;  // a third of a character, which is more than between two of a line
  const int gap = character_height(components(text), dots_per_inch) / kGap | 1;
  const PixPtr across = own(pixCloseBrick(nullptr, text, gap, 1));
  const PixPtr down = own(pixCloseBrick(nullptr, text, 1, gap));
  return components(down.get()).size() < components(across.get()).size();
}

// In degrees clockwise, 0 where there is none or nothing tells. Rulings tell, and not the grain, which has an angle
// of its own on pages with little ink.
l_float32 skew_of(Pix* even) {
  constexpr double kLeastSkew = 0.05;  // degrees: as many pixels as turning blurs, over the width of a page
  constexpr l_float32 kSure = 2;       // leptonica's own threshold is 3 for text alone
  const PixPtr smooth = to_pix(averaged(to_image(even), 1));
  l_float32 angle = 0, confidence = 0;
  const bool is_found = pixFindSkew(darker_than(smooth.get(), kHairline).get(), &angle, &confidence) == 0;
  return is_found && confidence > kSure && std::abs(angle) > kLeastSkew ? -angle : 0;
}

// Where a line may go on in ink that is too faint for a character of its own.
struct Strip {
  PixelBox box;
  int height;  // of the line's characters
};

constexpr int kFaint = 20;  // greys, some five times what is left of the grain

int paper_of(const GreyImage& image, const PixelBox& strip) {
  constexpr double kPaper = 0.9;  // of the strip is no lighter than its paper
  std::vector<uint8_t> greys;
  for (int y = strip.top; y < strip.bottom; ++y) {
    for (int x = strip.left; x < strip.right; ++x) greys.push_back(image.at(x, y));
  }
  const auto paper = greys.begin() + static_cast<ptrdiff_t>(static_cast<double>(greys.size() - 1) * kPaper);
  std::nth_element(greys.begin(), paper, greys.end());
  return *paper;
}

// The box around what is darker than the paper there, empty where that is no more than grain.
PixelBox faint_ink(const GreyImage& smooth, const Strip& strip, int paper, int least) {
  PixelBox box{INT_MAX, INT_MAX, 0, 0};
  int ink = 0;
  for (int y = strip.box.top; y < strip.box.bottom; ++y) {
    for (int x = strip.box.left; x < strip.box.right; ++x) {
      if (smooth.at(x, y) > paper - kFaint) continue;
      box = unite(box, {x, y, x + 1, y + 1});
      ++ink;
    }
  }
  return ink >= least ? box : PixelBox{};
}

// A bar half-way up, as 一 is: as thin as a pixel, so that it is on average along itself that it is darker.
PixelBox faint_bar(const GreyImage& grey, const Strip& strip, int paper) {
  constexpr double kLength = 0.6, kOffMiddle = 0.25;  // of the height
  const int length = static_cast<int>(kLength * strip.height), off = static_cast<int>(kOffMiddle * strip.height);
  PixelBox box{INT_MAX, INT_MAX, 0, 0};
  for (int y = strip.box.top + off; y < strip.box.bottom - off; ++y) {
    int sum = 0;
    for (int x = strip.box.left; x < strip.box.right; ++x) {
      sum += grey.at(x, y);
      const int from = x + 1 - length;
      if (from < strip.box.left) continue;
      if (from > strip.box.left) sum -= grey.at(from - 1, y);
      if (sum <= (paper - kFaint) * length) box = unite(box, {from, y, x + 1, y + 1});
    }
  }
  return box.right > 0 ? box : PixelBox{};
}

// What is beside the ends of a line, up to rulings and other lines.
std::array<Strip, 2> strips_beside(const PixelBox& line, const std::vector<PixelRuling>& rulings,
                                   const std::vector<PixelBox>& lines, int width) {
  constexpr double kReach = 1.3;  // of the height: a wide operator and what parts it from its number
  constexpr int kEdge = 2;        // pixels over which a line's own ink and that of rulings fade
  const int reach = static_cast<int>(kReach * line.height());
  PixelBox left = line, right = line;
  left.left = std::max(0, line.left - reach);
  left.right = std::max(0, line.left - kEdge);
  right.left = std::min(width, line.right + kEdge);
  right.right = std::min(width, line.right + reach);
  const auto keep_off = [&](const PixelBox& box) {
    if (box.bottom <= line.top || box.top >= line.bottom) return;
    if (box.left < line.left) left.left = std::max(left.left, box.right + kEdge);
    if (box.right > line.right) right.right = std::min(right.right, box.left - kEdge);
  };
  for (const PixelRuling& ruling : rulings) {
    if (ruling.axis == Axis::Vertical) keep_off(ruling.box);
  }
  for (const PixelBox& other : lines) {
    if (!(other == line)) keep_off(other);
  }
  return {Strip{left, line.height()}, Strip{right, line.height()}};
}

// Takes in ink beside the ends of a line that is too faint for a character of its own: operators and signs that a scan
// out of focus has left little of, and bars before it.
void take_faint_ends(Pix* grey, Pix* even, const std::vector<PixelRuling>& rulings, double dots_per_inch,
                     std::vector<PixelBox>& lines) {
  constexpr double kLeastInches = 0.02;  // across, both ways: less is grain
  const GreyImage sharp = to_image(grey), smooth = averaged(to_image(even), 1);
  const auto least = static_cast<int>(std::pow(kLeastInches * dots_per_inch, 2));
  const std::vector<PixelBox> found = lines;
  for (PixelBox& line : lines) {
    const auto [before, after] = strips_beside(line, rulings, found, smooth.width);
    for (const Strip& strip : {before, after}) {
      if (strip.box.width() <= 0) continue;
      const PixelBox ink = faint_ink(smooth, strip, paper_of(smooth, strip.box), least);
      if (ink.width() > 0) line = unite(line, ink);
    }
    if (before.box.width() <= 0) continue;
    const PixelBox bar = faint_bar(sharp, before, paper_of(sharp, before.box));
    if (bar.width() > 0) line = unite(line, bar);
  }
}

}  // namespace

ScanInk find_ink(const GreyImage& page, double dots_per_inch) {
  setMsgSeverity(L_SEVERITY_NONE);  // it prints what it also returns
  ScanInk ink;
  PixPtr grey = to_pix(page);
  const l_float32 skew = skew_of(normalized(grey.get()).get());
  if (skew != 0) {
    ink.skew = skew;
    const auto radians = static_cast<l_float32>(-skew * M_PI / 180);
    grey = own(pixRotate(grey.get(), radians, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
  }
  const PixPtr even = evened(grey.get(), dots_per_inch);
  const PixPtr binary = darker_than(even.get(), kInk);
  ink.rulings = find_rulings(grey.get(), even.get(), dots_per_inch);
  for (const PixelRuling& ruling : ink.rulings) clear(binary.get(), ruling.box, 1);
  erase(grey.get(), ink.rulings);
  ink.on_its_side = lies_on_its_side(binary.get(), dots_per_inch);
  ink.lines = find_lines(binary.get(), ink.rulings, dots_per_inch);
  take_faint_ends(grey.get(), even.get(), ink.rulings, dots_per_inch, ink.lines);
  const std::vector<PixelRuling> hidden =
      find_hidden_sides(ink.rulings, ink.lines, static_cast<int>(kSlackInches * dots_per_inch));
  ink.rulings.insert(ink.rulings.end(), hidden.begin(), hidden.end());
  const bool grainy = is_grainy(grey.get());
  ink.picture = prepared(grey.get(), dots_per_inch, grainy);
  if (grainy) {
    ink.grainy = prepared(grey.get(), dots_per_inch, false);
    ink.sharp = sharpened_in_grain(grey.get(), dots_per_inch);
  }
  return ink;
}

GreyImage cut_line(const GreyImage& picture, const PixelBox& line, double share) {
  const int margin = std::max(2, static_cast<int>(line.height() * share));
  const int blank = line.height() * 3 / 10;  // at each side, where the picture may have a ruling
  GreyImage cut{line.width() + 2 * (margin + blank), line.height() + 2 * margin, {}};
  cut.pixels.assign(static_cast<size_t>(cut.width) * static_cast<size_t>(cut.height), 255);
  for (int y = 0; y < cut.height; ++y) {
    const int from_y = line.top - margin + y;
    if (from_y < 0 || from_y >= picture.height) continue;
    for (int x = blank; x < cut.width - blank; ++x) {
      const int from_x = line.left - margin - blank + x;
      if (from_x < 0 || from_x >= picture.width) continue;
      cut.pixels[static_cast<size_t>(y * cut.width + x)] = picture.at(from_x, from_y);
    }
  }
  return cut;
}

GreyImage turned(const GreyImage& image, int quarters) {
  GreyImage result = image;
  for (; quarters > 0; --quarters) {
    const GreyImage before = std::exchange(result, {});
    result.width = before.height;
    result.height = before.width;
    result.pixels.reserve(before.pixels.size());
    for (int y = 0; y < result.height; ++y) {
      for (int x = 0; x < result.width; ++x) result.pixels.push_back(before.at(y, before.height - 1 - x));
    }
  }
  return result;
}

}  // namespace gongkai::extract
