// Makes small archives, so that a test shows what is in them.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::extract {

struct PackedFile {
  std::string path;  // bytes, of whatever encoding
  std::string content;
};

// A ZIP whose files are stored as they are. Of `flags` (APPNOTE 4.4.4), bit 0 is "encrypted", bit 11
// "the name is UTF-8".
inline std::string stored_zip(const std::vector<PackedFile>& files, uint16_t flags = 0) {
  const auto number = [](uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i, value >>= 8) text += static_cast<char>(value & 0xFF);
    return text;
  };
  const auto crc32 = [](std::string_view bytes) {
    uint32_t crc = ~0U;
    for (const char c : bytes) {
      crc ^= static_cast<unsigned char>(c);
      for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320U : 0);
    }
    return ~crc;
  };
  std::string zip;
  std::string directory;
  for (const auto& [path, content] : files) {
    const std::string common = number(20, 2) + number(flags, 2) + number(0, 6) +
                               number(crc32(content), 4) + number(content.size(), 4) +
                               number(content.size(), 4) + number(path.size(), 2) + number(0, 2);
    directory +=
        "PK\x01\x02" + number(20, 2) + common + number(0, 10) + number(zip.size(), 4) + path;
    zip += "PK\x03\x04" + common + path + content;
  }
  const std::string count = number(files.size(), 2);
  return zip + directory + "PK\x05\x06" + number(0, 4) + count + count +
         number(directory.size(), 4) + number(zip.size(), 4) + number(0, 2);
}

// As libarchive writes it: a format (ARCHIVE_FORMAT_7ZIP, ARCHIVE_FORMAT_TAR_USTAR …) and a filter
// (ARCHIVE_FILTER_NONE, ARCHIVE_FILTER_GZIP …).
inline std::string pack(int format, int filter, const std::vector<PackedFile>& files) {
  archive* writer = archive_write_new();
  archive_write_set_format(writer, format);
  archive_write_add_filter(writer, filter);
  archive_write_set_bytes_in_last_block(writer, 1);
  size_t room = 1 << 20;
  for (const PackedFile& file : files) room += file.content.size() + 2048;
  std::string bytes(room, '\0');
  size_t used = 0;
  archive_write_open_memory(writer, bytes.data(), bytes.size(), &used);
  for (const auto& [path, content] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, path.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, path.ends_with('/') ? AE_IFDIR : AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(writer, entry);
    archive_write_data(writer, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  bytes.resize(used);
  return bytes;
}

}  // namespace gongkai::extract
