// What researchers say should stand at a place of a document, beside what is printed there (gongkai
// correct). A correction belongs to a content and a place in it, not to rows, which a newer version of the
// program replaces: what it is about is found anew after each run.
#pragma once

#include <SQLiteCpp/Database.h>

#include <string>
#include <vector>

namespace gongkai::store {

struct Correction {
  std::string sha256;     // of the document
  int page = 0;           // 1-based
  // Numbered from 1 in the order of ids within the document: t2r5c3, table 2, row_no 5, col_no 3;
  // f1m2, form 1, row 2 of form_fund; f1i4, form 1, indicator 4.
  std::string locator;
  std::string old_raw;    // what is printed there; blanks do not count
  std::string new_value;  // money: 12.5万元, 125000元, or 12.5 in the unit of what is printed; a target: ≥95%
  std::string who, why;
};

// What is wrong with it, whatever the dataset holds: half a sentence; "" for nothing.
std::string mistake_in(const Correction& correction);

// Notes corrections and gives how many are new. REQUIRES: nothing is wrong with them.
int add_corrections(SQLite::Database& dataset, const std::vector<Correction>& corrections);

// Finds what each correction is about, and what it says in numbers. It is in conflict, and changes nothing,
// where its document is not there, where neither its place nor exactly one other figure of its page prints
// old_raw, where its value does not fit, and where another one says something else of the same figure.
void apply_corrections(SQLite::Database& dataset);

// Takes the link between corrections and rows away, before rows are replaced.
void suspend_corrections(SQLite::Database& dataset);

int count_conflicts(SQLite::Database& dataset);

}  // namespace gongkai::store
