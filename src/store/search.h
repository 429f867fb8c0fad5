// Finds words in the names and texts of a dataset: projects, items, targets, goals, tasks.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gongkai::store {

struct SearchHit {
  std::string source_path;
  int page = 0;
  std::string kind;  // project, item, indicator, goal (any text of a form), task
  std::string text;  // the whole, as printed
};

// Where the index of a dataset stands: beside it, so that the dataset stays what merge and ingest write.
std::filesystem::path search_index_of(const std::filesystem::path& dataset);

// The texts that hold every one of the words, at most `limit`, in the order of documents and pages.
// Words of three characters and more are looked up in an index of trigrams (FTS5), as Chinese has no
// spaces between words; shorter ones are looked for in every text. The index is made when it is not
// there or the dataset has changed; in memory where its file can't be written.
// REQUIRES: words are not empty. Throws WrongDatabase.
std::vector<SearchHit> search(const std::filesystem::path& dataset,
                              const std::vector<std::string>& words, int limit);

}  // namespace gongkai::store
