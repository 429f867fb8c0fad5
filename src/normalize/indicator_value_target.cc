#include "normalize/indicator_value_target.h"

#include <algorithm>

#include "base/text.h"
#include "normalize/indicator_value_text.h"

namespace gongkai::normalize {
namespace {

using View = std::u32string_view;
using Tokens = std::vector<Token>;

// Words that may stand behind a bare count and leave it one: 3个|项目, but 15个|居民区全覆盖 not.
constexpr size_t kLongestNoun = 4;
// What may stand behind a deadline: 12月底前|完成全部建设任务.
constexpr size_t kLongestDeed = 12;
// What may stand behind a compared number: 不低于50人次|的个体心理咨询辅导.
constexpr size_t kLongestTail = 20;

bool all_han(View text) { return std::all_of(text.begin(), text.end(), is_han); }

bool same_direction(Comparison a, Comparison b) {
  return a == b || (is_lower_bound(a) && is_lower_bound(b)) ||
         (is_upper_bound(a) && is_upper_bound(b));
}

// The operators before a number as one: 控制在≤5%. Nothing where they contradict each other.
std::optional<Token> take_operators(const Tokens& tokens, size_t& i) {
  Token op;
  for (bool first = true; i < tokens.size() && tokens[i].type == TokenType::Operator; ++i) {
    if (!first && !is_soft(op) && op.op != Comparison::Equal && op.op != tokens[i].op)
      return std::nullopt;
    op = tokens[i];
    first = false;
  }
  return op;
}

// The operator that one before and a bound behind a number make together.
std::optional<Comparison> combined(const Token& op, const Token& bound) {
  if (op.op == Comparison::None || op.op == Comparison::Equal || is_soft(op)) return bound.op;
  if (same_direction(op.op, bound.op)) return op.op;
  return std::nullopt;
}

// The operator of a range: only words that leave both ends alone.
bool may_precede_range(const Token& op) {
  return op.op == Comparison::None || op.op == Comparison::Equal || op.op == Comparison::About ||
         is_soft(op);
}

bool may_follow_range(const Token& bound) {
  return bound.op == Comparison::Range || bound.op == Comparison::About;
}

bool is(const Tokens& tokens, size_t i, TokenType type) {
  return i < tokens.size() && tokens[i].type == type;
}

// [- quantity] behind the quantity of `target`. False where an operator before it forbids a range.
bool read_upper_end(const Tokens& tokens, size_t& i, const Token& op, Target& target) {
  if (!is(tokens, i, TokenType::RangeMark) || !is(tokens, i + 1, TokenType::Quantity)) return true;
  if (!may_precede_range(op)) return false;
  target.second = &tokens[i + 1];
  target.op = Comparison::Range;
  i += 2;
  return true;
}

// [[remark] bound] behind the quantities of `target`. False where it contradicts the operator.
bool read_bound(const Tokens& tokens, size_t& i, const Token& op, Target& target) {
  if (is(tokens, i, TokenType::Remark) && is(tokens, i + 1, TokenType::Bound)) ++i;
  if (!is(tokens, i, TokenType::Bound)) return true;
  const Token& bound = tokens[i++];
  target.op_explicit = true;
  if (target.second != nullptr) return may_follow_range(bound);
  const std::optional<Comparison> both = combined(op, bound);
  if (!both || *both == Comparison::Range) return false;
  target.op = *both;
  return true;
}

// Reads [operators] (date | quantity [- quantity] [[remark] bound]) at `i`.
std::optional<Target> read_target(const Tokens& tokens, size_t i) {
  Target target;
  target.begin = i;
  const std::optional<Token> op = take_operators(tokens, i);
  if (!op || i == tokens.size() || !is_figure(tokens[i])) return std::nullopt;
  target.op = op->op;
  target.op_explicit = op->op != Comparison::None;
  target.first = &tokens[i++];
  if (target.first->type == TokenType::Quantity) {
    if (!read_upper_end(tokens, i, *op, target) || !read_bound(tokens, i, *op, target))
      return std::nullopt;
    if (target.op == Comparison::None && target.first->quantity.more) {
      target.op = Comparison::Above;
      target.op_explicit = true;
    }
  }
  target.end = i;
  return target;
}

// 5以上, 5-10以内, 5(含)以上; not 5日内, which leaves room for a stronger statement.
bool is_bounded(const Tokens& tokens, size_t i) {
  ++i;
  if (is(tokens, i, TokenType::RangeMark)) i += 2;
  if (is(tokens, i, TokenType::Remark)) ++i;
  return is(tokens, i, TokenType::Bound) && tokens[i].text != U"内";
}

// ---------------------------------------------------------------- what may stand around a target

bool any_figure(const Tokens& tokens, size_t begin, size_t end) {
  return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                     tokens.begin() + static_cast<std::ptrdiff_t>(end), is_figure);
}

// The clause that `head` stands in begins here.
size_t clause_begin(const Tokens& tokens, size_t head) {
  while (head > 0 && tokens[head - 1].type != TokenType::Separator) --head;
  return head;
}

// Words before a number that make it another one: 第3名, 共约100人, 不再超过5次, misread operators.
bool spoils_label(View label) {
  if (label.size() == 1 && is_one_of(label.front(), kMisreadOperators)) return true;
  return ends_with_any(label, {U"第", U"前", U"约", U"近", U"达", U"超", U"每", U"不", U"未", U"于",
                               U"过", U"到", U"少", U"最高", U"最低", U"足", U"负"});
}

// Whether nothing before the target is a condition of its own.
bool label_allows(const Tokens& tokens, const Target& target, bool compared) {
  const size_t clause = clause_begin(tokens, target.begin);
  if (any_figure(tokens, 0, clause)) return false;
  for (size_t i = clause; i < target.begin; ++i) {
    const Token& token = tokens[i];
    if (token.type == TokenType::Bound && token.text != U"内") return false;
    if (token.type == TokenType::Date && token.date.deadline) return false;
    if (token.type == TokenType::Operator && token.sign) return false;  // 80%≤x<90%
    if (!compared && is_figure(token)) return false;
  }
  if (target.begin == 0 || compared || target.first->type == TokenType::Date) return true;
  const Token& last = tokens[target.begin - 1];
  return last.type != TokenType::Word || !spoils_label(last.text);
}

// The words behind a target; nothing where they add a condition.
std::optional<View> tail_words(const Tokens& tokens, size_t end) {
  View words;
  for (size_t i = end; i < tokens.size(); ++i) {
    if (tokens[i].type == TokenType::Remark && !has_digit(tokens[i].text)) continue;
    const bool percent = tokens[i].text == U"%";  // 100%%
    if (tokens[i].type != TokenType::Word || has_digit(tokens[i].text)) return std::nullopt;
    if (!percent && words.empty()) words = tokens[i].text;
  }
  if (!words.empty() && (!is_han(words.front()) || is_one_of(words.front(), U"或且并及和与同其但")))
    return std::nullopt;
  return words;
}

bool date_tail_allows(const Target& target, View words) {
  if (words.empty()) return true;
  if (is_one_of(words.front(), U"后以之起开")) return false;
  if (target.first->date.deadline) return words.size() <= kLongestDeed;
  return words.size() <= kLongestDeed &&
         contains_any(words, {U"完成", U"实施", U"执行", U"支付", U"发放", U"到位", U"验收",
                              U"结束", U"开展", U"启动", U"交付", U"投入", U"建成", U"竣工",
                              U"开工", U"拨付", U"报送"});
}

bool tail_allows(const Tokens& tokens, const Target& target) {
  const std::optional<View> words = tail_words(tokens, target.end);
  if (!words) return false;
  if (target.first->type == TokenType::Date) return date_tail_allows(target, *words);
  if (words->empty() || target.op_explicit) return words->size() <= kLongestTail;
  const Measure measure = target.first->quantity.unit.measure;
  return target.begin == 0 && words->size() <= kLongestNoun &&
         (measure == Measure::Count || measure == Measure::Percent || measure == Measure::Money);
}

// 投诉满意率100%: words only, or none, before a number that nothing compares.
bool bare_label_allows(const Tokens& tokens, const Target& target) {
  bool words = false;
  for (size_t i = 0; i < target.begin; ++i) {
    View text = tokens[i].text;
    if (tokens[i].type == TokenType::Every) continue;
    if (tokens[i].type != TokenType::Word) return false;
    if (text.ends_with(U":")) text.remove_suffix(1);
    if (!all_han(text)) return false;
    words = true;
  }
  if (!words || target.first->type == TokenType::Date) return !words;
  const Unit& unit = target.first->quantity.unit;
  return unit.measure != Measure::Unknown && unit.measure != Measure::None;
}

// ---------------------------------------------------------------- finding the one target

// What a quantity counts and a span of time before it says how often: 两年|1次, 1年|≥2次.
void take_span_before(const Tokens& tokens, Target& target) {
  if (target.begin == 0 || target.first->type != TokenType::Quantity) return;
  const Token& before = tokens[target.begin - 1];
  if (before.type != TokenType::Quantity || before.quantity.more) return;
  if (before.quantity.unit.measure != Measure::Duration ||
      target.first->quantity.unit.measure != Measure::Count)
    return;
  target.every = before.text;
  --target.begin;
}

// 每年, 每人每天 in the target's clause.
void take_every(const Tokens& tokens, Target& target) {
  for (size_t i = clause_begin(tokens, target.begin); i < target.begin; ++i) {
    if (tokens[i].type != TokenType::Every) continue;
    target.every += (target.every.empty() ? U"" : U"/") + tokens[i].per;
  }
}

// 资金下达后2日: the event stands before the number, the operator maybe before the event.
void take_event(const Tokens& tokens, Target& target) {
  if (target.begin == 0 || target.first->type != TokenType::Quantity) return;
  const Token& event = tokens[target.begin - 1];
  target.relative = target.first->quantity.unit.measure == Measure::Duration &&
                    event.type == TokenType::Word &&
                    ends_with_any(event.text, {U"后", U"后的", U"起", U"起的"});
  if (!target.relative || target.begin != 2 || tokens[0].type != TokenType::Operator) return;
  if (target.op != Comparison::None && !same_direction(tokens[0].op, target.op)) return;
  target.op = tokens[0].op;
  target.op_explicit = true;
  target.begin = 0;
}

// ≥95%且≤100%, 80%以上90%以下: two statements that are the ends of one range.
std::optional<Target> read_two_sided(const Tokens& tokens, const std::vector<size_t>& heads) {
  std::optional<Target> first = read_target(tokens, heads[0]);
  const std::optional<Target> last = read_target(tokens, heads[1]);
  if (!first || !last || first->second != nullptr || last->second != nullptr) return std::nullopt;
  for (size_t i = first->end; i < last->begin; ++i) {
    const bool comma = tokens[i].type == TokenType::Separator && tokens[i].text == U",";
    if (!comma && tokens[i].text != U"且" && tokens[i].text != U"并且") return std::nullopt;
  }
  const bool rising = is_lower_bound(first->op) && is_upper_bound(last->op);
  const bool falling = is_upper_bound(first->op) && is_lower_bound(last->op);
  if (!rising && !falling) return std::nullopt;
  if (first->first->type != TokenType::Quantity || last->first->type != TokenType::Quantity)
    return std::nullopt;
  first->second = rising ? last->first : first->first;
  first->first = rising ? first->first : last->first;
  first->op = Comparison::Range;
  first->end = last->end;
  return first;
}

}  // namespace

bool is_figure(const Token& token) {
  return token.type == TokenType::Quantity || token.type == TokenType::Date;
}

bool is_soft(const Token& token) { return token.text == U"控制在" || token.text == U"达到"; }

bool is_lower_bound(Comparison op) { return op == Comparison::AtLeast || op == Comparison::Above; }
bool is_upper_bound(Comparison op) { return op == Comparison::AtMost || op == Comparison::Below; }

Heads find_heads(const Tokens& tokens) {
  Heads heads;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const bool after_operator = i > 0 && tokens[i - 1].type == TokenType::Operator;
    const bool upper_end = i > 0 && tokens[i - 1].type == TokenType::RangeMark;
    if (!is_figure(tokens[i]) || upper_end) continue;
    if (after_operator) {
      size_t first = i;
      while (first > 0 && tokens[first - 1].type == TokenType::Operator) --first;
      heads.compared.push_back(first);
    } else if (tokens[i].type == TokenType::Date ? tokens[i].date.deadline
                                                 : is_bounded(tokens, i)) {
      heads.bounded.push_back(i);
    } else {
      heads.bare.push_back(i);
    }
  }
  return heads;
}

std::optional<Target> find_target(const Tokens& tokens) {
  const Heads heads = find_heads(tokens);
  const bool compared = !heads.compared.empty();
  const std::vector<size_t>& strongest = compared                 ? heads.compared
                                         : !heads.bounded.empty() ? heads.bounded
                                                                  : heads.bare;
  const bool bare = !compared && heads.bounded.empty();
  const bool frequency = bare && strongest.size() == 2 && strongest[1] == strongest[0] + 1;
  std::optional<Target> target;
  if (frequency || strongest.size() == 1) {
    target = read_target(tokens, strongest.back());
    if (target) take_span_before(tokens, *target);
    if (frequency && target && target->every.empty()) return std::nullopt;
  } else if (strongest.size() == 2 && !bare) {
    target = read_two_sided(tokens, strongest);
  }
  if (!target) return std::nullopt;
  take_event(tokens, *target);
  if (bare && !bare_label_allows(tokens, *target)) return std::nullopt;
  if (!label_allows(tokens, *target, compared) || !tail_allows(tokens, *target))
    return std::nullopt;
  take_every(tokens, *target);
  return target;
}

bool is_period(const Tokens& tokens) {
  size_t i = !tokens.empty() && tokens.front().type == TokenType::Operator ? 1 : 0;
  if (i == tokens.size() || tokens[i].type != TokenType::Every) return false;
  if (measure_of_per(tokens[i].per) != Measure::Duration) return false;
  if (++i == tokens.size()) return true;
  if (tokens[i].type == TokenType::Date) return tail_words(tokens, i + 1).has_value();
  if (tokens[i].type == TokenType::Quantity) {
    const Unit& unit = tokens[i].quantity.unit;
    const bool number =
        unit == Unit{} && is(tokens, i + 1, TokenType::Word) && tokens[i + 1].text.front() == U'号';
    const bool day = unit.text() == U"日" || unit.text() == U"号" || number;
    return day && unit.per.empty() && tail_words(tokens, i + 1).has_value();
  }
  if (tokens[i].type != TokenType::Word || i + 1 < tokens.size()) return false;
  return is_one_of(tokens[i].text.front(), U"底末初中上下一二三四五六日") ||
         contains_any(tokens[i].text, {U"发放", U"支付", U"完成", U"报送", U"拨付", U"缴纳",
                                       U"结算", U"更新", U"上报", U"按时"});
}

}  // namespace gongkai::normalize
