#include "normalize/checks/narrative_sums.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string_view>

namespace gongkai::normalize {
namespace {

using Figures = std::vector<const Figure*>;

CheckResult begin(const char* rule, const Figure& figure, const char* what) {
  CheckResult result;
  result.rule = rule;
  result.subject = fmt::format("text {} / {} {}", figure.section, figure.subject, what);
  result.page = figure.place.page;
  result.arithmetic = false;  // it holds no amount of a table
  return result;
}

CheckResult skipped(CheckResult result, std::string reason) {
  result.detail = std::move(reason);
  return result;
}

// `part` percent of `whole`, in 分.
int64_t share_of(double percent, int64_t whole) {
  return std::llround(static_cast<double>(whole) * percent / 100);
}

// By how much `percent` of `whole` may miss a stated amount.
int64_t tolerance_of(const Figure& percent, const Money& whole, const Money& part) {
  const double of_percent =
      std::abs(static_cast<double>(whole.fen)) * percent.percent_quantum / 100;
  const double of_whole = static_cast<double>(whole.quantum) / 2 * std::abs(*percent.percent) / 100;
  return static_cast<int64_t>(std::ceil(of_percent + of_whole)) + (part.quantum + 1) / 2;
}

// What a percentage says against what is stated.
struct TotalAndParts {
  int64_t expected = 0;
  int64_t actual = 0;
  int64_t tolerance = 0;
  bool holds() const { return std::abs(expected - actual) <= tolerance; }
};

TotalAndParts compare(const Figure& percent, const Money& whole, const Money& part) {
  return {share_of(*percent.percent, whole.fen), part.fen, tolerance_of(percent, whole, part)};
}

// Zeros (0万元) are exact, however coarsely printed.
TotalAndParts compare_sum(const Figure& total, const Figures& parts) {
  TotalAndParts comparison{0, total.money->fen, 0};
  int64_t quantum = total.money->quantum;
  int64_t addends = 0;
  for (const Figure* part : parts) {
    comparison.expected += part->money->fen;
    if (part->money->fen == 0) continue;
    quantum = std::max(quantum, part->money->quantum);
    ++addends;
  }
  comparison.tolerance = addends > 1 ? (addends + 1) * quantum / 2 : 0;
  return comparison;
}

CheckResult judged(CheckResult result, const TotalAndParts& comparison) {
  result.expected_fen = comparison.expected;
  result.actual_fen = comparison.actual;
  result.tolerance_fen = comparison.tolerance;
  result.status = comparison.holds() ? CheckStatus::Pass : CheckStatus::Fail;
  return result;
}

bool is_stated(const Figure& figure, std::string_view measure) {
  return figure.measure == measure && figure.money && !figure.subject.empty();
}

// The nearest figure before `at` with the subject of that one and the measure; null where none is.
const Figure* before(const Figures& paragraph, size_t at, std::string_view measure) {
  for (size_t i = at; i-- > 0;) {
    if (is_stated(*paragraph[i], measure) && paragraph[i]->subject == paragraph[at]->subject)
      return paragraph[i];
  }
  return nullptr;
}

// ── C3 ───────────────────────────────────────────────────────────────────────────────────────────

// 占P% or 占比为P%, with no words that say of what.
bool names_no_whole(const Figure& share) {
  static const RE2 kBare("占(比|比重|比例)?(约?为|约|达)?[\\s　]*[0-9]");
  static const RE2 kNamed("占[^0-9，。；]*[一-龥]{4,}[^0-9，。；]*[0-9]");
  return RE2::PartialMatch(share.raw, kBare) && !RE2::PartialMatch(share.raw, kNamed);
}

// What a share may be a share of: the amounts before it, of its sentence first, then of the
// section.
Figures wholes_for(const Figures& section, const Figure& share, const Figure& part) {
  Figures sentence, others;
  for (const Figure* figure : section) {
    if (figure == &share) break;
    const bool whole = is_stated(*figure, "amount") && figure->subject != part.subject &&
                       std::abs(figure->money->fen) >= std::abs(part.money->fen);
    if (!whole) continue;
    (figure->raw == share.raw ? sentence : others).push_back(figure);
  }
  sentence.insert(sentence.end(), others.rbegin(), others.rend());
  return sentence;
}

// True for the amount that a sentence begins with and that is no part with a share itself.
bool is_whole_of_sentence(const Figure& whole, const Figure& share, const Figures& paragraph) {
  const auto first = std::find_if(paragraph.begin(), paragraph.end(),
                                  [&](const Figure* figure) { return figure->raw == share.raw; });
  return *first == &whole &&
         std::none_of(paragraph.begin(), paragraph.end(), [&](const Figure* figure) {
           return figure->measure == "share_percent" && figure->subject == whole.subject &&
                  figure->raw == share.raw;
         });
}

CheckResult check_share(const Figures& section, const Figures& paragraph, size_t at) {
  const Figure& share = *paragraph[at];
  CheckResult result = begin("C3", share, "share");
  const Figure* part = before(paragraph, at, "amount");
  if (part == nullptr) return skipped(std::move(result), "its amount is not stated");
  const Figures wholes = wholes_for(section, share, *part);
  if (wholes.empty()) return skipped(std::move(result), "what it is a share of is not stated");
  for (const Figure* whole : wholes) {
    const TotalAndParts comparison = compare(share, *whole->money, *part->money);
    if (comparison.holds()) return judged(std::move(result), comparison);
  }
  if (!is_whole_of_sentence(*wholes.front(), share, paragraph) || !names_no_whole(share)) {
    return skipped(std::move(result), "no stated amount is what it is a share of");
  }
  return judged(std::move(result), compare(share, *wholes.front()->money, *part->money));
}

// Σ shares = 100 where the parts of a sentence make its whole.
void check_shares_of_sentence(const Figures& paragraph, size_t from, size_t to,
                              std::vector<CheckResult>& results) {
  const Figure* whole = nullptr;
  Figures parts, shares;
  for (size_t i = from; i < to; ++i) {
    const Figure& figure = *paragraph[i];
    if (whole == nullptr && is_stated(figure, "amount")) whole = &figure;
    if (figure.measure != "share_percent" || !figure.percent || figure.subject.empty()) continue;
    if (const Figure* part = before(paragraph, i, "amount"); part != nullptr && part != whole) {
      parts.push_back(part);
      shares.push_back(&figure);
    }
  }
  if (whole == nullptr || parts.size() < 2) return;
  const TotalAndParts sum = compare_sum(*whole, parts);
  if (!sum.holds()) return;  // no complete list
  double percent = 0;
  double quantum = 0;
  for (const Figure* share : shares) {
    percent += *share->percent;
    if (*share->percent != 0) quantum = std::max(quantum, share->percent_quantum);
  }
  const double slack = static_cast<double>(parts.size() + 1) / 2 * quantum;
  results.push_back(judged(begin("C3", *whole, "sum of shares"),
                           {whole->money->fen, share_of(percent, whole->money->fen),
                            std::abs(share_of(slack, whole->money->fen))}));
}

// ── C5 ───────────────────────────────────────────────────────────────────────────────────────────

// The readings of a change in percent that the paragraph allows: against a stated earlier amount,
// or against this year's less the stated change.
std::vector<TotalAndParts> readings_of_change(const Figures& paragraph, size_t at) {
  const Figure& percent = *paragraph[at];
  const Figure* now = before(paragraph, at, "amount");
  const Figure* prior = before(paragraph, at, "prior_amount");
  const Figure* change = before(paragraph, at, "change_amount");
  if (change != nullptr && change->raw != percent.raw) change = nullptr;
  std::vector<TotalAndParts> readings;
  const auto add = [&](const Money& base, const Money& difference) {
    if (base.fen != 0) readings.push_back(compare(percent, base, difference));
  };
  if (prior != nullptr && now != nullptr) {
    add(*prior->money, {now->money->fen - prior->money->fen,
                        2 * std::max(now->money->quantum, prior->money->quantum)});
  }
  if (prior != nullptr && change != nullptr) add(*prior->money, *change->money);
  if (now != nullptr && change != nullptr) {
    add({now->money->fen - change->money->fen, 2 * now->money->quantum}, *change->money);
  }
  return readings;
}

CheckResult check_change(const Figures& paragraph, size_t at) {
  CheckResult result = begin("C5", *paragraph[at], "change");
  const std::vector<TotalAndParts> readings = readings_of_change(paragraph, at);
  if (readings.empty()) return skipped(std::move(result), "amount and change are not both stated");
  const auto holds = std::find_if(readings.begin(), readings.end(),
                                  [](const TotalAndParts& reading) { return reading.holds(); });
  return judged(std::move(result), holds == readings.end() ? readings.front() : *holds);
}

// ── C11 ──────────────────────────────────────────────────────────────────────────────────────────

CheckResult check_completion(const Figures& paragraph, size_t at) {
  CheckResult result = begin("C11", *paragraph[at], "completion");
  const Figure* executed = before(paragraph, at, "amount");
  if (executed == nullptr) return skipped(std::move(result), "what was executed is not stated");
  std::vector<TotalAndParts> readings;
  for (const char* measure : {"approved_amount", "adjusted_amount"}) {
    const Figure* budget = before(paragraph, at, measure);
    if (budget == nullptr || budget->money->fen == 0) continue;
    readings.push_back(compare(*paragraph[at], *budget->money, *executed->money));
    if (readings.back().holds()) return judged(std::move(result), readings.back());
  }
  if (readings.empty()) return skipped(std::move(result), "the budget is not stated");
  return judged(std::move(result), readings.front());
}

// ── C9, C10, C12 ─────────────────────────────────────────────────────────────────────────────────

// The first amount of each subject in a paragraph.
std::map<std::string_view, const Figure*> amounts_of(const Figures& paragraph) {
  std::map<std::string_view, const Figure*> amounts;
  for (const Figure* figure : paragraph) {
    if (is_stated(*figure, "amount")) amounts.emplace(figure->subject, figure);
  }
  return amounts;
}

// Total = Σ of the parts; skipped where they are not complete.
void check_sum(const char* rule, const Figure& total, const Figures& parts, bool complete,
               std::vector<CheckResult>& results) {
  CheckResult result = begin(rule, total, "parts");
  if (!complete) {
    results.push_back(skipped(std::move(result), "not all of its parts are stated"));
    return;
  }
  results.push_back(judged(std::move(result), compare_sum(total, parts)));
}

void check_purchases(const Figures& paragraph, std::vector<CheckResult>& results) {
  const auto amounts = amounts_of(paragraph);
  const auto total = amounts.find("政府采购");
  if (total == amounts.end()) return;
  Figures parts;
  for (const char* subject : {"政府采购货物", "政府采购工程", "政府采购服务"}) {
    if (const auto part = amounts.find(subject); part != amounts.end())
      parts.push_back(part->second);
  }
  if (!parts.empty()) check_sum("C9", *total->second, parts, parts.size() == 3, results);
}

// A list of kinds follows each total: 绩效目标项目 …, 其中：人员类项目 …，特定目标类项目 ….
void check_projects(const Figures& paragraph, std::vector<CheckResult>& results) {
  const Figure* total = nullptr;
  Figures kinds;
  const auto close = [&] {
    if (total != nullptr && kinds.size() > 1) check_sum("C10", *total, kinds, true, results);
    kinds.clear();
  };
  for (const Figure* figure : paragraph) {
    if (!is_stated(*figure, "amount")) continue;
    if (figure->subject.ends_with("类项目")) {
      kinds.push_back(figure);
    } else {
      close();
      total = figure;
    }
  }
  close();
}

void check_small_firms(const Figures& paragraph, std::vector<CheckResult>& results) {
  const auto amounts = amounts_of(paragraph);
  const auto all = amounts.find("面向中小企业预留采购");
  const auto small = amounts.find("面向小微企业预留采购");
  if (all == amounts.end() || small == amounts.end()) return;
  CheckResult result = begin("C12", *small->second, "within");
  result.expected_fen = all->second->money->fen;
  result.actual_fen = small->second->money->fen;
  result.status = result.actual_fen <= result.expected_fen ? CheckStatus::Pass : CheckStatus::Fail;
  results.push_back(std::move(result));
}

void check_paragraph(const Figures& section, const Figures& paragraph,
                     std::vector<CheckResult>& results) {
  size_t sentence = 0;
  for (size_t i = 0; i < paragraph.size(); ++i) {
    const Figure& figure = *paragraph[i];
    if (figure.raw != paragraph[sentence]->raw) {
      check_shares_of_sentence(paragraph, sentence, i, results);
      sentence = i;
    }
    if (!figure.percent || figure.subject.empty()) continue;
    if (figure.measure == "share_percent") results.push_back(check_share(section, paragraph, i));
    if (figure.measure == "change_percent") results.push_back(check_change(paragraph, i));
    if (figure.measure == "completion_percent") results.push_back(check_completion(paragraph, i));
  }
  check_shares_of_sentence(paragraph, sentence, paragraph.size(), results);
  check_purchases(paragraph, results);
  check_projects(paragraph, results);
  check_small_firms(paragraph, results);
}

}  // namespace

std::vector<CheckResult> check_within_text(const Ledger& ledger) {
  std::map<int, Figures> paragraphs;
  std::map<std::string, Figures> sections;
  for (const Figure& figure : ledger.figures) {
    paragraphs[figure.paragraph].push_back(&figure);
    sections[figure.section].push_back(&figure);
  }
  std::vector<CheckResult> results;
  for (const auto& [number, paragraph] : paragraphs) {
    check_paragraph(sections[paragraph.front()->section], paragraph, results);
  }
  return results;
}

}  // namespace gongkai::normalize
