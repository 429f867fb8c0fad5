// gongkai report: a dataset as pages for a browser (report/), with pictures of the documents' pages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "app/exit_code.h"

namespace gongkai::app {

// Of which pages pictures are drawn.
enum class PicturesOf : uint8_t { AllPages, PagesWithFacts, None };

struct ReportOptions {
  std::filesystem::path database;
  std::filesystem::path output;  // a folder
  PicturesOf pictures = PicturesOf::PagesWithFacts;
  size_t jobs = 1;  // documents that are drawn at a time
};

// kIncomplete where pictures were asked for that could not be drawn.
ExitCode run_report(const ReportOptions& options);

}  // namespace gongkai::app
