// The tables that hang on a document, in the order in which their rows are written: every row comes
// after those that it refers to. A column that has the name of another table's key refers to it.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace gongkai::store {

enum class Table : uint8_t {
  Document,
  Page,
  BudgetTable,
  Cell,
  Amount,
  Form,
  FormField,
  FormFund,
  FormTask,
  Indicator,
  Figure,
  CheckResult,
  CheckAmount,
  Diagnostic,
};

struct TableDefinition {
  std::string_view name;
  std::string_view key;      // the column that numbers the rows; "" where no other table refers
                             //   to them and they have no number
  std::string_view columns;  // those that are written, the key left out
};

// Indexed by Table.
inline constexpr std::array<TableDefinition, 14> kTables{{
    {"document", "document_id",
     "sha256, source_path, source_url, media_type, byte_size, page_count, title, kind, "
     "fiscal_year, unit_code, unit_name, region_code, region_name, status, error, "
     "extractor_version, ingested_at"},
    {"page", "", "document_id, page_no, width, height, rotation, text_source, char_count"},
    {"budget_table", "table_id",
     "document_id, kind, title, printed_no, first_page, last_page, unit, unit_source, is_empty, "
     "row_count, column_count, note"},
    {"cell", "", "table_id, page_no, row_no, col_no, row_span, col_span, text, x0, y0, x1, y1, "
     "confidence"},
    {"amount", "amount_id",
     "document_id, table_id, page_no, row_no, col_no, direction, phase, fund, spend_type, timing, "
     "row_kind, memo, unit_code, unit_name, code_system, code, function_code, economic_code, "
     "gov_economic_code, item_name, column_label, raw, amount_fen, quantum_fen, vouched, x0, y0, "
     "x1, y1, confidence"},
    {"form", "form_id",
     "document_id, kind, title, fiscal_year, project_name, project_code, department_code, "
     "department_name, unit_name, attribute, term, filled_at, listed_name, listed_unit, "
     "first_page, last_page"},
    {"form_field", "form_field_id", "form_id, section, label, value, page_no, x0, y0, x1, y1"},
    {"form_fund", "form_fund_id",
     "form_id, section, phase, source, label, raw, amount_fen, quantum_fen, page_no, x0, y0, x1, "
     "y1"},
    {"form_task", "form_task_id",
     "form_id, ordinal, name, content, total_fen, appropriation_fen, other_fen, page_no, x0, y0, "
     "x1, y1"},
    {"indicator", "indicator_id",
     "form_id, document_id, section, ordinal, level1, level2, level3, raw, kind, subkind, op, "
     "op_explicit, value, value_upper, unit, per, base_value, base_unit, amount_fen, date_from, "
     "date_to, weight, actual_raw, score, deviation_reason, inferred, page_no, x0, y0, x1, y1, confidence"},
    {"figure", "figure_id",
     "document_id, section, subject, measure, raw, amount_fen, percent, count_value, unit, "
     "page_no, x0, y0, x1, y1"},
    {"check_result", "check_id",
     "document_id, table_id, rule, subject, status, expected_fen, actual_fen, tolerance_fen, "
     "advisory, detail, page_no"},
    {"check_amount", "", "check_id, amount_id"},
    {"diagnostic", "diagnostic_id", "document_id, page_no, severity, code, message"},
}};

}  // namespace gongkai::store
