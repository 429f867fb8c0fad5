#include "normalize/indicator_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/pattern.h"
#include "base/text.h"
#include "normalize/indicator_value_name.h"
#include "normalize/indicator_value_target.h"
#include "normalize/indicator_value_text.h"
#include "normalize/indicator_value_tokens.h"
#include "normalize/indicator_value_unit.h"

namespace gongkai::normalize {
namespace {

using View = std::u32string_view;
using Tokens = std::vector<Token>;

// "", dashes, 无, 不适用: the cell is marked empty.
bool says_nothing(View folded) {
  constexpr std::array<View, 3> kWords = {U"无", U"不适用", U"N/A"};
  if (std::find(kWords.begin(), kWords.end(), folded) != kWords.end()) return true;
  constexpr View kMarks = U"-/\\.。…*";
  return std::all_of(folded.begin(), folded.end(),
                     [&](char32_t code) { return kMarks.find(code) != View::npos; });
}

// ---------------------------------------------------------------- what stands beside the value

enum class Nature { Unsaid, Qualitative, Operator, Unknown };

struct OperatorColumn {
  Nature nature = Nature::Unsaid;
  Comparison op = Comparison::None;
};

OperatorColumn read_operator_column(std::string_view printed) {
  const std::u32string folded = fold_value(printed);
  if (says_nothing(folded) || folded.starts_with(U"定量")) return {};
  if (folded.starts_with(U"定性") || folded.ends_with(U"描述")) return {Nature::Qualitative, Comparison::None};
  const Tokens tokens = tokenize(folded, 0);
  if (tokens.size() == 1 && tokens.front().type == TokenType::Operator)
    return {Nature::Operator, tokens.front().op};
  return {Nature::Unknown, Comparison::None};
}

// White space between two digits: a number wrapped in its cell where it is a line break, else
// something worth a warning.
std::optional<Severity> closed_gap(std::string_view printed) {
  std::u32string gap;
  char32_t last = 0;
  for (const char32_t code : decode_utf8(printed)) {
    if (is_space(code)) {
      gap += code;
      continue;
    }
    if (!gap.empty() && is_ascii_digit(last) && is_ascii_digit(code))
      return is_one_of(U'\n', gap) ? Severity::Info : Severity::Warning;
    gap.clear();
    last = code;
  }
  return std::nullopt;
}

// ---------------------------------------------------------------- from the target to the value

// Units of both ends of a range as one: 5-10个, 5万-10万元. Nothing where they differ.
std::optional<Unit> common_unit(const Unit& first, const Unit& last) {
  if (first == last) return first;
  if (first.base.empty() && first.per.empty() && (first.power == 0 || first.power == last.power))
    return last;
  if (last.base.empty() && last.per.empty() && last.power == 0) return first;
  return std::nullopt;
}

// 2026.12 is no number without a unit, save beside a name that speaks of money; 12.31日 is none of
// days (1.5日 may be).
bool looks_like_date(const Decimal& value, const Unit& unit, View name) {
  if (unit == Unit{}) {
    const double year = to_double(value);
    return value.exponent < 0 && value.exponent >= -2 && year >= 2000 && year < 2100 &&
           !speaks_of_money(name);
  }
  return unit.text() == U"日" && value.exponent == -2;
}

// 2025-2026
bool looks_like_years(const Quantity& lower) {
  const double number = to_double(lower.value);
  return lower.unit == Unit{} && number >= 1900 && number < 2100;
}

// 5 with 万元 is 5 万元; 5万 with 元, 万元 or 人 keeps its own scale.
Unit completed(const Unit& printed, const Unit& outside) {
  Unit unit = outside;
  if (printed.power > 0) {
    unit.scale = printed.scale;
    unit.power = printed.power;
  }
  if (!printed.per.empty()) unit.per = printed.per;
  return unit;
}

class ValueReader {
 public:
  explicit ValueReader(const IndicatorText& text)
      : text_(text),
        name_(read_name(text.name)),
        column_(read_operator_column(text.op_column)),
        folded_(fold_value(text.value)) {}

  IndicatorValue read() {
    out_.raw = joined_raw();
    if (says_nothing(folded_)) return std::move(out_);
    if (column_.nature == Nature::Qualitative) {
      out_.subkind = is_boolean() ? ValueSubkind::Boolean : ValueSubkind::Qualitative;
      return std::move(out_);
    }
    report_cells();
    folded_ += calendar_suffix();
    Tokens tokens = tokenize(folded_, text_.fiscal_year);
    while (!tokens.empty() && tokens.back().type == TokenType::Separator) tokens.pop_back();
    if (!take_column_operator(tokens)) {
      classify_text(tokens);
      return std::move(out_);
    }
    report_signs(tokens);
    if (is_period(tokens)) {
      out_.kind = ValueKind::Period;
      out_.subkind = ValueSubkind::Period;
      out_.op_explicit = tokens.front().type == TokenType::Operator;
    } else if (!is_readable(tokens) || !read_as_target(tokens)) {
      classify_text(tokens);
    }
    return std::move(out_);
  }

 private:
  void report(Severity severity, const char* code, std::string message) {
    out_.diagnostics.push_back({severity, 0, code, std::move(message)});
  }

  bool is_boolean() const { return folded_ == U"是" || folded_ == U"否"; }

  // ≥ │ 20 │ 人 → ≥20人; what the value cell repeats is not joined twice.
  std::string joined_raw() const {
    if (text_.op_column.empty() && text_.unit_column.empty()) return std::string(text_.value);
    std::string raw = trimmed(text_.value);
    if (says_nothing(folded_) || column_.nature == Nature::Qualitative) return raw;
    const std::u32string unit = fold_value(text_.unit_column);
    if (!says_nothing(unit) && !folded_.ends_with(unit)) raw += trimmed(text_.unit_column);
    const std::u32string op = fold_value(text_.op_column);
    if (column_.nature != Nature::Unsaid && !folded_.starts_with(op))
      raw.insert(0, trimmed(text_.op_column));
    return raw;
  }

  // 月, 年 or 月底前 in the unit column make a date of a number, and so does （月） beside 完成时间.
  std::u32string calendar_suffix() const {
    if (folded_.empty() || !is_ascii_digit(folded_.back())) return {};
    const std::u32string unit = fold_value(text_.unit_column);
    static const RE2 kEnd("年|月份?|(年|月份?)(底|末|初|上旬|中旬|下旬)(前|之前|以前)?|(月份?|日)(前|之前|以前)");
    if (RE2::FullMatch(encode_utf8(unit), kEnd)) return unit;
    if (says_nothing(unit) && name_.unit.text() == U"月" && contains_any(name_.text, {U"完成时间"}))
      return U"月";
    return {};
  }

  // What is suspect about the printed cells themselves.
  void report_cells() {
    if (column_.nature == Nature::Unknown)
      report(Severity::Warning, "indicator.unknown_operator",
             fmt::format("\"{}\" in the operator column is no operator", text_.op_column));
    if (const std::optional<Severity> severity = closed_gap(text_.value))
      report(*severity, "indicator.joined_number",
             fmt::format("\"{}\": the gap inside the number was closed", text_.value));
    if (folded_.size() > 1 && is_one_of(folded_[0], kMisreadOperators) &&
        is_ascii_digit(folded_[1]))
      report(Severity::Warning, "indicator.suspect_ocr",
             fmt::format("\"{}\" may begin with a misread ≥ or ≤", text_.value));
  }

  void report_signs(const Tokens& tokens) {
    const bool sharp = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
      return token.sign && (token.op == Comparison::Above || token.op == Comparison::Below);
    });
    if (text_.ocr && sharp)
      report(Severity::Info, "indicator.suspect_ocr",
             fmt::format("\"{}\": > and < are often misread ≥ and ≤", text_.value));
  }

  // Puts the operator column's sign before the value. False where the value has another one.
  bool take_column_operator(Tokens& tokens) {
    if (column_.nature != Nature::Operator) return true;
    bool printed = false;
    for (size_t i = 0; i + 1 < tokens.size(); ++i) {
      if (tokens[i].type != TokenType::Operator || !is_figure(tokens[i + 1])) continue;
      printed = true;
      if (tokens[i].op == column_.op || is_soft(tokens[i])) continue;
      report(Severity::Warning, "indicator.operators_differ",
             fmt::format("\"{}\" in the operator column, but \"{}\" in the value", text_.op_column,
                         text_.value));
      return false;
    }
    if (printed) return true;
    Token op;
    op.type = TokenType::Operator;
    op.op = column_.op;
    op.sign = true;
    tokens.insert(tokens.begin(), op);
    return true;
  }

  bool is_readable(const Tokens& tokens) {
    const auto bad = std::find_if(tokens.begin(), tokens.end(), [](const Token& token) {
      return token.type == TokenType::Unreadable;
    });
    if (bad == tokens.end()) return true;
    report(Severity::Warning, "indicator.unreadable_number",
           fmt::format("\"{}\" in \"{}\" is no number", encode_utf8(bad->text), text_.value));
    return false;
  }

  bool read_as_target(const Tokens& tokens) {
    std::optional<Target> target = find_target(tokens);
    if (!target) return false;
    take_name_operator(*target);
    if (target->first->type == TokenType::Quantity) return read_quantity(*target);
    return read_date_target(*target);
  }

  void take_name_operator(Target& target) {
    if (target.op != Comparison::None || target.second != nullptr) return;
    if (name_.op != Comparison::None) {
      target.op = name_.op;
      target.op_explicit = true;
      out_.inferred.push_back("op");
    } else if (name_.ends_in_operator_word) {
      report(Severity::Info, "indicator.operator_in_name",
             fmt::format("\"{}\" ends with a comparison that the value \"{}\" does not repeat",
                         text_.name, text_.value));
    }
  }

  // -------------------------------------------------------------- dates

  bool read_date_target(const Target& target) {
    const DateReading& date = target.first->date;
    if (date.month_only && counts_months(name_.text, target.op)) return read_months(target);
    if (date.month_only && !says_month_is_date(name_.text))
      report(Severity::Info, "indicator.month_or_duration",
             fmt::format("\"{}\" may be a month or a number of months", text_.value));
    out_.kind = ValueKind::Date;
    out_.op = op_of_date(target);
    out_.op_explicit = target.op_explicit;
    out_.subkind = is_upper_bound(out_.op) ? ValueSubkind::Deadline : ValueSubkind::Date;
    if (!is_upper_bound(out_.op)) out_.date_from = iso(date.from);
    if (!is_lower_bound(out_.op)) out_.date_to = iso(date.to);
    if (date.to.year == 0 || date.from.year == 0) {
      report(Severity::Warning, "indicator.no_year",
             fmt::format("\"{}\": neither value nor form names the year", text_.value));
    } else if (date.year_inferred) {
      out_.inferred.push_back("year");
    }
    if (date.no_such_day != 0)
      report(Severity::Warning, "indicator.no_such_day",
             fmt::format("\"{}\": there is no day {} in that month; its last day was taken",
                         text_.value, date.no_such_day));
    return true;
  }

  static Comparison op_of_date(const Target& target) {
    const DateReading& date = target.first->date;
    const bool plain = target.op == Comparison::None || target.op == Comparison::Equal;
    if (plain && date.deadline) return Comparison::AtMost;
    if (plain && date.range) return Comparison::Range;
    return plain ? Comparison::Equal : target.op;
  }

  bool read_months(const Target& target) {
    const DateReading& date = target.first->date;
    out_.kind = ValueKind::Number;
    out_.subkind = ValueSubkind::Duration;
    out_.op = date.range ? Comparison::Range : equal_unless(target.op);
    out_.op_explicit = target.op_explicit;
    out_.value = out_.base_value = from_integer(date.from.month);
    if (date.range) out_.value_upper = from_integer(date.to.month);
    out_.unit = out_.base_unit = "月";
    return true;
  }

  static Comparison equal_unless(Comparison op) {
    return op == Comparison::None ? Comparison::Equal : op;
  }

  // -------------------------------------------------------------- numbers

  bool read_quantity(const Target& target) {
    const Quantity& lower = target.first->quantity;
    std::optional<Unit> unit = lower.unit;
    if (target.second != nullptr) {
      const Quantity& upper = target.second->quantity;
      unit = common_unit(lower.unit, upper.unit);
      const bool rising = to_double(lower.value) <= to_double(upper.value);
      if (!unit || !rising || upper.to || lower.to || looks_like_years(lower)) return false;
    }
    const bool outside = complete_unit(*unit, target);
    if (unit->measure == Measure::Unknown && !outside && !accept_unknown(*unit, target))
      return false;
    if (looks_like_date(lower.value, *unit, name_.text)) return false;
    out_.value = lower.value;
    out_.value_upper = target.second != nullptr ? target.second->quantity.value : lower.to;
    out_.op = equal_unless(target.op);
    out_.op_explicit = target.op_explicit;
    if (lower.to) unit->base = U":";
    write_unit(*unit, target.every);
    classify_number(*unit, target);
    report_percent(target);
    return true;
  }

  // Completes a unit from column, name or the sense of the name; says whether it did.
  bool complete_unit(Unit& unit, const Target& target) {
    if (unit.implied) out_.inferred.push_back("unit");
    if (target.first->quantity.to || target.first->quantity.fraction) return false;
    const std::u32string column = fold_value(text_.unit_column);
    const bool in_column = !says_nothing(column) && column != U"其他";
    if (!unit.base.empty()) {
      if (in_column && unit_of(column).base != unit.base)
        report(
            Severity::Warning, "indicator.units_differ",
            fmt::format("\"{}\" in the unit column, but \"{}\" in the value; the value's was taken",
                        text_.unit_column, text_.value));
      return false;
    }
    if (in_column) {
      unit = completed(unit, unit_of(column));
      return true;
    }
    if (name_.unit.measure != Measure::None) {
      unit = completed(unit, name_.unit);
      out_.inferred.push_back("unit");
      return true;
    }
    // 500/人·天 without a name: hardly anything but money is counted per head and day.
    const bool wage = name_.text.empty() && unit.per.starts_with(U"人") &&
                      contains_any(unit.per, {U"天", U"日", U"月", U"年"});
    const bool open = unit.power > 0 || !unit.per.empty();
    if (!open || !(speaks_of_money(name_.text) || wage)) return false;
    unit.base = U"元";
    unit.measure = Measure::Money;
    out_.inferred.push_back("unit");
    return true;
  }

  // A unit on no list is believed behind a printed operator (≥3540蒸吨), not behind a bare number,
  // which may be a name (12345热线).
  bool accept_unknown(const Unit& unit, const Target& target) {
    const std::string text = encode_utf8(unit.text());
    report(Severity::Info, "indicator.unknown_unit",
           fmt::format("\"{}\" in \"{}\" is no known unit", text, text_.value));
    return target.op_explicit;
  }

  void write_unit(const Unit& unit, const std::u32string& every) {
    out_.unit = encode_utf8(unit.text());
    out_.per = encode_utf8(unit.per);
    if (!every.empty()) out_.per += (out_.per.empty() ? "" : "/") + encode_utf8(every);
    if (unit.base == U":") return;
    out_.base_value = scaled(*out_.value, unit.power);
    out_.base_unit = encode_utf8(unit.base);
  }

  void classify_number(const Unit& unit, const Target& target) {
    const Measure measure = unit.measure;
    if (measure == Measure::Percent || measure == Measure::Permille) {
      out_.kind = ValueKind::Percent;
      out_.subkind = measure == Measure::Percent ? ValueSubkind::Percent : ValueSubkind::Permille;
      return;
    }
    const bool money = measure == Measure::Money || measure == Measure::ForeignMoney;
    out_.kind = money ? ValueKind::Money : ValueKind::Number;
    if (money) count_fen(unit);
    out_.subkind = subkind_of(unit, target);
  }

  static ValueSubkind subkind_of(const Unit& unit, const Target& target) {
    if (target.first->quantity.to || target.first->quantity.fraction) return ValueSubkind::Ratio;
    const bool money = unit.measure == Measure::Money || unit.measure == Measure::ForeignMoney;
    if (!unit.per.empty()) return ValueSubkind::Rate;
    if (!target.every.empty()) {
      const bool often = measure_of_per(target.every) == Measure::Duration;
      return often && !money ? ValueSubkind::Frequency : ValueSubkind::Rate;
    }
    if (money) return ValueSubkind::Money;
    if (unit.measure == Measure::Duration)
      return target.relative ? ValueSubkind::RelativeDeadline : ValueSubkind::Duration;
    return unit.base.empty() ? ValueSubkind::Number : ValueSubkind::Count;
  }

  void count_fen(const Unit& unit) {
    if (unit.measure == Measure::ForeignMoney) {
      report(Severity::Info, "indicator.foreign_currency",
             fmt::format("\"{}\" is not in 元", text_.value));
      return;
    }
    constexpr int kFenPerYuan = 2;  // 10^2
    out_.amount_fen = to_integer(scaled(*out_.value, unit.power + kFenPerYuan));
    if (!out_.amount_fen)
      report(Severity::Info, "indicator.below_fen",
             fmt::format("\"{}\" is no whole number of 分", text_.value));
  }

  // 295% without an operator: a 2 before a share of at most 100 is a misread ≥.
  void report_percent(const Target& target) {
    if (out_.kind != ValueKind::Percent || target.op_explicit) return;
    const std::string digits = to_text(*out_.value);
    if (digits.size() < 3 || digits.front() != '2') return;
    const std::optional<Decimal> share = parse_decimal(digits.substr(1));
    if (!share || to_double(*share) > 100 || to_double(*out_.value) <= 100) return;
    report(Severity::Warning, "indicator.suspect_ocr",
           fmt::format("\"{}\" may be a misread ≥{}%", text_.value, digits.substr(1)));
  }

  // -------------------------------------------------------------- words

  void classify_text(const Tokens& tokens) {
    out_.kind = ValueKind::Text;
    if (is_boolean()) {
      out_.subkind = ValueSubkind::Boolean;
      return;
    }
    const Heads heads = find_heads(tokens);
    const size_t comparisons = heads.compared.size() + heads.bounded.size();
    const auto is_bound = [](const Token& token) { return token.type == TokenType::Bound; };
    out_.op_explicit = !heads.compared.empty() ||
                       std::any_of(tokens.begin(), tokens.end(), is_bound) ||
                       std::any_of(tokens.begin(), tokens.end(),
                                   [](const Token& token) { return token.quantity.more; });
    const bool begins_with_operator =
        !tokens.empty() && tokens.front().type == TokenType::Operator && heads.compared.empty();
    if (begins_with_operator) out_.op_explicit = true;
    if (begins_with_operator && tokens.front().op != Comparison::Equal && tokens.size() > 1 &&
        comparisons == 0) {
      out_.subkind = ValueSubkind::Reference;
      out_.op = tokens.front().op;
      return;
    }
    out_.subkind = subkind_of_words(tokens, comparisons);
  }

  static ValueSubkind subkind_of_words(const Tokens& tokens, size_t comparisons) {
    const bool figures = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
      return is_figure(token) || token.type == TokenType::Unreadable;
    });
    if (!figures) return ValueSubkind::Qualitative;
    const bool conditions = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
      return token.type == TokenType::Separator || token.text.starts_with(U"或") ||
             token.text.starts_with(U"且");
    });
    return comparisons > 0 || conditions ? ValueSubkind::Composite : ValueSubkind::Text;
  }

  const IndicatorText& text_;
  NameHints name_;
  OperatorColumn column_;
  std::u32string folded_;  // the value cell
  IndicatorValue out_;
};

// ---------------------------------------------------------------- packed cells

// The parts of a text between separators, as printed; nothing where one is blank.
std::vector<std::string> parts_of(const std::u32string& text, View separators) {
  std::vector<std::string> parts;
  size_t begin = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && separators.find(text[i]) == View::npos) continue;
    const std::string part = trimmed(encode_utf8(View(text).substr(begin, i - begin)));
    begin = i + 1;
    if (!part.empty()) {
      parts.push_back(part);
    } else if (i < text.size()) {
      return {};
    }
  }
  return parts;
}

bool is_target(const IndicatorText& text, const std::string& name, const std::string& value) {
  IndicatorText part = text;
  part.name = name;
  part.value = value;
  return parse_indicator_value(part).kind != ValueKind::Text;
}

}  // namespace

const char* name_of(ValueKind kind) {
  constexpr std::array<const char*, 6> kNames = {"number", "percent", "money",
                                                 "date",   "period",  "text"};
  return kNames[static_cast<size_t>(kind)];
}

const char* name_of(ValueSubkind subkind) {
  constexpr std::array<const char*, 19> kNames = {"number",
                                                  "count",
                                                  "duration",
                                                  "ratio",
                                                  "rate",
                                                  "frequency",
                                                  "relative_deadline",
                                                  "percent",
                                                  "permille",
                                                  "money",
                                                  "date",
                                                  "deadline",
                                                  "period",
                                                  "boolean",
                                                  "reference",
                                                  "composite",
                                                  "qualitative",
                                                  "text",
                                                  "empty"};
  return kNames[static_cast<size_t>(subkind)];
}

const char* name_of(Comparison op) {
  constexpr std::array<const char*, 8> kNames = {"", ">=", ">", "<=", "<", "=", "~", "range"};
  return kNames[static_cast<size_t>(op)];
}

IndicatorValue parse_indicator_value(const IndicatorText& text) { return ValueReader(text).read(); }

std::vector<std::pair<std::string, std::string>> split_indicator(const IndicatorText& text) {
  const std::u32string name = decode_utf8(text.name);
  const std::u32string value = decode_utf8(text.value);
  constexpr std::array<View, 3> kSeparators = {U";；", U",，", U"、"};
  for (const View between_values : kSeparators) {
    const std::vector<std::string> values = parts_of(value, between_values);
    if (values.size() < 2) continue;
    for (const View between_names : kSeparators) {
      const std::vector<std::string> names = parts_of(name, between_names);
      if (names.size() != values.size()) continue;
      std::vector<std::pair<std::string, std::string>> pairs;
      for (size_t i = 0; i < names.size(); ++i) {
        if (!is_target(text, names[i], values[i])) return {};
        pairs.emplace_back(names[i], values[i]);
      }
      return pairs;
    }
  }
  return {};
}

}  // namespace gongkai::normalize
