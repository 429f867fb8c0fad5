#include "extract/page_picture.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <png.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <array>
#include <cstdint>
#include <vector>

#include "extract/reader.h"

namespace gongkai::extract {
namespace {

constexpr double kMaxSide = 5000;  // points
constexpr unsigned kGreys = 16;    // four bits a pixel; smoothed letters need no more

// Each pixel's shade, 0 (black) to kGreys - 1.
std::vector<png_byte> shades_of(const poppler::image& image) {
  std::vector<png_byte> shades;
  shades.reserve(static_cast<size_t>(image.width()) * static_cast<size_t>(image.height()));
  for (int y = 0; y < image.height(); ++y) {
    const auto* row =
        reinterpret_cast<const uint8_t*>(image.const_data()) + y * image.bytes_per_row();
    for (int x = 0; x < image.width(); ++x) {
      shades.push_back(static_cast<png_byte>((row[x] * (kGreys - 1) + 127) / 255));
    }
  }
  return shades;
}

std::string png_of(const poppler::image& image) {
  std::array<png_byte, kGreys> greys{};
  for (unsigned i = 0; i < kGreys; ++i) greys[i] = static_cast<png_byte>(i * 255 / (kGreys - 1));
  const std::vector<png_byte> shades = shades_of(image);
  png_image header{};
  header.version = PNG_IMAGE_VERSION;
  header.width = static_cast<png_uint_32>(image.width());
  header.height = static_cast<png_uint_32>(image.height());
  header.format = PNG_FORMAT_GRAY | PNG_FORMAT_FLAG_COLORMAP;
  header.colormap_entries = kGreys;
  std::string png(PNG_IMAGE_PNG_SIZE_MAX(header), '\0');
  png_alloc_size_t bytes = png.size();
  if (png_image_write_to_memory(&header, png.data(), &bytes, 0, shades.data(), 0, greys.data()) ==
      0) {
    throw Unreadable(fmt::format("the page can't be saved as a picture ({})", header.message));
  }
  png.resize(bytes);
  return png;
}

std::string base64(const std::string& bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock ends it with a NUL
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<size_t>(length));
  return text;
}

}  // namespace

struct PagePainter::Pdf {
  std::unique_ptr<poppler::document> document;
};

PagePainter::PagePainter(const std::string& pdf) : pdf_(std::make_unique<Pdf>()) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  pdf_->document.reset(
      poppler::document::load_from_raw_data(pdf.data(), static_cast<int>(pdf.size())));
  if (!pdf_->document || pdf_->document->is_locked()) {
    throw Unreadable("the PDF can't be opened for drawing");
  }
}

PagePainter::~PagePainter() = default;

std::string PagePainter::draw(int page, double dots_per_inch) const {
  const std::unique_ptr<poppler::page> source(pdf_->document->create_page(page - 1));
  if (!source) throw Unreadable(fmt::format("the PDF has no page {}", page));
  const poppler::rectf size = source->page_rect();
  if (size.width() > kMaxSide || size.height() > kMaxSide) {
    throw Unreadable(fmt::format("page {} measures {:.0f} x {:.0f} points and is too large to draw",
                                 page, size.width(), size.height()));
  }
  poppler::page_renderer renderer;
  renderer.set_render_hint(poppler::page_renderer::antialiasing);
  renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
  renderer.set_image_format(poppler::image::format_gray8);
  const poppler::image image = renderer.render_page(source.get(), dots_per_inch, dots_per_inch);
  if (!image.is_valid()) throw Unreadable(fmt::format("page {} can't be drawn", page));
  return png_of(image);
}

std::string page_as_data_uri(const std::filesystem::path& pdf, int page, double dots_per_inch) {
  const std::string bytes = load(pdf).bytes;
  return "data:image/png;base64," + base64(PagePainter(bytes).draw(page, dots_per_inch));
}

}  // namespace gongkai::extract
