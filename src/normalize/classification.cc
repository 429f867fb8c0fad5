#include "normalize/classification.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/pattern.h"
#include "base/text.h"
#include "recognize/row_label.h"

namespace gongkai::normalize {
namespace {

using recognize::Entry;
using recognize::kNoOrdinal;
using recognize::Label;
using recognize::LabelRole;
using recognize::RowKind;

constexpr std::array<CodeSystem, 3> kAllSystems = {
    CodeSystem::Function, CodeSystem::DepartmentEconomic, CodeSystem::GovernmentEconomic};

constexpr size_t kClassDigits = 3;  // of a 类

// The first digit tells the system, whatever the heading calls the column.
std::optional<CodeSystem> system_of_code(const std::string& code) {
  for (const CodeSystem system : kAllSystems) {
    if (CodeBook::is_well_formed(system, code)) return system;
  }
  return std::nullopt;
}

// 2080505 → 208, 20805, 2080505
std::vector<std::string> levels_of(const std::string& code) {
  std::vector<std::string> levels;
  for (size_t digits = kClassDigits; digits <= code.size(); digits += 2) {
    levels.push_back(code.substr(0, digits));
  }
  return levels;
}

std::string& member(Classification& row, CodeSystem system) {
  switch (system) {
    case CodeSystem::Function: return row.function_code;
    case CodeSystem::DepartmentEconomic: return row.economic_code;
    case CodeSystem::GovernmentEconomic: return row.gov_economic_code;
  }
  return row.function_code;
}

bool holds(const Entry& entry, LabelRole role) {
  return std::any_of(entry.labels.begin(), entry.labels.end(), [role](const Label& label) {
    return label.role == role && !label.text.empty();
  });
}

bool is_any_of(const std::string& kind, std::initializer_list<std::string_view> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool is_project_table(const std::string& kind) {
  return is_any_of(kind, {"project_expenditure", "project_carryover", "project_targets"});
}

// A code of revenue (1…); the book holds expenditure only.
bool is_revenue_code(const std::string& code) { return code.starts_with('1'); }

// The name in the cell next to a code: the first name after it that has no code of its own.
std::string name_beside(const std::vector<Label>& labels, size_t code_at) {
  for (size_t i = code_at + 1; i < labels.size(); ++i) {
    if (labels[i].role == LabelRole::Code) return "";
    if (labels[i].role != LabelRole::Name) continue;
    const CodedName split = split_code_and_name(labels[i].text);
    return split.code.empty() ? split.name : "";
  }
  return "";
}

}  // namespace

RowClassifier::RowClassifier(const recognize::Table& table, const CodeBook& book,
                             std::optional<int> year, Diagnostics& diagnostics)
    : table_(table), book_(book), year_(year), diagnostics_(diagnostics) {}

Classification RowClassifier::classify(const Entry& entry) {
  const std::pair key(entry.row, entry.block);
  auto known = rows_.find(key);
  if (known == rows_.end()) known = rows_.emplace(key, read_row(entry)).first;
  Classification row = known->second;
  read_unit(entry, row);
  choose_code(entry, row);
  read_column_class(entry, row);
  return row;
}

// Which classification the columns of a table spell out, by its title or by what they are called; none where neither
// wages nor several items have columns of their own.
std::optional<CodeSystem> RowClassifier::system_of_columns() const {
  static const RE2 kWages("(^|/)(机关)?工资福利支出(/|$)");
  static const RE2 kGovernment("(^|/)(机关(工资福利|商品和服务|资本性)支出|对事业单位(经常|资本)性补助)");
  static const RE2 kTitle("按?(政府|部门)(预算)?(支出)?经济");
  constexpr int kFewestItems = 3;
  if (table_.kind == "three_public") return std::nullopt;
  std::set<std::string_view> columns;
  for (const Entry& entry : table_.entries) columns.insert(entry.column_label);
  bool wages = false;
  bool government = false;
  int items = 0;
  for (const std::string_view column : columns) {
    wages = wages || RE2::PartialMatch(piece(column), kWages);
    government = government || RE2::PartialMatch(piece(column), kGovernment);
    items += !item_of_any_class(CodeSystem::DepartmentEconomic, std::string(column.substr(column.rfind('/') + 1))).empty();
  }
  if (!wages && items < kFewestItems) return std::nullopt;
  std::string titled;
  if (RE2::PartialMatch(fold(table_.title), kTitle, &titled)) government = titled == "政府";
  return government ? CodeSystem::GovernmentEconomic : CodeSystem::DepartmentEconomic;
}

// 住房公积金: the only 款 that is called so. 工资福利支出 without its class may be the 类 of one classification or a 款 of
// the other.
std::string RowClassifier::item_of_any_class(CodeSystem system, const std::string& name) const {
  for (const CodeSystem other : {CodeSystem::DepartmentEconomic, CodeSystem::GovernmentEconomic}) {
    if (!resolve_below(other, name, "").empty()) return "";
  }
  return book_.resolve_item(system, name, year_);
}

// 工资福利支出, 商品和服务支出 … as columns (Hunan, Anhui) are classes of the economic classification, 基本工资, 津贴补贴
// … their items.
void RowClassifier::read_column_class(const Entry& entry, Classification& row) {
  if (!columns_asked_) column_system_ = system_of_columns();
  columns_asked_ = true;
  if (!column_system_ || entry.dimensions.direction == "revenue") return;
  // The total of 基本支出 by class would stand among its classes.
  if (table_.kind == "basic_expenditure" && entry.row_kind == RowKind::Total) return;
  std::string& place = member(row, *column_system_);
  if (!place.empty() || row.code_system == name_of(*column_system_)) return;
  const auto known = column_classes_.find(entry.column_label);
  place = known != column_classes_.end() ? known->second
                                         : column_classes_.emplace(entry.column_label, class_of_column(entry.column_label)).first->second;
}

// The leaf of the headings is a class, or one of its parts: 工资福利支出 │ 工资福利支出/小计 │ 工资福利支出/基本工资.
std::string RowClassifier::class_of_column(std::string label) const {
  static const RE2 kTotal("/(合|小|总)计$");
  static const RE2 kKinds("(^|/)(一般|专项)商品");  // Hunan tells them apart under 基本支出 and 项目支出
  RE2::Replace(&label, kTotal, "");
  RE2::Replace(&label, kKinds, "\\1商品");
  const std::vector<std::string> parts = split(label, '/');
  const std::string code = resolve_below(*column_system_, parts.back(), "");
  if (code.size() == kClassDigits) return code;
  const std::string above = parts.size() > 1 ? resolve_below(*column_system_, parts[parts.size() - 2], "") : "";
  const std::string below = above.size() == kClassDigits ? resolve_below(*column_system_, parts.back(), above) : "";
  return below.empty() ? item_of_any_class(*column_system_, parts.back()) : below;
}

// Of the row, or of the column where units have columns of their own.
void RowClassifier::read_unit(const Entry& entry, Classification& row) {
  for (const Label& label : entry.labels) {
    if (label.role == LabelRole::UnitCode) row.unit_code = fold(label.text);
    if (label.role != LabelRole::UnitName) continue;
    const auto [known, is_new] = agencies_.try_emplace(label.text);  // on each row of the unit
    if (is_new) known->second = split_agency(label.text);
    const CodedName& agency = known->second;
    row.unit_name = agency.name;
    if (!agency.code.empty()) row.unit_code = agency.code;
  }
}

Classification RowClassifier::read_row(const Entry& entry) {
  Classification row;
  read_codes(entry, row);
  resolve_name(entry, row);
  return row;
}

void RowClassifier::read_codes(const Entry& entry, Classification& row) {
  for (size_t i = 0; i < entry.labels.size(); ++i) {
    const Label& label = entry.labels[i];
    if (label.role == LabelRole::Code) {
      take_code(fold(label.text), name_beside(entry.labels, i), entry, row);
    } else if (label.role == LabelRole::Name) {
      const CodedName split = split_code_and_name(label.text);
      if (!split.code.empty() && !is_foreign_code(split)) take_code(split.code, split.name, entry, row);
    }
  }
}

// Kinds of projects have numbers too (311 专项业务类): three digits whose 类 has another name.
bool RowClassifier::is_foreign_code(const CodedName& coded) const {
  const std::optional<CodeSystem> system = system_of_code(coded.code);
  return system && coded.code.size() == 3 && book_.find(*system, coded.code, year_) != nullptr &&
         !book_.is_name_of(*system, coded.code, coded.name);
}

// A code whose 款 or 项 lost its leading zero (301 | 2, 208 | 5 | 05); "" where no completion has
// the name that is printed.
std::string RowClassifier::completed(const std::string& code, const std::string& name, int page) {
  for (size_t at = kClassDigits; at < code.size(); at += 2) {
    std::string longer = code;
    longer.insert(at, 1, '0');
    const std::optional<CodeSystem> system = system_of_code(longer);
    if (!system || name.empty() || !book_.is_name_of(*system, longer, name)) continue;
    report(Severity::Info, page, "code.completed",
           fmt::format("\"{}\" ({}) is read as {}", code, name, longer));
    return longer;
  }
  return "";
}

// 208, below it 05, below that 2080505 (Jiangxi): a 款 or 项 that prints its own digits alone, where the name proves it;
// "" elsewhere.
std::string RowClassifier::below_code_above(const std::string& part, const std::string& name, int block) const {
  const auto above = code_above_.find(block);
  if (part.size() != 2 || name.empty() || above == code_above_.end()) return "";
  for (size_t digits = std::min<size_t>(above->second.size(), kClassDigits + 2); digits >= kClassDigits; digits -= 2) {
    const std::string code = above->second.substr(0, digits) + part;
    const std::optional<CodeSystem> system = system_of_code(code);
    if (system && book_.is_name_of(*system, code, name)) return code;
  }
  return "";
}

void RowClassifier::take_code(const std::string& printed, const std::string& name, const Entry& entry,
                              Classification& row) {
  const int page = entry.place.page;
  std::string code = system_of_code(printed) ? printed : below_code_above(printed, name, entry.block);
  if (code.empty()) code = completed(printed, name, page);
  const std::optional<CodeSystem> system = system_of_code(code);
  if (!system) {
    report(Severity::Warning, page, "code.malformed",
           fmt::format("\"{}\" ({}) is no code of a classification", printed, name));
    return;
  }
  code_above_[entry.block] = code;
  std::string& place = member(row, *system);
  if (place.empty()) place = code;
  const CodeEntry* known = book_.find(*system, code, year_);
  if (known == nullptr) {
    const bool local =
        code.size() > 5 && *system != CodeSystem::Function;  // a province's own level
    if (!local && !is_revenue_code(code)) {
      report(Severity::Info, page, "code.unknown",
             fmt::format("{} {} is not in the book of codes", code, name));
    }
  } else if (!name.empty() && !book_.is_name_of(*system, code, name)) {
    report(Severity::Info, page, "code.name_differs",
           fmt::format("{} is printed as {}, the book has {}", code, name, known->name));
  }
}

bool RowClassifier::is_summary() const {
  return is_any_of(table_.kind, {"income_expenditure_summary", "appropriation_summary"});
}

// Fills the code of a row without one from its name, where that is certain.
void RowClassifier::resolve_name(const Entry& entry, Classification& row) {
  for (const CodeSystem system : kAllSystems) {
    if (const std::string& code = member(row, system); !code.empty()) {
      outlines_[{entry.block, system}] = levels_of(code);
    }
  }
  const bool coded = !(row.function_code + row.economic_code + row.gov_economic_code).empty();
  if (coded || entry.row_kind != RowKind::Item || entry.dimensions.direction == "revenue") return;
  if (!entry.three_public.empty() || is_project_table(table_.kind)) return;
  if (entry.dimensions.fund == "social_insurance") return;  // 其他支出 of an insurance is no 229
  const auto named = std::find_if(entry.labels.begin(), entry.labels.end(), [](const Label& label) {
    return label.role == LabelRole::Name && !label.system.empty();
  });
  const bool economic = is_any_of(table_.kind, {"basic_expenditure", "agency_operation"});
  const CodeSystem fallback = economic ? CodeSystem::DepartmentEconomic : CodeSystem::Function;
  const CodeSystem system =
      named == entry.labels.end() ? fallback : code_system_of(named->system).value_or(fallback);
  std::vector<std::string>& above = outlines_[{entry.block, system}];
  if (is_summary() && entry.depth != kNoOrdinal)
    above.clear();  // 一、…支出: the 类 have the ordinals
  // 工资福利支出, merged beside 基本工资 and the others: the 类 of the row; 农林水支出 │ 农业农村 │ 事业运行.
  bool beside = false;
  const bool purchase = is_any_of(table_.kind, {"procurement", "service_purchase"});
  for (const Label& outer : entry.labels) {
    if (purchase || fold(outer.text) == fold(entry.item)) break;
    if (outer.role != LabelRole::Name || code_system_of(outer.system).value_or(system) != system) continue;
    const std::string upper = resolve_below(system, outer.text, "");
    if (!upper.empty()) above = {upper};
    else if (beside) resolve_in_outline(system, outer.text, above);
    beside = beside || !upper.empty();
  }
  std::string code = above.empty() && economic ? item_of_any_class(system, entry.item) : "";  // 办公费 without 302 above it
  if (code.empty()) code = resolve_in_outline(system, entry.item, above);
  if (agrees_with_print(entry, code)) member(row, system) = code;
}

// A code of no classification stands in the row: the name's code must at least end like it (a
// table that prints each level's own digits: 205, 03, 03).
bool RowClassifier::agrees_with_print(const Entry& entry, const std::string& code) const {
  return std::all_of(entry.labels.begin(), entry.labels.end(), [&](const Label& label) {
    return label.role != LabelRole::Code || code.ends_with(fold(label.text));
  });
}

std::string RowClassifier::resolve_below(CodeSystem system, const std::string& name,
                                         const std::string& parent) const {
  return book_.resolve(system, {name, parent, year_});
}

// A name stands below the codes above it, as deep as it is known there, else it opens a new 类.
std::string RowClassifier::resolve_in_outline(CodeSystem system, const std::string& name,
                                              std::vector<std::string>& above) const {
  for (size_t depth = above.size() + 1; depth-- > 0;) {
    const std::string parent = depth == 0 ? "" : above[depth - 1];
    const std::string code = resolve_below(system, name, parent);
    if (code.empty()) continue;
    above.resize(depth);
    above.push_back(code);
    return code;
  }
  // A name that the book does not know may be a 款: what follows could stand below it.
  if (above.size() > 1) above.resize(1);
  return "";
}

// Which of the row's codes is the one of the amount (docs/dataset.md, code_system / code).
void RowClassifier::choose_code(const Entry& entry, Classification& row) const {
  const auto choose = [&row](const char* system, const std::string& code) {
    row.code_system = system;
    row.code = code;
  };
  if (!entry.three_public.empty()) return choose("three_public", entry.three_public);
  // A column of units and projects names neither in its heading (支出项目类别): what has no function
  // code there is a project.
  const bool named = holds(entry, LabelRole::ProjectName) || holds(entry, LabelRole::ProjectCode);
  const bool project = is_project_table(table_.kind) && entry.row_kind == RowKind::Item &&
                       !entry.item.empty() && (named || row.function_code.empty());
  const bool is_function_row =
      !row.function_code.empty() &&
      book_.is_name_of(CodeSystem::Function, row.function_code, entry.item);
  if (project && !is_function_row) {
    std::string code;
    for (const Label& label : entry.labels) {
      if (label.role == LabelRole::ProjectCode) code = fold(label.text);
      if (label.role == LabelRole::ProjectName && code.empty())
        code = split_code_and_name(label.text).code;
    }
    return choose("project", code);
  }
  std::vector<CodeSystem> order(kAllSystems.begin(), kAllSystems.end());
  if (is_any_of(table_.kind, {"basic_expenditure", "agency_operation"}))
    std::swap(order[0], order[1]);
  for (const CodeSystem system : order) {
    const std::string& code = member(row, system);
    if (!code.empty()) return choose(name_of(system), code);
  }
}

void RowClassifier::report(Severity severity, int page, const char* code,
                           const std::string& message) {
  if (reported_.insert(code + message).second)
    diagnostics_.push_back({severity, page, code, message});
}

}  // namespace gongkai::normalize
