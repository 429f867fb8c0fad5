// What holds for the reading of any text at all, however hostile: checked by the property test and
// by the fuzzer.
#pragma once

#include <string>

#include "base/decimal.h"
#include "base/text.h"
#include "normalize/indicator_value.h"
#include "normalize/indicator_value_text.h"
#include "normalize/indicator_value_tokens.h"

namespace gongkai::normalize {

// The first invariant that the tokens of a value break, "" where none.
inline std::string broken_by_tokens(std::string_view value, int fiscal_year) {
  const std::u32string folded = fold_value(value);
  std::u32string joined;
  for (const Token& token : tokenize(folded, fiscal_year)) {
    if (token.text.empty()) return "a token is empty";
    joined += token.text;
  }
  return joined == folded ? "" : "the tokens are not the text";
}

// The first invariant that the reading of `text` breaks, "" where none.
inline std::string broken_by_value(const IndicatorText& text, const IndicatorValue& value) {
  const bool columns = !text.op_column.empty() || !text.unit_column.empty();
  if (!columns && value.raw != text.value) return "raw is not the cell";
  if (value.raw.find(trimmed(text.value)) == std::string::npos && is_valid_utf8(text.value))
    return "raw does not hold the cell";

  const bool counts = value.kind == ValueKind::Number || value.kind == ValueKind::Percent ||
                      value.kind == ValueKind::Money;
  if (counts != value.value.has_value()) return "numbers have a value, and nothing else has";
  if (value.value_upper && !value.value) return "an upper end without a lower one";
  if (value.op == Comparison::Range && counts && !value.value_upper) return "a range of one end";
  if (value.op == Comparison::Range && counts &&
      to_double(*value.value) > to_double(*value.value_upper))
    return "a range that falls";
  if (value.amount_fen && value.kind != ValueKind::Money) return "分 of no money";

  const bool dated = !value.date_from.empty() || !value.date_to.empty();
  if (dated && value.kind != ValueKind::Date) return "a date in what is none";
  if (!value.date_from.empty() && !value.date_to.empty() && value.date_from > value.date_to)
    return "dates that fall";

  const bool compares =
      counts || value.kind == ValueKind::Date || value.subkind == ValueSubkind::Reference;
  if (compares != (value.op != Comparison::None)) return "an operator where none belongs, or none";
  return "";
}

}  // namespace gongkai::normalize
