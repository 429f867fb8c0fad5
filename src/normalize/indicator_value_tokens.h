// The words of an indicator value: operators, quantities, dates, bounds, and what lies between.
//
//   每年 | 不少于 | 10万人次 | 以上 | ， | 培训        确保 | 12月底前 | 完成
//   Every  Operator  Quantity   Bound Separator Word     Word   Date        Word
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "normalize/date.h"
#include "normalize/indicator_value.h"
#include "normalize/indicator_value_unit.h"

namespace gongkai::normalize {

enum class TokenType {
  Operator,    // ≥, 不低于
  Quantity,    // a number with its unit
  Date,        // a complete date expression, with its 前
  Bound,       // 以上, 以内, 左右 behind a quantity
  Every,       // 每年, 每人每天, 全年
  RangeMark,   // - or 至 between two quantities
  Separator,   // , ; 、 。 .
  Remark,      // a text in brackets
  Unreadable,  // digits that are no number: 1,2345
  Word,
};

struct Quantity {
  Decimal value;
  std::optional<Decimal> to;  // the 3 of 1:3
  Unit unit;
  bool more = false;      // 10余次
  bool fraction = false;  // 十万分之一
};

struct Token {
  TokenType type = TokenType::Word;
  std::u32string_view text;          // into the text given to tokenize()
  Comparison op = Comparison::None;  // of an Operator or Bound
  bool sign = false;                 // the Operator is no word
  Quantity quantity;
  DateReading date;
  std::u32string per;  // of an Every
};

// Splits a text of fold_value(); every character is in exactly one token.
std::vector<Token> tokenize(std::u32string_view folded, int fiscal_year);

}  // namespace gongkai::normalize
