// Documents that tell of the same thing twice.
#pragma once

#include <SQLiteCpp/Database.h>

namespace gongkai::store {

// Marks documents of one unit, year and kind that print the same kinds of tables: two versions of
// one disclosure, whose figures must not be added up. Each gets the warning `document.version`,
// which names the others (of very many, the first). (Two files with the same bytes are one
// document.) relate_documents() has taken those of earlier runs away.
void mark_versions(SQLite::Database& dataset);

}  // namespace gongkai::store
