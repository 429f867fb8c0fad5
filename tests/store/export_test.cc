// What is taken out of a dataset: queries, CSV and the description beside it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <readstat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "literal_dataset.h"
#include "store/csv_package.h"
#include "store/selection.h"
#include "store/stata.h"
#include "store/table_docs.h"
#include "store/workbook.h"

namespace gongkai::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const TableSchema& table_named(const std::vector<TableSchema>& tables, const std::string& name) {
  for (const TableSchema& table : tables) {
    if (table.name == name) return table;
  }
  throw std::out_of_range(name);
}

const Field& field_named(const TableSchema& table, const std::string& name) {
  for (const Field& field : table.fields) {
    if (field.name == name) return field;
  }
  throw std::out_of_range(name);
}

// Two documents: a.pdf of 高平市 with one amount of 12 万元, b.pdf of 北京 with one of 5.
class Export : public testing::Test {
 protected:
  Export() {
    Writer writer(database_);
    for (const auto& [digit, wan] : {std::pair{'a', 12}, std::pair{'b', 5}}) {
      normalize::Ledger ledger;
      ledger.amounts = {amount_of("合计", wan, 0)};
      write(writer, document_named(digit), reading_of({table_of("three_public")}), ledger);
    }
    database_.connection().exec(
        "UPDATE document SET region_code = '140581', fiscal_year = 2026, title = '“三公”,预算', "
        "source_url = 'https://www.example.org/a/1.pdf' WHERE document_id = 1;"
        "UPDATE document SET region_code = '110000', fiscal_year = 2025 WHERE document_id = 2");
  }
  ~Export() override { std::filesystem::remove_all(folder_); }

  std::string written(const char* name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  ExportCounts write_csv(const DocumentFilter& filter, const CsvOptions& options) {
    std::filesystem::create_directories(folder_);
    return write_csv_package(Selection(database_.connection(), filter), options, folder_);
  }

  Database database_{":memory:"};
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("gongkai_export_" + std::to_string(getpid()));
};

TEST(TableDocs, AreReadFromMarkdown) {
  const auto docs = parse_table_docs(
      "## Tables\n\n### cell\n\nThe grid.\n\nMore.\n\n| column | meaning |\n|---|---|\n"
      "| `text` | as `printed` |\n| `x0` `y0` | |\n\n## Else\n\n| `other` | thing |\n");
  ASSERT_EQ(docs.size(), 1);
  EXPECT_EQ(docs.at("cell").description, "The grid.");
  EXPECT_THAT(docs.at("cell").columns, ElementsAre(std::pair("text", "as `printed`"),
                                                   std::pair("x0", ""), std::pair("y0", "")));
}

TEST_F(Export, KnowsTypesKeysAndVocabularies) {
  const auto tables = read_table_schemas(database_.connection());
  EXPECT_EQ(tables.front().name, "document");
  const TableSchema& amount = table_named(tables, "amount");
  EXPECT_THAT(amount.primary_key, ElementsAre("amount_id"));
  EXPECT_EQ(amount.foreign_keys.size(), 2);
  EXPECT_EQ(field_named(amount, "amount_wan").type, FieldType::Number);
  EXPECT_EQ(field_named(amount, "amount_wan").unit, "万元");
  EXPECT_EQ(field_named(amount, "memo").type, FieldType::Boolean);
  EXPECT_THAT(field_named(amount, "timing").words,
              ElementsAre("all", "current", "carryover", "closing"));
  EXPECT_THAT(field_named(table_named(tables, "page"), "rotation").words,
              ElementsAre("0", "90", "180", "270"));
  EXPECT_THAT(field_named(table_named(tables, "indicator"), "op").words,
              ElementsAre(">=", ">", "<=", "<", "=", "~", "range"));
  EXPECT_EQ(field_named(amount, "item_name").description,
            "as printed, without ordinals (一、 ① 其中：), spaces and line breaks");
  EXPECT_TRUE(field_named(table_named(tables, "document"), "sha256").is_unique);
}

TEST_F(Export, AViewsColumnsAreThoseOfItsTables) {
  const auto tables = read_table_schemas(database_.connection());
  const Field& kind = field_named(table_named(tables, "v_amount"), "table_kind");
  EXPECT_EQ(kind.type, FieldType::Text);
  EXPECT_THAT(kind.words, testing::Contains("three_public"));
}

TEST_F(Export, EveryColumnHasAMeaning) {
  for (const TableSchema& table : read_table_schemas(database_.connection())) {
    EXPECT_NE(table.description, "") << table.name;
    for (const Field& field : table.fields) {
      EXPECT_NE(field.description, "") << table.name << '.' << field.name;
    }
  }
}

TEST_F(Export, RowsFollowTheirDocument) {
  const Selection all(database_.connection(), {});
  EXPECT_THAT(all.query_of(table_named(all.tables(), "page")),
              HasSubstr("FROM page WHERE 1 AND 1 ORDER BY document_id, page_no"));
  const Selection one(database_.connection(), {{"14"}, {2026}, {}});
  EXPECT_THAT(
      one.query_of(table_named(one.tables(), "cell")),
      HasSubstr("WHERE table_id IN (SELECT table_id FROM budget_table WHERE document_id IN "));
  for (const char* table : {"document", "page", "budget_table", "amount", "v_amount"}) {
    EXPECT_EQ(rows(database_, one.query_of(table_named(one.tables(), table))).size(), 1) << table;
  }
  EXPECT_GT(rows(database_, one.query_of(table_named(one.tables(), "region"))).size(), 1000);
}

TEST_F(Export, RegionsAreGivenAtAnyLevel) {
  const auto documents = [&](const char* region) {
    const Selection selection(database_.connection(), {{region}, {}, {}});
    return rows(database_, "SELECT document_id FROM temp.selected_document");
  };
  EXPECT_THAT(documents("14"), ElementsAre("1"));
  EXPECT_THAT(documents("140000"), ElementsAre("1"));
  EXPECT_THAT(documents("1405"), ElementsAre("1"));
  EXPECT_THAT(documents("110000"), ElementsAre("2"));
  EXPECT_THROW(documents("44"), std::runtime_error);
}

TEST_F(Export, AKindThatThereIsNotIsRefusedWithThoseThatThereAre) {
  try {
    const Selection selection(database_.connection(), {{}, {}, {"budget"}});
    FAIL();
  } catch (const UnknownKind& e) {
    EXPECT_THAT(e.what(), HasSubstr("--kind: \"budget\" is none of unit_budget, "));
  }
}

TEST_F(Export, CsvIsLiteral) {
  EXPECT_EQ(write_csv({{"14"}, {}, {}}, {"notspecified", false}).tables, 28);
  EXPECT_EQ(written("page.csv"),
            "document_id,page_no,width,height,rotation,text_source,char_count\r\n"
            "1,1,595,842,0,text,2\r\n");
  EXPECT_THAT(written("document.csv"),
              HasSubstr("application/pdf,1000,1,\"“三公”,预算\",unknown,2026,,,140581,,ok,,"));
  EXPECT_THAT(written("amount.csv"),
              HasSubstr(",合计,,12,12000000,12,1000000,0,100,200,180,220,\r\n"));
  write_csv({}, {"notspecified", true});
  EXPECT_THAT(written("page.csv"), testing::StartsWith("\xEF\xBB\xBF"
                                                       "document_id,"));
}

TEST_F(Export, ThePackageSaysWhatIsInIt) {
  write_csv({}, {"CC0-1.0", false});
  const auto package = nlohmann::json::parse(written("datapackage.json"));
  EXPECT_EQ(package["created"], "2026-01-31T08:00:00Z");
  EXPECT_EQ(package["licenses"][0]["name"], "CC0-1.0");
  EXPECT_EQ(package["sources"][0]["path"], "https://www.example.org");
  const auto& amount = package["resources"][5];
  EXPECT_EQ(amount["path"], "amount.csv");
  EXPECT_EQ(amount["rows"], 2);
  EXPECT_EQ(amount["bytes"], written("amount.csv").size());
  EXPECT_EQ(amount["schema"]["primaryKey"][0], "amount_id");
  EXPECT_EQ(amount["schema"]["foreignKeys"][0]["reference"]["resource"], "document");
}

// What ReadStat's own reader finds in a Stata file: labels, value labels, values.
struct StataFile {
  std::map<std::string, std::string> labels;
  std::map<int, std::string> words;
  std::vector<double> fen;
  std::vector<int> directions;
};

StataFile read_stata(const std::filesystem::path& path) {
  StataFile file;
  const std::unique_ptr<readstat_parser_t, decltype(&readstat_parser_free)> parser(readstat_parser_init(),
                                                                                   readstat_parser_free);
  readstat_set_variable_handler(parser.get(), [](int, readstat_variable_t* variable, const char*, void* out) {
    const char* const label = readstat_variable_get_label(variable);
    static_cast<StataFile*>(out)->labels[readstat_variable_get_name(variable)] = label == nullptr ? "" : label;
    return static_cast<int>(READSTAT_HANDLER_OK);
  });
  readstat_set_value_label_handler(
      parser.get(), [](const char* set, readstat_value_t value, const char* word, void* out) {
        if (set == std::string("direction")) {
          static_cast<StataFile*>(out)->words[readstat_int32_value(value)] = word;
        }
        return static_cast<int>(READSTAT_HANDLER_OK);
      });
  readstat_set_value_handler(parser.get(), [](int, readstat_variable_t* variable, readstat_value_t value, void* out) {
    const std::string name = readstat_variable_get_name(variable);
    if (name == "amount_fen") static_cast<StataFile*>(out)->fen.push_back(readstat_double_value(value));
    if (name == "direction") static_cast<StataFile*>(out)->directions.push_back(readstat_int32_value(value));
    return static_cast<int>(READSTAT_HANDLER_OK);
  });
  EXPECT_EQ(readstat_parse_dta(parser.get(), path.c_str(), &file), READSTAT_OK);
  return file;
}

TEST_F(Export, StataFilesHaveLabelsAndExactMoney) {
  std::filesystem::create_directories(folder_);
  database_.connection().exec("UPDATE amount SET amount_fen = 9007199254740991 WHERE amount_id = 2");
  EXPECT_EQ(write_stata_files(Selection(database_.connection(), {}), folder_).tables, 28);
  const StataFile file = read_stata(folder_ / "amount.dta");
  EXPECT_THAT(file.fen, ElementsAre(12'000'000, 9'007'199'254'740'991));
  EXPECT_THAT(file.words, ElementsAre(std::pair(1, "revenue"), std::pair(2, "expenditure")));
  EXPECT_THAT(file.directions, ElementsAre(2, 2));
  EXPECT_THAT(file.labels.at("amount_fen"), testing::StartsWith("分: "));
}

TEST(StataLabel, IsShortAndWithoutMarkdown) {
  EXPECT_EQ(stata_label("as `printed`, see [cli.md](cli.md)"), "as printed, see cli.md");
  const std::string label = stata_label(std::string(100, 'x'));
  EXPECT_EQ(label, std::string(79, 'x') + "…");
}

TEST(PageLink, LeadsToThePage) {
  EXPECT_EQ(page_link("/data/高 1.pdf", 3), "file:///data/%E9%AB%98%201.pdf#page=3");
  EXPECT_EQ(page_link("/data/x/../a.pdf", 1), "file:///data/a.pdf#page=1");
  EXPECT_THAT(page_link("a.pdf", 1), testing::EndsWith("/a.pdf#page=1"));
  EXPECT_EQ(page_link("/data/a.zip!/b.pdf", 1), "");
}

}  // namespace
}  // namespace gongkai::store
