#include "store/versions.h"

namespace gongkai::store {

void mark_versions(SQLite::Database& dataset) {
  // Printed kinds: a narrative and its tables in two files (Beijing) have none in common. Each mark
  // names the first few others only, so that a thousand versions do not make a million names.
  dataset.exec(R"(
      INSERT INTO diagnostic (document_id, page_no, severity, code, message)
      WITH printed AS MATERIALIZED (
        SELECT DISTINCT d.document_id, d.source_path, d.kind, d.fiscal_year, d.unit_name,
               coalesce(d.region_code, '') AS region, t.kind AS table_kind
        FROM document d JOIN budget_table t USING (document_id)
        WHERE d.kind <> 'unknown' AND d.unit_name IS NOT NULL AND d.fiscal_year IS NOT NULL
          AND t.kind <> 'other' AND NOT t.is_empty),
      ranked AS MATERIALIZED (
        SELECT *, count(*) OVER same AS versions, row_number() OVER (same ORDER BY document_id) AS nth
        FROM printed
        WINDOW same AS (PARTITION BY unit_name, fiscal_year, kind, region, table_kind)),
      named AS MATERIALIZED (SELECT * FROM ranked WHERE versions > 1 AND nth <= 6),
      pair AS (
        SELECT DISTINCT a.document_id, a.kind, a.fiscal_year, b.document_id AS other_id,
               b.source_path AS other, max(a.versions) OVER (PARTITION BY a.document_id) AS versions
        FROM ranked a
        JOIN named b USING (unit_name, fiscal_year, kind, region, table_kind)
        WHERE a.versions > 1 AND b.document_id <> a.document_id
        ORDER BY a.document_id, b.document_id)
      SELECT document_id, NULL, 'warning', 'document.version',
             'the dataset has this unit''s ' || kind || ' of ' || fiscal_year ||
             ' more than once, do not add them up: also ' || group_concat(other, ', ') ||
             CASE WHEN versions > 6 THEN ' and others' ELSE '' END
      FROM pair GROUP BY document_id ORDER BY document_id)");
}

}  // namespace gongkai::store
