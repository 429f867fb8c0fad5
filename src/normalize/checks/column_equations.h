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
  std::string doubt;  // why the parts may be others; then a sum that does not hold is skipped
};

// Skipped, with the reason: where a cell of the sum could not be read, where the total or all of
// its parts print nothing, and where the structure is in doubt and the sum does not hold.
void append_column_equations(const TableView& table, const RowSum& sum,
                             const std::vector<AmountFact>& amounts,
                             std::vector<CheckResult>& results);

}  // namespace gongkai::normalize
