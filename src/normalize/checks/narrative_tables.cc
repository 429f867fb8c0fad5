#include "normalize/checks/narrative_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string_view>

namespace gongkai::normalize {
namespace {

using recognize::RowKind;
using recognize::Table;

bool is_any_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_whole(std::string_view timing) { return is_any_of(timing, {"all", "current"}); }

// The rule that a figure of the text falls under; "" where no table prints its subject.
const char* rule_of(const Figure& figure) {
  if (figure.code_system == "three_public") return "C8";
  if (figure.code_system == "function") return figure.code.empty() ? "" : "C4";
  if (!figure.code_system.empty() || !figure.code.empty()) return "";
  if (is_any_of(figure.dimensions.spend_type, {"basic", "project"})) {
    return is_any_of(figure.subject, {"专项业务经费"}) ? "" : "C2";
  }
  if (is_any_of(figure.dimensions.spend_type, {"personnel", "operating"})) return "C6";
  static const std::set<std::string_view> kTotals = {"收入总计",
                                                     "支出总计",
                                                     "收入预算",
                                                     "支出预算",
                                                     "收入决算",
                                                     "支出决算",
                                                     "财政拨款收入总计",
                                                     "财政拨款支出总计",
                                                     "财政拨款收入",
                                                     "财政拨款支出",
                                                     "一般公共预算收入",
                                                     "一般公共预算支出",
                                                     "政府性基金预算收入",
                                                     "政府性基金预算支出",
                                                     "国有资本经营预算收入",
                                                     "国有资本经营预算支出"};
  return kTotals.contains(figure.subject) ? "C1" : "";
}

// The phase of table amounts that an amount of the text is one of; "" for other measures.
std::string_view phase_of(const Figure& figure, const DocumentFacts& document) {
  if (figure.measure == "amount")
    return document.kind.ends_with("_accounts") ? "executed" : "approved";
  return "";
}

// True where the table amount may be what the figure states.
class Counterpart {
 public:
  Counterpart(const Figure& figure, std::string_view rule, std::string_view phase)
      : figure_(figure), rule_(rule), phase_(phase) {}

  bool fits(const AmountFact& fact, const Table& table) const {
    const auto& said = figure_.dimensions;
    if (fact.dimensions.phase != phase_ || fact.memo || !is_whole(fact.dimensions.timing))
      return false;
    if (!fact.unit_name.empty() && fact.row_kind != RowKind::Total) return false;
    if (!said.direction.empty() && fact.dimensions.direction != said.direction) return false;
    if (rule_ == "C8") return fact.code_system == "three_public" && fact.code == figure_.code;
    if (rule_ == "C4") {
      return fact.code_system == "function" && fact.code == figure_.code &&
             fact.dimensions.spend_type == "all";
    }
    if (!fact.code.empty()) return false;
    // 收入预算 may be the year's income alone or with what was carried forward.
    const bool of_year = fact.row_kind == RowKind::Subtotal && fact.item_name.starts_with("本年");
    if (rule_ == "C1" && of_year && !figure_.subject.ends_with("总计")) {
      return fact.dimensions.spend_type == "all";
    }
    // 人员经费合计 is a sub-total in the tables by economic class.
    const bool of_class = fact.item_name.starts_with(figure_.subject);
    if (rule_ == "C6" && fact.row_kind == RowKind::Subtotal && of_class) return true;
    if (fact.row_kind != RowKind::Total) return false;
    if (rule_ == "C1") return fact.dimensions.spend_type == "all" && is_summary(table.kind);
    return fact.dimensions.spend_type == said.spend_type && is_by_function_or_economy(table.kind);
  }

 private:
  static bool is_summary(std::string_view kind) {
    return is_any_of(kind, {"income_expenditure_summary", "income_summary", "expenditure_summary",
                            "appropriation_summary", "appropriation_expenditure",
                            "general_public_expenditure", "government_fund_expenditure",
                            "government_fund_income", "government_fund", "state_capital"});
  }
  static bool is_by_function_or_economy(std::string_view kind) {
    return is_any_of(
        kind, {"income_expenditure_summary", "expenditure_summary", "appropriation_expenditure",
               "general_public_expenditure", "basic_expenditure"});
  }

  const Figure& figure_;
  std::string_view rule_;
  std::string_view phase_;
};

// 0万元 beside 117.85万元 is not rounded more coarsely, but nothing.
int64_t tolerance(const Money& stated, const Money& printed) {
  return stated.fen == 0 ? printed.quantum : std::max(stated.quantum, printed.quantum);
}

bool agree(const Money& stated, const Money& printed) {
  return std::abs(stated.fen - printed.fen) <= tolerance(stated, printed);
}

class TableCheck {
 public:
  TableCheck(const std::vector<Table>& tables, const Ledger& ledger)
      : tables_(tables), ledger_(ledger) {}

  std::vector<CheckResult> run() const {
    std::vector<CheckResult> results;
    for (const Figure& figure : ledger_.figures) {
      const std::string_view rule = rule_of(figure);
      if (rule.empty() || !figure.money || phase_of(figure, ledger_.document).empty()) continue;
      results.push_back(check(figure, rule));
    }
    return results;
  }

 private:
  CheckResult check(const Figure& figure, std::string_view rule) const {
    CheckResult result;
    result.rule = rule;
    result.subject = fmt::format("text {} / {}", figure.section, figure.subject);
    result.actual_fen = figure.money->fen;
    result.page = figure.place.page;
    const std::vector<int> counterparts = find_counterparts(figure, rule);
    if (counterparts.empty()) {
      result.detail = "no table prints it";
      return result;
    }
    int chosen = counterparts.front();
    for (const int index : counterparts) {
      if (agree(*figure.money, money(index))) chosen = index;
    }
    result.expected_fen = money(chosen).fen;
    result.tolerance_fen = tolerance(*figure.money, money(chosen));
    result.facts = {chosen};
    if (agree(*figure.money, money(chosen))) {
      result.status = CheckStatus::Pass;
      if (result.expected_fen != result.actual_fen) result.detail = "rounded";
      return result;
    }
    result.detail = doubt_about(figure, counterparts);
    if (result.detail.empty()) result.status = CheckStatus::Fail;
    return result;
  }

  // Amounts of the tables that the figure may repeat: those of its fund, else those of any fund.
  std::vector<int> find_counterparts(const Figure& figure, std::string_view rule) const {
    const Counterpart counterpart(figure, rule, phase_of(figure, ledger_.document));
    std::vector<int> of_fund, of_any;
    for (size_t i = 0; i < ledger_.amounts.size(); ++i) {
      const AmountFact& fact = ledger_.amounts[i];
      if (!counterpart.fits(fact, tables_[static_cast<size_t>(fact.table)])) continue;
      of_any.push_back(static_cast<int>(i));
      if (fact.dimensions.fund == figure.dimensions.fund) of_fund.push_back(static_cast<int>(i));
    }
    return of_fund.empty() ? of_any : of_fund;
  }

  // Why a figure that no table agrees with may still be right; "" where it can't be.
  std::string doubt_about(const Figure& figure, const std::vector<int>& counterparts) const {
    const auto differs = [&](int index) {
      return !agree(money(counterparts.front()), money(index));
    };
    if (std::any_of(counterparts.begin(), counterparts.end(), differs)) {
      return "the tables print several amounts of it";
    }
    for (const Figure& other : ledger_.figures) {
      if (&other == &figure || other.subject != figure.subject || other.measure != figure.measure ||
          !other.money || other.dimensions.fund != figure.dimensions.fund) {
        continue;
      }
      const bool contradiction =
          other.paragraph == figure.paragraph && agree(*other.money, money(counterparts.front()));
      if (contradiction) return "";
      if (!agree(*other.money, *figure.money)) return "the text states several amounts of it";
    }
    const AmountFact& fact = ledger_.amounts[static_cast<size_t>(counterparts.front())];
    if (!figure.dimensions.fund.empty() && fact.dimensions.fund != figure.dimensions.fund) {
      return "no table prints it for this fund";
    }
    return "";
  }

  const Money& money(int index) const { return ledger_.amounts[static_cast<size_t>(index)].money; }

  const std::vector<Table>& tables_;
  const Ledger& ledger_;
};

}  // namespace

std::vector<CheckResult> check_against_tables(const std::vector<Table>& tables,
                                              const Ledger& ledger) {
  return TableCheck(tables, ledger).run();
}

}  // namespace gongkai::normalize
