#include "normalize/doubt.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/pattern.h"
#include "base/text.h"
#include "extract/ocr/scan_reader.h"

namespace gongkai::normalize {

bool is_doubtful(const recognize::Place& place) {
  return place.confidence && *place.confidence < extract::kDoubtful;
}

namespace {

std::string printed(char32_t code) {
  return code == 0 ? "no character" : "\"" + encode_utf8(std::u32string(1, code)) + "\"";
}

constexpr std::string_view kHardlyPrinted = "it is hardly printed so";

// `form`: what is odd about how it is printed, "" where nothing is.
void tell(const recognize::Place& place, const std::string& raw, std::string_view form, Diagnostics& diagnostics) {
  const bool converted = !place.box;  // a text file may be what another program read from a picture
  if (!(place.confidence || converted) || (form.empty() && !is_doubtful(place))) return;
  std::string why(form);
  if (is_doubtful(place)) {
    why += fmt::format("{}{} is {:.0f} % likely, else {}", form.empty() ? "" : "; ", printed(place.least_sure),
                       100 * *place.confidence, printed(place.other));
  }
  diagnostics.push_back({Severity::Warning, place.page, "ocr.doubtful",
                         fmt::format("\"{}\" {} and may be misread: {}", raw,
                                     converted ? "stands in a converted text" : "was read from a picture", why)});
}

size_t decimals_of(std::string_view raw) {
  const std::string text = fold(raw);
  const size_t point = text.find('.');
  if (point == std::string::npos) return 0;
  const auto digits = text.begin() + static_cast<ptrdiff_t>(point) + 1;
  return static_cast<size_t>(
      std::find_if_not(digits, text.end(), [](char c) { return c >= '0' && c <= '9'; }) - digits);
}

// What the amounts of scanned tables make odd about one of them.
class ScannedTables {
 public:
  explicit ScannedTables(const std::vector<AmountFact>& amounts) {
    for (const AmountFact& fact : amounts) {
      if (fact.place.confidence) ++decimals_[fact.table][decimals_of(fact.raw)];
    }
    for (const AmountFact& fact : amounts) {
      if (!fact.place.confidence || fact.vouched) continue;
      if (!own_form(fact).empty() || is_doubtful(fact.place)) damaged_.emplace(std::pair(fact.table, fact.row), fact.raw);
    }
  }

  // A line across a number (of a stamp, of a fold) leaves pieces of it in cells beside each other, each of them
  // surely read: what stands in a row with a doubtful amount is in doubt.
  std::string form_of(const AmountFact& fact) const {
    std::string own = own_form(fact);
    const auto damaged = damaged_.find({fact.table, fact.row});
    if (!own.empty() || !fact.place.confidence || damaged == damaged_.end() || is_doubtful(fact.place)) return own;
    return fmt::format("stands in the row of \"{}\", which may be misread", damaged->second);
  }

 private:
  std::string own_form(const AmountFact& fact) const {
    if (is_odd_money(fact.raw)) return std::string(kHardlyPrinted);
    const auto table = decimals_.find(fact.table);
    if (!fact.place.confidence || table == decimals_.end()) return "";
    constexpr size_t kFewest = 5, kNearlyAll = 5;  // nearly all: all but one in so many
    size_t all = 0;
    for (const auto& [decimals, count] : table->second) all += count;
    const size_t alike = table->second.at(decimals_of(fact.raw));
    return all >= kFewest && alike * kNearlyAll <= all ? "has other decimals than the table" : "";
  }

  std::map<int, std::map<size_t, size_t>> decimals_;     // of a table: how many amounts have so many
  std::map<std::pair<int, int>, std::string> damaged_;  // by table and row: its first doubtful amount
};

// Where other targets of the document have an operator, or what a scan leaves of one.
bool any_target_has_operator(const std::vector<FormFacts>& forms) {
  static const RE2 with_operator("^[≥≤<>＜＞=A-Z]\\s*\\d");
  return std::any_of(forms.begin(), forms.end(), [&](const FormFacts& form) {
    return std::any_of(form.indicators.begin(), form.indicators.end(), [&](const Indicator& indicator) {
      return RE2::PartialMatch(piece(indicator.target.raw), with_operator);
    });
  });
}

bool is_bare_number(std::string_view target) {
  static const RE2 bare("^\\d");
  return RE2::PartialMatch(piece(target), bare);
}

}  // namespace

bool is_odd_money(std::string_view raw) {
  static const RE2 usual("[-－—(（]?\\s*(\\d{1,3}([,，]\\d{3})*|\\d+)([.．](\\d{1,2}|\\d{4,6}))?\\s*[%元万]*[)）]?");
  const std::string text = fold(raw);
  return !RE2::FullMatch(text, usual);
}

bool is_odd_target(std::string_view raw) {
  // What scans leave of ≥, ≤ and ± (N85%, 295%), and units that are one stroke off.
  static const RE2 odd("^[<>＜＞土°]|^[A-Z]\\d|^[2-9]\\d{2,3}[%％]|\\d[顶丨]|\\d\\.\\d{3}$");
  return RE2::PartialMatch(piece(raw), odd);
}

void tell_doubts(Ledger& ledger) {
  const bool has_operators = any_target_has_operator(ledger.forms);
  const ScannedTables tables(ledger.amounts);
  for (const AmountFact& fact : ledger.amounts) {
    if (!fact.vouched) tell(fact.place, fact.raw, tables.form_of(fact), ledger.diagnostics);
  }
  for (const FormFacts& form : ledger.forms) {
    for (const Indicator& indicator : form.indicators) {
      const std::string& raw = indicator.target.raw;
      const bool lost_operator = has_operators && indicator.place.confidence && is_bare_number(raw);
      tell(indicator.place, raw, lost_operator || is_odd_target(raw) ? kHardlyPrinted : "", ledger.diagnostics);
    }
    for (const FormFund& fund : form.funds)
      tell(fund.place, fund.raw, is_odd_money(fund.raw) ? kHardlyPrinted : "", ledger.diagnostics);
  }
}

}  // namespace gongkai::normalize
