// What a document's facts are in the rows of the dataset.
#pragma once

#include <string>

#include "extract/document.h"
#include "normalize/ledger.h"
#include "recognize/reading.h"
#include "store/rows.h"

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

// The status that the diagnostics of a document's stages give it.
Status status_of(const Diagnostics& diagnostics);

// All rows of a document, in the order of the values.
struct DocumentRows {
  Status status = Status::Ok;
  Rows rows;
};
DocumentRows rows_of(const extract::Document& document, const recognize::Reading& reading,
                     const normalize::Ledger& ledger, const Provenance& provenance);

// The rows of a document that could not be read. Of `document`, only what stands there before its
// pages are read is used: path, sha256, media_type, byte_size, diagnostics.
Rows rows_of_failed(const extract::Document& document, const std::string& error,
                    const Provenance& provenance);

}  // namespace gongkai::store
