#include "normalize/date.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/decimal.h"
#include "base/text.h"

namespace gongkai::normalize {
namespace {

// Years that a four-digit number is taken for.
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2099;

// What a year may be called from the fiscal year's point of view, and the distance. No past years:
// 不低于上年末 compares with what was, it is no date to keep.
constexpr std::array<std::pair<std::u32string_view, int>, 9> kRelativeYears{{{U"次年", 1},
                                                                             {U"翌年", 1},
                                                                             {U"明年", 1},
                                                                             {U"下年", 1},
                                                                             {U"来年", 1},
                                                                             {U"当年", 0},
                                                                             {U"本年", 0},
                                                                             {U"今年", 0},
                                                                             {U"年", 0}}};

bool take_any(std::u32string_view& text, std::initializer_list<std::u32string_view> words) {
  for (const std::u32string_view word : words) {
    if (take_prefix(text, word)) return true;
  }
  return false;
}

// Digits, up to four of them and no more, or a Chinese numeral.
std::optional<int> take_number(std::u32string_view& text) {
  size_t digits = 0;
  int value = 0;
  while (digits < text.size() && digits <= 4 && is_digit(text[digits]))
    value = value * 10 + static_cast<int>(text[digits++] - U'0');
  if (digits > 4) return std::nullopt;
  if (digits > 0) {
    text.remove_prefix(digits);
    return value;
  }
  const std::optional<Numeral> numeral = read_numeral(text);
  if (!numeral || numeral->value > 9999) return std::nullopt;
  text.remove_prefix(numeral->length);
  return static_cast<int>(numeral->value);
}

// The first of `words` that `text` begins with, unless the character after it makes another word
// of it: 内 of 内容, 前 of 前期.
bool take_word(std::u32string_view& text, std::initializer_list<std::u32string_view> words,
               std::u32string_view not_before) {
  std::u32string_view rest = text;
  if (!take_any(rest, words)) return false;
  if (!rest.empty() && not_before.find(rest.front()) != std::u32string_view::npos) return false;
  text = rest;
  return true;
}

bool take_within(std::u32string_view& text) {
  return take_word(text, {U"之内", U"以内", U"内"}, U"容部外涵控业生");
}

bool take_before(std::u32string_view& text) {
  return take_word(text, {U"之前", U"以前", U"前"}, U"期置往后列瞻端");
}

bool take_range_mark(std::u32string_view& text) {
  return take_any(text, {U"至", U"到", U"--", U"-", U"~"});
}

bool is_year(int number) { return number >= kFirstYear && number <= kLastYear; }
bool is_month(int number) { return number >= 1 && number <= 12; }
bool is_day(int number) { return number >= 1 && number <= 31; }

struct Year {
  int number = 0;
  bool inferred = false;
};

// One end of an expression.
struct Span {
  Date from;
  Date to;
  bool year_inferred = false;
  bool deadline = false;
  bool month_only = false;
  int no_such_day = 0;
};

Span months(const Year& year, int first, int last) {
  return {{year.number, first, 1},
          {year.number, last, days_in_month(year.number, last)},
          year.inferred};
}

Span day(const Year& year, int month, int number) {
  const int last = days_in_month(year.number, month);
  const Date date{year.number, month, std::min(number, last)};
  Span span{date, date, year.inferred};
  if (number > last) span.no_such_day = number;
  return span;
}

Span days(const Year& year, int month, int first, int last) {
  return {{year.number, month, first}, {year.number, month, last}, year.inferred};
}

// 2026年 or 2026年度, with Chinese or Arabic digits.
std::optional<Year> take_year(std::u32string_view& text) {
  std::u32string_view rest = text;
  const std::optional<int> number = take_number(rest);
  if (!number || !is_year(*number) || !take_prefix(rest, U"年")) return std::nullopt;
  take_prefix(rest, U"度");
  text = rest;
  return Year{*number, false};
}

std::optional<Year> take_relative_year(std::u32string_view& text, int fiscal_year) {
  for (const auto& [word, distance] : kRelativeYears) {
    if (!take_prefix(text, word)) continue;
    take_prefix(text, U"度");
    return Year{fiscal_year == 0 ? 0 : fiscal_year + distance, true};
  }
  return std::nullopt;
}

// What may follow the number of a month: a day, ten days, an end; else the whole month.
std::optional<Span> take_within_month(std::u32string_view& text, const Year& year, int month) {
  std::u32string_view rest = text;
  const std::optional<int> number = take_number(rest);
  if (number && is_day(*number) && take_any(rest, {U"日", U"号"})) {
    text = rest;
    return day(year, month, *number);
  }
  const int last = days_in_month(year.number, month);
  if (take_any(text, {U"上旬", U"初"})) return days(year, month, 1, 10);
  if (take_prefix(text, U"中旬")) return days(year, month, 11, 20);
  if (take_prefix(text, U"下旬")) return days(year, month, 21, last);
  if (take_any(text, {U"底", U"末", U"月底", U"月末"})) return day(year, month, last);
  if (text == U"中" || text.starts_with(U"中前") || text.starts_with(U"中之前")) {
    text.remove_prefix(1);
    return days(year, month, 11, 20);
  }
  Span span = months(year, month, month);
  span.month_only = year.inferred;
  return span;
}

// 12月25日, 8月上旬, 4月.
std::optional<Span> take_month(std::u32string_view& text, const Year& year) {
  std::u32string_view rest = text;
  const std::optional<int> month = take_number(rest);
  if (!month || !is_month(*month) || !take_prefix(rest, U"月")) return std::nullopt;
  take_prefix(rest, U"份");
  text = rest;
  return take_within_month(text, year, *month);
}

// 第一季度, 四季度末.
std::optional<Span> take_quarter(std::u32string_view& text, const Year& year) {
  std::u32string_view rest = text;
  take_prefix(rest, U"第");
  const std::optional<int> quarter = take_number(rest);
  if (!quarter || *quarter < 1 || *quarter > 4 || !take_prefix(rest, U"季度")) return std::nullopt;
  Span span = months(year, 3 * *quarter - 2, 3 * *quarter);
  span.deadline = take_any(rest, {U"末", U"底"});
  text = rest;
  return span;
}

// 上半年, and after a printed year also 底, 末, 内.
std::optional<Span> take_part_of_year(std::u32string_view& text, const Year& year) {
  Span half = months(year, 1, 6);
  half.deadline = true;
  if (take_prefix(text, U"上半年")) return half;
  if (take_prefix(text, U"下半年")) return months(year, 7, 12);
  if (take_any(text, {U"年底", U"年末", U"年终", U"底", U"末", U"终"})) return day(year, 12, 31);
  std::u32string_view rest = text;
  take_prefix(rest, U"年");
  if (take_within(rest)) {
    text = rest;
    Span whole = months(year, 1, 12);
    whole.deadline = true;
    return whole;
  }
  return std::nullopt;
}

std::optional<Span> take_within_year(std::u32string_view& text, const Year& year) {
  if (const std::optional<Span> span = take_month(text, year)) return span;
  if (const std::optional<Span> span = take_quarter(text, year)) return span;
  return take_part_of_year(text, year);
}

// 2026.12.31 with one kind of separator; 2026.12 only before 前, for it may be a number.
std::optional<Span> take_numeric(std::u32string_view& text) {
  std::u32string_view rest = text;
  const std::optional<int> year = take_number(rest);
  if (!year || !is_year(*year) || rest.empty()) return std::nullopt;
  const std::u32string_view mark = rest.substr(0, 1);
  if (mark != U"." && mark != U"-" && mark != U"/") return std::nullopt;
  rest.remove_prefix(1);
  const std::optional<int> month = take_number(rest);
  if (!month || !is_month(*month)) return std::nullopt;
  if (std::u32string_view behind = rest; take_before(behind)) {
    text = rest;
    return months({*year, false}, *month, *month);
  }
  if (!take_prefix(rest, mark)) return std::nullopt;
  const std::optional<int> number = take_number(rest);
  if (!number || !is_day(*number)) return std::nullopt;
  take_prefix(rest, U"日");
  text = rest;
  return day({*year, false}, *month, *number);
}

// One end; `assumed` is the year where none is printed.
std::optional<Span> take_end(std::u32string_view& text, const Year& assumed, int fiscal_year) {
  if (const std::optional<Span> span = take_numeric(text)) return span;
  std::u32string_view rest = text;
  if (const std::optional<Year> year = take_year(rest)) {
    std::optional<Span> span = take_within_year(rest, *year);
    if (!span) span = months(*year, 1, 12);
    text = rest;
    return span;
  }
  if (const std::optional<Span> span = take_month(text, assumed)) return span;
  if (const std::optional<Span> span = take_quarter(text, assumed)) return span;
  if (text.starts_with(U"上半年") || text.starts_with(U"下半年"))
    return take_part_of_year(text, assumed);
  rest = text;
  if (const std::optional<Year> year = take_relative_year(rest, fiscal_year)) {
    std::optional<Span> span = take_within_year(rest, *year);
    if (span) {
      span->month_only = false;
      text = rest;
    }
    return span;
  }
  return std::nullopt;
}

Span joined(const Span& first, const Span& last) {
  Span span = first;
  span.to = last.to;
  span.year_inferred = first.year_inferred || last.year_inferred;
  span.month_only = false;
  if (last.no_such_day != 0) span.no_such_day = last.no_such_day;
  return span;
}

// 1-12月, 1-4季度, 2025-2026年: the first end is a number only.
std::optional<Span> take_short_range(std::u32string_view& text, int fiscal_year) {
  std::u32string_view rest = text;
  const std::optional<Year> printed = take_year(rest);
  const Year year = printed.value_or(Year{fiscal_year, true});
  const std::optional<int> first = take_number(rest);
  if (!first || !take_range_mark(rest)) return std::nullopt;
  const std::optional<int> last = take_number(rest);
  if (!last || *first >= *last) return std::nullopt;
  std::optional<Span> span;
  if (is_month(*first) && is_month(*last) && take_prefix(rest, U"月")) {
    take_prefix(rest, U"份");
    span = months(year, *first, *last);
    span->month_only = !printed;
  } else if (*first >= 1 && *last <= 4 && take_prefix(rest, U"季度")) {
    span = months(year, 3 * *first - 2, 3 * *last);
  } else if (!printed && is_year(*first) && is_year(*last) && take_prefix(rest, U"年")) {
    take_prefix(rest, U"度");
    span = joined(months({*first, false}, 1, 12), months({*last, false}, 1, 12));
  }
  if (span) text = rest;
  return span;
}

// The second end of a range that began with `first`.
std::optional<Span> take_second_end(std::u32string_view& text, const Span& first, int fiscal_year) {
  std::u32string_view rest = text;
  if (!take_range_mark(rest)) return std::nullopt;
  const Year assumed{first.to.year, first.year_inferred};
  std::optional<Span> second = take_end(rest, assumed, fiscal_year);
  if (!second) {
    const std::optional<int> number = take_number(rest);
    if (!number || !is_day(*number) || !take_prefix(rest, U"日")) return std::nullopt;
    second = day(assumed, first.to.month, *number);
  }
  if (second->to < first.to) return std::nullopt;
  text = rest;
  return second;
}

}  // namespace

std::string iso(const Date& date) {
  if (date.year == 0) return "";
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<size_t>(month - 1)];
}

std::optional<DateReading> read_date(std::u32string_view text, int fiscal_year) {
  std::u32string_view rest = text;
  bool range = false;
  std::optional<Span> span = take_short_range(rest, fiscal_year);
  if (span) {
    range = true;
  } else {
    span = take_end(rest, {fiscal_year, true}, fiscal_year);
    if (!span) return std::nullopt;
    if (const std::optional<Span> second = take_second_end(rest, *span, fiscal_year)) {
      span = joined(*span, *second);
      range = true;
    }
  }
  DateReading reading{span->from, span->to, span->deadline, range, span->year_inferred};
  const bool before = take_before(rest) || take_within(rest);
  reading.deadline = before || (span->deadline && !range);
  reading.month_only = span->month_only && !before;
  reading.no_such_day = span->no_such_day;
  reading.length = text.size() - rest.size();
  return reading;
}

}  // namespace gongkai::normalize
