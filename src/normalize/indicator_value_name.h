// What the name of an indicator says about its value: the unit in brackets at its end, an operator,
// and whether a bare 5万 beside it is money or a bare 12月 a count.
#pragma once

#include <string>
#include <string_view>

#include "normalize/indicator_value.h"
#include "normalize/indicator_value_unit.h"

namespace gongkai::normalize {

struct NameHints {
  std::u32string text;                 // folded as values are
  Unit unit;                           // of brackets at its end, if that is a known one
  Comparison op = Comparison::None;    // a sign at its end: 可用性≥
  bool ends_in_operator_word = false;  // 支出金额不超过
};

NameHints read_name(std::string_view printed);

// Whether 5万 beside this name is 5万元.
bool speaks_of_money(std::u32string_view name);

// 12月 beside this name, or with ≥: twelve months, not December.
bool counts_months(std::u32string_view name, Comparison op);

// 12月 beside this name is surely December.
bool says_month_is_date(std::u32string_view name);

}  // namespace gongkai::normalize
