// The CSV file in which a scraper says where the files come from (ingest --manifest).
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "store/manifests.h"

namespace gongkai::app {

class Manifest {
 public:
  // Reads path, url, region_code, unit_name and fetched_at, in any order; a column may be missing,
  // save path. UTF-8, UTF-16 or GB 18030. Throws std::runtime_error, with file and line, where it
  // is no such table.
  explicit Manifest(const std::filesystem::path& file);

  // The row of a file: the one with its path from the manifest's folder, or with its absolute path;
  // else the one with its path from the ingested folder (Candidate::relative). A file in an archive
  // without a row of its own has its archive's. nullptr: there is none. Of several rows with one
  // path, the last counts.
  const store::ManifestEntry* find(const std::filesystem::path& file, const std::string& relative);

  size_t size() const { return rows_.size(); }
  size_t repeated() const { return repeated_; }  // rows that a later one with their path replaces
  const std::vector<std::string>& other_columns() const { return other_columns_; }

  // Notes that a file belongs to another run, and with it what may be in it: the rows are matched.
  void leave_to_others(const std::filesystem::path& file, const std::string& relative);

  // The paths, as they stand in the manifest, of the rows that find() has not given.
  std::vector<std::string> unmatched() const;

 private:
  struct Row {
    std::string path;
    store::ManifestEntry entry;
    bool matched = false;
  };

  using Places = std::map<std::string, size_t>;

  void add(Row row);

  std::filesystem::path folder_;
  std::vector<Row> rows_;
  Places by_place_;  // absolute path → row
  Places by_path_;   // relative path, as in the manifest → row
  size_t repeated_ = 0;
  std::vector<std::string> other_columns_;
};

}  // namespace gongkai::app
