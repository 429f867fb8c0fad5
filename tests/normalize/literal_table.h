// Tables written down as literals, for the tests of the checks.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "normalize/amount.h"
#include "normalize/checks/checks.h"
#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

struct LiteralColumn {
  std::string label = {};
  recognize::Dimensions dimensions = {"expenditure", "approved", "all", "all", "all"};
  std::string three_public = {};
  bool memo = false;
  int block = 0;
};

struct LiteralRow {
  recognize::RowKind kind = recognize::RowKind::Item;
  std::string code = {};  // its first digit tells the classification; "project" for a project
  std::string name = {};
  std::vector<std::string> cells = {};  // one for each column, "" for a blank one
  std::string unit_code = {};
  int depth = 9;
  std::vector<std::string> ancestors = {};
  bool memo = false;
  std::string timing = {};  // "": the column's
  std::string unit_name = {};  // "": the unit's code
};

inline std::string system_of(const std::string& code) {
  if (code.empty() || code == "project") return code;
  return code[0] == '3'   ? "economic_department"
         : code[0] == '5' ? "economic_government"
                          : "function";
}

// A document of one table, in 万元.
struct LiteralTable {
  std::string kind;
  std::vector<LiteralColumn> columns;
  std::vector<LiteralRow> rows;

  std::vector<AmountFact> facts() const {
    std::vector<AmountFact> facts;
    for (size_t r = 0; r < rows.size(); ++r) {
      for (size_t c = 0; c < columns.size(); ++c) {
        const AmountReading reading = parse_amount(rows[r].cells.at(c), "万元");
        if (const Money* money = std::get_if<Money>(&reading)) {
          facts.push_back(fact(static_cast<int>(r), static_cast<int>(c), *money));
        }
      }
    }
    return facts;
  }

  std::vector<CheckResult> check() const { return check(facts()); }
  std::vector<CheckResult> check(const std::vector<AmountFact>& facts,
                                 UnreadCells unread = {}) const {
    recognize::Table table;
    table.kind = kind;
    table.printed_no = "表一";
    return check_tables({table}, {std::move(unread)}, facts);
  }

 private:
  AmountFact fact(int r, int c, Money money) const {
    const LiteralRow& row = rows[static_cast<size_t>(r)];
    const LiteralColumn& column = columns[static_cast<size_t>(c)];
    AmountFact fact;
    fact.row = r;
    fact.column = c;
    fact.block = column.block;
    fact.place.page = 1;
    fact.dimensions = column.dimensions;
    if (!row.timing.empty()) fact.dimensions.timing = row.timing;
    fact.row_kind = row.kind;
    fact.depth = row.depth;
    fact.ancestors = row.ancestors;
    fact.memo = column.memo || row.memo;
    fact.unit_code = row.unit_code;
    fact.unit_name = row.unit_name.empty() ? row.unit_code : row.unit_name;
    fact.code_system = column.three_public.empty() ? system_of(row.code) : "three_public";
    fact.code = column.three_public.empty() ? row.code : column.three_public;
    if (fact.code == "project") fact.code.clear();
    if (fact.code_system == "function") fact.function_code = row.code;
    if (fact.code_system == "economic_department") fact.economic_code = row.code;
    fact.item_name = row.name;
    fact.column_label = column.label;
    fact.raw = row.cells.at(static_cast<size_t>(c));
    fact.money = money;
    return fact;
  }
};

// A document of several tables: 表1 on page 1, 表2 on page 2 …
inline std::pair<std::vector<recognize::Table>, std::vector<AmountFact>> document_of(
    const std::vector<LiteralTable>& literals) {
  std::pair<std::vector<recognize::Table>, std::vector<AmountFact>> document;
  auto& [tables, facts] = document;
  for (const LiteralTable& literal : literals) {
    for (AmountFact fact : literal.facts()) {
      fact.table = static_cast<int>(tables.size());
      facts.push_back(fact);
    }
    recognize::Table& table = tables.emplace_back();
    table.kind = literal.kind;
    table.first_page = table.last_page = static_cast<int>(tables.size());
    table.printed_no = "表" + std::to_string(tables.size());
  }
  return document;
}

// "A1 pass 合计" …: rule, status and detail of each result, for comparison.
inline std::vector<std::string> verdicts(const std::vector<CheckResult>& results) {
  std::vector<std::string> lines;
  for (const CheckResult& result : results) {
    lines.push_back(result.rule + " " + name_of(result.status) +
                    (result.detail.empty() ? "" : ": " + result.detail));
  }
  return lines;
}

}  // namespace gongkai::normalize
