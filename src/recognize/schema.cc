#include "recognize/schema.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "base/text.h"
#include "embedded/layout_schemas.h"

namespace gongkai::recognize {
namespace {

struct Word {
  std::string_view name;
  ColumnRole role;
};
constexpr std::array<Word, 12> kRoles{{{"money", ColumnRole::Money},
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
                                       {"text", ColumnRole::Text}}};

using Words = std::vector<std::string_view>;
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
        "project_targets"}}};
  return words;
}

// Reads one TOML table; every complaint names the place.
class Reader {
 public:
  Reader(std::string_view file, const toml::table& table) : file_(file), table_(table) {}

  [[noreturn]] void fail(const toml::source_region& at, const std::string& what) const {
    throw SchemaError(fmt::format("schemas/{}:{}:{}: {}", file_, at.begin.line, at.begin.column, what));
  }

  std::string text(std::string_view key) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) return "";
    if (!node->is_string()) fail(node->source(), fmt::format("{} must be a string", key));
    return std::string(node->as_string()->get());
  }

  std::string word(std::string_view key, std::string_view vocabulary) const {
    const std::string value = text(key);
    if (value.empty()) return value;
    const Words& words = vocabularies().at(vocabulary);
    if (std::find(words.begin(), words.end(), value) == words.end()) {
      fail(table_.get(key)->source(), fmt::format("\"{}\" is no {}; known: {}", value, key,
                                                  fmt::join(words, ", ")));
    }
    return value;
  }

  bool flag(std::string_view key) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) return false;
    if (!node->is_boolean()) fail(node->source(), fmt::format("{} must be true or false", key));
    return node->as_boolean()->get();
  }

  int integer(std::string_view key) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) return 0;
    if (!node->is_integer()) fail(node->source(), fmt::format("{} must be a whole number", key));
    return static_cast<int>(node->as_integer()->get());
  }

  std::vector<std::string> texts(std::string_view key) const {
    std::vector<std::string> values;
    const toml::node* node = table_.get(key);
    if (node == nullptr) return values;
    if (!node->is_array()) fail(node->source(), fmt::format("{} must be a list of strings", key));
    for (const toml::node& item : *node->as_array()) {
      if (!item.is_string()) fail(item.source(), fmt::format("{} must be a list of strings", key));
      values.emplace_back(item.as_string()->get());
    }
    return values;
  }

  std::shared_ptr<RE2> pattern(const std::string& pattern, const toml::node* at) const {
    RE2::Options options;
    options.set_log_errors(false);
    auto compiled = std::make_shared<RE2>(pattern, options);
    if (!compiled->ok()) fail(at->source(), fmt::format("\"{}\": {}", pattern, compiled->error()));
    return compiled;
  }

  std::shared_ptr<RE2> pattern(std::string_view key) const {
    const std::string value = text(key);
    if (value.empty()) fail(table_.source(), fmt::format("{} is missing", key));
    return pattern(value, table_.get(key));
  }

  std::vector<std::shared_ptr<RE2>> patterns(std::string_view key) const {
    std::vector<std::shared_ptr<RE2>> result;
    for (const std::string& value : texts(key)) result.push_back(pattern(value, table_.get(key)));
    return result;
  }

  Dimensions dimensions() const {
    return {word("direction", "direction"), word("phase", "phase"), word("fund", "fund"),
            word("spend_type", "spend_type"), word("timing", "timing")};
  }

  Meaning meaning() const {
    return {dimensions(), word("system", "system"), word("three_public", "three_public"),
            flag("memo")};
  }

  ColumnRole role() const {
    const std::string value = text("role");
    if (value.empty()) return ColumnRole::Unknown;
    const auto* found = std::find_if(kRoles.begin(), kRoles.end(),
                                     [&](const Word& word) { return word.name == value; });
    if (found == kRoles.end()) fail(table_.get("role")->source(), fmt::format("\"{}\" is no role", value));
    return found->role;
  }

  std::vector<std::string> kinds() const {
    std::vector<std::string> values = texts("kinds");
    const Words& known = vocabularies().at("table");
    for (const std::string& value : values) {
      if (std::find(known.begin(), known.end(), value) == known.end()) {
        fail(table_.get("kinds")->source(), fmt::format("\"{}\" is no kind of table", value));
      }
    }
    return values;
  }

  void allow_only(std::initializer_list<std::string_view> keys) const {
    for (const auto& [key, node] : table_) {
      if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) {
        fail(node.source(), fmt::format("unknown key \"{}\"", key.str()));
      }
    }
  }

 private:
  std::string_view file_;
  const toml::table& table_;
};

template <typename Visit>
void for_each_rule(std::string_view file, const toml::table& root, std::string_view key, Visit visit) {
  const toml::node* node = root.get(key);
  if (node == nullptr) return;
  if (!node->is_array_of_tables()) {
    Reader(file, root).fail(node->source(), fmt::format("{} must be written as [[{}]]", key, key));
  }
  for (const toml::node& item : *node->as_array()) visit(Reader(file, *item.as_table()));
}

void parse_vocabulary(std::string_view file, const toml::table& root, Schemas& schemas) {
  Reader(file, root).allow_only({"heading", "row", "title"});
  for_each_rule(file, root, "heading", [&](const Reader& rule) {
    rule.allow_only({"match", "role", "direction", "phase", "fund", "spend_type", "timing", "system",
                     "three_public", "memo", "kinds"});
    schemas.headings.push_back({rule.pattern("match"), rule.role(), rule.meaning(), rule.kinds()});
  });
  for_each_rule(file, root, "row", [&](const Reader& rule) {
    rule.allow_only({"match", "kind", "section", "direction", "phase", "fund", "spend_type", "timing",
                     "system", "three_public", "memo", "kinds"});
    schemas.rows.push_back({rule.pattern("match"), rule.word("kind", "kind"), rule.flag("section"),
                            rule.meaning(), rule.kinds()});
  });
  for_each_rule(file, root, "title", [&](const Reader& rule) {
    rule.allow_only({"match", "direction", "phase", "fund", "spend_type", "timing"});
    schemas.titles.push_back({rule.pattern("match"), rule.dimensions()});
  });
}

void parse_table(std::string_view file, const toml::table& root, Schemas& schemas) {
  const Reader reader(file, root);
  reader.allow_only({"kind", "priority", "title", "title_not", "headings", "direction_by_heading",
                     "code_system", "set"});
  TableSchema table;
  table.kind = reader.word("kind", "table");
  if (table.kind.empty()) reader.fail(root.source(), "kind is missing");
  table.priority = reader.integer("priority");
  table.title = reader.patterns("title");
  table.title_not = reader.patterns("title_not");
  table.headings = reader.patterns("headings");
  if (table.title.empty() && table.headings.empty()) {
    reader.fail(root.source(), "a table needs title or headings to be told by");
  }
  table.direction_by_heading = reader.flag("direction_by_heading");
  table.code_system = reader.word("code_system", "system");
  if (const toml::node* set = root.get("set")) {
    if (!set->is_table()) reader.fail(set->source(), "set must be written as [set]");
    const Reader dimensions(file, *set->as_table());
    dimensions.allow_only({"direction", "phase", "fund", "spend_type", "timing"});
    table.set = dimensions.dimensions();
  }
  schemas.tables.push_back(std::move(table));
}

Schemas parse_all(const std::map<std::string, std::string>& files) {
  Schemas schemas;
  for (const auto& [name, text] : files) parse_schema(name, text, schemas);
  std::stable_sort(schemas.tables.begin(), schemas.tables.end(),
                   [](const TableSchema& a, const TableSchema& b) { return a.priority > b.priority; });
  return schemas;
}

std::map<std::string, std::string> built_in_files() {
  std::map<std::string, std::string> files;
  for (const embedded::EmbeddedFile& file : embedded::layout_schemas) {
    files.emplace(file.name, file.text);
  }
  return files;
}

bool matches_any(const std::vector<std::shared_ptr<RE2>>& patterns, std::string_view text) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::shared_ptr<RE2>& pattern) {
    return RE2::PartialMatch({text.data(), text.size()}, *pattern);
  });
}

}  // namespace

void parse_schema(std::string_view name, std::string_view text, Schemas& schemas) {
  toml::table root;
  try {
    root = toml::parse(text, name);
  } catch (const toml::parse_error& error) {
    throw SchemaError(fmt::format("schemas/{}:{}:{}: {}", name, error.source().begin.line,
                                  error.source().begin.column, error.description()));
  }
  if (name.starts_with("tables/")) {
    parse_table(name, root, schemas);
  } else {
    parse_vocabulary(name, root, schemas);
  }
}

const Schemas& built_in_schemas() {
  static const Schemas schemas = parse_all(built_in_files());
  return schemas;
}

Schemas load_schemas(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files = built_in_files();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".toml") continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    files[std::filesystem::relative(entry.path(), folder).generic_string()] =
        std::string(std::istreambuf_iterator<char>(stream), {});
  }
  return parse_all(files);
}

const TableSchema* match_title(const Schemas& schemas, std::string_view title) {
  const std::string folded = fold(title);
  for (const TableSchema& table : schemas.tables) {
    if (matches_any(table.title, folded) && !matches_any(table.title_not, folded)) return &table;
  }
  return nullptr;
}

}  // namespace gongkai::recognize
