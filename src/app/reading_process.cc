#include "app/reading_process.h"

#include "app/pipeline.h"
#include "app/unpacked_archive.h"
#include "base/byte_stream.h"

namespace gongkai::app {
namespace {

extract::Source source_from(ByteReader& in) {
  extract::Source source;
  source.path = in.take_text();
  source.identity.sha256 = in.take_text();
  source.identity.media_type = in.take_text();
  source.identity.byte_size = static_cast<uint64_t>(in.take_integer());
  source.bytes = in.take_text();
  return source;
}

}  // namespace

std::string read_request(const extract::Source& source) {
  ByteWriter out;
  out.put_byte(static_cast<uint8_t>(Task::Read));
  out.put_text(source.path);
  out.put_text(source.identity.sha256);
  out.put_text(source.identity.media_type);
  out.put_integer(static_cast<int64_t>(source.identity.byte_size));
  out.put_text(source.bytes);
  return out.bytes();
}

Nursery::Work prepare_work(const std::filesystem::path& schemas, const Limits& limits,
                           const store::Provenance& provenance) {
  extract::prepare();
  Knowledge shared = load_knowledge(schemas);
  // The rest is for what is read without OCR, and for what comes after.
  shared.reading.ocr_budget = std::chrono::seconds(limits.cpu_seconds * 2 / 3);
  return [knowledge = std::move(shared), provenance](const std::string& request,
                                                     const Nursery::Put& put) {
    ByteReader in(request);
    switch (static_cast<Task>(in.take_byte())) {
      case Task::Read: return put(to_bytes(report_on(source_from(in), knowledge, provenance)));
      case Task::Unpack: return unpack_as_asked(in, put);
    }
  };
}

}  // namespace gongkai::app
