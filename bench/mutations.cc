// Damages the tables of documents in every way that a bad reading would, one damage at a time, and
// prints how many of them a check or a warning notices.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "extract/reader.h"
#include "mutation.h"
#include "recognize/recognize.h"

int main(int argc, char** argv) {
  using namespace gongkai;
  std::vector<std::string> files;
  int times = 3;
  bool list = false;
  CLI::App app("Counts how much damage done to tables the checks notice.", "bench_mutations");
  app.add_option("file", files, "Documents")->required();
  app.add_option("--times", times, "How often each table is damaged in each way");
  app.add_flag("--list", list, "Also the damaged amounts that are vouched for all the same");
  CLI11_PARSE(app, argc, argv);

  normalize::MutationReport report;
  for (const std::string& file : files) {
    try {
      const extract::Document document = extract::read_document(file);
      normalize::mutate(recognize::recognize(document, recognize::built_in_schemas()),
                        normalize::built_in_books(), times, report);
    } catch (const extract::Unreadable& e) {
      fmt::print(stderr, "{}: {}\n", file, e.what());
    }
  }
  if (list) fmt::print("{}\n", fmt::join(report.hidden, "\n"));
  fmt::print("{}", normalize::print(report.counts));
  return 0;
}
