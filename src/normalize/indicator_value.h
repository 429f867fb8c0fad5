// Indicator values: from what a performance form prints to a target that can be compared (field
// guide §3.3; docs/dataset.md, table indicator).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/decimal.h"
#include "base/diagnostic.h"

namespace gongkai::normalize {

// The cells of one indicator, as printed; "" where the form has no such column.
struct IndicatorText {
  std::string_view name;         // 三级指标
  std::string_view value;        // 指标值
  std::string_view op_column;    // 指标性质: ≥, ＝, 定性
  std::string_view unit_column;  // 度量单位
  int fiscal_year = 0;           // of the form; 0: not known
  bool ocr = false;              // read from a picture: > may be a misread ≥
};

enum class ValueKind { Number, Percent, Money, Date, Period, Text };

enum class ValueSubkind {
  Number,            // without a unit: ≤1
  Count,             // 20人
  Duration,          // 30天
  Ratio,             // 1:3, 十万分之一
  Rate,              // 800元/天, 4次/月
  Frequency,         // 每年≥20场
  RelativeDeadline,  // 资金下达后2日内
  Percent,
  Permille,
  Money,
  Date,         // 2026年4月
  Deadline,     // 12月底前
  Period,       // 每月25日
  Boolean,      // 是
  Reference,    // 不低于上年
  Composite,    // 100%，或者达到95%以上且…
  Qualitative,  // 提高
  Text,         // words around numbers that are no target: 7×24小时
  Empty,        // blank, -, 无, 不适用
};

enum class Comparison { None, AtLeast, Above, AtMost, Below, Equal, About, Range };

const char* name_of(ValueKind kind);        // "number" …
const char* name_of(ValueSubkind subkind);  // "count", "relative_deadline" …
const char* name_of(Comparison op);         // ">=" ">" "<=" "<" "=" "~" "range"; "" for None

// What an indicator asks for. Absent: nothing, "".
struct IndicatorValue {
  std::string raw;  // as printed; separate columns joined: ≥ 20 人 is ≥20人
  ValueKind kind = ValueKind::Text;
  ValueSubkind subkind = ValueSubkind::Empty;
  Comparison op = Comparison::None;
  bool op_explicit = false;  // an operator sign or word is printed
  std::optional<Decimal> value, value_upper;
  std::string unit, per;              // 元 and 人/月 of 740元/人/月
  std::optional<Decimal> base_value;  // without the unit's scale: 50000 元 of 5万元
  std::string base_unit;
  std::optional<int64_t> amount_fen;  // money, of the lower end
  std::string date_from, date_to;     // ISO 8601
  std::vector<std::string> inferred;  // "unit", "op", "year": not printed in the value's own cells
  Diagnostics diagnostics;            // without page
};

// Reads one indicator. Pure, never throws, in linear time; what is no target comes back as text, so
// nothing is lost, and nothing is repaired. Diagnostics:
//   indicator.suspect_ocr        a misread operator: 295%, Z95%
//   indicator.joined_number      a gap inside a number was closed: a line break (info) or a blank
//   indicator.unreadable_number  1,2345 or the like; the value is text
//   indicator.operators_differ   operator column and value contradict each other; the value is text
//   indicator.units_differ       unit column and value contradict each other; the value's is taken
//   indicator.unknown_operator   the operator column holds neither operator nor 定性
//   indicator.unknown_unit       a unit on no list, kept as printed, or the reason for text
//   indicator.operator_in_name   the name ends with a word like 不超过; the operator is left alone
//   indicator.month_or_duration  12月 without a hint in the name: taken as December
//   indicator.foreign_currency   money of another currency has no amount_fen
//   indicator.below_fen          money that is no whole number of 分 has no amount_fen
//   indicator.no_such_day        9月31日: the month's last day was taken
//   indicator.no_year            neither the date nor the form names a year
IndicatorValue parse_indicator_value(const IndicatorText& text);

// Values packed into one cell that pair one to one with the names beside them:
//   物业管理面积；服务人次 │ 17839平方米；每天3000人次 → two pairs, as printed
// Nothing where they do not pair, or where a part is no target by itself.
std::vector<std::pair<std::string, std::string>> split_indicator(const IndicatorText& text);

}  // namespace gongkai::normalize
