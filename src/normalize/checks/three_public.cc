#include "normalize/checks/three_public.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "normalize/checks/equation.h"

namespace gongkai::normalize {
namespace {

// The items of one year, one unit and one fund, by code; the joint 合计 has the code "".
using Items = std::map<std::string, std::vector<int>>;

// Items that can be added up: those in one row (items as columns) or in one column (items as rows),
// of equal dimensions.
std::vector<Items> find_groups(const TableView& table, const std::vector<AmountFact>& amounts) {
  std::map<std::pair<bool, std::string>, Items> groups;
  for (const BlockView& block : table.blocks) {
    for (const RowView& row : block.rows) {
      for (const auto& [column, index] : row.facts) {
        const AmountFact& fact = amounts[static_cast<size_t>(index)];
        const recognize::Dimensions& is = fact.dimensions;
        if (is.phase == "change" || fact.memo) continue;
        const std::string like =
            is.phase + "/" + is.fund + "/" + is.timing + "/" + fact.unit_name + "/";
        groups[{true, like + std::to_string(row.row)}][fact.code].push_back(index);
        groups[{false, like + std::to_string(column)}][fact.code].push_back(index);
      }
    }
  }
  std::vector<Items> found;
  for (auto& [key, items] : groups) {
    if (items.size() > 1) found.push_back(std::move(items));
  }
  return found;
}

class ItemSums {
 public:
  ItemSums(const TableView& table, const Items& items, const std::vector<AmountFact>& amounts,
           std::vector<CheckResult>& results)
      : table_(table), items_(items), amounts_(amounts), results_(results) {}

  void check() {
    check_sum("A14", "vehicle", {"vehicle_purchase", "vehicle_operation"});
    if (has("vehicle")) {
      check_sum("A13", "total", {"overseas", "reception", "vehicle"});
    } else {
      check_sum("A13", "total", {"overseas", "reception", "vehicle_purchase", "vehicle_operation"});
    }
    check_joint_total();
  }

 private:
  bool has(const std::string& code) const { return items_.contains(code); }

  // “三公”经费 above its items and 支出合计 below them: a sum that is printed again is the same sum.
  void check_sum(const char* rule, const std::string& whole,
                 const std::vector<std::string>& parts) {
    if (!has(whole)) return;
    const std::vector<int>& wholes = items_.at(whole);
    const auto fen = [&](int index) { return amounts_[static_cast<size_t>(index)].money.fen; };
    if (!std::all_of(wholes.begin(), wholes.end(), [&](int index) { return fen(index) == fen(wholes.front()); })) return;
    for (const int index : wholes) check_one_sum(rule, whole, index, parts);
  }

  // Only where no item is printed twice: a second 小计 would count twice. A blank item adds nothing, if
  // the others make up the sum; else it may have been overlooked.
  void check_one_sum(const char* rule, const std::string& whole, int index,
                     const std::vector<std::string>& parts) {
    Equation equation{rule, table_.name + " " + whole, index, {}, {}};
    std::string blank;
    for (const std::string& part : parts) {
      if (!has(part)) {
        blank += (blank.empty() ? "" : ", ") + part;
        continue;
      }
      if (items_.at(part).size() != 1) return;
      equation.addends.push_back(items_.at(part).front());
    }
    if (equation.addends.empty()) return;
    CheckResult result = evaluate(equation, amounts_, table_.quantum);
    const bool open = !blank.empty() && result.status != CheckStatus::Pass;
    results_.push_back(open ? skipped(equation, amounts_, "no amount is printed for " + blank) : std::move(result));
  }

  void check_joint_total() {
    if (!has("total")) return;
    std::vector<std::string> parts = {"total"};
    for (const char* const more : {"meeting", "training", "agency_operation"}) {
      if (has(more)) parts.emplace_back(more);
    }
    if (parts.size() > 1) check_sum("A13", "", parts);
  }

  const TableView& table_;
  const Items& items_;
  const std::vector<AmountFact>& amounts_;
  std::vector<CheckResult>& results_;
};

}  // namespace

std::vector<CheckResult> check_three_public(const TableView& table,
                                            const std::vector<AmountFact>& amounts) {
  std::vector<CheckResult> results;
  for (const Items& items : find_groups(table, amounts))
    ItemSums(table, items, amounts, results).check();
  return results;
}

}  // namespace gongkai::normalize
