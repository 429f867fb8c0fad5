// Writes the rows of documents into the dataset, each document in one transaction: it is there as a
// whole or not at all.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/document_rows.h"

namespace gongkai::store {

// The rows break a rule of the dataset (a word outside of its vocabulary, a cell twice) or are no
// rows at all: a fault of the program that concerns one document, of which nothing was written.
struct InvalidRows : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What became of a document.
struct Standing {
  Status status = Status::Ok;
  std::string error;  // of a failed one
};

class Writer {
 public:
  // REQUIRES: the database outlives the writer, and nobody else writes to it in between.
  explicit Writer(Database& database);
  ~Writer();

  // What became of the document of this content where this extractor version wrote it: writing it
  // again would change nothing. Nothing where there is none, or another version's.
  std::optional<Standing> standing(const std::string& sha256,
                                   const std::string& extractor_version) const;

  // Writes all rows of a document (Rows), and replaces those that an earlier run wrote for
  // the same content; the document keeps its document_id. Rows get ids in their order, so that the
  // same documents in the same order give the same ids, in one run or several. The first document
  // takes away what relations.h is about, which is to be made anew after the last one. Throws
  // InvalidRows, or SQLite::Exception where the machine fails.
  void write(const std::string& sha256, const RowPieces& rows);

 private:
  class TableWriter;

  bool has_document(const std::string& sha256) const;

  SQLite::Database& connection_;
  std::vector<TableWriter> tables_;  // indexed by Table
  bool related_ = true;              // the dataset may have rows of relate_documents()
};

}  // namespace gongkai::store
