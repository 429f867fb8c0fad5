#include "recognize/row_label.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace gongkai::recognize {
namespace {

constexpr std::u32string_view kDigits = U"一二三四五六七八九";

bool is_chinese_digit(char32_t code) {
  return code == U'十' || kDigits.find(code) != std::u32string_view::npos;
}

// 二十三 → 23; ordinals of budget tables end below 100.
int chinese_number(std::u32string_view digits) {
  int value = 0;
  for (const char32_t code : digits) {
    if (code == U'十') {
      value = (value == 0 ? 1 : value) * 10;
    } else {
      value += static_cast<int>(kDigits.find(code)) + 1;
    }
  }
  return value;
}

int digit_value(char32_t code) { return static_cast<int>(code >= U'０' ? code - U'０' : code - U'0'); }

bool is_open(char32_t code) { return code == U'(' || code == U'（'; }
bool is_close(char32_t code) { return code == U')' || code == U'）'; }
bool is_stop(char32_t code) {
  return code == U'、' || code == U'.' || code == U'．' || code == U'，' || code == U',' || code == U'。';
}

struct Ordinal {
  int depth = kNoOrdinal;
  int value = 0;
  size_t length = 0;  // characters that it takes
};

// The run of characters from `start` for which `accept` holds.
template <typename Accept>
size_t run_end(std::u32string_view text, size_t start, Accept accept) {
  while (start < text.size() && accept(text[start])) ++start;
  return start;
}

int number_of(std::u32string_view digits) {
  int value = 0;
  for (const char32_t code : digits.substr(0, 4)) value = value * 10 + digit_value(code);
  return value;
}

std::optional<Ordinal> parse_ordinal(std::u32string_view text) {
  if (text.empty()) return std::nullopt;
  if (text[0] >= U'①' && text[0] <= U'⑳') return Ordinal{5, static_cast<int>(text[0] - U'①') + 1, 1};
  if (text[0] >= U'⑴' && text[0] <= U'⒇') return Ordinal{4, static_cast<int>(text[0] - U'⑴') + 1, 1};
  const size_t start = is_open(text[0]) ? 1 : 0;
  const size_t chinese = run_end(text, start, is_chinese_digit);
  const size_t arabic = run_end(text, start, is_digit_of_any_width);
  const size_t end = std::max(chinese, arabic);
  if (end == start || end >= text.size() || arabic - start > 2) return std::nullopt;
  const int value = chinese > start ? chinese_number(text.substr(start, chinese - start))
                                    : number_of(text.substr(start, arabic - start));
  if (start == 1) {
    if (!is_close(text[end])) return std::nullopt;
    const size_t stop = run_end(text, end + 1, is_stop);  // （一）、
    return Ordinal{chinese > start ? 2 : 4, value, stop};
  }
  if (!is_stop(text[end])) return std::nullopt;
  // 1.5 is a number, 1.一般公共预算 an ordinal.
  if (arabic > start && end + 1 < text.size() && is_digit_of_any_width(text[end + 1])) return std::nullopt;
  return Ordinal{chinese > start ? 1 : 3, value, end + 1};
}

bool take(std::u32string_view& text, std::u32string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

RowLabel parse_row_label(std::string_view printed) {
  const std::u32string codes = decode_utf8(without_space(printed));
  std::u32string_view rest = codes;
  RowLabel label;
  // 其中：（一）… and （一）其中：… both occur.
  for (bool more = true; more;) {
    more = false;
    if (take(rest, U"其中")) {
      if (!take(rest, U"：")) take(rest, U":");
      label.of_which = more = true;
    }
    if (const auto ordinal = parse_ordinal(rest); ordinal && label.ordinal == 0) {
      label.depth = ordinal->depth;
      label.ordinal = ordinal->value;
      rest.remove_prefix(ordinal->length);
      more = true;
    }
  }
  label.name = encode_utf8(rest);
  label.folded = fold(label.name);
  return label;
}

bool is_organization_name(const std::string& folded) {
  static const RE2 kAgency(
      "(局|委员会|[^经]委|办公室|政府|中心|[^法]院|法院|所|[^网]站|队|学校|[中小大]学|幼儿园|[^旅]馆|厅|协会|学会|联合会|"
      "商会|基金会|(宣传|组织|统战|统一战线工作|社会工作|武装)部|街道办事处|管委会|处|公司|党校|总工会|妇联|团委|信访办|监狱|电视台|园林|林场|农场)"
      "(\\([^()]*\\)|本级|机关)?$");
  static const RE2 kSpending("(经费|支出|项目|资金|补助|费|建设|专题|工程)$|专项资金");
  return RE2::PartialMatch(folded, kAgency) && !RE2::PartialMatch(folded, kSpending);
}

}  // namespace gongkai::recognize
