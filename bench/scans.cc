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

PIX* send_by_fax(PIX* page, double dots_per_inch) {
  page = add_grain(blur(page, dots_per_inch), 30);
  constexpr int kMiddle = 160;
  return replace(page, pixThresholdToBinary(page, kMiddle));
}

struct Variant {
  Wear wear;
  int quality;  // of the JPEG; 0: black and white, CCITT G4
};

const std::map<std::string, Variant> kVariants = {
    {"grey", {keep, 75}},           {"jpeg", {keep, 50}},   {"skew", {turn_a_degree, 75}},
    {"noise", {blur_and_grain, 75}}, {"side", {lay_on_its_side, 75}}, {"stamp", {stamp, 75}},
    {"fax", {send_by_fax, 0}}};

}  // namespace

int main(int argc, char** argv) {
  const auto variant = argc > 4 ? kVariants.find(argv[1]) : kVariants.end();
  if (variant == kVariants.end()) {
    fmt::print(stderr, "usage: bench_scans grey|jpeg|skew|noise|side|stamp|fax DPI OUT.pdf PAGE.pgm…\n");
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
