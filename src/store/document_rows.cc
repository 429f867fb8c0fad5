#include "store/document_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "store/form_rows.h"

namespace gongkai::store {
namespace {

// The document's row among its document rows, for the columns that refer to it.
constexpr int64_t kDocument = 0;

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

Diagnostics all_diagnostics(const Document& document, const recognize::Reading& reading,
                            const normalize::Ledger& ledger) {
  Diagnostics all = document.diagnostics;
  all.insert(all.end(), reading.diagnostics.begin(), reading.diagnostics.end());
  all.insert(all.end(), ledger.diagnostics.begin(), ledger.diagnostics.end());
  return all;
}

void add_pages(const Document& document, Rows& rows) {
  for (const Page& page : document.pages) {
    const Box whole = extract::as_displayed(page, {0, 0, page.width, page.height});
    rows.add(Table::Page, kDocument, page.number, points(whole.width()), points(whole.height()),
             page.rotation, extract::name_of(page.source), page.characters);
  }
}

std::vector<int64_t> add_tables(const Document& document,
                                const std::vector<recognize::Table>& tables, Rows& rows) {
  std::vector<int64_t> ids;
  for (const recognize::Table& table : tables) {
    const int64_t id = rows.add(
        Table::BudgetTable, kDocument, table.kind, table.title, table.printed_no, table.first_page,
        table.last_page, table.unit, recognize::name_of(table.unit_source), table.is_empty,
        table.row_count, table.column_count, fmt::format("{}", fmt::join(table.notes, "\n")));
    for (const recognize::TableCell& cell : table.cells) {
      rows.add(Table::Cell, id, cell.place.page, cell.row, cell.column, cell.row_span,
               cell.column_span, cell.text, displayed_box(document, cell.place), cell.place.confidence);
    }
    ids.push_back(id);
  }
  return ids;
}

std::vector<int64_t> add_amounts(const Document& document, const std::vector<int64_t>& table_ids,
                                 const std::vector<normalize::AmountFact>& amounts, Rows& rows) {
  std::vector<int64_t> ids;
  for (const normalize::AmountFact& fact : amounts) {
    const recognize::Dimensions& d = fact.dimensions;
    ids.push_back(rows.add(
        Table::Amount, kDocument, table_ids.at(static_cast<size_t>(fact.table)), fact.place.page,
        fact.row, fact.column, d.direction, d.phase, d.fund, d.spend_type, d.timing,
        recognize::name_of(fact.row_kind), fact.memo, fact.unit_code, fact.unit_name,
        fact.code_system, fact.code, fact.function_code, fact.economic_code, fact.gov_economic_code,
        fact.item_name, fact.column_label, fact.raw, fact.money.fen, fact.money.quantum,
        fact.vouched, displayed_box(document, fact.place), fact.place.confidence));
  }
  return ids;
}

void add_figures(const Document& document, const std::vector<normalize::Figure>& figures,
                 Rows& rows) {
  for (const normalize::Figure& figure : figures) {
    std::optional<int64_t> fen;
    if (figure.money) fen = figure.money->fen;
    std::optional<double> count;
    if (figure.count) count = to_double(*figure.count);
    rows.add(Table::Figure, kDocument, figure.section, figure.subject, figure.measure, figure.raw,
             fen, figure.percent, count, figure.unit, figure.place.page, displayed_box(document, figure.place));
  }
}

void add_checks(const normalize::Ledger& ledger, const std::vector<int64_t>& table_ids,
                const std::vector<int64_t>& amount_ids, Rows& rows) {
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
    const int64_t id = rows.add(Table::CheckResult, kDocument, table_id, check.rule, check.subject,
                                normalize::name_of(check.status), if_compared(check.expected_fen),
                                if_compared(check.actual_fen), if_compared(check.tolerance_fen),
                                check.advisory, check.detail, page_or_null(check.page));
    std::vector<int> facts = check.facts;  // one that a check used twice is one row
    std::sort(facts.begin(), facts.end());
    facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
    for (const int fact : facts)
      rows.add(Table::CheckAmount, id, amount_ids.at(static_cast<size_t>(fact)));
  }
}

void add_diagnostics(const Diagnostics& diagnostics, Rows& rows) {
  for (const Diagnostic& d : diagnostics) {
    rows.add(Table::Diagnostic, kDocument, page_or_null(d.page), name_of(d.severity), d.code,
             d.message);
  }
}

void add_document(const Document& document, const normalize::DocumentFacts& facts, Status status,
                  const std::string& error, const Provenance& provenance, Rows& rows) {
  const auto page_count = page_or_null(static_cast<int>(document.pages.size()));
  rows.add(Table::Document, document.sha256, document.path, "", document.media_type,
           document.byte_size, page_count, facts.title, facts.kind, facts.fiscal_year,
           facts.unit_code, facts.unit_name, facts.region_code, facts.region_name, name_of(status),
           error, provenance.extractor_version, provenance.ingested_at);
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

DocumentRows rows_of(const Document& document, const recognize::Reading& reading,
                     const normalize::Ledger& ledger, const Provenance& provenance) {
  const Diagnostics diagnostics = all_diagnostics(document, reading, ledger);
  DocumentRows result{status_of(diagnostics), {}};
  Rows& rows = result.rows;
  add_document(document, ledger.document, result.status, "", provenance, rows);
  add_pages(document, rows);
  const auto table_ids = add_tables(document, reading.tables, rows);
  const auto amount_ids = add_amounts(document, table_ids, ledger.amounts, rows);
  const BoxOf box_of = [&](const recognize::Place& place) {
    return displayed_box(document, place);
  };
  add_forms(kDocument, ledger.forms, box_of, rows);
  add_figures(document, ledger.figures, rows);
  add_checks(ledger, table_ids, amount_ids, rows);
  add_diagnostics(diagnostics, rows);
  return result;
}

Rows rows_of_failed(const Document& document, const std::string& error,
                    const Provenance& provenance) {
  Rows rows;
  add_document(document, {}, Status::Failed, error, provenance, rows);
  add_diagnostics(document.diagnostics, rows);
  return rows;
}

}  // namespace gongkai::store
