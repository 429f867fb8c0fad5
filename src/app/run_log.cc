#include "app/run_log.h"

#include <cerrno>
#include <nlohmann/json.hpp>
#include <system_error>

#include "app/ingest.h"

namespace gongkai::app {
namespace {

// Keys in the order in which they are written.
using Json = nlohmann::ordered_json;

// File names may be any bytes; a line is flushed, so that it is there whatever comes next.
void write_line(std::FILE* file, const Json& event) {
  if (file == nullptr) return;
  const std::string line =
      event.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  const bool written =
      std::fwrite(line.data(), 1, line.size(), file) == line.size() && std::fflush(file) == 0;
  if (!written) throw std::system_error(errno, std::generic_category(), "--log-json");
}

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

// What was found: in a document (Outcome), in all of them (Tally).
template <typename Counted>
Json counts_of(const Counted& counted) {
  return {{"tables", counted.tables},
          {"amounts", counted.amounts},
          {"vouched", counted.vouched},
          {"checks_passed", counted.checks_passed},
          {"checks_failed", counted.checks_failed}};
}

}  // namespace

RunLog::RunLog(const std::filesystem::path& file) {
  if (file.empty()) return;
  file_.reset(std::fopen(file.c_str(), "we"));
  if (!file_) throw std::system_error(errno, std::generic_category(), file.string());
}

void RunLog::start(const std::filesystem::path& database, size_t files, size_t jobs) {
  write_line(file_.get(), {{"event", "start"},
                           {"version", GONGKAI_VERSION},
                           {"database", database.string()},
                           {"files", files},
                           {"jobs", jobs}});
}

void RunLog::document(const DocumentEvent& event) {
  const Outcome& outcome = event.outcome;
  Json line{{"event", "document"},
            {"path", event.path},
            {"sha256", text_or_null(event.sha256)},
            {"status", store::name_of(outcome.status)},
            {"unchanged", event.unchanged},
            {"reason", text_or_null(outcome.error.empty() ? outcome.first_error : outcome.error)}};
  if (!event.unchanged) {
    line.update({{"seconds", event.seconds}, {"pages", outcome.pages}});
    line.update(counts_of(outcome));
  }
  write_line(file_.get(), line);
}

void RunLog::pass_over(const std::string& path, const std::string& media_type) {
  write_line(file_.get(), {{"event", "passed_over"}, {"path", path}, {"media_type", media_type}});
}

void RunLog::end(const Tally& tally, int exit_code) {
  Json line{{"event", "end"},
            {"exit_status", exit_code},
            {"files", tally.files},
            {"ok", tally.ok},
            {"partial", tally.partial},
            {"failed", tally.failed},
            {"unopened", tally.unopened},
            {"unchanged", tally.unchanged},
            {"archives", tally.archives},
            {"passed_over", tally.data_files},
            {"not_begun", tally.not_begun}};
  line.update(counts_of(tally));
  line.update({{"manifest_rows", tally.manifest_rows},
               {"rows_without_file", tally.rows_without_file},
               {"files_without_row", tally.without_row}});
  write_line(file_.get(), line);
}

void RunLog::fail(const std::string& error) {
  write_line(file_.get(), {{"event", "error"}, {"reason", error}});
}

}  // namespace gongkai::app
