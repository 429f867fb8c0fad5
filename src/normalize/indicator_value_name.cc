#include "normalize/indicator_value_name.h"

#include "normalize/indicator_value_text.h"
#include "normalize/indicator_value_tokens.h"

namespace gongkai::normalize {
namespace {

using View = std::u32string_view;

// Takes （万元/年） or （单位：人） off the end of a name.
bool take_brackets(View& name, Unit& unit) {
  const size_t open = name.rfind(U'(');
  if (!name.ends_with(U")") || open == View::npos) return false;
  View inside = name.substr(open + 1, name.size() - open - 2);
  if (inside.starts_with(U"单位:")) inside.remove_prefix(3);
  const Unit found = unit_of(inside);
  if (found.measure == Measure::Unknown || found.measure == Measure::None) return false;
  unit = found;
  name.remove_suffix(name.size() - open);
  return true;
}

}  // namespace

NameHints read_name(std::string_view printed) {
  NameHints hints;
  hints.text = fold_value(printed);
  View name = hints.text;
  while (!name.empty() && View(U":;,.。、").find(name.back()) != View::npos) name.remove_suffix(1);
  const bool bracketed = take_brackets(name, hints.unit);
  const std::vector<Token> tokens = tokenize(name, 0);
  if (tokens.empty() || tokens.back().type != TokenType::Operator) return hints;
  hints.ends_in_operator_word = !tokens.back().sign;
  if (!tokens.back().sign) return hints;
  hints.op = tokens.back().op;
  name.remove_suffix(tokens.back().text.size());
  if (!bracketed) take_brackets(name, hints.unit);
  return hints;
}

bool speaks_of_money(View name) {
  if (const size_t open = name.rfind(U'('); name.ends_with(U")") && open != View::npos)
    name = name.substr(0, open);
  if (ends_with_any(name, {U"支出数", U"收入数", U"控制数", U"投入数", U"金额数", U"预算数"}))
    return true;
  if (ends_with_any(name, {U"数", U"数量", U"人次", U"次", U"人", U"户", U"量", U"率", U"面积",
                           U"长度", U"里程", U"度", U"名额"}))
    return false;
  return contains_any(name, {U"金额",   U"资金", U"成本", U"经费", U"贷款", U"费",   U"收入",
                             U"投资",   U"额",   U"产值", U"支出", U"补助", U"补贴", U"税",
                             U"增加值", U"单价", U"预算", U"工资", U"利润", U"价值", U"资产"});
}

bool counts_months(View name, Comparison op) {
  if (contains_any(name, {U"完成"})) return false;
  return op == Comparison::AtLeast || op == Comparison::Above ||
         contains_any(name, {U"服务期", U"时限", U"期限", U"周期", U"实施期", U"时效", U"时长",
                             U"年限", U"月数", U"期间", U"工期"});
}

bool says_month_is_date(View name) {
  return contains_any(name, {U"完成", U"时间", U"日期", U"节点", U"及时"});
}

}  // namespace gongkai::normalize
