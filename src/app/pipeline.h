// The way of one document, from the file to the dataset.
#pragma once

#include <exception>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "extract/document.h"
#include "extract/reader.h"
#include "normalize/books.h"
#include "normalize/ledger.h"
#include "recognize/reading.h"
#include "recognize/schema.h"
#include "store/document_rows.h"

namespace gongkai::app {

// What the stages know beforehand.
struct Knowledge {
  recognize::Schemas schemas;
  const normalize::Books& books;
  extract::ReadOptions reading = {};
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

// What of the values is wanted. Those of a document of hundreds of pages are large.
enum class Keep : uint8_t {
  All,
  Rows  // what rows are made of: no glyphs, rulings and entries
};

// Throws extract::Unreadable.
Readout read(const extract::Source& source, const Knowledge& knowledge, Keep keep = Keep::All);

// Throws WrongUsage where the document has no such page.
void require_page(const extract::Document& document, int page);

// What became of one document.
struct Outcome {
  store::Status status = store::Status::Ok;
  std::string error;  // of a failed one
  size_t pages = 0;
  size_t tables = 0;
  size_t amounts = 0;
  size_t vouched = 0;
  size_t checks_passed = 0;
  size_t checks_failed = 0;  // hints aside
  std::string first_error;   // of a partial one: its first diagnostic of severity `error`,
  std::string first_code;    // and the code of that
};

// All that the process which reads a document tells the one that holds the database.
struct Report {
  Outcome outcome;
  store::RowPieces rows;
};

// Reads a document. Whatever is wrong with it, or goes wrong while it is read, is its own failure:
// its report says so. Throws std::bad_alloc where the memory does not suffice.
Report report_on(const extract::Source& source, const Knowledge& knowledge,
                 const store::Provenance& provenance);

// The report of a document that could not be read, with what else is to say of it.
Report report_failure(const extract::Source& source, const std::string& error,
                      const store::Provenance& provenance, const Diagnostics& diagnostics = {});

// Through a pipe, piece by piece; the second takes all pieces, and throws MalformedBytes.
void give(const Report& report, const std::function<void(std::string_view piece)>& put);
Report report_from(std::string_view bytes);

// The error of a document that met a fault of the program.
std::string own_fault(const std::exception& e);

}  // namespace gongkai::app
