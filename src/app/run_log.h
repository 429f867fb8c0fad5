// What a run does, for programs: one JSON object a line (ingest --log-json; docs/cli.md has the keys).
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "app/pipeline.h"

namespace gongkai::app {

struct Tally;

// What became of a document.
struct DocumentEvent {
  std::string path;
  std::string sha256;
  Outcome outcome;
  double seconds = 0;      // from the start of its process to the end of that, by the clock
  bool unchanged = false;  // it was there already; only the status and an error are known
};

class RunLog {
 public:
  // Makes the file, or empties it. "": nothing is logged. Throws std::system_error.
  explicit RunLog(const std::filesystem::path& file);

  void start(const std::filesystem::path& database, size_t files, size_t jobs);
  void document(const DocumentEvent& event);
  void pass_over(const std::string& path, const std::string& media_type);
  void end(const Tally& tally, int exit_code);
  void fail(const std::string& error);  // the run itself

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, CloseFile> file_;
};

}  // namespace gongkai::app
