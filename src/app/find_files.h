// Which files a run is about.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::app {

struct Candidate {
  std::filesystem::path file;
  std::string relative;  // to the folder that was named, or its name: the same on every machine
  bool named = false;  // on the command line itself, not found in a folder
  uint64_t byte_size = 0;
  int64_t modified_ns = 0;  // since 1970, UTC
};

// The named files, and all files below the named folders, whatever they are called: in the order of
// the arguments, those of one folder by path. Hidden ones and those in `except` are left out.
// Throws std::filesystem::filesystem_error where a path does not exist.
std::vector<Candidate> find_files(const std::vector<std::filesystem::path>& paths,
                                  const std::vector<std::filesystem::path>& except);

// The K-th of N parts of the files, K from 1. A file's part depends on its relative path and N alone.
struct Shard {
  size_t number = 1;
  size_t count = 1;
};
bool is_in_shard(const Candidate& candidate, const Shard& shard);

// True for tables of data (CSV, TSV, JSON), which lie beside disclosures but are none. In a folder
// they are passed over; every other file either is a disclosure, or its failure tells what to do.
bool is_data_file(std::string_view media_type);

}  // namespace gongkai::app
