#include "app/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace gongkai::app {
namespace {

using std::chrono::seconds;

// Long enough not to flicker, or not to fill a log file.
constexpr std::chrono::milliseconds kTerminalInterval{200};
constexpr std::chrono::milliseconds kPlainInterval{10'000};

constexpr const char* kEraseLine = "\r\x1B[K";

}  // namespace

std::string format_duration(seconds duration) {
  const auto total = duration.count();
  const auto hours = total / 3600;
  if (hours > 0) return fmt::format("{}:{:02}:{:02}", hours, total / 60 % 60, total % 60);
  return fmt::format("{}:{:02}", total / 60, total % 60);
}

std::string format_progress(size_t files_done, size_t files, uint64_t bytes_done, uint64_t bytes,
                            seconds elapsed) {
  const double share = bytes > 0 ? static_cast<double>(bytes_done) / static_cast<double>(bytes) : 0;
  std::string line = fmt::format("{} of {} files, {:.0f} %", files_done, files, 100 * share);
  if (share > 0 && elapsed >= seconds(2)) {
    const double left = static_cast<double>(elapsed.count()) * (1 - share) / share;
    line += fmt::format(", about {} left", format_duration(seconds(static_cast<int64_t>(left))));
  }
  return line;
}

Progress::Progress(size_t files, uint64_t bytes, bool quiet)
    : files_(files), bytes_(bytes), quiet_(quiet), terminal_(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() { clear(); }

void Progress::expect(uint64_t bytes) {
  ++files_;
  bytes_ += bytes;
}

void Progress::advance(uint64_t bytes) {
  ++files_done_;
  bytes_done_ += bytes;
  const auto now = Clock::now();
  if (quiet_ || now - last_ < (terminal_ ? kTerminalInterval : kPlainInterval)) return;
  last_ = now;
  const std::string line = format_progress(files_done_, files_, bytes_done_, bytes_,
                                           std::chrono::duration_cast<seconds>(now - start_));
  fmt::print(stderr, "{}{}{}", terminal_ ? kEraseLine : "", line, terminal_ ? "" : "\n");
}

void Progress::clear() const {
  if (terminal_ && !quiet_) fmt::print(stderr, "{}", kEraseLine);
}

}  // namespace gongkai::app
