#include "app/pipeline.h"

#include <fmt/format.h>

#include <algorithm>

#include "normalize/normalize.h"
#include "recognize/recognize.h"

namespace gongkai::app {
namespace {

Outcome outcome_of(const Readout& readout, store::Status status) {
  Outcome outcome;
  outcome.status = status;
  outcome.tables = readout.reading.tables.size();
  outcome.amounts = readout.ledger.amounts.size();
  for (const normalize::AmountFact& fact : readout.ledger.amounts) outcome.vouched += fact.vouched;
  for (const normalize::CheckResult& check : readout.ledger.checks) {
    outcome.checks_passed += check.status == normalize::CheckStatus::Pass;
    outcome.checks_failed += check.status == normalize::CheckStatus::Fail && !check.advisory;
  }
  for (const Diagnostics* diagnostics :
       {&readout.document.diagnostics, &readout.reading.diagnostics, &readout.ledger.diagnostics}) {
    for (const Diagnostic& d : *diagnostics) {
      if (d.severity != Severity::Error || !outcome.first_error.empty()) continue;
      outcome.first_error = d.page > 0 ? fmt::format("p.{} {}: {}", d.page, d.code, d.message)
                                       : fmt::format("{}: {}", d.code, d.message);
    }
  }
  return outcome;
}

std::string own_fault(const std::exception& e) {
  return fmt::format("gongkai made a mistake on this document ({}); please report it", e.what());
}

}  // namespace

Knowledge load_knowledge(const std::filesystem::path& folder) {
  return {folder.empty() ? recognize::built_in_schemas() : recognize::load_schemas(folder),
          normalize::built_in_books()};
}

Readout read(const std::filesystem::path& file, const Knowledge& knowledge) {
  Readout readout;
  readout.document = extract::read_document(file);
  readout.reading = recognize::recognize(readout.document, knowledge.schemas);
  readout.ledger = normalize::normalize(readout.reading, knowledge.books);
  return readout;
}

Outcome ingest(const std::filesystem::path& file, const extract::FileIdentity& identity,
               const Knowledge& knowledge, store::Writer& writer) {
  std::string error;
  try {
    const Readout readout = read(file, knowledge);
    return outcome_of(readout, writer.write(readout.document, readout.reading, readout.ledger));
  } catch (const extract::Unreadable& e) {
    error = e.what();
  } catch (const SQLite::Exception&) {
    throw;  // the machine's fault, and every other document would meet it too
  } catch (const std::system_error& e) {
    error = fmt::format("the file can't be read: {}", e.what());
  } catch (const std::exception& e) {
    error = own_fault(e);
  }
  extract::Document document;
  document.path = file.string();
  document.sha256 = identity.sha256;
  document.media_type = identity.media_type;
  document.byte_size = identity.byte_size;
  writer.write_failed(document, error);
  return {.status = store::Status::Failed, .error = error};
}

}  // namespace gongkai::app
