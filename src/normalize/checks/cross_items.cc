#include "normalize/checks/cross_items.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "normalize/checks/equation.h"
#include "normalize/checks/table_view.h"

namespace gongkai::normalize {
namespace {

using recognize::RowKind;
using recognize::Table;

// 经济分类 of the department that pays, and 功能分类 under which the payment stands: pension,
// occupational annuity, medical insurance with 公务员医疗补助 (which Shanghai prints under the
// function of the insurance), housing fund.
struct SamePayment {
  std::vector<std::string> economic;
  std::vector<std::string> functions;
};
const std::vector<SamePayment>& same_payments() {
  static const std::vector<SamePayment> kPayments = {
      {{"30108"}, {"2080505"}},
      {{"30109"}, {"2080506"}},
      {{"30110", "30111"}, {"2101101", "2101102", "2101103"}},
      {{"30113"}, {"2210201"}}};
  return kPayments;
}

struct PublicItem {
  const char* economic;
  const char* item;  // of 三公
  const char* name;
};
constexpr PublicItem kPublicItems[] = {{"30217", "reception", "公务接待费"},
                                       {"30231", "vehicle_operation", "公务用车运行维护费"}};

class Items {
 public:
  Items(const std::vector<Table>& tables, const std::vector<AmountFact>& amounts)
      : tables_(tables), amounts_(amounts) {
    for (size_t i = 0; i < amounts.size(); ++i) sort_in(static_cast<int>(i));
  }

  std::vector<CheckResult> check() const {
    std::vector<CheckResult> results;
    for (const SamePayment& payment : same_payments()) check_payment(payment, results);
    for (const PublicItem& item : kPublicItems) check_public_item(item, results);
    check_projects(results);
    for (CheckResult& result : results) result.advisory = true;
    return results;
  }

 private:
  // What is told apart here; the money is 一般公共预算 of the document's own year.
  using Key = std::pair<std::string, std::string>;  // what, code

  void sort_in(int index) {
    const AmountFact& fact = amounts_[static_cast<size_t>(index)];
    const recognize::Dimensions& is = fact.dimensions;
    const std::string& kind = tables_[static_cast<size_t>(fact.table)].kind;
    const bool of_year = is.phase != "prior" && is.phase != "change" && is.timing != "carryover";
    if (fact.memo || !of_year || fact.row_kind == RowKind::Organization) return;
    if (fact.code_system == "project" && kind == "project_expenditure" && is.fund == "all" &&
        fact.row_kind == RowKind::Item) {
      projects_.push_back(index);
    }
    if (is.fund != "general_public") return;
    if (kind == "basic_expenditure" && fact.code_system == "economic_department") {
      add({"basic", fact.code}, index);
    } else if (kind == "three_public" && fact.code_system == "three_public") {
      add({"three_public", fact.code}, index);
    } else if (kind == "general_public_expenditure" && fact.code_system == "function") {
      add({is.spend_type, fact.code}, index);
    }
  }

  void add(const Key& key, int index) { found_[key].push_back(index); }

  // The figure, where the document prints one value for it; several are those of several units.
  int only(const Key& key) const {
    const auto found = found_.find(key);
    if (found == found_.end()) return kNotPrinted;
    const int first = found->second.front();
    const bool one = std::all_of(found->second.begin(), found->second.end(),
                                 [&](int index) { return fen(index) == fen(first); });
    return one ? first : kNotPrinted;
  }

  int64_t fen(int index) const { return amounts_[static_cast<size_t>(index)].money.fen; }
  int64_t quantum(int index) const { return amounts_[static_cast<size_t>(index)].money.quantum; }

  // 基本支出 of the 项, or all of it where the table does not split.
  int spent_on(const std::string& function) const {
    const int basic = only({"basic", function});
    return basic == kNotPrinted ? only({"all", function}) : basic;
  }

  void check_payment(const SamePayment& payment, std::vector<CheckResult>& results) const {
    Equation equation{"B11", "", kNotPrinted, {}, {}};
    std::vector<std::string> paid, spent;  // codes
    for (const std::string& code : payment.economic) {
      const int index = only({"basic", code});
      if (index == kNotPrinted) continue;
      paid.push_back(code);
      if (equation.total == kNotPrinted) {
        equation.total = index;
      } else {
        equation.subtracted.push_back(index);
      }
    }
    for (const std::string& code : payment.functions) {
      const int index = spent_on(code);
      if (index == kNotPrinted) continue;
      spent.push_back(code);
      equation.addends.push_back(index);
    }
    if (equation.total == kNotPrinted || equation.addends.empty()) return;
    equation.subject = fmt::format("{} {} = {}", fmt::join(paid, " + "),
                                   amounts_[static_cast<size_t>(equation.total)].item_name,
                                   fmt::join(spent, " + "));
    results.push_back(evaluate(equation, amounts_, quantum(equation.total)));
  }

  void check_public_item(const PublicItem& item, std::vector<CheckResult>& results) const {
    const int basic = only({"basic", item.economic});
    const int all = only({"three_public", item.item});
    if (basic == kNotPrinted || all == kNotPrinted) return;
    CheckResult result;
    result.rule = "B13";
    result.subject = fmt::format("三公 {} ≥ {} of basic spending", item.name, item.economic);
    result.page = amounts_[static_cast<size_t>(all)].place.page;
    result.facts = {all, basic};
    result.expected_fen = fen(basic);
    result.actual_fen = fen(all);
    result.tolerance_fen = std::max(quantum(all), quantum(basic));
    result.arithmetic = false;
    result.status = result.actual_fen >= result.expected_fen - result.tolerance_fen
                        ? CheckStatus::Pass
                        : CheckStatus::Fail;
    if (result.status == CheckStatus::Fail)
      result.detail = "at least that much is spent on it in basic spending";
    results.push_back(std::move(result));
  }

  // Every sum of some of the projects, ascending.
  std::vector<int64_t> sums_of_projects() const {
    std::vector<int64_t> sums = {0};
    for (const int project : projects_) {
      const size_t count = sums.size();
      for (size_t i = 0; i < count; ++i) sums.push_back(sums[i] + fen(project));
    }
    std::sort(sums.begin(), sums.end());
    return sums;
  }

  void check_projects(std::vector<CheckResult>& results) const {
    constexpr size_t kItemDigits = 7;
    if (projects_.empty()) return;
    const bool few = projects_.size() <= kMostProjects;
    const std::vector<int64_t> sums = few ? sums_of_projects() : std::vector<int64_t>{};
    for (const auto& [key, indices] : found_) {
      const int spent = only(key);
      if (key.first != "project" || key.second.size() != kItemDigits || spent == kNotPrinted ||
          fen(spent) == 0) {
        continue;
      }
      Equation equation{"B12", subject_of_projects(spent), spent, {}, {}};
      CheckResult result = skipped(equation, amounts_, "too many projects to tell");
      if (few) tell_sum(sums, result);
      results.push_back(std::move(result));
    }
  }

  std::string subject_of_projects(int spent) const {
    const AmountFact& fact = amounts_[static_cast<size_t>(spent)];
    return fmt::format("{} {} / 项目支出 = some of {} projects", fact.code, fact.item_name,
                       projects_.size());
  }

  void tell_sum(const std::vector<int64_t>& sums, CheckResult& result) const {
    const int64_t printed = fen(result.facts.front());
    const int64_t rounding =
        static_cast<int64_t>(projects_.size() + 1) * quantum(projects_.front()) / 2;
    const auto next = std::lower_bound(sums.begin(), sums.end(), printed);
    int64_t nearest = next == sums.end() ? sums.back() : *next;
    if (next != sums.begin() && std::abs(*std::prev(next) - printed) < std::abs(nearest - printed))
      nearest = *std::prev(next);
    result.actual_fen = printed;
    result.expected_fen = nearest;
    result.tolerance_fen = rounding;
    result.arithmetic = false;
    const bool near = std::abs(nearest - printed) <= rounding;
    result.status = near ? CheckStatus::Pass : CheckStatus::Fail;
    result.detail = near ? "" : "no sum of listed projects comes nearer";
  }

  const std::vector<Table>& tables_;
  const std::vector<AmountFact>& amounts_;
  std::map<Key, std::vector<int>> found_;
  std::vector<int> projects_;
};

}  // namespace

std::vector<CheckResult> check_cross_items(const std::vector<Table>& tables,
                                           const std::vector<AmountFact>& amounts) {
  return Items(tables, amounts).check();
}

}  // namespace gongkai::normalize
