#include "app/reading_process.h"

#include "app/unpacked_archive.h"
#include "base/byte_stream.h"
#include "base/release.h"
#include "embedded/warm_up_document.h"
#include "extract/ocr/runtime_version.h"
#include "extract/office_type.h"

namespace gongkai::app {
namespace {

std::string request_of(Task task, const extract::Source& source, std::string_view reason = "") {
  ByteWriter out;
  out.put_byte(static_cast<uint8_t>(task));
  out.put_text(source.path);
  out.put_text(source.identity.sha256);
  out.put_text(source.identity.media_type);
  out.put_integer(static_cast<int64_t>(source.identity.byte_size));
  out.put_byte(source.is_converted);
  out.put_text(source.bytes);
  out.put_text(reason);
  return out.bytes();
}

extract::Source source_from(ByteReader& in) {
  extract::Source source;
  source.path = in.take_text();
  source.identity.sha256 = in.take_text();
  source.identity.media_type = in.take_text();
  source.identity.byte_size = static_cast<uint64_t>(in.take_integer());
  source.is_converted = in.take_byte() != 0;
  source.bytes = in.take_text();
  return source;
}

// A request to convert becomes one to read the PDF; others are as they were.
std::string converted(std::string request, const OfficeConverter& converter, const Limits& limits) {
  ByteReader in(request);
  if (static_cast<Task>(in.take_byte()) != Task::Convert) return request;
  extract::Source source = source_from(in);
  try {
    source.bytes = convert_to_pdf(converter, source, limits);
    source.is_converted = true;
    return request_of(Task::Read, source);
  } catch (const extract::Unreadable& e) {
    release(source.bytes);
    return request_of(Task::Refuse, source, e.what());
  }
}

}  // namespace

Report warm_up(const Knowledge& knowledge) {
  const embedded::EmbeddedFile& file = embedded::warm_up_document.front();
  return report_on(extract::source_of(std::string(file.name), std::string(file.text)), knowledge, {});
}

std::string read_request(const extract::Source& source, const OfficeConverter& converter) {
  const bool convert = extract::is_office(source.identity.media_type) &&
                       !converter.program.empty() && !source.bytes.empty();
  return request_of(convert ? Task::Convert : Task::Read, source);
}

Nursery::Work prepare_work(const std::filesystem::path& schemas, const Limits& limits, extract::OcrMode ocr, Reads reads,
                           const store::Provenance& provenance, const OfficeConverter& converter) {
  extract::prepare();
  if (reads == Reads::All) extract::prepare_ocr();
  Knowledge shared = load_knowledge(schemas);
  shared.reading.ocr = ocr;
  shared.reading.ocr_elsewhere = reads == Reads::TextOnly && extract::why_no_ocr().empty();
  // The rest is for what is read without OCR, and for what comes after.
  shared.reading.ocr_budget = std::chrono::seconds(limits.cpu_seconds * 2 / 3);
  warm_up(shared);
  Nursery::Work work;
  work.before = [converter, limits](std::string request) {
    return converted(std::move(request), converter, limits);
  };
  work.reply = [knowledge = std::move(shared), provenance](std::string request, const Nursery::Put& put) {
    ByteReader in(request);
    const Task task = static_cast<Task>(in.take_byte());
    if (task == Task::Unpack) return unpack_as_asked(in, put);
    const extract::Source source = source_from(in);
    const std::string reason(in.take_text());
    release(request);
    try {
      give(task == Task::Refuse ? report_failure(source, reason, provenance)
                                : report_on(source, knowledge, provenance),
           put);
    } catch (const extract::NeedsOcr&) {  // no reply
    }
  };
  return work;
}

}  // namespace gongkai::app
