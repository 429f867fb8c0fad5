#include "extract/picture_regions.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace gongkai::extract {
namespace {

constexpr char32_t kUntrusted = 0xFFFD;

bool stands_in(const Glyph& glyph, const Box& box) {
  return box.contains(glyph.box.center_x(), glyph.box.center_y());
}

bool is_legible(const Glyph& glyph) {
  return !glyph.hidden && !is_space(glyph.code) && glyph.code != kUntrusted;
}

size_t count_legible(const Page& page, const Box& box) {
  return static_cast<size_t>(std::count_if(page.glyphs.begin(), page.glyphs.end(), [&](const Glyph& glyph) {
    return is_legible(glyph) && stands_in(glyph, box);
  }));
}

bool is_mostly_untrusted(const Page& page) {
  const auto untrusted = std::count_if(page.glyphs.begin(), page.glyphs.end(),
                                       [](const Glyph& glyph) { return glyph.code == kUntrusted; });
  const auto legible = std::count_if(page.glyphs.begin(), page.glyphs.end(), is_legible);
  return untrusted > legible && untrusted >= static_cast<ptrdiff_t>(kMarginalGlyphs);
}

bool touch(const Box& a, const Box& b) {
  constexpr double kGap = 2;  // points between the strips that a scanner cuts a page into
  return a.left <= b.right + kGap && b.left <= a.right + kGap && a.top <= b.bottom + kGap &&
         b.top <= a.bottom + kGap;
}

// Boxes that touch become the one around them.
std::vector<Box> united(const std::vector<Box>& images) {
  std::vector<Box> regions;
  for (Box box : images) {
    for (auto it = regions.begin(); it != regions.end();) {
      if (!touch(*it, box)) {
        ++it;
        continue;
      }
      box = unite(*it, box);
      regions.erase(it);
      it = regions.begin();  // the larger box may touch what was passed over
    }
    regions.push_back(box);
  }
  return regions;
}

// From the region's own page, maybe turned, to the page as displayed.
Box place(const Box& box, const Page& scan, const Box& region) {
  const Box shown = as_displayed(scan, box);
  return {shown.left + region.left, shown.top + region.top, shown.right + region.left,
          shown.bottom + region.top};
}

Ruling place(const Ruling& ruling, const Page& scan, const Box& region) {
  const bool across = ruling.axis == Axis::Horizontal;
  const Box line = across ? Box{ruling.from, ruling.at, ruling.to, ruling.at}
                          : Box{ruling.at, ruling.from, ruling.at, ruling.to};
  const Box shown = place(line, scan, region);
  const bool lies = across == (scan.rotation % 180 == 0);
  return {lies ? Axis::Horizontal : Axis::Vertical, static_cast<float>(lies ? shown.top : shown.left),
          static_cast<float>(lies ? shown.left : shown.top),
          static_cast<float>(lies ? shown.right : shown.bottom), ruling.thickness};
}

bool lies_in(const Ruling& ruling, const Box& box) {
  const double middle = (ruling.from + ruling.to) / 2;
  return ruling.axis == Axis::Horizontal ? box.contains(middle, ruling.at) : box.contains(ruling.at, middle);
}

}  // namespace

double resolution_of(double from, double to, int pixels) {
  const double exact = pixels * kPointsPerInch / (to - from);
  constexpr int kTries = 20;  // tenths of a pixel less
  constexpr int kFew = 600;   // pixels; of strips of a page, not all are met
  for (int i = 0; i < kTries && pixels >= kFew; ++i) {
    const double dots = exact * (1 - (0.1 * i + 0.01) / pixels), scale = dots / kPointsPerInch;
    if (std::floor(to * scale) + 1 - std::floor(from * scale) <= pixels) return dots;
  }
  return exact;
}

std::vector<Box> find_picture_regions(const Page& page, const std::vector<Box>& images) {
  constexpr double kSmallest = 0.05;  // of the page: a quarter of a form's height; seals have 0.03
  constexpr size_t kMostImages = 2000;
  const Box whole{0, 0, page.width, page.height};
  if (is_mostly_untrusted(page)) return {whole};
  if (page.image_share >= kImagePage && count_legible(page, whole) < kMarginalGlyphs) return {whole};
  if (images.size() > kMostImages) return {};
  std::vector<Box> regions = united(images);
  std::erase_if(regions, [&](const Box& region) {
    return region.width() * region.height() < kSmallest * page.width * page.height ||
           count_legible(page, region) >= kMarginalGlyphs;
  });
  return regions;
}

std::optional<int> turns_of_region(const Page& page, const Box& region) {
  if (region.width() * region.height() >= kImagePage * page.width * page.height) return std::nullopt;
  return turns_of_text(page);
}

std::optional<int> turns_of_text(const Page& page) {
  std::array<size_t, 4> characters{};  // by the quarter turns that their lines run at
  for (const Glyph& glyph : page.glyphs) {
    if (is_legible(glyph)) ++characters[glyph.rotation % 4U];
  }
  const auto most = std::max_element(characters.begin(), characters.end());
  if (*most < kMarginalGlyphs) return std::nullopt;
  return static_cast<int>((4 - (most - characters.begin())) % 4);
}

void add_characters(const Page& scan, const Box& region, Page& page) {
  std::erase_if(page.glyphs, [&](const Glyph& glyph) { return !is_legible(glyph) && stands_in(glyph, region); });
  std::vector<Box> printed;
  for (const Glyph& glyph : page.glyphs) {
    if (stands_in(glyph, region)) printed.push_back(glyph.box);
  }
  const uint32_t first_run = page.glyphs.empty() ? 0 : page.glyphs.back().run + 1;
  for (Glyph glyph : scan.glyphs) {
    glyph.box = place(glyph.box, scan, region);
    glyph.anchor_x = static_cast<float>(glyph.box.center_x());
    glyph.anchor_y = static_cast<float>(glyph.box.center_y());
    glyph.rotation = static_cast<uint8_t>((4 - scan.rotation / 90) % 4);
    glyph.run += first_run;
    const bool is_printed = std::any_of(printed.begin(), printed.end(), [&](const Box& box) {
      return box.contains(glyph.anchor_x, glyph.anchor_y);
    });
    if (!is_printed) page.glyphs.push_back(glyph);
  }
}

void add_region(const Page& scan, const Box& region, Page& page) {
  add_characters(scan, region, page);
  std::erase_if(page.rulings, [&](const Ruling& ruling) { return lies_in(ruling, region); });
  for (const Ruling& ruling : scan.rulings) page.rulings.push_back(place(ruling, scan, region));
}

}  // namespace gongkai::extract
