// What columns and words of the dataset are called on a page, in English and Chinese.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::report {

// A column of the dataset: "fund" to "Fund 资金来源". One without a label is its own.
std::string label_of_column(std::string_view name);

// A word of a vocabulary (docs/dataset.md): "unit_budget" to "unit budget 单位预算". Others are their own,
// with spaces for underscores.
std::string label_of_word(std::string_view word);

// The family of a check's rule: "A3" to "within a table 表内".
std::string family_of_rule(std::string_view rule);

}  // namespace gongkai::report
