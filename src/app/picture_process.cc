#include "app/picture_process.h"

#include "app/reading_process.h"
#include "app/unpacked_archive.h"
#include "base/byte_stream.h"
#include "extract/archive_reader.h"
#include "extract/office_type.h"
#include "extract/page_picture.h"
#include "extract/reader.h"

namespace gongkai::app {
namespace {

constexpr double kDotsPerInch =
    96;  // the smallest print of these tables is legible, at some 30 KB a page

// Each page's number, picture and, where that is empty, why.
void draw_as_asked(ByteReader& in, const Nursery::Put& put) {
  in.take_text();  // the media type: it is a PDF by now
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

// A request to draw an office document becomes one to draw its PDF; others are as they were.
std::string with_pdf(std::string request, const OfficeConverter& converter, const Limits& limits) {
  ByteReader in(request);
  if (static_cast<Task>(in.take_byte()) != Task::Draw) return request;
  extract::Source source;
  source.identity.media_type = in.take_text();
  if (!extract::is_office(source.identity.media_type)) return request;
  source.bytes = in.take_text();
  source.bytes = convert_to_pdf(converter, source, limits);
  source.identity.media_type = "application/pdf";
  std::vector<int> pages;
  for (int64_t left = in.take_integer(); left > 0; --left)
    pages.push_back(static_cast<int>(in.take_integer()));
  return draw_request(source, pages);
}

}  // namespace

Nursery::Work drawing_work(const OfficeConverter& converter, const Limits& limits) {
  extract::prepare_archives();
  Nursery::Work work;
  work.before = [converter, limits](std::string request) {
    return with_pdf(std::move(request), converter, limits);
  };
  work.reply = [](const std::string& request, const Nursery::Put& put) {
    ByteReader in(request);
    if (static_cast<Task>(in.take_byte()) == Task::Unpack) return unpack_as_asked(in, put);
    draw_as_asked(in, put);
  };
  return work;
}

bool can_draw(std::string_view media_type, const OfficeConverter& converter) {
  return media_type == "application/pdf" ||
         (extract::is_office(media_type) && !converter.program.empty());
}

std::string draw_request(const extract::Source& source, const std::vector<int>& pages) {
  ByteWriter out;
  out.put_byte(static_cast<uint8_t>(Task::Draw));
  out.put_text(source.identity.media_type);
  out.put_text(source.bytes);
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
