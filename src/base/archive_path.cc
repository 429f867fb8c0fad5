#include "base/archive_path.h"

namespace gongkai {

std::string path_in_archive(std::string_view archive, std::string_view member) {
  return std::string(archive).append(kInArchive).append(member);
}

std::filesystem::path reading_order(std::string_view path) {
  std::string text(path);
  for (size_t at = text.find(kInArchive); at != text.npos; at = text.find(kInArchive, at)) {
    text.erase(at, 1);
  }
  return text;
}

}  // namespace gongkai
