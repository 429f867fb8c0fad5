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
#include <SplashOutputDev.h>
#include <Stream.h>
#include <XRef.h>
#include <splash/SplashBitmap.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <ctime>
#include <exception>
#include <memory>
#include <new>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/geometry.h"
#include "base/text.h"
#include "extract/ocr/line_recognizer.h"
#include "extract/ocr/scan_reader.h"
#include "extract/ocr/seals.h"
#include "extract/outlined_text.h"
#include "extract/page_cleanup.h"
#include "extract/page_interpreter.h"
#include "extract/page_report.h"
#include "extract/picture_regions.h"
#include "extract/reader.h"
#include "extract/ruling_merge.h"

namespace gongkai::extract {
namespace {

constexpr double kAxisAligned = 0.7;   // points that a line may lean and still count as ruling
constexpr double kThinBox = 3.0;       // points; a filled box no thicker than this is a line
constexpr double kThinRatio = 4.0;     // length : thickness of a line drawn as a box (also mitred)
constexpr double kTransparent = 0.01;  // opacity up to which nothing is seen
constexpr double kWhite = 0.96;        // each channel at least this: white
constexpr char32_t kSoftHyphen = 0xAD;  // what several programs say a hyphen or minus is that they draw
constexpr double kThickStroke = 6.0;   // points; a thicker stroke is a bar, as behind a heading
constexpr double kAscent = 0.86;       // em above and below the baseline, as in Chinese fonts
constexpr double kDescent = 0.14;
// Comparisons of white glyphs with what was painted before them; real pages need some thousands.
constexpr size_t kMaxPaintLookups = 20'000'000;

Point to_device(const GfxState& state, double x, double y) {
  Point p;
  state.transform(x, y, &p.x, &p.y);
  return p;
}

// REQUIRES: at least one point.
template <typename Points>
Box around(const Points& points) {
  Box box{points[0].x, points[0].y, points[0].x, points[0].y};
  for (const Point& p : points) box = unite(box, {p.x, p.y, p.x, p.y});
  return box;
}

// Part `i` of `count` equal parts of the box of a glyph, in reading direction.
Box part_of(const Box& box, int rotation, int i, int count) {
  const int part = rotation == 0 || rotation == 1 ? i : count - 1 - i;
  Box slice = box;
  if (rotation % 2 == 0) {
    slice.left = box.left + box.width() * part / count;
    slice.right = box.left + box.width() * (part + 1) / count;
  } else {
    slice.top = box.top + box.height() * part / count;
    slice.bottom = box.top + box.height() * (part + 1) / count;
  }
  return slice;
}

bool is_white(const GfxRGB& rgb) {
  return colToDbl(rgb.r) >= kWhite && colToDbl(rgb.g) >= kWhite && colToDbl(rgb.b) >= kWhite;
}

// Watermarks run across the page; text that is read runs along it or down it.
bool is_slanted(double dx, double dy) {
  constexpr double kSlant = 0.14;  // sine of 8°
  return std::min(std::abs(dx), std::abs(dy)) > kSlant * std::hypot(dx, dy);
}

bool is_red(const GfxRGB& rgb) {
  constexpr double kMore = 0.3;
  return colToDbl(rgb.r) > std::max(colToDbl(rgb.g), colToDbl(rgb.b)) + kMore;
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

// Collects what one page paints. Poppler calls it in drawing order.
class InkDevice final : public OutputDev {
 public:
  // Before each page. One device serves a whole document, for the colour profiles that it keeps.
  void begin(Page& page) {
    page_ = &page;
    progress_ = {};
  }

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool needNonText() override { return true; }
  bool useTilingPatternFill() override { return true; }

  void startPage(int /*number*/, GfxState* state, XRef* /*xref*/) override {
    page_->width = state->getPageWidth();
    page_->height = state->getPageHeight();
  }

  void stroke(GfxState* state) override {
    GfxRGB rgb;
    state->getStrokeRGB(&rgb);
    if (inside_mask() || state->getStrokeOpacity() <= kTransparent || is_white(rgb)) return;
    const Outline outline = outline_of(*state);
    // The edges of characters are no rulings; tables are drawn without curves.
    if (outline.curved && looks_like_text(outline)) return add_outline(*state, outline, rgb);
    const double width = std::abs(state->getTransformedLineWidth());
    for_each_subpath(*state, [&](const GfxSubpath& subpath, const std::vector<Point>& points) {
      for (int i = 1; i < subpath.getNumPoints(); ++i) {
        const bool curved = subpath.getCurve(i - 1) || subpath.getCurve(i);
        if (!curved) add_stroke(*state, points[i - 1], points[i], width);
      }
    });
  }

  void fill(GfxState* state) override {
    GfxRGB rgb;
    state->getFillRGB(&rgb);
    if (inside_mask() || state->getFillOpacity() <= kTransparent) return;
    const Outline outline = outline_of(*state);
    const bool is_text = !is_white(rgb) && looks_like_text(outline);
    if (is_text) add_outline(*state, outline, rgb);
    if (!is_text || !outline.curved) add_fills(*state, is_white(rgb));
  }
  void eoFill(GfxState* state) override { fill(state); }

  bool tilingPatternFill(GfxState* state, Gfx* /*gfx*/, Catalog* /*catalog*/,
                         GfxTilingPattern* /*pattern*/, const double* /*matrix*/, int /*x0*/,
                         int /*y0*/, int /*x1*/, int /*y1*/, double /*x_step*/,
                         double /*y_step*/) override {
    // A line drawn with a pattern is a line; the pattern itself is not looked at.
    if (!inside_mask()) add_fills(*state, false);
    return true;
  }

  // Shadings fill the clip region. Left to itself, poppler would paint them as hundreds of stripes.
  bool useShadedFills(int /*type*/) override { return true; }
  bool functionShadedFill(GfxState* state, GfxFunctionShading* /*shading*/) override {
    return add_shading(*state);
  }
  bool axialShadedFill(GfxState* state, GfxAxialShading* /*shading*/, double /*from*/,
                       double /*to*/) override {
    return add_shading(*state);
  }
  bool radialShadedFill(GfxState* state, GfxRadialShading* /*shading*/, double /*from*/,
                        double /*to*/) override {
    return add_shading(*state);
  }
  bool gouraudTriangleShadedFill(GfxState* state, GfxGouraudTriangleShading* /*shading*/) override {
    return add_shading(*state);
  }
  bool patchMeshShadedFill(GfxState* state, GfxPatchMeshShading* /*shading*/) override {
    return add_shading(*state);
  }

  // What a soft mask is drawn with is not seen itself.
  void beginTransparencyGroup(GfxState* /*state*/, const double* /*box*/, GfxColorSpace* /*space*/,
                              bool /*isolated*/, bool /*knockout*/, bool for_soft_mask) override {
    progress_.groups_are_masks.push_back(for_soft_mask);
    progress_.masks += for_soft_mask;
  }
  void endTransparencyGroup(GfxState* /*state*/) override {
    if (progress_.groups_are_masks.empty()) return;
    progress_.masks -= progress_.groups_are_masks.back();
    progress_.groups_are_masks.pop_back();
  }

  void beginStringOp(GfxState* /*state*/) override { ++progress_.run; }

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x,
                double origin_y, CharCode code, int /*bytes*/, const Unicode* unicode,
                int length) override {
    if (++progress_.characters > kMaxGlyphsPerPage) {
      progress_.omissions.over_budget = true;
      return;
    }
    if (inside_mask()) return;
    const bool blank = length == 1 && is_space(static_cast<char32_t>(unicode[0]));
    const int render = state->getRender() & 3;
    if (render == 3) {
      progress_.omissions.invisible += !blank;
      return;
    }
    bool slanted = false;
    const Glyph glyph = place_glyph(*state, x - origin_x, y - origin_y, dx, dy, slanted);
    if (glyph.size <= 0) return;
    if (slanted) {
      progress_.omissions.watermark += !blank;
      return;
    }
    if (!on_page(glyph.box)) {
      progress_.omissions.off_page += !blank;
      return;
    }
    if (!blank && is_hidden_white(*state, render, glyph.box)) {
      ++progress_.omissions.white;
      return;
    }
    if (has_trustworthy_map(*state, code) && length > 0) {
      add_characters(glyph, unicode, length);
    } else if (!blank) {
      add_untrusted(glyph);
    }
  }

  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                     bool invert, bool interpolate, bool inline_image) override {
    add_image(*state, width, height, nullptr);
    if (inline_image) {  // the base class skips the data that follows in the content stream
      OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, true);
    }
  }
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                 GfxImageColorMap* colors, bool interpolate, const int* mask_colors,
                 bool inline_image) override {
    add_image(*state, width, height, colors);
    if (inline_image) {
      OutputDev::drawImage(state, ref, stream, width, height, colors, interpolate, mask_colors,
                           true);
    }
  }
  void drawMaskedImage(GfxState* state, Object* /*ref*/, Stream* /*stream*/, int width,
                       int height, GfxImageColorMap* colors, bool /*interpolate*/,
                       Stream* /*mask*/, int /*mask_width*/, int /*mask_height*/,
                       bool /*mask_invert*/, bool /*mask_interpolate*/) override {
    add_image(*state, width, height, colors);
  }
  void drawSoftMaskedImage(GfxState* state, Object* /*ref*/, Stream* /*stream*/, int width,
                           int height, GfxImageColorMap* colors, bool /*interpolate*/,
                           Stream* /*mask*/, int /*mask_width*/, int /*mask_height*/,
                           GfxImageColorMap* /*mask_colors*/, bool /*mask_interpolate*/) override {
    add_image(*state, width, height, colors);
  }

  const Omissions& omissions() const { return progress_.omissions; }
  const std::vector<Box>& images() const { return progress_.images; }
  const std::vector<Outline>& outlines() const { return progress_.outlines; }  // that look like text
  const std::vector<Box>& dots() const { return progress_.dots; }  // small boxes, see join_dots
  // Of the finest image of the page.
  Resolution image_resolution() const { return progress_.image_resolution; }
  // True if no image of the page has greys or colours.
  bool black_and_white() const { return !progress_.images.empty() && !progress_.has_greys; }

 private:
  bool inside_mask() const { return progress_.masks > 0; }

  template <typename Visit>
  void for_each_subpath(const GfxState& state, Visit visit) {
    const GfxPath* path = state.getPath();
    std::vector<Point> points;
    for (int i = 0; i < path->getNumSubpaths(); ++i) {
      const GfxSubpath* subpath = path->getSubpath(i);
      points.clear();
      points.reserve(static_cast<size_t>(subpath->getNumPoints()));
      for (int j = 0; j < subpath->getNumPoints(); ++j) {
        points.push_back(to_device(state, subpath->getX(j), subpath->getY(j)));
      }
      visit(*subpath, points);
    }
  }

  static Box clip_of(const GfxState& state) {
    Box clip;
    state.getClipBBox(&clip.left, &clip.top, &clip.right, &clip.bottom);
    return clip;
  }

  // By its centre, so that a line which is cut at the edge of two pages counts on one of them.
  bool on_page(const Box& box) const {
    return Box{0, 0, page_->width, page_->height}.contains(box.center_x(), box.center_y());
  }

  void add_segment(const GfxState& state, Point a, Point b, double thickness) {
    if (progress_.segments >= kMaxSegmentsPerPage) {
      progress_.omissions.over_budget = true;
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
    ++progress_.segments;
    page_->rulings.push_back({horizontal ? Axis::Horizontal : Axis::Vertical,
                              static_cast<float>(at), static_cast<float>(from),
                              static_cast<float>(to), static_cast<float>(thickness)});
  }

  void add_stroke(const GfxState& state, Point a, Point b, double width) {
    if (width <= kThickStroke) {
      add_segment(state, a, b, width);
      return;
    }
    const double half = width / 2;
    const Box line = around(std::array{a, b});
    add_paint({line.left - half, line.top - half, line.right + half, line.bottom + half}, false);
  }

  // A thin box, also one with mitred ends, is its centre line.
  bool add_thin_box(const GfxState& state, const Box& box) {
    const double thin = std::min(box.width(), box.height());
    const double length = std::max(box.width(), box.height());
    if (thin > kThinBox || length < kThinRatio * thin || length <= 0) return false;
    const bool horizontal = box.width() >= box.height();
    const Point a = horizontal ? Point{box.left, box.center_y()} : Point{box.center_x(), box.top};
    const Point b =
        horizontal ? Point{box.right, box.center_y()} : Point{box.center_x(), box.bottom};
    add_segment(state, a, b, thin);
    return true;
  }

  void add_dot(const GfxState& state, const Box& box) {
    const double thin = std::min(box.width(), box.height());
    const double length = std::max(box.width(), box.height());
    if (thin > kDot || length >= kThinRatio * thin || length <= 0 || !clip_of(state).contains(box.center_x(), box.center_y())) return;
    if (progress_.dots.size() < kMaxSegmentsPerPage) progress_.dots.push_back(box);
  }

  void add_paint(const Box& box, bool white) {
    if (progress_.paints.size() >= kMaxSegmentsPerPage) {
      progress_.omissions.over_budget = true;
      return;
    }
    progress_.paints.push_back({box, white});
  }

  void add_fills(const GfxState& state, bool white) {
    for_each_subpath(state, [&](const GfxSubpath& /*subpath*/, const std::vector<Point>& points) {
      if (points.size() < 3) return;
      const Box box = around(points);
      if (!white) add_dot(state, box);
      if (white || !add_thin_box(state, box)) add_paint(box, white);
    });
  }

  // A path is one character, or several.
  Outline outline_of(const GfxState& state) {
    Outline outline;
    for_each_subpath(state, [&](const GfxSubpath& subpath, const std::vector<Point>& points) {
      if (points.empty()) return;
      outline.box = outline.corners == 0 ? around(points) : unite(outline.box, around(points));
      for (int i = 0; i < subpath.getNumPoints(); ++i) outline.curved = outline.curved || subpath.getCurve(i);
      outline.corners += subpath.getNumPoints();
    });
    return outline;
  }

  // Seals are drawn in red, and their characters stand in a ring over other text.
  void add_outline(const GfxState& state, const Outline& outline, const GfxRGB& rgb) {
    if (is_red(rgb)) return;
    const Box& box = outline.box;
    const bool seen = on_page(box) && clip_of(state).contains(box.center_x(), box.center_y());
    if (seen && progress_.outlines.size() < kMaxSegmentsPerPage) progress_.outlines.push_back(outline);
  }

  bool add_shading(const GfxState& state) {
    const Box box = clip_of(state);
    if (!inside_mask() && box.width() > 0 && box.height() > 0 && !add_thin_box(state, box)) {
      add_paint(box, false);
    }
    return true;
  }

  // `colors` of its pixels; nullptr for those that are painted or not.
  void add_image(const GfxState& state, int width, int height, GfxImageColorMap* colors) {
    const Box box = around(std::array{to_device(state, 0, 0), to_device(state, 1, 0),
                                      to_device(state, 0, 1), to_device(state, 1, 1)});
    if (inside_mask() || add_thin_box(state, box)) return;
    const Box visible{std::max(box.left, 0.0), std::max(box.top, 0.0),
                      std::min(box.right, page_->width), std::min(box.bottom, page_->height)};
    if (visible.width() <= 0 || visible.height() <= 0) return;
    if (progress_.images.size() < kMaxSegmentsPerPage) progress_.images.push_back(visible);
    const Point origin = to_device(state, 0, 0), along = to_device(state, 1, 0);
    const bool lies = std::abs(along.y - origin.y) > std::abs(along.x - origin.x);
    const Resolution resolution{resolution_of(box.left, box.right, lies ? height : width),
                                resolution_of(box.top, box.bottom, lies ? width : height)};
    if (resolution.mean() > progress_.image_resolution.mean()) progress_.image_resolution = resolution;
    if (colors != nullptr && (colors->getBits() > 1 || colors->getNumPixelComps() > 1)) progress_.has_greys = true;
    add_paint(visible, false);
  }

  // Height of a font at size 1. The glyphs of a Type 3 font are drawn in units of its own.
  static double em_of(const GfxFont* font) {
    if (font == nullptr || font->getType() != fontType3) return 1;
    const double height =
        std::abs((font->getFontBBox()[3] - font->getFontBBox()[1]) * font->getFontMatrix()[3]);
    return height > 0 ? height : 1;
  }

  // `x`, `y`: where the glyph's baseline starts; `dx`, `dy`: its advance; in user space.
  Glyph place_glyph(const GfxState& state, double x, double y, double dx, double dy,
                    bool& slanted) const {
    const auto& ctm = state.getCTM();
    const auto& text = state.getTextMat();
    const auto direction = [&](double tx, double ty) {  // text space to device space
      const double ux = text[0] * tx + text[2] * ty;
      const double uy = text[1] * tx + text[3] * ty;
      return Point{ctm[0] * ux + ctm[2] * uy, ctm[1] * ux + ctm[3] * uy};
    };
    const double font_size = state.getFontSize() * em_of(state.getFont().get());
    const Point along = direction(font_size * state.getHorizScaling(), 0);
    const Point up = direction(0, font_size);
    const Point base = to_device(state, x, y);
    const bool vertical_writing = state.getFont() && state.getFont()->getWMode() != 0;
    const Point end = vertical_writing ? Point{base.x + along.x, base.y + along.y}
                                       : to_device(state, x + dx, y + dy);
    Glyph glyph;
    glyph.size = static_cast<float>(std::hypot(up.x, up.y));
    glyph.rotation = quarter_turns(along.x, along.y);
    slanted = is_slanted(along.x, along.y);
    glyph.run = progress_.run;
    glyph.box = around(std::array{Point{base.x + kAscent * up.x, base.y + kAscent * up.y},
                                  Point{base.x - kDescent * up.x, base.y - kDescent * up.y},
                                  Point{end.x + kAscent * up.x, end.y + kAscent * up.y},
                                  Point{end.x - kDescent * up.x, end.y - kDescent * up.y}});
    anchor(glyph, clip_of(state));
    return glyph;
  }

  // Clip regions of cells end on their borders, or a line's thickness beside them; text that is
  // higher than its cell begins in it, and its last lines are anchored above the lower border.
  static void anchor(Glyph& glyph, const Box& clip) {
    constexpr double kBorder = 1.5;  // points
    const auto inside = [](double value, double low, double high) {
      return static_cast<float>(low <= high ? std::clamp(value, low, high) : value);
    };
    const Box& box = glyph.box;
    const double border = std::clamp((clip.bottom - clip.top) / 2, 0.0, kBorder);
    glyph.anchor_x = inside(box.center_x(), clip.left, clip.right);
    glyph.anchor_y = inside(box.center_y(), clip.top, clip.bottom - border);
    glyph.hidden = box.right < clip.left || box.left > clip.right || box.bottom < clip.top ||
                   box.top > clip.bottom;
  }

  // White text shows only where something that is not white was painted below it.
  bool is_hidden_white(const GfxState& state, int render, const Box& box) {
    if (render == 1) return false;  // outlined
    if (state.getFillOpacity() <= kTransparent) return true;
    GfxRGB rgb;
    state.getFillRGB(&rgb);
    if (!is_white(rgb)) return false;
    const auto below = std::find_if(
        progress_.paints.rbegin(), progress_.paints.rend(),
        [&](const Paint& paint) { return paint.box.contains(box.center_x(), box.center_y()); });
    progress_.paint_lookups += static_cast<size_t>(below - progress_.paints.rbegin());
    progress_.omissions.over_budget =
        progress_.omissions.over_budget || progress_.paint_lookups > kMaxPaintLookups;
    return below == progress_.paints.rend() || below->white;
  }

  // Without a ToUnicode map poppler guesses, and what it guesses looks like text and is not:
  // - a CID font of no known character collection: the glyph number taken for a character;
  // - a font with names like "g65": the number taken for a character.
  bool has_trustworthy_map(const GfxState& state, CharCode code) {
    const std::shared_ptr<GfxFont>& font = state.getFont();
    if (!font) return false;
    const auto [entry, added] = progress_.fonts.try_emplace(font, Mapping::Trusted);
    if (added) entry->second = mapping_of(*font);
    if (entry->second != Mapping::ByName) return entry->second == Mapping::Trusted;
    const char* name = static_cast<const Gfx8BitFont&>(*font).getCharName(static_cast<int>(code));
    return name != nullptr && (std::string_view(name).starts_with("uni") ||
                               globalParams->mapNameToUnicodeText(name) != 0);
  }

  enum class Mapping { Trusted, Untrusted, ByName };

  static Mapping mapping_of(const GfxFont& font) {
    if (font.hasToUnicodeCMap()) return Mapping::Trusted;
    if (!font.isCIDFont()) return Mapping::ByName;
    const GooString* collection = static_cast<const GfxCIDFont&>(font).getCollection();
    const bool known = collection != nullptr && collection->cmp("Adobe-Identity") != 0 &&
                       collection->cmp("Adobe-UCS") != 0;
    return known ? Mapping::Trusted : Mapping::Untrusted;
  }

  // A ligature's characters share its box.
  void add_characters(Glyph glyph, const Unicode* unicode, int length) {
    const Box whole = glyph.box;
    for (int i = 0; i < length; ++i) {
      const auto c = static_cast<char32_t>(unicode[i]);
      glyph.box = part_of(whole, glyph.rotation, i, length);
      if (!is_space(c) && (c < 0x20 || (c >= 0xE000 && c <= 0xF8FF) || c == 0xFFFD)) {
        add_untrusted(glyph);
        continue;
      }
      glyph.code = c == kSoftHyphen ? U'-' : c;
      page_->glyphs.push_back(glyph);
    }
  }

  void add_untrusted(Glyph glyph) {
    ++progress_.omissions.untrusted;
    glyph.code = 0xFFFD;
    page_->glyphs.push_back(glyph);
  }

  // What is known of the page so far, beside Page itself.
  struct Progress {
    Omissions omissions;
    std::vector<Paint> paints;
    size_t paint_lookups = 0;
    std::unordered_map<std::shared_ptr<GfxFont>, Mapping>
        fonts;                           // kept alive: the key is an address
    std::vector<bool> groups_are_masks;  // the transparency groups that are open
    size_t masks = 0;
    size_t characters = 0;
    size_t segments = 0;
    uint32_t run = 0;
    std::vector<Box> images;  // what is visible of them
    std::vector<Box> dots;
    std::vector<Outline> outlines;
    Resolution image_resolution;
    bool has_greys = false;
  };

  Page* page_ = nullptr;
  Progress progress_;
};

// What poppler complains of. It calls back a function without context, so the complaints of the
// thread's current page stand here.
thread_local Faults complaints;
thread_local size_t missing_fonts = 0;  // in pictures of pages; what the text says needs none

void note_complaint(ErrorCategory category, Goffset /*position*/, const char* message) {
  if (std::string_view(message).starts_with("Couldn't find a font")) {
    ++missing_fonts;
    return;
  }
  const bool harmless = category == errSyntaxWarning || category == errConfig ||
                        category == errCommandLine || category == errNotAllowed;
  if (harmless || complaints.count++ > 0) return;
  complaints.first = encode_utf8(decode_utf8(message));
}

// The complaints since the last call.
Faults take_complaints() { return std::exchange(complaints, {}); }

// Poppler complains of a font once, where it is first drawn.
void report_missing_fonts(int page_number, Diagnostics& diagnostics) {
  if (std::exchange(missing_fonts, 0) == 0) return;
  diagnostics.push_back({Severity::Warning, page_number, "page.font_missing",
                         "a font is neither embedded nor installed: from this page on, characters in it may be missing "
                         "from what OCR reads; install fonts (Debian: fonts-noto-cjk) and ingest the file again"});
}

bool over_budget(void* device) {
  return static_cast<const InkDevice*>(device)->omissions().over_budget;
}

// Reads what is in pictures, as long as there is time for it.
class ScanPages {
 public:
  ScanPages(PDFDoc& pdf, const ReadOptions& options) : pdf_(pdf), options_(options) {}

  // Adds what stands in pictures of the page, which are as fine as `resolution`, to the page. Returns the area
  // that was read, in square points. `black_and_white`: they have no greys, though drawn smaller they may show some.
  double read(const std::vector<Box>& images, Resolution resolution, bool black_and_white, Page& page,
              Diagnostics& diagnostics) {
    if (!can_read()) return 0;
    const bool forced = options_.ocr == OcrMode::Force;
    const std::vector<Box> regions =
        forced ? std::vector<Box>{{0, 0, page.width, page.height}} : find_picture_regions(page, images);
    if (regions.empty()) return 0;
    if (options_.ocr_elsewhere) throw NeedsOcr();
    double area = 0;
    within_budget(page.number, diagnostics, [&] {
      if (forced) page.glyphs.clear();
      const GreyImage picture = picture_of(page, images.empty() ? kFinestBothWays : resolution, diagnostics);
      for (const Box& region : regions) area += read_region(picture, region, black_and_white, page, diagnostics);
    });
    return area;
  }

  // Adds text that the page draws as shapes in these boxes, if there are any.
  void read_outlined(const std::vector<Box>& boxes, Page& page, Diagnostics& diagnostics) {
    if (boxes.empty()) return;
    if (!can_read()) return report_unread_outlines(page.number, boxes.size(), diagnostics);
    if (options_.ocr_elsewhere) throw NeedsOcr();
    within_budget(page.number, diagnostics, [&] {
      Page scan;
      scan.width = page.width;
      scan.height = page.height;
      const GreyImage picture = picture_of_outlines(picture_of(page, kFinestBothWays, diagnostics), page, boxes);
      const ScanQuality quality = read_scan(picture, turns_of_text(page), scan);
      const bool legible = quality.doubtful * 2 < quality.characters;  // or they are drawings
      if (legible) add_outlined_text(scan, boxes, page);
      report_outlined(page.number, boxes.size(), legible ? quality : ScanQuality{}, diagnostics);
    });
  }

 private:
  bool can_read() const {
    return options_.ocr != OcrMode::Off && (options_.ocr_elsewhere || LineRecognizer::get() != nullptr);
  }

  // Counts the time that `work` takes. What is wrong with a picture is the fault of its page.
  template <typename Work>
  void within_budget(int page_number, Diagnostics& diagnostics, Work work) {
    const auto budget = options_.ocr_budget.count();
    if (spent_ >= static_cast<double>(budget)) {
      diagnostics.push_back({Severity::Warning, page_number, "page.ocr_limit",
                             fmt::format("the {} seconds of CPU time for the document's scanned pages "
                                         "are spent; raise --cpu-limit", budget)});
      return;
    }
    const std::clock_t start = std::clock();
    try {
      work();
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& e) {  // of leptonica or ONNX Runtime; other pages may be better
      diagnostics.push_back({Severity::Error, page_number, "page.ocr_failed",
                             fmt::format("the page's picture could not be read: {}", e.what())});
    }
    spent_ += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  }

  static double read_region(const GreyImage& picture, const Box& region, bool black_and_white, Page& page,
                            Diagnostics& diagnostics) {
    const bool whole = region == Box{0, 0, page.width, page.height};
    Page scan;
    scan.width = region.width();
    scan.height = region.height();
    const GreyImage part = part_of(picture, region, picture.width / page.width, picture.height / page.height);
    ScanQuality quality = read_scan(part, turns_of_region(page, region), scan);
    quality.bilevel = quality.bilevel || black_and_white;
    // A photograph has shapes that look a little like characters.
    if (!whole && quality.doubtful * 2 >= quality.characters) return 0;
    add_region(scan, region, page);
    report_scan(page.number, whole, quality, diagnostics);
    return region.width() * region.height();
  }

  static GreyImage part_of(const GreyImage& picture, const Box& region, double x_scale, double y_scale) {
    const auto pixel = [](double place, int most) { return std::clamp(static_cast<int>(std::lround(place)), 0, most); };
    const int left = pixel(region.left * x_scale, picture.width - 1);
    const int top = pixel(region.top * y_scale, picture.height - 1);
    GreyImage part{std::max(1, pixel(region.right * x_scale, picture.width) - left),
                   std::max(1, pixel(region.bottom * y_scale, picture.height) - top), {}};
    part.pixels.reserve(static_cast<size_t>(part.width) * static_cast<size_t>(part.height));
    for (int y = top; y < top + part.height; ++y) {
      const auto row = picture.pixels.begin() + static_cast<ptrdiff_t>(y) * picture.width + left;
      part.pixels.insert(part.pixels.end(), row, row + part.width);
    }
    return part;
  }

  // Dots per inch: finer reads no better, coarser than kCoarsest needs enlarging all the same.
  static constexpr double kFinest = 300, kCoarsest = 150;
  static constexpr Resolution kFinestBothWays{kFinest, kFinest};

  static Resolution resolution_for(const Page& page, Resolution of_image) {
    constexpr double kMostPixels = 5000;
    constexpr double kAlike = 0.01;  // a share; those of faxes may be twice as fine one way
    const double side = std::max(page.width, page.height) / kPointsPerInch;
    const double dots = std::min(std::clamp(of_image.mean(), kCoarsest, kFinest), kMostPixels / side);
    const auto is_alike = [&](double of_one) { return std::abs(of_one - dots) < kAlike * dots; };
    return is_alike(of_image.across) && is_alike(of_image.down) ? of_image : Resolution{dots, dots};
  }

  GreyImage picture_of(const Page& page, Resolution of_image, Diagnostics& diagnostics) {
    const Resolution dots = resolution_for(page, of_image);
    if (!device_) {
      SplashColor white = {255, 255, 255};
      device_ = std::make_unique<SplashOutputDev>(splashModeRGB8, 1, false, white);
      device_->startDoc(&pdf_);
    }
    pdf_.displayPage(device_.get(), page.number, dots.across, dots.down, 0, /*useMediaBox=*/false, /*crop=*/true,
                     /*printing=*/false);
    report_missing_fonts(page.number, diagnostics);
    SplashBitmap* const bitmap = device_->getBitmap();
    ColourImage picture{bitmap->getWidth(), bitmap->getHeight(), {}};
    for (int y = 0; y < picture.height; ++y) {
      const SplashColorPtr row = bitmap->getDataPtr() + static_cast<ptrdiff_t>(y) * bitmap->getRowSize();
      picture.pixels.insert(picture.pixels.end(), row, row + 3 * static_cast<ptrdiff_t>(picture.width));
    }
    Unsealed unsealed = without_seals(picture, dots.mean());
    report_seals(page.number, unsealed.seals, diagnostics);
    return std::move(unsealed.picture);
  }

  PDFDoc& pdf_;
  const ReadOptions options_;
  double spent_ = 0;  // seconds of CPU time
  std::unique_ptr<SplashOutputDev> device_;
};

double area_of(const std::vector<Box>& boxes) {
  return std::accumulate(boxes.begin(), boxes.end(), 0.0, [](double sum, const Box& box) {
    return sum + box.width() * box.height();
  });
}

// By where most of its characters are from; a page that was read and is blank, from its picture.
TextSource source_of(const Page& page, bool was_read) {
  size_t drawn = 0, read = 0;
  for (const Glyph& glyph : page.glyphs) {
    if (!is_space(glyph.code)) ++(glyph.from_picture ? read : drawn);
  }
  if (drawn + read == 0 && !was_read) return TextSource::None;
  return read > drawn || drawn == 0 ? TextSource::Ocr : TextSource::Text;
}

void read_page(PageInterpreter& interpreter, InkDevice& device, int number, ScanPages& scans, Document& document) {
  Page page;
  page.number = number;
  device.begin(page);
  interpreter.interpret(number);
  drop_fake_bold(page.glyphs);
  Omissions omissions = device.omissions();
  omissions.watermark += drop_underprint(page.glyphs);
  mark_superscripts(page.glyphs);
  const double area = page.width * page.height, images = area_of(device.images());
  page.image_share = area > 0 ? std::min(1.0, images / area) : 0;
  const double read = scans.read(device.images(), device.image_resolution(), device.black_and_white(), page,
                                 document.diagnostics);
  scans.read_outlined(find_outlined_text(page, device.outlines()), page, document.diagnostics);
  page.source = source_of(page, read > 0);
  const std::vector<Ruling> dotted = join_dots(device.dots());
  page.rulings.insert(page.rulings.end(), dotted.begin(), dotted.end());
  turn_upright(page);
  page.rulings = merge_rulings(std::move(page.rulings));
  const double unread = area > 0 ? std::clamp((images - read) / area, 0.0, 1.0) : 0;
  report_page(page, omissions, take_complaints(), unread, document.diagnostics);
  page.glyphs.shrink_to_fit();
  document.pages.push_back(std::move(page));
}

void start_poppler() {
  // poppler-cpp drops the global parameters with its last document, so look each time.
  if (!globalParams) globalParams = std::make_unique<GlobalParams>();
  setErrorCallback(note_complaint);  // poppler-cpp sets its own
  take_complaints();
  missing_fonts = 0;
}

// Poppler would build the colour transforms of PDF/A's output intent anew for every page, which can
// take longer than reading it. Only pictures need them.
void drop_output_intents(PDFDoc& pdf) {
  XRef* objects = pdf.getXRef();
  Object catalog = objects->getCatalog();
  if (!catalog.isDict() || !catalog.getDict()->hasKey("OutputIntents")) return;
  catalog.getDict()->remove("OutputIntents");
  objects->setModifiedObject(&catalog, {objects->getRootNum(), objects->getRootGen()});
}

}  // namespace

void prepare_pdf() {
  start_poppler();
  // Of fonts that are not embedded, which is mostly Chinese ones.
  const GooString collection("Adobe-GB1");
  globalParams->getCIDToUnicode(&collection);  // which keeps it
}

void read_pdf(std::string_view bytes, const ReadOptions& options, Document& document) {
  start_poppler();
  bool repaired = false;
  PDFDoc pdf(new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull)),
             {}, {}, nullptr, [&repaired] { repaired = true; });
  if (!pdf.isOk()) {
    throw Unreadable(
        pdf.getErrorCode() == errEncrypted
            ? "the PDF is encrypted and its password is not known; ask the publisher "
              "for an open copy"
            : "the PDF is damaged or truncated and can't be opened; download it again");
  }
  const int pages = pdf.getNumPages();
  if (pages <= 0) throw Unreadable("the PDF has no pages that can be found; download it again");
  if (repaired || take_complaints().count > 0) {
    document.diagnostics.push_back(
        {Severity::Warning, 0, "document.damaged",
         "the PDF was damaged and had to be repaired, so parts of it may be "
         "missing; download it again to make sure"});
  }
  if (pages > kMaxPages) {
    document.diagnostics.push_back(
        {Severity::Error, 0, "document.too_long",
         fmt::format("the document has {} pages, of which the first {} were read", pages,
                     kMaxPages)});
  }
  drop_output_intents(pdf);
  InkDevice device;
  PageInterpreter interpreter(pdf, device, over_budget, &device, complaints);
  ScanPages scans(pdf, options);
  for (int number = 1; number <= std::min(pages, kMaxPages); ++number) {
    read_page(interpreter, device, number, scans, document);
  }
}

}  // namespace gongkai::extract
