#include "store/search.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include "base/text.h"
#include "store/database.h"

namespace gongkai::store {
namespace {

namespace fs = std::filesystem;

constexpr size_t kTrigram = 3;          // characters
constexpr int kWaitForOthers = 60'000;  // milliseconds: as long as another search makes the index

// What a dataset's index was made of. A document that is read again has new facts with new ids.
constexpr const char* kState = R"(
    SELECT (SELECT count(*) || ' ' || coalesce(max(ingested_at), '') FROM dataset.document)
        || ' ' || (SELECT coalesce(max(amount_id), 0) FROM dataset.amount)
        || ' ' || (SELECT coalesce(max(form_field_id), 0) FROM dataset.form_field)
        || ' ' || (SELECT coalesce(max(indicator_id), 0) FROM dataset.indicator))";

// An item is one hit a table, however many columns its row has.
constexpr const char* kBuild = R"(
    DROP TABLE IF EXISTS entry;
    CREATE VIRTUAL TABLE entry USING fts5(
      text, document_id UNINDEXED, page_no UNINDEXED, kind UNINDEXED, tokenize = 'trigram');
    INSERT INTO entry
      SELECT project_name, document_id, first_page, 'project' FROM dataset.form
      WHERE project_name IS NOT NULL
      UNION ALL
      SELECT a.item_name, a.document_id, min(a.page_no),
             CASE t.kind WHEN 'project_expenditure' THEN 'project' ELSE 'item' END
      FROM dataset.amount a JOIN dataset.budget_table t USING (table_id)
      WHERE a.item_name IS NOT NULL GROUP BY a.table_id, a.item_name
      UNION ALL
      SELECT trim(coalesce(level3, '') || ' ' || coalesce(raw, '')), document_id, page_no, 'indicator'
      FROM dataset.indicator
      UNION ALL
      SELECT f.label || ' ' || f.value, o.document_id, f.page_no, 'goal'
      FROM dataset.form_field f JOIN dataset.form o USING (form_id) WHERE f.value IS NOT NULL
      UNION ALL
      SELECT trim(coalesce(t.name, '') || ' ' || coalesce(t.content, '')), o.document_id, t.page_no,
             'task'
      FROM dataset.form_task t JOIN dataset.form o USING (form_id);)";

bool is_current(SQLite::Database& index) {
  return index.tableExists("state") &&
         index.execAndGet("SELECT coalesce(max(text), '') FROM state").getString() ==
             index.execAndGet(kState).getString();
}

void bring_up_to_date(SQLite::Database& index) {
  if (is_current(index)) return;
  // One transaction, so that the state noted is that of the rows read. It first writes to the index,
  // which another search then waits for; the dataset is only read, and an ingest may go on.
  SQLite::Transaction transaction(index);
  index.exec("CREATE TABLE IF NOT EXISTS state (text TEXT)");
  index.exec("DELETE FROM state");
  index.exec(fmt::format("INSERT INTO state {}", kState));
  index.exec(kBuild);
  transaction.commit();
}

SQLite::Database open_index(const std::string& file, const fs::path& dataset) {
  SQLite::Database index(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_URI, kWaitForOthers);
  SQLite::Statement attach(index, "ATTACH ? AS dataset");
  attach.bind(1, name_for_reading(dataset));
  attach.exec();
  bring_up_to_date(index);
  return index;
}

SQLite::Database index_of(const fs::path& dataset) {
  try {
    return open_index(search_index_of(dataset).string(), dataset);
  } catch (const SQLite::Exception& e) {
    const int code = e.getErrorCode();
    if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY && code != SQLITE_FULL) throw;
    return open_index(":memory:", dataset);
  }
}

bool is_short(const std::string& word) { return decode_utf8(word).size() < kTrigram; }

// A word as FTS5 takes it: in quotes, so that nothing in it is an operator.
std::string quoted(const std::string& word) {
  std::string text = "\"";
  for (const char c : word) text.append(c == '"' ? 2 : 1, c);
  return text + '"';
}

std::string like_pattern(const std::string& word) {
  std::string pattern = "%";
  for (const char c : word) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + '%';
}

}  // namespace

fs::path search_index_of(const fs::path& dataset) { return dataset.string() + "-search"; }

std::vector<SearchHit> search(const fs::path& dataset, const std::vector<std::string>& words,
                              int limit) {
  open_for_reading(dataset);  // refuses what is no dataset
  SQLite::Database index = index_of(dataset);
  std::vector<std::string> conditions, phrases, patterns;
  for (const std::string& word : words) {
    if (is_short(word)) {
      conditions.emplace_back(R"(text LIKE ? ESCAPE '\')");
      patterns.push_back(like_pattern(word));
    } else {
      phrases.push_back(quoted(word));
    }
  }
  if (!phrases.empty()) conditions.emplace_back("entry MATCH ?");
  SQLite::Statement query(index,
                          fmt::format("SELECT source_path, page_no, entry.kind, text FROM entry "
                                      "JOIN dataset.document USING (document_id) WHERE {} "
                                      "ORDER BY document_id, page_no, entry.rowid LIMIT ?",
                                      fmt::join(conditions, " AND ")));
  int place = 0;
  for (const std::string& pattern : patterns) query.bind(++place, pattern);
  if (!phrases.empty()) query.bind(++place, fmt::format("{}", fmt::join(phrases, " AND ")));
  query.bind(++place, limit);
  std::vector<SearchHit> hits;
  while (query.executeStep()) {
    hits.push_back({query.getColumn(0).getString(), query.getColumn(1).getInt(),
                    query.getColumn(2).getString(), query.getColumn(3).getString()});
  }
  return hits;
}

}  // namespace gongkai::store
