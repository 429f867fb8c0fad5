#include "normalize/indicator_value_tokens.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/decimal.h"
#include "base/text.h"
#include "normalize/indicator_value_text.h"

namespace gongkai::normalize {
namespace {

using View = std::u32string_view;

// The farthest closing bracket that still makes a remark of what stands before it.
constexpr size_t kLongestRemark = 200;

struct OperatorWord {
  View text;
  Comparison op;
};

// Of words that begin alike the longer one comes first.
constexpr std::array<OperatorWord, 19> kSigns{{{U">=", Comparison::AtLeast},
                                               {U"=>", Comparison::AtLeast},
                                               {U"≥=", Comparison::AtLeast},
                                               {U"≥", Comparison::AtLeast},
                                               {U"<=", Comparison::AtMost},
                                               {U"=<", Comparison::AtMost},
                                               {U"≤=", Comparison::AtMost},
                                               {U"≤", Comparison::AtMost},
                                               {U"==", Comparison::Equal},
                                               {U"=", Comparison::Equal},
                                               {U"≈", Comparison::About},
                                               {U"≒", Comparison::About},
                                               {U"~", Comparison::About},
                                               {U">", Comparison::Above},
                                               {U"<", Comparison::Below},
                                               {U"》", Comparison::Above},
                                               {U"《", Comparison::Below},
                                               {U"〉", Comparison::Above},
                                               {U"〈", Comparison::Below}}};

// 不等于 is no operator of ours; None keeps its tail from being read as one.
constexpr std::array<OperatorWord, 41> kOperatorWords{
    {{U"大于或等于", Comparison::AtLeast}, {U"小于或等于", Comparison::AtMost},
     {U"大于等于", Comparison::AtLeast},   {U"小于等于", Comparison::AtMost},
     {U"不得低于", Comparison::AtLeast},   {U"不得少于", Comparison::AtLeast},
     {U"不得小于", Comparison::AtLeast},   {U"不得超过", Comparison::AtMost},
     {U"不得高于", Comparison::AtMost},    {U"不得大于", Comparison::AtMost},
     {U"不得多于", Comparison::AtMost},    {U"不能超过", Comparison::AtMost},
     {U"不低于", Comparison::AtLeast},     {U"不少于", Comparison::AtLeast},
     {U"不小于", Comparison::AtLeast},     {U"不超过", Comparison::AtMost},
     {U"不高于", Comparison::AtMost},      {U"不大于", Comparison::AtMost},
     {U"不多于", Comparison::AtMost},      {U"不超出", Comparison::AtMost},
     {U"未超过", Comparison::AtMost},      {U"未达到", Comparison::Below},
     {U"不等于", Comparison::None},        {U"控制在", Comparison::AtMost},
     {U"至少", Comparison::AtLeast},       {U"最少", Comparison::AtLeast},
     {U"达到", Comparison::AtLeast},       {U"下限", Comparison::AtLeast},
     {U"至多", Comparison::AtMost},        {U"最多", Comparison::AtMost},
     {U"上限", Comparison::AtMost},        {U"等于", Comparison::Equal},
     {U"大于", Comparison::Above},         {U"超过", Comparison::Above},
     {U"高于", Comparison::Above},         {U"多于", Comparison::Above},
     {U"小于", Comparison::Below},         {U"低于", Comparison::Below},
     {U"少于", Comparison::Below},         {U"接近", Comparison::About},
     {U"大约", Comparison::About}}};

// Operators only right before a number, and not at the end of another word (下达, 节约, 最近).
constexpr std::array<OperatorWord, 7> kWeakWords{{{U"不超", Comparison::AtMost},
                                                  {U"不足", Comparison::Below},
                                                  {U"不到", Comparison::Below},
                                                  {U"达", Comparison::AtLeast},
                                                  {U"超", Comparison::Above},
                                                  {U"约", Comparison::About},
                                                  {U"近", Comparison::About}}};

// 十万分之一 is 10^-5; 百分之 is percent.
constexpr std::array<std::pair<View, int>, 7> kFractions{{{U"十万分之", 5},
                                                          {U"百万分之", 6},
                                                          {U"亿分之", 8},
                                                          {U"万分之", 4},
                                                          {U"千分之", 3},
                                                          {U"百分之", 2},
                                                          {U"十分之", 1}}};

bool is_letter(char32_t code) {
  return (code >= U'A' && code <= U'Z') || (code >= U'a' && code <= U'z');
}

template <size_t size>
const OperatorWord* find_word(const std::array<OperatorWord, size>& words, View text) {
  const auto* found = std::find_if(words.begin(), words.end(), [&](const OperatorWord& word) {
    return text.starts_with(word.text);
  });
  return found == words.end() ? nullptr : found;
}

bool begins_digit(View text) {
  if (text.starts_with(U"-")) text.remove_prefix(1);
  return !text.empty() && is_ascii_digit(text.front());
}

bool begins_fraction(View text) {
  return std::any_of(kFractions.begin(), kFractions.end(),
                     [&](const auto& fraction) { return text.starts_with(fraction.first); });
}

bool begins_number(View text) {
  return begins_digit(text) || begins_fraction(text) || read_numeral(text).has_value();
}

// The run of digits, points and commas that a text begins with; points and commas only inside.
View figure_run(View text) {
  size_t length = 0;
  while (length < text.size()) {
    const bool mark = text[length] == U'.' || text[length] == U',';
    const bool inside =
        mark && length > 0 && length + 1 < text.size() && is_ascii_digit(text[length + 1]);
    if (!is_ascii_digit(text[length]) && !inside) break;
    ++length;
  }
  return text.substr(0, length);
}

// 1,234.5 → "1234.5"; nothing where groups are not of three digits, the number begins with a zero
// like a code, or has two points.
std::optional<std::string> without_commas(View run) {
  std::string digits;
  for (const char32_t code : run) digits += static_cast<char>(code);
  const size_t point = digits.find('.');
  if (digits.size() > 1 && digits[0] == '0' && point != 1) return std::nullopt;
  const std::vector<std::string> groups = split(digits.substr(0, point), ',');
  std::string joined = groups.front();
  if (groups.size() > 1 && joined.size() > 3) return std::nullopt;
  for (size_t i = 1; i < groups.size(); ++i) {
    if (groups[i].size() != 3) return std::nullopt;
    joined += groups[i];
  }
  return point == std::string::npos ? joined : joined + digits.substr(point);
}

std::optional<Decimal> decimal_of(View run) {
  const std::optional<std::string> digits = without_commas(run);
  return digits ? parse_decimal(*digits) : std::nullopt;
}

class Tokenizer {
 public:
  Tokenizer(View text, int fiscal_year)
      : text_(text), rest_(text), fiscal_year_(fiscal_year), last_above_(text.rfind(U'>')) {}

  std::vector<Token> run() {
    while (!rest_.empty()) {
      const bool taken = take_sign() || take_every() || take_operator_word() || take_separator() ||
                         take_remark() || take_bound() || take_range_mark() || take_date() ||
                         take_numeral() || take_figure();
      if (!taken) extend_word();
    }
    finish_word();
    return std::move(tokens_);
  }

 private:
  size_t position() const { return text_.size() - rest_.size(); }
  bool in_word() const { return word_length_ > 0; }
  bool after(TokenType type) const {
    return !in_word() && !tokens_.empty() && tokens_.back().type == type;
  }
  // Where a statement may begin: not behind words, quantities and dates.
  bool at_start() const {
    return !in_word() &&
           (tokens_.empty() || after(TokenType::Operator) || after(TokenType::Every) ||
            after(TokenType::Separator) || after(TokenType::RangeMark));
  }

  Token& add(TokenType type, size_t length) {
    finish_word();
    Token& token = tokens_.emplace_back();
    token.type = type;
    token.text = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return token;
  }

  void extend_word(size_t length = 1) {
    word_length_ += length;
    rest_.remove_prefix(length);
    // PM2.5, LPR+50BPs: what begins with a letter is one word with its digits.
    const bool letter = is_letter(text_[position() - length]);
    while (letter && !rest_.empty() &&
           (is_letter(rest_.front()) || is_ascii_digit(rest_.front()) ||
            is_one_of(rest_.front(), U".+-_")))
      rest_.remove_prefix(1), ++word_length_;
  }

  void finish_word() {
    if (!in_word()) return;
    Token& token = tokens_.emplace_back();
    token.text = text_.substr(position() - word_length_, word_length_);
    word_length_ = 0;
  }

  // 《…》 and <…> are titles, save 》90% at the very start; ~ is an operator only before a number.
  bool take_sign() {
    const OperatorWord* sign = find_word(kSigns, rest_);
    if (sign == nullptr) return false;
    const View behind = rest_.substr(sign->text.size());
    if (is_one_of(sign->text.front(), U"《》〈〉") && !(position() == 0 && begins_number(behind)))
      return false;
    if (sign->text == U"~" && !(at_start() && begins_number(behind))) return false;
    if (sign->text == U"<" && !begins_number(behind) && last_above_ != View::npos &&
        last_above_ > position()) {
      title_open_ = true;
      return false;
    }
    if (sign->text == U">" && title_open_) {
      title_open_ = false;
      return false;
    }
    Token& token = add(TokenType::Operator, sign->text.size());
    token.op = sign->op;
    token.sign = true;
    return true;
  }

  bool take_operator_word() {
    const OperatorWord* word = find_word(kOperatorWords, rest_);
    if (word != nullptr && word->op != Comparison::None && !is_negated())
      return take_as_operator(*word);
    if (word != nullptr) {
      extend_word(word->text.size());
      return true;
    }
    word = find_word(kWeakWords, rest_);
    if (word == nullptr) return false;
    const View behind = rest_.substr(word->text.size());
    if (!begins_digit(behind) && !begins_fraction(behind)) return false;
    constexpr View kOtherWords = U"下传送转发抵表到节预合签违制契集最附临高多赶";
    if (in_word() && is_one_of(text_[position() - 1], kOtherWords)) return false;
    if (in_word() && is_one_of(word->text.front(), U"约近")) return false;
    return take_as_operator(*word);
  }

  bool take_as_operator(const OperatorWord& word) {
    add(TokenType::Operator, word.text.size()).op = word.op;
    return true;
  }

  // 没有超过, 不应大于: a negation that the list of operators does not know.
  bool is_negated() const {
    if (!in_word()) return false;
    const View before = text_.substr(position() - word_length_, word_length_);
    constexpr View kNegations = U"不未没无非勿免止禁";
    if (is_one_of(before.back(), kNegations)) return true;
    constexpr std::array<View, 8> kWords = {U"没有", U"不得", U"不能", U"不应",
                                            U"不会", U"不可", U"不再", U"不要"};
    return std::any_of(kWords.begin(), kWords.end(),
                       [&](View word) { return before.ends_with(word); });
  }

  bool take_separator() {
    if (!is_one_of(rest_.front(), U",;、。.")) return false;
    add(TokenType::Separator, 1);
    return true;
  }

  bool take_remark() {
    if (rest_.front() != U'(') return false;
    const size_t close = rest_.substr(0, kLongestRemark).find(U')');
    if (close == View::npos || bound_length(rest_) > 0) return false;
    add(TokenType::Remark, close + 1);
    return true;
  }

  bool take_bound() {
    const bool duration =
        after(TokenType::Quantity) && tokens_.back().quantity.unit.measure == Measure::Duration;
    if (duration && rest_.front() == U'内' && !(rest_.size() > 1 && is_one_of(rest_[1], U"容部"))) {
      add(TokenType::Bound, 1).op = Comparison::AtMost;
      return true;
    }
    const size_t length = bound_length(rest_);
    if (length == 0 || !(after(TokenType::Quantity) || after(TokenType::Remark))) return false;
    const View word = rest_.substr(0, length);
    Token& token = add(TokenType::Bound, length);
    if (word.find(U"左右") != View::npos || word.find(U"上下") != View::npos) {
      token.op = Comparison::About;
    } else if (word == U"之间") {
      token.op = Comparison::Range;
    } else {
      token.op = is_one_of(U'上', word) ? Comparison::AtLeast : Comparison::AtMost;
    }
    return true;
  }

  // 全年 counts like 每年 before an operator or a number; elsewhere it is a word.
  bool take_every() {
    if (rest_.starts_with(U"全年")) {
      const View behind = rest_.substr(2);
      if (!begins_number(behind) && find_word(kSigns, behind) == nullptr &&
          find_word(kOperatorWords, behind) == nullptr)
        return false;
      add(TokenType::Every, 2).per = U"年";
      return true;
    }
    if (rest_.front() != U'每') return false;
    View behind = rest_;
    Unit unit;
    take_per(behind, unit);
    if (unit.per.empty() || measure_of_per(unit.per) == Measure::Unknown) return false;
    add(TokenType::Every, rest_.size() - behind.size()).per = unit.per;
    return true;
  }

  bool take_range_mark() {
    if (!after(TokenType::Quantity)) return false;
    for (const View mark : {U"--", U"-", U"~", U"至", U"到"}) {
      if (!rest_.starts_with(mark) || !begins_number(rest_.substr(mark.size()))) continue;
      add(TokenType::RangeMark, mark.size());
      return true;
    }
    return false;
  }

  // Chinese words begin a date only where a statement may begin, or behind 于, 在, 保 …; 年末 of
  // 上年末 is none. The unmistakable ones begin it anywhere.
  bool may_begin_date() const {
    if (is_ascii_digit(rest_.front()) || rest_.starts_with(U"上半年") ||
        rest_.starts_with(U"下半年") || rest_.starts_with(U"第"))
      return true;
    if (!is_one_of(rest_.front(), U"年次翌明下来当本今") && !read_numeral(rest_)) return false;
    return at_start() || (in_word() && is_one_of(text_[position() - 1], U"于在至保计止"));
  }

  bool take_date() {
    if (!may_begin_date()) return false;
    const std::optional<DateReading> date = read_date(rest_, fiscal_year_);
    if (!date) return false;
    add(TokenType::Date, date->length).date = *date;
    return true;
  }

  // 三次, 两年, 百分之九十, where nothing but a bound or the next statement follows: 一次性 and
  // 三级 are words.
  bool take_numeral() {
    if (begins_fraction(rest_)) return take_fraction();
    if (!at_start() && !after(TokenType::Quantity)) return false;
    const std::optional<Numeral> numeral = read_numeral(rest_);
    if (!numeral) return false;
    View behind = rest_.substr(numeral->length);
    Quantity quantity;
    quantity.value = from_integer(numeral->value);
    take_unit(behind, quantity);
    const bool counts = !quantity.unit.base.empty() && counts_with_numeral(quantity.unit.base);
    const bool closed = behind.empty() || is_one_of(behind.front(), U",;、。.()") ||
                        bound_length(behind) > 0 || behind.front() == U'内' ||
                        (quantity.unit.measure == Measure::Duration && begins_number(behind));
    if (!counts || !closed) return false;
    add(TokenType::Quantity, rest_.size() - behind.size()).quantity = quantity;
    return true;
  }

  bool take_fraction() {
    const auto* fraction =
        std::find_if(kFractions.begin(), kFractions.end(),
                     [&](const auto& entry) { return rest_.starts_with(entry.first); });
    View behind = rest_.substr(fraction->first.size());
    std::optional<Decimal> share;
    if (const View run = figure_run(behind); !run.empty()) {
      share = decimal_of(run);
      behind.remove_prefix(run.size());
    } else if (const std::optional<Numeral> numeral = read_numeral(behind)) {
      share = from_integer(numeral->value);
      behind.remove_prefix(numeral->length);
    } else if (fraction->second == 2 && take_prefix(behind, U"百")) {
      share = Decimal{1, 2};
    }
    if (!share) return false;
    Token& token = add(TokenType::Quantity, rest_.size() - behind.size());
    if (fraction->second == 2) {
      token.quantity.value = *share;
      token.quantity.unit = unit_of(U"%");
    } else {
      token.quantity.value = scaled(*share, -fraction->second);
      token.quantity.fraction = true;
    }
    return true;
  }

  bool take_figure() {
    View behind = rest_;
    const bool negative = at_start() && begins_digit(rest_) && take_prefix(behind, U"-");
    const View run = figure_run(behind);
    if (run.empty()) return false;
    behind.remove_prefix(run.size());
    if (const size_t more = rest_of_other_figure(run, behind); more > 0) {
      extend_word(rest_.size() - behind.size() + more);
      return true;
    }
    Quantity quantity;
    const std::optional<Decimal> value = decimal_of(run);
    if (!value) {
      add(TokenType::Unreadable, rest_.size() - behind.size());
      return true;
    }
    quantity.value = negative ? Decimal{-value->coefficient, value->exponent} : *value;
    take_ratio(behind, quantity);
    if (!quantity.to) take_unit(behind, quantity);
    add(TokenType::Quantity, rest_.size() - behind.size()).quantity = quantity;
    return true;
  }

  // 1/3 is no 1, and 8:30 no ratio: how far such a figure goes on behind its first number.
  static size_t rest_of_other_figure(View run, View behind) {
    if (behind.empty() || (behind.front() != U'/' && behind.front() != U':')) return 0;
    const View second = figure_run(behind.substr(1));
    if (second.empty()) return 0;
    if (behind.front() == U'/') {
      Unit unit;
      take_per(behind, unit);  // 1次/48小时 is a rate, and so is its bare number
      return unit.per.empty() ? 1 + second.size() : 0;
    }
    const bool time = run.size() <= 2 && run != U"1" && second.size() == 2 && second[0] <= U'5';
    return time ? 1 + second.size() : 0;
  }

  static void take_ratio(View& behind, Quantity& quantity) {
    View rest = behind;
    if (!take_prefix(rest, U":") && !take_prefix(rest, U"比")) return;
    const View run = figure_run(rest);
    if (run.empty()) return;
    quantity.to = decimal_of(run);
    if (quantity.to) behind = rest.substr(run.size());
  }

  static void take_unit(View& behind, Quantity& quantity) {
    const auto take_more = [&] {
      if (take_prefix(behind, U"余") || take_prefix(behind, U"多")) quantity.more = true;
    };
    take_more();
    take_scale(behind, quantity.unit);
    take_more();
    take_base(behind, quantity.unit);
    if (quantity.unit.per.empty()) take_per(behind, quantity.unit);
    take_more();
  }

  View text_;
  View rest_;
  int fiscal_year_;
  size_t last_above_;  // where the last > stands
  bool title_open_ = false;
  size_t word_length_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::u32string_view folded, int fiscal_year) {
  return Tokenizer(folded, fiscal_year).run();
}

}  // namespace gongkai::normalize
