#include "normalize/indicator_value.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <ostream>
#include <random>
#include <sstream>

#include "base/text.h"

namespace gongkai::normalize {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr int kYear = 2026;

IndicatorValue parse(std::string_view value, std::string_view name = "", std::string_view op = "",
                     std::string_view unit = "") {
  return parse_indicator_value({name, value, op, unit, kYear, false});
}

std::string text_of(const std::optional<Decimal>& number) {
  return number ? to_text(*number) : "";
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ","));
}

std::vector<std::string> codes_of(const IndicatorValue& value) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : value.diagnostics) codes.push_back(diagnostic.code);
  return codes;
}

// The columns of the dataset that a value fills, as one line.
std::string line_of(const IndicatorValue& value) {
  return fmt::format(
      "{} {} op:{} explicit:{:d} value:{} upper:{} unit:{} per:{} base:{} {} fen:{} from:{} to:{} "
      "inferred:{} diagnostics:{}",
      name_of(value.kind), name_of(value.subkind), name_of(value.op), value.op_explicit,
      text_of(value.value), text_of(value.value_upper), value.unit, value.per,
      text_of(value.base_value), value.base_unit,
      value.amount_fen ? std::to_string(*value.amount_fen) : "", value.date_from, value.date_to,
      joined(value.inferred), joined(codes_of(value)));
}

// ------------------------------------------------------------------ every form of the table

struct Case {
  std::vector<std::string> fields;
};

void PrintTo(const Case& one, std::ostream* out) { *out << fmt::format("{}", fmt::join(one.fields, "|")); }

std::vector<Case> cases() {
  std::ifstream file(GONGKAI_SOURCE_DIR "/tests/normalize/data/indicator_values.tsv");
  std::vector<Case> all;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with('#')) all.push_back({split(line, '\t')});
  }
  return all;
}

class IndicatorForms : public testing::TestWithParam<Case> {};

TEST_P(IndicatorForms, IsReadAsTheTableSays) {
  const std::vector<std::string>& f = GetParam().fields;
  ASSERT_EQ(f.size(), 19U);
  const std::string expected = fmt::format(
      "{} {} op:{} explicit:{} value:{} upper:{} unit:{} per:{} base:{} {} fen:{} from:{} to:{} "
      "inferred:{} diagnostics:{}",
      f[4], f[5], f[6], f[7], f[8], f[9], f[10], f[11], f[12], f[13], f[14], f[15], f[16], f[17],
      f[18]);
  EXPECT_EQ(line_of(parse(f[0], f[1], f[2], f[3])), expected);
}

INSTANTIATE_TEST_SUITE_P(Table, IndicatorForms, testing::ValuesIn(cases()));

// ------------------------------------------------------------------ transcribed forms

// One transcribed indicator: the columns of the dataset by name, "" for NULL.
using Row = std::map<std::string, std::string>;

std::vector<Row> transcribed_indicators(const std::filesystem::path& folder) {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
  std::vector<Row> rows;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path());
    const std::string json((std::istreambuf_iterator<char>(file)), {});
    SQLite::Statement statement(database, R"(
      SELECT ?1 ->> '$.id' AS id, ?1 ->> '$.form.fiscal_year' AS fiscal_year, value ->> 'level3' AS name,
             value ->> 'raw' AS raw, value ->> '$.raw_parts.op' AS op_column,
             value ->> '$.raw_parts.value' AS value_column,
             value ->> '$.raw_parts.unit' AS unit_column, value ->> 'ambiguous' AS ambiguous,
             value ->> 'split' AS split, value ->> 'kind' AS kind, value ->> 'subkind' AS subkind,
             value ->> 'op' AS op, value ->> 'op_explicit' AS op_explicit,
             value ->> 'value' AS value, value ->> 'value_upper' AS value_upper,
             value ->> 'unit' AS unit, value ->> 'per' AS per, value ->> 'fen' AS amount_fen,
             value ->> 'date_from' AS date_from, value ->> 'date_to' AS date_to
      FROM json_each(?1, '$.indicators'))");
    statement.bind(1, json);
    while (statement.executeStep()) {
      Row& row = rows.emplace_back();
      for (int i = 0; i < statement.getColumnCount(); ++i)
        row[statement.getColumnName(i)] = statement.getColumn(i).getString();
    }
  }
  return rows;
}

IndicatorText cells_of(const Row& row) {
  const bool columns = !row.at("value_column").empty();
  return {row.at("name"),
          row.at(columns ? "value_column" : "raw"),
          row.at("op_column"),
          row.at("unit_column"),
          std::atoi(row.at("fiscal_year").c_str()),
          false};
}

Row columns_of(const IndicatorValue& value) {
  const auto number = [](const std::optional<Decimal>& decimal) {
    return decimal ? fmt::format("{}", to_double(*decimal)) : "";
  };
  return {{"raw", value.raw},
          {"kind", name_of(value.kind)},
          {"subkind", name_of(value.subkind)},
          {"op", name_of(value.op)},
          {"op_explicit", value.op_explicit ? "1" : "0"},
          {"value", number(value.value)},
          {"value_upper", number(value.value_upper)},
          {"unit", value.unit},
          {"per", value.per},
          {"amount_fen", value.amount_fen ? std::to_string(*value.amount_fen) : ""},
          {"date_from", value.date_from},
          {"date_to", value.date_to}};
}

bool agrees(const std::string& column, const std::string& found, const std::string& expected) {
  if (!column.starts_with("value") || found.empty() || expected.empty()) return found == expected;
  return std::stod(found) == std::stod(expected);
}

std::filesystem::path transcribed_forms() {
  const char* shared = std::getenv("GONGKAI_SHARED");
  return std::filesystem::path(shared != nullptr ? shared : GONGKAI_SHARED) / "truth" / "forms";
}

TEST(TranscribedForms, AreReadAsAPersonReadThem) {
  if (!std::filesystem::exists(transcribed_forms()))
    GTEST_SKIP() << "no transcribed forms in " << transcribed_forms();
  std::map<std::string, std::pair<int, int>> right;  // column → right, all
  for (const Row& row : transcribed_indicators(transcribed_forms())) {
    for (const auto& [column, found] : columns_of(parse_indicator_value(cells_of(row)))) {
      // What the contract leaves open is marked in the transcription.
      if (row.at("ambiguous").find('"' + column + '"') != std::string::npos) continue;
      auto& [good, all] = right[column];
      const bool same = agrees(column, found, row.at(column));
      good += same ? 1 : 0;
      ++all;
      if (!same)
        std::cout << fmt::format("{} {} │ {}: {} is \"{}\", not \"{}\"\n", row.at("id"),
                                 row.at("name"), row.at("raw"), column, found, row.at(column));
    }
  }
  for (const auto& [column, share] : right) {
    const auto& [good, all] = share;
    std::cout << fmt::format("{}: {} of {}\n", column, good, all);
    EXPECT_GE(good, 0.99 * all) << column;
  }
}

TEST(TranscribedForms, PackedCellsAreSplitAsAPersonSplitThem) {
  if (!std::filesystem::exists(transcribed_forms()))
    GTEST_SKIP() << "no transcribed forms in " << transcribed_forms();
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
  for (const Row& row : transcribed_indicators(transcribed_forms())) {
    std::vector<std::pair<std::string, std::string>> expected;
    SQLite::Statement pairs(
        database, "SELECT value ->> 'level3', value ->> 'raw' FROM json_each(nullif(?1, ''))");
    pairs.bind(1, row.at("split"));
    while (pairs.executeStep())
      expected.emplace_back(pairs.getColumn(0).getString(), pairs.getColumn(1).getString());
    EXPECT_EQ(split_indicator(cells_of(row)), expected) << row.at("name") << " │ " << row.at("raw");
  }
}

}  // namespace
}  // namespace gongkai::normalize
