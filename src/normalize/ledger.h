// The facts of one document with the checks they passed or failed: the value that `normalize`
// yields. Names and vocabularies are those of docs/dataset.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "normalize/indicator_value.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// Money to the 分, with the worth of the last printed digit, from which checks take their tolerance.
struct Money {
  int64_t fen = 0;
  int64_t quantum = 1;  // 分; 0.01 万元 is 10000
  bool operator==(const Money&) const = default;
};

struct AmountFact {
  int table = 0;  // index into Reading::tables
  recognize::Place place;
  int row = 0;
  int column = 0;
  int block = 0;
  recognize::Dimensions dimensions;  // complete: no field is empty
  recognize::RowKind row_kind = recognize::RowKind::Item;
  int depth = 0;  // of the row's ordinal, as in recognize::Entry
  std::vector<std::string> ancestors;  // names of the rows above it, as in recognize::Entry
  bool memo = false;
  std::string unit_code, unit_name;
  std::string code_system, code;
  std::string function_code, economic_code, gov_economic_code;
  std::string item_name;
  std::string column_label;
  std::string raw;
  Money money;
  bool vouched = false;
};

enum class CheckStatus { Pass, Fail, Skipped };
const char* name_of(CheckStatus status);  // "pass", "fail", "skipped"

struct CheckResult {
  std::string rule;     // "A1" … of field guide §6
  std::string subject;  // what was checked: table, row and column in the document's terms
  CheckStatus status = CheckStatus::Skipped;
  int64_t expected_fen = 0;   // what the parts say
  int64_t actual_fen = 0;     // what is printed
  int64_t tolerance_fen = 0;
  std::string detail;         // "rounded", the reason for a skip, the addends
  int page = 0;
  bool advisory = false;      // a hint: never makes a document look broken
  bool arithmetic = true;     // vouches for its facts when passed
  std::vector<int> facts;     // indices into Ledger::amounts that it used
};

struct DocumentFacts {
  std::string title;
  std::string kind = "unknown";
  std::optional<int> fiscal_year;
  std::string unit_code, unit_name, region_code, region_name;  // "" where not known
};

// An amount, a percentage or a count in running text: one of the three is there, or none where
// the words contradict themselves.
struct Figure {
  recognize::Place place;
  std::string section, subject, measure;
  std::string raw;  // the sentence
  std::optional<Money> money;
  std::optional<double> percent;
  std::optional<Decimal> count;  // of things, in `unit` as printed: 个, 辆, 平方米 …
  std::string unit;
  double percent_quantum = 0;  // worth of the last printed digit of `percent`
  int paragraph = 0;           // counted through the document: what stands together
  // What the words say of the subject, for the checks; "" where they leave it open.
  recognize::Dimensions dimensions;
  std::string code_system, code;  // as in AmountFact
};

// Performance forms. Texts are as printed and "" where nothing is; the same for numbers and dates.

struct FormField {
  recognize::Place place;
  std::string section, label, value;
};

struct FormFund {
  recognize::Place place;
  std::string section, phase, source;
  std::string label;  // as printed
  std::string raw;
  Money money;
};

struct FormTask {
  recognize::Place place;
  std::string name, content;
  std::optional<Money> total, appropriation, other;
};

struct Indicator {
  recognize::Place place;
  std::string section;
  std::string level1, level2, level3;
  IndicatorValue target;
  std::optional<Decimal> weight, score;
  std::string actual, reason;         // as printed
  std::vector<std::string> inferred;  // what was concluded: "level1", "unit", "year" …
};

struct FormFacts {
  std::string kind;  // "project_target", "unit_target", "self_evaluation"
  std::string title;
  std::optional<int> fiscal_year;
  std::string project_name, project_code;
  std::string department_code, department_name, unit_name;
  std::string attribute, term, filled_at;
  // The project's name and unit in the project table, where the form was matched with a row of it.
  std::string listed_name, listed_unit;
  int first_page = 0;
  int last_page = 0;
  std::vector<FormField> fields;
  std::vector<FormFund> funds;
  std::vector<FormTask> tasks;
  std::vector<Indicator> indicators;
};

struct Ledger {
  DocumentFacts document;
  std::vector<AmountFact> amounts;
  std::vector<FormFacts> forms;
  std::vector<Figure> figures;
  std::vector<CheckResult> checks;
  Diagnostics diagnostics;
};

}  // namespace gongkai::normalize
