// What the columns of a table say: roles, dimensions, and the side-by-side tables they belong to.
#pragma once

#include <string>
#include <vector>

#include "recognize/reading.h"
#include "recognize/schema.h"
#include "recognize/table_joiner.h"

namespace gongkai::recognize {

struct Column {
  ColumnRole role = ColumnRole::Unknown;
  std::string label;         // header path as printed, "/"-joined
  std::string unit;          // of money, where the heading declares one
  std::string agency;        // a unit that has a column of its own; "" elsewhere
  Meaning meaning;           // of the whole path, lower parts overriding upper ones
  int block = 0;             // side-by-side tables: 0 is the leftmost
};

// One column per column of the table. Headings that no vocabulary knows are told by their content
// and reported (heading.unknown).
std::vector<Column> read_columns(const JoinedTable& table, const Schemas& schemas,
                                 Diagnostics& diagnostics);

}  // namespace gongkai::recognize
