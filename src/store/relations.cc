#include "store/relations.h"

#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <array>

#include "store/corrections.h"
#include "store/departments.h"
#include "store/manifests.h"
#include "store/versions.h"

namespace gongkai::store {
namespace {

// What tells the rows that are no document's own.
struct SharedRows {
  std::string_view table;
  std::string_view condition;
};

constexpr std::array kSharedRows{
    SharedRows{"diagnostic", "code = 'document.version' OR code LIKE 'manifest.%'"},
    SharedRows{"check_result", "rule = 'B14'"},
};

}  // namespace

void unrelate_documents(SQLite::Database& dataset) {
  for (const SharedRows& shared : kSharedRows) {
    dataset.exec(fmt::format("DELETE FROM {} WHERE {}", shared.table, shared.condition));
  }
  suspend_corrections(dataset);
}

void relate_documents(SQLite::Database& dataset) {
  SQLite::Transaction transaction(dataset, SQLite::TransactionBehavior::IMMEDIATE);
  unrelate_documents(dataset);
  join_manifests(dataset);  // first, as the others compare units
  mark_versions(dataset);
  check_departments(dataset);
  apply_corrections(dataset);
  transaction.commit();
}

std::string condition_for_own_rows(std::string_view table) {
  for (const SharedRows& shared : kSharedRows) {
    if (shared.table == table) return fmt::format("WHERE NOT ({})", shared.condition);
  }
  return "";
}

}  // namespace gongkai::store
