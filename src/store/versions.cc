#include "store/versions.h"

#include <SQLiteCpp/Transaction.h>

namespace gongkai::store {

void mark_versions(SQLite::Database& dataset) {
  SQLite::Transaction transaction(dataset, SQLite::TransactionBehavior::IMMEDIATE);
  dataset.exec("DELETE FROM diagnostic WHERE code = 'document.version'");
  // Printed kinds: a narrative and its tables in two files (Beijing) have none in common.
  dataset.exec(R"(
      INSERT INTO diagnostic (document_id, page_no, severity, code, message)
      SELECT a.document_id, NULL, 'warning', 'document.version',
             'the dataset has this unit''s ' || a.kind || ' of ' || a.fiscal_year ||
             ' more than once, do not add them up: also ' || group_concat(b.source_path, ', ')
      FROM document a
      JOIN document b ON b.unit_name = a.unit_name AND b.fiscal_year = a.fiscal_year
                     AND b.kind = a.kind AND b.region_code IS a.region_code
                     AND b.document_id <> a.document_id
      WHERE a.kind <> 'unknown' AND EXISTS (
        SELECT 1 FROM budget_table p JOIN budget_table q USING (kind)
        WHERE p.document_id = a.document_id AND q.document_id = b.document_id
          AND kind <> 'other' AND NOT p.is_empty AND NOT q.is_empty)
      GROUP BY a.document_id ORDER BY a.document_id)");
  transaction.commit();
}

}  // namespace gongkai::store
