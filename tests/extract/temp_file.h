// A file that lasts as long as the test that needs it.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace gongkai::extract {

class TempFile {
 public:
  explicit TempFile(std::string_view bytes, const std::string& suffix = "") {
    static int count = 0;
    path_ = std::filesystem::path(testing::TempDir()) /
            ("gongkai-" + std::to_string(getpid()) + "-" + std::to_string(++count) + suffix);
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~TempFile() { std::filesystem::remove(path_); }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace gongkai::extract
