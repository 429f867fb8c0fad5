// Indicators that one text names and sets targets for, as lists without columns for them print them:
//
//   数量指标：发放人数≥12人；质量指标：发放准确率100%；时效指标：按月发放
#pragma once

#include <string>
#include <vector>

#include "recognize/form_schema.h"
#include "recognize/reading.h"

namespace gongkai::recognize {

// One indicator for each part, with "split" in inferred. A level before a colon holds for the parts
// behind it, too; levels that the text does not print are "". A part that sets no number and says no
// comparison is a name without a target.
std::vector<FormIndicator> split_named_targets(const std::string& text, const FormWords& words);

}  // namespace gongkai::recognize
