#include "normalize/checks/form_content.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/text.h"
#include "normalize/checks/form_result.h"

namespace gongkai::normalize {
namespace {

bool is_one_year(const FormFacts& form) {
  static const RE2 kTerm("^(1|一)年$");
  static const RE2 kOnce("^一次性项目");
  return RE2::PartialMatch(fold(form.term), kTerm) || RE2::PartialMatch(fold(form.attribute), kOnce);
}

bool has_both_halves(const FormFacts& form) {
  const auto has = [&](const char* section) {
    return std::any_of(form.indicators.begin(), form.indicators.end(),
                       [&](const Indicator& indicator) { return indicator.section == section; });
  };
  return has("implementation") && has("annual");
}

std::multiset<std::string> indicators_of_half(const FormFacts& form, const char* section) {
  std::multiset<std::string> texts;
  for (const Indicator& indicator : form.indicators) {
    if (indicator.section == section) texts.insert(fold(indicator.level3) + fold(indicator.target.raw));
  }
  return texts;
}

void check_same_halves(const FormFacts& form, std::vector<CheckResult>& results) {
  if (!is_one_year(form) || !has_both_halves(form)) return;
  const auto whole = indicators_of_half(form, "implementation");
  const auto year = indicators_of_half(form, "annual");
  results.push_back(hint(judge_form(form, "D8", "indicators of both halves", whole == year,
                                    fmt::format("{} of 实施期, {} of 年度", whole.size(), year.size()))));
}

// Texts of the goals of both halves, where each prints one.
void check_same_goals(const FormFacts& form, std::vector<CheckResult>& results) {
  static const RE2 kGoal("目标$");
  std::string whole;
  std::string year;
  for (const FormField& field : form.fields) {
    if (!RE2::PartialMatch(fold(field.label), kGoal)) continue;
    if (field.section == "implementation") whole += fold(field.value);
    if (field.section == "annual") year += fold(field.value);
  }
  if (!is_one_year(form) || (whole.empty() && year.empty()) || !has_both_halves(form)) return;
  if (whole.empty() || year.empty()) {
    results.push_back(hint(skip_form(form, "D9", "goals of both halves", "one half prints no goal")));
    return;
  }
  results.push_back(hint(judge_form(form, "D9", "goals of both halves", whole == year, "")));
}

void check_kinds(const FormFacts& form, std::vector<CheckResult>& results) {
  static const RE2 kOutput("产出");
  static const RE2 kBenefit("效益|效果");
  static const RE2 kSatisfaction("满意");
  std::set<std::string> outputs;
  bool benefit = false;
  bool satisfaction = false;
  bool levels = false;
  for (const Indicator& indicator : form.indicators) {
    const std::string level1 = fold(indicator.level1);
    levels = levels || !level1.empty();
    if (RE2::PartialMatch(level1, kOutput)) outputs.insert(fold(indicator.level2));
    benefit = benefit || RE2::PartialMatch(level1, kBenefit);
    satisfaction = satisfaction || RE2::PartialMatch(level1 + fold(indicator.level2), kSatisfaction);
  }
  if (!levels) return;
  results.push_back(hint(judge_form(form, "D10", "kinds of indicators", outputs.size() >= 3 && benefit && satisfaction,
                                    fmt::format("{} kinds of 产出{}{}", outputs.size(), benefit ? "" : ", no 效益",
                                                satisfaction ? "" : ", no 满意度"))));
}

void check_date(const FormFacts& form, std::vector<CheckResult>& results) {
  if (form.filled_at.empty() || !form.fiscal_year) return;
  const std::string first = fmt::format("{}-07-01", *form.fiscal_year - 1);
  const std::string last = fmt::format("{}-12-31T99", *form.fiscal_year);
  const bool holds = form.filled_at >= first && form.filled_at <= last;
  results.push_back(hint(judge_form(form, "D11", "填报日期", holds, form.filled_at)));
}

// Money of a level of government in any half; 市县(区) is `local`.
bool has_money_of(const FormFacts& form, std::initializer_list<const char*> sources) {
  return std::any_of(form.funds.begin(), form.funds.end(), [&](const FormFund& fund) {
    return fund.money.fen != 0 && std::find(sources.begin(), sources.end(), fund.source) != sources.end();
  });
}

void check_issuer(const FormFacts& form, std::vector<CheckResult>& results) {
  static const RE2 kIssuer("(?:^|\\()(\\p{Han}{0,3})财\\p{Han}{0,3}[\\[(【〔]?20\\d\\d");
  const bool levels = has_money_of(form, {"central", "provincial", "municipal", "local", "county"});
  std::string issuer;
  if (!levels || !RE2::PartialMatch(fold(form.project_name), kIssuer, &issuer)) return;
  const bool city = issuer.ends_with("市");
  const bool holds = issuer.empty() ? has_money_of(form, {"central"})
                     : city         ? has_money_of(form, {"municipal", "local"})
                                    : has_money_of(form, {"provincial", "central"});
  results.push_back(hint(judge_form(form, "D12", "issuer of the document number", holds, issuer + "财")));
}

std::optional<int> number_field(const FormFacts& form, const RE2& label) {
  static const RE2 kNumber("^(\\d{1,6})(人|个|名)?$");
  int number = 0;
  if (!RE2::PartialMatch(field_text(form, label), kNumber, &number)) return std::nullopt;
  return number;
}

void check_staff(const FormFacts& form, std::vector<CheckResult>& results) {
  static const RE2 kPosts("编制(人)?(数|总数)?$");
  static const RE2 kStaff("在职人员(总)?数?$|^在职$");
  static const RE2 kWithin("在编(人员)?(总)?数?$");
  static const RE2 kOthers("^其他(人员)?(总)?数?$");
  const auto posts = number_field(form, kPosts);
  const auto staff = number_field(form, kStaff);
  const auto within = number_field(form, kWithin);
  const auto others = number_field(form, kOthers);
  if (staff && within && others) {
    results.push_back(judge_form(form, "D16", "在编 + 其他 = 在职", *within + *others == *staff,
                                 fmt::format("{} + {} = {}", *within, *others, *staff)));
  }
  if (staff && posts) {
    results.push_back(hint(judge_form(form, "D16", "在职 ≤ 编制", *staff <= *posts,
                                      fmt::format("{} ≤ {}", *staff, *posts))));
  }
}

// 内设机构5个 beside 内设办公室、计划科、财务科 …
void check_offices(const FormFacts& form, std::vector<CheckResult>& results) {
  static const RE2 kNamed(
      "内设(?:[^:。;]{0,15}[:为有])?((?:\\p{Han}{1,11}[科股室处部办站][、和及,])+\\p{Han}{1,11}[科股室处部办站])");
  static const RE2 kOffices("^内设");
  const auto stated = number_field(form, kOffices);
  if (!stated) return;
  for (const FormField& field : form.fields) {
    std::string names;
    if (!RE2::PartialMatch(fold(field.value), kNamed, &names)) continue;
    static const RE2 kSeparator("[、,]|和|及");
    int named = 1;
    re2::StringPiece rest(names);
    while (RE2::FindAndConsume(&rest, kSeparator)) ++named;
    results.push_back(hint(judge_form(form, "D17", "内设机构", named == *stated,
                                      fmt::format("{} stated, {} named", *stated, named))));
    return;
  }
  results.push_back(hint(skip_form(form, "D17", "内设机构", "the offices are not named")));
}

}  // namespace

std::vector<CheckResult> check_form_content(const FormFacts& form) {
  std::vector<CheckResult> results;
  check_same_halves(form, results);
  check_same_goals(form, results);
  check_kinds(form, results);
  check_date(form, results);
  check_issuer(form, results);
  check_staff(form, results);
  check_offices(form, results);
  return results;
}

}  // namespace gongkai::normalize
