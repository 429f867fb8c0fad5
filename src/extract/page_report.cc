#include "extract/page_report.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "extract/pdf_reader.h"
#include "extract/picture_regions.h"

namespace gongkai::extract {
namespace {

constexpr double kLargeImage = 0.2;     // share of the page: may be a table
constexpr std::string_view kTurnOcrOn = "ingest it with --ocr auto, by a gongkai that was built with OCR";
constexpr size_t kFewUntrusted = 20;    // one character in so many: stray bullets and the like

void report_text(const Page& page, const Omissions& omissions, Diagnostics& diagnostics) {
  const auto report = [&](Severity severity, const char* code, std::string message) {
    diagnostics.push_back({severity, page.number, code, std::move(message)});
  };
  const size_t glyphs = page.glyphs.size();
  if (omissions.untrusted > 0) {
    report(
        omissions.untrusted * kFewUntrusted > glyphs ? Severity::Error : Severity::Warning,
        "text.untrusted",
        fmt::format("{} of {} characters have no trustworthy Unicode value and are shown as U+FFFD",
                    omissions.untrusted, glyphs));
  }
  if (omissions.off_page > 0) {
    report(Severity::Info, "text.off_page",
           fmt::format("{} characters outside the page were left out", omissions.off_page));
  }
  if (omissions.white > 0) {
    report(Severity::Info, "text.white",
           fmt::format("{} white or transparent characters were left out", omissions.white));
  }
  if (omissions.watermark > 0) {
    report(Severity::Info, "text.watermark",
           fmt::format("{} characters of a watermark, slanted or below other text, were left out", omissions.watermark));
  }
  if (omissions.invisible > 0 && page.source == TextSource::Text) {
    report(Severity::Info, "text.invisible",
           fmt::format("{} invisible characters were left out", omissions.invisible));
  }
}

// Text that hides behind an image is somebody's OCR, which nobody has checked.
void report_images(const Page& page, const Omissions& omissions, double unread, Diagnostics& diagnostics) {
  const bool image_page = page.image_share >= kImagePage;
  if (page.source == TextSource::None && image_page) {
    diagnostics.push_back(
        {Severity::Error, page.number, "page.needs_ocr",
         omissions.invisible > 0
             ? "the page is an image with an invisible text layer that nobody checked; it needs OCR: " + std::string(kTurnOcrOn)
             : "the page is an image without text; it needs OCR: " + std::string(kTurnOcrOn)});
  } else if (unread >= kLargeImage) {
    const bool suspicious = image_page && page.glyphs.size() < kMarginalGlyphs;
    diagnostics.push_back(
        {suspicious ? Severity::Warning : Severity::Info, page.number, "page.image_unread",
         fmt::format("images cover {:.0f} % of the page; text in them was not read",
                     100 * unread)});
  }
}

}  // namespace

void report_page(const Page& page, const Omissions& omissions, const Faults& faults, double unread,
                 Diagnostics& diagnostics) {
  if (omissions.over_budget) {
    diagnostics.push_back(
        {Severity::Error, page.number, "page.too_complex",
         fmt::format("the page paints more than {} characters or {} lines; what follows them was "
                     "not read",
                     kMaxGlyphsPerPage, kMaxSegmentsPerPage)});
  }
  if (faults.count > 0) {
    diagnostics.push_back(
        {Severity::Warning, page.number, "page.damaged",
         fmt::format("the page is damaged and may be incomplete ({} faults, the first: {})",
                     faults.count, faults.first)});
  }
  report_text(page, omissions, diagnostics);
  report_images(page, omissions, unread, diagnostics);
}

void report_seals(int page_number, int seals, Diagnostics& diagnostics) {
  if (seals == 0) return;
  diagnostics.push_back({Severity::Info, page_number, "page.seal",
                         fmt::format("{} in colour {} on the page's picture; what is printed under {} was read through "
                                     "the colour", seals == 1 ? "a seal" : fmt::format("{} seals", seals),
                                     seals == 1 ? "stands" : "stand", seals == 1 ? "it" : "them")});
}

void report_outlined(int page_number, size_t shapes, const ScanQuality& quality, Diagnostics& diagnostics) {
  diagnostics.push_back(
      {Severity::Info, page_number, "page.text_outlined",
       quality.characters == 0
           ? fmt::format("{} shapes look a little like characters, and nothing could be read in them: drawings, or "
                         "slanted text", shapes)
           : fmt::format("text is drawn as shapes: {} characters were read from its picture, {} of them with doubt",
                         quality.characters, quality.doubtful)});
}

void report_unread_outlines(int page_number, size_t shapes, Diagnostics& diagnostics) {
  diagnostics.push_back({Severity::Warning, page_number, "page.text_outlined",
                         fmt::format("{} shapes look like characters that are drawn and not written, and were not read; "
                                     "look at the page, or {}", shapes, kTurnOcrOn)});
}

void report_scan(int page_number, bool whole, const ScanQuality& quality, Diagnostics& diagnostics) {
  const char* const what = whole ? "the page is a picture" : "a part of the page is a picture";
  if (quality.bilevel) {
    diagnostics.push_back({Severity::Warning, page_number, "page.needs_review",
                           fmt::format("{} in black and white alone, as faxes are: of its numbers, one in "
                                       "six may be misread", what)});
  }
  constexpr size_t kManyDoubtful = 10, kFewest = 100;  // one in so many, of so many: grey scans have one in 25
  if (!quality.bilevel && quality.characters >= kFewest && quality.doubtful * kManyDoubtful > quality.characters) {
    diagnostics.push_back({Severity::Warning, page_number, "page.needs_review",
                           fmt::format("{} that is hard to read: more than one in {} of its characters is in doubt, and "
                                       "signs and digits may be missing without a trace", what, kManyDoubtful)});
  }
  std::string message = fmt::format("{}: {} characters were read from it, {} of them with doubt", what, quality.characters,
                                    quality.doubtful);
  if (quality.unread > 0) message += fmt::format("; nothing was read in {} lines of ink", quality.unread);
  diagnostics.push_back({Severity::Info, page_number, "page.ocr", std::move(message)});
}

}  // namespace gongkai::extract
