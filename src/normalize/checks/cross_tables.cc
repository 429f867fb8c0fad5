#include "normalize/checks/cross_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

#include "normalize/checks/equation.h"
#include "normalize/checks/table_view.h"
#include "recognize/row_label.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;
using recognize::Table;

// What makes two figures the same figure.
struct FigureKey {
  std::string direction, phase, fund, spend_type, timing, unit, system, code;
  bool total = false;
  auto operator<=>(const FigureKey&) const = default;
};

// Lists of which no total is the document's: parts of its spending, or not its spending at all.
bool is_partial_list(const std::string& kind) {
  static const std::set<std::string_view> kKinds = {
      "other",       "three_public",    "agency_operation", "procurement",
      "service_purchase", "project_targets", "project_carryover"};
  return kKinds.contains(kind);
}

// Tables that tell carried-over expenditure from this year's: there, 本年 is not all of it.
std::set<int> tables_with_carryover(const std::vector<AmountFact>& amounts) {
  std::set<int> tables;
  for (const AmountFact& fact : amounts) {
    const std::string& timing = fact.dimensions.timing;
    if ((timing == "carryover" || timing == "closing") && fact.money.fen != 0)
      tables.insert(fact.table);
  }
  return tables;
}

class FigureIndex {
 public:
  FigureIndex(const std::vector<Table>& tables, const std::vector<AmountFact>& amounts)
      : tables_(tables), amounts_(amounts), carryover_(tables_with_carryover(amounts)) {
    for (size_t i = 0; i < amounts.size(); ++i) add(static_cast<int>(i));
  }

  std::vector<CheckResult> compare() const {
    std::vector<CheckResult> results;
    for (const auto& [key, by_table] : figures_) {
      if (by_table.size() < 2) continue;
      const auto first = by_table.begin();
      for (auto other = std::next(first); other != by_table.end(); ++other) {
        results.push_back(compare(key, first->second, other->second));
      }
    }
    return results;
  }

 private:
  void add(int index) {
    const AmountFact& fact = amounts_[static_cast<size_t>(index)];
    const Table& table = tables_[static_cast<size_t>(fact.table)];
    const bool total = fact.code.empty() && !fact.item_name.empty() &&
                       (fact.row_kind == RowKind::Total || closes_the_year(table, fact));
    const bool coded = fact.row_kind != RowKind::Organization && !fact.code.empty() &&
                       fact.code_system != "three_public" && fact.code_system != "project";
    if (fact.memo || fact.dimensions.phase == "change" || !(total || coded) ||
        is_partial_list(table.kind)) {
      return;
    }
    const recognize::Dimensions& is = fact.dimensions;
    FigureKey key{is.direction, is.phase,        is.fund,          is.spend_type,
                  is.timing,    fact.unit_name,  fact.code_system, fact.code, total};
    const bool whole_year = total || !carryover_.contains(fact.table);
    if (is.timing == "current" && whole_year) key.timing = "all";
    figures_[key][fact.table].push_back(index);
  }

  // 本年支出合计: what other tables add up to may be this, or the 支出总计 with what is carried over.
  static bool closes_the_year(const Table& table, const AmountFact& fact) {
    return is_summary(table.kind) && fact.row_kind == RowKind::Subtotal &&
           fact.depth == recognize::kNoOrdinal && fact.dimensions.timing == "current";
  }

  bool is_one_value(const std::vector<int>& indices) const {
    return std::all_of(indices.begin(), indices.end(), [&](int index) {
      return amounts_[static_cast<size_t>(index)].money.fen ==
             amounts_[static_cast<size_t>(indices.front())].money.fen;
    });
  }

  CheckResult compare(const FigureKey& key, const std::vector<int>& first,
                      const std::vector<int>& other) const {
    const AmountFact& here = amounts_[static_cast<size_t>(other.front())];
    const AmountFact& there = amounts_[static_cast<size_t>(first.front())];
    Equation equation{rule_of(key, here, there), subject(here, there), other.front(), {first.front()}, {}};
    if (key.total) return compare_totals(equation, first, other);
    if (!is_one_value(first) || !is_one_value(other)) {
      return skipped(equation, amounts_, "a table prints several values for it");
    }
    return evaluate_twice(equation);
  }

  // The first pair of totals that agree, else the first pair.
  CheckResult compare_totals(Equation equation, const std::vector<int>& first,
                             const std::vector<int>& other) const {
    const CheckResult verdict = evaluate_twice(equation);
    for (const int total : other) {
      for (const int addend : first) {
        equation.total = total;
        equation.addends = {addend};
        const CheckResult result = evaluate_twice(equation);
        if (result.status == CheckStatus::Pass) return result;
      }
    }
    return verdict;
  }

  // Each table rounds on its own, so that the two may differ by one of their last digits; then
  // neither vouches for the other.
  CheckResult evaluate_twice(const Equation& equation) const {
    const Money& here = amounts_[static_cast<size_t>(equation.total)].money;
    const Money& there = amounts_[static_cast<size_t>(equation.addends.front())].money;
    const int64_t quantum = std::max(here.quantum, there.quantum);
    CheckResult result = evaluate(equation, amounts_, quantum);
    if (result.status == CheckStatus::Fail && quantum > 1 && std::abs(here.fen - there.fen) <= quantum) {
      result.status = CheckStatus::Pass;
      result.detail = "rounded";
      result.tolerance_fen = quantum;
      result.arithmetic = false;
    }
    return result;
  }

  const char* rule_of(const FigureKey& key, const AmountFact& here, const AmountFact& there) const {
    const auto is = [&](const AmountFact& fact, std::string_view kind) {
      return tables_[static_cast<size_t>(fact.table)].kind == kind;
    };
    if (key.total && key.direction == "revenue") return "B1";
    if (is(here, "basic_expenditure") && key.total) return "B9";
    if (is(here, "project_expenditure") && key.total) return "B10";
    if (key.total) return "B2";
    const bool class_of_summary = key.code.size() == 3 &&
                                  is_summary(tables_[static_cast<size_t>(there.table)].kind);
    return class_of_summary ? "B5" : "B7";
  }

  std::string subject(const AmountFact& here, const AmountFact& there) const {
    const auto name = [&](const AmountFact& fact) {
      const Table& table = tables_[static_cast<size_t>(fact.table)];
      return table.printed_no.empty() ? table.title : table.printed_no;
    };
    return fmt::format("{} = {}: {}{}{} / {}", name(here), name(there), here.code,
                       here.code.empty() ? "" : " ", here.item_name, here.column_label);
  }

  const std::vector<Table>& tables_;
  const std::vector<AmountFact>& amounts_;
  std::set<int> carryover_;
  std::map<FigureKey, std::map<int, std::vector<int>>> figures_;  // key → table → indices
};

}  // namespace

std::vector<CheckResult> check_cross_tables(const std::vector<Table>& tables,
                                            const std::vector<AmountFact>& amounts) {
  return FigureIndex(tables, amounts).compare();
}

}  // namespace gongkai::normalize
