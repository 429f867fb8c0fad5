// Any text begins with a date that exists, or with none.
//
// Input: a line with the fiscal year (no number: not known), then the text.
#include <algorithm>
#include <charconv>
#include <string_view>

#include "base/text.h"
#include "fuzz_target.h"
#include "normalize/date.h"

using namespace gongkai;
using namespace gongkai::normalize;

namespace {

void check_day(const Date& date) {
  must(date.year >= 0 && date.month >= 1 && date.month <= 12, "a date has a month of the calendar");
  must(date.day >= 1 && date.day <= days_in_month(date.year, date.month), "a date has a day of its month");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t line_end = std::min(input.find('\n'), input.size());
  int fiscal_year = 0;
  std::from_chars(input.data(), input.data() + line_end, fiscal_year);
  if (fiscal_year < 0 || fiscal_year > 9999) return 0;
  const std::u32string text =
      decode_utf8(fold(input.substr(std::min(line_end + 1, input.size()))));
  const auto date = read_date(text, fiscal_year);
  if (!date) return 0;
  must(date->length >= 1 && date->length <= text.size(), "a date is a part of its text");
  check_day(date->from);
  check_day(date->to);
  must(!(date->to < date->from), "a date does not end before it begins");
  const auto again = read_date(std::u32string_view(text).substr(0, date->length), fiscal_year);
  must(again && again->length == date->length, "a date is read the same without what follows it");
  return 0;
}
