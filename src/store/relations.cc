#include "store/relations.h"

#include "store/departments.h"
#include "store/manifests.h"
#include "store/versions.h"

namespace gongkai::store {

void relate_documents(SQLite::Database& dataset) {
  join_manifests(dataset);  // first, as the others compare units
  mark_versions(dataset);
  check_departments(dataset);
}

std::string_view condition_for_own_rows(std::string_view table) {
  if (table == "diagnostic") {
    return "WHERE code <> 'document.version' AND code NOT LIKE 'manifest.%'";
  }
  if (table == "check_result") return "WHERE rule <> 'B14'";
  return "";
}

}  // namespace gongkai::store
