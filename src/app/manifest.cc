#include "app/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "app/csv_file.h"
#include "base/archive_path.h"
#include "base/text.h"

namespace gongkai::app {
namespace {

namespace fs = std::filesystem;

struct ManifestColumn {
  std::string_view name;
  std::string store::ManifestEntry::*value;
};

constexpr std::array kColumns{ManifestColumn{"url", &store::ManifestEntry::url},
                              ManifestColumn{"region_code", &store::ManifestEntry::region_code},
                              ManifestColumn{"unit_name", &store::ManifestEntry::unit_name},
                              ManifestColumn{"fetched_at", &store::ManifestEntry::fetched_at}};
constexpr std::string_view kPathColumn = "path";

constexpr std::string_view kManifest = "manifest";

std::string normal(const fs::path& path) { return path.lexically_normal().string(); }

}  // namespace

Manifest::Manifest(const fs::path& file) : folder_(fs::absolute(file).parent_path()) {
  const CsvFile csv = read_csv_file(file, kManifest);
  const std::vector<std::string>& headings = csv.columns;
  const size_t path = find_column(csv, kPathColumn, file, kManifest);
  if (path == headings.size()) {
    refuse_csv_file(file, kManifest,
                    fmt::format("it has no column path, so that nothing says which files its rows are about; its "
                                "columns are {}",
                                fmt::join(headings, ", ")));
  }
  std::array<size_t, kColumns.size()> places{};
  std::transform(kColumns.begin(), kColumns.end(), places.begin(),
                 [&](const ManifestColumn& c) { return find_column(csv, c.name, file, kManifest); });
  for (const std::string& heading : headings) {
    const bool is_used = heading == kPathColumn ||
                         std::any_of(kColumns.begin(), kColumns.end(),
                                     [&](const ManifestColumn& c) { return c.name == heading; });
    if (!is_used) other_columns_.push_back(heading);
  }
  for (const auto& [line, fields] : csv.rows) {
    Row row{.path = trimmed(fields[path])};
    for (size_t c = 0; c < kColumns.size(); ++c) {
      if (places[c] < headings.size()) row.entry.*kColumns[c].value = trimmed(fields[places[c]]);
    }
    add(std::move(row));
  }
}

void Manifest::add(Row row) {
  const fs::path path = row.path;
  const auto [place, is_new] = by_place_.try_emplace(normal(folder_ / path), rows_.size());
  if (!is_new) {
    ++repeated_;
    rows_[place->second] = std::move(row);
    return;
  }
  if (path.is_relative()) by_path_[normal(path)] = rows_.size();
  rows_.push_back(std::move(row));
}

const store::ManifestEntry* Manifest::find(const fs::path& file, const std::string& relative) {
  std::string place = normal(fs::absolute(file));
  std::string path = relative;
  for (;;) {
    for (const auto& [places, name] :
         {std::pair(&by_place_, &place), std::pair(&by_path_, &path)}) {
      const auto found = places->find(*name);
      if (found == places->end()) continue;
      Row& row = rows_[found->second];
      row.matched = true;
      return &row.entry;
    }
    const size_t archive = place.rfind(kInArchive);
    if (archive == place.npos) return nullptr;
    path.resize(path.rfind(kInArchive));
    place.resize(archive);
  }
}

void Manifest::leave_to_others(const fs::path& file, const std::string& relative) {
  const auto match = [&](const Places& places, const std::string& path) {
    const std::string inside = path_in_archive(path, "");
    if (const auto found = places.find(path); found != places.end()) {
      rows_[found->second].matched = true;
    }
    for (auto row = places.lower_bound(inside);
         row != places.end() && row->first.starts_with(inside); ++row) {
      rows_[row->second].matched = true;
    }
  };
  match(by_place_, normal(fs::absolute(file)));
  match(by_path_, relative);
}

std::vector<std::string> Manifest::unmatched() const {
  std::vector<std::string> paths;
  for (const Row& row : rows_) {
    if (!row.matched) paths.push_back(row.path);
  }
  return paths;
}

}  // namespace gongkai::app
