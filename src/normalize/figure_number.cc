#include "normalize/figure_number.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/pattern.h"
#include "base/text.h"
#include "normalize/amount.h"

namespace gongkai::normalize {
namespace {

// ‰ is a tenth of a percent.
constexpr double kPermille = 0.1;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Why what stands right before a number makes it a part of something else; "" where nothing does.
std::string doubt_before(std::string_view before, std::string_view number) {
  if (before.empty()) return "";
  const char last = before.back();
  if (is_digit(last) || last == '.' || last == ',') return "is a part of another number";
  if (is_letter(last)) return "is a part of a word";
  constexpr std::string_view kComma = "，";
  const size_t whole = std::min(number.find('.'), number.size());
  const bool group =
      std::count_if(number.begin(), number.begin() + static_cast<long>(whole),
                    [](char c) { return is_digit(c); }) % 3 == 0;
  if (group && before.ends_with(kComma) && before.size() > kComma.size() &&
      is_digit(before[before.size() - kComma.size() - 1])) {
    return "may go on before the comma";
  }
  return "";
}

// A dash before a number is its sign unless it stands between two numbers (5-10%) or after a code.
bool is_sign(std::string_view before_dash) {
  if (before_dash.empty()) return true;
  const char last = before_dash.back();
  return !is_digit(last) && !is_letter(last) && last != '%' && !before_dash.ends_with("元");
}

void read_money(const Passage& passage, size_t digits, bool negative, std::string_view unit,
                PrintedNumber& number) {
  std::string printed(passage.printed(digits, number.end));
  if (unit == "万" || unit == "亿") printed += "元";
  const AmountReading reading = parse_amount(printed, "");
  if (const Money* money = std::get_if<Money>(&reading)) {
    number.money = *money;
    if (negative) number.money.fen = -number.money.fen;
  } else if (const Unreadable* why = std::get_if<Unreadable>(&reading)) {
    number.unreadable = why->reason;
  }
}

void read_percent(std::string_view digits, bool negative, double scale, PrintedNumber& number) {
  static const RE2 kNumber(R"((?:\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?)");
  std::string decimals;
  if (!RE2::FullMatch(piece(digits), kNumber, &decimals)) {
    number.unreadable = "is not a number";
    return;
  }
  std::string plain(digits);
  std::erase(plain, ',');
  std::from_chars(plain.data(), plain.data() + plain.size(), number.percent);
  number.percent *= negative ? -scale : scale;
  number.percent_quantum = scale * std::pow(10.0, -static_cast<double>(decimals.size()));
}

// 万 and 亿 alone are money only where the words say so: 总预算1720.00万。 but not 人口5万。
bool money_precedes(std::string_view before) {
  static const RE2 kMoney("(预算|决算|经费|资金|金额|支出|收入|投资|拨款|费用?)[^，;:。]{0,6}$");
  return RE2::PartialMatch(piece(before), kMoney);
}

void find_printed(const Passage& passage, std::vector<PrintedNumber>& numbers) {
  static const RE2 kPrinted(
      R"(([\-△▲负+]?)(\d[\d,]*(?:\.\d+)?)(百万元|亿元|万元|千元|元|个百分点|%|‰|万|亿))");
  const std::string_view text = passage.folded;
  re2::StringPiece rest = piece(text);
  re2::StringPiece sign, digits, unit;
  while (RE2::FindAndConsume(&rest, kPrinted, &sign, &digits, &unit)) {
    PrintedNumber number;
    const auto offset = [&](const char* at) { return static_cast<size_t>(at - text.data()); };
    const size_t first_digit = offset(digits.data());
    number.end = offset(unit.data()) + unit.size();
    const std::string_view behind = text.substr(number.end);
    const std::string_view in_front = text.substr(0, first_digit - sign.size());
    const bool bare = unit == "万" || unit == "亿";
    static const RE2 kClauseEnd("^([，。;、)]|$)");
    if (bare && !(RE2::PartialMatch(piece(behind), kClauseEnd) &&
                  money_precedes(in_front))) {
      continue;
    }
    static const RE2 kOtherWord("^[旦宵月件素老化]");
    if (unit == "元" && RE2::PartialMatch(piece(behind), kOtherWord)) continue;
    const bool negative = !sign.empty() && sign != "+" && is_sign(in_front);
    number.begin = first_digit - (negative ? sign.size() : 0);
    const std::string_view plain(digits.data(), digits.size());
    if (unit == "%" || unit == "‰") {
      number.kind = NumberKind::Percent;
      read_percent(plain, negative, unit == "%" ? 1 : kPermille, number);
    } else if (unit == "个百分点") {
      number.kind = NumberKind::Points;
      read_percent(plain, negative, 1, number);
    } else {
      read_money(passage, first_digit, negative, {unit.data(), unit.size()}, number);
    }
    if (const std::string doubt = doubt_before(text.substr(0, first_digit), plain);
        !doubt.empty()) {
      number.unreadable = doubt;
    }
    numbers.push_back(std::move(number));
  }
}

void find_same(const Passage& passage, const FigureRules& rules,
               std::vector<PrintedNumber>& numbers) {
  const std::string_view text = passage.folded;
  if (!rules.has_same->first_match(text)) return;
  re2::StringPiece rest = piece(text);
  re2::StringPiece base;
  while (RE2::FindAndConsume(&rest, *rules.same, &base)) {
    PrintedNumber number;
    number.kind = NumberKind::Same;
    number.begin = static_cast<size_t>(base.data() + base.size() - text.data());
    number.end = static_cast<size_t>(rest.data() - text.data());
    numbers.push_back(std::move(number));
  }
}

}  // namespace

std::vector<PrintedNumber> find_numbers(const Passage& passage, const FigureRules& rules) {
  std::vector<PrintedNumber> numbers;
  find_printed(passage, numbers);
  find_same(passage, rules, numbers);
  std::stable_sort(
      numbers.begin(), numbers.end(),
      [](const PrintedNumber& a, const PrintedNumber& b) { return a.begin < b.begin; });
  return numbers;
}

}  // namespace gongkai::normalize
