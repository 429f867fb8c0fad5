// Dates, months, quarters and deadlines as plans state them (field guide §3.3).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace gongkai::normalize {

struct Date {
  int year = 0;  // 0: not known
  int month = 0;
  int day = 0;
  bool operator<(const Date& other) const {
    return std::tie(year, month, day) < std::tie(other.year, other.month, other.day);
  }
};

std::string iso(const Date& date);  // "2026-12-31"; "" without a year
int days_in_month(int year, int month);

// A date expression: its first and last day.
struct DateReading {
  Date from;
  Date to;
  bool deadline = false;  // 前, 以前, 内; 年内, 上半年 and 季度末 by themselves: until `to`
  bool range = false;          // two ends are printed: 1月1日至12月31日, 1-12月
  bool year_inferred = false;  // 12月底, 次年1月: from the fiscal year
  bool month_only = false;     // nothing but 12月 or 1-2月, which may as well count months
  int no_such_day = 0;         // the day printed where the month is shorter: 31 in 9月31日
  size_t length = 0;           // code points read
};

// Reads the longest date expression that `text` begins with; `text` is folded (base/text.h).
//
//   2026年12月底前 → 2026-12-31, deadline      2026年8月上旬 → 08-01 … 08-10
//   2026年4月 → 04-01 … 04-30                  12月25日前, 年底 → of the fiscal year
//   第一季度 → 01-01 … 03-31                   2026.12.31, 2026-12-31, 2026/12/31
//   2026年1月1日至12月31日, 1-12月 → a range   次年2月份前 → the year after the fiscal one
//
// 底, 末 and 终 are the last day, 初 and 中 the first and second ten days. A day that its month
// lacks is the month's last one and reported in no_such_day; a 13th month or 32nd day is no date.
// Two ends in the wrong order are no range: only the first is read. Fiscal year 0: not known.
std::optional<DateReading> read_date(std::u32string_view text, int fiscal_year);

}  // namespace gongkai::normalize
