// From what is on the paper to tables whose rows and columns are understood.
#pragma once

#include "extract/document.h"
#include "recognize/reading.h"
#include "recognize/schema.h"

namespace gongkai::recognize {

// Pure. Whatever is not understood is a diagnostic of the reading:
//   table.unknown     a table that no schema knows; its cells are kept, its numbers are no amounts
//   table.no_header   a table whose columns can't be told
//   unit.inferred     a table or form without unit of money took that of the document's tables
// Those of performance forms are listed in form_reader.h and form_text_rows.h.
Reading recognize(const extract::Document& document, const Schemas& schemas);

// The same, for less memory: glyphs and rulings of the document are given back as soon as nothing needs them.
Reading recognize_and_drop_ink(extract::Document& document, const Schemas& schemas);

}  // namespace gongkai::recognize
