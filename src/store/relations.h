// What the documents of a dataset tell of each other: versions of one disclosure, departments and their
// units. Made anew at the end of each run and merge, from all documents.
#pragma once

#include <SQLiteCpp/Database.h>

#include <string_view>

namespace gongkai::store {

// Replaces what earlier calls wrote: marks of versions (versions.h) and checks of departments against
// their units (departments.h).
void relate_documents(SQLite::Database& dataset);

// A WHERE clause for the rows of a table that belong to one document alone; "" where all do.
std::string_view condition_for_own_rows(std::string_view table);

}  // namespace gongkai::store
