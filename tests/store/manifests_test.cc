#include "store/manifests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "literal_dataset.h"
#include "normalize/books.h"
#include "store/relations.h"
#include "store/source_files.h"

namespace gongkai::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string compared(const PrintedOrigin& document, const ManifestEntry& entry) {
  std::string found;
  for (const Diagnostic& d :
       compare_with_manifest(document, entry, normalize::built_in_books().regions)) {
    found += d.code + ": " + d.message + "\n";
  }
  return found;
}

TEST(CompareWithManifest, AgreesWhereNothingContradicts) {
  EXPECT_EQ(
      compared({"高平市财政局", "140581"}, {.region_code = "140581", .unit_name = "高平市 财政局"}),
      "");
  EXPECT_EQ(compared({"高平市财政局", "140581"}, {.fetched_at = "2026-02-01T08:00:00+08:00"}), "");
}

// The site of a city has the budgets of its counties.
TEST(CompareWithManifest, ARegionMayBeTheCityOrProvinceOfTheDocuments) {
  EXPECT_EQ(compared({"高平市财政局", "140581"}, {.region_code = "140500"}), "");
  EXPECT_EQ(compared({"高平市财政局", "140581"}, {.region_code = "140000"}), "");
  EXPECT_EQ(compared({"晋城市财政局", "140500"}, {.region_code = "140581"}),
            "manifest.region: the document is of region 140500, though the manifest says 140581\n");
}

TEST(CompareWithManifest, SaysWhereTheTwoDisagree) {
  EXPECT_EQ(
      compared({"高平市财政局", "140581"}, {.region_code = "310107", .unit_name = "普陀区财政局"}),
      "manifest.unit: the document is of \"高平市财政局\", though the manifest says "
      "\"普陀区财政局\"\n"
      "manifest.region: the document is of region 140581, though the manifest says 310107\n");
}

TEST(CompareWithManifest, SaysWhatIsOfNoUse) {
  EXPECT_EQ(compared({}, {.region_code = "14058", .fetched_at = "1.2.2026"}),
            "manifest.unusable: the manifest's region_code \"14058\" is none of GB/T 2260\n"
            "manifest.unusable: the manifest's fetched_at \"1.2.2026\" is no ISO 8601 time\n");
}

class JoinManifests : public testing::Test {
 protected:
  // A document with the unit and the region that it prints, read from `a.pdf` for 'a'.
  void add(char digit, const std::string& unit, const std::string& region) {
    normalize::Ledger ledger;
    ledger.document.unit_name = unit;
    ledger.document.region_code = region;
    write(writer_, document_named(digit), reading_of({}), ledger);
    name(digit, std::string(1, digit) + ".pdf");
  }
  void name(char digit, const std::string& path) {
    files_.remember({path, 1000, 1}, std::string(64, digit));
  }
  std::vector<std::string> joined() {
    relate_documents(database_.connection());
    return rows(database_,
                "SELECT source_url, fetched_at, unit_name, region_code, region_name, from_manifest "
                "FROM document ORDER BY document_id");
  }
  std::vector<std::string> diagnostics() {
    return rows(database_, "SELECT code FROM diagnostic ORDER BY diagnostic_id");
  }

  Database database_{":memory:"};
  Writer writer_{database_};
  SourceFiles files_{database_.connection(), "1.0.0"};
};

TEST_F(JoinManifests, FillsWhatTheDocumentDoesNotPrint) {
  add('a', "", "");
  add('b', "乙局", "140581");
  files_.describe("a.pdf", {"https://example.org/a", "140581", "甲局", "2026-02-01 08:00"});
  files_.describe("b.pdf", {"https://example.org/b", "140500", "乙局", ""});
  EXPECT_THAT(
      joined(),
      ElementsAre("https://example.org/a|2026-02-01T08:00|甲局|140581|高平市|unit_name,region_code",
                  "https://example.org/b||乙局|140581||"));
  EXPECT_THAT(diagnostics(), IsEmpty());
}

TEST_F(JoinManifests, TheDocumentIsRightAndTheContradictionIsSaid) {
  add('a', "甲局", "140581");
  files_.describe("a.pdf", {.region_code = "310107", .unit_name = "乙局"});
  EXPECT_THAT(joined(), ElementsAre("||甲局|140581||"));
  EXPECT_THAT(diagnostics(), ElementsAre("manifest.unit", "manifest.region"));
}

TEST_F(JoinManifests, AChangedEntryReplacesWhatTheOldOneGave) {
  add('a', "", "");
  files_.describe("a.pdf", {"https://example.org/a", "140581", "甲局", "yesterday"});
  joined();
  files_.describe("a.pdf", {.unit_name = "乙局"});
  EXPECT_THAT(joined(), ElementsAre("||乙局|||unit_name"));
  EXPECT_THAT(diagnostics(), IsEmpty());
}

TEST_F(JoinManifests, OfSeveralNamesOfAContentTheDocumentsOwnComesFirst) {
  add('b', "", "");
  name('b', "a.pdf");
  files_.describe("a.pdf", {.url = "second", .unit_name = "乙局", .fetched_at = "2026-02-01"});
  files_.describe("b.pdf", {.url = "first", .unit_name = "甲局"});
  EXPECT_THAT(joined(), ElementsAre("first|2026-02-01|甲局|||unit_name"));
  EXPECT_THAT(diagnostics(), ElementsAre("manifest.unit"));
}

TEST_F(JoinManifests, WhatWasSaidOfAContentStaysUntilTheFileHasAnother) {
  add('a', "", "");
  files_.describe("a.pdf", {.url = "u"});
  name('a', "a.pdf");
  EXPECT_THAT(joined(), ElementsAre("u|||||"));
  add('c', "", "");
  name('c', "a.pdf");
  EXPECT_THAT(joined(), ElementsAre("|||||", "|||||"));
}

}  // namespace
}  // namespace gongkai::store
