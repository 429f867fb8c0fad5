#include "store/writer.h"

#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>

#include "base/text.h"

namespace gongkai::store {
namespace {

using extract::Document;
using extract::Page;

std::optional<double> points(double length) {
  return length > 0 ? std::optional(length) : std::nullopt;  // text files have no geometry
}

std::optional<int> page_or_null(int page) { return page > 0 ? std::optional(page) : std::nullopt; }

// Boxes are read from the upright page; the dataset has the page as displayed.
MaybeBox displayed_box(const Document& document, const recognize::Place& place) {
  const auto index = static_cast<size_t>(place.page - 1);
  if (!place.box || index >= document.pages.size()) return std::nullopt;
  return extract::as_displayed(document.pages[index], *place.box);
}

int64_t count_characters(const Page& page) {
  int64_t count = std::count_if(page.glyphs.begin(), page.glyphs.end(),
                                [](const extract::Glyph& glyph) { return !is_space(glyph.code); });
  for (const extract::TextLine& line : page.lines) {
    for (const std::string& field : line.fields) {
      count += static_cast<int64_t>(decode_utf8(without_space(field)).size());
    }
  }
  return count;
}

Diagnostics all_diagnostics(const Document& document, const recognize::Reading& reading,
                            const normalize::Ledger& ledger) {
  Diagnostics all = document.diagnostics;
  all.insert(all.end(), reading.diagnostics.begin(), reading.diagnostics.end());
  all.insert(all.end(), ledger.diagnostics.begin(), ledger.diagnostics.end());
  return all;
}

// Runs `write` in a transaction. A broken rule of the schema is the document's failure, anything
// else the machine's.
template <typename Write>
void in_transaction(SQLite::Database& connection, const Write& write) {
  SQLite::Transaction transaction(connection, SQLite::TransactionBehavior::IMMEDIATE);
  try {
    write();
  } catch (const SQLite::Exception& e) {
    if (e.getErrorCode() == SQLITE_CONSTRAINT) throw InvalidFacts(e.what());
    throw;
  }
  transaction.commit();
}

}  // namespace

const char* name_of(Status status) {
  switch (status) {
    case Status::Ok: return "ok";
    case Status::Partial: return "partial";
    case Status::Failed: return "failed";
  }
  return "failed";
}

Status status_of(const Diagnostics& diagnostics) {
  const bool incomplete =
      std::any_of(diagnostics.begin(), diagnostics.end(),
                  [](const Diagnostic& d) { return d.severity == Severity::Error; });
  return incomplete ? Status::Partial : Status::Ok;
}

Writer::Writer(Database& database, Provenance provenance)
    : connection_(database.connection()),
      provenance_(std::move(provenance)),
      document_(connection_, "document",
                "document_id, sha256, source_path, source_url, media_type, byte_size, page_count, "
                "title, kind, fiscal_year, unit_code, unit_name, region_code, region_name, status, "
                "error, extractor_version, ingested_at"),
      page_(connection_, "page",
            "document_id, page_no, width, height, rotation, text_source, char_count"),
      table_(connection_, "budget_table",
             "document_id, kind, title, printed_no, first_page, last_page, unit, unit_source, "
             "is_empty, row_count, column_count, note"),
      cell_(connection_, "cell",
            "table_id, page_no, row_no, col_no, row_span, col_span, text, x0, y0, x1, y1"),
      amount_(connection_, "amount",
              "document_id, table_id, page_no, row_no, col_no, direction, phase, fund, spend_type, "
              "timing, row_kind, memo, unit_code, unit_name, code_system, code, function_code, "
              "economic_code, gov_economic_code, item_name, column_label, raw, amount_fen, "
              "quantum_fen, vouched, x0, y0, x1, y1, confidence"),
      figure_(connection_, "figure",
              "document_id, section, subject, measure, raw, amount_fen, percent, page_no, x0, y0, "
              "x1, y1"),
      check_(connection_, "check_result",
             "document_id, table_id, rule, subject, status, expected_fen, actual_fen, "
             "tolerance_fen, advisory, detail, page_no"),
      check_amount_(connection_, "check_amount", "check_id, amount_id"),
      diagnostic_(connection_, "diagnostic", "document_id, page_no, severity, code, message"),
      forms_(connection_) {}

std::optional<Status> Writer::current_status(const std::string& sha256) const {
  SQLite::Statement query(connection_,
                          "SELECT status FROM document WHERE sha256 = ? AND extractor_version = ?");
  query.bind(1, sha256);
  query.bind(2, provenance_.extractor_version);
  if (!query.executeStep()) return std::nullopt;
  const std::string name = query.getColumn(0).getString();
  for (const Status status : {Status::Ok, Status::Partial}) {
    if (name == name_of(status)) return status;
  }
  return Status::Failed;
}

Status Writer::write(const Document& document, const recognize::Reading& reading,
                     const normalize::Ledger& ledger) {
  const Diagnostics diagnostics = all_diagnostics(document, reading, ledger);
  const Status status = status_of(diagnostics);
  in_transaction(connection_, [&] {
    const int64_t id = write_document_row(document, ledger.document, status, "");
    write_pages(id, document);
    const auto table_ids = write_tables(id, document, reading.tables);
    const auto amount_ids = write_amounts(id, document, table_ids, ledger.amounts);
    forms_.write(id, ledger.forms,
                 [&](const recognize::Place& place) { return displayed_box(document, place); });
    write_figures(id, document, ledger.figures);
    write_checks(id, ledger, table_ids, amount_ids);
    write_diagnostics(id, diagnostics);
  });
  return status;
}

void Writer::write_failed(const Document& document, const std::string& error) {
  in_transaction(connection_, [&] { write_document_row(document, {}, Status::Failed, error); });
}

// Also deletes what an earlier run wrote: the rows of all other tables hang on the document's.
int64_t Writer::write_document_row(const Document& document, const normalize::DocumentFacts& facts,
                                   Status status, const std::string& error) {
  std::optional<int64_t> id;
  SQLite::Statement earlier(connection_,
                            "DELETE FROM document WHERE sha256 = ? RETURNING document_id");
  earlier.bind(1, document.sha256);
  while (earlier.executeStep()) id = earlier.getColumn(0).getInt64();
  const auto page_count = page_or_null(static_cast<int>(document.pages.size()));
  return document_(id, document.sha256, document.path, "", document.media_type, document.byte_size,
                   page_count, facts.title, facts.kind, facts.fiscal_year, facts.unit_code,
                   facts.unit_name, facts.region_code, facts.region_name, name_of(status), error,
                   provenance_.extractor_version, provenance_.ingested_at);
}

void Writer::write_pages(int64_t document_id, const Document& document) {
  for (const Page& page : document.pages) {
    const Box whole = extract::as_displayed(page, {0, 0, page.width, page.height});
    page_(document_id, page.number, points(whole.width()), points(whole.height()), page.rotation,
          extract::name_of(page.source), count_characters(page));
  }
}

std::vector<int64_t> Writer::write_tables(int64_t document_id, const Document& document,
                                          const std::vector<recognize::Table>& tables) {
  std::vector<int64_t> ids;
  for (const recognize::Table& table : tables) {
    const int64_t id = table_(
        document_id, table.kind, table.title, table.printed_no, table.first_page, table.last_page,
        table.unit, recognize::name_of(table.unit_source), table.is_empty, table.row_count,
        table.column_count, fmt::format("{}", fmt::join(table.notes, "\n")));
    for (const recognize::TableCell& cell : table.cells) {
      cell_(id, cell.place.page, cell.row, cell.column, cell.row_span, cell.column_span, cell.text,
            displayed_box(document, cell.place));
    }
    ids.push_back(id);
  }
  return ids;
}

std::vector<int64_t> Writer::write_amounts(int64_t document_id, const Document& document,
                                           const std::vector<int64_t>& table_ids,
                                           const std::vector<normalize::AmountFact>& amounts) {
  std::vector<int64_t> ids;
  for (const normalize::AmountFact& fact : amounts) {
    const recognize::Dimensions& d = fact.dimensions;
    ids.push_back(amount_(
        document_id, table_ids.at(static_cast<size_t>(fact.table)), fact.place.page, fact.row,
        fact.column, d.direction, d.phase, d.fund, d.spend_type, d.timing,
        recognize::name_of(fact.row_kind), fact.memo, fact.unit_code, fact.unit_name,
        fact.code_system, fact.code, fact.function_code, fact.economic_code, fact.gov_economic_code,
        fact.item_name, fact.column_label, fact.raw, fact.money.fen, fact.money.quantum,
        fact.vouched, displayed_box(document, fact.place), fact.confidence));
  }
  return ids;
}

void Writer::write_figures(int64_t document_id, const Document& document,
                           const std::vector<normalize::Figure>& figures) {
  for (const normalize::Figure& figure : figures) {
    const auto fen = figure.money ? std::optional(figure.money->fen) : std::nullopt;
    figure_(document_id, figure.section, figure.subject, figure.measure, figure.raw, fen,
            figure.percent, figure.place.page, displayed_box(document, figure.place));
  }
}

void Writer::write_checks(int64_t document_id, const normalize::Ledger& ledger,
                          const std::vector<int64_t>& table_ids,
                          const std::vector<int64_t>& amount_ids) {
  for (const normalize::CheckResult& check : ledger.checks) {
    // A check that spans tables is filed under the one that its first amount stands in.
    std::optional<int64_t> table_id;
    if (!check.facts.empty()) {
      const auto& first = ledger.amounts.at(static_cast<size_t>(check.facts.front()));
      table_id = table_ids.at(static_cast<size_t>(first.table));
    }
    const bool compared = check.status != normalize::CheckStatus::Skipped;
    const auto if_compared = [&](int64_t fen) {
      return compared ? std::optional(fen) : std::nullopt;
    };
    const int64_t id = check_(document_id, table_id, check.rule, check.subject,
                              normalize::name_of(check.status), if_compared(check.expected_fen),
                              if_compared(check.actual_fen), if_compared(check.tolerance_fen),
                              check.advisory, check.detail, page_or_null(check.page));
    std::vector<int> facts = check.facts;  // one that a check used twice is one row
    std::sort(facts.begin(), facts.end());
    facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
    for (const int fact : facts) check_amount_(id, amount_ids.at(static_cast<size_t>(fact)));
  }
}

void Writer::write_diagnostics(int64_t document_id, const Diagnostics& diagnostics) {
  for (const Diagnostic& d : diagnostics) {
    diagnostic_(document_id, page_or_null(d.page), name_of(d.severity), d.code, d.message);
  }
}

}  // namespace gongkai::store
