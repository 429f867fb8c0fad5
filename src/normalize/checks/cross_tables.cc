#include "normalize/checks/cross_tables.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "normalize/checks/equation.h"
#include "normalize/checks/table_view.h"
#include "recognize/row_label.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;
using recognize::Table;

constexpr const char* kCarriedOver = "money is carried over from or into other years";

// What makes two figures the same figure.
struct FigureKey {
  std::string direction, phase, fund, spend_type, timing, unit, system, code, owner;
  bool total = false;
  auto operator<=>(const FigureKey&) const = default;
};

// Lists of which no total is the document's: parts of its spending, or not its spending at all. Hunan prints 基本支出 in
// a table for each class: 基本支出表--人员经费(工资福利支出).
bool is_partial_list(const Table& table) {
  static const RE2 kOneClass("\\((工资福利支出|商品和服务支出|对个人和家庭的补助)\\)");
  static const std::set<std::string_view> kKinds = {
      "other",       "three_public",    "agency_operation", "procurement",
      "service_purchase", "project_targets", "project_carryover"};
  return kKinds.contains(table.kind) || (table.kind == "basic_expenditure" && RE2::PartialMatch(fold(table.title), kOneClass));
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

// The units of one table.
struct TableUnits {
  bool has_total = false;
  int first_row = -1;           // of a unit's own line: the department's, where there is no total
  std::set<std::string> names;  // of all rows
};

std::map<int, TableUnits> units_of_tables(const std::vector<AmountFact>& amounts) {
  std::map<int, TableUnits> tables;
  for (const AmountFact& fact : amounts) {
    TableUnits& table = tables[fact.table];
    table.has_total = table.has_total || fact.row_kind == RowKind::Total;
    table.names.insert(fact.unit_name);
    if (fact.row_kind == RowKind::Organization && table.first_row < 0) table.first_row = fact.row;
  }
  return tables;
}

// Tables with what is carried over in columns of its own: there, the columns of funds leave it out
// (Shenzhen 表5: 财政拨款 and 上年结余、结转 side by side).
std::set<int> tables_with_carryover_columns(const std::vector<AmountFact>& amounts) {
  std::set<std::tuple<int, int, int>> rows;  // table, row, block
  for (const AmountFact& fact : amounts) {
    if (fact.dimensions.timing != "carryover") rows.insert({fact.table, fact.row, fact.block});
  }
  std::set<int> tables;
  for (const AmountFact& fact : amounts) {
    const bool beside = rows.contains({fact.table, fact.row, fact.block});
    if (fact.dimensions.timing == "carryover" && beside) tables.insert(fact.table);
  }
  return tables;
}

// Tables that print figures of several kinds for the years before (2024年决算数 │ 2025年预算数 │ 2025年执行数): nothing
// tells which of them another table repeats.
std::set<int> tables_with_several_priors(const std::vector<AmountFact>& amounts) {
  std::map<std::tuple<int, int, std::string, std::string, std::string, std::string>, std::set<int>> columns;
  std::set<int> tables;
  for (const AmountFact& fact : amounts) {
    if (fact.dimensions.phase != "prior" || fact.memo) continue;
    const recognize::Dimensions& is = fact.dimensions;
    std::set<int>& of_kind = columns[{fact.table, fact.row, is.direction, is.fund, is.spend_type, is.timing}];
    of_kind.insert(fact.column);
    if (of_kind.size() > 1) tables.insert(fact.table);
  }
  return tables;
}

// Why all money need not be the sum of the budgets; "" where it must be.
std::string why_more_than_budgets(const std::vector<AmountFact>& amounts) {
  bool told = false;
  for (const AmountFact& fact : amounts) {
    const std::string& fund = fact.dimensions.fund;
    const bool budgeted = fund == "appropriation" ||
                          std::find(std::begin(kBudgets), std::end(kBudgets), fund) != std::end(kBudgets);
    if (fact.money.fen == 0 || fund == "all") continue;
    if (!budgeted) return "money of other kinds pays for part of it";  // 事业收入, 财政专户 …
    told = told || fact.dimensions.direction == "revenue";
  }
  return told ? "" : "no table tells where all money comes from";
}

// 甲局（本级）: a unit beside those below it, not the department with all of them.
bool is_unit_proper(const std::string& name) { return name.find("本级") != std::string::npos; }

class FigureIndex {
 public:
  FigureIndex(const std::vector<Table>& tables, const std::vector<AmountFact>& amounts)
      : tables_(tables),
        amounts_(amounts),
        carryover_(tables_with_carryover(amounts)),
        carryover_columns_(tables_with_carryover_columns(amounts)),
        several_priors_(tables_with_several_priors(amounts)),
        why_more_than_budgets_(why_more_than_budgets(amounts)),
        units_(units_of_tables(amounts)),
        owners_(owners_of(tables)) {
    for (size_t i = 0; i < amounts.size(); ++i) add(static_cast<int>(i));
  }

  std::vector<CheckResult> compare() const {
    std::vector<CheckResult> results;
    for (const auto& [key, by_table] : figures_) {
      const auto first = by_table.begin();
      for (auto other = std::next(first); other != by_table.end(); ++other) {
        results.push_back(compare(key, first->second, other->second));
      }
      compare_split(key, results);
      add_up_budgets(key, results);
    }
    return results;
  }

 private:
  void add(int index) {
    const AmountFact& fact = amounts_[static_cast<size_t>(index)];
    const Table& table = tables_[static_cast<size_t>(fact.table)];
    const TableUnits& units = units_.at(fact.table);
    const bool department = !units.has_total && fact.row == units.first_row &&
                            (units.names.size() == 1 || !is_unit_proper(fact.unit_name));
    const bool total =
        fact.code.empty() && !fact.item_name.empty() &&
        (fact.row_kind == RowKind::Total || department || closes_the_year(table, fact));
    if (fact.memo || fact.dimensions.phase == "change" || !(total || is_classified(fact)) ||
        is_partial_list(table) || (fact.dimensions.phase == "prior" && several_priors_.contains(fact.table))) {
      return;
    }
    const recognize::Dimensions& is = fact.dimensions;
    const bool of_all = department || units.names.size() == 1;
    FigureKey key{is.direction, is.phase, is.fund,          is.spend_type,
                  is.timing,    of_all ? "" : fact.unit_name,
                  fact.code_system, fact.code, owners_[static_cast<size_t>(fact.table)], total};
    const bool whole_year = total || !carryover_.contains(fact.table);
    if (is.timing == "current" && whole_year) key.timing = "all";
    const bool without_carryover =
        (is.fund != "all" && carryover_columns_.contains(fact.table)) ||
        (!carryover_.empty() && leaves_out_carryover(table));
    if (is.timing == "all" && without_carryover) key.timing = "current";
    figures_[key][fact.table].push_back(index);
  }

  // 一般公共预算支出预算表（不含上年结转）, 项目支出预算表（本年预算） (Shanxi).
  static bool leaves_out_carryover(const Table& table) {
    return table.title.find("不含上年结转") != std::string::npos ||
           table.title.find("本年预算") != std::string::npos;
  }

  // 本年支出合计, 小计: what other tables add up to may be this, or the 支出总计 with what is carried over.
  static bool closes_the_year(const Table& table, const AmountFact& fact) {
    return is_summary(table.kind) && fact.row_kind == RowKind::Subtotal &&
           fact.depth == recognize::kNoOrdinal && (fact.dimensions.timing == "current" || fact.item_name == "小计");
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

  // The one value that the first table with the figure prints; kNotPrinted for none, or several.
  int only_value(const FigureKey& key) const {
    const auto found = figures_.find(key);
    if (found == figures_.end() || !is_one_value(found->second.begin()->second)) return kNotPrinted;
    return found->second.begin()->second.front();
  }

  // Where all of an item's money is 一般公共预算, so is every part of it (B6).
  void compare_split(FigureKey all, std::vector<CheckResult>& results) const {
    if (all.fund != "all" || all.spend_type != "all" || all.direction != "expenditure") return;
    FigureKey general = all;
    general.fund = "general_public";
    const int whole = only_value(all);
    const int general_whole = only_value(general);
    if (whole == kNotPrinted || general_whole == kNotPrinted || fen(whole) == 0 ||
        fen(whole) != fen(general_whole)) {
      return;
    }
    for (const char* spend_type : {"basic", "project"}) {
      all.spend_type = general.spend_type = spend_type;
      const int here = only_value(general);
      const int there = only_value(all);
      if (here == kNotPrinted || there == kNotPrinted) continue;
      results.push_back(evaluate_twice(
          {"B6", subject(amounts_[static_cast<size_t>(here)], amounts_[static_cast<size_t>(there)]),
           here, {there}, {}}));
    }
  }

  // 财政拨款支出 = 一般公共预算 + 政府性基金 + 国有资本经营, each from a table of its own (B4); all
  // spending as well, where nothing else pays for any of it (B3).
  void add_up_budgets(const FigureKey& key, std::vector<CheckResult>& results) const {
    const bool all = key.fund == "all";
    if (!key.total || !(all || key.fund == "appropriation") || key.spend_type != "all" ||
        key.direction != "expenditure") {
      return;
    }
    const int whole = only_value(key);
    if (whole == kNotPrinted) return;
    const AmountFact& fact = amounts_[static_cast<size_t>(whole)];
    Equation equation{all ? "B3" : "B4", subject(fact, fact), whole, {}, {}};
    std::string reason = carryover_.contains(fact.table) ? kCarriedOver : "";
    if (all && !why_more_than_budgets_.empty()) reason = why_more_than_budgets_;
    for (const char* fund : kBudgets) {
      FigureKey part = key;
      part.fund = fund;
      const int total = total_elsewhere(part, fact.table);
      if (total == kNotPrinted) {
        if (is_spent(fund, fact.table)) reason = "a kind of its money has no total in another table";
        continue;
      }
      equation.addends.push_back(total);
      if (carryover_.contains(amounts_[static_cast<size_t>(total)].table)) reason = kCarriedOver;
    }
    if (equation.addends.empty()) return;
    results.push_back(reason.empty() ? evaluate(equation, amounts_, fact.money.quantum)
                                     : skipped(equation, amounts_, reason));
  }

  // The figure in the first table but `table` that prints it.
  int total_elsewhere(const FigureKey& key, int table) const {
    const auto found = figures_.find(key);
    if (found == figures_.end()) return kNotPrinted;
    const auto elsewhere = std::find_if(found->second.begin(), found->second.end(),
                                        [&](const auto& at) { return at.first != table; });
    return elsewhere == found->second.end() ? kNotPrinted : elsewhere->second.front();
  }

  // Whether a table but `but` spends money of the fund.
  bool is_spent(std::string_view fund, int but) const {
    return std::any_of(amounts_.begin(), amounts_.end(), [&](const AmountFact& fact) {
      return fact.table != but && fact.dimensions.fund == fund && fact.money.fen != 0 &&
             fact.dimensions.direction == "expenditure";
    });
  }

  int64_t fen(int index) const { return amounts_[static_cast<size_t>(index)].money.fen; }

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
    const auto name = [&](const AmountFact& fact) -> const std::string& {
      return name_of(tables_[static_cast<size_t>(fact.table)]);
    };
    return fmt::format("{} = {}: {}{}{} / {}", name(here), name(there), here.code,
                       here.code.empty() ? "" : " ", here.item_name, here.column_label);
  }

  const std::vector<Table>& tables_;
  const std::vector<AmountFact>& amounts_;
  std::set<int> carryover_, carryover_columns_, several_priors_;
  std::string why_more_than_budgets_;
  std::map<int, TableUnits> units_;
  const std::vector<std::string> owners_;  // of budgets, by table
  std::map<FigureKey, std::map<int, std::vector<int>>> figures_;  // key → table → indices
};

}  // namespace

std::vector<CheckResult> check_cross_tables(const std::vector<Table>& tables,
                                            const std::vector<AmountFact>& amounts) {
  return FigureIndex(tables, amounts).compare();
}

}  // namespace gongkai::normalize
