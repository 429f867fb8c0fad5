#include "app/search_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>

#include "base/text.h"
#include "store/database.h"
#include "store/search.h"

namespace gongkai::app {
namespace {

constexpr size_t kBefore = 20;  // characters that are shown in front of a hit
constexpr size_t kShown = 80;   // and at all

std::u32string on_one_line(const std::string& text) {
  std::u32string line;
  for (const char32_t code : decode_utf8(text)) {
    if (!is_space(code))
      line += code;
    else if (!line.empty() && line.back() != U' ')
      line += U' ';
  }
  return line;
}

}  // namespace

std::string excerpt(const std::string& text, const std::string& word) {
  const std::u32string line = on_one_line(text);
  if (line.size() <= kShown) return encode_utf8(line);
  // Not found where the index folds the case of Latin letters: then the beginning is shown.
  const size_t hit = std::max(line.find(decode_utf8(word)) + 1, size_t{1}) - 1;
  const size_t from = std::min(hit - std::min(hit, kBefore), line.size() - kShown);
  return (from > 0 ? "…" : "") + encode_utf8(line.substr(from, kShown)) +
         (from + kShown < line.size() ? "…" : "");
}

ExitCode run_search(const SearchOptions& options) {
  auto hits = store::naming(options.database, [&] {
    return store::search(options.database, options.words, options.limit + 1);
  });
  const bool has_more = std::ssize(hits) > options.limit;
  if (has_more) hits.pop_back();
  for (const store::SearchHit& hit : hits) {
    fmt::print("{} p.{} {}: {}\n", hit.source_path, hit.page, hit.kind,
               excerpt(hit.text, options.words.front()));
  }
  std::fflush(stdout);  // what is said of the hits comes after them
  if (has_more) fmt::print(stderr, "these are the first {}; --limit shows more\n", options.limit);
  if (hits.empty()) {
    fmt::print(stderr, "{}: no text holds {}; try fewer or shorter words\n",
               options.database.string(), fmt::join(options.words, " and "));
  }
  return hits.empty() ? kIncomplete : kDone;
}

}  // namespace gongkai::app
