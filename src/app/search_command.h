// gongkai search: where a dataset speaks of something.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/exit_code.h"

namespace gongkai::app {

struct SearchOptions {
  std::filesystem::path database;
  std::vector<std::string> words;
  int limit = 100;
};

// Prints each hit on a line: document, page, kind, and the text around the first word. kIncomplete
// where there is none. Throws WrongDatabase.
ExitCode run_search(const SearchOptions& options);

// A text on one line: white space is one space, and of a long text what stands around `word`.
std::string excerpt(const std::string& text, const std::string& word);

}  // namespace gongkai::app
