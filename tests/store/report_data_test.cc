#include "store/report_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "literal_dataset.h"
#include "store/corrections.h"
#include "store/relations.h"

namespace gongkai::store {
namespace {

using testing::ElementsAre;

// One correction applies, one is in conflict; a third is of another document.
TEST(ReadDetails, TellsOfCorrectionsAndOfWhatTheyApplyTo) {
  Database database(":memory:");
  Writer writer(database);
  normalize::Ledger ledger;
  ledger.amounts = {amount_of("合计", 12, 0), amount_of("基本支出", 5, 1)};
  write(writer, document_named('a'), reading_of({table_of("three_public")}), ledger);
  SQLite::Database& dataset = database.connection();
  const auto correction = [](char document, const char* locator, const char* old_raw) {
    return Correction{
        std::string(64, document), 1, locator, old_raw, "13.50万元", "王芳", "misprint"};
  };
  add_corrections(dataset, {correction('a', "t1r1c0", "7"), correction('a', "t1r0c0", "12"),
                            correction('b', "t1r0c0", "1")});
  relate_documents(dataset);

  const ReportDetails details = read_details(dataset, read_overview(dataset).documents.front());
  std::vector<std::string> listed;
  for (const ReportAttributes& attributes : details.corrections) {
    listed.emplace_back();
    for (const char* name :
         {"locator", "page_no", "old_raw", "new_value", "who", "why", "status", "note"}) {
      listed.back() += std::string(value_of(attributes, name)) + "|";
    }
  }
  EXPECT_THAT(listed, ElementsAre("t1r0c0|1|12|13.50万元|王芳|misprint|applied||",
                                  "t1r1c0|1|7|13.50万元|王芳|misprint|conflict|t1r1c0 is \"5\", "
                                  "not \"7\"; no figures of the "
                                  "page are \"7\"|"));
  const std::vector<ReportFact>& amounts = details.tables.front().amounts;
  EXPECT_TRUE(amounts[0].is_corrected);
  EXPECT_EQ(value_of(amounts[0].attributes, "new_value"), "13.50万元");
  EXPECT_FALSE(amounts[1].is_corrected);
  EXPECT_EQ(value_of(amounts[1].attributes, "new_value"), "");
}

}  // namespace
}  // namespace gongkai::store
