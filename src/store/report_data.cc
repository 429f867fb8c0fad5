#include "store/report_data.h"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace gongkai::store {
namespace {

// The rows of a query with at most one parameter, one after the other.
template <typename Take>
void for_each_row(SQLite::Database& dataset, const char* sql, std::optional<int64_t> parameter,
                  Take take) {
  SQLite::Statement query(dataset, sql);
  if (parameter) query.bind(1, *parameter);
  while (query.executeStep()) take(query);
}

std::optional<int64_t> integer_or_none(const SQLite::Column& column) {
  if (column.isNull()) return std::nullopt;
  return column.getInt64();
}

// Numbers without the ".0" that SQLite gives whole ones of type REAL.
std::string text_of(const SQLite::Column& column) {
  return column.isFloat() ? fmt::format("{:.12g}", column.getDouble()) : column.getString();
}

// The columns from `first` on.
ReportAttributes attributes_from(SQLite::Statement& row, int first) {
  ReportAttributes attributes;
  for (int i = first; i < row.getColumnCount(); ++i) {
    const SQLite::Column column = row.getColumn(i);
    if (!column.isNull()) attributes.push_back({column.getName(), text_of(column)});
  }
  return attributes;
}

// Rows that begin with id, page, box, raw; the other columns are attributes.
ReportFact fact_of(SQLite::Statement& row, std::string locator) {
  ReportFact fact{.id = row.getColumn(0).getInt64(),
                  .locator = std::move(locator),
                  .page = row.getColumn(1).getInt(),
                  .box = std::nullopt,
                  .raw = row.getColumn(6).getString(),
                  .attributes = attributes_from(row, 7)};
  if (!row.getColumn(2).isNull()) {
    fact.box = Box{row.getColumn(2).getDouble(), row.getColumn(3).getDouble(),
                   row.getColumn(4).getDouble(), row.getColumn(5).getDouble()};
  }
  return fact;
}

constexpr const char* kDocuments = R"(
    SELECT d.document_id, d.sha256, d.source_path, d.source_url, d.media_type, d.title, d.unit_name,
           d.region_code, d.kind, d.status, d.error, d.fiscal_year, d.page_count,
           c.pages_without_text, c.table_count, c.form_count, c.indicator_count, c.amount_count,
           (SELECT total(a.vouched) FROM amount a WHERE a.document_id = d.document_id),
           c.checks_passed, c.checks_failed, c.errors, c.warnings,
           (SELECT count(*) FROM (
              SELECT page_no FROM amount a WHERE a.document_id = d.document_id
              UNION SELECT page_no FROM indicator i WHERE i.document_id = d.document_id
              UNION SELECT page_no FROM figure g WHERE g.document_id = d.document_id
              UNION SELECT u.page_no FROM form f JOIN form_fund u USING (form_id)
              WHERE f.document_id = d.document_id))
    FROM document d JOIN v_coverage c USING (document_id) ORDER BY d.source_path)";

ReportDocument document_of(SQLite::Statement& row) {
  const auto text = [&](int i) { return row.getColumn(i).getString(); };
  const auto number = [&](int i) { return row.getColumn(i).getInt(); };
  return {.id = row.getColumn(0).getInt64(),
          .sha256 = text(1),
          .source_path = text(2),
          .source_url = text(3),
          .media_type = text(4),
          .title = text(5),
          .unit_name = text(6),
          .region_code = text(7),
          .kind = text(8),
          .status = text(9),
          .error = text(10),
          .year = number(11),
          .pages = number(12),
          .pages_with_facts = number(23),
          .pages_without_text = number(13),
          .tables = number(14),
          .forms = number(15),
          .indicators = number(16),
          .amounts = number(17),
          .vouched = number(18),
          .checks_passed = number(19),
          .checks_failed = number(20),
          .errors = number(21),
          .warnings = number(22)};
}

// Of the names that a code had, the last one.
constexpr const char* kPlaces = R"(
    WITH RECURSIVE
    latest AS (SELECT code, name, parent_code, max(coalesce(valid_from, 0)) FROM region GROUP BY code),
    place (code) AS (
      SELECT region_code FROM document WHERE region_code IS NOT NULL
      UNION
      SELECT parent_code FROM latest JOIN place USING (code) WHERE parent_code IS NOT NULL)
    SELECT code, coalesce(name, (SELECT min(region_name) FROM document WHERE region_code = code), code),
           coalesce(parent_code, '')
    FROM place LEFT JOIN latest USING (code) ORDER BY code)";

constexpr const char* kConcerns = R"(
    SELECT 1, check_id, document_id, page_no, 'error', rule,
           subject || CASE WHEN difference_fen <> 0 THEN printf(': %+.2f 元', difference_fen / 100.0) ELSE '' END
    FROM check_result
    WHERE status = 'fail' AND NOT advisory
    UNION ALL
    SELECT 0, diagnostic_id, document_id, page_no, severity, code, message FROM diagnostic
    WHERE severity <> 'info'
    ORDER BY 3, 1 DESC, 2)";

constexpr const char* kAmounts = R"(
    SELECT amount_id, page_no, x0, y0, x1, y1, raw, amount_fen, item_name, column_label, code_system, code,
           function_code, economic_code, gov_economic_code, direction, phase, nullif(fund, 'all') AS fund,
           nullif(spend_type, 'all') AS spend_type, nullif(timing, 'all') AS timing, row_kind,
           nullif(memo, 0) AS memo, unit_code, unit_name, confidence, table_id, row_no, col_no, vouched
    FROM amount WHERE document_id = ? ORDER BY amount_id)";
constexpr int kCorrectionKeys = 3;     // the first ones, which say which row it is about
constexpr int kAmountsOwnColumns = 4;  // the last ones, which say where it belongs

constexpr const char* kIndicators = R"(
    SELECT indicator_id, page_no, x0, y0, x1, y1, coalesce(raw, ''), section, level1, level2, level3, kind, subkind,
           op, value, value_upper, unit, per, base_value, base_unit, amount_fen, date_from, date_to, weight,
           actual_raw, score, deviation_reason, inferred, confidence
    FROM indicator WHERE form_id = ? ORDER BY indicator_id)";

constexpr const char* kFunds = R"(
    SELECT form_fund_id, page_no, x0, y0, x1, y1, raw, section, label, source, phase, amount_fen
    FROM form_fund WHERE form_id = ? ORDER BY form_fund_id)";

constexpr const char* kFields = R"(
    SELECT form_field_id, page_no, x0, y0, x1, y1, coalesce(value, ''), section, label
    FROM form_field WHERE form_id = ? ORDER BY form_field_id)";

constexpr const char* kTasks = R"(
    SELECT form_task_id, page_no, x0, y0, x1, y1, coalesce(name, ''), content, total_fen, appropriation_fen,
           other_fen
    FROM form_task WHERE form_id = ? ORDER BY form_task_id)";

constexpr const char* kFigures = R"(
    SELECT figure_id, page_no, x0, y0, x1, y1, raw, section, subject, measure, amount_fen, percent, count_value, unit
    FROM figure WHERE document_id = ? ORDER BY figure_id)";

// Reads one document.
class DetailsReader {
 public:
  DetailsReader(SQLite::Database& dataset, const ReportDocument& document)
      : dataset_(dataset), document_(document) {}

  ReportDetails read() {
    read_pages();
    read_tables();
    read_amounts();
    read_forms();
    rows(kFigures, document_.id, [&](auto& row) {
      details_.figures.push_back(fact_of(row, fmt::format("n{}", details_.figures.size() + 1)));
    });
    read_checks();
    read_diagnostics();
    read_corrections();
    return std::move(details_);
  }

 private:
  template <typename Take>
  void rows(const char* sql, int64_t key, Take take) {
    for_each_row(dataset_, sql, key, take);
  }

  void read_pages() {
    rows(
        "SELECT page_no, coalesce(width, 0), coalesce(height, 0), text_source FROM page "
        "WHERE document_id = ? ORDER BY page_no",
        document_.id, [&](auto& row) {
          details_.pages.push_back({row.getColumn(0).getInt(), row.getColumn(1).getDouble(),
                                    row.getColumn(2).getDouble(), row.getColumn(3).getString()});
        });
    SQLite::Statement files(dataset_,
                            "SELECT path FROM source_file WHERE sha256 = ? ORDER BY path");
    files.bind(1, document_.sha256);
    details_.paths.push_back(document_.source_path);
    while (files.executeStep()) {
      if (files.getColumn(0).getString() != document_.source_path)
        details_.paths.push_back(files.getColumn(0).getString());
    }
  }

  void read_tables() {
    rows(
        "SELECT table_id, first_page, last_page, kind, printed_no, title, unit, unit_source, "
        "nullif(is_empty, 0) AS is_empty, note FROM budget_table WHERE document_id = ? ORDER BY "
        "table_id",
        document_.id, [&](auto& row) {
          const auto ordinal = static_cast<int>(details_.tables.size()) + 1;
          table_at_[row.getColumn(0).getInt64()] = details_.tables.size();
          details_.tables.push_back({.ordinal = ordinal,
                                     .first_page = row.getColumn(1).getInt(),
                                     .attributes = attributes_from(row, 2),
                                     .cells = {},
                                     .amounts = {}});
        });
    rows(
        "SELECT c.table_id, c.page_no, row_no, col_no, row_span, col_span, text "
        "FROM budget_table JOIN cell c USING (table_id) WHERE document_id = ? ORDER BY c.table_id, "
        "row_no, col_no",
        document_.id, [&](auto& row) {
          const auto number = [&](int i) { return row.getColumn(i).getInt(); };
          details_.tables[table_at_.at(row.getColumn(0).getInt64())].cells.push_back(
              {number(1), number(2), number(3), number(4), number(5),
               row.getColumn(6).getString()});
        });
  }

  void read_amounts() {
    rows(kAmounts, document_.id, [&](auto& row) {
      const int own = row.getColumnCount() - kAmountsOwnColumns;
      ReportTable& table = details_.tables[table_at_.at(row.getColumn(own).getInt64())];
      ReportFact fact =
          fact_of(row, fmt::format("t{}r{}c{}", table.ordinal, row.getColumn(own + 1).getInt(),
                                   row.getColumn(own + 2).getInt()));
      fact.is_vouched = row.getColumn(own + 3).getInt() != 0;
      fact.attributes.resize(fact.attributes.size() - kAmountsOwnColumns);
      amount_at_[fact.id] = {static_cast<size_t>(table.ordinal - 1), table.amounts.size()};
      table.amounts.push_back(std::move(fact));
    });
  }

  void read_forms() {
    rows(
        "SELECT form_id, first_page, last_page, kind, project_name, project_code, unit_name, "
        "department_code, "
        "department_name, fiscal_year, attribute, term, filled_at FROM form WHERE document_id = ? "
        "ORDER BY form_id",
        document_.id, [&](auto& row) {
          ReportForm form;
          form.ordinal = static_cast<int>(details_.forms.size()) + 1;
          form.first_page = row.getColumn(1).getInt();
          form.attributes = attributes_from(row, 2);
          read_parts(form, row.getColumn(0).getInt64());
          details_.forms.push_back(std::move(form));
        });
  }

  void read_parts(ReportForm& form, int64_t id) {
    const auto read_into = [&](std::vector<ReportFact>& facts, const char* sql,
                               const char* letter) {
      rows(sql, id, [&](auto& row) {
        const bool has_locator = *letter != '\0';
        facts.push_back(fact_of(
            row,
            has_locator ? fmt::format("f{}{}{}", form.ordinal, letter, facts.size() + 1) : ""));
      });
    };
    read_into(form.fields, kFields, "");
    read_into(form.funds, kFunds, "m");
    read_into(form.tasks, kTasks, "");
    read_into(form.indicators, kIndicators, "i");
  }

  void read_checks() {
    std::unordered_map<int64_t, size_t> failed_at;
    rows(
        "SELECT check_id, rule, subject, detail, advisory, page_no, expected_fen, actual_fen, "
        "tolerance_fen "
        "FROM check_result WHERE document_id = ? AND status = 'fail' ORDER BY advisory, check_id",
        document_.id, [&](auto& row) {
          const auto text = [&](int i) { return row.getColumn(i).getString(); };
          failed_at[row.getColumn(0).getInt64()] = details_.failed_checks.size();
          details_.failed_checks.push_back({.id = row.getColumn(0).getInt64(),
                                            .rule = text(1),
                                            .subject = text(2),
                                            .detail = text(3),
                                            .is_hint = row.getColumn(4).getInt() != 0,
                                            .page = row.getColumn(5).getInt(),
                                            .expected_fen = integer_or_none(row.getColumn(6)),
                                            .actual_fen = integer_or_none(row.getColumn(7)),
                                            .tolerance_fen = integer_or_none(row.getColumn(8))});
        });
    rows(
        "SELECT check_id, amount_id, status, rule FROM check_result JOIN check_amount USING "
        "(check_id) "
        "WHERE document_id = ? AND status <> 'skipped' ORDER BY check_id, amount_id",
        document_.id, [&](auto& row) {
          const auto amount = amount_at_.find(row.getColumn(1).getInt64());
          if (amount == amount_at_.end())
            return;  // of another document: a department's and its units'
          ReportFact& fact = details_.tables[amount->second.table].amounts[amount->second.amount];
          const auto failed = failed_at.find(row.getColumn(0).getInt64());
          if (failed == failed_at.end()) return fact.passed.push_back(row.getColumn(3).getString());
          fact.failed.push_back(failed->second);
          details_.failed_checks[failed->second].parts.push_back({fact.locator, fact.raw});
        });
  }

  void read_corrections() {
    if (!dataset_.tableExists("correction")) return;  // of a dataset that none was ever given
    SQLite::Statement query(
        dataset_,
        "SELECT amount_id, form_fund_id, indicator_id, locator, page_no, old_raw, new_value, who, why, status, note "
        "FROM correction WHERE sha256 = ? ORDER BY page_no, locator");
    query.bind(1, document_.sha256);
    while (query.executeStep()) {
      details_.corrections.push_back(attributes_from(query, kCorrectionKeys));
      mark_corrected(query);
    }
  }

  // The figure that a correction applies to tells of it, too.
  void mark_corrected(SQLite::Statement& correction) {
    const auto mark_in = [&](std::vector<ReportFact>& facts, int key) {
      const SQLite::Column id = correction.getColumn(key);
      if (id.isNull()) return;
      for (ReportFact& fact : facts) {
        if (fact.id != id.getInt64()) continue;
        fact.is_corrected = true;
        fact.attributes.insert(fact.attributes.begin(), {"new_value", correction.getColumn("new_value").getString()});
      }
    };
    for (ReportTable& table : details_.tables) mark_in(table.amounts, 0);
    for (ReportForm& form : details_.forms) {
      mark_in(form.funds, 1);
      mark_in(form.indicators, 2);
    }
  }

  void read_diagnostics() {
    rows(
        "SELECT diagnostic_id, page_no, severity, code, message FROM diagnostic WHERE document_id "
        "= ? "
        "ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, "
        "diagnostic_id",
        document_.id, [&](auto& row) {
          details_.diagnostics.push_back(
              {row.getColumn(0).getInt64(), row.getColumn(1).getInt(), row.getColumn(2).getString(),
               row.getColumn(3).getString(), row.getColumn(4).getString()});
        });
  }

  struct AmountAt {
    size_t table = 0, amount = 0;
  };

  SQLite::Database& dataset_;
  const ReportDocument& document_;
  ReportDetails details_;
  std::unordered_map<int64_t, size_t> table_at_;
  std::unordered_map<int64_t, AmountAt> amount_at_;
};

}  // namespace

std::string_view value_of(const ReportAttributes& attributes, std::string_view name) {
  const auto found =
      std::find_if(attributes.begin(), attributes.end(),
                   [&](const ReportAttribute& attribute) { return attribute.name == name; });
  return found == attributes.end() ? std::string_view() : std::string_view(found->value);
}

ReportOverview read_overview(SQLite::Database& dataset) {
  ReportOverview overview;
  for_each_row(dataset, kDocuments, std::nullopt,
               [&](auto& row) { overview.documents.push_back(document_of(row)); });
  for_each_row(dataset, kPlaces, std::nullopt, [&](auto& row) {
    overview.places.push_back(
        {row.getColumn(0).getString(), row.getColumn(1).getString(), row.getColumn(2).getString()});
  });
  for_each_row(dataset, kConcerns, std::nullopt, [&](auto& row) {
    overview.concerns.push_back({row.getColumn(0).getInt() != 0, row.getColumn(1).getInt64(),
                                 row.getColumn(2).getInt64(), row.getColumn(3).getInt(),
                                 row.getColumn(4).getString(), row.getColumn(5).getString(),
                                 row.getColumn(6).getString()});
  });
  return overview;
}

ReportDetails read_details(SQLite::Database& dataset, const ReportDocument& document) {
  return DetailsReader(dataset, document).read();
}

}  // namespace gongkai::store
