// Pictures for the tests of OCR.
#pragma once

#include <fmt/format.h>
#include <poppler-document.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <filesystem>
#include <memory>
#include <string>

#include "../extract/pdf_builder.h"
#include "extract/ocr/grey_image.h"

namespace gongkai::extract {

// A page (1-based) of a PDF as a grey scan at that resolution would show it.
inline GreyImage picture_of(const std::filesystem::path& pdf, int page, double dots_per_inch) {
  const std::unique_ptr<poppler::document> document(poppler::document::load_from_file(pdf.string()));
  const std::unique_ptr<poppler::page> source(document->create_page(page - 1));
  poppler::page_renderer renderer;
  renderer.set_render_hint(poppler::page_renderer::antialiasing);
  renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
  renderer.set_image_format(poppler::image::format_gray8);
  const poppler::image image = renderer.render_page(source.get(), dots_per_inch, dots_per_inch);
  GreyImage picture{image.width(), image.height(), {}};
  for (int y = 0; y < image.height(); ++y) {
    const auto* row = reinterpret_cast<const uint8_t*>(image.const_data()) +
                      static_cast<ptrdiff_t>(y) * image.bytes_per_row();
    picture.pixels.insert(picture.pixels.end(), row, row + image.width());
  }
  return picture;
}

// A PDF of one page that is the picture.
inline std::string pdf_of(const GreyImage& picture, double dots_per_inch) {
  const double width = 72 * picture.width / dots_per_inch, height = 72 * picture.height / dots_per_inch;
  PdfBuilder pdf;
  const std::string data(picture.pixels.begin(), picture.pixels.end());
  const int image = pdf.add_stream(
      data, fmt::format("/Type /XObject /Subtype /Image /Width {} /Height {} /ColorSpace /DeviceGray "
                        "/BitsPerComponent 8", picture.width, picture.height));
  pdf.page(fmt::format("{} 0 0 {} 0 0 cm /I Do", width, height),
           fmt::format("/MediaBox [0 0 {} {}]", width, height),
           fmt::format("/XObject << /I {} 0 R >>", image));
  return pdf.bytes();
}

// The specimen with tables in 万元 of a Shanxi unit budget.
inline std::filesystem::path shanxi_specimen() {
  for (const auto& entry : std::filesystem::directory_iterator(GONGKAI_SOURCE_DIR "/corpus/shanxi-unit-budget")) {
    if (entry.path().extension() == ".pdf") return entry.path();
  }
  return {};
}

}  // namespace gongkai::extract
