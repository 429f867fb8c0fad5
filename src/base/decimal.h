// Exact decimal numbers, and the numerals of Chinese text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongkai {

// coefficient · 10^exponent, without trailing zeros in the coefficient, so that equal numbers are
// equal members: 12.50 is {125, -1}, 1200 is {12, 2}, 0 is {0, 0}.
struct Decimal {
  int64_t coefficient = 0;
  int exponent = 0;
  bool operator==(const Decimal&) const = default;
};

// "12", "-12.50", "00.5"; nothing for other text, and where more than 18 digits are significant
// or more than 18 stand behind the point.
std::optional<Decimal> parse_decimal(std::string_view text);

Decimal from_integer(int64_t number);
Decimal scaled(const Decimal& number, int power);  // number · 10^power
std::string to_text(const Decimal& number);        // "12.5", "1200", "0.00001"
double to_double(const Decimal& number);           // the nearest one

// The number if it is whole and int64 can hold it.
std::optional<int64_t> to_integer(const Decimal& number);

// A numeral that a text begins with.
struct Numeral {
  int64_t value = 0;
  size_t length = 0;  // code points read
};

// 三 → 3, 两 → 2, 十二 → 12, 二十 → 20, 一百零五 → 105, 三千 → 3000, 二〇二六 → 2026. Reads as far
// as the numeral goes, up to 亿; nothing where none begins, its parts do not fit (十百), or it has
// two meanings (三四, 二百五).
std::optional<Numeral> read_numeral(std::u32string_view text);

}  // namespace gongkai
