// Which cell counts in which row of a table: a merged cell counts for all rows that it rules.
//
//   甲 (2x1) │ 1.00          page 1
//            │ 2.00
//   ─ ─ ─ ─ ─ ─ ─ ─ ─        the break
//   (2x1)    │ 3.00          page 2: the blank cell is the rest of 甲
#pragma once

#include <vector>

#include "recognize/column_reader.h"
#include "recognize/table_joiner.h"

namespace gongkai::recognize {

// For each place (row * table.columns + column) the index of its cell, -1 where none is. Where a page
// break cuts a merged name in two parts, one of them blank, both places have the part that is printed.
std::vector<int> cells_of_rows(const JoinedTable& table, const std::vector<Column>& columns);

}  // namespace gongkai::recognize
