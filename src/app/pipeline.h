// The way of one document, from the file to the dataset.
#pragma once

#include <filesystem>
#include <string>

#include "extract/document.h"
#include "extract/reader.h"
#include "normalize/books.h"
#include "normalize/ledger.h"
#include "recognize/reading.h"
#include "recognize/schema.h"
#include "store/writer.h"

namespace gongkai::app {

// What the stages know beforehand.
struct Knowledge {
  recognize::Schemas schemas;
  const normalize::Books& books;
};

// The compiled-in knowledge, with the schemas of `folder` added where one is named. Throws
// recognize::SchemaError.
Knowledge load_knowledge(const std::filesystem::path& folder);

// The values of all stages for one document.
struct Readout {
  extract::Document document;
  recognize::Reading reading;
  normalize::Ledger ledger;
};

// Throws extract::Unreadable, std::system_error.
Readout read(const std::filesystem::path& file, const Knowledge& knowledge);

// What became of one document.
struct Outcome {
  store::Status status = store::Status::Ok;
  std::string error;  // of a failed one
  size_t tables = 0;
  size_t amounts = 0;
  size_t vouched = 0;
  size_t checks_passed = 0;
  size_t checks_failed = 0;  // hints aside
  std::string first_error;   // of a partial one: its first diagnostic of severity `error`
};

// Reads a document and writes it. Whatever is wrong with the document, or goes wrong while it is
// read, is its own failure: it gets a row that says so. Throws SQLite::Exception where the database
// can't be written.
Outcome ingest(const std::filesystem::path& file, const extract::FileIdentity& identity,
               const Knowledge& knowledge, store::Writer& writer);

}  // namespace gongkai::app
