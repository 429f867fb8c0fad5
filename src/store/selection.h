// Which part of a dataset is taken out of it: some documents, and the rows that hang on them.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "store/table_schema.h"

namespace gongkai::store {

// A document is meant where it fits one word of each list; an empty list fits all.
struct DocumentFilter {
  std::vector<std::string> regions;  // GB/T 2260; 14, 1405 and 140000 stand for all that lies there
  std::vector<int> years;            // fiscal
  std::vector<std::string> kinds;    // document.kind

  bool is_empty() const { return regions.empty() && years.empty() && kinds.empty(); }
};

// A filter names a kind that no document can be of. what() has those that there are.
struct UnknownKind : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Selection {
 public:
  // Notes the documents in a temporary table of the connection, which may be one for reading only.
  // Throws UnknownKind, and std::runtime_error where no document is meant: with what there is.
  Selection(SQLite::Database& dataset, const DocumentFilter& filter);

  const std::vector<TableSchema>& tables() const { return tables_; }
  SQLite::Database& dataset() const { return dataset_; }

  // All fields of the rows of a table or view that belong to the selected documents, in the order of
  // its key; of a view, in the order of its first column. Rows of tables that belong to no document
  // (codes, regions) are all there, so that every foreign key finds its row. `also` is a further
  // condition.
  std::string query_of(const TableSchema& table, const std::string& also = "1") const;

 private:
  std::string condition_of(const TableSchema& table) const;

  SQLite::Database& dataset_;
  std::vector<TableSchema> tables_;
  bool is_whole_ = false;
};

}  // namespace gongkai::store
