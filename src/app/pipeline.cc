#include "app/pipeline.h"

#include <fmt/format.h>

#include <array>
#include <new>

#include "app/failure.h"
#include "base/byte_stream.h"
#include "normalize/normalize.h"
#include "recognize/recognize.h"

namespace gongkai::app {
namespace {

constexpr std::array kCounts{&Outcome::pages,   &Outcome::tables,        &Outcome::amounts,
                             &Outcome::vouched, &Outcome::checks_passed, &Outcome::checks_failed};

Outcome outcome_of(const Readout& readout, store::Status status) {
  Outcome outcome;
  outcome.status = status;
  outcome.pages = readout.document.pages.size();
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
      outcome.first_code = d.code;
      outcome.first_error = d.page > 0 ? fmt::format("p.{} {}: {}", d.page, d.code, d.message)
                                       : fmt::format("{}: {}", d.code, d.message);
    }
  }
  return outcome;
}

}  // namespace

Knowledge load_knowledge(const std::filesystem::path& folder) {
  return {folder.empty() ? recognize::built_in_schemas() : recognize::load_schemas(folder),
          normalize::built_in_books()};
}

Readout read(const extract::Source& source, const Knowledge& knowledge, Keep keep) {
  Readout readout;
  readout.document = extract::read_document(source, knowledge.reading);
  readout.reading = keep == Keep::All ? recognize::recognize(readout.document, knowledge.schemas)
                                      : recognize::recognize_and_drop_ink(readout.document, knowledge.schemas);
  readout.ledger = keep == Keep::All ? normalize::normalize(readout.reading, knowledge.books)
                                     : normalize::normalize_and_drop_entries(readout.reading, knowledge.books);
  return readout;
}

void require_page(const extract::Document& document, int page) {
  if (page <= std::ssize(document.pages)) return;
  throw WrongUsage(fmt::format("{}: there is no page {}, it has {}", document.path, page,
                               document.pages.size()));
}

Report report_on(const extract::Source& source, const Knowledge& knowledge,
                 const store::Provenance& provenance) {
  try {
    const Readout readout = read(source, knowledge, Keep::Rows);
    if (source.identity.media_type == "text/html" && readout.ledger.document.kind == "unknown") {
      throw extract::Unreadable(
          "an HTML page that is no budget: open it in a browser and download the document that it "
          "links to");
    }
    store::DocumentRows made = rows_of(readout.document, readout.reading, readout.ledger, provenance);
    return {outcome_of(readout, made.status), made.rows.take_pieces()};
  } catch (const extract::Unreadable& e) {
    return report_failure(source, e.what(), provenance);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& e) {
    return report_failure(source, own_fault(e), provenance);
  }
}

Report report_failure(const extract::Source& source, const std::string& error,
                      const store::Provenance& provenance, const Diagnostics& diagnostics) {
  extract::Document document;
  document.path = source.path;
  document.sha256 = source.identity.sha256;
  document.media_type = source.identity.media_type;
  document.byte_size = source.identity.byte_size;
  document.diagnostics = diagnostics;
  return {{.status = store::Status::Failed, .error = error},
          rows_of_failed(document, error, provenance).take_pieces()};
}

void give(const Report& report, const std::function<void(std::string_view piece)>& put) {
  const Outcome& outcome = report.outcome;
  ByteWriter out;
  out.put_byte(static_cast<uint8_t>(outcome.status));
  out.put_text(outcome.error);
  for (const auto count : kCounts) out.put_integer(static_cast<int64_t>(outcome.*count));
  out.put_text(outcome.first_error);
  out.put_text(outcome.first_code);
  put(out.bytes());
  for (const std::string& piece : report.rows) put(piece);
}

Report report_from(std::string_view bytes) {
  Report report;
  Outcome& outcome = report.outcome;
  ByteReader in(bytes);
  const uint8_t status = in.take_byte();
  if (status > static_cast<uint8_t>(store::Status::Failed)) throw MalformedBytes();
  outcome.status = static_cast<store::Status>(status);
  outcome.error = in.take_text();
  for (const auto count : kCounts) outcome.*count = static_cast<size_t>(in.take_integer());
  outcome.first_error = in.take_text();
  outcome.first_code = in.take_text();
  report.rows.emplace_back(in.take_rest());
  return report;
}

std::string own_fault(const std::exception& e) {
  return fmt::format("gongkai made a mistake on this document ({}); please report it", e.what());
}

}  // namespace gongkai::app
