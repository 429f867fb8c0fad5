// Makes of pictures of pages what a scanner would: a PDF of the pictures, worn in one of several ways.
//
//     bench_scans VARIANT DPI OUT.pdf PAGE.pgm…
#include <fmt/format.h>
#include <leptonica/allheaders.h>

#include <cmath>
#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <string>

namespace {

using Wear = std::function<PIX*(PIX*, double dots_per_inch)>;  // takes the picture, returns another

PIX* replace(PIX* before, PIX* after) {
  pixDestroy(&before);
  return after;
}

PIX* keep(PIX* page, double /*dots_per_inch*/) { return page; }

PIX* turn_a_degree(PIX* page, double /*dots_per_inch*/) {
  constexpr double kDegree = M_PI / 180;
  return replace(page, pixRotate(page, kDegree, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
}

PIX* lay_on_its_side(PIX* page, double /*dots_per_inch*/) { return replace(page, pixRotate90(page, 1)); }
PIX* lay_on_its_left(PIX* page, double /*dots_per_inch*/) { return replace(page, pixRotate90(page, -1)); }
PIX* turn_over(PIX* page, double /*dots_per_inch*/) { return pixRotate180(page, page); }

// Out of focus, by a pixel of 200 dpi, with the grain of a camera.
PIX* blur(PIX* page, double dots_per_inch) {
  L_KERNEL* across = nullptr;
  L_KERNEL* down = nullptr;
  const double sigma = dots_per_inch / 200;
  const int half = static_cast<int>(std::ceil(2 * sigma));
  makeGaussianKernelSep(half, half, static_cast<l_float32>(sigma), 1, &across, &down);
  page = replace(page, pixConvolveSep(page, across, down, 8, 1));
  kernelDestroy(&across);
  kernelDestroy(&down);
  return page;
}

// Leptonica's own noise starts anew from the clock.
PIX* add_grain(PIX* page, double deviation) {
  std::mt19937 random(1);
  std::normal_distribution<double> grain(0, deviation);
  const int words = pixGetWpl(page);
  for (int y = 0; y < pixGetHeight(page); ++y) {
    l_uint32* row = pixGetData(page) + static_cast<std::ptrdiff_t>(y) * words;
    for (int x = 0; x < pixGetWidth(page); ++x) {
      const int level = static_cast<int>(std::lround(GET_DATA_BYTE(row, x) + grain(random)));
      SET_DATA_BYTE(row, x, std::min(255, std::max(0, level)));
    }
  }
  return page;
}

PIX* blur_and_grain(PIX* page, double dots_per_inch) { return add_grain(blur(page, dots_per_inch), 15); }

// An office's seal of 42 mm, as light as red is in grey: a ring and a disc, over what is printed, in
// the middle of the page and at its lower right.
PIX* stamp(PIX* page, double dots_per_inch) {
  constexpr double kOuter = 0.83, kInner = 0.77, kDisc = 0.25;  // inches
  constexpr int kLight = 185;
  const int words = pixGetWpl(page), width = pixGetWidth(page), height = pixGetHeight(page);
  for (int y = 0; y < height; ++y) {
    l_uint32* row = pixGetData(page) + static_cast<std::ptrdiff_t>(y) * words;
    for (int x = 0; x < width; ++x) {
      for (const double at : {0.5, 0.75}) {
        const double from = std::hypot(x - at * width, y - at * height) / dots_per_inch;
        const bool red = from < kDisc || (from > kInner && from < kOuter);
        if (red) SET_DATA_BYTE(row, x, GET_DATA_BYTE(row, x) * kLight / 255);
      }
    }
  }
  return page;
}

// True on the ink of a seal as offices have them: a ring, a star with five points, and characters along the ring, each
// drawn as two bars and an upright. `x`, `y` in inches from its middle.
bool is_on_seal(double x, double y) {
  constexpr double kRing = 0.80, kInner = 0.76, kArc = 0.66, kCharacter = 0.11, kStroke = 0.018, kStar = 0.28;
  const double from = std::hypot(x, y), angle = std::atan2(x, -y);
  if (from > kInner) return from < kRing;
  constexpr double kPoint = 2 * M_PI / 5;
  const double off = std::abs(std::remainder(angle, kPoint));
  // The edge between a point and the notch beside it, at 0.38 of the points' distance.
  constexpr double kNotch = 0.38;
  const double edge = kStar * kNotch * std::sin(kPoint / 2) /
                      (std::sin(off) * (1 - kNotch * std::cos(kPoint / 2)) + kNotch * std::sin(kPoint / 2) * std::cos(off));
  if (from < edge) return true;
  constexpr int kCharacters = 12;
  constexpr double kStep = 1.5 * M_PI / kCharacters;  // they leave the lower quarter free
  if (std::abs(angle) > 0.75 * M_PI || std::abs(from - kArc) > kCharacter / 2) return false;
  const double along = std::remainder(angle + kStep / 2, kStep) * kArc, up = from - kArc;
  if (std::abs(along) > kCharacter / 2) return false;
  return std::abs(along) < kStroke / 2 || std::abs(std::abs(up) - kCharacter / 3) < kStroke / 2;
}

// The same seals in red, on a scan in colour: unevenly inked, and what is printed under them shines through.
PIX* seal(PIX* page, double dots_per_inch) {
  constexpr int kRed[] = {210, 50, 60};
  PIX* coloured = replace(page, pixConvertTo32(page));
  const int width = pixGetWidth(coloured), height = pixGetHeight(coloured);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (const double at : {0.5, 0.75}) {
        if (!is_on_seal((x - at * width) / dots_per_inch, (y - at * height) / dots_per_inch)) continue;
        const double density = 0.8 + 0.2 * std::sin(x * 13.0 / dots_per_inch) * std::cos(y * 17.0 / dots_per_inch);
        l_uint32 pixel = 0;
        l_int32 channel[3];
        pixGetPixel(coloured, x, y, &pixel);
        extractRGBValues(pixel, &channel[0], &channel[1], &channel[2]);
        for (int i = 0; i < 3; ++i)
          channel[i] = static_cast<int>(channel[i] * (1 - density * (255 - kRed[i]) / 255));
        composeRGBPixel(channel[0], channel[1], channel[2], &pixel);
        pixSetPixel(coloured, x, y, pixel);
      }
    }
  }
  return coloured;
}

// Ink of a printer whose toner runs out: a third of its blackness.
PIX* fade(PIX* page, double /*dots_per_inch*/) {
  constexpr int kWhite = 245, kInk = 165;
  return replace(page, pixGammaTRC(nullptr, page, 1.0F, -kInk * 255 / (kWhite - kInk), 255 + 255 * (255 - kWhite) / (kWhite - kInk)));
}

// As scanners do that are set to text.
PIX* make_black_and_white(PIX* page, double /*dots_per_inch*/) {
  constexpr int kMiddle = 160;
  return replace(page, pixThresholdToBinary(page, kMiddle));
}

PIX* send_by_fax(PIX* page, double dots_per_inch) {
  return make_black_and_white(add_grain(blur(page, dots_per_inch), 30), dots_per_inch);
}

struct Variant {
  Wear wear;
  int quality;  // of the JPEG; 0: black and white, CCITT G4
};

const std::map<std::string, Variant> kVariants = {
    {"grey", {keep, 75}},           {"jpeg", {keep, 50}},   {"skew", {turn_a_degree, 75}},
    {"noise", {blur_and_grain, 75}}, {"side", {lay_on_its_side, 75}}, {"left", {lay_on_its_left, 75}},
    {"over", {turn_over, 75}},       {"stamp", {stamp, 75}},          {"seal", {seal, 75}},
    {"faint", {fade, 75}},
    {"bilevel", {make_black_and_white, 0}}, {"fax", {send_by_fax, 0}}};

}  // namespace

int main(int argc, char** argv) {
  const auto variant = argc > 4 ? kVariants.find(argv[1]) : kVariants.end();
  if (variant == kVariants.end()) {
    fmt::print(stderr, "usage: bench_scans grey|jpeg|skew|noise|side|left|over|stamp|seal|faint|bilevel|fax DPI OUT.pdf PAGE.pgm…\n");
    return 2;
  }
  const int dots_per_inch = std::atoi(argv[2]), quality = variant->second.quality;
  PIXA* pages = pixaCreate(argc - 4);
  for (int i = 4; i < argc; ++i) {
    PIX* page = pixRead(argv[i]);
    if (page == nullptr) return 1;
    pixaAddPix(pages, variant->second.wear(page, dots_per_inch), L_INSERT);
  }
  const int failed = pixaConvertToPdf(pages, dots_per_inch, 1, quality > 0 ? L_JPEG_ENCODE : L_G4_ENCODE,
                                      quality, nullptr, argv[3]);
  pixaDestroy(&pages);
  return failed;
}
