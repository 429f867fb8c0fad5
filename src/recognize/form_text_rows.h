// The indicators of a form in a text file whose cells have lost their columns: tabs shifted, labels of
// merged cells printed rows away, texts cut off. What belongs where is told by what the texts are: the
// words of the tree, then names and targets in turn. Whatever is concluded or taken from the other half
// is named in `inferred` and reported:
//   form.stray_text      a text that belongs to no column (page numbers, duplicates) was left out
//   form.text_completed  a name that is cut off in one half was completed from the other
//   form.value_lost      a name without its target; taken from the other half only where both halves
//                        are the same year, or ask for the same in every other row
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "recognize/form_schema.h"
#include "recognize/form_sheet.h"
#include "recognize/reading.h"

namespace gongkai::recognize {

struct TextRows {
  std::vector<FormIndicator> indicators;
  std::vector<int> label_rows;  // rows of the sheet that hold labels with texts (填报日期)
};

// Do the cells of the rows [from, to) stand under their headings, `from` being the heading row?
bool is_aligned(const FormSheet& sheet, int from, int to, const FormWords& words);

// Reads the rows [from, to). `one_year`: the project ends within the year, so that 实施期 and 年度
// are the same targets.
TextRows read_text_rows(const FormSheet& sheet, int from, int to, const FormWords& words, bool one_year,
                        Diagnostics& diagnostics);

}  // namespace gongkai::recognize
