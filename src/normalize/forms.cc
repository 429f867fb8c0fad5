#include "normalize/forms.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/text.h"
#include "normalize/amount.h"
#include "normalize/label.h"

namespace gongkai::normalize {
namespace {

constexpr size_t kProjectCodeLength = 21;  // region, year, kind and serial (field guide §5.5)

// 20260113154843 → 2026-01-13T15:48:43; 2026年1月13日 → 2026-01-13; "" for other texts.
std::string iso_time(std::string_view text) {
  static const RE2 kStamp(R"((20\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?)");
  static const RE2 kDate(R"((20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})日?)");
  const std::string folded = fold(text);
  int year = 0;
  int month = 0;
  int day = 0;
  std::string hour;
  std::string minute;
  std::string second;
  if (RE2::FullMatch(folded, kStamp, &year, &month, &day, &hour, &minute, &second) && !hour.empty()) {
    return fmt::format("{:04}-{:02}-{:02}T{}:{}:{}", year, month, day, hour, minute, second);
  }
  if (year > 0 || RE2::FullMatch(folded, kDate, &year, &month, &day)) {
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
  }
  return "";
}

// ≥ with nothing behind it.
bool is_bare_sign(std::string_view raw) {
  static const RE2 kSign("[<>=≥≤]+");
  return RE2::FullMatch(fold(raw), kSign);
}

class FormNormalizer {
 public:
  FormNormalizer(const recognize::Form& form, std::optional<int> document_year, Diagnostics& diagnostics)
      : form_(form), diagnostics_(diagnostics) {
    facts_.fiscal_year = form.year > 0 ? std::optional(form.year) : document_year;
  }

  FormFacts read() {
    facts_.kind = form_.kind;
    facts_.title = form_.title;
    facts_.first_page = form_.first_page;
    facts_.last_page = form_.last_page;
    read_names();
    for (const recognize::FormFund& fund : form_.funds) read_fund(fund);
    for (const recognize::FormTask& task : form_.tasks) read_task(task);
    scored_only_ = !form_.indicators.empty() && std::all_of(form_.indicators.begin(), form_.indicators.end(), [](const auto& indicator) {
      return indicator.value.empty() && !indicator.score.empty();
    });
    for (const recognize::FormIndicator& indicator : form_.indicators) read_indicator(indicator);
    if (scored_only_) {
      report(form_.indicators.front().place.page, "form.value_missing",
             fmt::format("the {} indicators of \"{}\" have scores, but no targets", form_.indicators.size(), name()));
    }
    return std::move(facts_);
  }

 private:
  void report(int page, const char* code, const std::string& message) {
    diagnostics_.push_back({Severity::Warning, page, code, message});
  }

  void read_names() {
    for (const recognize::FormField& field : form_.fields) {
      facts_.fields.push_back({field.place, field.section, field.label, field.value});
      read_role(field.role, field.value);
    }
    if (facts_.project_name.empty() && !form_.project.empty()) read_title_name();
  }

  void read_role(const std::string& role, const std::string& value) {
    const auto set = [](std::string& target, const std::string& text) {
      if (target.empty()) target = text;
    };
    if (role == "project_name") {
      const CodedName project = split_code_and_name(value);
      const bool coded = project.code.size() == kProjectCodeLength;
      set(facts_.project_name, coded ? project.name : without_space(value));
      if (coded) set(facts_.project_code, project.code);
    } else if (role == "project_code") {
      set(facts_.project_code, without_space(value));
    } else if (role == "department" || role == "whole_unit") {
      const CodedName agency = split_agency(value);
      set(facts_.department_name, agency.name);
      set(facts_.department_code, agency.code);
    } else if (role == "department_code") {
      set(facts_.department_code, without_space(value));
    } else if (role == "agency") {
      set(facts_.unit_name, split_agency(value).name);
    } else if (role == "attribute") {
      set(facts_.attribute, value);
    } else if (role == "term") {
      set(facts_.term, value);
    } else if (role == "filled_at") {
      set(facts_.filled_at, iso_time(value));
    }
  }

  // 301008_泉州市…分局_巡逻经费: code and unit before the project's name.
  void read_title_name() {
    static const RE2 kUnit(R"(^\d{3,9}_([^_]+)_(.+)$)");
    const std::string name = without_space(form_.project);
    if (!RE2::FullMatch(name, kUnit, &facts_.unit_name, &facts_.project_name)) facts_.project_name = name;
  }

  std::optional<Money> read_money(const std::string& raw, const std::string& unit, const std::string& what, int page) {
    const AmountReading reading = parse_amount(raw, unit);
    if (const Money* money = std::get_if<Money>(&reading)) return *money;
    if (const Unreadable* why = std::get_if<Unreadable>(&reading)) {
      const char* code = why->reason == kNoUnit ? "amount.no_unit" : "amount.unreadable";
      report(page, code, fmt::format("{} of the form \"{}\": \"{}\" {}", what, name(), raw, why->reason));
    }
    return std::nullopt;
  }

  std::string name() const { return facts_.project_name.empty() ? form_.title : facts_.project_name; }

  void read_fund(const recognize::FormFund& fund) {
    const auto money = read_money(fund.raw, fund.unit, fund.label, fund.place.page);
    if (money) facts_.funds.push_back({fund.place, fund.section, fund.phase, fund.source, fund.label, fund.raw, *money});
  }

  void read_task(const recognize::FormTask& task) {
    const auto money = [&](const std::string& raw) {
      return raw.empty() ? std::nullopt : read_money(raw, task.unit, task.name, task.place.page);
    };
    facts_.tasks.push_back({task.place, task.name, task.content, money(task.total), money(task.appropriation),
                            money(task.other)});
  }

  void read_indicator(const recognize::FormIndicator& printed) {
    const IndicatorText text{printed.level3, printed.value, printed.op, printed.unit, facts_.fiscal_year.value_or(0), false};
    const auto pairs = split_indicator(text);
    if (pairs.empty()) {
      add_indicator(printed, text);
      return;
    }
    for (const auto& [part_name, part_value] : pairs) {
      recognize::FormIndicator part = printed;
      part.level3 = part_name;
      part.inferred.emplace_back("split");
      add_indicator(part, {part_name, part_value, printed.op, printed.unit, text.fiscal_year, false});
    }
  }

  void add_indicator(const recognize::FormIndicator& printed, const IndicatorText& text) {
    const int page = printed.place.page;
    Indicator fact{printed.place, printed.section, printed.level1, printed.level2, printed.level3,
                   parse_indicator_value(text), {}, {}, printed.actual, printed.reason, printed.inferred};
    fact.inferred.insert(fact.inferred.end(), fact.target.inferred.begin(), fact.target.inferred.end());
    for (Diagnostic diagnostic : fact.target.diagnostics) {
      diagnostic.page = page;
      diagnostics_.push_back(std::move(diagnostic));
    }
    if (!scored_only_ && (fact.target.raw.empty() || is_bare_sign(fact.target.raw))) {
      report(page, "form.value_missing", fmt::format("the indicator \"{}\" of \"{}\" has no target", fact.level3, name()));
    }
    if (is_share_above_whole(fact)) {
      report(page, "form.share_above_whole",
             fmt::format("\"{}\" of \"{}\" is {}, more than the whole", fact.level3, name(), fact.target.raw));
    }
    fact.weight = read_number(printed.weight, "weight", page);
    fact.score = read_number(printed.score, "score", page);
    facts_.indicators.push_back(std::move(fact));
  }

  // Of what is a part by its name. 完成率 and the like may pass the plan.
  static bool is_share_above_whole(const Indicator& fact) {
    static const RE2 kShare(R"((占比|比重|满意度|满意率|合格率|达标率|覆盖率|及时率|准确率)(\(%?\))?$)");
    return fact.target.kind == ValueKind::Percent && fact.target.value && to_double(*fact.target.value) > 100 &&
           RE2::PartialMatch(without_space(fold(fact.level3)), kShare);
  }

  std::optional<Decimal> read_number(const std::string& text, const char* what, int page) {
    static const RE2 kNothing(R"(-*|/|—+|无)");
    static const RE2 kNumber(R"((\d+(?:\.\d+)?)(?:分|%)?)");
    const std::string folded = fold(text);
    std::string number;
    if (RE2::FullMatch(folded, kNothing)) return std::nullopt;
    if (RE2::FullMatch(folded, kNumber, &number)) return parse_decimal(number);
    report(page, "form.number_unreadable", fmt::format("the {} \"{}\" of the form \"{}\" is no number", what, text, name()));
    return std::nullopt;
  }

  const recognize::Form& form_;
  Diagnostics& diagnostics_;
  FormFacts facts_;
  bool scored_only_ = false;  // the indicators have points, and none has a target
};

// Projects -----------------------------------------------------------------------------------------

// Number of characters to change, add or drop, at most `limit` + 1.
size_t edit_distance(const std::u32string& a, const std::u32string& b, size_t limit) {
  if (a.size() > b.size() + limit || b.size() > a.size() + limit) return limit + 1;
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row[b.size()];
}

// Is a form's total the amount of a row, which is printed in a coarser unit?
bool same_amount(const FormFund* total, const ListedProject& project) {
  if (total == nullptr) return false;
  const int64_t tolerance = std::max(total->money.quantum, project.quantum);
  const int64_t difference = total->money.fen - project.fen;
  return std::abs(difference) * 2 <= tolerance || std::abs(difference + project.repeated_fen) * 2 <= tolerance;
}

class ProjectMatcher {
 public:
  ProjectMatcher(Ledger& ledger, std::vector<ListedProject> projects)
      : ledger_(ledger), projects_(std::move(projects)) {}

  void match(FormFacts& form) {
    const std::string key = project_key(form.project_name);
    std::vector<const ListedProject*> found = with_name(key);
    if (found.empty()) found = near_name(form, key);
    if (found.size() > 1) found = of_same_unit_or_amount(form, found);
    if (found.size() == 1) {
      form.listed_name = found.front()->name;
      form.listed_unit = found.front()->unit;
      return;
    }
    if (found.empty()) {
      report(form, Severity::Info, "project.unlisted", "no row of the project table has the name");
    } else {
      report(form, Severity::Warning, "project.ambiguous", "several units have a project of the name");
    }
  }

 private:
  void report(const FormFacts& form, Severity severity, const char* code, const std::string& what) {
    ledger_.diagnostics.push_back({severity, form.first_page, code, fmt::format("{} \"{}\"", what, form.project_name)});
  }

  std::vector<const ListedProject*> with_name(const std::string& key) const {
    std::vector<const ListedProject*> found;
    for (const ListedProject& project : projects_) {
      if (project.key == key) found.push_back(&project);
    }
    return found;
  }

  std::vector<const ListedProject*> near_name(const FormFacts& form, const std::string& key) {
    constexpr size_t kNear = 2;       // characters: a slip of the pen or of the OCR
    constexpr size_t kShortest = 6;   // shorter names are different names when two characters differ
    const std::u32string name = decode_utf8(key);
    std::vector<const ListedProject*> found;
    for (const ListedProject& project : projects_) {
      const std::u32string other = decode_utf8(project.key);
      const bool near = name.size() >= kShortest && edit_distance(name, other, kNear) <= kNear;
      if (near && same_amount(yearly_total(form), project)) found.push_back(&project);
    }
    if (found.size() == 1) {
      report(form, Severity::Warning, "project.near_match",
             fmt::format("the project table prints \"{}\" with the amount of", found.front()->name));
    }
    return found;
  }

  static std::vector<const ListedProject*> of_same_unit_or_amount(const FormFacts& form,
                                                                  const std::vector<const ListedProject*>& candidates) {
    std::vector<const ListedProject*> found;
    const std::string unit = project_key(form.unit_name);
    for (const ListedProject* project : candidates) {
      if (!unit.empty() && project_key(project->unit) == unit) found.push_back(project);
    }
    if (found.size() == 1) return found;
    found.clear();
    for (const ListedProject* project : candidates) {
      if (same_amount(yearly_total(form), *project)) found.push_back(project);
    }
    return found.size() == 1 ? found : candidates;
  }

  Ledger& ledger_;
  std::vector<ListedProject> projects_;
};

}  // namespace

std::string project_key(const std::string& name) {
  static const std::array<std::pair<std::string_view, char>, 6> kBrackets{
      {{"〔", '('}, {"【", '('}, {"[", '('}, {"〕", ')'}, {"】", ')'}, {"]", ')'}}};
  std::string key = fold(name);
  for (const auto& [bracket, plain] : kBrackets) {
    for (size_t at = key.find(bracket); at != std::string::npos; at = key.find(bracket)) {
      key.replace(at, bracket.size(), 1, plain);
    }
  }
  return key;
}

std::vector<ListedProject> listed_projects(const Ledger& ledger, const std::vector<recognize::Table>& tables,
                                           std::string_view kind) {
  std::map<std::pair<int, int>, const AmountFact*> totals;  // by table and row: the cell over all funds
  for (const AmountFact& fact : ledger.amounts) {
    const bool project = tables[static_cast<size_t>(fact.table)].kind == kind &&
                         fact.row_kind == recognize::RowKind::Item && !fact.memo && !fact.item_name.empty();
    if (!project || fact.dimensions.phase == "prior" || fact.dimensions.phase == "change") continue;
    const AmountFact*& total = totals[{fact.table, fact.row}];
    const bool broader = total == nullptr || (total->dimensions.fund != "all" && fact.dimensions.fund == "all");
    if (broader) total = &fact;
  }
  std::vector<ListedProject> projects;
  std::map<std::pair<std::string, std::string>, size_t> known;  // by key and unit
  std::pair<int, int> above;                                    // place of the row before
  for (const auto& [place, fact] : totals) {
    const std::string key = project_key(fact->item_name);
    const bool below = place == std::pair(above.first, above.second + 1);
    const AmountFact* before = below ? totals[above] : nullptr;
    above = place;
    const auto [at, is_new] = known.try_emplace({key, fact->unit_name}, projects.size());
    if (is_new) {
      projects.push_back({fact->item_name, key, fact->unit_name, fact->money.fen, 0, fact->money.quantum});
      continue;
    }
    ListedProject& same = projects[at->second];
    same.fen += fact->money.fen;
    const bool repeats = before != nullptr && before->money.fen == fact->money.fen &&
                         before->unit_name == fact->unit_name && project_key(before->item_name) == key;
    if (repeats) same.repeated_fen += fact->money.fen;
    if (!repeats) ++same.rows;
  }
  return projects;
}

FormFacts read_form_facts(const recognize::Form& form, std::optional<int> document_year, Diagnostics& diagnostics) {
  return FormNormalizer(form, document_year, diagnostics).read();
}

void match_projects(Ledger& ledger, const std::vector<recognize::Table>& tables) {
  std::vector<ListedProject> projects = listed_projects(ledger, tables);
  if (projects.empty()) return;
  ProjectMatcher matcher(ledger, std::move(projects));
  for (FormFacts& form : ledger.forms) {
    if (form.kind != "unit_target" && !form.project_name.empty()) matcher.match(form);
  }
}

const FormFund* yearly_total(const FormFacts& form) {
  for (const char* section : {"annual", "", "implementation"}) {
    for (const FormFund& fund : form.funds) {
      if (fund.source == "total" && fund.phase == "approved" && fund.section == section) return &fund;
    }
  }
  return nullptr;
}

}  // namespace gongkai::normalize
