#include "normalize/figure_rules.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <string>

#include "embedded/figure_schema.h"
#include "recognize/schema_reader.h"

namespace gongkai::normalize {
namespace {

using recognize::SchemaError;
using recognize::SchemaReader;
using recognize::Words;

const Words kDirections{"revenue", "expenditure"};
const Words kFunds{"all",           "appropriation",    "general_public", "government_fund",
                   "state_capital", "social_insurance", "fiscal_account", "unit_funds",
                   "institutional", "business",         "superior",       "subordinate",
                   "other"};
const Words kSpendTypes{"all",     "basic",    "personnel", "operating",
                        "project", "remitted", "business",  "subsidy"};
const Words kTimings{"all", "current", "carryover", "closing"};
const Words kKinds{"money", "percent"};

using Pattern = std::shared_ptr<RE2>;

// Words that stand between a subject and its number.
std::string repeated(const Pattern& words) { return "(?:" + words->pattern() + ")*"; }

Pattern optional_pattern(const SchemaReader& rule, std::string_view key) {
  return rule.text(key).empty() ? nullptr : rule.pattern(key);
}

void parse_words(const SchemaReader& words, FigureRules& rules) {
  words.allow_only({"page_number", "list_mark", "neutral", "lead_in", "parts", "usage", "reason",
                    "comparison", "share", "completion", "same", "change", "decrease", "last_year",
                    "prior", "budget_base"});
  rules.page_number = words.pattern("page_number");
  rules.list_mark = words.pattern("list_mark");
  const std::string neutral = repeated(words.pattern("neutral"));
  rules.neutral = compile_pattern("^" + neutral + "$");
  rules.neutral_tail = compile_pattern(neutral + "$");
  rules.lead_in = compile_pattern("^" + repeated(words.pattern("lead_in")) + "$");
  rules.parts = words.pattern("parts");
  rules.usage = words.pattern("usage");
  rules.reason = words.pattern("reason");
  rules.comparison = words.pattern("comparison");
  rules.share = words.pattern("share");
  rules.completion = words.pattern("completion");
  rules.same = words.pattern("same");
  rules.has_same = std::make_shared<PatternSet>(std::vector{rules.same});
  rules.change = compile_pattern("(?:" + words.pattern("change")->pattern() + ")+$");
  rules.decrease = words.pattern("decrease");
  rules.last_year = words.pattern("last_year");
  rules.prior = words.pattern("prior");
  rules.budget_base = words.pattern("budget_base");
}

FigureSubjectRule parse_subject(const SchemaReader& rule, const std::string& neutral,
                                std::vector<std::shared_ptr<RE2>>& phrases) {
  rule.allow_only({"name", "match", "set", "total", "line", "weak", "by_fund"});
  FigureSubjectRule subject;
  subject.name = rule.text("name");
  if (subject.name.empty()) rule.fail("name", "name is missing");
  phrases.push_back(rule.pattern("match"));
  subject.match = compile_pattern("(" + phrases.back()->pattern() + ")" + neutral + "$");
  rule.with("set", [&](const SchemaReader& set) {
    set.allow_only({"direction", "fund", "spend_type", "timing", "code_system", "code"});
    subject.set.direction = set.word("direction", kDirections);
    subject.set.fund = set.word("fund", kFunds);
    subject.set.spend_type = set.word("spend_type", kSpendTypes);
    subject.set.timing = set.word("timing", kTimings);
    subject.code_system = set.text("code_system");
    subject.code = set.text("code");
  });
  subject.total = rule.flag("total");
  subject.line = rule.flag("line");
  subject.weak = rule.flag("weak");
  subject.by_fund = rule.flag("by_fund");
  return subject;
}

FigureMeasureRule parse_measure(const SchemaReader& rule) {
  rule.allow_only({"name", "of", "accounts_only", "before", "behind"});
  FigureMeasureRule measure{rule.text("name"), rule.word("of", kKinds), rule.flag("accounts_only"),
                            optional_pattern(rule, "before"), optional_pattern(rule, "behind")};
  if (measure.name.empty() || measure.of.empty()) rule.fail("name", "name and of are needed");
  return measure;
}

}  // namespace

FigureRules parse_figure_rules(std::string_view name, std::string_view text) {
  const toml::table root = recognize::parse_toml(name, text);
  const SchemaReader file(name, root);
  file.allow_only({"heading", "words", "fund", "measure", "subject"});
  if (!root.contains("words"))
    throw SchemaError(fmt::format("schemas/{}: [words] is missing", name));
  FigureRules rules;
  std::string neutral;
  file.with("words", [&](const SchemaReader& words) {
    parse_words(words, rules);
    neutral = repeated(words.pattern("neutral"));
  });
  file.for_each("heading", [&](const SchemaReader& rule) {
    rule.allow_only({"level", "match"});
    rules.headings.push_back({rule.pattern("match"), rule.integer("level")});
  });
  file.for_each("fund", [&](const SchemaReader& rule) {
    rule.allow_only({"fund", "name", "match"});
    rules.funds.push_back({rule.pattern("match"), rule.word("fund", kFunds), rule.text("name")});
  });
  file.for_each("measure",
                [&](const SchemaReader& rule) { rules.measures.push_back(parse_measure(rule)); });
  std::vector<std::shared_ptr<RE2>> phrases;
  file.for_each("subject", [&](const SchemaReader& rule) {
    rules.subjects.push_back(parse_subject(rule, neutral, phrases));
  });
  rules.phrases = std::make_shared<PatternSet>(std::move(phrases));
  return rules;
}

const FigureRules& built_in_figure_rules() {
  const embedded::EmbeddedFile& file = embedded::figure_schema.front();
  static const FigureRules rules = parse_figure_rules(file.name, file.text);
  return rules;
}

}  // namespace gongkai::normalize
