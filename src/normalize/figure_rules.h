// How running text speaks of money: the phrases of schemas/figures.toml, compiled.
//
// All patterns are RE2 and see folded text (figure_passage.h): half width, no white space, "，"
// between clauses.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/pattern_set.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

struct FigureHeadingRule {
  std::shared_ptr<RE2> match;  // the beginning of a line
  int level = 0;               // 0 第三部分, 1 一、, 2 （一）, 3 1., 4 (1), 5 ①
};

// A subject, told by the phrase that ends before the number.
struct FigureSubjectRule {
  std::string name;            // as stored in figure.subject
  std::shared_ptr<RE2> match;  // group 1 is the phrase; behind it only neutral words, then the end
  recognize::Dimensions set;
  std::string code_system, code;
  bool total = false;  // a whole in its own right: ends a list of parts
  bool line = false;  // one line of the budget: what plain 预算 or 支出决算 behind it speak of
  bool weak = false;  // speaks of the whole unless a line is being spoken of
  bool by_fund = false;  // a fund in the phrase (一般公共预算基本支出) becomes part of the name
};

struct FigureFundRule {
  std::shared_ptr<RE2> match;
  std::string fund;
  std::string name;  // put before the subject's
};

// What a number says about its subject, told by the text before and behind it; first hit wins.
struct FigureMeasureRule {
  std::string name;
  std::string of;               // "money" or "percent"
  bool accounts_only = false;   // in final accounts only
  std::shared_ptr<RE2> before;  // null: anything
  std::shared_ptr<RE2> behind;
};

struct FigureRules {
  std::vector<FigureHeadingRule> headings;
  std::vector<FigureSubjectRule> subjects;
  std::shared_ptr<PatternSet> phrases;  // of all subjects, by their index: one pass over a clause tells
                                      //   the few that it may be about
  std::vector<FigureFundRule> funds;
  std::vector<FigureMeasureRule> measures;
  std::shared_ptr<RE2> page_number;   // a line that is nothing else
  std::shared_ptr<RE2> list_mark;     // 1. （一） ① 一是 at the beginning of a clause
  std::shared_ptr<RE2> neutral;       // a clause that names no subject
  std::shared_ptr<RE2> neutral_tail;  // such words at the end of a clause
  std::shared_ptr<RE2> lead_in;       // words before a subject that leave it what it is
  std::shared_ptr<RE2> parts;         // 其中, 包括: parts of the subject follow
  std::shared_ptr<RE2> usage;         // 用于: what it is spent on
  std::shared_ptr<RE2> reason;        // 原因: why it changed
  std::shared_ptr<RE2> comparison;    // 比上年 …: from here on no subject
  std::shared_ptr<RE2> share;         // 占…
  std::shared_ptr<RE2> completion;    // 完成预算的 …
  std::shared_ptr<RE2> same;          // 持平; group 1 is what it is compared with
  std::shared_ptr<PatternSet> has_same;  // tells the few texts in which `same` is worth looking for
  std::shared_ptr<RE2> change;        // 增加 …, at the end of a clause
  std::shared_ptr<RE2> decrease;      // among them, those that make it less
  std::shared_ptr<RE2> last_year;     // 上年, 去年
  std::shared_ptr<RE2> prior;         // 上年预算数: the number is of that year
  std::shared_ptr<RE2> budget_base;   // a budget of the same year, as the base of a comparison
};

// The rules that are compiled in. Throws recognize::SchemaError (a fault of the build).
const FigureRules& built_in_figure_rules();

// `name` is the file's path below schemas/, for messages. Throws recognize::SchemaError with line
// and column.
FigureRules parse_figure_rules(std::string_view name, std::string_view text);

}  // namespace gongkai::normalize
