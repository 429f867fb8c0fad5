#include "app/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "base/text.h"

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

std::string format_progress(const Advance& advance, seconds elapsed) {
  constexpr seconds kEnough{2};
  const auto spent = static_cast<double>(elapsed.count());
  const double share =
      advance.of_bytes > 0 ? static_cast<double>(advance.bytes) / static_cast<double>(advance.of_bytes) : 0;
  std::string line = fmt::format("{} of {}, {:.0f} %", advance.files, counted(advance.of_files, "file"), 100 * share);
  if (advance.pages > 0) {
    line += fmt::format(", {}", counted(advance.pages, "page"));
    if (elapsed >= kEnough) line += fmt::format(" ({:.1f}/s)", static_cast<double>(advance.pages) / spent);
  }
  if (advance.failed > 0) line += fmt::format(", {} failed", advance.failed);
  if (share > 0 && elapsed >= kEnough) {
    const seconds left(static_cast<int64_t>(spent * (1 - share) / share));
    line += fmt::format(", about {} left", format_duration(left));
  }
  return line;
}

Progress::Progress(size_t files, uint64_t bytes, bool quiet)
    : done_{.of_files = files, .of_bytes = bytes}, quiet_(quiet), terminal_(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() { clear(); }

void Progress::expect(uint64_t bytes) {
  ++done_.of_files;
  done_.of_bytes += bytes;
}

void Progress::count(size_t pages, bool failed) {
  done_.pages += pages;
  done_.failed += failed;
}

void Progress::advance(uint64_t bytes) {
  ++done_.files;
  done_.bytes += bytes;
  const auto now = Clock::now();
  if (quiet_ || now - last_ < (terminal_ ? kTerminalInterval : kPlainInterval)) return;
  last_ = now;
  const std::string line = format_progress(done_, std::chrono::duration_cast<seconds>(now - start_));
  fmt::print(stderr, "{}{}{}", terminal_ ? kEraseLine : "", line, terminal_ ? "" : "\n");
}

void Progress::clear() const {
  if (terminal_ && !quiet_) fmt::print(stderr, "{}", kEraseLine);
}

}  // namespace gongkai::app
