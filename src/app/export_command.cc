#include "app/export_command.h"

#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <stdexcept>

#include "store/csv_package.h"
#include "store/database.h"
#include "store/stata.h"
#include "store/workbook.h"

namespace gongkai::app {
namespace {

namespace fs = std::filesystem;

// A folder inside the output, so that files can be moved by their names alone; what an earlier export
// that was killed left there goes.
class UnfinishedFolder {
 public:
  explicit UnfinishedFolder(const fs::path& target)
      : target_(target), target_is_new_(!fs::exists(target)), path_(target / ".gongkai-export") {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  UnfinishedFolder(const UnfinishedFolder&) = delete;
  UnfinishedFolder& operator=(const UnfinishedFolder&) = delete;
  ~UnfinishedFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
    if (target_is_new_) fs::remove(target_, ignored);  // where nothing came to be in it
  }

  const fs::path& path() const { return path_; }

  // Replaces files of the same names; `last` names the others, so it comes when they are there.
  void move_up(const fs::path& last) const {
    for (const auto& entry : fs::directory_iterator(path_)) {
      const fs::path name = entry.path().filename();
      if (name != last) fs::rename(entry.path(), target_ / name);
    }
    fs::rename(path_ / last, target_ / last);
  }

 private:
  fs::path target_;
  bool target_is_new_;
  fs::path path_;
};

store::ExportCounts export_csv(const store::Selection& selection, const ExportOptions& options) {
  const UnfinishedFolder unfinished(options.output);
  const store::ExportCounts counts = store::write_csv_package(
      selection, {options.license, options.byte_order_mark}, unfinished.path());
  unfinished.move_up("datapackage.json");
  return counts;
}

store::ExportCounts export_stata(const store::Selection& selection, const fs::path& output) {
  const UnfinishedFolder unfinished(output);
  const store::ExportCounts counts = store::write_stata_files(selection, unfinished.path());
  unfinished.move_up("document.dta");
  return counts;
}

store::ExportCounts export_workbook(const store::Selection& selection, const fs::path& output) {
  fs::path unfinished = output;
  unfinished += "-export";
  try {
    const store::ExportCounts counts = store::write_workbook(selection, unfinished);
    fs::rename(unfinished, output);
    return counts;
  } catch (...) {
    std::error_code ignored;
    fs::remove(unfinished, ignored);
    throw;
  }
}

store::ExportCounts export_as(const store::Selection& selection, const ExportOptions& options) {
  switch (options.format) {
    case ExportFormat::Csv: return export_csv(selection, options);
    case ExportFormat::Stata: return export_stata(selection, options.output);
    case ExportFormat::Workbook: break;
  }
  return export_workbook(selection, options.output);
}

}  // namespace

ExitCode run_export(const ExportOptions& options) {
  SQLite::Database dataset = store::open_for_reading(options.database);
  const SQLite::Transaction one_moment(dataset);
  const store::Selection selection(dataset, options.filter);
  const store::ExportCounts counts = export_as(selection, options);
  fmt::print(stderr, "{}: {} {}, {} rows\n", options.output.string(), counts.tables,
             options.format == ExportFormat::Workbook ? "sheets" : "tables", counts.rows);
  return kDone;
}

}  // namespace gongkai::app
