// What two datasets say differently of the same documents.
#pragma once

#include <SQLiteCpp/Database.h>

#include <map>
#include <string>
#include <vector>

namespace gongkai::store {

struct FactCounts {
  size_t both = 0;
  size_t only_a = 0;
  size_t only_b = 0;
};

struct DocumentDiff {
  std::string path_a, path_b;           // source_path; "" where the dataset has no such document
  std::vector<std::string> lines;       // "- amount page_no=3 …" is only in A, "+ …" only in B
  std::map<std::string, FactCounts> counts;  // by kind of fact
};

// Compares the facts of documents, tables, amounts, forms, indicators and figures, all but what tells
// where on the page they stand and how surely they were read. Documents meet by their content, else by
// their file's name without extension, else by the order of their paths. One element for each document.
std::vector<DocumentDiff> diff(SQLite::Database& a, SQLite::Database& b);

}  // namespace gongkai::store
