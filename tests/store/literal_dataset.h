// A dataset in memory and small documents written down as literals.
#pragma once

#include <SQLiteCpp/Statement.h>

#include <string>
#include <vector>

#include "store/database.h"
#include "store/writer.h"

namespace gongkai::store {

using namespace std::string_literals;

inline const Provenance kProvenance{"1.0.0", "2026-01-31T08:00:00Z"};

// One page of A4 with the text 合计, named by one repeated hexadecimal digit as its hash.
inline extract::Document document_named(char digit) {
  extract::Document document;
  document.path = std::string(1, digit) + ".pdf";
  document.sha256 = std::string(64, digit);
  document.media_type = "application/pdf";
  document.byte_size = 1000;
  extract::Page page;
  page.number = 1;
  page.width = 595;
  page.height = 842;
  page.source = extract::TextSource::Text;
  page.characters = 2;
  document.pages = {page};
  return document;
}

inline recognize::Table table_of(std::string kind) {
  recognize::Table table;
  table.kind = std::move(kind);
  table.first_page = table.last_page = 1;
  return table;
}

inline recognize::Reading reading_of(std::vector<recognize::Table> tables) {
  recognize::Reading reading;
  reading.tables = std::move(tables);
  return reading;
}

// An expenditure of the given 万元 on row `row` of table 0.
inline normalize::AmountFact amount_of(std::string item, int64_t wan, int row) {
  normalize::AmountFact fact;
  fact.place = {1, Box{100, 200, 180, 220}};
  fact.row = row;
  fact.dimensions = {"expenditure", "approved", "all", "all", "all"};
  fact.item_name = std::move(item);
  fact.raw = std::to_string(wan);
  fact.money = {wan * 1'000'000, 1'000'000};
  return fact;
}

inline Status write(Writer& writer, const extract::Document& document,
                    const recognize::Reading& reading, const normalize::Ledger& ledger,
                    const Provenance& provenance = kProvenance) {
  DocumentRows made = rows_of(document, reading, ledger, provenance);
  writer.write(document.sha256, made.rows.take_pieces());
  return made.status;
}

// A query's rows, columns separated by '|', NULL empty.
inline std::vector<std::string> rows(Database& database, const std::string& sql) {
  std::vector<std::string> result;
  SQLite::Statement query(database.connection(), sql);
  while (query.executeStep()) {
    std::string row;
    for (int i = 0; i < query.getColumnCount(); ++i) {
      row += (i > 0 ? "|" : "") + query.getColumn(i).getString();
    }
    result.push_back(row);
  }
  return result;
}

}  // namespace gongkai::store
