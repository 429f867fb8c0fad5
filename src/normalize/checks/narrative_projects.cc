#include "normalize/checks/narrative_projects.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <charconv>
#include <set>
#include <string>

#include "base/text.h"

namespace gongkai::normalize {
namespace {

// What the project tables hold.
struct Projects {
  std::set<std::pair<int, int>> rows;  // table and row of each project
  std::vector<int> totals;             // amounts over all funds of 合计 and of units' own lines,
                                       // which stand in for it in a table of one unit
};

Projects find_projects(const std::vector<recognize::Table>& tables, const Ledger& ledger) {
  Projects projects;
  for (size_t i = 0; i < ledger.amounts.size(); ++i) {
    const AmountFact& fact = ledger.amounts[i];
    if (tables[static_cast<size_t>(fact.table)].kind != "project_expenditure") continue;
    if (fact.dimensions.phase == "prior" || fact.dimensions.phase == "change") continue;
    if (fact.row_kind == recognize::RowKind::Item && fact.code_system == "project") {
      projects.rows.insert({fact.table, fact.row});
    }
    const bool total = fact.row_kind == recognize::RowKind::Total ||
                       fact.row_kind == recognize::RowKind::Organization;
    if (total && fact.dimensions.fund == "all") {
      projects.totals.push_back(static_cast<int>(i));
    }
  }
  return projects;
}

bool is_counted(const Figure& figure) {
  const bool projects = figure.subject == "绩效目标项目" || figure.subject == "公开绩效目标的项目";
  return projects && figure.measure == "amount" && figure.money;
}

CheckResult begin(const Figure& figure, const char* what) {
  CheckResult result;
  result.rule = "C10";
  result.subject = fmt::format("text {} / {} {}", figure.section, figure.subject, what);
  result.page = figure.place.page;
  return result;
}

CheckResult check_number(const Figure& figure, int number, const Projects& projects) {
  CheckResult result = begin(figure, "number");
  result.arithmetic = false;
  const auto printed = static_cast<int>(projects.rows.size());
  if (number == printed) result.status = CheckStatus::Pass;
  result.detail = fmt::format("{} in the text, {} in the table", number, printed);
  return result;
}

CheckResult check_amount(const Figure& figure, const Projects& projects, const Ledger& ledger) {
  CheckResult result = begin(figure, "amount");
  result.actual_fen = figure.money->fen;
  for (const int index : projects.totals) {
    result.expected_fen = ledger.amounts[static_cast<size_t>(index)].money.fen;
    if (result.expected_fen != result.actual_fen) continue;
    result.status = CheckStatus::Pass;
    result.facts = {index};
    return result;
  }
  result.detail = "other projects may be meant";
  return result;
}

}  // namespace

int counted_projects(const Figure& figure) {
  static const RE2 kNumber("项目[^0-9，,。;]{0,8}(\\d{1,4})个|(\\d{1,4})个(?:二级|一级)?项目");
  if (!is_counted(figure)) return 0;
  std::string behind;
  std::string before;
  int number = 0;
  if (RE2::PartialMatch(fold(figure.raw), kNumber, &behind, &before)) {
    const std::string& digits = behind.empty() ? before : behind;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
  }
  return number;
}

std::vector<CheckResult> check_counted_projects(const std::vector<recognize::Table>& tables,
                                                const Ledger& ledger) {
  const Projects projects = find_projects(tables, ledger);
  std::vector<CheckResult> results;
  if (projects.rows.empty()) return results;
  for (const Figure& figure : ledger.figures) {
    if (!is_counted(figure)) continue;
    if (const int number = counted_projects(figure); number > 0) {
      results.push_back(check_number(figure, number, projects));
    }
    results.push_back(check_amount(figure, projects, ledger));
  }
  return results;
}

}  // namespace gongkai::normalize
