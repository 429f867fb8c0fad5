#include "normalize/amount.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <vector>

#include "base/text.h"
#include "base/unit.h"

namespace gongkai::normalize {
namespace {

constexpr int64_t kMaxFen = std::numeric_limits<int64_t>::max();

// Stands in for a missing unit, so that the digits are still judged: 亿元, the coarsest.
constexpr int64_t kAnyUnit = 10'000'000'000;

// What stands for "nothing" in a money cell: words, or a run of marks without any digit or letter.
bool says_nothing(std::string_view folded) {
  constexpr std::array<std::string_view, 4> kWords = {"无", "不适用", "空", "N/A"};
  if (std::find(kWords.begin(), kWords.end(), folded) != kWords.end()) return true;
  constexpr std::u32string_view kMarks = U"-/\\.*_·。…—×xX";
  const std::u32string codes = decode_utf8(folded);
  return std::all_of(codes.begin(), codes.end(),
                     [&](char32_t code) { return kMarks.find(code) != std::u32string_view::npos; });
}

// 100.00①, 100.00*: a mark that leads to a note is no digit, though folding would make it one.
std::string without_note_mark(std::string_view text) {
  const auto is_mark = [](char32_t code) {
    const bool superscript = code == U'²' || code == U'³' || code == U'¹' || (code >= 0x2070 && code <= 0x2079);
    const bool circled = (code >= 0x2460 && code <= 0x249B) || (code >= 0x24EA && code <= 0x24FF) || (code >= 0x2776 && code <= 0x2793);
    return superscript || circled || code == U'*' || code == U'＊' || code == U'※';
  };
  std::u32string codes = decode_utf8(trimmed(text));
  while (codes.size() > 1 && is_mark(codes.back())) codes.pop_back();
  return encode_utf8(codes);
}

// ￥58,000.00. Folding makes half of the signs narrow.
void take_currency(std::string_view& text) {
  for (const std::string_view sign : {"¥", "￥"}) {
    if (text.starts_with(sign)) text.remove_prefix(sign.size());
  }
}

// Takes the sign off: "-", "+", "△", "▲", "负" before the number, or brackets around it.
bool take_sign(std::string_view& text) {
  constexpr std::array<std::string_view, 4> kMinus = {"-", "△", "▲", "负"};
  for (const std::string_view sign : kMinus) {
    if (text.starts_with(sign)) {
      text.remove_prefix(sign.size());
      return true;
    }
  }
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    text = text.substr(1, text.size() - 2);
    return true;
  }
  if (text.starts_with('+')) text.remove_prefix(1);
  return false;
}

// Takes a unit of money off the end: "884万元" → "884".
std::string_view take_unit(std::string_view& text) {
  constexpr std::array<std::string_view, 5> kLongestFirst = {"百万元", "亿元", "万元", "千元",
                                                             "元"};
  for (const std::string_view unit : kLongestFirst) {
    if (text.ends_with(unit)) {
      text.remove_suffix(unit.size());
      return unit;
    }
  }
  return {};
}

// The digits before the point without their commas; nothing where a group is not of three digits.
std::optional<std::string> join_groups(std::string_view whole) {
  const std::vector<std::string> groups = split(whole, ',');
  std::string digits = groups.front();
  if (digits.empty() || !all_digits(digits)) return std::nullopt;
  if (groups.size() > 1 && digits.size() > 3) return std::nullopt;
  for (size_t i = 1; i < groups.size(); ++i) {
    if (groups[i].size() != 3 || !all_digits(groups[i])) return std::nullopt;
    digits += groups[i];
  }
  return digits;
}

// value · 10 + digit, nothing on overflow.
std::optional<int64_t> append_digit(int64_t value, char digit) {
  const int64_t unit = digit - '0';
  if (value > (kMaxFen - unit) / 10) return std::nullopt;
  return value * 10 + unit;
}

// Digits around the point times 分 per unit, exactly.
AmountReading to_money(std::string_view whole, std::string_view decimals, int64_t per_unit) {
  int64_t quantum = per_unit;
  int64_t value = 0;  // in quanta
  const auto take = [&value](char digit) {
    const std::optional<int64_t> next = append_digit(value, digit);
    if (next) value = *next;
    return next.has_value();
  };
  for (const char digit : whole) {
    if (!take(digit)) return Unreadable{"is more than the program can count"};
  }
  for (const char digit : decimals) {
    if (quantum % 10 != 0) {
      if (digit != '0') return Unreadable{"is finer than a 分"};
      continue;
    }
    quantum /= 10;
    if (!take(digit)) return Unreadable{"is more than the program can count"};
  }
  if (value > kMaxFen / quantum) return Unreadable{"is more than the program can count"};
  return Money{value * quantum, quantum};
}

// True where white space or a line break stands between two digits and nothing (no comma, no point)
// tells that they belong to one number.
bool may_be_two_numbers(std::string_view printed, std::string_view number) {
  if (!all_digits(number)) return false;
  bool after_digit = false;
  bool after_space = false;
  for (const char32_t code : decode_utf8(printed)) {
    if (is_space(code)) {
      after_space = after_digit;
      continue;
    }
    after_digit = is_digit_of_any_width(code);
    if (after_digit && after_space) return true;
    after_space = false;
  }
  return false;
}

AmountReading parse_number(std::string_view printed, std::string_view number, int64_t per_unit) {
  const size_t point = number.find('.');
  const std::string_view whole = number.substr(0, point);
  const std::string_view decimals =
      point == std::string_view::npos ? std::string_view() : number.substr(point + 1);
  const std::optional<std::string> digits = join_groups(whole);
  const bool bare_point = point != std::string_view::npos && decimals.empty();
  if (!digits || !all_digits(decimals) || bare_point) return Unreadable{"is not a number"};
  if (digits->size() > 1 && digits->front() == '0') return Unreadable{"begins with a zero"};
  if (may_be_two_numbers(printed, number)) return Unreadable{"may be two numbers in one cell"};
  return to_money(*digits, decimals, per_unit);
}

}  // namespace

AmountReading parse_amount(std::string_view text, std::string_view unit) {
  const std::string folded = fold(without_note_mark(text));
  if (says_nothing(folded)) return Blank{};
  std::string_view number = folded;
  if (number.ends_with('%')) return Unreadable{"is a percentage"};
  const std::string_view own_unit = take_unit(number);
  take_currency(number);
  const bool negative = take_sign(number);
  const std::optional<int64_t> per_unit = fen_per(own_unit.empty() ? unit : own_unit);
  AmountReading reading = parse_number(text, number, per_unit.value_or(kAnyUnit));
  if (Money* money = std::get_if<Money>(&reading)) {
    if (!per_unit) return Unreadable{std::string(kNoUnit)};
    if (negative) money->fen = -money->fen;
  }
  return reading;
}

}  // namespace gongkai::normalize
