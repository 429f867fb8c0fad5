#include "normalize/choose.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/text.h"
#include "normalize/amount.h"
#include "normalize/checks/checks.h"
#include "normalize/doubt.h"

namespace gongkai::normalize {
namespace {

using CheckName = std::pair<std::string, std::string>;  // rule and subject

std::set<CheckName> failing(const std::vector<CheckResult>& checks) {
  std::set<CheckName> names;
  for (const CheckResult& check : checks) {
    if (check.status == CheckStatus::Fail && !check.advisory) names.insert({check.rule, check.subject});
  }
  return names;
}

// The failing checks that contain the amount.
std::set<CheckName> failing_with(const std::vector<CheckResult>& checks, int fact) {
  std::vector<CheckResult> with;
  std::copy_if(checks.begin(), checks.end(), std::back_inserter(with), [&](const CheckResult& check) {
    return std::find(check.facts.begin(), check.facts.end(), fact) != check.facts.end();
  });
  return failing(with);
}

struct Choice {
  int fact = 0;
  std::string raw;
  Money money;
  std::set<CheckName> mended;
};

class Chooser {
 public:
  Chooser(const std::vector<recognize::Table>& tables, const std::vector<UnreadCells>& unread, Ledger& ledger)
      : tables_(tables), unread_(unread), ledger_(ledger) {}

  void run() {
    const std::vector<Choice> choices = find_choices();
    for (const Choice& choice : choices) {
      const bool ambiguous = std::any_of(choices.begin(), choices.end(), [&](const Choice& other) {
        return other.fact != choice.fact &&
               std::any_of(other.mended.begin(), other.mended.end(),
                           [&](const CheckName& name) { return choice.mended.contains(name); });
      });
      if (!ambiguous) take(choice);
    }
    if (!choices.empty()) ledger_.checks = check_tables(tables_, unread_, ledger_.amounts);
  }

 private:
  std::vector<Choice> find_choices() const {
    constexpr int kMostTries = 30;  // each checks the whole document anew
    std::vector<Choice> choices;
    int tries = 0;
    for (int i = 0; i < static_cast<int>(ledger_.amounts.size()) && tries < kMostTries; ++i) {
      std::optional<Choice> choice = second_reading(i);
      if (!choice) continue;
      ++tries;
      if (mends(*choice)) choices.push_back(*std::move(choice));
    }
    return choices;
  }

  std::optional<Choice> second_reading(int index) const {
    const AmountFact& fact = ledger_.amounts[static_cast<size_t>(index)];
    Choice choice{index, other_reading(fact.place, fact.raw), {}, {}};
    if (choice.raw.empty()) return std::nullopt;
    choice.mended = failing_with(ledger_.checks, index);
    if (choice.mended.empty()) return std::nullopt;
    const AmountReading reading = parse_amount(choice.raw, unit_of(fact));
    const Money* const money = std::get_if<Money>(&reading);
    if (money == nullptr) return std::nullopt;
    choice.money = *money;
    return choice;
  }

  std::string unit_of(const AmountFact& fact) const {
    const recognize::Table& table = tables_[static_cast<size_t>(fact.table)];
    for (const recognize::Entry& entry : table.entries) {
      if (entry.row == fact.row && entry.column == fact.column && !entry.unit.empty()) return entry.unit;
    }
    return table.unit;
  }

  bool mends(const Choice& choice) const {
    std::vector<AmountFact> amounts = ledger_.amounts;
    amounts[static_cast<size_t>(choice.fact)].money = choice.money;
    const std::vector<CheckResult> checks = check_tables(tables_, unread_, amounts);
    const std::set<CheckName> before = failing(ledger_.checks), after = failing(checks);
    // A check that is skipped now would have been silenced, not mended.
    const auto holds = [&](const CheckName& name) {
      return std::any_of(checks.begin(), checks.end(), [&](const CheckResult& check) {
        return check.status == CheckStatus::Pass && check.rule == name.first && check.subject == name.second;
      });
    };
    return std::all_of(choice.mended.begin(), choice.mended.end(), holds) &&
           std::includes(before.begin(), before.end(), after.begin(), after.end()) &&
           failing_with(checks, choice.fact).empty();
  }

  void take(const Choice& choice) {
    AmountFact& fact = ledger_.amounts[static_cast<size_t>(choice.fact)];
    ledger_.diagnostics.push_back(
        {Severity::Warning, fact.place.page, "ocr.chosen",
         fmt::format("\"{}\" was read from a picture and does not add up; its second-best reading \"{}\" "
                     "does, and was taken", fact.raw, choice.raw)});
    fact.raw = choice.raw;
    fact.money = choice.money;
  }

  const std::vector<recognize::Table>& tables_;
  const std::vector<UnreadCells>& unread_;
  Ledger& ledger_;
};

// What forms print under a name: a target, or an amount of money.
struct Printed {
  size_t form = 0;
  std::string name;  // what has to be alike, spaces and widths folded
  bool elsewhere = false;  // the same in other forms: money has the same names in all of them, and other sums
  const recognize::Place* place = nullptr;
  std::string* raw = nullptr;

  std::string text() const { return fold(*raw); }
};

class SiblingChooser {
 public:
  SiblingChooser(std::vector<recognize::Form>& forms, Diagnostics& diagnostics) : diagnostics_(diagnostics) {
    for (size_t i = 0; i < forms.size(); ++i) {
      for (recognize::FormIndicator& indicator : forms[i].indicators) {
        if (!indicator.value_place.box || indicator.level3.empty()) continue;
        const std::string name = fold(indicator.level3 + "/" + indicator.op + "/" + indicator.unit);
        all_.push_back({i, name, true, &indicator.value_place, &indicator.value});
      }
      for (recognize::FormFund& fund : forms[i].funds)
        all_.push_back({i, fund.phase + " " + fund.source, false, &fund.place, &fund.raw});
    }
  }

  void run() {
    for (const Printed& printed : all_) {
      const std::string other = other_reading(*printed.place, *printed.raw);
      if (!other.empty() && confirms(printed, fold(other))) take(printed, other);
    }
  }

 private:
  bool confirms(const Printed& printed, const std::string& other) const {
    for (const bool within : {true, false}) {
      size_t siblings = 0;
      const bool all = std::all_of(all_.begin(), all_.end(), [&](const Printed& sibling) {
        const bool counts = &sibling != &printed && (sibling.form == printed.form) == within &&
                            sibling.name == printed.name && !is_doubtful(*sibling.place);
        siblings += counts;
        return !counts || sibling.text() == other;
      });
      if (siblings > 0) return all;
      if (!printed.elsewhere) return false;
    }
    return false;
  }

  void take(const Printed& printed, const std::string& other) {
    diagnostics_.push_back({Severity::Warning, printed.place->page, "ocr.chosen",
                            fmt::format("\"{}\" was read from a picture; its second-best reading \"{}\" stands under the "
                                        "same name elsewhere in the document, and was taken", *printed.raw, other)});
    *printed.raw = other;
  }

  std::vector<Printed> all_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::string other_reading(const recognize::Place& place, const std::string& raw) {
  if (!is_doubtful(place) || place.position < 0) return "";
  std::u32string text = decode_utf8(without_space(raw));
  const auto at = static_cast<size_t>(place.position);
  if (at >= text.size() || text[at] != place.least_sure) return "";
  text.erase(at, 1);
  if (place.other != 0) text.insert(at, 1, place.other);
  return encode_utf8(text);
}

void choose_readings(const std::vector<recognize::Table>& tables, const std::vector<UnreadCells>& unread,
                     Ledger& ledger) {
  Chooser(tables, unread, ledger).run();
}

void choose_siblings(std::vector<recognize::Form>& forms, Diagnostics& diagnostics) {
  SiblingChooser(forms, diagnostics).run();
}

bool any_doubtful(const std::vector<recognize::Form>& forms) {
  return std::any_of(forms.begin(), forms.end(), [](const recognize::Form& form) {
    return std::any_of(form.indicators.begin(), form.indicators.end(),
                       [](const recognize::FormIndicator& indicator) { return is_doubtful(indicator.value_place); }) ||
           std::any_of(form.funds.begin(), form.funds.end(),
                       [](const recognize::FormFund& fund) { return is_doubtful(fund.place); });
  });
}

}  // namespace gongkai::normalize
