#include "store/diff.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gongkai::store {
namespace {

struct FactQuery {
  const char* kind;
  const char* sql;  // of one document
};

constexpr std::array kFactQueries = {
    FactQuery{"document", "SELECT kind, fiscal_year, unit_code, unit_name, region_code FROM document "
                          "WHERE document_id = ?"},
    FactQuery{"table", "SELECT first_page, last_page, kind, printed_no, unit, unit_source, is_empty, row_count, "
                       "column_count, title FROM budget_table WHERE document_id = ?"},
    FactQuery{"amount",
              "SELECT page_no, row_no, col_no, t.kind AS \"table\", direction, phase, fund, spend_type, timing, "
              "row_kind, memo, unit_code, unit_name, code_system, code, function_code, economic_code, "
              "gov_economic_code, item_name, column_label, raw, amount_fen "
              "FROM amount a JOIN budget_table t USING (table_id) WHERE a.document_id = ?"},
    FactQuery{"form", "SELECT first_page, last_page, kind, fiscal_year, project_name, project_code, department_code, "
                      "department_name, unit_name, attribute, term, filled_at, title FROM form WHERE document_id = ?"},
    FactQuery{"field", "SELECT page_no, project_name, section, label, value FROM form_field "
                       "JOIN form USING (form_id) WHERE document_id = ?"},
    FactQuery{"fund", "SELECT page_no, project_name, section, phase, source, raw, amount_fen FROM form_fund "
                      "JOIN form USING (form_id) WHERE document_id = ?"},
    FactQuery{"task", "SELECT page_no, ordinal, name, content, total_fen, appropriation_fen, other_fen FROM form_task "
                      "JOIN form USING (form_id) WHERE document_id = ?"},
    FactQuery{"indicator",
              "SELECT page_no, section, ordinal, level1, level2, level3, raw, kind, subkind, op, value, value_upper, "
              "unit, per, amount_fen, date_from, date_to, weight, actual_raw, score, deviation_reason, inferred "
              "FROM indicator WHERE document_id = ?"},
    FactQuery{"figure", "SELECT page_no, section, subject, measure, amount_fen, percent, count_value, unit, raw "
                        "FROM figure WHERE document_id = ?"},
};

struct ListedDocument {
  int64_t id = 0;
  std::string path, sha256;
};

std::vector<ListedDocument> list_documents(SQLite::Database& dataset) {
  std::vector<ListedDocument> documents;
  SQLite::Statement query(dataset, "SELECT document_id, source_path, sha256 FROM document ORDER BY source_path, sha256");
  while (query.executeStep()) {
    documents.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString(), query.getColumn(2).getString()});
  }
  return documents;
}

using Pair = std::pair<std::optional<ListedDocument>, std::optional<ListedDocument>>;

// Moves documents of the same key from both lists to the pairs; of several, the first with the first.
template <typename Key>
void match(std::vector<ListedDocument>& a, std::vector<ListedDocument>& b, std::vector<Pair>& pairs, Key key) {
  std::multimap<std::string, size_t> places;  // in b, in its order where keys are the same
  for (size_t i = 0; i < b.size(); ++i) places.emplace(key(b[i]), i);
  std::vector<bool> taken(b.size());
  std::erase_if(a, [&](const ListedDocument& document) {
    const std::string wanted = key(document);
    const auto place = places.lower_bound(wanted);
    if (place == places.end() || place->first != wanted) return false;
    pairs.emplace_back(document, b[place->second]);
    taken[place->second] = true;
    places.erase(place);
    return true;
  });
  size_t index = 0;
  std::erase_if(b, [&](const ListedDocument&) { return taken[index++]; });
}

std::vector<Pair> pair_documents(std::vector<ListedDocument> a, std::vector<ListedDocument> b) {
  std::vector<Pair> pairs;
  match(a, b, pairs, [](const ListedDocument& document) { return document.sha256; });
  match(a, b, pairs, [](const ListedDocument& document) {
    return std::filesystem::path(document.path).stem().string();
  });
  for (size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    pairs.emplace_back(i < a.size() ? std::optional(a[i]) : std::nullopt,
                       i < b.size() ? std::optional(b[i]) : std::nullopt);
  }
  return pairs;
}

// "page_no=3 raw=12.50 …", sorted; absent values are left out.
std::vector<std::string> facts_of(SQLite::Database& dataset, const FactQuery& facts,
                                  const std::optional<ListedDocument>& document) {
  std::vector<std::string> lines;
  if (!document) return lines;
  SQLite::Statement query(dataset, facts.sql);
  query.bind(1, document->id);
  while (query.executeStep()) {
    std::string line;
    for (int i = 0; i < query.getColumnCount(); ++i) {
      const SQLite::Column column = query.getColumn(i);
      if (!column.isNull()) line += fmt::format(" {}={}", column.getName(), column.getString());
    }
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

void compare(const FactQuery& facts, const std::vector<std::string>& a, const std::vector<std::string>& b,
             DocumentDiff& difference) {
  FactCounts& counts = difference.counts[facts.kind];
  const auto tell = [&](char sign, const std::vector<std::string>& from, const std::vector<std::string>& other) {
    std::vector<std::string> only;
    std::set_difference(from.begin(), from.end(), other.begin(), other.end(), std::back_inserter(only));
    for (const std::string& line : only) difference.lines.push_back(fmt::format("{} {}{}", sign, facts.kind, line));
    return only.size();
  };
  counts.only_a = tell('-', a, b);
  counts.only_b = tell('+', b, a);
  counts.both = a.size() - counts.only_a;
}

}  // namespace

std::vector<DocumentDiff> diff(SQLite::Database& a, SQLite::Database& b) {
  std::vector<DocumentDiff> differences;
  for (const auto& [left, right] : pair_documents(list_documents(a), list_documents(b))) {
    DocumentDiff difference;
    if (left) difference.path_a = left->path;
    if (right) difference.path_b = right->path;
    for (const FactQuery& facts : kFactQueries)
      compare(facts, facts_of(a, facts, left), facts_of(b, facts, right), difference);
    differences.push_back(std::move(difference));
  }
  return differences;
}

}  // namespace gongkai::store
