#include "app/run_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

namespace gongkai::app {
namespace {

std::string this_process() {
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  return fmt::format("process {} on {}", getpid(), host.data());
}

std::string holder_in(int file) {
  std::array<char, 512> text{};
  const ssize_t count = pread(file, text.data(), text.size(), 0);
  return count > 0 ? std::string(text.data(), static_cast<size_t>(count)) : "another process";
}

// The holder removes the file when it is done: then what was locked here is a file without a name.
bool is_still_there(int file, const std::filesystem::path& path) {
  struct stat opened, named;
  return fstat(file, &opened) == 0 && stat(path.c_str(), &named) == 0 &&
         opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

}  // namespace

std::filesystem::path RunLock::file_beside(const std::filesystem::path& database) {
  return database.string() + "-lock";
}

std::optional<std::string> RunLock::holder_of(const std::filesystem::path& database) {
  const int file = open(file_beside(database).c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  std::optional<std::string> holder;
  if (flock(file, LOCK_SH | LOCK_NB) != 0) holder = holder_in(file);
  close(file);
  return holder;
}

RunLock::RunLock(const std::filesystem::path& database) : path_(file_beside(database)) {
  for (;;) {
    file_ = open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file_ < 0) {
      throw std::system_error(errno, std::generic_category(), database.string());
    }
    if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
      const std::string holder = holder_in(file_);
      close(file_);
      throw std::runtime_error(
          fmt::format("{} is being written by {}; wait until it is done, or name another file",
                      database.string(), holder));
    }
    if (is_still_there(file_, path_)) break;
    close(file_);
  }
  // Where this fails, the lock holds all the same; it only does not say whose it is.
  const std::string holder = this_process();
  [[maybe_unused]] const bool named =
      ftruncate(file_, 0) == 0 && pwrite(file_, holder.data(), holder.size(), 0) > 0;
}

RunLock::~RunLock() {
  unlink(path_.c_str());
  close(file_);
}

}  // namespace gongkai::app
