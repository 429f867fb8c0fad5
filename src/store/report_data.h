// What a report for people (report/) shows of a dataset: an overview of all documents, and all that
// was read of one.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"

namespace gongkai::store {

// A document in a list.
struct ReportDocument {
  int64_t id = 0;
  std::string sha256;
  std::string source_path;
  std::string source_url;  // "": not known
  std::string media_type;
  std::string title;
  std::string unit_name;
  std::string region_code;  // "": not told
  std::string kind;         // document.kind
  std::string status;       // document.status
  std::string error;        // of a failed one
  int year = 0;             // fiscal; 0: not told
  int pages = 0;
  int pages_with_facts = 0;
  int pages_without_text = 0;
  int tables = 0, forms = 0, indicators = 0, amounts = 0, vouched = 0;
  int checks_passed = 0, checks_failed = 0;  // hints are no failures
  int errors = 0, warnings = 0;
};

// A region that documents are of, or that holds such regions.
struct ReportPlace {
  std::string code;
  std::string name;
  std::string parent;  // its code; "" of a province
};

// What a person must look at: a failed check that is no hint, or a diagnostic of severity error or
// warning.
struct ReportConcern {
  bool is_check = false;
  int64_t id = 0;  // check_id or diagnostic_id
  int64_t document_id = 0;
  int page = 0;          // 0: of no page
  std::string severity;  // of a check: "error"
  std::string code;      // or the check's rule
  std::string text;
};

struct ReportOverview {
  std::vector<ReportDocument> documents;  // by path
  std::vector<ReportPlace> places;        // by code; a region stands behind the one it lies in
  std::vector<ReportConcern> concerns;    // by document
};

// A column of the dataset and what it holds; those that hold NULL are left out.
struct ReportAttribute {
  std::string name;
  std::string value;
};
using ReportAttributes = std::vector<ReportAttribute>;

// "" where there is none of that name.
std::string_view value_of(const ReportAttributes& attributes, std::string_view name);

// A number, target or figure. `locator` is its name in its document, which stays while the document
// is read alike; ordinals are from 1, in the order of ids:
//   t2r5c3  the amount of row_no 5, col_no 3 in the document's second table
//   f1i4    the fourth indicator of its first form, f1m2 the second fund of that form
//   n3      its third figure in running text
struct ReportFact {
  int64_t id = 0;  // of its row
  std::string locator;
  int page = 0;
  std::optional<Box> box;
  std::string raw;
  ReportAttributes attributes;
  bool is_vouched = false;
  bool is_corrected = false;             // then its attributes begin with the correction's new_value
  std::vector<size_t> failed = {};       // places in ReportDetails::failed_checks
  std::vector<std::string> passed = {};  // rules, once for each check
};

struct ReportCell {
  int page = 0, row = 0, column = 0, row_span = 1, column_span = 1;
  std::string text;
};

struct ReportTable {
  int ordinal = 0;
  int first_page = 0;
  ReportAttributes attributes;
  std::vector<ReportCell> cells;  // by row and column
  std::vector<ReportFact> amounts;
};

struct ReportForm {
  int ordinal = 0;
  int first_page = 0;
  ReportAttributes attributes;
  std::vector<ReportFact> fields, funds, tasks, indicators;  // fields and tasks have no locator
};

// An amount that a check is about.
struct ReportPart {
  std::string locator;
  std::string raw;
};

struct ReportCheck {
  int64_t id = 0;
  std::string rule;
  std::string subject;
  std::string detail;
  bool is_hint = false;
  int page = 0;  // 0: of none
  std::optional<int64_t> expected_fen, actual_fen, tolerance_fen;
  std::vector<ReportPart> parts = {};
};

struct ReportDiagnostic {
  int64_t id = 0;
  int page = 0;  // 0: of none
  std::string severity;
  std::string code;
  std::string message;
};

struct ReportPage {
  int number = 0;
  double width = 0, height = 0;  // points, as displayed; 0: the input has no geometry
  std::string text_source;
};

// All that was read of one document.
struct ReportDetails {
  std::vector<ReportPage> pages;
  std::vector<ReportTable> tables;
  std::vector<ReportForm> forms;
  std::vector<ReportFact> figures;
  std::vector<ReportCheck> failed_checks;     // hints last
  std::vector<ReportDiagnostic> diagnostics;  // errors, warnings, the rest
  std::vector<std::string> paths;             // of all files that had this content
  std::vector<ReportAttributes> corrections;  // that gongkai correct has taken
};

ReportOverview read_overview(SQLite::Database& dataset);
ReportDetails read_details(SQLite::Database& dataset, const ReportDocument& document);

}  // namespace gongkai::store
