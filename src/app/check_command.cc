#include "app/check_command.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <cstdint>
#include <stdexcept>

#include "base/money_text.h"
#include "store/database.h"

namespace gongkai::app {
namespace {

constexpr int kMostFigures = 12;  // of one check; a sum may have hundreds

struct CheckedDocument {
  int64_t id = 0;
  std::string path;
  int passed = 0, failed = 0, hints = 0, skipped = 0;
};

std::vector<CheckedDocument> find_documents(SQLite::Database& dataset, const std::string& wanted) {
  SQLite::Statement query(dataset, R"(
      SELECT document_id, source_path, checks_passed, checks_failed, hints, checks_skipped
      FROM v_coverage
      WHERE ?1 = '' OR instr(source_path, ?1) OR unit_name = ?1 OR CAST(document_id AS TEXT) = ?1
      ORDER BY source_path)");
  query.bind(1, wanted);
  std::vector<CheckedDocument> documents;
  while (query.executeStep()) {
    documents.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString(),
                         query.getColumn(2).getInt(), query.getColumn(3).getInt(),
                         query.getColumn(4).getInt(), query.getColumn(5).getInt()});
  }
  return documents;
}

std::string money_or_none(const SQLite::Column& fen) {
  return fen.isNull() ? "-" : format_yuan(fen.getInt64());
}

// The figures that a check was about, one a line: where each stands and what is printed there.
void print_figures(SQLite::Database& dataset, int64_t check) {
  SQLite::Statement query(dataset, R"(
      SELECT a.page_no, a.x0, a.y0, a.x1, a.y1, a.code, a.item_name, a.column_label, a.raw,
             count(*) OVER ()
      FROM check_amount JOIN amount a USING (amount_id)
      WHERE check_id = ? ORDER BY a.page_no, a.row_no, a.col_no LIMIT ?)");
  query.bind(1, check);
  query.bind(2, kMostFigures);
  int shown = 0, all = 0;
  while (query.executeStep()) {
    ++shown;
    all = query.getColumn(9).getInt();
    std::string box = "          no box          ";
    if (!query.getColumn(1).isNull()) {
      box = fmt::format("[{:4.0f},{:4.0f} – {:4.0f},{:4.0f}]", query.getColumn(1).getDouble(),
                        query.getColumn(2).getDouble(), query.getColumn(3).getDouble(),
                        query.getColumn(4).getDouble());
    }
    const std::string code = query.getColumn(5).getString();
    fmt::print("      p.{} {} {:>18}  {}{}{} / {}\n", query.getColumn(0).getInt(), box,
               query.getColumn(8).getString(), code, code.empty() ? "" : " ",
               query.getColumn(6).getString(), query.getColumn(7).getString());
  }
  if (all > shown) fmt::print("      … and {} more figures\n", all - shown);
}

void print_failed_checks(SQLite::Database& dataset, int64_t document, bool advisory) {
  SQLite::Statement query(dataset, R"(
      SELECT check_id, rule, subject, page_no, expected_fen, actual_fen, difference_fen,
             tolerance_fen, advisory, detail
      FROM check_result
      WHERE document_id = ?1 AND status = 'fail' AND (?2 OR NOT advisory) ORDER BY check_id)");
  query.bind(1, document);
  query.bind(2, advisory ? 1 : 0);
  while (query.executeStep()) {
    fmt::print("  {} p.{} {}{}\n", query.getColumn(1).getString(), query.getColumn(3).getString(),
               query.getColumn(2).getString(), query.getColumn(8).getInt() != 0 ? " (a hint)" : "");
    fmt::print("    expected {} 元, printed {}, difference {} (rounding explains {})\n",
               money_or_none(query.getColumn(4)), money_or_none(query.getColumn(5)),
               money_or_none(query.getColumn(6)), money_or_none(query.getColumn(7)));
    if (!query.getColumn(9).isNull()) fmt::print("    {}\n", query.getColumn(9).getString());
    print_figures(dataset, query.getColumn(0).getInt64());
  }
}

ExitCode check(const CheckOptions& options) {
  SQLite::Database dataset = store::open_for_reading(options.database);
  const std::vector<CheckedDocument> documents = find_documents(dataset, options.document);
  if (documents.empty() && !options.document.empty()) {
    throw std::runtime_error(
        fmt::format("no document of {} has \"{}\" in its path, as its unit's name or as its "
                    "document_id; gongkai search finds "
                    "words, and without --document all are listed",
                    options.database.string(), options.document));
  }
  bool any_failed = false;
  for (const CheckedDocument& document : documents) {
    any_failed = any_failed || document.failed > 0;
    const bool worth_telling = document.failed > 0 || (options.advisory && document.hints > 0);
    if (options.failed && !worth_telling) continue;
    fmt::print("{}: {} passed, {} failed, {} skipped, {} hints\n", document.path, document.passed,
               document.failed, document.skipped, document.hints);
    if (worth_telling) print_failed_checks(dataset, document.id, options.advisory);
  }
  return any_failed ? kIncomplete : kDone;
}

}  // namespace

ExitCode run_check(const CheckOptions& options) {
  return store::naming(options.database, [&] { return check(options); });
}

}  // namespace gongkai::app
