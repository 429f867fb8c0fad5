// Joins the grids of a document to logical tables: a title starts one, the next pages go on with
// it whether or not they repeat title and heading (field guide §2.4, §1.6).
#pragma once

#include <string>
#include <vector>

#include "recognize/page_layout.h"
#include "recognize/reading.h"
#include "recognize/schema.h"
#include "recognize/table_header.h"

namespace gongkai::recognize {

// A table over all its pages, before its columns and rows are understood.
struct JoinedTable {
  const TableSchema* schema = nullptr;  // nullptr: no schema knows it
  std::string title, printed_no, unit, agency;
  int first_page = 0;
  int last_page = 0;
  int document_year = 0;  // that most lines about budgets outside of tables name; 0: none does
  int columns = 0;
  bool implied = false;             // white space alone tells its columns
  std::vector<HeadingPath> paths;   // one per column
  std::string signature;            // of its heading rows
  std::vector<TableCell> cells;     // rows run on across the pages
  std::vector<double> indents;      // of each cell's text, points
  std::vector<bool> heading_row;    // per row: headings, column numbers, titles inside the frame
  std::vector<std::string> notes;

  int rows() const { return static_cast<int>(heading_row.size()); }
};

struct JoinedDocument {
  std::vector<JoinedTable> tables;
  std::vector<TextLine> lines;        // outside of tables, in reading order
  std::vector<int> form_pages;        // pages with a performance form, ascending, once each
};

// `forms` are grids of the pages that performance forms claim: they are no tables.
JoinedDocument join_tables(const std::vector<PageLayout>& pages, const Schemas& schemas,
                           Diagnostics& diagnostics, const std::vector<const LayoutGrid*>& forms = {});

}  // namespace gongkai::recognize
