#include "normalize/checks/form_projects.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <utility>

#include "base/text.h"
#include "normalize/amount.h"
#include "normalize/checks/form_result.h"
#include "normalize/checks/narrative_projects.h"
#include "normalize/forms.h"

namespace gongkai::normalize {
namespace {

using Forms = std::vector<const FormFacts*>;

Forms project_forms(const Ledger& ledger) {
  Forms forms;
  for (const FormFacts& form : ledger.forms) {
    if (form.kind == "project_target") forms.push_back(&form);
  }
  return forms;
}

CheckResult begin_count(const char* subject, int page) {
  CheckResult result;
  result.rule = "D1";
  result.subject = subject;
  result.page = page;
  result.arithmetic = false;
  result.advisory = true;
  return result;
}

size_t count_rows(const std::vector<ListedProject>& listed) {
  size_t rows = 0;
  for (const ListedProject& project : listed) rows += static_cast<size_t>(project.rows);
  return rows;
}

void check_counts(const Ledger& ledger, const Forms& forms, const std::vector<ListedProject>& listed,
                  std::vector<CheckResult>& results) {
  const auto judge = [&](CheckResult result, size_t expected, const char* where) {
    result.status = expected == forms.size() ? CheckStatus::Pass : CheckStatus::Fail;
    result.detail = fmt::format("{} forms, {} {}", forms.size(), expected, where);
    results.push_back(std::move(result));
  };
  const size_t rows = count_rows(listed);
  if (rows > 0) judge(begin_count("forms and rows of the project table", forms.front()->first_page), rows, "rows");
  for (const Figure& figure : ledger.figures) {
    const int stated = counted_projects(figure);
    if (stated > 0) judge(begin_count("forms and their number in the text", figure.place.page), static_cast<size_t>(stated), "stated");
  }
}

// Forms of each row, by the row's index in `rows`.
std::map<size_t, Forms> forms_by_row(const Forms& forms, const std::vector<ListedProject>& rows) {
  std::map<size_t, Forms> result;
  for (const FormFacts* form : forms) {
    if (form->listed_name.empty()) continue;
    for (size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].name == form->listed_name && rows[i].unit == form->listed_unit) result[i].push_back(form);
    }
  }
  return result;
}

void check_names(const Forms& forms, std::vector<CheckResult>& results) {
  for (const FormFacts* form : forms) {
    CheckResult result = begin_form_check(*form, "D3", "name in the project table");
    if (form->listed_name.empty()) {
      result.detail = "no row of the name, or several";
    } else {
      const bool same = project_key(form->listed_name) == project_key(form->project_name);
      result.status = same ? CheckStatus::Pass : CheckStatus::Fail;
      result.advisory = !same;
      if (!same) result.detail = fmt::format("the table prints \"{}\"", form->listed_name);
    }
    results.push_back(std::move(result));
  }
}

// Nothing where a form prints no amount.
std::optional<FormSum> sum_of_forms(const Forms& forms) {
  FormSum sum;
  for (const FormFacts* form : forms) {
    const FormFund* total = yearly_total(*form);
    if (total == nullptr) return std::nullopt;
    sum.add(total->money);
  }
  return sum;
}

// The same project's rows by where the money comes from, where these have no forms of their own:
// 资格考试, 资格考试（省级）, 资格考试（中央）.
FormSum variants_without_form(const ListedProject& row, const std::vector<ListedProject>& rows,
                              const std::map<size_t, Forms>& by_row) {
  FormSum sum;
  for (size_t i = 0; i < rows.size(); ++i) {
    const bool variant = rows[i].unit == row.unit && rows[i].key.starts_with(row.key + "(");
    if (variant && !by_row.contains(i)) sum.add({rows[i].fen, rows[i].quantum});
  }
  return sum;
}

void check_amounts(const std::map<size_t, Forms>& by_row, const std::vector<ListedProject>& rows,
                   std::vector<CheckResult>& results) {
  FormSum all_forms;
  FormSum all_rows;
  bool complete = by_row.size() == rows.size();
  for (const auto& [index, forms] : by_row) {
    const ListedProject& row = rows[index];
    CheckResult result = begin_form_check(*forms.front(), "D4", "amount in the project table");
    const std::optional<FormSum> sum = sum_of_forms(forms);
    if (!sum) {
      result.detail = "the form prints no amount of the year";
      complete = false;
    } else {
      const int64_t tolerance = std::max(row.quantum, sum->quantum) / 2;
      settle_amounts(result, row.fen, sum->fen, tolerance);
      if (result.status == CheckStatus::Fail && row.repeated_fen > 0) {
        settle_amounts(result, row.fen - row.repeated_fen, sum->fen, tolerance);
      }
      const FormSum parts = variants_without_form(row, rows, by_row);
      if (result.status == CheckStatus::Fail && row.fen + parts.fen == sum->fen) {
        settle_amounts(result, row.fen + parts.fen, sum->fen, tolerance);
        result.detail = fmt::format("with {} rows of the name and a bracket behind it", parts.count);
      }
      all_forms.fen += sum->fen;
      all_forms.quantum = std::max(all_forms.quantum, sum->quantum);
      all_rows.add({row.fen, row.quantum});
    }
    results.push_back(std::move(result));
  }
  if (rows.empty() || by_row.empty()) return;
  CheckResult total = begin_form_check(*by_row.begin()->second.front(), "D2", "all forms and the project table");
  total.subject = "amounts of all forms and of the project table";
  if (complete) {
    settle_amounts(total, all_rows.fen, all_forms.fen, all_rows.count * std::max(all_rows.quantum, all_forms.quantum) / 2);
  } else {
    total.detail = fmt::format("{} of {} rows have a form", by_row.size(), rows.size());
  }
  results.push_back(std::move(total));
}

// Lists of projects are read as tables and as forms; where the two differ in a unit of money or a
// merged cell, one of them is wrong.
void check_lists(const std::vector<ListedProject>& rows, const Forms& forms, std::vector<CheckResult>& results) {
  std::map<std::string, FormSum> by_name;
  for (const ListedProject& row : rows) by_name[row.key].add({row.fen, row.quantum});
  std::map<std::string, Forms> forms_of;
  for (const FormFacts* form : forms) forms_of[project_key(form->project_name)].push_back(form);
  for (const auto& [key, row] : by_name) {
    const auto found = forms_of.find(key);
    const std::optional<FormSum> sum = found == forms_of.end() ? std::nullopt : sum_of_forms(found->second);
    if (!sum) continue;
    CheckResult result = begin_form_check(*found->second.front(), "D4", "amount in the list");
    settle_amounts(result, row.fen, sum->fen, std::max(row.quantum, sum->quantum) / 2);
    results.push_back(std::move(result));
  }
}

void check_shared_indicators(const FormFacts& unit, const Forms& forms, std::vector<CheckResult>& results) {
  std::map<std::string, std::vector<const Indicator*>> by_name;
  for (const FormFacts* form : forms) {
    for (const Indicator& indicator : form->indicators) {
      if (indicator.section != "implementation") by_name[fold(indicator.level3)].push_back(&indicator);
    }
  }
  for (const Indicator& indicator : unit.indicators) {
    const auto found = by_name.find(fold(indicator.level3));
    if (found == by_name.end() || found->first.empty()) continue;
    const bool same = std::any_of(found->second.begin(), found->second.end(), [&](const Indicator* other) {
      return fold(other->target.raw) == fold(indicator.target.raw);
    });
    results.push_back(hint(judge_form(unit, "D18", indicator.level3, same,
                                      fmt::format("{} here, {} in a project's form", indicator.target.raw,
                                                  found->second.front()->target.raw))));
  }
}

void check_three_public_target(const FormFacts& unit, const Ledger& ledger, std::vector<CheckResult>& results) {
  static const RE2 kThreePublic("三公");
  for (const Indicator& indicator : unit.indicators) {
    if (!indicator.target.amount_fen || !RE2::PartialMatch(fold(indicator.level3), kThreePublic)) continue;
    CheckResult result = hint(skip_form(unit, "D19", indicator.level3, "no table of 三公经费"));
    for (const AmountFact& fact : ledger.amounts) {
      const bool total = fact.code_system == "three_public" && fact.code == "total" && fact.dimensions.phase == "approved";
      if (!total) continue;
      result.detail.clear();
      settle_amounts(result, fact.money.fen, *indicator.target.amount_fen, fact.money.quantum / 2);
      if (result.status == CheckStatus::Pass) break;
    }
    results.push_back(std::move(result));
  }
}

void check_provincial_money(const FormFacts& unit, const Forms& forms, std::vector<CheckResult>& results) {
  static const RE2 kProvincial("省级[^。;,0-9]{0,12}(\\d[\\d,]*(?:\\.\\d+)?)万元");
  FormSum sum;
  for (const FormFacts* form : forms) {
    for (const char* section : {"annual", ""}) {
      const FormSum part = sum_of_source(*form, section, "approved", "provincial");
      sum.fen += part.fen;
      sum.count += part.count;
    }
  }
  if (sum.count == 0) return;
  for (const FormField& field : unit.fields) {
    std::string number;
    if (!RE2::PartialMatch(fold(field.value), kProvincial, &number)) continue;
    const AmountReading reading = parse_amount(number, "万元");
    const Money* stated = std::get_if<Money>(&reading);
    if (stated == nullptr) continue;
    CheckResult result = hint(begin_form_check(unit, "D21", field.label));
    settle_amounts(result, sum.fen, stated->fen, 2 * stated->quantum);
    results.push_back(std::move(result));
  }
}

}  // namespace

std::vector<CheckResult> check_form_projects(const std::vector<recognize::Table>& tables, const Ledger& ledger) {
  std::vector<CheckResult> results;
  const Forms forms = project_forms(ledger);
  if (forms.empty()) return results;
  const std::vector<ListedProject> rows = listed_projects(ledger, tables);
  check_counts(ledger, forms, rows, results);
  if (!rows.empty()) {
    check_names(forms, results);
    check_amounts(forms_by_row(forms, rows), rows, results);
  }
  check_lists(listed_projects(ledger, tables, "project_targets"), forms, results);
  for (const FormFacts& form : ledger.forms) {
    if (form.kind != "unit_target") continue;
    check_shared_indicators(form, forms, results);
    check_three_public_target(form, ledger, results);
    check_provincial_money(form, forms, results);
  }
  return results;
}

}  // namespace gongkai::normalize
