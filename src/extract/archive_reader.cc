#include "extract/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <locale.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <vector>

#include "base/text.h"
#include "extract/reader.h"
#include "extract/text_reader.h"

namespace gongkai::extract {
namespace {

constexpr std::array<std::string_view, 4> kCompressed{"application/gzip", "application/x-bzip2",
                                                      "application/x-xz", "application/zstd"};
constexpr std::array<std::string_view, 4> kContainers{
    "application/zip", "application/x-7z-compressed", "application/x-rar", "application/x-tar"};

template <typename List>
bool lists(const List& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Archive = std::unique_ptr<archive, FreeArchive>;

// libarchive converts the names that an archive declares to be Unicode into the locale's encoding,
// and loses them where that can't take them. glibc's own locale of UTF-8 needs no installed language.
locale_t utf8_locale() {
  static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return locale;
}

class Utf8Names {
 public:
  Utf8Names() : before_(uselocale(utf8_locale())) {}
  ~Utf8Names() { uselocale(before_); }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  locale_t before_;
};

Archive open_archive(std::string_view bytes, std::string_view media_type) {
  Archive reader(archive_read_new());
  if (!reader) throw std::bad_alloc();
  // By name: libarchive's "all" has formats that nobody publishes and filters that run programs.
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_filter_bzip2(reader.get());
  archive_read_support_filter_xz(reader.get());
  archive_read_support_filter_zstd(reader.get());
  archive_read_support_format_zip(reader.get());
  archive_read_support_format_7zip(reader.get());
  archive_read_support_format_rar(reader.get());
  archive_read_support_format_rar5(reader.get());
  archive_read_support_format_tar(reader.get());
  // Whatever it unpacks to; of others, it would be the archive itself.
  if (lists(kCompressed, media_type)) archive_read_support_format_raw(reader.get());
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    throw Unreadable("the archive is damaged or of an unknown kind; download it again");
  }
  return reader;
}

std::string path_of(archive_entry* entry) {
  const char* name = archive_entry_pathname(entry);
  if (name == nullptr) name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) return "";
  const auto text = decode_text(name, Ending::Whole);
  std::string path = text ? *text : encode_utf8(decode_utf8(name));
  std::replace(path.begin(), path.end(), '\\', '/');  // of old programs of Windows
  while (path.starts_with("./") || path.starts_with('/')) path.erase(0, path[0] == '/' ? 1 : 2);
  return path;
}

// The file itself, or a folder that it lies in.
bool is_hidden(std::string_view path) {
  const std::vector<std::string> names = split(path, '/');
  return std::any_of(names.begin(), names.end(), [](const std::string& name) {
    return name.starts_with('.') && name != "." && name != "..";
  });
}

class Unpacker {
 public:
  Unpacker(std::string_view bytes, std::string_view media_type, const ArchiveLimits& limits,
           const std::function<void(const ArchivePart&)>& visit)
      : reader_(open_archive(bytes, media_type)),
        limits_(limits),
        packed_bytes_(bytes.size()),
        visit_(visit) {}

  void run() {
    archive_entry* entry = nullptr;
    for (;;) {
      const int result = archive_read_next_header(reader_.get(), &entry);
      if (result == ARCHIVE_EOF) return;
      if (result == ARCHIVE_FATAL) fail_rest();
      if (result == ARCHIVE_OK || result == ARCHIVE_WARN) take(entry);
    }
  }

 private:
  using Kind = ArchivePart::Kind;

  [[noreturn]] void fail_rest() const {
    if (archive_read_has_encrypted_entries(reader_.get()) == 1) {
      throw Unreadable("the archive is encrypted; unpack it with its password");
    }
    throw Unreadable(
        fmt::format("the archive is damaged, and its rest can't be read ({}); download "
                    "it again",
                    reason()));
  }

  std::string reason() const {
    const char* text = archive_error_string(reader_.get());
    return text == nullptr ? "no reason given" : text;
  }

  void take(archive_entry* entry) {
    const bool is_link =
        archive_entry_hardlink(entry) != nullptr || archive_entry_symlink(entry) != nullptr;
    const std::string path = path_of(entry);
    if (archive_entry_filetype(entry) != AE_IFREG || is_link || is_hidden(path)) return;
    if (++members_ > limits_.members) {
      throw Unreadable(fmt::format("the archive has more than {} files; unpack it first",
                                   ArchiveLimits().members));
    }
    visit_({Kind::Begin, path});
    if (archive_entry_is_encrypted(entry) != 0) {
      visit_({Kind::Flaw, "it is encrypted; unpack the archive with its password"});
    } else {
      take_content();
    }
  }

  void take_content() {
    std::array<char, 1 << 16> buffer;
    uint64_t bytes = 0;
    for (;;) {
      const la_ssize_t count = archive_read_data(reader_.get(), buffer.data(), buffer.size());
      if (count == 0) return visit_({Kind::Whole, ""});
      if (count < 0) {
        visit_(
            {Kind::Flaw, fmt::format("it is damaged ({}); download the archive again", reason())});
        if (count == ARCHIVE_FATAL) fail_rest();
        return;
      }
      count_bytes(static_cast<uint64_t>(count));
      bytes += static_cast<uint64_t>(count);
      if (bytes > limits_.member_bytes) {
        return visit_({Kind::Flaw, "it is larger than 256 MiB; unpack the archive and split it"});
      }
      visit_({Kind::Bytes, {buffer.data(), static_cast<size_t>(count)}});
    }
  }

  void count_bytes(uint64_t more) {
    bytes_ += more;
    if (bytes_ > limits_.bytes) {
      throw Unreadable(fmt::format("what is in the archive takes more than {} MiB; unpack it first",
                                   ArchiveLimits().bytes >> 20));
    }
    if (bytes_ > kBytesOfAnyRatio && bytes_ / limits_.ratio > packed_bytes_) {
      throw Unreadable(fmt::format(
          "the archive unpacks to more than {} times its size, as such do that are made to fill "
          "disks; look what it is",
          limits_.ratio));
    }
  }

  Utf8Names utf8_names_;
  Archive reader_;
  const ArchiveLimits& limits_;
  uint64_t packed_bytes_;
  const std::function<void(const ArchivePart&)>& visit_;
  uint64_t bytes_ = 0;
  uint64_t members_ = 0;
};

}  // namespace

bool is_archive(std::string_view media_type) {
  return lists(kContainers, media_type) || lists(kCompressed, media_type);
}

void prepare_archives() { utf8_locale(); }

void unpack(std::string_view bytes, std::string_view media_type, const ArchiveLimits& limits,
            const std::function<void(const ArchivePart&)>& visit) {
  Unpacker(bytes, media_type, limits, visit).run();
}

}  // namespace gongkai::extract
