// What docs/dataset.md says of each table, view and column. It is compiled in, so that what is taken
// out of a dataset is described in the same words.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace gongkai::store {

struct TableDocs {
  std::string description;                     // the first paragraph, as Markdown
  std::map<std::string, std::string> columns;  // name → meaning, as Markdown; "" where none is said
};

// By the name of the table or view. Sections are "### name"; columns stand in the first column of
// their Markdown table, several in one row where they have one meaning.
std::map<std::string, TableDocs> parse_table_docs(std::string_view markdown);

// Those of the dataset that this program writes.
const std::map<std::string, TableDocs>& table_docs();

}  // namespace gongkai::store
