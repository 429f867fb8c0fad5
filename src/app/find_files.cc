#include "app/find_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace gongkai::app {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

bool is_one_of(const fs::path& file, const std::vector<fs::path>& others) {
  return std::any_of(others.begin(), others.end(), [&](const fs::path& other) {
    std::error_code missing;  // a file that does not exist is no other one
    return fs::equivalent(file, other, missing);
  });
}

Candidate candidate_of(const fs::path& file, std::string relative, bool named) {
  struct stat status {};
  if (stat(file.c_str(), &status) != 0) {
    throw fs::filesystem_error("can't look at", file, {errno, std::generic_category()});
  }
  constexpr int64_t kNanoseconds = 1'000'000'000;
  return {file, std::move(relative), named, static_cast<uint64_t>(status.st_size),
          status.st_mtim.tv_sec * kNanoseconds + status.st_mtim.tv_nsec};
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  const auto options = fs::directory_options::skip_permission_denied;
  for (auto entry = fs::recursive_directory_iterator(folder, options); entry != fs::end(entry);
       ++entry) {
    if (is_hidden(entry->path())) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file()) {
      files.push_back(entry->path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::vector<Candidate> find_files(const std::vector<fs::path>& paths,
                                  const std::vector<fs::path>& except) {
  std::vector<Candidate> candidates;
  for (const fs::path& path : paths) {
    if (!fs::is_directory(path)) {
      candidates.push_back(candidate_of(path, path.filename().string(), true));
      continue;
    }
    for (const fs::path& file : files_below(path)) {
      if (is_one_of(file, except)) continue;
      candidates.push_back(candidate_of(file, file.lexically_relative(path).string(), false));
    }
  }
  return candidates;
}

bool is_in_shard(const Candidate& candidate, const Shard& shard) {
  // FNV-1a, as std::hash may differ between machines.
  uint64_t hash = 14'695'981'039'346'656'037U;
  for (const char c : candidate.relative) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  }
  hash ^= hash >> 32;  // the low bits alone mix little
  return hash % shard.count == shard.number - 1;
}

bool is_data_file(std::string_view media_type) {
  constexpr std::array<std::string_view, 3> kDataTypes{"text/csv", "text/tab-separated-values",
                                                       "application/json"};
  return std::find(kDataTypes.begin(), kDataTypes.end(), media_type) != kDataTypes.end();
}

}  // namespace gongkai::app
