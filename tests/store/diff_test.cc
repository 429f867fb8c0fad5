#include "store/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "literal_dataset.h"

namespace gongkai::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// A dataset of one document, named by its digit, with a table of 合计.
void fill(Database& database, extract::Document document, int64_t wan, Box box = {1, 2, 3, 4}) {
  normalize::Ledger ledger;
  ledger.amounts = {amount_of("合计", wan, 1)};
  ledger.amounts[0].place.box = box;
  Writer writer(database);
  write(writer, document, reading_of({table_of("three_public")}), ledger);
}

TEST(Diff, SaysNothingOfPlaceAndConfidence) {
  Database a(":memory:"), b(":memory:");
  fill(a, document_named('a'), 5);
  fill(b, document_named('a'), 5, {50, 60, 70, 80});
  b.connection().exec("UPDATE amount SET confidence = 0.5");
  const std::vector<DocumentDiff> differences = diff(a.connection(), b.connection());
  ASSERT_EQ(differences.size(), 1U);
  EXPECT_THAT(differences[0].lines, IsEmpty());
  EXPECT_EQ(differences[0].counts.at("amount").both, 1U);
}

TEST(Diff, PrintsFactsThatOneHasAlone) {
  Database a(":memory:"), b(":memory:");
  fill(a, document_named('a'), 5);
  fill(b, document_named('a'), 6);
  EXPECT_THAT(diff(a.connection(), b.connection()).at(0).lines,
              ElementsAre(StartsWith("- amount page_no=1 row_no=1 col_no=0 table=three_public"),
                          HasSubstr("+ amount page_no=1 row_no=1 col_no=0 table=three_public")));
}

// A scan has another hash, but may have the same name.
TEST(Diff, PairsDocumentsByContentThenNameThenOrder) {
  Database a(":memory:"), b(":memory:");
  extract::Document renamed = document_named('a'), scan = document_named('c'), other = document_named('d');
  renamed.path = "elsewhere.pdf";
  scan.path = "scans/b.pdf";
  fill(a, document_named('a'), 5);
  fill(a, document_named('b'), 5);
  fill(a, document_named('e'), 5);
  for (const extract::Document& document : {renamed, scan, other}) fill(b, document, 5);
  std::vector<std::string> pairs;
  for (const DocumentDiff& document : diff(a.connection(), b.connection()))
    pairs.push_back(document.path_a + " " + document.path_b);
  EXPECT_THAT(pairs, ElementsAre("a.pdf elsewhere.pdf", "b.pdf scans/b.pdf", "e.pdf d.pdf"));
}

}  // namespace
}  // namespace gongkai::store
