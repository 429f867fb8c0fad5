// Pages as pictures, for people to look at: nothing is read from them.
#pragma once

#include <filesystem>
#include <string>

namespace gongkai::extract {

// The page (1-based) of a PDF as displayed, as a PNG in a data: URI, ready for the href of an image
// element. Throws Unreadable where the file or page can't be drawn, also for pages larger than
// 5,000 points: a picture of one could take all memory.
//
// REQUIRES: no other function of extract/ works on a PDF at the same time; poppler-cpp, which
// draws, drops the global state that the reader shares.
std::string page_as_data_uri(const std::filesystem::path& pdf, int page, double dots_per_inch);

}  // namespace gongkai::extract
