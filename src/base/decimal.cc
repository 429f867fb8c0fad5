#include "base/decimal.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>

#include "base/text.h"

namespace gongkai {
namespace {

constexpr int kMaxDigits = 18;  // always fits int64_t

// The longest numeral worth reading: 九亿九千九百九十九万九千九百九十九.
constexpr size_t kMaxNumeral = 18;

Decimal without_trailing_zeros(Decimal number) {
  if (number.coefficient == 0) return {};
  while (number.coefficient % 10 == 0) {
    number.coefficient /= 10;
    ++number.exponent;
  }
  return number;
}

std::optional<int> digit_of(char32_t code) {
  constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
  const size_t found = kDigits.find(code);
  if (found != std::u32string_view::npos) return static_cast<int>(found);
  if (code == U'〇') return 0;
  if (code == U'两') return 2;
  return std::nullopt;
}

// Ten, hundred …; 0 for any other character.
int64_t multiplier_of(char32_t code) {
  switch (code) {
    case U'十': return 10;
    case U'百': return 100;
    case U'千': return 1000;
    case U'万': return 10'000;
    case U'亿': return 100'000'000;
    default: return 0;
  }
}

// 三, and a year's 二〇二六: digits only, each for its place. 三四 is no number: it says "3 or 4".
std::optional<int64_t> by_place(std::u32string_view text) {
  if (text.size() != 1 && text.size() != 4) return std::nullopt;
  int64_t value = 0;
  for (const char32_t code : text) {
    const std::optional<int> digit = digit_of(code);
    if (!digit) return std::nullopt;
    value = value * 10 + *digit;
  }
  return value;
}

// 一百零五万: digits with the multipliers that follow them, falling within each of 亿, 万 and rest.
// 二百五 is no number: it may be short for 250.
std::optional<int64_t> by_multiplier(std::u32string_view text) {
  int64_t total = 0;                                           // closed by 亿 or 万
  int64_t section = 0;                                         // below the next 万 or 亿
  int64_t last = std::numeric_limits<int64_t>::max();          // multiplier within the section
  int64_t last_section = std::numeric_limits<int64_t>::max();  // 万 or 亿
  std::optional<int> digit;
  for (const char32_t code : text) {
    const int64_t multiplier = multiplier_of(code);
    if (multiplier == 0) {
      if (digit && *digit != 0) return std::nullopt;
      digit = digit_of(code);
    } else if (multiplier < 10'000) {
      if (multiplier >= last || (!digit && !(multiplier == 10 && section == 0)))
        return std::nullopt;
      section += digit.value_or(1) * multiplier;
      last = multiplier;
      digit.reset();
    } else {
      section += digit.value_or(0);
      if (section == 0 || multiplier >= last_section) return std::nullopt;
      total += section * multiplier;
      section = 0;
      last = std::numeric_limits<int64_t>::max();
      last_section = multiplier;
      digit.reset();
    }
  }
  if (digit && multiplier_of(text[text.size() - 2]) >= 100) return std::nullopt;
  return total + section + digit.value_or(0);
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const size_t point = std::min(text.find('.'), text.size());
  std::string digits(text.substr(0, point));
  if (digits.empty() || point + 1 == text.size()) return std::nullopt;
  if (point < text.size()) digits += text.substr(point + 1);
  if (!all_digits(digits)) return std::nullopt;

  const int decimals = static_cast<int>(digits.size() - point);
  const std::string_view significant =
      std::string_view(digits).substr(std::min(digits.find_first_not_of('0'), digits.size()));
  if (significant.size() > kMaxDigits || digits.size() - point > kMaxDigits) return std::nullopt;
  Decimal number{0, -decimals};
  std::from_chars(significant.data(), significant.data() + significant.size(), number.coefficient);
  if (negative) number.coefficient = -number.coefficient;
  return without_trailing_zeros(number);
}

Decimal from_integer(int64_t number) { return without_trailing_zeros({number, 0}); }

Decimal scaled(const Decimal& number, int power) {
  return number.coefficient == 0 ? number : Decimal{number.coefficient, number.exponent + power};
}

std::string to_text(const Decimal& number) {
  std::string digits = std::to_string(std::abs(number.coefficient));
  if (number.exponent >= 0) {
    digits.append(static_cast<size_t>(number.exponent), '0');
  } else {
    const auto decimals = static_cast<size_t>(-number.exponent);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    digits.insert(digits.size() - decimals, ".");
  }
  return number.coefficient < 0 ? "-" + digits : digits;
}

double to_double(const Decimal& number) {
  const std::string text =
      std::to_string(number.coefficient) + "e" + std::to_string(number.exponent);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<int64_t> to_integer(const Decimal& number) {
  if (number.exponent < 0) return std::nullopt;
  int64_t value = number.coefficient;
  for (int i = 0; i < number.exponent; ++i) {
    if (std::abs(value) > std::numeric_limits<int64_t>::max() / 10) return std::nullopt;
    value *= 10;
  }
  return value;
}

std::optional<Numeral> read_numeral(std::u32string_view text) {
  size_t length = 0;
  bool multipliers = false;
  for (; length < std::min(text.size(), kMaxNumeral); ++length) {
    if (multiplier_of(text[length]) != 0) {
      multipliers = true;
    } else if (!digit_of(text[length])) {
      break;
    }
  }
  if (length == 0) return std::nullopt;
  const std::u32string_view numeral = text.substr(0, length);
  const std::optional<int64_t> value = multipliers ? by_multiplier(numeral) : by_place(numeral);
  if (!value) return std::nullopt;
  return Numeral{*value, length};
}

}  // namespace gongkai
