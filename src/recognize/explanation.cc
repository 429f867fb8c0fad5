#include "recognize/explanation.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/pattern.h"
#include "base/text.h"
#include "recognize/form_sheet.h"
#include "recognize/page_layout.h"
#include "recognize/table_header.h"

namespace gongkai::recognize {
namespace {

constexpr int kDraftPriority = 100;  // above all built-in ones: who drafts a schema wants it to be taken

const std::shared_ptr<RE2>* first_match(const std::vector<std::shared_ptr<RE2>>& patterns, const std::string& folded) {
  const auto found =
      std::find_if(patterns.begin(), patterns.end(), [&](const auto& pattern) { return contains(pattern, folded); });
  return found == patterns.end() ? nullptr : &*found;
}

SchemaTrial try_schema(const TableSchema& schema, const JoinedTable& table) {
  SchemaTrial trial{.schema = &schema};
  const std::string title = fold(table.title);
  trial.title_fits = first_match(schema.title, title) != nullptr;
  if (const auto* not_this = first_match(schema.title_not, title)) trial.ruled_out_by = (*not_this)->pattern();
  for (const auto& pattern : schema.headings) {
    const bool found = std::any_of(table.paths.begin(), table.paths.end(), [&](const HeadingPath& path) {
      return std::any_of(path.begin(), path.end(), [&](const HeadingPart& part) { return contains(pattern, part.folded); });
    });
    if (found) ++trial.headings_found;
    if (!found) trial.missing.push_back(pattern->pattern());
  }
  return trial;
}

// 2 for a title that fits and is not ruled out, 1 for one that is, and the share of the headings.
double score_of(const SchemaTrial& trial) {
  const double title = trial.title_fits ? (trial.ruled_out_by.empty() ? 2 : 1) : 0;
  const size_t headings = trial.schema->headings.size();
  return title + (headings == 0 ? 0 : static_cast<double>(trial.headings_found) / static_cast<double>(headings));
}

std::vector<SchemaTrial> try_schemas(const JoinedTable& table, const Schemas& schemas) {
  std::vector<SchemaTrial> trials;
  for (const TableSchema& schema : schemas.tables) {
    SchemaTrial trial = try_schema(schema, table);
    if (score_of(trial) > 0) trials.push_back(std::move(trial));
  }
  std::stable_sort(trials.begin(), trials.end(),
                   [](const SchemaTrial& a, const SchemaTrial& b) { return score_of(a) > score_of(b); });
  return trials;
}

// A title as a pattern that next year's fits too.
std::string title_pattern(const std::string& title) {
  static const RE2 kYear("20[0-9]{2}");
  std::string pattern = RE2::QuoteMeta(fold(title));
  RE2::GlobalReplace(&pattern, kYear, "20[0-9]{2}");
  return pattern;
}

// The schemas, and one without a kind for each title that none knows: under a known title the first row
// is read as headings whatever it says, as it will be once the drafted schema is there.
Schemas with_unknown_titles(const std::vector<JoinedTable>& tables, const Schemas& schemas) {
  Schemas more = schemas;
  for (const JoinedTable& table : tables) {
    if (table.schema != nullptr || table.title.empty()) continue;
    TableSchema stand_in;
    stand_in.title.push_back(compile_pattern("^" + title_pattern(table.title) + "$"));
    more.tables.push_back(std::move(stand_in));
  }
  return more;
}

TableExplanation explain(JoinedTable table, const Schemas& schemas) {
  TableExplanation explanation;
  explanation.columns = read_columns(table, schemas, explanation.diagnostics);
  explanation.trials = try_schemas(table, schemas);
  for (const HeadingPath& path : table.paths)
    explanation.known.push_back(!path.empty() && is_heading_word(schemas, path.back().folded));
  explanation.table = std::move(table);
  return explanation;
}

}  // namespace

std::vector<TableExplanation> explain_tables(const extract::Document& document, const Schemas& schemas, int page) {
  Diagnostics ignored;  // of other pages too; `show` prints those of a page
  const std::vector<PageLayout> layouts = lay_out(document, ignored);
  const FormSheets forms = find_form_sheets(layouts, schemas.forms);
  const auto tables = [&](const Schemas& by) { return join_tables(layouts, by, ignored, forms.grids).tables; };
  std::vector<JoinedTable> joined = tables(schemas);
  if (const Schemas more = with_unknown_titles(joined, schemas); more.tables.size() > schemas.tables.size()) {
    joined = tables(more);
    for (JoinedTable& table : joined) {  // a schema that stands in for the one to be written is none
      if (table.schema == nullptr) continue;
      const auto index = static_cast<size_t>(table.schema - more.tables.data());
      table.schema = index < schemas.tables.size() ? &schemas.tables[index] : nullptr;
    }
  }
  std::vector<TableExplanation> result;
  for (JoinedTable& table : joined) {
    if (page >= table.first_page && page <= table.last_page) result.push_back(explain(std::move(table), schemas));
  }
  return result;
}

std::string draft_schema(const TableExplanation& explanation) {
  std::string kinds;
  for (const SchemaTrial& trial : explanation.trials) kinds += (kinds.empty() ? "" : ", ") + trial.schema->kind;
  std::string draft = fmt::format(
      "# What is drafted from a page is a beginning: choose the kind (gongkai schema list), look at the roles.\n"
      "kind = \"\"  # {}\npriority = {}\ntitle = ['^{}$']\n[set]\ndirection = \"expenditure\"\n",
      kinds.empty() ? "no kind's title or headings come near" : "comes near: " + kinds, kDraftPriority,
      title_pattern(explanation.table.title));
  const auto& columns = explanation.columns;
  bool named = std::any_of(columns.begin(), columns.end(), [](const Column& column) {
    return column.role == ColumnRole::Name || column.role == ColumnRole::ProjectName || column.role == ColumnRole::UnitName;
  });
  for (size_t c = 0; c < columns.size(); ++c) {
    const HeadingPath& path = explanation.table.paths[c];
    if (path.empty() || explanation.known[c]) continue;
    const bool names = columns[c].role == ColumnRole::Text && !named;  // the first column of words
    named = named || names;
    draft += fmt::format("\n[[heading]]\nmatch = '^{}$'\nrole = \"{}\"\n", RE2::QuoteMeta(path.back().folded),
                         name_of(names ? ColumnRole::Name : columns[c].role));
  }
  return draft;
}

}  // namespace gongkai::recognize
