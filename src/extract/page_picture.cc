#include "extract/page_picture.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <system_error>

#include "extract/reader.h"

namespace gongkai::extract {
namespace {

constexpr double kMaxSide = 5000;  // points

// A file that is gone when the object is.
class TemporaryFile {
 public:
  TemporaryFile() : name_((std::filesystem::temp_directory_path() / "gongkai-XXXXXX").string()) {
    const int handle = mkstemp(name_.data());
    if (handle < 0) throw std::system_error(errno, std::generic_category(), name_);
    close(handle);
  }
  ~TemporaryFile() { std::remove(name_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::string& name() const { return name_; }

 private:
  std::string name_;
};

// poppler-cpp writes pictures to files only.
std::string png_of(const poppler::image& image) {
  const TemporaryFile file;
  if (!image.save(file.name(), "png")) throw Unreadable("the page could not be saved as a picture");
  std::ifstream in(file.name(), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
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

std::string page_as_data_uri(const std::filesystem::path& pdf, int page, double dots_per_inch) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_file(pdf.string()));
  if (!document || document->is_locked()) throw Unreadable("the PDF can't be opened for drawing");
  const std::unique_ptr<poppler::page> source(document->create_page(page - 1));
  if (!source) throw Unreadable(fmt::format("the PDF has no page {}", page));
  const poppler::rectf size = source->page_rect();
  if (size.width() > kMaxSide || size.height() > kMaxSide) {
    throw Unreadable(fmt::format("page {} measures {:.0f} x {:.0f} points and is too large to draw",
                                 page, size.width(), size.height()));
  }
  poppler::page_renderer renderer;
  renderer.set_render_hint(poppler::page_renderer::antialiasing);
  renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
  const poppler::image image = renderer.render_page(source.get(), dots_per_inch, dots_per_inch);
  if (!image.is_valid()) throw Unreadable(fmt::format("page {} can't be drawn", page));
  return "data:image/png;base64," + base64(png_of(image));
}

}  // namespace gongkai::extract
