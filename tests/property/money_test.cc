// Money comes through exactly, whatever it is printed as.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/text.h"
#include "normalize/amount.h"
#include "normalize/normalize.h"
#include "recognize/recognize.h"

namespace gongkai::normalize {
namespace {

using Random = std::mt19937_64;

// Up to some hundred million 元, of all sizes alike, in 分 that end in `zeros` zeros.
int64_t random_fen(Random& random, int zeros) {
  int64_t limit = 1;
  const auto most = static_cast<uint64_t>(std::min(10, 18 - zeros));  // within 64 bits
  for (uint64_t digits = random() % (most + 1); digits > 0; --digits) limit *= 10;
  int64_t fen = static_cast<int64_t>(random() % static_cast<uint64_t>(limit));
  for (int i = 0; i < zeros; ++i) fen *= 10;
  return fen;
}

std::string with_commas(const std::string& digits) {
  std::string text;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

// 分 as a number with `decimals` digits behind the point in a unit of 10^`power` 分.
std::string print_amount(int64_t fen, int power, int decimals, bool commas) {
  std::string digits = fmt::format("{:0{}}", fen < 0 ? -fen : fen, power + 1);
  const std::string whole = digits.substr(0, digits.size() - static_cast<size_t>(power));
  const std::string rest = digits.substr(digits.size() - static_cast<size_t>(power), static_cast<size_t>(decimals));
  return (fen < 0 ? "-" : "") + (commas ? with_commas(whole) : whole) + (rest.empty() ? "" : "." + rest);
}

struct Unit {
  const char* name;
  int power;  // 10^power 分
};
constexpr Unit kUnits[] = {{"元", 2}, {"千元", 5}, {"万元", 6}, {"亿元", 10}};

TEST(Money, PrintedAndParsedIsTheSame) {
  Random random(1);
  for (int i = 0; i < 20'000; ++i) {
    const Unit& unit = kUnits[random() % 4];
    const int decimals = static_cast<int>(random() % static_cast<uint64_t>(unit.power + 1));
    const int64_t fen = random_fen(random, unit.power - decimals) * (random() % 4 == 0 ? -1 : 1);
    const std::string text = print_amount(fen, unit.power, decimals, random() % 2 == 0);
    int64_t quantum = 1;
    for (int digit = decimals; digit < unit.power; ++digit) quantum *= 10;
    const AmountReading reading = parse_amount(text, unit.name);
    ASSERT_TRUE(std::holds_alternative<Money>(reading)) << text << unit.name;
    EXPECT_EQ(std::get<Money>(reading), (Money{fen, quantum})) << text << unit.name;
  }
}

// A table of random amounts as a text file, in one unit of money.
extract::Document table_in(const Unit& unit, const std::vector<int64_t>& amounts, int decimals) {
  std::vector<std::vector<std::string>> lines{{"2026年部门支出总表"}, {std::string("单位：") + unit.name},
                                              {"科目编码", "科目名称", "合计", "基本支出", "项目支出"}};
  const char* const labels[][2] = {{"208", "社会保障和就业支出"}, {"20805", "行政事业单位养老支出"},
                                   {"2080505", "机关事业单位基本养老保险缴费支出"}, {"", "合计"}};
  size_t next = 0;
  for (const auto& label : labels) {
    std::vector<std::string>& line = lines.emplace_back(std::vector<std::string>{label[0], label[1]});
    for (int column = 0; column < 3; ++column) line.push_back(print_amount(amounts[next++], unit.power, decimals, true));
  }
  extract::Document document;
  extract::Page& page = document.pages.emplace_back();
  page.number = 1;
  for (size_t i = 0; i < lines.size(); ++i) page.lines.push_back({static_cast<int>(i) + 1, lines[i]});
  return document;
}

// Everything that an amount is, save how it was printed.
std::vector<std::string> facts_of(const extract::Document& document) {
  const Ledger ledger = normalize(recognize::recognize(document, recognize::built_in_schemas()), built_in_books());
  std::vector<std::string> facts;
  for (const AmountFact& fact : ledger.amounts) {
    const recognize::Dimensions& set = fact.dimensions;
    facts.push_back(fmt::format("{} {} {} {} {} {} | {} {} {} {} | {}", set.direction, set.phase, set.fund,
                                set.spend_type, set.timing, name_of(fact.row_kind), fact.code_system, fact.code,
                                fact.item_name, fact.column_label, fact.money.fen));
  }
  return facts;
}

TEST(Money, TheSameTableInYuanAndTenThousandYuan) {
  Random random(2);
  for (int i = 0; i < 50; ++i) {
    std::vector<int64_t> amounts;
    for (int k = 0; k < 12; ++k) amounts.push_back(random_fen(random, 4));  // whole hundreds of 元
    const std::vector<std::string> facts = facts_of(table_in({"元", 2}, amounts, 2));
    ASSERT_EQ(facts.size(), 12U);
    EXPECT_EQ(facts_of(table_in({"万元", 6}, amounts, 2)), facts);
    EXPECT_EQ(facts_of(table_in({"千元", 5}, amounts, 1)), facts);
  }
}

}  // namespace
}  // namespace gongkai::normalize
