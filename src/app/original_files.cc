#include "app/original_files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/archive_path.h"
#include "extract/archive_reader.h"

namespace gongkai::app {

std::optional<extract::Source> OriginalFiles::at(const std::string& path) {
  const size_t end = path.rfind(kInArchive);
  if (end == std::string::npos) {
    if (!std::filesystem::is_regular_file(path)) return std::nullopt;
    try {
      return extract::load(path);
    } catch (const std::system_error&) {
      return std::nullopt;
    }
  }
  const UnpackedArchive* archive = opened(path.substr(0, end));
  if (archive == nullptr) return std::nullopt;
  const std::string member = path.substr(end + kInArchive.size());
  const auto found =
      std::find_if(archive->members().begin(), archive->members().end(),
                   [&](const UnpackedArchive::Member& other) { return other.path == member; });
  if (found == archive->members().end()) return std::nullopt;
  return extract::source_of(path, archive->bytes_of(*found));
}

const UnpackedArchive* OriginalFiles::opened(const std::string& path) {
  for (const Opened& opened : opened_) {
    if (opened.path == path) return &opened.archive;
  }
  const std::optional<extract::Source> source = at(path);
  if (!source || !extract::is_archive(source->identity.media_type)) return nullptr;
  opened_.push_front({path, UnpackedArchive(nursery_, *source, {})});
  if (opened_.size() > extract::kMaxArchiveDepth) opened_.pop_back();
  return &opened_.front().archive;
}

}  // namespace gongkai::app
