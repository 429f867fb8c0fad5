// One run at a time writes a dataset.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace gongkai::app {

// Held by locking a file beside the dataset, FILE-lock, which names the holder. The system gives
// the lock up when a process ends, however it ends; a file that a killed run left behind is in
// nobody's way.
class RunLock {
 public:
  // Throws std::runtime_error where another run has the lock, which it names, or where the file
  // can't be made.
  explicit RunLock(const std::filesystem::path& database);
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

  // Who writes a dataset at this moment; nobody, as far as this machine can see.
  static std::optional<std::string> holder_of(const std::filesystem::path& database);

  static std::filesystem::path file_beside(const std::filesystem::path& database);

 private:
  std::filesystem::path path_;
  int file_ = -1;
};

}  // namespace gongkai::app
