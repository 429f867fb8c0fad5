#include "app/export_command.h"

#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>

#include "app/failure.h"
#include "base/pattern.h"
#include "base/text.h"
#include "extract/archive_reader.h"
#include "extract/reader.h"
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

// What libxlsxwriter puts into temporary files on the way is cut off where the disk is full, without a
// word: so each sheet must have the rows that its head tells of, and an end.
class SheetCheck {
 public:
  void take(const extract::ArchivePart& part) {
    using Kind = extract::ArchivePart::Kind;
    if (part.kind == Kind::Begin) {
      is_sheet_ = part.text.starts_with("xl/worksheets/sheet");
      text_.clear();
      rows_ = told_rows_ = 0;
    } else if (is_sheet_ && part.kind == Kind::Bytes) {
      read(part.text);
    } else if (is_sheet_ || part.kind == Kind::Flaw) {
      is_whole_ = is_whole_ && part.kind == Kind::Whole && rows_ == told_rows_ && rows_ > 0 &&
                  text_.ends_with("</worksheet>");
      all_rows_ += rows_;
    }
  }
  bool finds_whole(const store::ExportCounts& counts) const {
    return is_whole_ && all_rows_ >= counts.rows;
  }

 private:
  void read(std::string_view piece) {
    static const RE2 kRow("<row ");
    static const RE2 kLastRow(R"re(<dimension ref="[A-Z]+1:[A-Z]+(\d+)"/>)re");
    text_ += piece;
    if (told_rows_ == 0) RE2::PartialMatch(text_, kLastRow, &told_rows_);
    re2::StringPiece rest(text_);
    while (RE2::FindAndConsume(&rest, kRow)) ++rows_;
    text_.erase(0, text_.size() - std::min<size_t>(rest.size(), kLongestTag));
  }

  static constexpr size_t kLongestTag = 64;  // that may go on in the next piece
  bool is_sheet_ = false;
  bool is_whole_ = true;
  std::string text_;  // what follows the last row that was counted, or its end
  int64_t rows_ = 0, told_rows_ = 0, all_rows_ = 0;
};

void require_whole(const fs::path& workbook, const store::ExportCounts& counts) {
  std::ifstream file(workbook, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  constexpr uint64_t kAny = std::numeric_limits<uint64_t>::max();
  SheetCheck check;
  try {
    extract::unpack(bytes, "application/zip", {kAny, kAny, kAny, kAny},
                    [&](const auto& part) { check.take(part); });
    if (check.finds_whole(counts)) return;
  } catch (const extract::Unreadable&) {  // nor is it whole
  }
  throw store::Unwritable("the workbook");
}

store::ExportCounts export_workbook(const store::Selection& selection, const fs::path& output) {
  fs::path unfinished = output;
  unfinished += "-export";
  try {
    const store::ExportCounts counts = store::write_workbook(selection, unfinished);
    require_whole(unfinished, counts);
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

// A file is not put in the place of a folder or a device, nor a folder in that of a file.
void refuse_other_output(const ExportOptions& options) {
  const fs::file_status output = fs::status(options.output);
  if (!fs::exists(output)) return;
  const bool wants_file = options.format == ExportFormat::Workbook;
  if (wants_file ? fs::is_regular_file(output) : fs::is_directory(output)) return;
  throw WrongUsage(fmt::format("-o {}: it is {}; name a {} or a new one", options.output.string(),
                               wants_file ? "no ordinary file" : "no folder",
                               wants_file ? "file" : "folder"));
}

ExitCode export_all(const ExportOptions& options) {
  SQLite::Database dataset = store::open_for_reading(options.database);
  const SQLite::Transaction one_moment(dataset);
  const store::Selection selection(dataset, options.filter);
  const store::ExportCounts counts = export_as(selection, options);
  fmt::print(stderr, "{}: {}, {}\n", options.output.string(),
             counted(static_cast<uint64_t>(counts.tables),
                     options.format == ExportFormat::Workbook ? "sheet" : "table"),
             counted(static_cast<uint64_t>(counts.rows), "row"));
  return kDone;
}

}  // namespace

ExitCode run_export(const ExportOptions& options) {
  refuse_other_output(options);
  try {
    return store::naming(options.database, [&] { return export_all(options); });
  } catch (const store::UnknownKind& e) {
    throw WrongUsage(e.what());
  } catch (const store::Unwritable& e) {
    throw std::runtime_error(
        fmt::format("{}: {} can't be written; look whether the disk is full, a limit on the size "
                    "of files is reached, "
                    "or the folder may not be written; nothing was changed",
                    options.output.string(), e.what()));
  }
}

}  // namespace gongkai::app
