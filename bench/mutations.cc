// usage: bench_mutations [--times N] [--list] FILE…: damages the tables of documents in every way that a bad
// reading would, one damage at a time, and prints how many of them a check or a warning notices;
// with --list also the damaged amounts that are vouched for all the same.
#include <fmt/format.h>

#include <cstdlib>
#include <cstring>

#include "extract/reader.h"
#include "mutation.h"
#include "recognize/recognize.h"

int main(int argc, char** argv) {
  using namespace gongkai;
  int times = 3;
  bool list = false;
  normalize::MutationReport report;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--times") == 0 && i + 1 < argc) {
      times = std::atoi(argv[++i]);
      continue;
    }
    if (std::strcmp(argv[i], "--list") == 0) {
      list = true;
      continue;
    }
    try {
      const extract::Document document = extract::read_document(argv[i]);
      normalize::mutate(recognize::recognize(document, recognize::built_in_schemas()),
                        normalize::built_in_books(), times, report);
    } catch (const extract::Unreadable& e) {
      fmt::print(stderr, "{}: {}\n", argv[i], e.what());
    }
  }
  for (const std::string& line : report.hidden) {
    if (list) fmt::print("{}\n", line);
  }
  fmt::print("{}", normalize::print(report.counts));
  return 0;
}
