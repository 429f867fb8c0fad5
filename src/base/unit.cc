#include "base/unit.h"

#include <array>
#include <set>
#include <utility>

#include "base/text.h"

namespace gongkai {
namespace {

struct UnitOfMoney {
  std::string_view name;
  int64_t fen;
};

// Longer names first, so that 万元 is not taken for the end of 百万元.
constexpr std::array<UnitOfMoney, 8> kUnits{{
    {"千万元", 1'000'000'000},
    {"百万元", 100'000'000},
    {"十万元", 10'000'000},
    {"亿元", 10'000'000'000},
    {"万元", 1'000'000},
    {"千元", 100'000},
    {"百元", 10'000},
    {"元", 100},
}};

constexpr std::array<std::string_view, 2> kCurrencies{"人民币", "RMB"};

// A text folded, and the offsets in it where white space stood.
struct FoldedLine {
  std::string text;
  std::set<size_t> breaks;
};

FoldedLine fold_with_breaks(std::string_view text) {
  FoldedLine line;
  std::string word;
  const auto flush = [&] {
    line.text += fold(word);
    line.breaks.insert(line.text.size());
    word.clear();
  };
  for (const char32_t code : decode_utf8(text)) {
    if (is_space(code)) {
      flush();
    } else {
      append_utf8(word, code);
    }
  }
  flush();
  return line;
}

bool starts_with_han(std::string_view text) {
  const std::u32string codes = decode_utf8(text.substr(0, 4));
  return !codes.empty() && is_han(codes.front());
}

std::string_view without_currency(std::string_view text) {
  for (const std::string_view currency : kCurrencies) {
    if (text.starts_with(currency)) return text.substr(currency.size());
  }
  return text;
}

// The unit that begins at `start`, "" if none does there.
std::string_view unit_at(const FoldedLine& line, size_t start) {
  const std::string_view rest = without_currency(std::string_view(line.text).substr(start));
  for (const UnitOfMoney& unit : kUnits) {
    if (!rest.starts_with(unit.name)) continue;
    const std::string_view after = rest.substr(unit.name.size());
    const bool coins = after.starts_with("角");  // 元角分, or 元、角、分
    const bool goes_on =
        starts_with_han(after) && !coins && !line.breaks.contains(line.text.size() - after.size());
    return unit.name == "元" && goes_on ? std::string_view() : unit.name;
  }
  return {};
}

std::string_view declared_unit(const FoldedLine& line) {
  constexpr std::string_view kLabel = "单位";
  for (size_t at = line.text.find(kLabel); at != std::string::npos;
       at = line.text.find(kLabel, at + 1)) {
    size_t start = at + kLabel.size();
    for (const std::string_view link : {":", "-", "均为", "为"}) {  // 金额单位均为元
      if (std::string_view(line.text).substr(start).starts_with(link)) {
        start += link.size();
        break;
      }
    }
    const std::string_view unit = unit_at(line, start);
    if (!unit.empty()) return unit;
  }
  return {};
}

// 金额以万元为单位.
std::string_view unit_in_sentence(const FoldedLine& line) {
  constexpr std::string_view kBefore = "以", kBehind = "为单位";
  for (size_t at = line.text.find(kBefore); at != std::string::npos; at = line.text.find(kBefore, at + 1)) {
    const auto rest = without_currency(std::string_view(line.text).substr(at + kBefore.size()));
    for (const UnitOfMoney& unit : kUnits) {
      if (rest.starts_with(unit.name) && rest.substr(unit.name.size()).starts_with(kBehind)) return unit.name;
    }
  }
  return {};
}

std::string_view bracketed_unit(const FoldedLine& line) {
  for (size_t at = line.text.find('('); at != std::string::npos; at = line.text.find('(', at + 1)) {
    const size_t end = line.text.find(')', at);
    if (end == std::string::npos) return {};
    const auto inside = without_currency(std::string_view(line.text).substr(at + 1, end - at - 1));
    for (const UnitOfMoney& unit : kUnits) {
      if (inside == unit.name) return unit.name;
    }
  }
  return {};
}

}  // namespace

std::optional<int64_t> fen_per(std::string_view unit) {
  for (const UnitOfMoney& known : kUnits) {
    if (unit == known.name) return known.fen;
  }
  return std::nullopt;
}

std::string find_unit(std::string_view text) {
  const FoldedLine line = fold_with_breaks(text);
  std::string_view unit = declared_unit(line);
  if (unit.empty()) unit = bracketed_unit(line);
  return std::string(unit.empty() ? unit_in_sentence(line) : unit);
}

}  // namespace gongkai
