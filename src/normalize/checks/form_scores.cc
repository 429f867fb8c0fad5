#include "normalize/checks/form_scores.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "normalize/checks/form_result.h"

namespace gongkai::normalize {
namespace {

constexpr double kSameScore = 0.005;  // scores are printed with two decimals at most

bool same_score(double a, double b) { return std::abs(a - b) < kSameScore; }

// Indicators that are packed into one row share its weight.
bool shares_row(const Indicator& indicator, const Indicator& before) {
  const auto& inferred = indicator.inferred;
  const bool split = std::find(inferred.begin(), inferred.end(), "split") != inferred.end();
  return split && indicator.place.page == before.place.page && indicator.place.box == before.place.box;
}

void check_weights(const FormFacts& form, std::vector<CheckResult>& results) {
  std::map<std::string, std::pair<int, double>> sums;  // by half: how many have a weight, their sum
  std::map<std::string, int> indicators;
  const Indicator* before = nullptr;
  for (const Indicator& indicator : form.indicators) {
    const bool shared = before != nullptr && shares_row(indicator, *before);
    before = &indicator;
    if (shared) continue;
    ++indicators[indicator.section];
    if (!indicator.weight) continue;
    auto& [count, sum] = sums[indicator.section];
    ++count;
    sum += to_double(*indicator.weight);
  }
  for (const auto& [section, weighted] : sums) {
    const auto& [count, sum] = weighted;
    if (count < indicators[section]) {
      results.push_back(skip_form(
          form, "D23", "weights",
          fmt::format("{} of {} indicators have a weight", count, indicators[section])));
      continue;
    }
    results.push_back(judge_form(form, "D23", "weights", same_score(sum, 100) || same_score(sum, 90),
                                 fmt::format("they add up to {:g}", sum)));
  }
}

// A number with its percent sign or 分, and the worth of its last digit.
struct Printed {
  double value = 0;
  double quantum = 1;
};

std::optional<Printed> printed_number(const std::string& folded) {
  static const RE2 kNumber("(\\d+)(?:\\.(\\d+))?(?:%|分)?");
  std::string whole;
  std::string decimals;
  if (!RE2::FullMatch(folded, kNumber, &whole, &decimals)) return std::nullopt;
  const auto number = parse_decimal(decimals.empty() ? whole : whole + "." + decimals);
  if (!number) return std::nullopt;
  return Printed{to_double(*number), std::pow(10.0, -static_cast<double>(decimals.size()))};
}

// The total's rate; parts have none of their own.
void check_rate(const FormFacts& form, std::vector<CheckResult>& results) {
  static const RE2 kRate("^(预算)?执行率(\\(.*\\))?$");
  const auto rate = printed_number(field_text(form, kRate));
  if (!rate) return;
  const FormSum executed = total_of_half(form, "annual", "executed");
  for (const char* phase : {"adjusted", "approved"}) {
    const FormSum budget = total_of_half(form, "annual", phase);
    if (budget.fen == 0) continue;
    const double true_rate = 100.0 * static_cast<double>(executed.fen) / static_cast<double>(budget.fen);
    results.push_back(judge_form(form, "D24", "执行率", std::abs(true_rate - rate->value) <= rate->quantum,
                                 fmt::format("{:g}% printed, {:.2f}% by the amounts", rate->value, true_rate)));
    return;
  }
}

void check_score_limits(const FormFacts& form, std::vector<CheckResult>& results) {
  int judged = 0;
  std::string above;
  for (const Indicator& indicator : form.indicators) {
    if (!indicator.score || !indicator.weight) continue;
    ++judged;
    if (to_double(*indicator.score) > to_double(*indicator.weight) + kSameScore) above += " " + indicator.level3;
  }
  if (judged > 0) results.push_back(judge_form(form, "D24", "得分 ≤ 分值", above.empty(), above));
}

void check_total_score(const FormFacts& form, std::vector<CheckResult>& results) {
  static const RE2 kTotal("^(总分|总得分|得分合计|合计得分)(\\(.*\\))?$");
  static const RE2 kOfMoney("执行率(的)?得分|/得分$");
  const auto total = printed_number(field_text(form, kTotal));
  if (!total) return;
  double sum = 0;
  int unscored = 0;
  for (const Indicator& indicator : form.indicators) {
    unscored += !indicator.score.has_value();
    if (indicator.score) sum += to_double(*indicator.score);
  }
  for (const FormField& field : form.fields) {
    const auto score = RE2::PartialMatch(fold(field.label), kOfMoney) ? printed_number(fold(field.value)) : std::nullopt;
    if (score) sum += score->value;
  }
  if (unscored > 0) {
    results.push_back(
        skip_form(form, "D24", "总分", fmt::format("{} indicators have no score", unscored)));
    return;
  }
  results.push_back(judge_form(form, "D24", "总分", std::abs(sum - total->value) < total->quantum / 2 + kSameScore,
                               fmt::format("{:g} printed, {:g} by the scores", total->value, sum)));
}

// Is the target met by what was reached? Nothing where one of them is no number of the same unit.
std::optional<bool> is_met(const Indicator& indicator, const FormFacts& form) {
  const IndicatorValue& target = indicator.target;
  const IndicatorValue actual =
      parse_indicator_value({indicator.level3, indicator.actual, "", "", form.fiscal_year.value_or(0), false});
  if (!target.base_value || !actual.base_value || target.kind != actual.kind) return std::nullopt;
  if (target.base_unit != actual.base_unit || target.per != actual.per) return std::nullopt;
  const double wanted = to_double(*target.base_value);
  const double reached = to_double(*actual.base_value);
  switch (target.op) {
    case Comparison::AtLeast: return reached >= wanted;
    case Comparison::Above: return reached > wanted;
    case Comparison::AtMost: return reached <= wanted;
    case Comparison::Below: return reached < wanted;
    case Comparison::Equal: return reached == wanted;
    default: return std::nullopt;
  }
}

void check_marks(const FormFacts& form, std::vector<CheckResult>& results) {
  for (const Indicator& indicator : form.indicators) {
    if (!indicator.score || !indicator.weight || indicator.actual.empty()) continue;
    const std::optional<bool> met = is_met(indicator, form);
    if (!met) continue;
    const bool full = same_score(to_double(*indicator.score), to_double(*indicator.weight));
    CheckResult result = hint(judge_form(
        form, "D25", indicator.level3, full == *met,
        fmt::format("{} asked for, {} reached, {} of {} points", indicator.target.raw,
                    indicator.actual, to_text(*indicator.score), to_text(*indicator.weight))));
    result.page = indicator.place.page;
    results.push_back(std::move(result));
  }
}

}  // namespace

std::vector<CheckResult> check_form_scores(const FormFacts& form) {
  std::vector<CheckResult> results;
  check_weights(form, results);
  if (form.kind != "self_evaluation") return results;
  check_rate(form, results);
  check_score_limits(form, results);
  check_total_score(form, results);
  check_marks(form, results);
  return results;
}

}  // namespace gongkai::normalize
