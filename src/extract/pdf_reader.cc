#include "extract/pdf_reader.h"

#include <Error.h>
#include <ErrorCodes.h>
#include <Gfx.h>
#include <GfxFont.h>
#include <GfxState.h>
#include <GlobalParams.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Page.h>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <memory>
#include <unordered_map>

#include "base/text.h"
#include "extract/reader.h"
#include "extract/ruling_merge.h"

namespace gongkai::extract {
namespace {

constexpr double kAxisAligned = 0.7;  // points that a line may lean and still count as ruling
constexpr double kThinBox = 3.0;      // points; a filled box no thicker than this is a line
constexpr double kThinRatio = 4.0;    // length : thickness of a line drawn as a box (also mitred)
constexpr double kWhite = 0.96;       // each channel at least this: white
constexpr double kFakeBoldEm = 0.18;  // offset of the second copy that makes a glyph look bold
constexpr double kAscent = 0.86;      // em above and below the baseline, as in Chinese fonts
constexpr double kDescent = 0.14;

struct Point {
  double x = 0;
  double y = 0;
};

Point to_device(const GfxState& state, double x, double y) {
  Point p;
  state.transform(x, y, &p.x, &p.y);
  return p;
}

Box around(const std::array<Point, 4>& points) {
  Box box{points[0].x, points[0].y, points[0].x, points[0].y};
  for (const Point& p : points) box = unite(box, {p.x, p.y, p.x, p.y});
  return box;
}

bool is_white(const GfxRGB& rgb) {
  return colToDbl(rgb.r) >= kWhite && colToDbl(rgb.g) >= kWhite && colToDbl(rgb.b) >= kWhite;
}

// Quarter turns clockwise of a text direction on the page (y runs down).
uint8_t quarter_turns(double dx, double dy) {
  if (std::abs(dx) >= std::abs(dy)) return dx >= 0 ? 0 : 2;
  return dy >= 0 ? 1 : 3;
}

// A filled area, in drawing order: tells whether white text on it can be seen.
struct Paint {
  Box box;
  bool white = false;
};

struct Counts {
  size_t invisible = 0;
  size_t white = 0;
  size_t untrusted = 0;
};

// Collects what one page paints. Poppler calls it in drawing order.
class InkDevice final : public OutputDev {
 public:
  explicit InkDevice(Page& page) : page_(page) {}

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool needNonText() override { return true; }
  bool useTilingPatternFill() override { return true; }

  void startPage(int /*number*/, GfxState* state, XRef* /*xref*/) override {
    page_.width = state->getPageWidth();
    page_.height = state->getPageHeight();
  }

  void stroke(GfxState* state) override {
    GfxRGB rgb;
    state->getStrokeRGB(&rgb);
    if (state->getStrokeOpacity() <= 0.01 || is_white(rgb)) return;
    const double width = std::abs(state->getTransformedLineWidth());
    for_each_subpath(*state, [&](const std::vector<Point>& points) {
      for (size_t i = 1; i < points.size(); ++i) add_segment(*state, points[i - 1], points[i], width);
    });
  }

  void fill(GfxState* state) override {
    GfxRGB rgb;
    state->getFillRGB(&rgb);
    if (state->getFillOpacity() <= 0.01) return;
    add_fills(*state, is_white(rgb));
  }
  void eoFill(GfxState* state) override { fill(state); }

  bool tilingPatternFill(GfxState* state, Gfx* /*gfx*/, Catalog* /*catalog*/,
                         GfxTilingPattern* /*pattern*/, const double* /*matrix*/, int /*x0*/,
                         int /*y0*/, int /*x1*/, int /*y1*/, double /*x_step*/,
                         double /*y_step*/) override {
    add_fills(*state, false);  // a line drawn with a pattern is a line; the pattern is not looked at
    return true;
  }

  void beginString(GfxState* /*state*/, const GooString* /*text*/) override { ++run_; }

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x,
                double origin_y, CharCode /*code*/, int /*bytes*/, const Unicode* unicode,
                int length) override {
    if (page_.glyphs.size() >= kMaxGlyphsPerPage) {
      over_budget_ = true;
      return;
    }
    const bool blank = length == 1 && is_space(static_cast<char32_t>(unicode[0]));
    const int render = state->getRender() & 3;
    if (render == 3) {
      counts_.invisible += !blank;
      return;
    }
    Glyph glyph = place_glyph(*state, x - origin_x, y - origin_y, dx, dy);
    if (glyph.size <= 0 || !on_page(glyph.box)) return;
    if (!blank && is_hidden_white(*state, render, glyph.box)) {
      ++counts_.white;
      return;
    }
    add_characters(*state, glyph, unicode, length, blank);
  }

  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                     bool invert, bool interpolate, bool inline_image) override {
    add_image(*state);
    if (inline_image) {  // the base class skips the data that follows in the content stream
      OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, true);
    }
  }
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                 GfxImageColorMap* colors, bool interpolate, const int* mask_colors,
                 bool inline_image) override {
    add_image(*state);
    if (inline_image) {
      OutputDev::drawImage(state, ref, stream, width, height, colors, interpolate, mask_colors, true);
    }
  }
  void drawMaskedImage(GfxState* state, Object* /*ref*/, Stream* /*stream*/, int /*width*/,
                       int /*height*/, GfxImageColorMap* /*colors*/, bool /*interpolate*/,
                       Stream* /*mask*/, int /*mask_width*/, int /*mask_height*/,
                       bool /*mask_invert*/, bool /*mask_interpolate*/) override {
    add_image(*state);
  }
  void drawSoftMaskedImage(GfxState* state, Object* /*ref*/, Stream* /*stream*/, int /*width*/,
                           int /*height*/, GfxImageColorMap* /*colors*/, bool /*interpolate*/,
                           Stream* /*mask*/, int /*mask_width*/, int /*mask_height*/,
                           GfxImageColorMap* /*mask_colors*/, bool /*mask_interpolate*/) override {
    add_image(*state);
  }

  const Counts& counts() const { return counts_; }
  bool over_budget() const { return over_budget_; }
  double image_area() const { return image_area_; }

 private:
  template <typename Visit>
  void for_each_subpath(const GfxState& state, Visit visit) {
    const GfxPath* path = state.getPath();
    std::vector<Point> points;
    for (int i = 0; i < path->getNumSubpaths(); ++i) {
      const GfxSubpath* subpath = path->getSubpath(i);
      points.clear();
      for (int j = 0; j < subpath->getNumPoints(); ++j) {
        points.push_back(to_device(state, subpath->getX(j), subpath->getY(j)));
      }
      visit(points);
    }
  }

  static Box clip_of(const GfxState& state) {
    Box clip;
    state.getClipBBox(&clip.left, &clip.top, &clip.right, &clip.bottom);
    return clip;
  }

  bool on_page(const Box& box) const {
    return box.right >= 0 && box.left <= page_.width && box.bottom >= 0 && box.top <= page_.height;
  }

  void add_segment(const GfxState& state, Point a, Point b, double thickness) {
    if (segments_ >= kMaxSegmentsPerPage) {
      over_budget_ = true;
      return;
    }
    const bool horizontal = std::abs(a.y - b.y) <= kAxisAligned;
    const bool vertical = std::abs(a.x - b.x) <= kAxisAligned;
    if (horizontal == vertical) return;  // slanted, or a dot
    const Box clip = clip_of(state);
    const double at = horizontal ? (a.y + b.y) / 2 : (a.x + b.x) / 2;
    const double low = horizontal ? clip.top : clip.left;
    const double high = horizontal ? clip.bottom : clip.right;
    if (at < low - kAxisAligned || at > high + kAxisAligned) return;
    const double from = std::max(horizontal ? std::min(a.x, b.x) : std::min(a.y, b.y),
                                 horizontal ? clip.left : clip.top);
    const double to = std::min(horizontal ? std::max(a.x, b.x) : std::max(a.y, b.y),
                               horizontal ? clip.right : clip.bottom);
    if (to <= from) return;
    ++segments_;
    page_.rulings.push_back({horizontal ? Axis::Horizontal : Axis::Vertical,
                             static_cast<float>(at), static_cast<float>(from),
                             static_cast<float>(to), static_cast<float>(thickness)});
  }

  // A thin box, also one with mitred ends, is its centre line.
  bool add_thin_box(const GfxState& state, const Box& box) {
    const double thin = std::min(box.width(), box.height());
    const double length = std::max(box.width(), box.height());
    if (thin > kThinBox || length < kThinRatio * thin || length <= 0) return false;
    const bool horizontal = box.width() >= box.height();
    const Point a = horizontal ? Point{box.left, box.center_y()} : Point{box.center_x(), box.top};
    const Point b = horizontal ? Point{box.right, box.center_y()} : Point{box.center_x(), box.bottom};
    add_segment(state, a, b, thin);
    return true;
  }

  void add_fills(const GfxState& state, bool white) {
    for_each_subpath(state, [&](const std::vector<Point>& points) {
      if (points.size() < 3) return;
      Box box{points[0].x, points[0].y, points[0].x, points[0].y};
      for (const Point& p : points) box = unite(box, {p.x, p.y, p.x, p.y});
      if (!white && add_thin_box(state, box)) return;
      if (paints_.size() < kMaxSegmentsPerPage) paints_.push_back({box, white});
    });
  }

  void add_image(const GfxState& state) {
    const Box box = around({to_device(state, 0, 0), to_device(state, 1, 0), to_device(state, 0, 1),
                            to_device(state, 1, 1)});
    if (add_thin_box(state, box)) return;
    const Box visible{std::max(box.left, 0.0), std::max(box.top, 0.0),
                      std::min(box.right, page_.width), std::min(box.bottom, page_.height)};
    if (visible.width() <= 0 || visible.height() <= 0) return;
    image_area_ += visible.width() * visible.height();
    paints_.push_back({visible, false});
  }

  Glyph place_glyph(const GfxState& state, double x, double y, double dx, double dy) const {
    const double* ctm = state.getCTM();
    const double* text = state.getTextMat();
    const auto direction = [&](double tx, double ty) {  // text space to device space
      const double ux = text[0] * tx + text[2] * ty;
      const double uy = text[1] * tx + text[3] * ty;
      return Point{ctm[0] * ux + ctm[2] * uy, ctm[1] * ux + ctm[3] * uy};
    };
    const double font_size = state.getFontSize();
    const Point along = direction(font_size * state.getHorizScaling(), 0);
    const Point up = direction(0, font_size);
    const double size = std::hypot(up.x, up.y);
    const Point base = to_device(state, x, y);
    const Point end = to_device(state, x + dx, y + dy);
    Glyph glyph;
    glyph.size = static_cast<float>(size);
    glyph.rotation = quarter_turns(along.x, along.y);
    glyph.run = run_;
    glyph.box = around({Point{base.x + kAscent * up.x, base.y + kAscent * up.y},
                        Point{base.x - kDescent * up.x, base.y - kDescent * up.y},
                        Point{end.x + kAscent * up.x, end.y + kAscent * up.y},
                        Point{end.x - kDescent * up.x, end.y - kDescent * up.y}});
    const Box clip = clip_of(state);
    const auto inside = [](double value, double low, double high) {
      return static_cast<float>(low <= high ? std::clamp(value, low, high) : value);
    };
    glyph.anchor_x = inside(glyph.box.center_x(), clip.left, clip.right);
    glyph.anchor_y = inside(glyph.box.center_y(), clip.top, clip.bottom);
    return glyph;
  }

  // White text shows only where something that is not white was painted below it.
  bool is_hidden_white(const GfxState& state, int render, const Box& box) const {
    if (render == 1) return false;  // outlined
    GfxRGB rgb;
    state.getFillRGB(&rgb);
    if (!is_white(rgb) && state.getFillOpacity() > 0.01) return false;
    if (state.getFillOpacity() <= 0.01) return true;
    for (auto paint = paints_.rbegin(); paint != paints_.rend(); ++paint) {
      if (paint->box.contains(box.center_x(), box.center_y())) return paint->white;
    }
    return true;
  }

  // A CID font of no known character collection and without a ToUnicode map: poppler passes the
  // glyph number off as a character, which looks like Chinese and is not.
  bool has_trustworthy_map(const GfxState& state) {
    const GfxFont* font = state.getFont().get();
    if (font == nullptr) return false;
    const auto [entry, added] = trusted_fonts_.try_emplace(font, true);
    if (added && font->isCIDFont() && !font->hasToUnicodeCMap()) {
      const auto* cid_font = static_cast<const GfxCIDFont*>(font);
      const GooString* collection = cid_font->getCollection();
      entry->second = collection != nullptr && collection->cmp("Adobe-Identity") != 0 &&
                      collection->cmp("Adobe-UCS") != 0;
    }
    return entry->second;
  }

  void add_characters(const GfxState& state, Glyph glyph, const Unicode* unicode, int length,
                      bool blank) {
    const bool trusted = has_trustworthy_map(state) && length > 0;
    const auto is_private = [](Unicode c) { return (c >= 0xE000 && c <= 0xF8FF) || c < 0x20; };
    if (!blank && (!trusted || is_private(unicode[0]))) {
      ++counts_.untrusted;
      glyph.code = 0xFFFD;
      page_.glyphs.push_back(glyph);
      return;
    }
    if (!trusted) return;
    const Box whole = glyph.box;
    for (int i = 0; i < length; ++i) {  // a ligature: its characters share the box
      glyph.code = static_cast<char32_t>(unicode[i]);
      glyph.box.left = whole.left + whole.width() * i / length;
      glyph.box.right = whole.left + whole.width() * (i + 1) / length;
      page_.glyphs.push_back(glyph);
    }
  }

  Page& page_;
  Counts counts_;
  std::vector<Paint> paints_;
  std::unordered_map<const GfxFont*, bool> trusted_fonts_;
  uint32_t run_ = 0;
  size_t segments_ = 0;
  double image_area_ = 0;
  bool over_budget_ = false;
};

// Drops the second copy of glyphs that are printed twice, a fraction of an em apart, to look bold.
void drop_fake_bold(std::vector<Glyph>& glyphs) {
  constexpr double kTile = 4.0;  // points; larger than any fake-bold offset at text sizes
  std::unordered_map<uint64_t, std::vector<uint32_t>> tiles;
  tiles.reserve(glyphs.size());
  const auto key = [](char32_t code, int64_t column, int64_t row) {
    return (static_cast<uint64_t>(code) << 40) ^ (static_cast<uint64_t>(column & 0xFFFFF) << 20) ^
           static_cast<uint64_t>(row & 0xFFFFF);
  };
  std::vector<Glyph> kept;
  kept.reserve(glyphs.size());
  for (const Glyph& glyph : glyphs) {
    if (is_space(glyph.code)) {
      kept.push_back(glyph);
      continue;
    }
    const auto column = static_cast<int64_t>(std::floor(glyph.box.left / kTile));
    const auto row = static_cast<int64_t>(std::floor(glyph.box.top / kTile));
    bool copy = false;
    for (int64_t dc = -1; dc <= 1 && !copy; ++dc) {
      for (int64_t dr = -1; dr <= 1 && !copy; ++dr) {
        const auto tile = tiles.find(key(glyph.code, column + dc, row + dr));
        if (tile == tiles.end()) continue;
        for (const uint32_t other : tile->second) {
          const Glyph& first = kept[other];
          const double reach = kFakeBoldEm * glyph.size;
          copy = copy || (first.code == glyph.code && std::abs(first.box.left - glyph.box.left) <= reach &&
                          std::abs(first.box.top - glyph.box.top) <= reach);
        }
      }
    }
    if (copy) continue;
    tiles[key(glyph.code, column, row)].push_back(static_cast<uint32_t>(kept.size()));
    kept.push_back(glyph);
  }
  glyphs = std::move(kept);
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

// Tables that are drawn sideways are read upright: the page is turned by its majority rotation.
void turn_upright(Page& page) {
  std::array<size_t, 4> votes{};
  for (const Glyph& glyph : page.glyphs) ++votes[glyph.rotation];
  const auto turns = static_cast<int>(std::max_element(votes.begin(), votes.end()) - votes.begin());
  if (turns == 0) return;
  const double w = page.width;
  const double h = page.height;
  for (Glyph& glyph : page.glyphs) {
    const Point a = turn({glyph.box.left, glyph.box.top}, turns, w, h);
    const Point b = turn({glyph.box.right, glyph.box.bottom}, turns, w, h);
    const Point anchor = turn({glyph.anchor_x, glyph.anchor_y}, turns, w, h);
    glyph.box = unite({a.x, a.y, a.x, a.y}, {b.x, b.y, b.x, b.y});
    glyph.anchor_x = static_cast<float>(anchor.x);
    glyph.anchor_y = static_cast<float>(anchor.y);
    glyph.rotation = static_cast<uint8_t>((glyph.rotation + 4 - turns) % 4);
  }
  for (Ruling& ruling : page.rulings) {
    const bool horizontal = ruling.axis == Axis::Horizontal;
    const Point a = turn(horizontal ? Point{ruling.from, ruling.at} : Point{ruling.at, ruling.from},
                         turns, w, h);
    const Point b =
        turn(horizontal ? Point{ruling.to, ruling.at} : Point{ruling.at, ruling.to}, turns, w, h);
    const bool now_horizontal = horizontal == (turns == 2);
    ruling.axis = now_horizontal ? Axis::Horizontal : Axis::Vertical;
    ruling.at = static_cast<float>(now_horizontal ? a.y : a.x);
    ruling.from = static_cast<float>(now_horizontal ? std::min(a.x, b.x) : std::min(a.y, b.y));
    ruling.to = static_cast<float>(now_horizontal ? std::max(a.x, b.x) : std::max(a.y, b.y));
  }
  if (turns != 2) std::swap(page.width, page.height);
  page.rotation = (360 - 90 * turns) % 360;
}

void report(Document& document, const Page& page, Severity severity, const char* code,
            std::string message) {
  document.diagnostics.push_back({severity, page.number, code, std::move(message)});
}

// Text that hides behind an image is somebody's OCR, which nobody has checked.
constexpr double kImagePage = 0.5;  // share of the page that images cover

void report_page(Document& document, const Page& page, const InkDevice& device) {
  const Counts& counts = device.counts();
  const size_t glyphs = page.glyphs.size();
  if (device.over_budget()) {
    report(document, page, Severity::Error, "page.too_complex",
           fmt::format("the page paints more than {} characters or {} lines; what follows them was "
                       "not read",
                       kMaxGlyphsPerPage, kMaxSegmentsPerPage));
  }
  if (counts.untrusted > 0) {
    report(document, page, counts.untrusted * 20 > glyphs ? Severity::Error : Severity::Warning,
           "text.untrusted",
           fmt::format("{} of {} characters have no trustworthy Unicode value and are shown as U+FFFD",
                       counts.untrusted, glyphs));
  }
  if (counts.white > 0) {
    report(document, page, Severity::Info, "text.white",
           fmt::format("{} white characters on white were left out", counts.white));
  }
  if (counts.invisible > 0 && page.source == TextSource::Text) {
    report(document, page, Severity::Info, "text.invisible",
           fmt::format("{} invisible characters were left out", counts.invisible));
  }
  if (page.source == TextSource::None && page.image_share >= kImagePage) {
    report(document, page, Severity::Error, "page.needs_ocr",
           counts.invisible > 0
               ? "the page is an image with an invisible text layer that nobody checked; it needs OCR"
               : "the page is an image without text; it needs OCR");
  }
}

bool over_budget(void* device) { return static_cast<const InkDevice*>(device)->over_budget(); }

void read_page(PDFDoc& pdf, int number, Document& document) {
  Page page;
  page.number = number;
  InkDevice device(page);
  pdf.displayPage(&device, number, 72, 72, 0, /*useMediaBox=*/false, /*crop=*/true,
                  /*printing=*/false, over_budget, &device);
  drop_fake_bold(page.glyphs);
  turn_upright(page);
  page.rulings = merge_rulings(std::move(page.rulings));
  const bool has_text = std::any_of(page.glyphs.begin(), page.glyphs.end(),
                                    [](const Glyph& glyph) { return !is_space(glyph.code); });
  page.source = has_text ? TextSource::Text : TextSource::None;
  const double area = page.width * page.height;
  page.image_share = area > 0 ? std::min(1.0, device.image_area() / area) : 0;
  report_page(document, page, device);
  document.pages.push_back(std::move(page));
}

void start_poppler() {
  // poppler-cpp drops the global parameters with its last document, so look each time.
  if (!globalParams) globalParams = std::make_unique<GlobalParams>();
  globalParams->setErrQuiet(true);
}

}  // namespace

void read_pdf(const std::filesystem::path& file, Document& document) {
  start_poppler();
  PDFDoc pdf(std::make_unique<GooString>(file.string()));
  if (!pdf.isOk()) {
    throw Unreadable(pdf.getErrorCode() == errEncrypted
                         ? "the PDF is encrypted and its password is not known; ask the publisher "
                           "for an open copy"
                         : "the PDF is damaged or truncated and can't be opened; download it again");
  }
  const int pages = pdf.getNumPages();
  if (pages <= 0) throw Unreadable("the PDF has no pages; download it again");
  document.pages.reserve(static_cast<size_t>(pages));
  for (int number = 1; number <= pages; ++number) read_page(pdf, number, document);
}

}  // namespace gongkai::extract
