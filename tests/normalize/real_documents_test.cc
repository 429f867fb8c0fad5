// Published documents beside the manifest that says what they are. Skipped where they are not at
// hand (GONGKAI_SHARED).
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "base/text.h"
#include "extract/reader.h"
#include "normalize/books.h"
#include "normalize/document_facts.h"
#include "recognize/recognize.h"

namespace gongkai::normalize {
namespace {

namespace fs = std::filesystem;

// A fourth of the documents takes seconds; all of them would take a minute in a debug build.
constexpr size_t kEvery = 4;

fs::path shared() {
  const char* const set = std::getenv("GONGKAI_SHARED");
  return set != nullptr ? set : GONGKAI_SHARED;
}

struct Listed {
  std::string file, kind, year;
};

std::vector<Listed> manifest() {
  std::vector<Listed> rows;
  std::ifstream in(shared() / "real" / "MANIFEST.tsv");
  for (std::string line; std::getline(in, line);) {
    const std::vector<std::string> fields = split(line, '\t');
    if (fields.size() > 3 && fields[0] != "file") rows.push_back({fields[0], fields[2], fields[3]});
  }
  return rows;
}

DocumentFacts facts_of(const fs::path& file) {
  const extract::Document document = extract::read_document(file);
  const recognize::Reading reading = recognize::recognize(document, recognize::built_in_schemas());
  Diagnostics diagnostics;
  return read_document_facts(reading, built_in_books().regions, diagnostics);
}

// The kinds of ours that the manifest's coarse kind covers.
bool is_covered(const std::string& kind, const std::string& listed) {
  static const std::map<std::string, std::set<std::string>> kCovers = {
      {"预算", {"unit_budget", "department_budget", "performance_targets"}},
      {"决算", {"unit_accounts", "department_accounts"}},
      {"绩效表", {"performance_targets"}},
      {"other", {"unknown"}},
      {"scan", {"unknown"}}};
  const auto covers = kCovers.find(listed);
  return covers != kCovers.end() && covers->second.contains(kind);
}

TEST(RealDocuments, AreWhatTheManifestSays) {
  const std::vector<Listed> rows = manifest();
  if (rows.empty()) GTEST_SKIP() << "no published documents in " << shared();
  int documents = 0;
  int kinds = 0;
  int dated = 0;
  int years = 0;
  for (size_t i = 0; i < rows.size(); i += kEvery) {
    DocumentFacts facts;
    try {
      facts = facts_of(shared() / "real" / rows[i].file);
    } catch (const extract::Unreadable&) {
      continue;
    }
    ++documents;
    kinds += is_covered(facts.kind, rows[i].kind);
    if (!is_covered(facts.kind, rows[i].kind)) {
      std::printf("kind: %s is %s, listed as %s\n", rows[i].file.c_str(), facts.kind.c_str(),
                  rows[i].kind.c_str());
    }
    if (!facts.fiscal_year) continue;
    ++dated;
    years += std::to_string(*facts.fiscal_year) == rows[i].year;
  }
  RecordProperty("documents", documents);
  RecordProperty("kinds_right", kinds);
  RecordProperty("dated", dated);
  RecordProperty("years_right", years);
  EXPECT_GE(kinds * 100, documents * 95);
  EXPECT_GE(years * 100, dated * 98);  // no year is better than a wrong one
}

}  // namespace
}  // namespace gongkai::normalize
