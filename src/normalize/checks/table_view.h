// The amounts of one table as its rows and columns, for the checks.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

inline constexpr int kNoParent = -1;  // index of the row above, where there is none

// A row of one of the side-by-side tables in a grid. What all its amounts share stands here.
struct RowView {
  int row = 0;
  recognize::RowKind kind = recognize::RowKind::Item;
  bool memo = false;  // every amount of the row repeats part of another one
  std::string direction;
  std::string code_system;  // of its code; "" for 三公 items and rows without a code
  std::string code;
  bool leaf = false;  // carries function and economic codes at once: nothing stands under it
  std::string unit_code, unit_name;
  std::string name;
  std::string timing;
  int depth = 0;
  std::vector<std::string> ancestors;  // names of the rows that it stands under, outermost first
  std::map<int, int> facts;            // column → index into Ledger::amounts
};

struct BlockView {
  int block = 0;
  std::vector<RowView> rows;  // top to bottom; rows without any amount are left out
};

struct TableView {
  std::string kind;
  std::string name;     // printed number or title, for messages
  int64_t quantum = 1;  // the finest that the table prints: some programs cut off zeros at the
                        // end (12.5 beside 0.37), which makes no figure any coarser
  std::vector<BlockView> blocks;
  std::set<std::pair<int, int>> unread;  // row, column of cells whose amount could not be read
};

// Cells of one table whose figure is no amount, by row and column.
using UnreadCells = std::set<std::pair<int, int>>;

// `index` is the table's in Reading::tables.
TableView view_table(const recognize::Table& table, int index,
                     const std::vector<AmountFact>& amounts, UnreadCells unread);

// What a table is called: its printed number, else its title; "" where neither is printed.
const std::string& name_of(const recognize::Table& table);

// Whose budget each table is, in documents that have those of several: its agency, or "whole" (全县) or "own" (县本级),
// as the title says; "" else.
std::vector<std::string> owners_of(const std::vector<recognize::Table>& tables);

// True if the row's code stands under the other one's: 20805 under 208.
bool is_code_below(const RowView& row, const RowView& above);

// The funds that 财政拨款 comes from.
inline constexpr const char* kBudgets[] = {"general_public", "government_fund", "state_capital"};

// True if the amount stands under a code of 功能分类 or 经济分类.
bool is_classified(const AmountFact& fact);

// 收支总表, 财政拨款收支总表: revenue and expenditure halves that must meet.
bool is_summary(const std::string& kind);

// "表三 208 社会保障和就业支出 / 合计": an amount in the document's terms.
std::string subject_of(const TableView& table, const RowView& row, const AmountFact& fact);

}  // namespace gongkai::normalize
