#include "recognize/form_schema.h"

#include <array>
#include <utility>

#include "base/pattern.h"
#include "recognize/schema_reader.h"

namespace gongkai::recognize {
namespace {

const Words kSections{"implementation", "annual"};
const Words kFieldRoles{"project_name", "project_code", "department", "department_code", "agency", "whole_unit",
                        "attribute",    "term",       "filled_at",       "goal",   "note",
                        "sign_off"};
const Words kSources{"total",         "central",    "provincial",       "municipal",  "local",
                     "county",        "appropriation", "general_public", "government_fund",
                     "state_capital", "social_insurance", "fiscal_account", "unit_funds",
                     "self_raised",   "carryover",  "other",            "basic",      "project"};
const Words kPhases{"approved", "adjusted", "executed", "change", "none", "rate", "score", "text"};
const Words kBlocks{"funds", "tasks", "indicators"};
const Words kTaskColumns{"name", "content", "total", "appropriation", "other", "field"};
const Words kKinds{"project_target", "unit_target", "self_evaluation"};

constexpr std::array<std::pair<std::string_view, FormColumnRole>, 19> kColumns{
    {{"level1", FormColumnRole::Level1},
     {"level2", FormColumnRole::Level2},
     {"name", FormColumnRole::Name},
     {"packed", FormColumnRole::Packed},
     {"glued", FormColumnRole::Glued},
     {"operator", FormColumnRole::Operator},
     {"value", FormColumnRole::Value},
     {"unit", FormColumnRole::Unit},
     {"weight", FormColumnRole::Weight},
     {"actual", FormColumnRole::Actual},
     {"score", FormColumnRole::Score},
     {"reason", FormColumnRole::Reason},
     {"remark", FormColumnRole::Remark},
     {"project", FormColumnRole::Project},
     {"agency", FormColumnRole::Agency},
     {"agency_code", FormColumnRole::AgencyCode},
     {"goal", FormColumnRole::Goal},
     {"fund", FormColumnRole::Fund},
     {"serial", FormColumnRole::Serial}}};

FormColumnRole column_role(const SchemaReader& rule) {
  const std::string value = rule.text("role");
  for (const auto& [name, role] : kColumns) {
    if (name == value) return role;
  }
  rule.fail("role", fmt::format("\"{}\" is no role of a form's column", value));
}

// The rules of a file's [[name]] sections.
template <typename Rule, typename Read>
RuleList<Rule> read_rules(const SchemaReader& file, std::string_view name, const Read& read) {
  std::vector<Rule> rules;
  file.for_each(name, [&](const SchemaReader& rule) { rules.push_back(read(rule)); });
  return RuleList<Rule>(std::move(rules));
}

FormTitleRule title_rule(const SchemaReader& rule) {
  rule.allow_only({"match", "kind"});
  return {rule.pattern("match"), rule.word("kind", kKinds)};
}

FormFieldRule field_rule(const SchemaReader& rule) {
  rule.allow_only({"match", "role", "section"});
  return {rule.pattern("match"), rule.word("role", kFieldRoles), rule.word("section", kSections)};
}

FormFundRule fund_rule(const SchemaReader& rule) {
  rule.allow_only({"match", "source", "section", "phase"});
  return {rule.pattern("match"),
          {rule.word("source", kSources), rule.word("section", kSections), rule.word("phase", kPhases)}};
}

FormHeadingRule heading_rule(const SchemaReader& rule) {
  rule.allow_only({"match", "role", "section"});
  return {rule.pattern("match"), column_role(rule), rule.word("section", kSections)};
}

FormBlockRule block_rule(const SchemaReader& rule) {
  rule.allow_only({"match", "holds", "section"});
  return {rule.pattern("match"), rule.word("holds", kBlocks), rule.word("section", kSections)};
}

TaskHeadingRule task_rule(const SchemaReader& rule) {
  rule.allow_only({"match", "holds"});
  return {rule.pattern("match"), rule.word("holds", kTaskColumns)};
}

LevelRule level_rule(const SchemaReader& rule) {
  rule.allow_only({"match", "word", "under", "either"});
  LevelRule level{rule.pattern("match"), rule.text("word"), rule.text("under"), rule.flag("either")};
  if (level.word.empty()) rule.fail("word", "word is missing");
  return level;
}

FormVocabulary read_vocabulary(const SchemaReader& file) {
  return {read_rules<FormTitleRule>(file, "title", title_rule),
          read_rules<FormFieldRule>(file, "field", field_rule),
          read_rules<FormFundRule>(file, "fund", fund_rule),
          read_rules<FormHeadingRule>(file, "heading", heading_rule),
          read_rules<FormBlockRule>(file, "block", block_rule),
          read_rules<TaskHeadingRule>(file, "task", task_rule),
          read_rules<LevelRule>(file, "level", level_rule)};
}

// The first rule, of the family's and then of the common ones, that matches.
template <typename Rule>
const Rule* first_match(const RuleList<Rule>* own, const RuleList<Rule>& common, std::string_view folded) {
  const Rule* rule = own == nullptr ? nullptr : own->first_match(folded);
  return rule != nullptr ? rule : common.first_match(folded);
}

}  // namespace

void parse_form_schema(std::string_view name, const SchemaReader& file, FormSchemas& schemas) {
  if (name == "forms/vocabulary.toml") {
    file.allow_only({"title", "field", "fund", "heading", "block", "task", "level"});
    schemas.common = read_vocabulary(file);
    return;
  }
  file.allow_only({"family", "priority", "project_in_title", "marks", "title", "field", "fund", "heading", "block", "task", "level"});
  FormFamily family;
  family.name = file.text("family");
  if (family.name.empty()) file.fail("family", "family is missing");
  family.priority = file.integer("priority");
  if (!file.text("project_in_title").empty()) {
    family.project_in_title = file.pattern("project_in_title");
    if (family.project_in_title->NumberOfCapturingGroups() != 1) {
      file.fail("project_in_title", "project_in_title needs one group, the project's name");
    }
  }
  family.marks = file.patterns("marks");
  if (family.marks.empty()) file.fail("marks", "a family needs marks to be told by");
  family.own = read_vocabulary(file);
  schemas.families.push_back(std::move(family));
}

RuleList<FamilyMark> marks_of(const std::vector<FormFamily>& families) {
  std::vector<FamilyMark> marks;
  for (size_t family = 0; family < families.size(); ++family) {
    for (size_t mark = 0; mark < families[family].marks.size(); ++mark) {
      marks.push_back({families[family].marks[mark], family, mark});
    }
  }
  return RuleList<FamilyMark>(std::move(marks));
}

const FormTitleRule* FormWords::title(std::string_view folded) const {
  return first_match(family_ ? &family_->own.titles : nullptr, common_.titles, folded);
}
const FormFieldRule* FormWords::field(std::string_view folded) const {
  return first_match(family_ ? &family_->own.fields : nullptr, common_.fields, folded);
}
const FormHeadingRule* FormWords::heading(std::string_view folded) const {
  return first_match(family_ ? &family_->own.headings : nullptr, common_.headings, folded);
}
const FormBlockRule* FormWords::block(std::string_view folded) const {
  return first_match(family_ ? &family_->own.blocks : nullptr, common_.blocks, folded);
}
const TaskHeadingRule* FormWords::task(std::string_view folded) const {
  return first_match(family_ ? &family_->own.tasks : nullptr, common_.tasks, folded);
}
const LevelRule* FormWords::level(std::string_view folded) const {
  return first_match(family_ ? &family_->own.levels : nullptr, common_.levels, folded);
}

const LevelRule* FormWords::leading_level(std::string_view folded, bool first_level) const {
  const LevelRule* best = nullptr;  // the longest: 经济效益指标 before 经济效益
  for (const RuleList<LevelRule>* list : {family_ ? &family_->own.levels : nullptr, &common_.levels}) {
    if (list == nullptr) continue;
    for (const LevelRule& rule : list->rules()) {
      if (!(first_level ? rule.is_first() : rule.is_second())) continue;
      if (folded.starts_with(rule.word) && (best == nullptr || rule.word.size() > best->word.size())) {
        best = &rule;
      }
    }
  }
  return best;
}

FundMeaning FormWords::fund(std::string_view folded) const {
  FundMeaning meaning;
  for (const RuleList<FormFundRule>* list : {family_ ? &family_->own.funds : nullptr, &common_.funds}) {
    if (list == nullptr) continue;
    list->for_each_match(folded, [&](const FormFundRule& rule) {
      if (meaning.source.empty()) meaning.source = rule.meaning.source;
      if (meaning.section.empty()) meaning.section = rule.meaning.section;
      if (meaning.phase.empty()) meaning.phase = rule.meaning.phase;
    });
  }
  return meaning;
}

}  // namespace gongkai::recognize
