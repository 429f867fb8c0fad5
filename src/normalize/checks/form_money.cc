#include "normalize/checks/form_money.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/text.h"
#include "normalize/amount.h"
#include "normalize/checks/form_result.h"
#include "normalize/forms.h"

namespace gongkai::normalize {
namespace {

using Half = std::pair<std::string, std::string>;  // section and phase

// Money in addition to 财政拨款, and what 财政拨款 is made of, by fund or by level of government.
const char* const kBesideAppropriation[] = {"fiscal_account", "unit_funds", "self_raised", "carryover", "other"};
const char* const kFunds[] = {"general_public", "government_fund", "state_capital", "social_insurance"};
const char* const kLevels[] = {"central", "provincial", "municipal", "local", "county"};

std::set<Half> halves_with_total(const FormFacts& form) {
  std::set<Half> halves;
  for (const FormFund& fund : form.funds) {
    if (fund.source == "total") halves.insert({fund.section, fund.phase});
  }
  return halves;
}

// The ways in which the sources of a half may add up: sources beside each other, or 其中 parts of
// the one above them, which labels do not tell apart in every layout.
std::vector<FormSum> readings_of(const FormFacts& form, const Half& half) {
  const auto add = [&](FormSum& sum, const auto& sources) {
    for (const char* source : sources) {
      const FormSum part = sum_of_source(form, half.first, half.second, source);
      sum.fen += part.fen;
      sum.count += part.count;
      sum.quantum = std::max(sum.quantum, part.quantum);
    }
  };
  FormSum beside;
  add(beside, kBesideAppropriation);
  std::vector<FormSum> readings;
  for (const auto& sources : {std::vector<const char*>{"appropriation"},
                              std::vector<const char*>(std::begin(kFunds), std::end(kFunds)),
                              std::vector<const char*>(std::begin(kLevels), std::end(kLevels))}) {
    FormSum reading = beside;
    add(reading, sources);
    if (reading.count > beside.count || readings.empty()) readings.push_back(reading);
  }
  FormSum all = beside;
  add(all, std::vector<const char*>{"appropriation"});
  add(all, kFunds);
  add(all, kLevels);
  readings.push_back(all);
  return readings;
}

// 其他资金 beside 基本支出 and 项目支出 is no list of sources.
bool prints_sources(const FormFacts& form, const Half& half) {
  const auto prints = [&](const char* source) {
    return std::any_of(form.funds.begin(), form.funds.end(), [&](const FormFund& fund) {
      return fund.source == source && fund.section == half.first && fund.phase == half.second;
    });
  };
  const auto prints_any = [&](const auto& sources) { return std::any_of(std::begin(sources), std::end(sources), prints); };
  if (prints("appropriation") || prints_any(kFunds) || prints_any(kLevels)) return true;
  return prints_any(kBesideAppropriation) && !prints("basic") && !prints("project");
}

std::string words_of(const Half& half) {
  const std::string section = half.first == "implementation" ? "实施期" : half.first == "annual" ? "年度" : "";
  return fmt::format("{}资金总额{}", section, half.second == "approved" ? "" : " " + half.second);
}

CheckResult check_sources(const FormFacts& form, const Half& half) {
  const char* rule = form.kind == "unit_target" ? "D15" : "D5";
  if (!prints_sources(form, half)) {
    return skip_form(form, rule, words_of(half), "no sources are printed");
  }
  CheckResult result = begin_form_check(form, rule, words_of(half));
  const FormSum total = total_of_half(form, half.first, half.second);
  const std::vector<FormSum> readings = readings_of(form, half);
  for (const FormSum& parts : readings) {
    settle_amounts(result, parts.fen, total.fen, tolerance_of(parts));
    if (result.status == CheckStatus::Pass) return result;
  }
  settle_amounts(result, readings.front().fen, total.fen, tolerance_of(readings.front()));
  return result;
}

// 项目期 in years: 3年, 三年.
std::optional<int> years_of(const FormFacts& form) {
  static const RE2 kYears("(\\d+|[一二两三四五六七八九十]+)年");
  std::string years;
  if (!RE2::FullMatch(fold(form.term), kYears, &years)) return std::nullopt;
  if (const auto number = parse_decimal(years)) {
    const auto whole = to_integer(*number);
    return whole && *whole < 100 ? std::optional(static_cast<int>(*whole)) : std::nullopt;
  }
  const auto numeral = read_numeral(decode_utf8(years));
  return numeral ? std::optional(static_cast<int>(numeral->value)) : std::nullopt;
}

void check_halves(const FormFacts& form, std::vector<CheckResult>& results) {
  const FormSum whole = total_of_half(form, "implementation", "approved");
  const FormSum year = total_of_half(form, "annual", "approved");
  if (whole.count == 0 || year.count == 0) return;
  CheckResult within = begin_form_check(form, "D7", "年度资金总额");
  settle_amounts(within, whole.fen, year.fen, 0);
  if (year.fen <= whole.fen) within.status = CheckStatus::Pass;
  results.push_back(std::move(within));
  const std::optional<int> years = years_of(form);
  if (!years) return;
  CheckResult steady = begin_form_check(form, "D6", "实施期资金总额");
  steady.advisory = true;
  settle_amounts(steady, year.fen * *years, whole.fen, 0);
  results.push_back(std::move(steady));
}

CheckResult check_direction(const FormFacts& form) {
  CheckResult result = begin_form_check(form, "D14", "基本支出 + 项目支出");
  const auto sum = [&](const char* source) { return sum_of_source(form, "annual", "approved", source); };
  const FormSum total = total_of_half(form, "annual", "approved");
  FormSum parts = sum("basic");
  const FormSum project = sum("project");
  parts.fen += project.fen;
  parts.count += project.count;
  parts.quantum = std::max(parts.quantum, project.quantum);
  if (parts.count == 0 || total.count == 0) {
    result.detail = "not printed";
    return result;
  }
  // The two are parts of the total, of its 财政拨款, or stand beside 其他资金.
  for (const auto& [extra, whole] : {std::pair{int64_t{0}, total.fen}, std::pair{int64_t{0}, sum("appropriation").fen},
                                     std::pair{sum("other").fen, total.fen}}) {
    settle_amounts(result, parts.fen + extra, whole, tolerance_of(parts));
    if (result.status == CheckStatus::Pass) return result;
  }
  settle_amounts(result, parts.fen, total.fen, tolerance_of(parts));
  return result;
}

void check_cost_indicators(const FormFacts& form, std::vector<CheckResult>& results) {
  static const RE2 kTotalCost("(项目|年度)?总成本|预算(总额|控制数|控制金额)$|^(项目|年度)?(资金|预算)总额|项目(资金|成本)(控制|总额)");
  const FormFund* total = yearly_total(form);
  if (total == nullptr) return;
  for (const Indicator& indicator : form.indicators) {
    const bool money = indicator.target.kind == ValueKind::Money && indicator.target.amount_fen && indicator.target.per.empty();
    if (!money || indicator.section == "implementation") continue;
    if (!RE2::PartialMatch(fold(indicator.level3), kTotalCost)) continue;
    CheckResult result = hint(begin_form_check(form, "D13", indicator.level3));
    settle_amounts(result, total->money.fen, *indicator.target.amount_fen, total->money.quantum / 2);
    results.push_back(std::move(result));
  }
}

// 2.5万元 in 分 with the worth of its last digit.
std::optional<Money> money_in_text(const std::string& number) {
  const AmountReading reading = parse_amount(number, "万元");
  const Money* money = std::get_if<Money>(&reading);
  return money == nullptr ? std::nullopt : std::optional(*money);
}

// 省级资金3万元,本级资金3万元,总计6万元
void check_sums_in_text(const FormFacts& form, std::vector<CheckResult>& results) {
  static const RE2 kSentence("([^。;；]*)[。;；]?");
  static const RE2 kPart("(?:中央|省|市|县|区|本)级?[^,，。0-9]{0,6}资金(\\d[\\d,]*(?:\\.\\d+)?)万元");
  static const RE2 kTotal("(?:总计|合计|共计)(\\d[\\d,]*(?:\\.\\d+)?)万元");
  for (const FormField& field : form.fields) {
    const std::string text = fold(field.value);
    re2::StringPiece rest(text);
    std::string sentence;
    while (!rest.empty() && RE2::Consume(&rest, kSentence, &sentence)) {
      std::string number;
      FormSum parts;
      re2::StringPiece scan(sentence);
      while (RE2::FindAndConsume(&scan, kPart, &number)) {
        if (const auto money = money_in_text(number)) parts.add(*money);
      }
      const bool totalled = RE2::PartialMatch(scan, kTotal, &number);
      const auto total = totalled ? money_in_text(number) : std::nullopt;
      if (parts.count < 2 || !total) continue;
      CheckResult result = begin_form_check(form, "D20", field.label);
      result.page = field.place.page;
      settle_amounts(result, parts.fen, total->fen, tolerance_of(parts));
      results.push_back(std::move(result));
    }
  }
}

// 补贴人数 ≥570人 and 补贴标准 740元/人/月: with one number and one rate of the same thing.
void check_unit_cost(const FormFacts& form, std::vector<CheckResult>& results) {
  const FormFund* total = yearly_total(form);
  const Indicator* rate = nullptr;
  const Indicator* number = nullptr;
  int rates = 0;
  int numbers = 0;
  for (const Indicator& indicator : form.indicators) {
    if (indicator.section == "implementation") continue;
    if (indicator.target.kind == ValueKind::Money && indicator.target.amount_fen && !indicator.target.per.empty()) {
      rate = &indicator;
      ++rates;
    }
  }
  if (total == nullptr || rates != 1) return;
  const std::vector<std::string> per = split(rate->target.per, '/');
  for (const Indicator& indicator : form.indicators) {
    if (indicator.section == "implementation" || indicator.target.kind != ValueKind::Number) continue;
    if (indicator.target.base_unit != per.front() || !indicator.target.base_value) continue;
    number = &indicator;
    ++numbers;
  }
  if (numbers != 1) return;
  const std::optional<int64_t> count = to_integer(*number->target.base_value);
  int64_t product = 0;
  if (!count || __builtin_mul_overflow(*count, *rate->target.amount_fen, &product)) return;
  const int months = per.back() == "月" ? 12 : 1;
  if (__builtin_mul_overflow(product, months, &product)) return;
  CheckResult result =
      hint(begin_form_check(form, "D22", fmt::format("{} × {}", number->level3, rate->level3)));
  settle_amounts(result, product, total->money.fen, total->money.quantum / 2);
  results.push_back(std::move(result));
}

}  // namespace

std::vector<CheckResult> check_form_money(const FormFacts& form) {
  std::vector<CheckResult> results;
  for (const Half& half : halves_with_total(form)) results.push_back(check_sources(form, half));
  if (form.kind == "unit_target") results.push_back(check_direction(form));
  check_halves(form, results);
  check_cost_indicators(form, results);
  check_sums_in_text(form, results);
  check_unit_cost(form, results);
  return results;
}

std::vector<CheckResult> check_unit_total(const FormFacts& form, const std::vector<recognize::Table>& tables,
                                          const std::vector<AmountFact>& amounts) {
  const FormFund* total = yearly_total(form);
  if (form.kind != "unit_target" || total == nullptr) return {};
  CheckResult result = hint(begin_form_check(form, "D15", "资金总额 in 收支总表"));
  for (size_t i = 0; i < amounts.size(); ++i) {
    const AmountFact& fact = amounts[i];
    const bool summary = tables[static_cast<size_t>(fact.table)].kind == "income_expenditure_summary";
    const bool sum = fact.row_kind == recognize::RowKind::Total || fact.row_kind == recognize::RowKind::Subtotal;
    if (!summary || !sum || fact.dimensions.direction != "expenditure" || fact.dimensions.phase != "approved") continue;
    settle_amounts(result, fact.money.fen, total->money.fen, std::max(fact.money.quantum, total->money.quantum) / 2);
    if (result.status == CheckStatus::Pass) return {std::move(result)};
  }
  if (result.status == CheckStatus::Skipped) result.detail = "no total of expenditure is printed";
  return {std::move(result)};
}

}  // namespace gongkai::normalize
