// The page of one document: what a person must look at, and every page of it with what was read there.
#pragma once

#include <map>
#include <set>
#include <string>

#include "store/report_data.h"

namespace gongkai::report {

struct Pictures {
  std::map<int, std::string> files;  // of pages, from the report's folder
  std::string reason;                // why there are no others: a sentence
};

// From the report's folder.
std::string file_of_document(const store::ReportDocument& document);

// Its title, else its file's name.
std::string name_of(const store::ReportDocument& document);

std::string anchor_of_check(int64_t check_id);
std::string anchor_of_diagnostic(int64_t diagnostic_id);

// The pages that hold a fact, a table, a form, a failed check or a diagnostic.
std::set<int> pages_worth_seeing(const store::ReportDetails& details);

// HTML for file_of_document(). `place`: the region's name with those that it lies in.
std::string document_page(const store::ReportDocument& document, std::string_view place,
                          const store::ReportDetails& details, const Pictures& pictures);

}  // namespace gongkai::report
