#include "normalize/checks/cross_codes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "normalize/checks/item_name.h"
#include "normalize/checks/table_view.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;
using recognize::Table;

std::string name_in_message(const Table& table) {
  return fmt::format("{} (p.{})", name_of(table), table.first_page);
}

// --- B8 ---------------------------------------------------------------------------------------

// Lists of projects or purchases with the code that pays beside: the name is the thing's.
bool lists_things(const std::string& kind) {
  return kind.starts_with("project") || kind == "procurement" || kind == "service_purchase";
}

// The first amount in each table that has the code.
using ByTable = std::map<int, int>;

CheckResult compare_names(const std::vector<Table>& tables, const std::vector<AmountFact>& amounts,
                          const std::string& code, const ByTable& by_table) {
  const AmountFact& first = amounts[static_cast<size_t>(by_table.begin()->second)];
  CheckResult result;
  result.rule = "B8";
  result.subject = fmt::format("{} {} in {} tables", code, first.item_name, by_table.size());
  result.page = first.place.page;
  result.status = CheckStatus::Pass;
  result.arithmetic = false;
  std::map<std::string, std::string> where;  // comparable name → name and first table
  for (const auto& [table, index] : by_table) {
    const std::string& name = amounts[static_cast<size_t>(index)].item_name;
    result.facts.push_back(index);
    where.emplace(comparable_name(name),
                  fmt::format("{} in {}", name, name_in_message(tables[static_cast<size_t>(table)])));
  }
  if (where.size() == 1) return result;
  result.status = CheckStatus::Fail;
  std::vector<std::string> variants;
  for (const auto& [name, description] : where) variants.push_back(description);
  result.detail = fmt::format("{}", fmt::join(variants, "; "));
  return result;
}

void check_names(const std::vector<Table>& tables, const std::vector<AmountFact>& amounts,
                 std::vector<CheckResult>& results) {
  std::map<std::pair<std::string, std::string>, ByTable> codes;  // system, code
  for (size_t i = 0; i < amounts.size(); ++i) {
    const AmountFact& fact = amounts[i];
    if (is_classified(fact) && !fact.memo && !fact.item_name.empty() &&
        !lists_things(tables[static_cast<size_t>(fact.table)].kind))
      codes[{fact.code_system, fact.code}].emplace(fact.table, static_cast<int>(i));
  }
  for (const auto& [key, by_table] : codes) {
    if (by_table.size() > 1) results.push_back(compare_names(tables, amounts, key.second, by_table));
  }
}

// --- B6 ---------------------------------------------------------------------------------------

// The money of one fund, year and phase in one table, and the codes by which the table divides it.
struct Division {
  int table = 0;
  std::string owner;
  std::string fund, phase, timing;
  int64_t quantum = 1;
  std::set<int64_t> totals;                            // 分
  std::map<size_t, std::map<std::string, int>> codes;  // length → code → the first amount with it
};

// Divisions by function. Revenue that is listed by function is listed by what it will be spent on
// (收入总表), so that the direction makes no difference.
std::vector<Division> divisions_by_function(const std::vector<AmountFact>& amounts) {
  using Key = std::tuple<int, int, std::string, std::string, std::string>;
  std::map<Key, Division> divisions;  // table, block, fund, phase, timing
  for (size_t i = 0; i < amounts.size(); ++i) {
    const AmountFact& fact = amounts[i];
    const recognize::Dimensions& is = fact.dimensions;
    if (fact.money.fen == 0 || fact.memo || is.spend_type != "all" || is.phase == "change") continue;
    Division& division = divisions[{fact.table, fact.block, is.fund, is.phase, is.timing}];
    division.table = fact.table;
    division.fund = is.fund;
    division.phase = is.phase;
    division.timing = is.timing;
    division.quantum = fact.money.quantum;
    if (fact.row_kind == RowKind::Total) division.totals.insert(fact.money.fen);
    if (is_classified(fact) && fact.code_system == "function")
      division.codes[fact.code.size()].emplace(fact.code, static_cast<int>(i));
  }
  std::vector<Division> found;
  for (auto& [key, division] : divisions) {
    if (!division.totals.empty() && !division.codes.empty()) found.push_back(std::move(division));
  }
  return found;
}

// One total is the other, but for the rounding of each.
bool spend_the_same(const Division& a, const Division& b) {
  const int64_t quantum = std::max(a.quantum, b.quantum);
  const int64_t tolerance = quantum > 1 ? quantum : 0;
  return std::any_of(a.totals.begin(), a.totals.end(), [&](int64_t total) {
    const auto near = b.totals.lower_bound(total - tolerance);
    return near != b.totals.end() && *near <= total + tolerance;
  });
}

// The codes of `a` that `b` has not, of the lengths that both print.
std::map<std::string, int> only_in(const Division& a, const Division& b) {
  std::map<std::string, int> only;
  for (const auto& [length, codes] : a.codes) {
    const auto there = b.codes.find(length);
    if (there == b.codes.end()) continue;
    for (const auto& [code, index] : codes) {
      if (!there->second.contains(code)) only.emplace(code, index);
    }
  }
  return only;
}

bool share_a_length(const Division& a, const Division& b) {
  return std::any_of(a.codes.begin(), a.codes.end(),
                     [&](const auto& of_length) { return b.codes.contains(of_length.first); });
}

class CodeSets {
 public:
  CodeSets(const std::vector<Table>& tables, const std::vector<AmountFact>& amounts)
      : tables_(tables), amounts_(amounts), divisions_(divisions_by_function(amounts)) {
    const std::vector<std::string> owners = owners_of(tables);
    for (Division& division : divisions_) division.owner = owners[static_cast<size_t>(division.table)];
  }

  void check(std::vector<CheckResult>& results) const {
    std::set<std::pair<int, int>> compared;  // tables, once for all their funds
    for (auto here = divisions_.begin(); here != divisions_.end(); ++here) {
      // With the first table that spends the same: what is equal to it is equal to all.
      const auto same = std::find_if(divisions_.begin(), here, [&](const Division& other) {
        return comparable(other, *here) && spend_the_same(other, *here);
      });
      const bool found = same != here;
      const auto first = found ? same
                               : std::find_if(divisions_.begin(), divisions_.end(),
                                              [&](const Division& other) {
                                                return comparable(other, *here) && is_part(*here, other);
                                              });
      if (first != divisions_.end() && compared.insert({first->table, here->table}).second)
        results.push_back(compare(*first, *here, found));
    }
  }

 private:
  static bool comparable(const Division& a, const Division& b) {
    return a.table != b.table && a.owner == b.owner && share_a_length(a, b);
  }

  // The money of one budget is part of all money.
  static bool is_part(const Division& part, const Division& whole) {
    return whole.fund == "all" && part.fund != "all" && part.phase == whole.phase &&
           part.timing == whole.timing && *part.totals.rbegin() <= *whole.totals.rbegin();
  }

  CheckResult compare(const Division& first, const Division& here, bool same) const {
    const Table& table = tables_[static_cast<size_t>(here.table)];
    const Table& there = tables_[static_cast<size_t>(first.table)];
    CheckResult result;
    result.rule = "B6";
    result.subject = fmt::format("{} {} {}: codes", name_of(table), same ? "=" : "⊂", name_of(there));
    result.page = table.first_page;
    result.arithmetic = false;
    std::vector<std::string> differences;
    if (same) tell(only_in(first, here), there, result, differences);
    tell(only_in(here, first), table, result, differences);
    result.status = differences.empty() ? CheckStatus::Pass : CheckStatus::Fail;
    result.detail = fmt::format("{}", fmt::join(differences, "; "));
    return result;
  }

  void tell(const std::map<std::string, int>& only, const Table& where, CheckResult& result,
            std::vector<std::string>& differences) const {
    if (only.empty()) return;
    std::vector<std::string> items;
    for (const auto& [code, index] : only) {
      items.push_back(fmt::format("{} {}", code, amounts_[static_cast<size_t>(index)].item_name));
      result.facts.push_back(index);
    }
    differences.push_back(fmt::format("only in {}: {}", name_in_message(where), fmt::join(items, ", ")));
  }

  const std::vector<Table>& tables_;
  const std::vector<AmountFact>& amounts_;
  std::vector<Division> divisions_;
};

}  // namespace

std::vector<CheckResult> check_cross_codes(const std::vector<Table>& tables,
                                           const std::vector<AmountFact>& amounts) {
  std::vector<CheckResult> results;
  check_names(tables, amounts, results);
  CodeSets(tables, amounts).check(results);
  return results;
}

}  // namespace gongkai::normalize
