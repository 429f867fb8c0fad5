#include "normalize/normalize.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "base/release.h"
#include "base/text.h"
#include "normalize/amount.h"
#include "normalize/checks/checks.h"
#include "normalize/checks/form_checks.h"
#include "normalize/checks/narrative_checks.h"
#include "normalize/checks/table_view.h"
#include "normalize/checks/vouch.h"
#include "normalize/choose.h"
#include "normalize/classification.h"
#include "normalize/document_facts.h"
#include "normalize/doubt.h"
#include "normalize/figure_reader.h"
#include "normalize/forms.h"

namespace gongkai::normalize {
namespace {

using recognize::Dimensions;
using recognize::Entry;
using recognize::RowKind;
using recognize::Table;

std::string name_of_table(const Table& table) {
  const std::string& name = name_of(table);
  return name.empty() ? fmt::format("table on p.{}", table.first_page) : name;
}

std::string name_of_cell(const Table& table, const Entry& entry) {
  return fmt::format("{} r{} c{}", name_of_table(table), entry.row + 1, entry.column + 1);
}

// Tables in which revenue stands beside expenditure.
bool has_both_directions(const Table& table) {
  if (table.kind == "income_expenditure_summary" || table.kind == "appropriation_summary") return true;
  return (table.kind == "government_fund" || table.kind == "state_capital") && table.title.find("收") != std::string::npos;
}

// What an item's name says of its direction; "" for nothing.
const char* direction_of(const std::string& item) {
  static const RE2 kRevenue("收入((合|总|小)计)?$|拨款$|^(上年|年初)结[转余]");
  static const RE2 kExpenditure("支出((合|总|小)计)?$|^(年终|年末|结转下年)");
  const std::string folded = fold(item);
  if (RE2::PartialMatch(folded, kRevenue)) return "revenue";
  return RE2::PartialMatch(folded, kExpenditure) ? "expenditure" : "";
}

// What stays open after table, column and row have spoken (docs/dataset.md, dimensions).
Dimensions complete(Dimensions dimensions, const Table& table, bool final_accounts) {
  const auto fill = [](std::string& value, const char* otherwise) {
    if (value.empty()) value = otherwise;
  };
  const bool revenue = table.kind == "income_summary" || table.kind == "government_fund_income";
  fill(dimensions.direction, revenue ? "revenue" : "expenditure");
  fill(dimensions.phase, final_accounts ? "executed" : "approved");
  fill(dimensions.fund, "all");
  fill(dimensions.spend_type, "all");
  fill(dimensions.timing, "all");
  return dimensions;
}

// The year of figures of a government's report: a heading's, else the title's; 0 where neither names one.
int year_of(const std::string& column_label, const std::string& title) {
  static const RE2 kYear("(20[0-9]{2})年");
  int year = 0;
  if (!RE2::PartialMatch(column_label, kYear, &year)) RE2::PartialMatch(title, kYear, &year);
  return year;
}

bool is_final_accounts(const Table& table, const DocumentFacts& document) {
  return document.kind.ends_with("_accounts") || table.title.find("决算") != std::string::npos;
}

// Turns the entries of one table into amounts.
class TableReader {
 public:
  TableReader(const Table& table, int index, const CodeBook& book, Ledger& ledger)
      : table_(table),
        index_(index),
        final_accounts_(is_final_accounts(table, ledger.document)),
        classifier_(table, book, ledger.document.fiscal_year, ledger.diagnostics),
        ledger_(ledger) {}

  // Returns the cells whose figure is no amount.
  UnreadCells read() {
    for (const Entry& entry : table_.entries) read_entry(entry);
    if (without_unit_ > 0) {
      report(table_.first_page, "amount.no_unit",
             fmt::format("{}: {} amounts left out, for no unit of money is declared",
                         name_of_table(table_), without_unit_));
    }
    if (assumed_directions_ > 0) {
      report(table_.first_page, "direction.assumed",
             fmt::format("{}: neither headings nor labels tell whether {} amounts are revenue or expenditure; they "
                         "were taken for expenditure", name_of_table(table_), assumed_directions_));
    }
    return std::move(unread_);
  }

 private:
  void read_entry(const Entry& entry) {
    const AmountReading reading =
        parse_amount(entry.raw, entry.unit.empty() ? table_.unit : entry.unit);
    if (const Money* money = std::get_if<Money>(&reading)) {
      ledger_.amounts.push_back(to_fact(entry, *money));
    } else if (const Unreadable* why = std::get_if<Unreadable>(&reading)) {
      reject(entry, why->reason);
    }
  }

  void reject(const Entry& entry, const std::string& reason) {
    unread_.insert({entry.row, entry.column});
    if (reason == kNoUnit) {
      ++without_unit_;
      return;
    }
    report(entry.place.page, "amount.unreadable",
           fmt::format("{}: \"{}\" {}", name_of_cell(table_, entry), without_space(entry.raw),
                       reason));
  }

  AmountFact to_fact(const Entry& entry, const Money& money) {
    const Classification row = classifier_.classify(entry);
    AmountFact fact;
    fact.table = index_;
    fact.place = entry.place;
    fact.row = entry.row;
    fact.column = entry.column;
    fact.block = entry.block;
    Dimensions said = entry.dimensions;
    if (said.direction.empty() && has_both_directions(table_)) {
      said.direction = row.code_system == "function" ? "expenditure" : direction_of(entry.item);
      assumed_directions_ += said.direction.empty();
    }
    fact.dimensions = complete(std::move(said), table_, final_accounts_);
    if (is_of_year_before(entry) && fact.dimensions.phase != "change") fact.dimensions.phase = "prior";
    fact.row_kind = entry.row_kind;
    if (entry.children && entry.row_kind == RowKind::Item && row.code.empty()) {
      fact.row_kind = RowKind::Subtotal;
    }
    fact.depth = entry.depth;
    fact.ancestors = entry.ancestors;
    fact.memo = entry.memo;
    fact.unit_code = row.unit_code;
    fact.unit_name = row.unit_name;
    fact.code_system = row.code_system;
    fact.code = row.code;
    fact.function_code = row.function_code;
    fact.economic_code = row.economic_code;
    fact.gov_economic_code = row.gov_economic_code;
    fact.item_name = entry.item;
    fact.column_label = entry.column_label;
    fact.raw = entry.raw;
    fact.money = money;
    return fact;
  }

  // A government reports on the year that ends, in tables of its own, beside the budget of the next one.
  bool is_of_year_before(const Entry& entry) const {
    if (!ledger_.document.kind.starts_with("government_")) return false;
    const int year = year_of(entry.column_label, table_.title);
    return year > 0 && year < ledger_.document.fiscal_year.value_or(0);
  }

  void report(int page, const char* code, std::string message) {
    ledger_.diagnostics.push_back({Severity::Warning, page, code, std::move(message)});
  }

  const Table& table_;
  const int index_;
  const bool final_accounts_;
  RowClassifier classifier_;
  Ledger& ledger_;
  UnreadCells unread_;
  int without_unit_ = 0;
  int assumed_directions_ = 0;
};

// `on_read` is told of each table when its amounts are read.
template <typename OnRead>
Ledger normalize_reading(const recognize::Reading& reading, const Books& books, const OnRead& on_read) {
  Ledger ledger;
  ledger.document = read_document_facts(reading, books.regions, ledger.diagnostics);
  size_t entries = 0;
  for (const Table& table : reading.tables) entries += table.entries.size();
  ledger.amounts.reserve(entries);
  std::vector<UnreadCells> unread;
  for (size_t i = 0; i < reading.tables.size(); ++i) {
    unread.push_back(
        TableReader(reading.tables[i], static_cast<int>(i), books.codes, ledger).read());
    on_read(i);
  }
  std::vector<recognize::Form> chosen;
  if (any_doubtful(reading.forms)) {
    chosen = reading.forms;
    choose_siblings(chosen, ledger.diagnostics);
  }
  for (const recognize::Form& form : chosen.empty() ? reading.forms : chosen) {
    ledger.forms.push_back(read_form_facts(form, ledger.document.fiscal_year, ledger.diagnostics));
  }
  match_projects(ledger, reading.tables);
  ledger.figures = read_figures(reading.lines, books.figures, books.codes, ledger.document,
                                ledger.diagnostics);
  ledger.checks = check_tables(reading.tables, unread, ledger.amounts);
  choose_readings(reading.tables, unread, ledger);
  for (const std::vector<CheckResult>& more :
       {check_narrative(reading.tables, ledger), check_forms(reading.tables, ledger)}) {
    ledger.checks.insert(ledger.checks.end(), more.begin(), more.end());
  }
  vouch(reading.tables, ledger.checks, ledger.amounts, ledger.diagnostics);
  tell_doubts(ledger);
  return ledger;
}

bool is_read_from_picture(const Entry& entry) { return entry.place.confidence.has_value(); }

}  // namespace

Ledger normalize(const recognize::Reading& reading, const Books& books) {
  return normalize_reading(reading, books, [](size_t /*table*/) {});
}

Ledger normalize_and_drop_entries(recognize::Reading& reading, const Books& books) {
  Ledger ledger = normalize_reading(reading, books, [&](size_t table) {
    std::vector<Entry>& entries = reading.tables[table].entries;
    // The choice between readings of a scanned number asks them once more.
    if (std::none_of(entries.begin(), entries.end(), is_read_from_picture)) release(entries);
  });
  for (Table& table : reading.tables) release(table.entries);
  return ledger;
}

}  // namespace gongkai::normalize
