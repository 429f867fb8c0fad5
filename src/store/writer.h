// Writes documents into the dataset, each in one transaction: a document is there as a whole or not
// at all.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "extract/document.h"
#include "normalize/ledger.h"
#include "recognize/reading.h"
#include "store/database.h"
#include "store/form_writer.h"
#include "store/insert.h"

namespace gongkai::store {

enum class Status {
  Ok,
  Partial,  // a diagnostic of severity `error`: something on the pages is not in the dataset
  Failed,   // nothing could be read; document.error says why
};
const char* name_of(Status status);  // "ok", "partial", "failed"

// What stands on the document's row beside its facts.
struct Provenance {
  std::string extractor_version;
  std::string ingested_at;  // ISO 8601
};

// The facts break a rule of the dataset (a word outside of its vocabulary, a cell twice): a fault
// of the program that concerns one document. Nothing of the document was written.
struct InvalidFacts : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Writer {
 public:
  // REQUIRES: the database outlives the writer, and nobody else writes to it in between.
  Writer(Database& database, Provenance provenance);

  // The status of the document of this content where the same extractor version wrote it: writing
  // it again would change nothing. Nothing where there is none, or an older version's.
  std::optional<Status> current_status(const std::string& sha256) const;

  // Writes all rows of a document, and replaces those that an earlier run wrote for the same
  // content; the document keeps its document_id. Rows get ids in the order of the values, so that
  // the same documents in the same order give the same ids. Throws InvalidFacts, or
  // SQLite::Exception where the machine fails.
  Status write(const extract::Document& document, const recognize::Reading& reading,
               const normalize::Ledger& ledger);

  // Writes the row of a document that could not be read. Of `document`, only what stands there
  // before its pages are read is used: path, sha256, media_type, byte_size.
  void write_failed(const extract::Document& document, const std::string& error);

 private:
  int64_t write_document_row(const extract::Document& document,
                             const normalize::DocumentFacts& facts, Status status,
                             const std::string& error);
  void write_pages(int64_t document_id, const extract::Document& document);
  std::vector<int64_t> write_tables(int64_t document_id, const extract::Document& document,
                                    const std::vector<recognize::Table>& tables);
  std::vector<int64_t> write_amounts(int64_t document_id, const extract::Document& document,
                                     const std::vector<int64_t>& table_ids,
                                     const std::vector<normalize::AmountFact>& amounts);
  void write_figures(int64_t document_id, const extract::Document& document,
                     const std::vector<normalize::Figure>& figures);
  void write_checks(int64_t document_id, const normalize::Ledger& ledger,
                    const std::vector<int64_t>& table_ids, const std::vector<int64_t>& amount_ids);
  void write_diagnostics(int64_t document_id, const Diagnostics& diagnostics);

  SQLite::Database& connection_;
  Provenance provenance_;
  Insert document_, page_, table_, cell_, amount_, figure_, check_, check_amount_, diagnostic_;
  FormWriter forms_;
};

// The status that the diagnostics of a document's stages give it.
Status status_of(const Diagnostics& diagnostics);

}  // namespace gongkai::store
