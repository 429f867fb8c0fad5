#include "store/manifests.h"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "normalize/books.h"

namespace gongkai::store {
namespace {

// True where `ancestor` is the city or the province of `region`: codes nest.
bool contains_region(std::string_view ancestor, std::string_view region) {
  const size_t digits = ancestor.ends_with("0000") ? 2 : ancestor.ends_with("00") ? 4 : 6;
  return region.starts_with(ancestor.substr(0, digits));
}

// A file with an entry, and the document that was read from it.
struct JoinedFile {
  int64_t document_id = 0;
  PrintedOrigin document;
  ManifestEntry entry;
};

std::vector<JoinedFile> files_with_entry(SQLite::Database& dataset) {
  SQLite::Statement query(dataset, R"(
      SELECT d.document_id, d.unit_name, d.region_code, f.manifest_url, f.manifest_region_code,
             f.manifest_unit_name, f.manifest_fetched_at
      FROM source_file f JOIN document d USING (sha256)
      WHERE coalesce(f.manifest_url, f.manifest_region_code, f.manifest_unit_name,
                     f.manifest_fetched_at) IS NOT NULL
      ORDER BY d.document_id, f.path <> d.source_path, f.path)");
  std::vector<JoinedFile> files;
  while (query.executeStep()) {
    const auto text = [&](int column) { return query.getColumn(column).getString(); };
    files.push_back(
        {query.getColumn(0).getInt64(), {text(1), text(2)}, {text(3), text(4), text(5), text(6)}});
  }
  return files;
}

// A date, or a time of one: "2026-01-31", "2026-01-31T08:00:00Z", also with a space in the middle.
bool is_iso_8601(const std::string& text) {
  static const RE2 kTime(
      R"(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)");
  return RE2::FullMatch(text, kTime);
}

std::string with_t(std::string time) {
  std::replace(time.begin(), time.end(), ' ', 'T');
  return time;
}

Diagnostic about(const char* code, std::string message) {
  return {Severity::Warning, 0, code, std::move(message)};
}

void undo(SQLite::Database& dataset) {
  dataset.exec(R"(
      UPDATE document SET
        source_url = NULL, fetched_at = NULL, from_manifest = NULL,
        unit_name = iif(from_manifest LIKE '%unit_name%', NULL, unit_name),
        region_code = iif(from_manifest LIKE '%region_code%', NULL, region_code),
        region_name = iif(from_manifest LIKE '%region_code%', NULL, region_name)
      WHERE coalesce(source_url, fetched_at, from_manifest) IS NOT NULL)");
}

// Takes what `entry` leaves open from another one.
void complete(ManifestEntry& entry, const ManifestEntry& other) {
  for (const auto member : {&ManifestEntry::url, &ManifestEntry::region_code,
                            &ManifestEntry::unit_name, &ManifestEntry::fetched_at}) {
    if ((entry.*member).empty()) entry.*member = other.*member;
  }
}

// Writes what the entries say of a document.
class Joiner {
 public:
  Joiner(SQLite::Database& dataset, const normalize::RegionBook& regions)
      : regions_(regions),
        update_(dataset, R"(
            UPDATE document SET source_url = nullif(?, ''), fetched_at = nullif(?, ''),
              unit_name = coalesce(unit_name, nullif(?, '')),
              region_code = coalesce(region_code, nullif(?, '')),
              region_name = coalesce(region_name, nullif(?, '')),
              from_manifest = nullif(?, '')
            WHERE document_id = ?)"),
        report_(dataset, R"(
            INSERT INTO diagnostic (document_id, page_no, severity, code, message)
            VALUES (?, NULL, ?, ?, ?))") {}

  // Completes `file.document` by the entry.
  void fill(JoinedFile& file) {
    const ManifestEntry& entry = file.entry;
    std::vector<std::string_view> filled;
    const normalize::Region* region = nullptr;
    if (file.document.unit_name.empty() && !entry.unit_name.empty()) {
      file.document.unit_name = entry.unit_name;
      filled.emplace_back("unit_name");
    }
    if (file.document.region_code.empty()) region = regions_.find(entry.region_code);
    if (region != nullptr) {
      file.document.region_code = region->code;
      filled.emplace_back("region_code");
    }
    int place = 0;
    for (const std::string& value :
         {entry.url, is_iso_8601(entry.fetched_at) ? with_t(entry.fetched_at) : "", entry.unit_name,
          region != nullptr ? region->code : "", region != nullptr ? region->name : "",
          fmt::format("{}", fmt::join(filled, ","))}) {
      update_.bind(++place, value);
    }
    update_.bind(++place, file.document_id);
    update_.exec();
    update_.reset();
  }

  void report(const JoinedFile& file) {
    for (const Diagnostic& d : compare_with_manifest(file.document, file.entry, regions_)) {
      report_.bind(1, file.document_id);
      report_.bind(2, name_of(d.severity));
      report_.bind(3, d.code);
      report_.bind(4, d.message);
      report_.exec();
      report_.reset();
    }
  }

 private:
  const normalize::RegionBook& regions_;
  SQLite::Statement update_;
  SQLite::Statement report_;
};

}  // namespace

Diagnostics compare_with_manifest(const PrintedOrigin& document, const ManifestEntry& entry,
                                  const normalize::RegionBook& regions) {
  Diagnostics found;
  if (!entry.unit_name.empty() && fold(entry.unit_name) != fold(document.unit_name)) {
    found.push_back(about("manifest.unit",
                          fmt::format("the document is of \"{}\", though the manifest says \"{}\"",
                                      document.unit_name, entry.unit_name)));
  }
  if (!entry.region_code.empty() && regions.find(entry.region_code) == nullptr) {
    found.push_back(about(
        "manifest.unusable",
        fmt::format("the manifest's region_code \"{}\" is none of GB/T 2260", entry.region_code)));
  } else if (!entry.region_code.empty() &&
             !contains_region(entry.region_code, document.region_code)) {
    found.push_back(about("manifest.region",
                          fmt::format("the document is of region {}, though the manifest says {}",
                                      document.region_code, entry.region_code)));
  }
  if (!entry.fetched_at.empty() && !is_iso_8601(entry.fetched_at)) {
    found.push_back(about(
        "manifest.unusable",
        fmt::format("the manifest's fetched_at \"{}\" is no ISO 8601 time", entry.fetched_at)));
  }
  return found;
}

void join_manifests(SQLite::Database& dataset) {
  undo(dataset);
  Joiner joiner(dataset, normalize::built_in_books().regions);
  const std::vector<JoinedFile> files = files_with_entry(dataset);
  for (auto first = files.begin(); first != files.end();) {
    const auto last = std::find_if(first, files.end(), [&](const JoinedFile& file) {
      return file.document_id != first->document_id;
    });
    JoinedFile whole = *first;
    for (auto file = first; file != last; ++file) complete(whole.entry, file->entry);
    joiner.fill(whole);
    for (auto file = first; file != last; ++file) {
      joiner.report({file->document_id, whole.document, file->entry});
    }
    first = last;
  }
}

}  // namespace gongkai::store
