#include "normalize/checks/column_sums.h"

#include <algorithm>
#include <set>
#include <string>

#include "normalize/checks/equation.h"

namespace gongkai::normalize {
namespace {

using recognize::Dimensions;
using Values = std::set<std::string>;
using Member = std::string Dimensions::*;

// The columns that print amounts of this document's own year, not repeats of parts.
bool is_addable(const AmountFact& fact) {
  return !fact.memo && fact.dimensions.phase != "change" && fact.code_system != "three_public";
}

Dimensions without(Dimensions dimensions, Member member) {
  (dimensions.*member).clear();
  return dimensions;
}

// The dimensions that the columns of a block have, each once.
std::vector<Dimensions> dimensions_in(const BlockView& block,
                                      const std::vector<AmountFact>& amounts) {
  std::vector<Dimensions> found;
  for (const RowView& row : block.rows) {
    for (const auto& [column, index] : row.facts) {
      const AmountFact& fact = amounts[static_cast<size_t>(index)];
      const bool known = std::find(found.begin(), found.end(), fact.dimensions) != found.end();
      if (is_addable(fact) && !known) found.push_back(fact.dimensions);
    }
  }
  return found;
}

// The values of `member` among those that agree with `like` in everything else.
Values values_beside(const std::vector<Dimensions>& block, const Dimensions& like, Member member) {
  Values values;
  for (const Dimensions& other : block) {
    if (without(other, member) == without(like, member)) values.insert(other.*member);
  }
  return values;
}

// The values that together make up `whole`, of those that the block has; empty where it lacks one
// that must be there.
Values parts_of_spending(const std::string& whole, const Values& has) {
  const bool split = has.contains("personnel") && has.contains("operating");
  if (whole == "basic") return split ? Values{"personnel", "operating"} : Values{};
  if (whole != "all" || !has.contains("project")) return {};
  if (has.contains("basic")) return {"basic", "project", "remitted", "business", "subsidy"};
  if (split) return {"personnel", "operating", "project", "remitted", "business", "subsidy"};
  return {};
}

Values parts_of_fund(const std::string& whole, const Values& has) {
  const Values appropriated = {"general_public", "government_fund", "state_capital"};
  Values parts;
  if (whole == "appropriation") {
    parts = appropriated;
  } else if (whole == "all") {
    parts = {"social_insurance", "fiscal_account", "unit_funds",  "institutional",
             "business",         "superior",       "subordinate", "other"};
    if (has.contains("appropriation")) {
      parts.insert("appropriation");
    } else {
      parts.insert(appropriated.begin(), appropriated.end());
    }
  }
  const auto present = std::count_if(parts.begin(), parts.end(),
                                     [&](const std::string& part) { return has.contains(part); });
  return present >= 2 ? parts : Values{};
}

Values parts_of_timing(const std::string& whole, const Values& has) {
  const bool both = has.contains("current") && has.contains("carryover");
  return whole == "all" && both ? Values{"current", "carryover"} : Values{};
}

struct Partition {
  Member member;
  Values (*parts_of)(const std::string& whole, const Values& has);
};

const Partition kPartitions[] = {{&Dimensions::spend_type, parts_of_spending},
                                 {&Dimensions::fund, parts_of_fund},
                                 {&Dimensions::timing, parts_of_timing}};

const char* rule_of(const TableView& table, const Partition& partition, const Values& parts) {
  if (partition.member == &Dimensions::spend_type && parts.size() == 2) return "A11";
  if (table.kind.ends_with("_summary") && table.kind != "income_summary" &&
      table.kind != "expenditure_summary")
    return "A9";
  if (table.kind.starts_with("project")) return "A16";
  return "A3";
}

std::vector<int> facts_with(const RowView& row, const std::vector<AmountFact>& amounts,
                            const Dimensions& like, Member member, const Values& values) {
  std::vector<int> found;
  for (const auto& [column, index] : row.facts) {
    const AmountFact& fact = amounts[static_cast<size_t>(index)];
    if (is_addable(fact) && without(fact.dimensions, member) == without(like, member) &&
        values.contains(fact.dimensions.*member)) {
      found.push_back(index);
    }
  }
  return found;
}

// 上年结转 as a column of its own beside the columns of funds or of spending, where nothing is
// marked as this year's: a further part of the whole.
std::vector<int> carried_over(const std::vector<Dimensions>& block, const RowView& row,
                              const std::vector<AmountFact>& amounts, const Dimensions& whole) {
  const Values times = values_beside(block, whole, &Dimensions::timing);
  if (whole.timing != "all" || times.contains("current")) return {};
  return facts_with(row, amounts, whole, &Dimensions::timing, {"carryover"});
}

bool has_unread(const TableView& table, const RowView& row) {
  return std::any_of(table.unread.begin(), table.unread.end(),
                     [&](const auto& cell) { return cell.first == row.row; });
}

bool repeats(const std::vector<int>& facts, const std::vector<AmountFact>& amounts) {
  for (size_t i = 0; i < facts.size(); ++i) {
    for (size_t j = i + 1; j < facts.size(); ++j) {
      const auto& a = amounts[static_cast<size_t>(facts[i])];
      const auto& b = amounts[static_cast<size_t>(facts[j])];
      if (a.dimensions == b.dimensions) return true;
    }
  }
  return false;
}

void check_partition(const TableView& table, const std::vector<Dimensions>& block,
                     const RowView& row, int whole, const Partition& partition,
                     const std::vector<AmountFact>& amounts, std::vector<CheckResult>& results) {
  const AmountFact& fact = amounts[static_cast<size_t>(whole)];
  const Dimensions& is = fact.dimensions;
  const Values has = values_beside(block, is, partition.member);
  const Values parts = partition.parts_of(is.*partition.member, has);
  if (parts.empty()) return;
  Equation equation;
  equation.rule = rule_of(table, partition, parts);
  equation.subject = subject_of(table, row, fact);
  equation.total = whole;
  equation.addends = facts_with(row, amounts, is, partition.member, parts);
  if (partition.member != &Dimensions::timing) {
    const std::vector<int> more = carried_over(block, row, amounts, is);
    equation.addends.insert(equation.addends.end(), more.begin(), more.end());
  }
  if (has_unread(table, row)) {
    results.push_back(skipped(equation, amounts, "a cell of the row could not be read"));
  } else if (equation.addends.empty()) {
    results.push_back(skipped(equation, amounts, "none of its parts is printed"));
  } else {
    CheckResult result = evaluate(equation, amounts, table.quantum);
    if (result.status == CheckStatus::Fail && repeats(equation.addends, amounts)) {
      result = skipped(equation, amounts, "several columns have the same meaning");
    }
    results.push_back(std::move(result));
  }
}

}  // namespace

std::vector<CheckResult> check_column_sums(const TableView& table,
                                           const std::vector<AmountFact>& amounts) {
  std::vector<CheckResult> results;
  for (const BlockView& block : table.blocks) {
    const std::vector<Dimensions> dimensions = dimensions_in(block, amounts);
    for (const RowView& row : block.rows) {
      for (const auto& [column, index] : row.facts) {
        if (!is_addable(amounts[static_cast<size_t>(index)])) continue;
        for (const Partition& partition : kPartitions) {
          check_partition(table, dimensions, row, index, partition, amounts, results);
        }
      }
    }
  }
  return results;
}

}  // namespace gongkai::normalize
