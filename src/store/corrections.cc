#include "store/corrections.h"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "base/pattern.h"
#include "base/text.h"
#include "base/unit.h"
#include "normalize/amount.h"
#include "normalize/indicator_value.h"

namespace gongkai::store {
namespace {

// The three kinds of figures that can be corrected.
struct FigureKind {
  const char* locator;  // pattern
  const char* key;      // the column of `correction` that names what is corrected
  bool is_money;
  // Of the document ?1: id, locator, page, raw; of money its quantum; of an indicator its name and year.
  const char* query;
};

constexpr std::array kFigureKinds{
    FigureKind{"t[1-9][0-9]*r[0-9]+c[0-9]+", "amount_id", true, R"(
        WITH numbered AS (
          SELECT table_id, row_number() OVER (ORDER BY table_id) AS n FROM budget_table WHERE document_id = ?1)
        SELECT amount_id, 't' || n || 'r' || row_no || 'c' || col_no, page_no, raw, quantum_fen, NULL, NULL
        FROM amount JOIN numbered USING (table_id) WHERE document_id = ?1 ORDER BY amount_id)"},
    FigureKind{"f[1-9][0-9]*m[1-9][0-9]*", "form_fund_id", true, R"(
        WITH numbered AS (
          SELECT form_id, row_number() OVER (ORDER BY form_id) AS n FROM form WHERE document_id = ?1)
        SELECT form_fund_id, 'f' || n || 'm' || row_number() OVER (PARTITION BY form_id ORDER BY form_fund_id),
               page_no, raw, quantum_fen, NULL, NULL
        FROM form_fund JOIN numbered USING (form_id) ORDER BY form_fund_id)"},
    FigureKind{"f[1-9][0-9]*i[1-9][0-9]*", "indicator_id", false, R"(
        WITH numbered AS (
          SELECT form_id, fiscal_year, row_number() OVER (ORDER BY form_id) AS n FROM form WHERE document_id = ?1)
        SELECT indicator_id, 'f' || n || 'i' || row_number() OVER (PARTITION BY form_id ORDER BY indicator_id),
               page_no, raw, NULL, level3, fiscal_year
        FROM indicator JOIN numbered USING (form_id) ORDER BY indicator_id)"}};

const FigureKind* kind_of(const std::string& locator) {
  const auto* found = std::find_if(kFigureKinds.begin(), kFigureKinds.end(), [&](const FigureKind& kind) {
    return RE2::FullMatch(locator, kind.locator);
  });
  return found == kFigureKinds.end() ? nullptr : found;
}

struct PrintedFigure {
  int64_t id = 0;
  std::string locator;
  int page = 0;
  std::string raw;
  int64_t quantum_fen = 0;
  std::string name;
  int fiscal_year = 0;
};

std::vector<PrintedFigure> figures_of(SQLite::Database& dataset, int64_t document, const FigureKind& kind) {
  SQLite::Statement query(dataset, kind.query);
  query.bind(1, document);
  std::vector<PrintedFigure> figures;
  while (query.executeStep()) {
    figures.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString(), query.getColumn(2).getInt(),
                       query.getColumn(3).getString(), query.getColumn(4).getInt64(), query.getColumn(5).getString(),
                       query.getColumn(6).getInt()});
  }
  return figures;
}

// The unit in which a figure is printed, told by the worth of its last digit: 万元 for 12.50 of 10,000 分.
std::string unit_of_print(const PrintedFigure& figure) {
  std::string decimals;
  RE2::PartialMatch(without_space(fold(figure.raw)), R"(\.(\d+))", &decimals);
  for (const char* unit : {"元", "千元", "万元", "百万元", "亿元"}) {
    int64_t quantum = *fen_per(unit);
    for (size_t i = 0; i < decimals.size() && quantum > 0; ++i) quantum = quantum % 10 == 0 ? quantum / 10 : 0;
    if (quantum > 0 && quantum == figure.quantum_fen) return unit;
  }
  return "";
}

// What a correction says, in numbers; `mistake` where it does not fit the figure.
struct CorrectedValue {
  std::optional<int64_t> fen;
  std::optional<normalize::IndicatorValue> target;
  std::string mistake;
};

CorrectedValue read_value(const FigureKind& kind, const std::string& text, const std::string& unit,
                          const PrintedFigure& figure) {
  CorrectedValue value;
  if (kind.is_money) {
    const normalize::AmountReading reading = normalize::parse_amount(text, unit);
    if (const auto* money = std::get_if<normalize::Money>(&reading)) {
      value.fen = money->fen;
    } else if (const auto* unreadable = std::get_if<normalize::Unreadable>(&reading)) {
      value.mistake = fmt::format("new_value \"{}\" {}; write 12.5万元 or 125000元", text, unreadable->reason);
    } else {
      value.mistake = fmt::format("new_value \"{}\" holds no number; write 12.5万元 or 125000元", text);
    }
    return value;
  }
  value.target = normalize::parse_indicator_value(
      {.name = figure.name, .value = text, .op_column = "", .unit_column = "", .fiscal_year = figure.fiscal_year});
  value.fen = value.target->amount_fen;
  if (value.target->subkind == normalize::ValueSubkind::Empty) {
    value.mistake = fmt::format("new_value \"{}\" is no target", text);
  }
  return value;
}

struct StoredCorrection {
  int64_t id = 0;
  Correction said;
};

std::vector<StoredCorrection> stored_corrections(SQLite::Database& dataset) {
  SQLite::Statement query(dataset, R"(
      SELECT correction_id, sha256, page_no, locator, old_raw, new_value, who, why
      FROM correction ORDER BY correction_id)");
  std::vector<StoredCorrection> corrections;
  while (query.executeStep()) {
    corrections.push_back({query.getColumn(0).getInt64(),
                           {query.getColumn(1).getString(), query.getColumn(2).getInt(), query.getColumn(3).getString(),
                            query.getColumn(4).getString(), query.getColumn(5).getString(),
                            query.getColumn(6).getString(), query.getColumn(7).getString()}});
  }
  return corrections;
}

std::optional<int64_t> document_of(SQLite::Database& dataset, const std::string& sha256) {
  SQLite::Statement query(dataset, "SELECT document_id FROM document WHERE sha256 = ?");
  query.bind(1, sha256);
  if (!query.executeStep()) return std::nullopt;
  return query.getColumn(0).getInt64();
}

// What came of a correction.
struct Outcome {
  bool applied = false;
  std::string note;  // why not, or where else the figure is
  const FigureKind* kind = nullptr;
  int64_t figure = 0;
  CorrectedValue value;
};

class Corrector {
 public:
  explicit Corrector(SQLite::Database& dataset) : dataset_(dataset) {}

  void run() {
    suspend_corrections(dataset_);
    const std::vector<StoredCorrection> corrections = stored_corrections(dataset_);
    std::vector<Outcome> outcomes;
    for (const StoredCorrection& correction : corrections) outcomes.push_back(outcome_of(correction.said));
    settle_repeats(corrections, outcomes);
    for (size_t i = 0; i < corrections.size(); ++i) write(corrections[i].id, outcomes[i]);
    note_those_left_out();
  }

 private:
  // The figures of the last document and kind are kept: the corrections of one document come together.
  const std::vector<PrintedFigure>& figures(int64_t document, const FigureKind& kind) {
    if (document != kept_document_ || &kind != kept_kind_) kept_ = figures_of(dataset_, document, kind);
    kept_document_ = document;
    kept_kind_ = &kind;
    return kept_;
  }

  Outcome outcome_of(const Correction& said) {
    Outcome outcome;
    outcome.kind = kind_of(said.locator);
    const std::optional<int64_t> document = document_of(dataset_, said.sha256);
    if (!document) {
      outcome.note = "no document of the dataset has this content";
      return outcome;
    }
    const PrintedFigure* const figure = find(said, figures(*document, *outcome.kind), outcome.note);
    if (figure == nullptr) return outcome;
    outcome.value = read_value(*outcome.kind, said.new_value, unit_of_print(*figure), *figure);
    outcome.figure = figure->id;
    outcome.applied = outcome.value.mistake.empty();
    if (!outcome.applied) outcome.note = outcome.value.mistake;
    return outcome;
  }

  // The figure that a correction is about; nullptr where that can't be told. `note`: why, or where it is now.
  static const PrintedFigure* find(const Correction& said, const std::vector<PrintedFigure>& figures,
                                   std::string& note) {
    const PrintedFigure* at_place = nullptr;
    std::vector<const PrintedFigure*> alike;  // on the page
    for (const PrintedFigure& figure : figures) {
      const bool is_there = figure.locator == said.locator && figure.page == said.page;
      if (is_there) at_place = &figure;
      if (figure.page != said.page || without_space(figure.raw) != without_space(said.old_raw)) continue;
      if (is_there) return &figure;
      alike.push_back(&figure);
    }
    note = at_place == nullptr
               ? fmt::format("nothing on page {} is {}", said.page, said.locator)
               : fmt::format("{} is \"{}\", not \"{}\"", said.locator, at_place->raw, said.old_raw);
    if (alike.size() != 1) {
      note += fmt::format("; {} figures of the page are \"{}\"", alike.empty() ? "no" : "several", said.old_raw);
      return nullptr;
    }
    note += fmt::format("; taken for {}, the only \"{}\" of the page", alike.front()->locator, said.old_raw);
    return alike.front();
  }

  // Several corrections of one figure: the first stands for all, or none where they differ.
  static void settle_repeats(const std::vector<StoredCorrection>& corrections, std::vector<Outcome>& outcomes) {
    std::map<std::pair<const FigureKind*, int64_t>, std::vector<size_t>> of_figure;
    for (size_t i = 0; i < outcomes.size(); ++i) {
      if (outcomes[i].applied) of_figure[{outcomes[i].kind, outcomes[i].figure}].push_back(i);
    }
    for (const auto& entry : of_figure) {  // no structured binding: Clang 14 lets no lambda capture one
      const bool is_money = entry.first.first->is_money;
      const std::vector<size_t>& places = entry.second;
      const auto says = [&](size_t i) {
        return is_money ? std::to_string(*outcomes[i].value.fen)
                        : without_space(fold(corrections[i].said.new_value));
      };
      const auto other = std::find_if(places.begin(), places.end(),
                                      [&](size_t i) { return says(i) != says(places.front()); });
      for (const size_t i : places) {
        if (other == places.end() && i == places.front()) continue;
        const size_t against = i == places.front() ? *other : places.front();
        outcomes[i].applied = other == places.end();
        outcomes[i].note = outcomes[i].applied
                               ? fmt::format("says what correction {} says", corrections[against].id)
                               : fmt::format("the same figure is corrected as \"{}\", too (correction {})",
                                             corrections[against].said.new_value, corrections[against].id);
        outcomes[i].figure = 0;
      }
    }
  }

  void write(int64_t id, const Outcome& outcome) {
    SQLite::Statement update(dataset_, fmt::format(R"(
        UPDATE correction SET status = ?1, note = nullif(?2, ''), {} = nullif(?3, 0), amount_fen = ?4,
          kind = ?5, subkind = ?6, op = nullif(?7, ''), value = ?8, value_upper = ?9, unit = nullif(?10, ''),
          per = nullif(?11, ''), base_value = ?12, base_unit = nullif(?13, ''), date_from = nullif(?14, ''),
          date_to = nullif(?15, '') WHERE correction_id = ?16)", outcome.kind->key));
    update.bind(1, outcome.applied ? "applied" : "conflict");
    update.bind(2, outcome.note);
    update.bind(3, outcome.applied ? outcome.figure : 0);
    update.bind(16, id);
    if (outcome.applied) bind_value(update, outcome.value);
    update.exec();
  }

  // Else they would look as if they had no effect.
  void note_those_left_out() {
    dataset_.exec(R"(
        UPDATE correction
        SET note = coalesce(note || '; ', '') || 'v_amount leaves this figure out (a part, a change or a repeat): '
                   || 'v_every_amount_corrected shows it'
        WHERE amount_id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM v_amount v WHERE v.amount_id = correction.amount_id))");
  }

  static void bind_value(SQLite::Statement& update, const CorrectedValue& value) {
    if (value.fen) update.bind(4, *value.fen);
    if (!value.target) return;
    const normalize::IndicatorValue& target = *value.target;
    update.bind(5, normalize::name_of(target.kind));
    update.bind(6, normalize::name_of(target.subkind));
    update.bind(7, normalize::name_of(target.op));
    if (target.value) update.bind(8, to_double(*target.value));
    if (target.value_upper) update.bind(9, to_double(*target.value_upper));
    update.bind(10, target.unit);
    update.bind(11, target.per);
    if (target.base_value) update.bind(12, to_double(*target.base_value));
    update.bind(13, target.base_unit);
    update.bind(14, target.date_from);
    update.bind(15, target.date_to);
  }

  SQLite::Database& dataset_;
  int64_t kept_document_ = 0;
  const FigureKind* kept_kind_ = nullptr;
  std::vector<PrintedFigure> kept_;
};

}  // namespace

std::string mistake_in(const Correction& correction) {
  if (!RE2::FullMatch(correction.sha256, "[0-9a-f]{64}")) return "sha256 is no hash of 64 hexadecimal digits";
  if (correction.page < 1) return "page is no number from 1";
  const FigureKind* const kind = kind_of(correction.locator);
  if (kind == nullptr) return fmt::format("locator \"{}\" is none of the forms t2r5c3, f1m2, f1i4", correction.locator);
  if (correction.old_raw.empty()) return "old_raw is empty: it says what is printed there";
  if (correction.who.empty() || correction.why.empty()) return "who or why is empty";
  return read_value(*kind, correction.new_value, "元", {}).mistake;
}

int add_corrections(SQLite::Database& dataset, const std::vector<Correction>& corrections) {
  SQLite::Statement insert(dataset, R"(
      INSERT OR IGNORE INTO correction (sha256, page_no, locator, old_raw, new_value, who, why, status, note)
      VALUES (?, ?, ?, ?, ?, ?, ?, 'conflict', 'not yet looked for'))");
  int added = 0;
  for (const Correction& correction : corrections) {
    int place = 0;
    insert.bind(++place, correction.sha256);
    insert.bind(++place, correction.page);
    for (const std::string* text : {&correction.locator, &correction.old_raw, &correction.new_value, &correction.who,
                                    &correction.why}) {
      insert.bind(++place, *text);
    }
    added += insert.exec();
    insert.reset();
  }
  return added;
}

void apply_corrections(SQLite::Database& dataset) { Corrector(dataset).run(); }

void suspend_corrections(SQLite::Database& dataset) {
  dataset.exec(R"(
      UPDATE correction SET status = 'conflict', note = 'a run has not come to its end; start it again',
        amount_id = NULL, form_fund_id = NULL, indicator_id = NULL, amount_fen = NULL, kind = NULL, subkind = NULL,
        op = NULL, value = NULL, value_upper = NULL, unit = NULL, per = NULL, base_value = NULL, base_unit = NULL,
        date_from = NULL, date_to = NULL)");
}

int count_conflicts(SQLite::Database& dataset) {
  return dataset.execAndGet("SELECT count(*) FROM correction WHERE status = 'conflict'").getInt();
}

}  // namespace gongkai::store
