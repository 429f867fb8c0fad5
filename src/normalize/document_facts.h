// What a document is, which year and whose: read from its cover, headings and table titles, never
// from its file name (field guide §1.2).
#pragma once

#include "base/diagnostic.h"
#include "normalize/ledger.h"
#include "normalize/region.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// Whatever cannot be told stays empty, with a diagnostic:
//   document.kind_unknown, document.year_unknown, document.agency_unknown,
//   region.unknown, region.ambiguous
DocumentFacts read_document_facts(const recognize::Reading& reading, const RegionBook& regions,
                                  Diagnostics& diagnostics);

}  // namespace gongkai::normalize
