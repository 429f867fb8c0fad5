// What a document alone does not tell: versions of one disclosure, departments and their units, what a
// manifest says. Made anew at the end of each run and merge, from all documents.
#pragma once

#include <SQLiteCpp/Database.h>

#include <string>
#include <string_view>

namespace gongkai::store {

// Replaces what earlier calls wrote: what manifests say (manifests.h), marks of versions (versions.h) and
// checks of departments against their units (departments.h). Their ids come after those of all documents.
void relate_documents(SQLite::Database& dataset);

// Takes away what relate_documents() wrote, before documents are added: their rows then get the ids that
// they would have got in one run with those before them.
// REQUIRES: the caller has begun the transaction that adds the first one.
void unrelate_documents(SQLite::Database& dataset);

// A WHERE clause for the rows of a table that belong to one document alone; "" where all do.
std::string condition_for_own_rows(std::string_view table);

}  // namespace gongkai::store
