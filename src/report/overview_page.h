// The report's first page, and the lists of documents that its script draws from.
#pragma once

#include <string>

#include "store/report_data.h"

namespace gongkai::report {

struct About {
  std::string dataset;  // its file's name
  std::string made_at;  // ISO 8601
  std::string version;  // of gongkai
};

// "山西省 › 晋城市 › 高平市"; "" where the code is.
std::string path_of_place(const store::ReportOverview& overview, const std::string& code);

std::string overview_page(const store::ReportOverview& overview, const About& about);

// overview.js reads this: one assignment to a variable, so that it can be loaded from a file, too.
std::string overview_data(const store::ReportOverview& overview);

}  // namespace gongkai::report
