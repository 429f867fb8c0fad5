// A department's file and the files of its units.
#pragma once

#include <SQLiteCpp/Database.h>

namespace gongkai::store {

// B14 (field guide §6): 收入总表 and 支出总表 of a department print a line for each of its units; where
// the dataset has the unit's own file of that year, its totals are the same, column by column (what
// columns mean, not where they stand). That the units add up to the department is a sum within its own
// table (A15). One check_result of the department's document for each figure; relate_documents() has
// taken earlier ones away. Does not vouch for amounts: that is of one document.
void check_departments(SQLite::Database& dataset);

}  // namespace gongkai::store
