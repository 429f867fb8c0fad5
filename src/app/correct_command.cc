#include "app/correct_command.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <array>
#include <charconv>
#include <stdexcept>
#include <vector>

#include "app/csv_file.h"
#include "app/run_lock.h"
#include "base/text.h"
#include "store/corrections.h"
#include "store/database.h"

namespace gongkai::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCorrections = "corrections";
const std::vector<std::string> kCorrectionColumns{"sha256",    "page", "locator", "old_raw",
                                                  "new_value", "who",  "why"};

store::Correction correction_of(const std::vector<std::string>& fields) {
  std::vector<std::string> texts;
  for (const std::string& field : fields) texts.push_back(trimmed(field));
  store::Correction correction{texts[0], 0, texts[2], texts[3], texts[4], texts[5], texts[6]};
  const char* const end = texts[1].data() + texts[1].size();
  const auto page = std::from_chars(texts[1].data(), end, correction.page);
  if (page.ptr != end) correction.page = 0;
  return correction;
}

std::vector<store::Correction> read_corrections(const fs::path& file) {
  const CsvFile csv = read_csv_file(file, kCorrections);
  if (csv.columns != kCorrectionColumns) {
    refuse_csv_file(file, kCorrections, fmt::format("its columns are {}; they must be {}", fmt::join(csv.columns, ","),
                                                    fmt::join(kCorrectionColumns, ",")));
  }
  std::vector<store::Correction> corrections;
  std::string mistakes;
  for (const CsvRow& row : csv.rows) {
    corrections.push_back(correction_of(row.fields));
    const std::string mistake = store::mistake_in(corrections.back());
    if (!mistake.empty()) mistakes += fmt::format("\n  line {}: {}", row.line, mistake);
  }
  if (!mistakes.empty()) refuse_csv_file(file, kCorrections, "nothing was changed, as there are mistakes:" + mistakes);
  return corrections;
}

void print_corrections(SQLite::Database& dataset) {
  SQLite::Statement query(dataset, R"(
      SELECT c.status, coalesce(source_path, sha256), page_no, locator, old_raw, new_value, who, why, note
      FROM correction c LEFT JOIN document USING (sha256) ORDER BY correction_id)");
  while (query.executeStep()) {
    const auto text = [&](int column) { return query.getColumn(column).getString(); };
    fmt::print("{:8} {} p.{} {}: {} → {} ({}: {}){}{}\n", text(0), text(1), text(2), text(3), without_space(text(4)),
               text(5), text(6), text(7), query.getColumn(8).isNull() ? "" : "\n         ", text(8));
  }
}

void take_corrections(SQLite::Database& dataset, const std::vector<store::Correction>& corrections,
                      const CorrectOptions& options) {
  SQLite::Transaction transaction(dataset, SQLite::TransactionBehavior::IMMEDIATE);
  const int forgotten = options.replace ? dataset.exec("DELETE FROM correction") : 0;
  const int added = store::add_corrections(dataset, corrections);
  store::apply_corrections(dataset);
  transaction.commit();
  fmt::print(stderr, "{}: {}, {} new", options.corrections.string(), counted(corrections.size(), "correction"), added);
  if (options.replace) fmt::print(stderr, "; {} earlier ones taken away", forgotten);
  fmt::print(stderr, "\n");
}

ExitCode list_corrections(SQLite::Database& dataset) {
  print_corrections(dataset);
  const int conflicts = store::count_conflicts(dataset);
  if (conflicts == 0) return kDone;
  fmt::print(stderr, "{} in conflict, without effect\n", counted(static_cast<size_t>(conflicts), "correction"));
  return kIncomplete;
}

ExitCode correct(const CorrectOptions& options) {
  if (options.corrections.empty()) {
    SQLite::Database dataset = store::open_for_reading(options.database);
    return list_corrections(dataset);
  }
  const std::vector<store::Correction> corrections = read_corrections(options.corrections);
  const RunLock lock(options.database);
  store::Database database(options.database);
  take_corrections(database.connection(), corrections, options);
  return list_corrections(database.connection());
}

}  // namespace

ExitCode run_correct(const CorrectOptions& options) {
  return store::naming(options.database, [&] { return correct(options); });
}

void warn_of_conflicts(const fs::path& database) {
  SQLite::Database dataset = store::open_for_reading(database);
  const int conflicts = store::count_conflicts(dataset);
  if (conflicts == 0) return;
  spdlog::warn("{} in conflict with what was read, without effect; gongkai correct {} lists them",
               counted(static_cast<size_t>(conflicts), "correction"), database.string());
}

}  // namespace gongkai::app
