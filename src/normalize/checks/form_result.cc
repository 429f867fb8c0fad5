#include "normalize/checks/form_result.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/text.h"

namespace gongkai::normalize {

void FormSum::add(const Money& money) {
  fen += money.fen;
  if (money.fen == 0) return;
  ++count;
  quantum = std::max(quantum, money.quantum);
}

CheckResult begin_form_check(const FormFacts& form, const char* rule, const std::string& what) {
  CheckResult result;
  result.rule = rule;
  result.subject = fmt::format("form {} / {}", form.project_name.empty() ? form.title : form.project_name, what);
  result.page = form.first_page;
  result.arithmetic = false;
  return result;
}

CheckResult judge_form(const FormFacts& form, const char* rule, const std::string& what, bool holds,
                       std::string detail) {
  CheckResult result = begin_form_check(form, rule, what);
  result.status = holds ? CheckStatus::Pass : CheckStatus::Fail;
  result.detail = std::move(detail);
  return result;
}

CheckResult skip_form(const FormFacts& form, const char* rule, const std::string& what,
                      std::string reason) {
  CheckResult result = begin_form_check(form, rule, what);
  result.detail = std::move(reason);
  return result;
}

CheckResult hint(CheckResult result) {
  result.advisory = true;
  return result;
}

void settle_amounts(CheckResult& result, int64_t expected, int64_t actual, int64_t tolerance) {
  result.expected_fen = expected;
  result.actual_fen = actual;
  result.tolerance_fen = tolerance;
  const int64_t difference = std::abs(expected - actual);
  result.status = difference <= tolerance ? CheckStatus::Pass : CheckStatus::Fail;
  if (difference > 0 && difference <= tolerance) result.detail = "rounded";
}

int64_t tolerance_of(const FormSum& parts) {
  return parts.count > 1 ? (parts.count + 1) * parts.quantum / 2 : 0;
}

FormSum sum_of_source(const FormFacts& form, const std::string& section, const std::string& phase,
                      const std::string& source) {
  FormSum sum;
  for (const FormFund& fund : form.funds) {
    if (fund.section == section && fund.phase == phase && fund.source == source) sum.add(fund.money);
  }
  return sum;
}

FormSum total_of_half(const FormFacts& form, const std::string& section, const std::string& phase) {
  FormSum total;
  for (const FormFund& fund : form.funds) {
    const bool here = fund.section == section && fund.phase == phase && fund.source == "total";
    if (here && total.count == 0) total.add(fund.money);
  }
  return total;
}

std::string field_text(const FormFacts& form, const RE2& label) {
  for (const FormField& field : form.fields) {
    if (RE2::PartialMatch(fold(field.label), label)) return fold(field.value);
  }
  return "";
}

}  // namespace gongkai::normalize
