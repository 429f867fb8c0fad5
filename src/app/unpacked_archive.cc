#include "app/unpacked_archive.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "app/reading_process.h"
#include "base/archive_path.h"

namespace gongkai::app {
namespace {

using extract::ArchivePart;

// After the kinds of ArchivePart: the rest of the archive can't be read; the text says why.
constexpr uint8_t kEndedEarly = 0xFF;

void put_part(const Nursery::Put& put, uint8_t kind, std::string_view text) {
  ByteWriter out;
  out.put_byte(kind);
  out.put_text(text);
  put(out.bytes());
}

void require_file(bool good) {
  if (!good) throw std::system_error(errno, std::generic_category(), "a temporary file in /tmp");
}

}  // namespace

std::string unpack_request(const extract::Source& archive, const extract::ArchiveLimits& limits) {
  ByteWriter out;
  out.put_byte(static_cast<uint8_t>(Task::Unpack));
  out.put_text(archive.identity.media_type);
  out.put_integer(static_cast<int64_t>(limits.bytes));
  out.put_integer(static_cast<int64_t>(limits.members));
  out.put_text(archive.bytes);
  return out.bytes();
}

void unpack_as_asked(ByteReader& request, const Nursery::Put& put) {
  const std::string_view media_type = request.take_text();
  extract::ArchiveLimits limits;
  limits.bytes = static_cast<uint64_t>(request.take_integer());
  limits.members = static_cast<uint64_t>(request.take_integer());
  try {
    extract::unpack(request.take_text(), media_type, limits, [&](const ArchivePart& part) {
      put_part(put, static_cast<uint8_t>(part.kind), part.text);
    });
  } catch (const extract::Unreadable& e) {
    put_part(put, kEndedEarly, e.what());
  }
}

UnpackedArchive::UnpackedArchive(Nursery& nursery, const extract::Source& archive,
                                 const extract::ArchiveLimits& limits)
    : file_(std::tmpfile()) {
  require_file(file_ != nullptr);
  const Ending ending = nursery.run_child(unpack_request(archive, limits),
                                          [&](std::string_view piece) { take(piece); });
  if (error_.empty()) error_ = ending.error;
  std::stable_sort(members_.begin(), members_.end(), [](const Member& a, const Member& b) {
    return reading_order(a.path) < reading_order(b.path);
  });
}

void UnpackedArchive::take(std::string_view piece) {
  pending_ += piece;
  size_t taken = 0;
  try {
    for (;;) {
      ByteReader in(std::string_view(pending_).substr(taken));
      const uint8_t kind = in.take_byte();
      const std::string_view text = in.take_text();
      take_part(kind, text);
      taken = static_cast<size_t>(text.data() + text.size() - pending_.data());
    }
  } catch (const MalformedBytes&) {  // its rest is still to come
  }
  pending_.erase(0, taken);
}

void UnpackedArchive::take_part(uint8_t kind, std::string_view text) {
  if (kind == kEndedEarly) {
    error_ = text;
    return;
  }
  switch (static_cast<ArchivePart::Kind>(kind)) {
    case ArchivePart::Kind::Begin:
      require_file(std::fseek(file_.get(), static_cast<long>(end_), SEEK_SET) == 0);
      current_ = {std::string(text), end_, 0};
      return;
    case ArchivePart::Kind::Bytes:
      require_file(std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size());
      current_.byte_size += text.size();
      return;
    case ArchivePart::Kind::Whole:
      end_ += current_.byte_size;
      members_.push_back(current_);
      return;
    case ArchivePart::Kind::Flaw: flaws_.push_back({current_.path, std::string(text)}); return;
  }
}

std::string UnpackedArchive::bytes_of(const Member& member) const {
  std::string bytes(member.byte_size, '\0');
  require_file(std::fseek(file_.get(), static_cast<long>(member.offset), SEEK_SET) == 0);
  require_file(std::fread(bytes.data(), 1, bytes.size(), file_.get()) == bytes.size());
  return bytes;
}

}  // namespace gongkai::app
