// The running text of one published budget, transcribed by hand: every number of it
// must be read, and none of its checks may fail.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "extract/reader.h"
#include "normalize/normalize.h"
#include "recognize/recognize.h"

namespace gongkai::normalize {
namespace {

using testing::UnorderedElementsAreArray;

std::filesystem::path seed() {
  const char* shared = std::getenv("GONGKAI_SHARED");
  return std::filesystem::path(shared != nullptr ? shared : GONGKAI_SHARED) / "seed";
}

// "measure value", money in 分.
std::vector<std::string> transcribed() {
  std::ifstream file(seed() / "truth.json", std::ios::binary);
  const std::string json((std::istreambuf_iterator<char>(file)), {});
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
  SQLite::Statement statement(database, R"(
      SELECT value ->> 'measure', value ->> 'value', value ->> 'unit'
      FROM json_each(?1, '$.narrative_figures') WHERE value ->> 'value' IS NOT NULL)");
  statement.bind(1, json);
  std::vector<std::string> figures;
  while (statement.executeStep()) {
    const double value = statement.getColumn(1).getDouble();
    const std::string measure = statement.getColumn(0).getString();
    const bool share = measure == "share";
    const bool money = statement.getColumn(2).getString() == "万元";
    figures.push_back(fmt::format("{} {}", share ? "share_percent" : measure,
                                  money ? std::round(value * 1e6) : value));
  }
  return figures;
}

Ledger read_seed() {
  for (const auto& entry : std::filesystem::directory_iterator(seed())) {
    if (entry.path().extension() != ".txt") continue;
    const auto reading =
        recognize::recognize(extract::read_document(entry.path()), recognize::built_in_schemas());
    return normalize(reading, built_in_books());
  }
  return {};
}

std::string written(const Figure& figure) {
  const double number = figure.count ? to_double(*figure.count) : figure.percent.value_or(NAN);
  return fmt::format("{} {}", figure.measure,
                     figure.money ? static_cast<double>(figure.money->fen) : number);
}

TEST(Seed, EveryAmountPercentageAndCountOfTheTextIsRead) {
  if (!std::filesystem::exists(seed())) GTEST_SKIP() << seed() << " is not at hand";
  std::vector<std::string> read;
  for (const Figure& figure : read_seed().figures) {
    // Left out by hand: 价值50万元以上的设备, 核定编制数10名.
    if (figure.measure != "threshold" && figure.unit != "名") read.push_back(written(figure));
  }
  EXPECT_THAT(read, UnorderedElementsAreArray(transcribed()));
}

TEST(Seed, TheTextAgreesWithItselfAndWithTheTables) {
  if (!std::filesystem::exists(seed())) GTEST_SKIP() << seed() << " is not at hand";
  int passed = 0;
  for (const CheckResult& check : read_seed().checks) {
    if (!check.rule.starts_with("C")) continue;
    EXPECT_NE(check.status, CheckStatus::Fail)
        << check.rule << " " << check.subject << " " << check.detail;
    passed += check.status == CheckStatus::Pass;
  }
  EXPECT_GE(passed, 50);
}

}  // namespace
}  // namespace gongkai::normalize
