// Writes a selection of a dataset as Stata files (.dta, version 118: Stata 14 and later).
#pragma once

#include <filesystem>

#include "store/export_counts.h"
#include "store/selection.h"

namespace gongkai::store {

// A file for each table and view, into a folder that is there. Labels of variables are the meanings of
// columns. A column that has a vocabulary is a number from 1 with the words as value labels. Integers, 分
// too, are exact: `long` where they fit, else `double`, which is exact up to 2^53; a column with a larger
// one is text. date_* are days (%td), other times text. Texts are str#, in columns with long ones strL. NULL is
// missing, "" in texts. Throws Unwritable where a file can't be written.
ExportCounts write_stata_files(const Selection& selection, const std::filesystem::path& folder);

// Text of a Stata label: without Markdown's signs, at most 80 characters, the last one "…" where it is longer.
std::string stata_label(const std::string& markdown);

}  // namespace gongkai::store
