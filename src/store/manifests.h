// What a scraper knows of the files that it fetched (ingest --manifest), beside what the documents
// themselves print.
#pragma once

#include <SQLiteCpp/Database.h>

#include <string>

#include "base/diagnostic.h"
#include "normalize/region.h"

namespace gongkai::store {

// What a manifest says of one file, as it stands there; "" where it says nothing.
struct ManifestEntry {
  std::string url = {}, region_code = {}, unit_name = {}, fetched_at = {};
  bool operator==(const ManifestEntry&) const = default;
};

// What a document prints of the same; "" where it can't be told.
struct PrintedOrigin {
  std::string unit_name, region_code;
};

// Where the two contradict each other, the document is right, and a diagnostic says so:
//   manifest.unit     the manifest names another unit
//   manifest.region   another region that does not contain the document's: a city's site, say, has
//                     the budgets of its counties
//   manifest.unusable a region that is not in GB/T 2260, a time that is not ISO 8601
Diagnostics compare_with_manifest(const PrintedOrigin& document, const ManifestEntry& entry,
                                  const normalize::RegionBook& regions);

// Gives every document source_url and fetched_at of its file's entry, and the unit and the region
// where the document prints none (document.from_manifest names them), with the diagnostics of
// compare_with_manifest() for each of its files. Of several files of one content, the first that
// says something counts: document.source_path, then the others by path. What an earlier call gave
// is undone before, as the entries may have changed; their diagnostics relate_documents() has taken away.
void join_manifests(SQLite::Database& dataset);

}  // namespace gongkai::store
