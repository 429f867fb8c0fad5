// Writes a selection of a dataset as one workbook (xlsx), to be read by people.
#pragma once

#include <filesystem>

#include "store/export_counts.h"
#include "store/selection.h"

namespace gongkai::store {

// A sheet for each kind of budget table, with its rows of v_amount; one for each other view; one that
// says what the columns are. Numbers are numbers, with thousands separated where they are money. The
// source's name in a row is a link to the page where the row was read, for the first 65,530 rows of a
// sheet, which is as many as Excel takes. A sheet that would have more rows than Excel takes goes on
// in another one, and a text that is longer ends with "…". Throws Unwritable where the
// file can't be written, save that libxlsxwriter does not see whether a temporary file is cut off.
ExportCounts write_workbook(const Selection& selection, const std::filesystem::path& file);

// "file:///data/a%20b.pdf#page=3"; "" for a file in an archive, which no link leads to. A relative
// path counts from the current folder.
std::string page_link(const std::string& source_path, int page);

}  // namespace gongkai::store
