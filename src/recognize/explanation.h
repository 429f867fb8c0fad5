// Why the tables of a page are read as they are, and a schema to begin with for those that none knows.
#pragma once

#include <string>
#include <vector>

#include "extract/document.h"
#include "recognize/column_reader.h"
#include "recognize/schema.h"
#include "recognize/table_joiner.h"

namespace gongkai::recognize {

// How one schema fits a table.
struct SchemaTrial {
  const TableSchema* schema = nullptr;
  bool title_fits = false;           // one of its titles matches
  std::string ruled_out_by;          // the pattern of title_not that matches; "" for none
  size_t headings_found = 0;         // of schema->headings, for tables without a title
  std::vector<std::string> missing;  // the patterns of schema->headings that no heading matches
};

struct TableExplanation {
  JoinedTable table;
  std::vector<Column> columns;
  std::vector<bool> known;          // per column: a rule knows its lowest heading
  std::vector<SchemaTrial> trials;  // those of which anything fits, the best first
  Diagnostics diagnostics;          // of the reading of its columns
};

// The tables that stand on a page (1-based), with all pages of theirs. Pure; the schemas must live on.
std::vector<TableExplanation> explain_tables(const extract::Document& document, const Schemas& schemas, int page);

// A schema file (docs/schemas.md) for the table: its title, a rule for each heading that no vocabulary
// knows, and a kind for a person to choose. Ends with a line break.
std::string draft_schema(const TableExplanation& explanation);

}  // namespace gongkai::recognize
