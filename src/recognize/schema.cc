#include "recognize/schema.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "base/pattern.h"
#include "base/text.h"
#include "embedded/layout_schemas.h"
#include "recognize/schema_reader.h"

namespace gongkai::recognize {
namespace {

struct Word {
  std::string_view name;
  ColumnRole role;
};
constexpr std::array<Word, 14> kRoles{{{"money", ColumnRole::Money},
                                       {"code", ColumnRole::Code},
                                       {"code_part", ColumnRole::CodePart},
                                       {"name", ColumnRole::Name},
                                       {"unit_code", ColumnRole::UnitCode},
                                       {"unit_name", ColumnRole::UnitName},
                                       {"project_code", ColumnRole::ProjectCode},
                                       {"project_name", ColumnRole::ProjectName},
                                       {"line_number", ColumnRole::LineNumber},
                                       {"count", ColumnRole::Count},
                                       {"percent", ColumnRole::Percent},
                                       {"measure", ColumnRole::Measure},
                                       {"source", ColumnRole::Source},
                                       {"text", ColumnRole::Text}}};

const std::map<std::string_view, Words>& vocabularies() {
  static const std::map<std::string_view, Words> words{
      {"direction", {"revenue", "expenditure"}},
      {"phase", {"approved", "adjusted", "executed", "prior", "change"}},
      {"fund",
       {"all", "appropriation", "general_public", "government_fund", "state_capital",
        "social_insurance", "fiscal_account", "unit_funds", "institutional", "business", "superior",
        "subordinate", "other"}},
      {"spend_type",
       {"all", "basic", "personnel", "operating", "project", "remitted", "business", "subsidy"}},
      {"timing", {"all", "current", "carryover", "closing"}},
      {"system", {"function", "economic_department", "economic_government"}},
      {"three_public",
       {"overseas", "reception", "vehicle", "vehicle_purchase", "vehicle_operation", "total",
        "agency_operation", "meeting", "training"}},
      {"kind", {"total", "subtotal"}},
      {"table",
       {"income_expenditure_summary", "income_summary", "expenditure_summary",
        "appropriation_summary", "appropriation_expenditure", "general_public_expenditure",
        "basic_expenditure", "government_fund_income", "government_fund_expenditure",
        "government_fund", "state_capital", "three_public", "agency_operation",
        "project_expenditure", "project_carryover", "procurement", "service_purchase",
        "project_targets", "other"}}};
  return words;
}

std::string word(const SchemaReader& reader, std::string_view key) {
  return reader.word(key, vocabularies().at(key));
}

Dimensions dimensions(const SchemaReader& reader) {
  return {word(reader, "direction"), word(reader, "phase"), word(reader, "fund"),
          word(reader, "spend_type"), word(reader, "timing")};
}

Meaning meaning(const SchemaReader& reader) {
  return {dimensions(reader), word(reader, "system"), word(reader, "three_public"),
          reader.flag("memo")};
}

ColumnRole role(const SchemaReader& reader) {
  const std::string value = reader.text("role");
  if (value.empty()) return ColumnRole::Unknown;
  const auto* found = std::find_if(kRoles.begin(), kRoles.end(),
                                   [&](const Word& word) { return word.name == value; });
  if (found == kRoles.end()) reader.fail("role", fmt::format("\"{}\" is no role", value));
  return found->role;
}

HeadingRule heading_rule(const SchemaReader& rule, std::vector<std::string> of_kinds) {
  return {rule.pattern("match"), role(rule), meaning(rule), std::move(of_kinds)};
}

std::vector<std::string> kinds(const SchemaReader& reader) {
  std::vector<std::string> values = reader.texts("kinds");
  const Words& known = vocabularies().at("table");
  for (const std::string& value : values) {
    if (std::find(known.begin(), known.end(), value) == known.end()) {
      reader.fail("kinds", fmt::format("\"{}\" is no kind of table", value));
    }
  }
  return values;
}

// The rules of all files, in the order of the files.
struct Rules {
  std::vector<HeadingRule> headings;
  std::vector<RowRule> rows;
  std::vector<TitleRule> titles;
};

void parse_vocabulary(const SchemaReader& file, Rules& rules) {
  file.allow_only({"heading", "row", "title"});
  file.for_each("heading", [&](const SchemaReader& rule) {
    rule.allow_only({"match", "role", "direction", "phase", "fund", "spend_type", "timing", "system",
                     "three_public", "memo", "kinds"});
    rules.headings.push_back(heading_rule(rule, kinds(rule)));
  });
  file.for_each("row", [&](const SchemaReader& rule) {
    rule.allow_only({"match", "kind", "section", "direction", "phase", "fund", "spend_type", "timing",
                     "system", "three_public", "memo", "kinds"});
    rules.rows.push_back({rule.pattern("match"), word(rule, "kind"), rule.flag("section"), meaning(rule),
                          kinds(rule)});
  });
  file.for_each("title", [&](const SchemaReader& rule) {
    rule.allow_only({"match", "direction", "phase", "fund", "spend_type", "timing"});
    rules.titles.push_back({rule.pattern("match"), dimensions(rule)});
  });
}

TableSchema parse_table(const SchemaReader& file, Rules& rules) {
  file.allow_only({"kind", "priority", "title", "title_not", "headings", "direction_by_heading",
                   "code_system", "set", "heading"});
  TableSchema table;
  table.kind = file.word("kind", vocabularies().at("table"));
  if (table.kind.empty()) file.fail("kind", "kind is missing");
  table.priority = file.integer("priority");
  table.title = file.patterns("title");
  table.title_not = file.patterns("title_not");
  table.headings = file.patterns("headings");
  if (table.title.empty() && table.headings.empty()) {
    file.fail("kind", "a table needs title or headings to be told by");
  }
  table.direction_by_heading = file.flag("direction_by_heading");
  table.code_system = file.word("code_system", vocabularies().at("system"));
  file.for_each("heading", [&](const SchemaReader& rule) {
    rule.allow_only({"match", "role", "direction", "phase", "fund", "spend_type", "timing", "system",
                     "three_public", "memo"});
    rules.headings.push_back(heading_rule(rule, {table.kind}));
  });
  file.with("set", [&](const SchemaReader& set) {
    set.allow_only({"direction", "phase", "fund", "spend_type", "timing"});
    table.set = dimensions(set);
  });
  return table;
}

SchemaFiles built_in_files() {
  SchemaFiles files;
  for (const embedded::EmbeddedFile& file : embedded::layout_schemas) {
    files.emplace(file.name, file.text);
  }
  return files;
}

// "schemas/tables/a.toml:1:8: …" to "my-layouts/tables/a.toml:1:8: …" where the file is one of the folder.
std::string with_own_path(const std::string& message, const std::filesystem::path& folder,
                          const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    const std::string shown = fmt::format("schemas/{}:", file);
    if (!message.starts_with(shown)) continue;
    const bool is_in_place = file.find('/') != file.npos || file == "vocabulary.toml";
    return fmt::format("{}:{}{}", (folder / file).string(), message.substr(shown.size()),
                       is_in_place ? "" : fmt::format("; a table's layout belongs into {}", (folder / "tables").string()));
  }
  return message;
}

bool matches_any(const std::vector<std::shared_ptr<RE2>>& patterns, std::string_view text) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::shared_ptr<RE2>& pattern) {
    return RE2::PartialMatch(piece(text), *pattern);
  });
}

}  // namespace

Schemas parse_schemas(const SchemaFiles& files) {
  Schemas schemas;
  Rules rules;
  for (const auto& [name, text] : files) {
    const toml::table root = parse_toml(name, text);
    const SchemaReader file(name, root);
    if (name.starts_with("forms/")) {
      parse_form_schema(name, file, schemas.forms);
    } else if (name.starts_with("tables/")) {
      schemas.tables.push_back(parse_table(file, rules));
    } else {
      parse_vocabulary(file, rules);
    }
  }
  std::stable_sort(schemas.tables.begin(), schemas.tables.end(),
                   [](const TableSchema& a, const TableSchema& b) { return a.priority > b.priority; });
  schemas.forms.marks = marks_of(schemas.forms.families);
  schemas.headings = RuleList<HeadingRule>(std::move(rules.headings));
  schemas.rows = RuleList<RowRule>(std::move(rules.rows));
  schemas.titles = RuleList<TitleRule>(std::move(rules.titles));
  return schemas;
}

bool applies(const std::vector<std::string>& kinds, const TableSchema* schema) {
  return kinds.empty() ||
         (schema != nullptr && std::find(kinds.begin(), kinds.end(), schema->kind) != kinds.end());
}

const Schemas& built_in_schemas() {
  static const Schemas schemas = parse_schemas(built_in_files());
  return schemas;
}

Schemas load_schemas(const std::filesystem::path& folder) {
  SchemaFiles files = built_in_files();
  std::vector<std::string> added;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".toml") continue;
    if (entry.path().filename() == "figures.toml") continue;  // normalize has the one that is compiled in
    std::ifstream stream(entry.path(), std::ios::binary);
    if (!stream) throw SchemaError(fmt::format("{} can't be read; change its permissions", entry.path().string()));
    added.push_back(std::filesystem::relative(entry.path(), folder).generic_string());
    files[added.back()] = std::string(std::istreambuf_iterator<char>(stream), {});
  }
  if (added.empty()) {
    throw SchemaError(fmt::format("{0}: no .toml file is in it; a table's layout belongs into {0}/tables, a form's into "
                                  "{0}/forms", folder.string()));
  }
  try {
    return parse_schemas(files);
  } catch (const SchemaError& e) {
    throw SchemaError(with_own_path(e.what(), folder, added));
  }
}

std::string_view name_of(ColumnRole role) {
  const auto* found = std::find_if(kRoles.begin(), kRoles.end(), [&](const Word& word) { return word.role == role; });
  return found == kRoles.end() ? "unknown" : found->name;
}

const TableSchema* match_title(const Schemas& schemas, std::string_view title) {
  const std::string folded = fold(title);
  for (const TableSchema& table : schemas.tables) {
    if (matches_any(table.title, folded) && !matches_any(table.title_not, folded)) return &table;
  }
  return nullptr;
}

}  // namespace gongkai::recognize
