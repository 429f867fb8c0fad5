#include "normalize/checks/column_sums.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>

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

// The columns of a block: their dimensions, several where its rows say different things.
using Columns = std::vector<std::pair<int, Dimensions>>;

Columns columns_in(const BlockView& block, const std::vector<AmountFact>& amounts) {
  Columns found;
  for (const RowView& row : block.rows) {
    for (const auto& [column, index] : row.facts) {
      const AmountFact& fact = amounts[static_cast<size_t>(index)];
      const std::pair entry(column, fact.dimensions);
      const bool known = std::find(found.begin(), found.end(), entry) != found.end();
      if (is_addable(fact) && !known) found.push_back(entry);
    }
  }
  return found;
}

// Whether two columns agree in everything but `member`; with `any_time`, only one of the whole and
// its parts need be marked as this year's.
bool agree(const Dimensions& part, const Dimensions& whole, Member member, bool any_time) {
  const auto may_be = [](const std::string& timing) { return timing == "all" || timing == "current"; };
  const bool same_time = any_time && may_be(whole.timing) && may_be(part.timing);
  const auto agree_in = [&](Member each) {
    return each == member || part.*each == whole.*each || (each == &Dimensions::timing && same_time);
  };
  return agree_in(&Dimensions::direction) && agree_in(&Dimensions::phase) && agree_in(&Dimensions::fund) &&
         agree_in(&Dimensions::spend_type) && agree_in(&Dimensions::timing);
}

// The values of `member` in the other columns that agree with `fact` in everything else.
Values values_beside(const Columns& columns, const AmountFact& fact, Member member,
                     bool any_time = false) {
  Values values;
  for (const auto& [column, other] : columns) {
    if (column != fact.column && agree(other, fact.dimensions, member, any_time)) {
      values.insert(other.*member);
    }
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
  const Values appropriated(std::begin(kBudgets), std::end(kBudgets));
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
                            const Dimensions& like, Member member, const Values& values,
                            bool any_time = false) {
  std::vector<int> found;
  for (const auto& [column, index] : row.facts) {
    const AmountFact& fact = amounts[static_cast<size_t>(index)];
    if (is_addable(fact) && agree(fact.dimensions, like, member, any_time) &&
        values.contains(fact.dimensions.*member)) {
      found.push_back(index);
    }
  }
  return found;
}

// 合计, 小计, 总计 as the lowest heading: the column stands for those beside it.
bool is_headed_as_total(const AmountFact& fact) {
  const size_t slash = fact.column_label.rfind('/');
  const std::string leaf =
      slash == std::string::npos ? fact.column_label : fact.column_label.substr(slash + 1);
  return leaf.find("计") != std::string::npos || leaf.find("总额") != std::string::npos;
}

// The first of the headings over a column, "" where there is only one.
std::string_view upper_heading(const AmountFact& fact) {
  const size_t slash = fact.column_label.find('/');
  return slash == std::string::npos ? std::string_view() : std::string_view(fact.column_label).substr(0, slash);
}

// One sum of columns in one row.
class ColumnSum {
 public:
  ColumnSum(const TableView& table, const Columns& columns, const RowView& row, int whole,
            const Partition& partition, const std::vector<AmountFact>& amounts)
      : table_(table),
        columns_(columns),
        row_(row),
        whole_(whole),
        partition_(partition),
        amounts_(amounts) {
    const std::string& value = dimensions().*partition.member;
    // 收入总计 = 本年收入 by funds + 上年结转, without a sum of 本年收入 (Shenzhen 表2); 本年收入合计 over
    // funds that do not say of which year they are (财政部直属高校 收入预算表).
    any_time_ = partition.member == &Dimensions::fund &&
                !values_beside(columns, fact(whole), &Dimensions::timing)
                     .contains(dimensions().timing == "all" ? "current" : "all");
    parts_ = partition.parts_of(
        value, values_beside(columns, fact(whole), partition.member, any_time_));
  }

  // The table has the partition, and the column is its whole.
  bool applies() const { return !parts_.empty() && stands_for_its_like(); }

  CheckResult check() const {
    const std::vector<int> parts = printed_parts();
    const std::vector<int> beside = carried_over();
    const std::vector<int> unnamed = without_meaning();
    if (has_unread())
      return skipped(equation_of(parts), amounts_, "a cell of the row could not be read");
    // What else may belong to the whole, the likeliest reading first.
    const std::vector<int> near = below_the_same_heading(parts);
    const std::vector<std::vector<int>> readings = {joined(joined(parts, beside), unnamed),
                                                    joined(without_repeats(parts), beside), near,
                                                    joined(joined(parts, beside), totals_of_parts()), with_next_year(parts),
                                                    joined(without_kinds_of_unit_funds(parts), beside)};
    if (readings.front().empty()) {
      return skipped(equation_of(parts), amounts_, "none of its parts is printed");
    }
    for (const std::vector<int>& addends : readings) {
      if (addends.empty()) continue;
      const CheckResult result = evaluate(equation_of(addends), amounts_, table_.quantum);
      if (result.status == CheckStatus::Pass) return result;
    }
    if (without_kinds_of_unit_funds(parts).size() == 1)
      return skipped(equation_of(parts), amounts_, "its parts are kinds of one fund");
    if (stand_below_another_heading(parts))
      return skipped(equation_of(parts), amounts_, "its parts stand below other headings");
    if (!unnamed.empty())
      return skipped(equation_of(parts), amounts_, "a column beside it has no known meaning");
    if (repeats(parts))
      return skipped(equation_of(parts), amounts_, "several columns have the same meaning");
    return evaluate(equation_of(readings.front()), amounts_, table_.quantum);
  }

 private:
  const AmountFact& fact(int index) const { return amounts_[static_cast<size_t>(index)]; }
  const Dimensions& dimensions() const { return fact(whole_).dimensions; }

  // A column is the whole's share of this year.
  bool is_marked_current() const {
    return values_beside(columns_, fact(whole_), &Dimensions::timing).contains("current");
  }

  // The addable amounts of the row with the dimensions of the whole.
  std::vector<int> its_like() const {
    return facts_with(row_, amounts_, dimensions(), partition_.member,
                      {dimensions().*partition_.member});
  }

  bool stands_for_its_like() const {
    const std::vector<int> like = its_like();
    const auto is_total = [this](int index) { return is_headed_as_total(fact(index)); };
    if (std::none_of(like.begin(), like.end(), is_total)) return like.front() == whole_;
    return is_total(whole_);
  }

  // Columns that say nothing of their own beside the one that is headed as total: 单位预留经费.
  std::vector<int> without_meaning() const {
    std::vector<int> found;
    for (const int index : its_like()) {
      if (index != whole_ && !is_headed_as_total(fact(index))) found.push_back(index);
    }
    return found;
  }

  // Where 小计 stands for columns of the same meaning, these are left out.
  std::vector<int> printed_parts() const {
    const std::vector<int> all =
        facts_with(row_, amounts_, dimensions(), partition_.member, parts_, any_time_);
    std::vector<int> found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found), [&](int index) {
      const bool stood_for = std::any_of(all.begin(), all.end(), [&](int other) {
        return other != index && fact(other).dimensions == fact(index).dimensions &&
               is_headed_as_total(fact(other));
      });
      return !stood_for || is_headed_as_total(fact(index));
    });
    return found;
  }

  // 当年安排/合计 | 当年安排/一般公共预算 … | 提前通知/合计 | 提前通知/一般公共预算 …: those of the whole's own group.
  std::vector<int> below_the_same_heading(const std::vector<int>& parts) const {
    std::vector<int> found;
    const std::string_view heading = upper_heading(fact(whole_));
    std::copy_if(parts.begin(), parts.end(), std::back_inserter(found),
                 [&](int part) { return !heading.empty() && upper_heading(fact(part)) == heading; });
    return found;
  }

  // The parts are those of another group: the whole's own is headed by other words, or a total stands beside them.
  bool stand_below_another_heading(const std::vector<int>& parts) const {
    if (parts.empty()) return false;
    const std::string_view own = upper_heading(fact(whole_)), first = upper_heading(fact(parts.front()));
    if (!own.empty())
      return std::none_of(parts.begin(), parts.end(), [&](int part) {
        return upper_heading(fact(part)).empty() || upper_heading(fact(part)) == own;
      });
    const auto is_below = [&](int index) { return upper_heading(fact(index)) == first; };
    return !first.empty() && std::all_of(parts.begin(), parts.end(), is_below) &&
           std::any_of(row_.facts.begin(), row_.facts.end(), [&](const auto& cell) {
             return is_below(cell.second) && is_headed_as_total(fact(cell.second)) &&
                    std::find(parts.begin(), parts.end(), cell.second) == parts.end();
           });
  }

  // 提前通知/小计, which says no more than the whole and is marked as a repeat: a part beside those that say more.
  std::vector<int> totals_of_parts() const {
    std::vector<int> found;
    for (const auto& [column, index] : row_.facts) {
      const AmountFact& part = fact(index);
      if (part.memo && part.dimensions == dimensions() && is_headed_as_total(part)) found.push_back(index);
    }
    return found;
  }

  // Parts under 其中 that repeat what another part contains (经营支出 within 项目支出).
  std::vector<int> without_repeats(const std::vector<int>& parts) const {
    const Values always = {"basic", "project", "personnel", "operating"};
    std::vector<int> found;
    std::copy_if(parts.begin(), parts.end(), std::back_inserter(found), [&](int index) {
      return fact(index).column_label.find("其中") == std::string::npos ||
             always.contains(fact(index).dimensions.spend_type);
    });
    return found;
  }

  // 上年结转 in columns of their own beside those of funds or of spending, where nothing is marked
  // as this year's: further parts of the whole.
  std::vector<int> carried_over() const {
    if (partition_.member == &Dimensions::timing || dimensions().timing != "all") return {};
    const bool marked = is_marked_current();
    const bool whole = has_whole_carryover();
    std::vector<int> found;
    for (const auto& [column, index] : row_.facts) {
      const Dimensions& other = fact(index).dimensions;
      const bool same_fund = other.fund == dimensions().fund || (dimensions().fund == "all" && !whole);
      if (!marked && is_addable(fact(index)) && other.timing == "carryover" && same_fund &&
          other.phase == dimensions().phase && other.spend_type == dimensions().spend_type) {
        found.push_back(index);
      }
    }
    return found;
  }

  // 单位资金/小计 | 单位资金/事业收入 | 单位资金/其他收入: the first stands for the kinds beside it.
  std::vector<int> without_kinds_of_unit_funds(const std::vector<int>& parts) const {
    static const Values kKinds = {"institutional", "business", "superior", "subordinate", "other"};
    const auto total = std::find_if(parts.begin(), parts.end(), [&](int part) {
      return fact(part).dimensions.fund == "unit_funds" && is_headed_as_total(fact(part));
    });
    if (total == parts.end()) return {};
    const std::string& label = fact(*total).column_label;
    const std::string above = label.substr(0, label.rfind('/') + 1);
    std::vector<int> found;
    std::copy_if(parts.begin(), parts.end(), std::back_inserter(found), [&](int part) {
      const bool behind = fact(part).column > fact(*total).column && fact(part).column_label.starts_with(above);
      return !behind || !kKinds.contains(fact(part).dimensions.fund);
    });
    return found;
  }

  // 支出总计 = 本年支出 + 上年结转支出 + 结转下年; empty where nothing is carried into the next year.
  std::vector<int> with_next_year(const std::vector<int>& parts) const {
    if (partition_.member != &Dimensions::timing || dimensions().direction != "expenditure") return {};
    const std::vector<int> closing = facts_with(row_, amounts_, dimensions(), partition_.member, {"closing"});
    return closing.empty() ? std::vector<int>() : joined(parts, closing);
  }

  // 上年结转/小计 | 上年结转/其中：财政拨款: the first is all of it.
  bool has_whole_carryover() const {
    return std::any_of(row_.facts.begin(), row_.facts.end(), [&](const auto& cell) {
      const AmountFact& other = fact(cell.second);
      return other.dimensions.timing == "carryover" && other.dimensions.fund == "all" && is_headed_as_total(other);
    });
  }

  bool has_unread() const {
    return std::any_of(table_.unread.begin(), table_.unread.end(),
                       [&](const auto& cell) { return cell.first == row_.row; });
  }

  bool repeats(const std::vector<int>& parts) const {
    return std::any_of(parts.begin(), parts.end(), [&](int a) {
      return std::any_of(parts.begin(), parts.end(),
                         [&](int b) { return a != b && fact(a).dimensions == fact(b).dimensions; });
    });
  }

  static std::vector<int> joined(std::vector<int> list, const std::vector<int>& more) {
    list.insert(list.end(), more.begin(), more.end());
    return list;
  }

  Equation equation_of(std::vector<int> addends) const {
    return {rule_of(table_, partition_, parts_),
            subject_of(table_, row_, fact(whole_)),
            whole_,
            std::move(addends),
            {}};
  }

  const TableView& table_;
  const Columns& columns_;
  const RowView& row_;
  const int whole_;
  const Partition& partition_;
  const std::vector<AmountFact>& amounts_;
  bool any_time_ = false;
  Values parts_;
};

// 合计 = 县本级 + 乡镇: shares that are marked as repeats, where they add up. Shares that say nothing of their own
// need not be all there are, so that others are no fault. A total that is marked itself has those below its heading.
void check_shares(const TableView& table, const RowView& row, int whole, const std::vector<AmountFact>& amounts,
                  std::vector<CheckResult>& results) {
  const AmountFact& total = amounts[static_cast<size_t>(whole)];
  std::vector<int> shares;
  for (const auto& [column, index] : row.facts) {
    const AmountFact& share = amounts[static_cast<size_t>(index)];
    const bool below = !total.memo || (is_headed_as_total(total) && upper_heading(share) == upper_heading(total));
    if (column > total.column && share.memo && below && share.dimensions == total.dimensions) shares.push_back(index);
  }
  // 总计 = 集中采购/小计 + 分散采购/小计, which stand for the columns behind them.
  const auto is_part = [&](int index) { return !is_headed_as_total(amounts[static_cast<size_t>(index)]); };
  if (!std::all_of(shares.begin(), shares.end(), is_part)) std::erase_if(shares, is_part);
  if (shares.size() < 2 || total.dimensions.phase == "change" || total.code_system == "three_public") return;
  const CheckResult result = evaluate({"A3", subject_of(table, row, total), whole, std::move(shares), {}}, amounts, table.quantum);
  if (result.status == CheckStatus::Pass) results.push_back(result);
}

// The columns are classes of the economic classification (Hunan): one row has several of them.
bool spells_out_classes(const BlockView& block, const std::vector<AmountFact>& amounts) {
  return std::any_of(block.rows.begin(), block.rows.end(), [&](const RowView& row) {
    Values classes;
    for (const auto& [column, index] : row.facts) {
      const AmountFact& fact = amounts[static_cast<size_t>(index)];
      classes.insert(fact.economic_code + fact.gov_economic_code);
    }
    classes.erase("");
    return classes.size() > 1;
  });
}

// 总计 = 工资津补贴/小计 + 社会保障缴费/小计 + 住房公积金; 工资津补贴/小计 = 工资津补贴/基本工资 + …: where they add up.
void check_classes(const TableView& table, const RowView& row, int whole, const std::vector<AmountFact>& amounts,
                   std::vector<CheckResult>& results) {
  const AmountFact& total = amounts[static_cast<size_t>(whole)];
  if (!is_headed_as_total(total) || !is_addable(total)) return;
  const std::string above = total.column_label.substr(0, total.column_label.rfind('/') + 1);
  std::vector<int> before, parts;  // 合计 may stand behind them
  for (const auto& [column, index] : row.facts) {
    const AmountFact& part = amounts[static_cast<size_t>(index)];
    if (column == total.column || part.dimensions != total.dimensions || !is_addable(part)) continue;
    if (!part.column_label.starts_with(above)) {
      if (column > total.column) break;
      continue;
    }
    const std::string own = part.column_label.substr(above.size());
    const auto finer = std::count(own.begin(), own.end(), '/');
    if (finer == 0 || (finer == 1 && is_headed_as_total(part))) (column < total.column ? before : parts).push_back(index);
  }
  if (parts.empty()) parts = std::move(before);
  if (parts.size() < 2) return;
  const CheckResult result = evaluate({"A3", subject_of(table, row, total), whole, std::move(parts), {}}, amounts, table.quantum);
  if (result.status == CheckStatus::Pass) results.push_back(result);
}

}  // namespace

std::vector<CheckResult> check_column_sums(const TableView& table,
                                           const std::vector<AmountFact>& amounts) {
  std::vector<CheckResult> results;
  for (const BlockView& block : table.blocks) {
    const Columns columns = columns_in(block, amounts);
    const bool classes = spells_out_classes(block, amounts);
    for (const RowView& row : block.rows) {
      for (const auto& [column, index] : row.facts) {
        check_shares(table, row, index, amounts, results);
        if (classes) check_classes(table, row, index, amounts, results);
        if (!is_addable(amounts[static_cast<size_t>(index)])) continue;
        for (const Partition& partition : kPartitions) {
          const ColumnSum sum(table, columns, row, index, partition, amounts);
          if (sum.applies()) results.push_back(sum.check());
        }
      }
    }
  }
  return results;
}

}  // namespace gongkai::normalize
