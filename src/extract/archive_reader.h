// What is in an archive: zip, 7z, rar, and tar, plain or compressed (gzip, bzip2, xz, zstd); a single
// compressed file is an archive of one, called "data".
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "extract/reader.h"

namespace gongkai::extract {

bool is_archive(std::string_view media_type);

// Against archives that are made to fill memory and disks: what an archive may still give, with the
// archives in it. Budgets are PDFs, which hardly shrink.
struct ArchiveLimits {
  uint64_t bytes = 2ULL << 30;  // of all members together
  uint64_t members = 20'000;
  uint64_t member_bytes = kMaxFileBytes;  // of one of them
  uint64_t ratio = 200;                   // of unpacked to packed bytes,
};
inline constexpr uint64_t kBytesOfAnyRatio = 64ULL << 20;  // beyond these
inline constexpr int kMaxArchiveDepth = 2;                 // an archive, and those that it contains

// What unpack() gives, in the order of the archive: for each member Begin, any number of Bytes, then
// Whole or Flaw.
struct ArchivePart {
  enum class Kind : uint8_t { Begin, Bytes, Whole, Flaw };
  Kind kind = Kind::Begin;
  std::string_view text;  // of Begin: the member's path in the archive, with / between folders;
                          // of Bytes: a piece of its content; of Flaw: why it can't be read
};

// See prepare() in reader.h.
void prepare_archives();

// Calls visit(part) for every file of the archive; folders, links and hidden files are passed over.
// Paths are UTF-8, or were GB 18030, as programs of Chinese Windows write them. Throws Unreadable
// where the rest can't be read or a limit is met; what was visited before is as it should be.
void unpack(std::string_view bytes, std::string_view media_type, const ArchiveLimits& limits,
            const std::function<void(const ArchivePart&)>& visit);

}  // namespace gongkai::extract
