// Money cells: from printed text to 分, exactly (field guide §3.2).
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "normalize/ledger.h"

namespace gongkai::normalize {

// The cell holds no figure: blank, "-", "——", "/", "…", "**", 无, 不适用, or XX of a template.
struct Blank {
  bool operator==(const Blank&) const = default;
};

// The cell is no amount. `reason` completes the sentence `"12.3.4" …`: "is not a number".
struct Unreadable {
  std::string reason;
  bool operator==(const Unreadable&) const = default;
};

using AmountReading = std::variant<Money, Blank, Unreadable>;

// Reads one cell.
//
//   "1,234.50" in 万元 → 1'234'500'000 分, quantum 10'000 分; "884万元" → its own unit wins
//   "(12.5)" "△12.5" "-12.5" "负12.5" → negative; "576,171.1⏎1" → one number wrapped in its cell
//
// `unit` is what the heading or the table declares: 元 千元 万元 百万元 亿元, or "" where nothing
// does; then only a cell with a unit of its own can be read. Never guesses: comma groups other than
// three digits, two points, a leading zero (the look of a code), a percentage, more than 分 can
// hold, or two integers in one cell are Unreadable.
AmountReading parse_amount(std::string_view text, std::string_view unit);

// The reason that parse_amount gives for a number that no unit goes with.
inline constexpr std::string_view kNoUnit = "has no unit";

}  // namespace gongkai::normalize
