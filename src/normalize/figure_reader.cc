#include "normalize/figure_reader.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "base/pattern.h"
#include "base/text.h"
#include "normalize/figure_counts.h"
#include "normalize/figure_number.h"
#include "normalize/figure_passage.h"
#include "normalize/figure_subject.h"

namespace gongkai::normalize {
namespace {

using recognize::TextLine;

// The part of `text` that the pattern matches, where it matches anything.
struct Match {
  size_t begin = 0;
  size_t end = 0;
};
std::optional<Match> find(const std::shared_ptr<RE2>& pattern, std::string_view text) {
  re2::StringPiece found;
  if (!pattern->Match(piece(text), 0, text.size(), RE2::UNANCHORED, &found, 1)) return std::nullopt;
  const auto begin = static_cast<size_t>(found.data() - text.data());
  return Match{begin, begin + found.size()};
}

// ── clauses ──────────────────────────────────────────────────────────────────────────────────────

struct ClauseSpan {
  size_t begin = 0;
  size_t end = 0;
  // The mark in front of it: "，" "。" ";" ":" "、" "!" "?", "(" and ")" of a remark, "" behind a
  // number.
  std::string_view before;
  bool listed = false;  // 、 stands on one of its sides
};

// A bracket with a number in it (购置费 0 万元，…) is a remark; others belong to a name:
// 因公出国(境).
bool opens_remark(std::string_view from_bracket) {
  static const RE2 kRemark(R"(^\((?:[^()]|\([^()]*\))*?\d(?:(?:万|亿|千)?元|%))");
  return from_bracket.starts_with("(") && RE2::PartialMatch(piece(from_bracket), kRemark);
}

// The mark between clauses that `text` begins with; "" where there is none.
std::string_view mark_at(std::string_view text) {
  static constexpr std::array<std::string_view, 7> kMarks = {"，", "。", ";", ":", "、", "!", "?"};
  for (const std::string_view mark : kMarks) {
    if (text.starts_with(mark)) return text.substr(0, mark.size());
  }
  return opens_remark(text) ? text.substr(0, 1) : std::string_view();
}

// 收入、支出总计 is one phrase, 公诉、审判和执行等检察监督支出(项) one name.
bool is_within_phrase(std::string_view before, std::string_view mark, std::string_view behind) {
  static const RE2 kName(R"(^[^，;:。()]*\(\d{0,3}[类款项]\))");
  if (mark != "、") return false;
  return ((before.ends_with("收") || before.ends_with("收入")) && behind.starts_with("支")) ||
         RE2::PartialMatch(piece(behind), kName);
}

// Cuts text[begin, end) into clauses; the last one is open: a number or the end stands behind it.
std::vector<ClauseSpan> split_clauses(std::string_view text, size_t begin, size_t end,
                                      const FigureRules& rules) {
  std::vector<ClauseSpan> clauses{{begin, begin, ""}};
  size_t at = begin;
  const auto skip_list_mark = [&] {
    const auto mark = find(rules.list_mark, text.substr(at, end - at));
    if (mark && mark->begin == 0) at += mark->end;
    clauses.back().begin = at;
  };
  if (begin == 0) skip_list_mark();
  int brackets = 0;  // open ones that belong to names
  while (at < end) {
    std::string_view mark = mark_at(text.substr(at));
    if (mark.empty() && text[at] == '(') ++brackets;
    if (text[at] == ')' && brackets-- == 0) {
      mark = text.substr(at, 1);
      brackets = 0;
    }
    if (mark.empty() ||
        is_within_phrase(text.substr(clauses.back().begin, at - clauses.back().begin), mark,
                         text.substr(at + mark.size(), end - at - mark.size()))) {
      ++at;
      continue;
    }
    clauses.back().end = at;
    if (mark == "、") clauses.back().listed = true;
    at += mark.size();
    clauses.push_back({at, at, mark, mark == "、"});
    skip_list_mark();
  }
  clauses.back().end = end;
  return clauses;
}

// ── what is being spoken of ──────────────────────────────────────────────────────────────────────

enum class Telling { Statement, Usage, Reason };

// The state of the talk at one place of a paragraph.
struct Talk {
  std::optional<FigureSubject> whole;    // of this sentence, before its parts
  std::optional<FigureSubject> current;  // what a number without subject is about
  std::optional<FigureSubject> changed;  // what the last change was a change of
  Telling telling = Telling::Statement;
  bool in_parts = false;          // behind 其中
  bool parts_are_prior = false;   // parts of a figure of an earlier year
  int run = 0;                    // amounts since 其中 or ";" that had no change of their own
  bool fresh = true;              // nothing said yet in this sentence
  std::string base;               // of the last comparison in this sentence
  std::optional<Money> measured;  // the last amount, for 持平
  std::string last_measure;
  bool less = false;  // the last change was one to less
};

struct Reading {
  Clause clause;
  bool compares = false;  // 比上年 …, 占…, 完成…: says something more of a subject
};

class PassageReader {
 public:
  PassageReader(const Passage& passage, int number, const std::vector<TextLine>& lines,
                const FigureRules& rules, const SubjectReader& subjects,
                const DocumentFacts& document, std::vector<Figure>& figures,
                Diagnostics& diagnostics)
      : passage_(passage),
        text_(passage.folded),
        number_(number),
        lines_(lines),
        rules_(rules),
        subjects_(subjects),
        document_(document),
        figures_(figures),
        diagnostics_(diagnostics) {}

  void read() {
    const std::vector<PrintedNumber> numbers = find_numbers(passage_, rules_);
    if (numbers.empty()) return;
    start_with_heading();
    size_t at = 0;
    for (const PrintedNumber& number : numbers) {
      if (number.begin < at) continue;  // 持平 inside of a remark that was read already
      const std::vector<ClauseSpan> clauses = split_clauses(text_, at, number.begin, rules_);
      for (size_t i = 0; i + 1 < clauses.size(); ++i) pass(clauses[i]);
      take(clauses.back(), number, at);
      at = number.end;
    }
  }

 private:
  // A sentence that names no subject speaks of what the heading names: （二）公务接待费.
  void start_with_heading() {
    for (auto heading = passage_.headings.rbegin(); heading != passage_.headings.rend();
         ++heading) {
      static const RE2 kEnd(
          "(支出|收入|预算|决算|安排|总体|增减变动|变化|变动)*(情况|情况的?说明|说明|原因说明)*:?"
          "$");
      std::string words = fold(*heading);
      if (const auto mark = find(rules_.list_mark, words); mark && mark->begin == 0)
        words.erase(0, mark->end);
      const std::string whole = words;
      RE2::Replace(&words, kEnd, "");
      Clause clause = subjects_.read(words, {});
      if (clause.kind != ClauseKind::Named || clause.subject.weak) continue;
      talk_.whole = talk_.current = clause.subject;
      return;
    }
  }

  // A clause without a number.
  void pass(const ClauseSpan& span) {
    const bool first = begin_clause(span);
    const Reading reading = read_clause(span);
    if (span.listed) return;  // an enumeration: 包括办公费、会议费、公务接待费
    if (reading.clause.kind == ClauseKind::Named) {
      speak_of(reading.clause.subject);
    } else if (reading.clause.kind == ClauseKind::Unknown && first && !reading.compares &&
               talk_.telling == Telling::Statement) {
      talk_.current.reset();
    }
  }

  // The clause that a number closes. `since` is where the number before ends.
  void take(const ClauseSpan& span, const PrintedNumber& number, size_t since) {
    begin_clause(span);
    const Reading reading = read_clause(span);
    if (!number.unreadable.empty()) {
      report(
          number, "figure.unreadable",
          fmt::format("\"{}\" {}", passage_.printed(number.begin, number.end), number.unreadable));
      return;
    }
    const std::string measure = measure_of(number, since);
    const std::optional<FigureSubject> subject = subject_of(reading, number, measure);
    // 增长0%，与上年持平 says nothing new, and nothing is said of what has no amount.
    const bool told = is_change(talk_.last_measure) || !subject || !talk_.measured;
    if (number.kind == NumberKind::Same && (told || is_of_each_part(span))) return;
    emit(number, measure, subject, since);
    note(number, measure, subject);
  }

  // 购置费0万元，运行维护费6万元，均与上年持平 speaks of the parts, and not of their whole.
  bool is_of_each_part(const ClauseSpan& span) const {
    static const RE2 kEach("^(也)?(均|都|皆)");
    return talk_.in_parts && talk_.run > 1 &&
           RE2::PartialMatch(piece(text_.substr(span.begin)), kEach);
  }

  // Takes account of the mark in front of a clause. True for the first clause of a sentence.
  bool begin_clause(const ClauseSpan& span) {
    if (span.before == "(") remarks_.push_back(talk_);
    if (span.before == ")" && !remarks_.empty()) {
      talk_ = std::move(remarks_.back());
      remarks_.pop_back();
    }
    if (span.before == "。" || span.before == "!" || span.before == "?") {
      sentence_ = span.begin;
      talk_.current = talk_.whole;
      talk_.telling = Telling::Statement;
      talk_.in_parts = false;
      talk_.parts_are_prior = false;
      talk_.fresh = true;
      talk_.base.clear();
    }
    if (span.before == ";" || span.before == "。") {
      talk_.run = 0;
      talk_.telling = Telling::Statement;
    }
    const bool first = talk_.fresh;
    if (span.begin != span.end) talk_.fresh = false;
    return first;
  }

  void begin_parts() {
    talk_.parts_are_prior = talk_.last_measure == "prior_amount";
    talk_.run = 0;
    talk_.in_parts = true;
    talk_.current = talk_.whole;
    talk_.telling = Telling::Statement;
  }

  Reading read_clause(const ClauseSpan& span) {
    std::string_view words = text_.substr(span.begin, span.end - span.begin);
    if (contains(rules_.reason, words)) talk_.telling = Telling::Reason;
    if (talk_.telling == Telling::Reason) return {{ClauseKind::Unknown, {}}, true};
    if (const auto parts = find(rules_.parts, words)) {
      begin_parts();
      words.remove_prefix(parts->end);
    }
    Reading reading;
    const auto usage = find(rules_.usage, words);
    if (usage) {
      talk_.telling = Telling::Usage;
      words.remove_prefix(usage->end);
    }
    words = cut_comparison(words, reading.compares);
    if (const auto change = find(rules_.change, words); change && change->end == words.size()) {
      words = words.substr(0, change->begin);
    }
    reading.clause = subjects_.read(words, passage_.headings);
    if (reading.clause.subject.weak && talk_.current && talk_.current->line) {
      reading.clause = {ClauseKind::Neutral, {}};
    }
    if (usage && reading.clause.kind == ClauseKind::Neutral)
      reading.clause.kind = ClauseKind::Unknown;
    return reading;
  }

  // Leaves of a clause what stands before its comparison: 财政拨款支出|比上年增加, 基本支出|占….
  std::string_view cut_comparison(std::string_view words, bool& compares) {
    static const RE2 kApart("(相比|比较|相较|同比|环比)$");
    for (const auto& pattern : {rules_.share, rules_.completion}) {
      if (const auto found = find(pattern, words)) {
        compares = true;
        return words.substr(0, found->begin);
      }
    }
    const auto found = find(rules_.comparison, words);
    if (!found) return words;
    compares = true;
    const std::string_view comparison = words.substr(found->begin, found->end - found->begin);
    talk_.base = comparison;
    // 与上年相比财政拨款支出增加: the subject follows.
    if (found->begin == 0 && RE2::PartialMatch(piece(comparison), kApart))
      return words.substr(found->end);
    return words.substr(0, found->begin);
  }

  void speak_of(FigureSubject subject) {
    if (subject.dimensions.fund.empty()) subject.dimensions.fund = fund_in_force();
    if (subject.dimensions.direction.empty() && talk_.in_parts && talk_.whole) {
      subject.dimensions.direction = talk_.whole->dimensions.direction;
    }
    // 机关运行经费, 其中：公务接待费 …: not the one of 三公经费, which projects pay, too.
    const bool elsewhere = talk_.in_parts && talk_.whole && talk_.whole->code == "agency_operation";
    if (elsewhere && subject.code_system == "three_public") subject.code_system = subject.code = "";
    talk_.current = subject;
    if (talk_.telling == Telling::Usage) return;
    if (subject.total) talk_.in_parts = false;
    if (!talk_.in_parts) talk_.whole = talk_.current;
  }

  // The fund that the whole or the headings name.
  std::string fund_in_force() const {
    if (talk_.in_parts && talk_.whole) return talk_.whole->dimensions.fund;
    for (auto heading = passage_.headings.rbegin(); heading != passage_.headings.rend();
         ++heading) {
      for (const FigureFundRule& fund : rules_.funds) {
        if (contains(fund.match, *heading)) return fund.fund;
      }
    }
    return "";
  }

  // ── what a number says ─────────────────────────────────────────────────────────────────────────

  bool is_accounts() const { return document_.kind.ends_with("_accounts"); }

  std::string measure_of(const PrintedNumber& number, size_t since) const {
    const std::string_view before =
        text_.substr(std::max(since, sentence_), number.begin - std::max(since, sentence_));
    if (number.kind == NumberKind::Points) return "change_points";
    if (number.kind == NumberKind::Same)
      return against_budget(before) ? "difference_amount" : "change_amount";
    const bool money = number.kind == NumberKind::Money;
    std::string measure = money ? "amount" : "percent";
    for (const FigureMeasureRule& rule : rules_.measures) {
      if ((rule.of == "money") != money || (rule.accounts_only && !is_accounts())) continue;
      if (rule.before && !contains(rule.before, before)) continue;
      if (rule.behind && !contains(rule.behind, text_.substr(number.end))) continue;
      measure = rule.name;
      break;
    }
    if (measure == "percent" && before == "(" && is_change(talk_.last_measure)) {
      return talk_.last_measure.starts_with("change") ? "change_percent" : "difference_percent";
    }
    if (measure.starts_with("change_") && against_budget(before))
      measure.replace(0, 6, "difference");
    const bool stated =
        measure == "amount" || measure == "approved_amount" || measure == "adjusted_amount";
    if (stated && is_prior(before)) return "prior_amount";
    return measure;
  }

  // True where what a change is measured against is a budget of the same year.
  bool against_budget(std::string_view before) const {
    const auto comparison = find(rules_.comparison, before);
    const std::string_view base =
        comparison ? before.substr(comparison->begin) : std::string_view(talk_.base);
    if (base.empty() || contains(rules_.last_year, base)) return false;
    const std::optional<int> year = last_year_in(base);
    if (year && document_.fiscal_year) return *year >= *document_.fiscal_year;
    return is_accounts() && contains(rules_.budget_base, base);
  }

  // The year is named in the statement itself, not in a comparison or a reason before it.
  bool is_prior(std::string_view before) const {
    if (const size_t end = before.rfind(';'); end != std::string_view::npos)
      before.remove_prefix(end + 1);
    if (contains(rules_.reason, before)) {
      if (const size_t end = before.rfind("，"); end != std::string_view::npos)
        before.remove_prefix(end);
    }
    const std::optional<int> year = last_year_in(before);
    if (year && document_.fiscal_year) return *year < *document_.fiscal_year;
    return contains(rules_.prior, before) || talk_.parts_are_prior;
  }

  // The last year in the text, days and ends of years (截至2025年底) left out.
  static std::optional<int> last_year_in(std::string_view text) {
    static const RE2 kYear(R"((20\d\d)年(度)?(底|末|\d{1,2}月)?)");
    re2::StringPiece rest = piece(text);
    std::optional<int> year;
    std::string of_year, day;
    int value = 0;
    while (RE2::FindAndConsume(&rest, kYear, &value, &of_year, &day)) {
      if (day.empty()) year = value;
    }
    return year;
  }

  static bool is_change(std::string_view measure) {
    return measure.starts_with("change_") || measure.starts_with("difference_");
  }

  std::optional<FigureSubject> subject_of(const Reading& reading, const PrintedNumber& number,
                                          const std::string& measure) {
    if (measure == "threshold" || measure == "rate_amount") return std::nullopt;
    if (talk_.telling == Telling::Reason) return std::nullopt;
    if (reading.clause.kind == ClauseKind::Named) {
      speak_of(reading.clause.subject);
      return talk_.current;
    }
    if (reading.clause.kind == ClauseKind::Unknown) {
      talk_.current.reset();
      if (!talk_.in_parts) {  // what follows in this sentence may be parts of the unknown
        talk_.whole.reset();
        talk_.in_parts = true;
      }
      return std::nullopt;
    }
    if (!is_change(measure)) return talk_.current;
    if (number.kind != NumberKind::Same && is_change(talk_.last_measure) && talk_.changed)
      return talk_.changed;
    // 其中：甲1万元，乙2万元，比上年增加…: behind several parts a change is one of the whole.
    if (talk_.in_parts && talk_.run > 1) return talk_.whole;
    return talk_.current;
  }

  void note(const PrintedNumber& number, const std::string& measure,
            const std::optional<FigureSubject>& subject) {
    if (measure == "threshold" || measure == "rate_amount") return;
    talk_.last_measure = measure;
    if (is_change(measure)) {
      talk_.changed = subject;
      if (talk_.current && subject && subject->name == talk_.current->name) talk_.run = 0;
    } else if (number.kind == NumberKind::Money) {
      talk_.measured = number.money;
      talk_.changed.reset();
      if (measure == "amount") ++talk_.run;
    }
  }

  // ── figures ────────────────────────────────────────────────────────────────────────────────────

  void emit(const PrintedNumber& number, const std::string& measure,
            const std::optional<FigureSubject>& subject, size_t since) {
    Figure figure;
    figure.place = place_of(passage_, lines_, number.begin, number.end);
    figure.section = passage_.section();
    figure.measure = measure;
    figure.raw = passage_.sentence(number.begin, number.end);
    figure.paragraph = number_;
    if (subject) {
      figure.subject = subject->name;
      figure.dimensions = subject->dimensions;
      figure.code_system = subject->code_system;
      figure.code = subject->code;
    }
    if (number.kind == NumberKind::Same) {
      figure.money = Money{0, talk_.measured->quantum};
    } else if (number.kind == NumberKind::Money) {
      figure.money = number.money;
    } else {
      figure.percent = number.percent;
      figure.percent_quantum = number.percent_quantum;
    }
    if (is_change(measure) && number.kind != NumberKind::Same) apply_sign(number, since, figure);
    figures_.push_back(std::move(figure));
  }

  // 减少 makes a change negative; where words and sign contradict each other the value is left out.
  void apply_sign(const PrintedNumber& number, size_t since, Figure& figure) {
    const std::string_view before = text_.substr(since, number.begin - since);
    const auto words = find(rules_.change, before);
    const std::string_view change = words ? before.substr(words->begin) : std::string_view();
    const bool in_remark = before == "(";  // 减少2万元（10%）
    const bool less = in_remark ? talk_.less : contains(rules_.decrease, change);
    static const RE2 kMore("增|升|涨|提高|多");
    const bool more = RE2::PartialMatch(piece(change), kMore);
    const bool negative = figure.money ? figure.money->fen < 0 : *figure.percent < 0;
    const bool zero = figure.money ? figure.money->fen == 0 : *figure.percent == 0;
    if (!in_remark) talk_.less = less && !more;
    if (zero || (more && !less) || (negative && more)) return;
    if (less && !more && !negative) {
      if (figure.money) figure.money->fen = -figure.money->fen;
      if (figure.percent) figure.percent = -*figure.percent;
      return;
    }
    if (!less && !more) return;
    figure.money.reset();
    figure.percent.reset();
    report(number, "figure.sign_doubtful",
           fmt::format("\"{}{}\" is no certain change", change,
                       passage_.printed(number.begin, number.end)));
  }

  void report(const PrintedNumber& number, const char* code, std::string message) {
    diagnostics_.push_back({Severity::Warning,
                            place_of(passage_, lines_, number.begin, number.end).page, code,
                            std::move(message)});
  }

  const Passage& passage_;
  const std::string_view text_;
  const int number_;
  const std::vector<TextLine>& lines_;
  const FigureRules& rules_;
  const SubjectReader& subjects_;
  const DocumentFacts& document_;
  std::vector<Figure>& figures_;
  Diagnostics& diagnostics_;
  size_t sentence_ = 0;  // where the present sentence begins
  Talk talk_;
  std::vector<Talk> remarks_;  // as it was before each open remark
};

}  // namespace

std::vector<Figure> read_figures(const std::vector<TextLine>& lines, const FigureRules& rules,
                                 const CodeBook& codes, const DocumentFacts& document,
                                 Diagnostics& diagnostics) {
  const SubjectReader subjects(rules, codes, document.fiscal_year);
  std::vector<Figure> figures;
  int number = 0;
  for (const Passage& passage : join_passages(lines, rules)) {
    PassageReader(passage, ++number, lines, rules, subjects, document, figures, diagnostics).read();
    for (Figure& count : read_counts(passage, lines)) {
      count.paragraph = number;
      figures.push_back(std::move(count));
    }
  }
  return figures;
}

}  // namespace gongkai::normalize
