// The rows of a table, read into entries: one for each money cell, with all that its row, its
// column and the table's kind say about it.
#pragma once

#include <vector>

#include "recognize/column_reader.h"
#include "recognize/reading.h"
#include "recognize/schema.h"
#include "recognize/table_joiner.h"

namespace gongkai::recognize {

std::vector<Entry> read_rows(const JoinedTable& table, const std::vector<Column>& columns,
                             const Schemas& schemas);

}  // namespace gongkai::recognize
