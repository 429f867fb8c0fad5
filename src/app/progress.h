// How far a run is, on stderr: one line that is written over on a terminal, a plain line now and
// then elsewhere (log files, CI).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace gongkai::app {

// "0:07", "12:30", "1:02:03".
std::string format_duration(std::chrono::seconds duration);

struct Advance {
  size_t files = 0;    // done, of
  size_t of_files = 0;
  uint64_t bytes = 0;  // likewise
  uint64_t of_bytes = 0;
  size_t pages = 0;    // read in this run
  size_t failed = 0;   // documents of which nothing could be read
};

// What a progress line says. The time left is told by bytes, as files differ in size a
// thousandfold; it is left out, as is the rate, until there is something to tell it by.
std::string format_progress(const Advance& advance, std::chrono::seconds elapsed);

class Progress {
 public:
  Progress(size_t files, uint64_t bytes, bool quiet);
  ~Progress();  // leaves an empty line behind
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void expect(uint64_t bytes);  // one file more, which was found in an archive
  void count(size_t pages, bool failed);  // of a document, before its file is done
  void advance(uint64_t bytes);           // one file is done
  void clear() const;  // before anything else is written to the terminal

 private:
  using Clock = std::chrono::steady_clock;

  Advance done_;
  bool quiet_;
  bool terminal_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
};

}  // namespace gongkai::app
