#include "app/picture_process.h"

#include "base/byte_stream.h"
#include "extract/page_picture.h"
#include "extract/reader.h"

namespace gongkai::app {
namespace {

constexpr double kDotsPerInch = 96;  // the smallest print of these tables is legible, at some 30 KB a page

// Each page's number, picture and, where that is empty, why.
void draw_as_asked(const std::string& request, const Nursery::Put& put) {
  ByteReader in(request);
  const std::string pdf(in.take_text());
  const extract::PagePainter painter(pdf);
  for (int64_t left = in.take_integer(); left > 0; --left) {
    const int64_t page = in.take_integer();
    ByteWriter out;
    out.put_integer(page);
    try {
      out.put_text(painter.draw(static_cast<int>(page), kDotsPerInch));
      out.put_text("");
    } catch (const extract::Unreadable& e) {
      out.put_text("");
      out.put_text(e.what());
    }
    put(out.bytes());
  }
}

}  // namespace

Nursery::Work drawing_work() {
  Nursery::Work work;
  work.reply = draw_as_asked;
  work.readable = {"/etc/fonts", "/usr/share/fontconfig", "/usr/share/fonts", "/usr/local/share/fonts",
                   "/var/cache/fontconfig"};
  return work;
}

std::string draw_request(const std::string& pdf, const std::vector<int>& pages) {
  ByteWriter out;
  out.put_text(pdf);
  out.put_integer(std::ssize(pages));
  for (const int page : pages) out.put_integer(page);
  return out.bytes();
}

DrawnPages drawn_pages(const Ending& ending) {
  DrawnPages drawn{.pictures = {}, .reason = ending.error};
  if (!ending.error.empty()) return drawn;
  ByteReader in(ending.reply);
  while (!in.at_end()) {
    const auto page = static_cast<int>(in.take_integer());
    std::string picture(in.take_text());
    const std::string_view reason = in.take_text();
    if (reason.empty())
      drawn.pictures[page] = std::move(picture);
    else
      drawn.reason = reason;
  }
  return drawn;
}

}  // namespace gongkai::app
