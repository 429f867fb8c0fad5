#include "store/departments.h"

namespace gongkai::store {

void check_departments(SQLite::Database& dataset) {
  // CROSS JOIN keeps the order: from the few departments down to the lines of their units. A line
  // that is printed again below a heading of the next page is one figure.
  dataset.exec(R"(
      INSERT INTO check_result (document_id, table_id, rule, subject, status, expected_fen,
                                actual_fen, tolerance_fen, advisory, detail, page_no)
      SELECT department_id, table_id, 'B14', subject,
             CASE WHEN abs(whole - line) <= tolerance THEN 'pass' ELSE 'fail' END,
             whole, line, tolerance, 0, unit_file, page_no
      FROM (
        SELECT department.document_id AS department_id, lines.table_id, line.page_no,
               unit.source_path AS unit_file, line.amount_fen AS line, whole.amount_fen AS whole,
               CASE WHEN max(line.quantum_fen, whole.quantum_fen) > 1
                    THEN max(line.quantum_fen, whole.quantum_fen) ELSE 0 END AS tolerance,
               coalesce(lines.printed_no, lines.title, lines.kind) || ' ' || unit.unit_name || ' / ' ||
                 coalesce(line.column_label, '') || ' = its own file' AS subject,
               row_number() OVER (
                 PARTITION BY department.document_id, unit.document_id, lines.kind, line.direction,
                              line.phase, line.fund, line.spend_type, line.timing
                 ORDER BY line.amount_id, whole.amount_id) AS nth
        FROM document department
        CROSS JOIN budget_table lines ON lines.document_id = department.document_id
               AND lines.kind IN ('income_summary', 'expenditure_summary')
        CROSS JOIN amount line ON line.table_id = lines.table_id AND line.row_kind = 'organization'
               AND NOT line.memo
        CROSS JOIN document unit ON unit.unit_name = line.unit_name
               AND unit.fiscal_year = department.fiscal_year
               AND unit.kind = replace(department.kind, 'department_', 'unit_')
               AND unit.document_id <> department.document_id
               AND unit.unit_name <> coalesce(department.unit_name, '')
        CROSS JOIN budget_table own ON own.document_id = unit.document_id AND own.kind = lines.kind
        CROSS JOIN amount whole ON whole.table_id = own.table_id AND whole.row_kind = 'total'
               AND NOT whole.memo
               AND whole.direction = line.direction AND whole.phase = line.phase
               AND whole.fund = line.fund AND whole.spend_type = line.spend_type
               AND whole.timing = line.timing
        WHERE department.kind IN ('department_budget', 'department_accounts'))
      WHERE nth = 1 ORDER BY department_id, table_id, unit_file, subject)");
}

}  // namespace gongkai::store
