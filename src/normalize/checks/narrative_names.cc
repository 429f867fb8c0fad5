#include "normalize/checks/narrative_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/pattern.h"
#include "base/text.h"
#include "normalize/checks/item_name.h"

namespace gongkai::normalize {
namespace {

using Names = std::set<std::string>;

// The names behind 人员经费…包括: in a sentence, folded.
Names listed_names(const Figure& figure) {
  static const RE2 kList("^[^;。]{0,30}?元[^;。]{0,12}?(?:包括|用于|为)[:,，]?([^;。]+)");
  const std::string sentence = fold(figure.raw);
  const std::string subject = fold(figure.subject);
  Names names;
  std::string text;
  for (size_t at = sentence.find(subject); text.empty(); at = sentence.find(subject, at + 1)) {
    if (at == sentence.npos) return names;
    RE2::PartialMatch(piece(std::string_view(sentence).substr(at + subject.size())), kList, &text);
  }
  static const RE2 kRest("等.*$");
  const std::u32string kMark = U"、";
  const std::u32string codes = decode_utf8(text);
  for (size_t begin = 0; begin <= codes.size();) {
    const size_t end = std::min(codes.find(kMark, begin), codes.size());
    std::string name = encode_utf8(std::u32string_view(codes).substr(begin, end - begin));
    if (end == codes.size()) RE2::Replace(&name, kRest, "");
    if (!name.empty()) names.insert(comparable_name(name));
    begin = end + kMark.size();
  }
  return names;
}

bool is_of_personnel(const std::string& code) {
  return code.starts_with("301") || code.starts_with("303");
}

// The 款 with an amount in the tables of 基本支出.
Names printed_names(const std::vector<recognize::Table>& tables, const Ledger& ledger,
                    bool personnel) {
  constexpr size_t kSectionDigits = 5;
  Names names;
  for (const AmountFact& fact : ledger.amounts) {
    if (tables[static_cast<size_t>(fact.table)].kind != "basic_expenditure" || fact.money.fen == 0)
      continue;
    if (fact.economic_code.size() != kSectionDigits || fact.dimensions.phase == "prior") continue;
    if (is_of_personnel(fact.economic_code) == personnel)
      names.insert(comparable_name(fact.item_name));
  }
  return names;
}

std::string difference(const Names& a, const Names& b) {
  Names only;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(only, only.end()));
  return fmt::format("{}", fmt::join(only, " "));
}

}  // namespace

std::vector<CheckResult> check_listed_names(const std::vector<recognize::Table>& tables,
                                            const Ledger& ledger) {
  std::vector<CheckResult> results;
  for (const Figure& figure : ledger.figures) {
    const bool personnel = figure.dimensions.spend_type == "personnel";
    if (figure.measure != "amount" || (!personnel && figure.dimensions.spend_type != "operating"))
      continue;
    const Names listed = listed_names(figure);
    if (listed.size() < 2) continue;
    CheckResult result;
    result.rule = "C7";
    result.subject = fmt::format("text {} / {} names", figure.section, figure.subject);
    result.page = figure.place.page;
    result.arithmetic = false;
    const Names printed = printed_names(tables, ledger, personnel);
    if (printed.empty()) {
      result.detail = "no table lists them";
    } else if (listed == printed) {
      result.status = CheckStatus::Pass;
    } else {
      result.detail = fmt::format("only in the text: {}; only in the table: {}",
                                  difference(listed, printed), difference(printed, listed));
    }
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace gongkai::normalize
