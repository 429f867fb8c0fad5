// Performance forms, from the grids of a document to what they say: labelled texts, money, tasks and
// the tree of indicators. Layouts are data (form_schema.h); a layout that no family knows is read by
// the common words, and marked.
//
//   form.unknown_layout  no family, or several, fit the form
//   form.blank_template  a form in which nothing is filled in: it is left out
//   form.not_read        a page that speaks of indicators, with no form on it
#pragma once

#include <vector>

#include "recognize/form_sheet.h"
#include "recognize/page_layout.h"
#include "recognize/reading.h"
#include "recognize/schema.h"

namespace gongkai::recognize {

// Pure. `sheets` are those of find_form_sheets for the same pages.
std::vector<Form> read_forms(const std::vector<PageLayout>& pages, std::vector<FormSheet> sheets,
                             const FormSchemas& schemas, Diagnostics& diagnostics);

}  // namespace gongkai::recognize
