#include "normalize/checks/table_view.h"

#include <re2/re2.h>

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace gongkai::normalize {
namespace {

RowView view_row(const AmountFact& fact) {
  RowView row;
  row.row = fact.row;
  row.kind = fact.row_kind;
  row.memo = true;
  row.direction = fact.dimensions.direction;
  if (fact.code_system != "three_public") {
    row.code_system = fact.code_system;
    row.code = fact.code;
  }
  row.leaf = !fact.function_code.empty() &&
             !(fact.economic_code.empty() && fact.gov_economic_code.empty());
  row.unit_code = fact.unit_code;
  row.unit_name = fact.unit_name;
  row.name = fact.item_name;
  row.timing = fact.dimensions.timing;
  row.depth = fact.depth;
  row.ancestors = fact.ancestors;
  return row;
}

void add_fact(BlockView& block, int index, const AmountFact& fact) {
  if (block.rows.empty() || block.rows.back().row != fact.row) block.rows.push_back(view_row(fact));
  RowView& row = block.rows.back();
  row.memo = row.memo && fact.memo;
  row.facts.emplace(fact.column, index);
}

}  // namespace

TableView view_table(const recognize::Table& table, int index,
                     const std::vector<AmountFact>& amounts, UnreadCells unread) {
  TableView view;
  view.kind = table.kind;
  view.name = name_of(table);
  view.unread = std::move(unread);
  view.quantum = std::numeric_limits<int64_t>::max();
  std::map<int, BlockView> blocks;
  for (size_t i = 0; i < amounts.size(); ++i) {
    const AmountFact& fact = amounts[i];
    if (fact.table != index) continue;
    BlockView& block = blocks[fact.block];
    block.block = fact.block;
    add_fact(block, static_cast<int>(i), fact);
    if (fact.money.fen != 0) view.quantum = std::min(view.quantum, fact.money.quantum);
  }
  for (auto& [number, block] : blocks) view.blocks.push_back(std::move(block));
  return view;
}

const std::string& name_of(const recognize::Table& table) {
  return table.printed_no.empty() ? table.title : table.printed_no;
}

std::vector<std::string> owners_of(const std::vector<recognize::Table>& tables) {
  static const RE2 kWhole("全[省市县区州旗盟]");
  static const RE2 kOwn("[省市县区州旗盟]本?级|本级");
  std::vector<std::string> owners;
  for (const recognize::Table& table : tables) {
    const bool whole = RE2::PartialMatch(table.title, kWhole);
    owners.emplace_back(whole ? "whole" : RE2::PartialMatch(table.title, kOwn) ? "own" : "");
  }
  const auto has = [&](const char* level) { return std::find(owners.begin(), owners.end(), level) != owners.end(); };
  if (!has("whole") || !has("own")) owners.assign(owners.size(), "");
  for (size_t i = 0; i < tables.size(); ++i) {
    if (!tables[i].agency.empty()) owners[i] = tables[i].agency;
  }
  return owners;
}

bool is_code_below(const RowView& row, const RowView& above) {
  const bool classified = row.code_system == "function" || row.code_system.starts_with("economic");
  return classified && !above.leaf && !above.code.empty() && row.code_system == above.code_system &&
         row.code != above.code && row.code.starts_with(above.code);
}

bool is_classified(const AmountFact& fact) {
  return !fact.code.empty() && fact.row_kind != recognize::RowKind::Organization &&
         fact.code_system != "three_public" && fact.code_system != "project";
}

bool is_summary(const std::string& kind) {
  return kind == "income_expenditure_summary" || kind == "appropriation_summary";
}

std::string subject_of(const TableView& table, const RowView& row, const AmountFact& fact) {
  return fmt::format("{} {}{}{} / {}", table.name, row.code, row.code.empty() ? "" : " ", row.name,
                     fact.column_label);
}

}  // namespace gongkai::normalize
