#include "extract/ocr/scan_rulings.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>

#include "extract/ocr/filters.h"
#include "extract/ocr/pix.h"

namespace gongkai::extract {
namespace {

int grey_at(Pix* pix, int x, int y) {
  return static_cast<int>(GET_DATA_BYTE(pixGetData(pix) + static_cast<ptrdiff_t>(y) * pixGetWpl(pix), x));
}

// --- hairlines ------------------------------------------------------------------------------------

// Sums over windows of one row of a picture.
class RowSums {
 public:
  template <typename Value>
  RowSums(int width, Value value_at) : sums_(static_cast<size_t>(width) + 1) {
    for (int x = 0; x < width; ++x) sums_[static_cast<size_t>(x) + 1] = sums_[static_cast<size_t>(x)] + value_at(x);
  }

  // From `left` up to `right`, cut at the ends of the row, in hundredths.
  int average(int left, int right) const {
    left = std::max(left, 0);
    right = std::min(right, static_cast<int>(sums_.size()) - 1);
    return 100 * (sums_[static_cast<size_t>(right)] - sums_[static_cast<size_t>(left)]) / std::max(1, right - left);
  }

 private:
  std::vector<int> sums_;
};

// Hairlines as faint as the grain of the picture. They are darker than what is above and below them: on average, and
// nearly everywhere, which strokes with gaps between them are not. In a row of text, what is above or below is
// dark as well.
class FaintLines {
 public:
  FaintLines(const GreyImage& picture, bool grainy, double dots_per_inch)
      : half_(std::max(4, static_cast<int>(kHalfInches * dots_per_inch))),
        beside_(std::max(3, static_cast<int>((grainy ? kBlurredInches : kBesideInches) * dots_per_inch))),
        around_(static_cast<int>(kAroundInches * dots_per_inch)),
        smooth_(averaged(picture, 1)),
        paper_(closed(smooth_, 1, 2 * beside_ + 1)),
        greys_(static_cast<size_t>(picture.height)) {}

  PixPtr across() {
    PixPtr lines = own(pixCreate(smooth_.width, smooth_.height, 1));
    for (int y = beside_; y + beside_ < smooth_.height; ++y) {
      const auto depth = [&](int x) { return paper_.at(x, y) - smooth_.at(x, y); };
      const RowSums on_line(smooth_.width, [&](int x) { return depth(x) >= kLeastDepth ? 1 : 0; });
      if (on_line.average(0, smooth_.width) == 0) continue;
      const RowSums depths(smooth_.width, depth);
      l_uint32* const row = pixGetData(lines.get()) + static_cast<ptrdiff_t>(y) * pixGetWpl(lines.get());
      for (int x = 0; x < smooth_.width; ++x) {
        if (is_dark_along(x, on_line, depths) && is_between_paper(x, y)) SET_DATA_BIT(row, x);
      }
    }
    return own(pixCloseBrick(nullptr, lines.get(), 3, 1));
  }

 private:
  static constexpr double kHalfInches = 0.1;     // that grain is averaged over
  static constexpr double kBesideInches = 0.018;  // within which there is paper; beside small print, there is none
  static constexpr double kBlurredInches = 0.022;  // the same, where there is grain: a scan out of focus
  static constexpr double kAroundInches = 0.12;  // higher than a row of text
  static constexpr int kLeastDepth = 6;          // greys that a hairline is darker than the paper beside it
  static constexpr int kMostOfDepth = 5;         // two of so many parts at most are missing beside it
  static constexpr int kPercent = 100;

  bool is_dark_along(int x, const RowSums& on_line, const RowSums& depths) const {
    constexpr int kMostly = 60, kHalf = 45;  // per cent; half, where the line ends
    return on_line.average(x - 2, x + 3) >= kMostly && on_line.average(x - half_, x + half_ + 1) >= kHalf &&
           depths.average(x - half_, x + half_ + 1) >= kLeastDepth * kPercent;
  }

  // The grey of a row, averaged along a line; most rows are never asked.
  int grey(int x, int y) {
    std::optional<RowSums>& row = greys_[static_cast<size_t>(y)];
    if (!row) row.emplace(smooth_.width, [&](int at) { return smooth_.at(at, y); });
    return row->average(x - half_, x + half_ + 1) / kPercent;
  }

  // Lighter at both sides by most of what it is darker than the lightest that is around it.
  bool is_between_paper(int x, int y) {
    const int on_line = grey(x, y);
    int above = 0, below = 0;
    for (int i = 1; i <= beside_; ++i) {
      above = std::max(above, grey(x, y - i));
      below = std::max(below, grey(x, y + i));
    }
    const int least = std::min(above, below);
    if (least - on_line < kLeastDepth) return false;
    int paper = std::max(above, below);
    for (int i = 2 * beside_; i <= around_; i += 2) {
      if (y >= i) paper = std::max(paper, grey(x, y - i));
      if (y + i < smooth_.height) paper = std::max(paper, grey(x, y + i));
    }
    return (paper - least) * kMostOfDepth <= (paper - on_line) * 2;
  }

  const int half_, beside_, around_;  // pixels
  const GreyImage smooth_;            // with a third of the grain
  const GreyImage paper_;             // the lightest above and below
  std::vector<std::optional<RowSums>> greys_;
};

// Hairlines in the grain beside which text stands, so that nowhere along them is there paper at both sides for long. Over
// an inch, nearly every piece of them is as much darker than the lighter of its sides, and some are between paper:
//
//     ────────────────────    strokes of text are darker in some pieces than in others; what is darker
//     支出   基本支出           than one side everywhere, and never between paper, is the edge of an area
class LongFaintLines {
 public:
  LongFaintLines(const GreyImage& picture, double dots_per_inch)
      : window_(std::max(1, static_cast<int>(kWindowInches * dots_per_inch) / kPiece)),
        around_(static_cast<int>(kAroundInches * dots_per_inch)),
        pieces_(picture.width / kPiece) {
    const GreyImage smooth = averaged(picture, 1);
    for (int y = 0; y < smooth.height; ++y) {
      std::vector<int> row;
      for (int i = 0; i < pieces_; ++i) {
        int sum = 0;
        for (int x = i * kPiece; x < (i + 1) * kPiece; ++x) sum += smooth.at(x, y);
        row.push_back(sum);
      }
      greys_.push_back(std::move(row));
    }
  }

  void add_to(Pix* lines) const {
    for (int y = kBeside; y + kBeside < static_cast<int>(greys_.size()); ++y) {
      for (int from = 0; from + window_ <= pieces_; ++from) {
        if (is_line(y, from)) draw(y, from, lines);
      }
    }
  }

 private:
  static constexpr int kPiece = 8, kBeside = 3;  // pixels
  static constexpr double kWindowInches = 1, kAroundInches = 0.12;
  static constexpr int kLeastDepth = 5, kMostDepth = 40;  // greys

  int sum(int y, int i) const { return greys_[static_cast<size_t>(y)][static_cast<size_t>(i)]; }

  // Greys that it is darker than the lighter of its sides.
  int depth(int y, int i) const {
    return (std::max(sum(y - kBeside, i), sum(y + kBeside, i)) - sum(y, i)) / kPiece;
  }

  bool is_on_line(int y, int i) const {
    const int here = depth(y, i);
    return here >= kLeastDepth && here <= kMostDepth;
  }

  bool is_line(int y, int from) const {
    constexpr int kMissing = 6, kBetweenPaper = 4;  // one piece in so many
    int missing = 0, depths = 0;
    for (int i = from; i < from + window_; ++i) {
      missing += !is_on_line(y, i);
      if (missing * kMissing > window_) return false;
      depths += depth(y, i);
    }
    if (depths < (kLeastDepth + 2) * window_) return false;
    const int light = lightest_around(y, from), line = average(y, from);
    int unlike = 0, between = 0;
    for (int i = from; i < from + window_; ++i) {
      const int here = depth(y, i) * window_;
      unlike += here * 2 < depths || here > 2 * depths;
      const int darker = std::min(sum(y - kBeside, i), sum(y + kBeside, i)) / kPiece;
      between += (light - darker) * 5 <= (light - line) * 2;
    }
    return unlike * kMissing <= window_ && between * kBetweenPaper >= window_;
  }

  int average(int y, int from) const {
    const auto first = greys_[static_cast<size_t>(y)].begin() + from;
    return std::accumulate(first, first + window_, 0) / window_ / kPiece;
  }

  int lightest_around(int y, int from) const {
    int lightest = 0;
    for (int at = std::max(0, y - around_); at <= std::min(y + around_, static_cast<int>(greys_.size()) - 1); at += kBeside)
      lightest = std::max(lightest, average(at, from));
    return lightest;
  }

  // From the first to the last three pieces that are on the line.
  void draw(int y, int from, Pix* lines) const {
    int to = from + window_;
    while (!(is_on_line(y, from) && is_on_line(y, from + 1) && is_on_line(y, from + 2))) ++from;
    while (!(is_on_line(y, to - 1) && is_on_line(y, to - 2) && is_on_line(y, to - 3))) --to;
    pixRasterop(lines, from * kPiece, y, (to - from) * kPiece, 1, PIX_SET, nullptr, 0, 0);
  }

  const int window_, around_, pieces_;
  std::vector<std::vector<int>> greys_;  // sums of pieces of rows
};

struct Hairlines {
  PixPtr across, down;
};

// What is darker than kHairline, and faint lines longer than the strokes of a blurred character and what is beside
// it. Where another line crosses one, there is no paper beside it, but ink.
Hairlines find_hairlines(Pix* picture, Pix* even, double dots_per_inch) {
  constexpr double kLeastInches = 0.3, kCrossingInches = 0.035;
  const int least = static_cast<int>(kLeastInches * dots_per_inch);
  const int crossing = static_cast<int>(kCrossingInches * dots_per_inch) | 1;
  const bool grainy = is_grainy(picture);
  const PixPtr lying = own(pixRotate90(picture, 1));
  const auto faint_lines = [&](Pix* page) {
    const GreyImage image = to_image(page);
    PixPtr lines = FaintLines(image, grainy, dots_per_inch).across();
    if (grainy) LongFaintLines(image, dots_per_inch).add_to(lines.get());
    return lines;
  };
  const PixPtr across = faint_lines(picture), down = own(pixRotate90(faint_lines(lying.get()).get(), -1));
  const PixPtr dark = own(pixThresholdToBinary(even, kHairline));
  const PixPtr ink = own(pixOr(nullptr, across.get(), down.get()));
  pixOr(ink.get(), ink.get(), dark.get());
  const auto joined = [&](Pix* lines, int width, int height) {
    PixPtr whole = own(pixCloseBrick(nullptr, lines, width, height));
    pixAnd(whole.get(), whole.get(), ink.get());
    pixOr(whole.get(), whole.get(), lines);
    return whole;
  };
  Hairlines found{runs_across(joined(across.get(), crossing, 1).get(), least), runs_down(joined(down.get(), 1, crossing).get(), least)};
  pixOr(found.across.get(), found.across.get(), dark.get());
  pixOr(found.down.get(), found.down.get(), dark.get());
  return found;
}

// --- runs -----------------------------------------------------------------------------------------

// Where hairlines count, digits of one line touch at their feet or heads. Such a run goes on into the rest
// of them; beside a ruling are a few lines that cross it, and text only after a white row, however near.
bool is_edge_of_text(Pix* binary, const PixelBox& run) {
  constexpr int kMostBeside = 4;  // one in so many pixels
  const auto beside = [&](int y) {
    return y >= 0 && y < pixGetHeight(binary) &&
           ink_in_row(binary, y, run.left, run.right) * kMostBeside > run.width();
  };
  return (beside(run.top - 1) && beside(run.top - 2)) || (beside(run.bottom) && beside(run.bottom + 1));
}

// `black`: what is darker than shading. Where shading between text and a ruling is left of, they are one thick run, in
// which the ruling is the black one.
std::vector<PixelRuling> long_runs(Pix* binary, Pix* black, Axis axis, double dots_per_inch) {
  constexpr double kHorizontalInches = 0.28, kVerticalInches = 0.15;
  constexpr double kMostThicknessInches = 0.06;  // thicker: a shaded cell, a bar
  const bool across = axis == Axis::Horizontal;
  const auto pixels = [&](double inches) { return std::max(1, static_cast<int>(inches * dots_per_inch)); };
  const int length = pixels(across ? kHorizontalInches : kVerticalInches);
  const auto opened = [&](Pix* lines) {
    // A line that is a little askew moves by a pixel here and there.
    const PixPtr thicker = own(across ? pixDilateBrick(nullptr, lines, 1, 3) : pixDilateBrick(nullptr, lines, 3, 1));
    return across ? runs_across(thicker.get(), length) : runs_down(thicker.get(), length);
  };
  const auto is_thin = [&](const PixelBox& box) {
    return (across ? box.height() : box.width()) - 2 <= pixels(kMostThicknessInches);
  };
  std::vector<PixelRuling> found;
  std::vector<PixelBox> thick;
  for (const PixelBox& box : components(opened(binary).get())) {
    if (is_thin(box)) {
      found.push_back({axis, box});
    } else {
      thick.push_back(box);
    }
  }
  if (thick.empty()) return found;
  for (const PixelBox& box : components(opened(black).get())) {
    const auto is_around = [&](const PixelBox& other) { return unite(other, box) == other; };
    if (is_thin(box) && std::any_of(thick.begin(), thick.end(), is_around)) found.push_back({axis, box});
  }
  return found;
}

bool touch(const PixelBox& a, const PixelBox& b, int slack) {
  return a.left - slack < b.right && b.left - slack < a.right && a.top - slack < b.bottom &&
         b.top - slack < a.bottom;
}

// Takes back what long_runs() has made the run thicker by: digits in small print stand two pixels from a ruling.
void make_thin(PixelRuling& run) {
  const bool across = run.axis == Axis::Horizontal;
  if ((across ? run.box.height() : run.box.width()) <= 2) return;
  (across ? run.box.top : run.box.left) += 1;
  (across ? run.box.bottom : run.box.right) -= 1;
}

constexpr double kLargestInches = 0.8;  // of characters, some 58 points
constexpr double kStrokeInches = 0.4;   // no stroke of a character in a cell is longer

// By a ruling between its ends, as no text is.
bool is_crossed(const PixelRuling& run, const std::vector<PixelRuling>& down, double dots_per_inch) {
  const int slack = static_cast<int>(kSlackInches * dots_per_inch);
  return std::any_of(down.begin(), down.end(), [&](const PixelRuling& other) {
    return other.box.height() > kStrokeInches * dots_per_inch && other.box.left > run.box.left + slack &&
           other.box.right < run.box.right - slack && other.box.top < run.box.top - slack && other.box.bottom > run.box.bottom + slack;
  });
}

// Two parallel strokes are beside each other; a ruling that is drawn in pieces goes on in the next one.
bool is_beside(const PixelRuling& a, const PixelRuling& b) {
  if (a.axis != b.axis) return false;
  const bool across = a.axis == Axis::Horizontal;
  const int shared = across ? std::min(a.box.right, b.box.right) - std::max(a.box.left, b.box.left)
                            : std::min(a.box.bottom, b.box.bottom) - std::max(a.box.top, b.box.top);
  const int shorter = across ? std::min(a.box.width(), b.box.width()) : std::min(a.box.height(), b.box.height());
  return shared * 2 > shorter;
}

int length_of(const PixelBox& box) { return std::max(box.width(), box.height()); }

// A stroke nearly as high as its cell ends before the rulings that a side would meet: there, it is paper.
bool is_parted(Pix* even, const PixelRuling& run, const PixelRuling& first, const PixelRuling& last) {
  constexpr int kPaper = 3;  // so many times lighter than half of the run is
  const bool across = run.axis == Axis::Horizontal;
  std::vector<int> depths;
  for (int along = across ? first.box.right : first.box.bottom; along < (across ? last.box.left : last.box.top); ++along) {
    int darkest = kPaperLevel;
    for (int i = across ? run.box.top : run.box.left; i < (across ? run.box.bottom : run.box.right); ++i)
      darkest = std::min(darkest, grey_at(even, across ? along : i, across ? i : along));
    depths.push_back(kPaperLevel - darkest);
  }
  std::sort(depths.begin(), depths.end());
  return !depths.empty() && depths.front() * kPaper < depths[depths.size() / 2];
}

// A run as short as strokes of characters are is a side of a cell if both of its ends touch others.
std::vector<PixelRuling> without_loose_ends(const std::vector<PixelRuling>& runs, Pix* even, double dots_per_inch) {
  constexpr double kTipInches = 0.01;
  std::vector<PixelRuling> kept;
  for (const PixelRuling& run : runs) {
    const bool across = run.axis == Axis::Horizontal;
    PixelBox start = run.box, end = run.box;
    (across ? start.right : start.bottom) = (across ? start.left : start.top) + 1;
    (across ? end.left : end.top) = (across ? end.right : end.bottom) - 1;
    const int length = length_of(run.box);
    const bool is_short = length <= kStrokeInches * dots_per_inch;
    const int slack = static_cast<int>((is_short ? kTipInches : kSlackInches) * dots_per_inch);
    const auto touched = [&](const PixelBox& tip) {
      return std::find_if(runs.begin(), runs.end(), [&](const PixelRuling& other) {
        return &other != &run && !is_beside(run, other) && touch(tip, other.box, slack);
      });
    };
    const auto first = touched(start), last = touched(end);
    const bool is_side = first != runs.end() && last != runs.end() && !(is_short && is_parted(even, run, *first, *last));
    if (is_side || length > kLargestInches * dots_per_inch) kept.push_back(run);
  }
  return kept;
}

// How far a box goes towards one end, both ends alike: the greater the further.
int reach(const PixelBox& box, bool across, bool last) {
  if (across) return last ? box.right : -box.left;
  return last ? box.bottom : -box.top;
}

// A ruling that goes on beyond the outermost one that it meets, by no more than a character, as most of its fellows do
// not: it touches a stroke of what is written there.
class OverhangCutter {
 public:
  OverhangCutter(const std::vector<PixelRuling>& rulings, double dots_per_inch)
      : rulings_(rulings),
        slack_(static_cast<int>(kSlackInches * dots_per_inch)),
        most_(static_cast<int>(kCharacterInches * dots_per_inch)),
        long_(static_cast<int>(kLargestInches * dots_per_inch)) {}

  PixelBox cut(const PixelRuling& ruling) const {
    const bool across = ruling.axis == Axis::Horizontal;
    PixelBox box = ruling.box;
    for (const bool last : {false, true}) {
      const PixelRuling* const outermost = outermost_of(ruling, last);
      if (outermost == nullptr) continue;
      const int side = reach(outermost->box, across, last), over = reach(box, across, last) - side;
      if (over <= slack_ || over > most_ || goes_on(*outermost, side, last)) continue;
      (last ? (across ? box.right : box.bottom) : (across ? box.left : box.top)) = last ? side : -side;
    }
    return box;
  }

 private:
  static constexpr double kCharacterInches = 0.25;

  const PixelRuling* outermost_of(const PixelRuling& ruling, bool last) const {
    const bool across = ruling.axis == Axis::Horizontal;
    const PixelRuling* outermost = nullptr;
    for (const PixelRuling& other : rulings_) {
      if (other.axis == ruling.axis || length_of(other.box) <= long_ || !touch(other.box, ruling.box, slack_)) continue;
      if (outermost == nullptr || reach(other.box, across, last) > reach(outermost->box, across, last)) outermost = &other;
    }
    return outermost;
  }

  // As the lower sides of a table without a last ruling do: half of those that meet it.
  bool goes_on(const PixelRuling& outermost, int side, bool last) const {
    size_t meeting = 0, beyond = 0;
    for (const PixelRuling& other : rulings_) {
      if (other.axis == outermost.axis || !touch(other.box, outermost.box, slack_)) continue;
      ++meeting;
      beyond += reach(other.box, other.axis == Axis::Horizontal, last) > side + slack_;
    }
    return meeting > 1 && beyond * 2 >= meeting;
  }

  const std::vector<PixelRuling>& rulings_;
  const int slack_, most_, long_;  // pixels
};

// Beside a character, there is no paper at that side of a faint ruling: it goes on as long as it is mostly darker than
// the lighter of its sides, by about as much as where it was found. Characters that it would run through are darker.
class RulingTracer {
 public:
  RulingTracer(Pix* picture, double dots_per_inch)
      : smooth_(averaged(to_image(picture), 1)), step_(static_cast<int>(kStepInches * dots_per_inch)) {}

  // With their pieces joined.
  std::vector<PixelRuling> traced(std::vector<PixelRuling> runs) const {
    for (PixelRuling& run : runs) {
      const int depth = usual_depth(run);
      if (depth < kLeastDepth) continue;
      while (extend(run, true, depth)) {}
      while (extend(run, false, depth)) {}
    }
    for (size_t i = 0; i < runs.size(); ++i) {
      for (size_t j = i + 1; j < runs.size();) {
        if (runs[i].axis != runs[j].axis || !touch(runs[i].box, runs[j].box, 0)) {
          ++j;
          continue;
        }
        runs[i].box = unite(runs[i].box, runs[j].box);
        runs.erase(runs.begin() + static_cast<ptrdiff_t>(j));
        j = i + 1;  // the longer one may touch what was passed over
      }
    }
    return runs;
  }

 private:
  static constexpr double kStepInches = 0.08;  // less than a character
  static constexpr int kLeastDepth = 8;        // greys, twice what grain leaves

  bool extend(PixelRuling& run, bool last, int depth) const {
    const bool across = run.axis == Axis::Horizontal;
    int& end = last ? (across ? run.box.right : run.box.bottom) : (across ? run.box.left : run.box.top);
    const int next = last ? end + step_ : end - step_;
    const int most = across ? smooth_.width : smooth_.height;
    if (next < 0 || next > most || !goes_on(run.box, across, std::min(end, next), depth)) return false;
    end = next;
    return true;
  }

  int usual_depth(const PixelRuling& run) const {
    const bool across = run.axis == Axis::Horizontal;
    std::vector<int> depths;
    for (int along = across ? run.box.left : run.box.top; along < (across ? run.box.right : run.box.bottom); ++along)
      depths.push_back(depth_at(run.box, across, along));
    std::nth_element(depths.begin(), depths.begin() + static_cast<ptrdiff_t>(depths.size() / 2), depths.end());
    return depths[depths.size() / 2];
  }

  bool goes_on(const PixelBox& box, bool across, int from, int depth) const {
    constexpr int kMissing = 3;  // one in so many: rulings cross it
    int missing = 0;
    for (int along = from; along < from + step_; ++along) {
      const int here = depth_at(box, across, along);
      missing += here * 2 < std::max(depth, kLeastDepth) || here > depth * 2;
    }
    return missing * kMissing <= step_;
  }

  // Greys that the darkest there is darker than the lighter of both sides; 0 at the edge of the picture.
  int depth_at(const PixelBox& box, bool across, int along) const {
    constexpr int kBeside = 3;  // pixels off
    const int first = across ? box.top : box.left, last = (across ? box.bottom : box.right) - 1;
    const int size = across ? smooth_.height : smooth_.width;
    if (first < kBeside || last + kBeside >= size) return 0;
    const auto grey = [&](int at) -> int { return smooth_.at(across ? along : at, across ? at : along); };
    int darkest = 255;
    for (int at = first; at <= last; ++at) darkest = std::min(darkest, grey(at));
    return std::max(grey(first - kBeside), grey(last + kBeside)) - darkest;
  }

  const GreyImage smooth_;
  const int step_;
};

// Strokes of large characters are long runs as well, and cross each other: but only as far as one
// character is large. So runs stay that hang together over more than that.
std::vector<PixelRuling> without_strokes(const std::vector<PixelRuling>& runs, double dots_per_inch) {
  const int slack = static_cast<int>(kSlackInches * dots_per_inch);
  std::vector<size_t> leader(runs.size());
  std::iota(leader.begin(), leader.end(), size_t{0});
  const auto find = [&](size_t i) {
    while (leader[i] != i) i = leader[i] = leader[leader[i]];
    return i;
  };
  std::vector<PixelBox> extent;
  for (const PixelRuling& run : runs) extent.push_back(run.box);
  for (size_t i = 0; i < runs.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (!touch(runs[i].box, runs[j].box, slack)) continue;
      const size_t a = find(i), b = find(j);
      if (a == b) continue;
      leader[a] = b;
      extent[b] = unite(extent[a], extent[b]);
    }
  }
  std::vector<PixelRuling> rulings;
  for (size_t i = 0; i < runs.size(); ++i) {
    const PixelBox& whole = extent[find(i)];
    if (std::max(whole.width(), whole.height()) > kLargestInches * dots_per_inch)
      rulings.push_back(runs[i]);
  }
  return rulings;
}

}  // namespace

std::vector<PixelRuling> find_rulings(Pix* picture, Pix* even, double dots_per_inch) {
  constexpr int kBlack = kPaperLevel / 2;
  constexpr size_t kMostRuns = 4000;  // of a page; beyond it, they are the hatching of a picture
  const Hairlines hairlines = find_hairlines(picture, even, dots_per_inch);
  const PixPtr black = own(pixThresholdToBinary(even, kBlack));
  std::vector<PixelRuling> runs = long_runs(hairlines.across.get(), black.get(), Axis::Horizontal, dots_per_inch);
  const std::vector<PixelRuling> down = long_runs(hairlines.down.get(), black.get(), Axis::Vertical, dots_per_inch);
  std::erase_if(runs, [&](const PixelRuling& run) {
    return is_edge_of_text(hairlines.across.get(), run.box) && !is_crossed(run, down, dots_per_inch);
  });
  runs.insert(runs.end(), down.begin(), down.end());
  if (runs.size() > kMostRuns) return {};
  if (is_grainy(picture)) runs = RulingTracer(picture, dots_per_inch).traced(std::move(runs));
  std::vector<PixelRuling> rulings = without_strokes(without_loose_ends(runs, even, dots_per_inch), dots_per_inch);
  for (PixelRuling& ruling : rulings) make_thin(ruling);
  const std::vector<PixelRuling> uncut = rulings;
  const OverhangCutter cutter(uncut, dots_per_inch);
  for (PixelRuling& ruling : rulings) ruling.box = cutter.cut(ruling);
  return rulings;
}

}  // namespace gongkai::extract
