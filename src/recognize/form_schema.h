// The layouts of performance forms as data, read from schemas/forms/*.toml.
//
//   schemas/forms/vocabulary.toml   words that mean the same in every form
//   schemas/forms/FAMILY.toml       how one family of layouts is told, and the words that it alone
//                                   uses, or uses in its own way: they are tried first
//
// Patterns are RE2 and match folded text (base/text.h), without a colon at its end.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/pattern.h"
#include "recognize/rule_list.h"

namespace gongkai::recognize {

class SchemaReader;

// A printed label and what its text is. Roles: project_name, project_code, department (主管部门), department_code,
// agency (实施单位), whole_unit (部门名称 of a whole unit's form), attribute, term, filled_at; goal;
// note (a label that needs no text, like 执行率分值（10）); sign_off; "" for any other label.
struct FormFieldRule {
  std::shared_ptr<RE2> match;
  std::string role;
  std::string section;  // "implementation", "annual", ""
};

// What a label or heading says about an amount. Empty members say nothing.
struct FundMeaning {
  std::string source;   // vocabulary of form_fund.source
  std::string section;
  std::string phase;    // "approved", "adjusted", "executed", "change"; "none": no amount at all
                        //   (分值), "rate": 执行率, "score": its 得分, "text": money of no
                        //   phase or source (全年预计执行数, 其中：政府采购), which is kept as a text
};
struct FormFundRule {
  std::shared_ptr<RE2> match;
  FundMeaning meaning;
};

enum class FormColumnRole {
  Level1,
  Level2,
  Name,        // 三级指标, 指标名称
  Packed,      // 产出指标, 三级指标及指标值: names and targets in one text
  Glued,       // 绩效指标: names with their levels in one text, or whole lists of indicators
  Operator,    // 指标性质: ≥ ≤ = 定性
  Value,
  Unit,
  Weight,
  Actual,      // 实际完成值
  Score,
  Reason,      // 偏差原因
  Remark,      // whatever else stands in a row
  Project,     // from here on: columns of lists of projects
  Agency,
  AgencyCode,
  Goal,
  Fund,
  Serial,
};
struct FormHeadingRule {
  std::shared_ptr<RE2> match;
  FormColumnRole role = FormColumnRole::Remark;
  std::string section;
};

// A label beside several rows, and what stands in them: "funds", "tasks", "indicators", "" (rows
// with labels of their own).
struct FormBlockRule {
  std::shared_ptr<RE2> match;
  std::string holds;
  std::string section;
};

// A column of a task list: "name", "content", "total", "appropriation", "other", "field".
struct TaskHeadingRule {
  std::shared_ptr<RE2> match;
  std::string holds;
};

// A word of the indicator tree.
struct LevelRule {
  std::shared_ptr<RE2> match;
  std::string word;   // 数量指标
  std::string under;  // 产出指标; "" for a first level
  bool either = false;  // a first level in newer forms: 成本指标

  bool is_first() const { return under.empty() || either; }
  bool is_second() const { return !under.empty(); }
};

struct FormTitleRule {
  std::shared_ptr<RE2> match;
  std::string kind;  // "project_target", "unit_target", "self_evaluation"
};

struct FormVocabulary {
  RuleList<FormTitleRule> titles;
  RuleList<FormFieldRule> fields;
  RuleList<FormFundRule> funds;
  RuleList<FormHeadingRule> headings;
  RuleList<FormBlockRule> blocks;
  RuleList<TaskHeadingRule> tasks;
  RuleList<LevelRule> levels;
};

struct FormFamily {
  std::string name;                         // "shandong_policy"
  int priority = 0;                         // where several families fit, the highest wins
  std::shared_ptr<RE2> project_in_title;    // its first group is the project's name; may be null
  std::vector<std::shared_ptr<RE2>> marks;  // each must match a cell or a line of the title
  FormVocabulary own;
};

// A mark of a family: the indices of both.
struct FamilyMark {
  std::shared_ptr<RE2> match;
  size_t family = 0;
  size_t mark = 0;
};

struct FormSchemas {
  FormVocabulary common;
  std::vector<FormFamily> families;
  RuleList<FamilyMark> marks;  // of all families
};

// Adds one file of schemas/forms. Throws SchemaError.
void parse_form_schema(std::string_view name, const SchemaReader& file, FormSchemas& schemas);
RuleList<FamilyMark> marks_of(const std::vector<FormFamily>& families);

// The words of a family, in front of the common ones.
class FormWords {
 public:
  explicit FormWords(const FormVocabulary& common, const FormFamily* family = nullptr)
      : common_(common), family_(family) {}

  const FormTitleRule* title(std::string_view folded) const;
  const FormFieldRule* field(std::string_view folded) const;
  const FormHeadingRule* heading(std::string_view folded) const;
  const FormBlockRule* block(std::string_view folded) const;
  const TaskHeadingRule* task(std::string_view folded) const;
  const LevelRule* level(std::string_view folded) const;
  // The first word that one of these ends or begins with, for texts that glue levels together.
  const LevelRule* leading_level(std::string_view folded, bool first_level) const;
  // Each member by the first rule that says it.
  FundMeaning fund(std::string_view folded) const;

 private:
  const FormVocabulary& common_;
  const FormFamily* family_;
};

}  // namespace gongkai::recognize
