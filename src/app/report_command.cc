#include "app/report_command.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <memory>
#include <optional>
#include <set>
#include <system_error>

#include "app/failure.h"
#include "app/job_queue.h"
#include "app/nursery.h"
#include "app/office_converter.h"
#include "app/original_files.h"
#include "app/picture_process.h"
#include "app/progress.h"
#include "app/temporary_folder.h"
#include "app/timestamp.h"
#include "base/text.h"
#include "embedded/report_assets.h"
#include "extract/office_type.h"
#include "extract/reader.h"
#include "report/document_page.h"
#include "report/overview_page.h"
#include "store/database.h"
#include "store/report_data.h"

namespace gongkai::app {
namespace {

namespace fs = std::filesystem;
using store::ReportDetails;
using store::ReportDocument;

constexpr const char* kFirstPage = "index.html";

// A file of the report: there as a whole, or not at all.
void write_file(const fs::path& file, std::string_view content) {
  fs::create_directories(file.parent_path());
  const fs::path unfinished = file.string() + "-unfinished";
  std::ofstream out(unfinished, std::ios::binary);
  out << content;
  out.close();
  if (!out) throw std::system_error(errno, std::generic_category(), file.string());
  fs::rename(unfinished, file);
}

std::string picture_file(const ReportDocument& document, int page) {
  return fmt::format("pictures/{}/{}.png", document.sha256, page);
}

class ReportRun {
 public:
  // The nursery is forked before the dataset is opened.
  explicit ReportRun(const ReportOptions& options)
      : options_(options),
        converter_{find_office_program(), work_folder_.path()},
        nursery_({}, [&] { return drawing_work(converter_, {}); }),
        originals_(nursery_),
        jobs_(options.jobs, nursery_),
        dataset_(store::open_for_reading(options.database)) {
    dataset_.exec("BEGIN");  // one moment, also while an ingest goes on
    overview_ = store::read_overview(dataset_);
  }

  ExitCode run() {
    fs::create_directories(options_.output);
    fs::remove(options_.output / kFirstPage);  // until all is there
    remove_pages_of_others();
    for (const embedded::EmbeddedFile& asset : embedded::report_assets) {
      write_file(options_.output / fs::path(asset.name).filename(), asset.text);
    }
    write_file(options_.output / "data.js", report::overview_data(overview_));
    write_documents();
    const report::About about{options_.database.filename().string(), timestamp(), GONGKAI_VERSION};
    write_file(options_.output / kFirstPage, report::overview_page(overview_, about));
    sum_up();
    return undrawn_ > 0 ? kIncomplete : kDone;
  }

 private:
  // Documents that a report before this one had, and the dataset no longer has.
  void remove_pages_of_others() const {
    std::set<fs::path> own;
    for (const ReportDocument& document : overview_.documents) {
      own.insert(options_.output / report::file_of_document(document));
    }
    const fs::path folder = options_.output / "documents";
    if (!fs::is_directory(folder)) return;
    std::vector<fs::path> others;
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (!own.contains(entry.path())) others.push_back(entry.path());
    }
    for (const fs::path& other : others) fs::remove(other);
  }

  void write_documents() {
    uint64_t pages = 0;
    for (const ReportDocument& document : overview_.documents)
      pages += static_cast<uint64_t>(document.pages);
    Progress progress(overview_.documents.size(), pages, false);
    for (const ReportDocument& document : overview_.documents) {
      take(document, [&] { progress.advance(static_cast<uint64_t>(document.pages)); });
    }
    jobs_.drain();
  }

  std::vector<int> wanted_pages(const ReportDetails& details) const {
    std::vector<int> wanted;
    if (options_.pictures == PicturesOf::None) return wanted;
    const std::set<int> seen = report::pages_worth_seeing(details);
    for (const store::ReportPage& page : details.pages) {
      if (options_.pictures == PicturesOf::AllPages || seen.contains(page.number))
        wanted.push_back(page.number);
    }
    return wanted;
  }

  template <typename Done>
  void take(const ReportDocument& document, Done done) {
    const auto details = std::make_shared<ReportDetails>(store::read_details(dataset_, document));
    const auto pictures = std::make_shared<report::Pictures>();
    std::vector<int> missing;
    for (const int page : wanted_pages(*details)) {
      const std::string file = picture_file(document, page);
      if (fs::exists(options_.output / file)) {
        pictures->files[page] = file;
        ++reused_;
      } else {
        missing.push_back(page);
      }
    }
    const FoundSource found = missing.empty() ? FoundSource() : find_source(document, *details);
    if (!found.source) {
      pictures->reason = found.reason;
      if (found.is_lost) ++undrawn_;
      return jobs_.add([this, &document, details, pictures, done] {
        write_page(document, *details, *pictures);
        done();
      });
    }
    jobs_.add(draw_request(*found.source, missing),
              [this, &document, details, pictures, done](const Ending& ending) {
                keep_pictures(document, drawn_pages(ending), *pictures);
                write_page(document, *details, *pictures);
                done();
              });
  }

  // What the document was read from, or why there is none to draw.
  struct FoundSource {
    std::optional<extract::Source> source = {};
    std::string reason = {};
    bool is_lost = false;  // it could be drawn, if it were there
  };

  FoundSource find_source(const ReportDocument& document, const ReportDetails& details) {
    if (!can_draw(document.media_type, converter_)) {
      const char* remedy =
          extract::is_office(document.media_type) ? " where LibreOffice is not installed" : "";
      return {.reason = fmt::format("No picture: files of type {} are not drawn{}. 此类文件无图",
                                    document.media_type, remedy)};
    }
    bool changed = false;
    for (const std::string& path : details.paths) {
      std::optional<extract::Source> source = originals_.at(path);
      if (!source) continue;
      if (source->identity.sha256 == document.sha256) return {.source = std::move(source)};
      changed = true;
    }
    if (changed)
      return {.reason = "No picture: the file has changed since it was read. 原文件已改动，无图",
              .is_lost = true};
    return {.reason = "No picture: the file is no longer where it was read. 原文件已不在，无图",
            .is_lost = true};
  }

  void keep_pictures(const ReportDocument& document, const DrawnPages& drawn,
                     report::Pictures& pictures) {
    for (const auto& [page, picture] : drawn.pictures) {
      pictures.files[page] = picture_file(document, page);
      write_file(options_.output / pictures.files[page], picture);
      ++drawn_;
    }
    if (drawn.reason.empty()) return;
    pictures.reason = "No picture: " + drawn.reason + " 无图";
    ++undrawn_;
  }

  void write_page(const ReportDocument& document, const ReportDetails& details,
                  const report::Pictures& pictures) const {
    write_file(
        options_.output / report::file_of_document(document),
        report::document_page(document, report::path_of_place(overview_, document.region_code),
                              details, pictures));
  }

  void sum_up() const {
    fmt::print(stderr, "{}, {} drawn, {} kept from before\n",
               counted(overview_.documents.size(), "document"),
               counted(static_cast<size_t>(drawn_), "picture"), reused_);
    if (undrawn_ > 0)
      fmt::print(stderr, "{} without pictures, though they were asked for; their pages say why\n",
                 counted(static_cast<size_t>(undrawn_), "document"));
    fmt::print(stderr, "open {} in a browser\n", (options_.output / kFirstPage).string());
  }

  const ReportOptions& options_;
  TemporaryFolder work_folder_;
  OfficeConverter converter_;
  Nursery nursery_;
  OriginalFiles originals_;
  JobQueue jobs_;
  SQLite::Database dataset_;
  store::ReportOverview overview_;
  int drawn_ = 0, reused_ = 0, undrawn_ = 0;
};

}  // namespace

ExitCode run_report(const ReportOptions& options) {
  if (fs::exists(options.output) && !fs::is_directory(options.output)) {
    throw WrongUsage(
        fmt::format("-o {}: it is no folder; name a folder or a new one", options.output.string()));
  }
  return store::naming(options.database, [&] { return ReportRun(options).run(); });
}

}  // namespace gongkai::app
