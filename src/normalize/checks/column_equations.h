// A sum of rows, evaluated in every column that prints one of them.
#pragma once

#include <string>
#include <vector>

#include "normalize/checks/table_view.h"
#include "normalize/ledger.h"

namespace gongkai::normalize {

struct RowSum {
  const char* rule = "";
  const RowView* total = nullptr;
  std::vector<const RowView*> parts;
  std::vector<const RowView*>
      optional;           // rows that may be parts or repeat parts: tried with and without
  bool may_nest = false;  // the parts may hold sub-totals of each other (see adds_up_nested)
  std::string doubt;      // why the parts may be others; then a sum that does not hold is skipped
};

// A sum that does not hold fails, save where it is skipped, with the reason: a cell of it could not
// be read; the total, or all of its parts, print nothing; the structure is in doubt; the parts add
// up to two or three times the total, so that sub-totals stand among them.
void append_column_equations(const TableView& table, const RowSum& sum,
                             const std::vector<AmountFact>& amounts,
                             std::vector<CheckResult>& results);

}  // namespace gongkai::normalize
