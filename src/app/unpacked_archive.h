// The files of an archive, unpacked by a confined process into a temporary file.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/nursery.h"
#include "base/byte_stream.h"
#include "extract/archive_reader.h"
#include "extract/reader.h"

namespace gongkai::app {

// What a child is asked for, and what it does behind the byte of its Task (reading_process.h).
std::string unpack_request(const extract::Source& archive, const extract::ArchiveLimits& limits);
void unpack_as_asked(ByteReader& request, const Nursery::Put& put);

class UnpackedArchive {
 public:
  struct Member {
    std::string path;  // in the archive
    uint64_t offset = 0;
    uint64_t byte_size = 0;
  };
  // A file that is in the archive but can't be read.
  struct Flaw {
    std::string path;
    std::string reason;
  };

  // Throws std::system_error where the temporary file can't be written.
  // REQUIRES: the nursery's children do what unpack_request() asks for.
  UnpackedArchive(Nursery& nursery, const extract::Source& archive,
                  const extract::ArchiveLimits& limits);

  // Those that could be read as a whole, in the order in which a folder's files are read.
  const std::vector<Member>& members() const { return members_; }
  const std::vector<Flaw>& flaws() const { return flaws_; }
  const std::string& error() const { return error_; }  // why its rest can't be read; "" if it could
  uint64_t byte_size() const { return end_; }          // of all members

  std::string bytes_of(const Member& member) const;

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  void take(std::string_view piece);
  void take_part(uint8_t kind, std::string_view text);

  std::unique_ptr<std::FILE, CloseFile> file_;
  std::string pending_;  // bytes of a part that has not come as a whole
  Member current_;
  uint64_t end_ = 0;  // of the last whole member
  std::vector<Member> members_;
  std::vector<Flaw> flaws_;
  std::string error_;
};

}  // namespace gongkai::app
