// Performance forms: from printed texts to facts, and which row of the project table each one is about.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// The facts of one form. `document_year` stands in where the form names none. Diagnostics:
//   amount.unreadable, amount.no_unit   as in tables; the amount is left out
//   form.value_missing                  an indicator with a name and no target
//   form.number_unreadable              a weight or score that is no number
//   form.share_above_whole              a target for a share (满意度, 占比 …) of more than 100 %
// and those of parse_indicator_value, with the page.
FormFacts read_form_facts(const recognize::Form& form, std::optional<int> document_year,
                          Diagnostics& diagnostics);

// Fills listed_name and listed_unit of the forms about projects. A form belongs to the rows of the
// project table that carry its name, document number included, with brackets, quotes and spaces
// folded; where several units have a project of that name, to the one whose unit or amount is the
// form's. A name that differs in up to two characters is the same project if the amount is too
// (project.near_match). Whatever stays open is left apart:
//   project.ambiguous   several rows may be meant
//   project.unlisted    the document has a project table, but no row of that name
void match_projects(Ledger& ledger, const std::vector<recognize::Table>& tables);

// The rows of one name and unit in the project tables, with what they add up to.
struct ListedProject {
  std::string name, key, unit;
  int64_t fen = 0;
  int64_t repeated_fen = 0;  // of rows that repeat name and amount of the row above: that one may be
                             //   a category with a single project of its name, or another project
  int64_t quantum = 1;
  int rows = 1;  // that carry the name, those that only repeat the row above left out
};
std::vector<ListedProject> listed_projects(const Ledger& ledger, const std::vector<recognize::Table>& tables,
                                           std::string_view kind = "project_expenditure");

// The name under which a project's row and its form meet: folded, with one kind of brackets.
std::string project_key(const std::string& name);

// The form's amount for the year: the annual total, else the one without section, else that of the
// 实施期; null where none is printed.
const FormFund* yearly_total(const FormFacts& form);

}  // namespace gongkai::normalize
