#include "normalize/doubt.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/pattern.h"
#include "base/text.h"
#include "extract/ocr/scan_reader.h"

namespace gongkai::normalize {
namespace {

bool is_doubtful(const recognize::Place& place) {
  return place.confidence && *place.confidence < extract::kDoubtful;
}

std::string printed(char32_t code) {
  return code == 0 ? "no character" : "\"" + encode_utf8(std::u32string(1, code)) + "\"";
}

void tell(const recognize::Place& place, const std::string& raw, bool odd, Diagnostics& diagnostics) {
  const bool converted = !place.box;  // a text file may be what another program read from a picture
  if (!(place.confidence || converted) || !(odd || is_doubtful(place))) return;
  std::string why = odd ? "is hardly printed so" : "";
  if (is_doubtful(place)) {
    why += fmt::format("{}{} is {:.0f} % likely, else {}", odd ? "; " : "", printed(place.least_sure),
                       100 * *place.confidence, printed(place.other));
  }
  diagnostics.push_back({Severity::Warning, place.page, "ocr.doubtful",
                         fmt::format("\"{}\" {} and may be misread: {}", raw,
                                     converted ? "stands in a converted text" : "was read from a picture", why)});
}

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
  for (const AmountFact& fact : ledger.amounts) {
    if (!fact.vouched) tell(fact.place, fact.raw, is_odd_money(fact.raw), ledger.diagnostics);
  }
  for (const FormFacts& form : ledger.forms) {
    for (const Indicator& indicator : form.indicators) {
      const std::string& raw = indicator.target.raw;
      const bool lost_operator = has_operators && indicator.place.confidence && is_bare_number(raw);
      tell(indicator.place, raw, lost_operator || is_odd_target(raw), ledger.diagnostics);
    }
    for (const FormFund& fund : form.funds)
      tell(fund.place, fund.raw, is_odd_money(fund.raw), ledger.diagnostics);
  }
}

}  // namespace gongkai::normalize
