#include "recognize/column_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <set>

#include "base/text.h"
#include "base/unit.h"
#include "recognize/row_label.h"

namespace gongkai::recognize {
namespace {

bool is_label_role(ColumnRole role) {
  switch (role) {
    case ColumnRole::Code: case ColumnRole::CodePart: case ColumnRole::Name:
    case ColumnRole::UnitCode: case ColumnRole::UnitName: case ColumnRole::ProjectCode:
    case ColumnRole::ProjectName:
      return true;
    default:
      return false;
  }
}

void override_with(std::string& value, const std::string& other) {
  if (!other.empty()) value = other;
}

void fill_with(std::string& value, const std::string& other) {
  if (value.empty()) value = other;
}

struct PartMeaning {
  ColumnRole role = ColumnRole::Unknown;
  Meaning meaning;
};

// 不含… in brackets says what is left out, （万元） how it is counted, neither what the column is.
std::string without_remarks(const std::string& folded) {
  static const RE2 kExclusion("\\((不含|不包括|含)[^)]*\\)|\\((金额)?(单位:?)?(人民币)?[亿百十万千]{0,2}元\\)$");
  std::string rest = folded;
  RE2::GlobalReplace(&rest, kExclusion, "");
  return rest;
}

PartMeaning read_part(const HeadingPart& part, const Schemas& schemas, const TableSchema* schema) {
  PartMeaning result;
  const std::string text = without_remarks(part.folded);
  schemas.headings.for_each_match(text, [&](const HeadingRule& rule) {
    if (!applies(rule.kinds, schema)) return;
    if (result.role == ColumnRole::Unknown) result.role = rule.role;
    Meaning& meaning = result.meaning;
    fill_with(meaning.set.direction, rule.meaning.set.direction);
    fill_with(meaning.set.phase, rule.meaning.set.phase);
    fill_with(meaning.set.fund, rule.meaning.set.fund);
    fill_with(meaning.set.spend_type, rule.meaning.set.spend_type);
    fill_with(meaning.set.timing, rule.meaning.set.timing);
    fill_with(meaning.system, rule.meaning.system);
    fill_with(meaning.three_public, rule.meaning.three_public);
    meaning.memo = meaning.memo || rule.meaning.memo;
  });
  return result;
}

// The year of figures that a heading names: 2025年预算数; 0 where it names none, or the year that money was left
// from (2025年财政拨款结转).
int heading_year(const std::string& folded) {
  static const RE2 kYear(
      "(20[0-9]{2})年?(?:度)?(?:$|[()]|年?[底末]|年初|预算|决算|执行|完成|调整|合计|小计|数|预计|实际|快报|批复|收入|支出|财政拨款|代编|安排|部门|计划|"
      "一般公共预算|政府性基金|国有资本|社会保险基金|基本支出|项目支出|三公|金额|下达|1?[0-9]月)");
  static const RE2 kLeft("20[0-9]{2}年?(?:度)?(?:财政拨款|一般公共预算|政府性基金|国有资本|社会保险基金|基本支出|项目支出).*结[转余]");
  int year = 0;
  return RE2::PartialMatch(folded, kYear, &year) && !RE2::PartialMatch(folded, kLeft) ? year : 0;
}

int year_of(const HeadingPath& path) {
  int year = 0;
  for (const HeadingPart& part : path) year = std::max(year, heading_year(without_remarks(part.folded)));
  return year;
}

// The table's own year: the latest that its title or headings name.
int table_year(const JoinedTable& table) {
  static const RE2 kYear("(20[0-9]{2})年");
  int titled = 0;
  RE2::PartialMatch(fold(table.title), kYear, &titled);
  std::set<int> years{titled};
  for (const HeadingPath& path : table.paths) years.insert(year_of(path));
  // 2026年 | 2027年 | 2028年: plans of the years to come. One later year alone is that of an old title.
  const auto own = years.find(table.document_year);
  if (table.document_year > 0 && own != years.end() && std::distance(own, years.end()) > 2) return *own;
  return *years.rbegin();
}

bool is_of_which(const HeadingPart& part) { return part.folded.starts_with("其中"); }

// 采购 inside another kind of table repeats part of the expenditure beside it.
bool is_foreign_block(const HeadingPart& part, const TableSchema* schema) {
  static const RE2 kProcurement("政府采购");
  return schema != nullptr && schema->kind != "procurement" && schema->kind != "service_purchase" &&
         RE2::PartialMatch(part.folded, kProcurement);
}

struct ContentCount {
  int filled = 0;
  int amounts = 0;
  int decimals = 0;
};

// —, /, 无: a cell that was left without an amount. Says nothing of what its column holds.
bool is_placeholder(const std::string& text) {
  const std::u32string codes = decode_utf8(fold(text));
  return codes == U"无" || std::none_of(codes.begin(), codes.end(), [](char32_t code) {
           return is_han(code) || is_digit_of_any_width(code) || (code < 128 && std::isalpha(static_cast<int>(code)));
         });
}

std::vector<ContentCount> count_contents(const JoinedTable& table) {
  std::vector<ContentCount> counts(static_cast<size_t>(table.columns));
  for (const TableCell& cell : table.cells) {
    if (table.heading_row[static_cast<size_t>(cell.row)] || is_placeholder(cell.text) || cell.column_span > 1) continue;
    ContentCount& count = counts[static_cast<size_t>(cell.column)];
    ++count.filled;
    if (!is_money_text(cell.text)) continue;
    ++count.amounts;
    count.decimals += cell.text.find('.') != std::string::npos || cell.text.find(',') != std::string::npos;
  }
  return counts;
}

class ColumnReader {
 public:
  ColumnReader(const JoinedTable& table, const Schemas& schemas, Diagnostics& diagnostics)
      : table_(table), schemas_(schemas), diagnostics_(diagnostics), year_(table_year(table)) {}

  std::vector<Column> read() {
    read_paths();
    if (names_only_earlier_years()) {
      year_ = table_.document_year;
      read_paths();
    }
    settle_short_headings();
    settle_adjustments();
    settle_measures();
    settle_sources();
    settle_unknown_roles();
    settle_agencies();
    report_later_years();
    settle_code_groups();
    assign_blocks();
    settle_directions();
    settle_systems();
    settle_classes();
    settle_joint_totals();
    settle_other_funds();
    settle_repeated_shares();
    settle_kinds_of_unit_funds();
    settle_shares();
    for (Column& column : columns_) {  // 本年绩效指标值 speaks of a time, but holds no money
      if (column.role == ColumnRole::Text) column.meaning = {};
    }
    return std::move(columns_);
  }

 private:
  void read_paths() {
    columns_.clear();
    for (const HeadingPath& path : table_.paths) columns_.push_back(read_path(path));
  }

  // 合计 | 基本支出 | 2025年预算数 in a document of 2026: money of no year is the document's.
  bool names_only_earlier_years() const {
    static const RE2 kYear("20[0-9]{2}年");
    if (year_ == 0 || year_ >= table_.document_year || RE2::PartialMatch(fold(table_.title), kYear)) return false;
    for (size_t c = 0; c < columns_.size(); ++c) {
      const bool change = columns_[c].meaning.set.phase == "change";
      if (columns_[c].role == ColumnRole::Money && !change && year_of(table_.paths[c]) == 0) return true;
    }
    return false;
  }

  Column read_path(const HeadingPath& path) const {
    Column column;
    for (const HeadingPart& part : path) {
      if (!column.label.empty()) column.label += "/";
      column.label += without_space(part.text);
      const PartMeaning own = read_part(part, schemas_, table_.schema);
      const Meaning before = column.meaning;
      if (own.role != ColumnRole::Unknown) {
        column.role = own.role;
      } else if (column.role == ColumnRole::Text || column.role == ColumnRole::Source) {
        column.role = ColumnRole::Unknown;  // 资金来源/教育专户: the content tells
      } else if (says_something(own.meaning)) {
        column.role = ColumnRole::Money;  // 资金来源/政府性基金: the part below names the money
      }
      override_with(column.meaning.set.phase, own.meaning.set.phase);
      if (!says_who_gave(own.meaning.set.fund) || !names_one_budget(before.set.fund))
        override_with(column.meaning.set.fund, own.meaning.set.fund);
      override_with(column.meaning.set.spend_type, own.meaning.set.spend_type);
      override_with(column.meaning.set.timing, own.meaning.set.timing);
      override_with(column.meaning.system, own.meaning.system);
      override_with(column.meaning.three_public, own.meaning.three_public);
      column.meaning.memo = before.memo || own.meaning.memo || is_foreign_block(part, table_.schema);
      override_with(column.unit, find_unit(part.text));
    }
    column.meaning.memo = column.meaning.memo || repeats_its_parent(path);
    const int year = year_of(path);
    if (year > year_) column.meaning.memo = true;  // of a year to come: no part of this budget
    if (year > 0 && year < year_ && column.meaning.set.phase != "change") column.meaning.set.phase = "prior";
    // 项目名称 is an item's heading where no projects are listed (Jiangsu 收支总表).
    if (column.role == ColumnRole::ProjectName && !lists_records()) column.role = ColumnRole::Name;
    if (column.role == ColumnRole::Unknown && says_something(column.meaning)) column.role = ColumnRole::Money;
    return column;
  }

  // 一般公共预算 / 上级补助: who gave the money of that budget, which stays its fund.
  static bool says_who_gave(const std::string& fund) { return fund == "superior" || fund == "appropriation"; }
  static bool says_something(const Meaning& meaning) {
    return !meaning.set.phase.empty() || !meaning.set.fund.empty() || !meaning.set.spend_type.empty() ||
           !meaning.set.timing.empty() || !meaning.three_public.empty();
  }

  // 其中：… repeats part of the column before it, unless a dimension tells it apart.
  bool repeats_its_parent(const HeadingPath& path) const {
    const auto of_which = std::find_if(path.begin(), path.end(), is_of_which);
    if (of_which == path.end()) return false;
    return std::none_of(of_which, path.end(), [&](const HeadingPart& part) {
      const Meaning meaning = read_part(part, schemas_, table_.schema).meaning;
      const bool item = !meaning.three_public.empty() && table_.schema != nullptr && table_.schema->kind == "three_public";
      return !meaning.set.fund.empty() || !meaning.set.spend_type.empty() || !meaning.set.timing.empty() || item;
    });
  }

  // A heading that no vocabulary knows: amounts where the cells look like it, and say so.
  void settle_unknown_roles() {
    const std::vector<ContentCount> counts = count_contents(table_);
    const bool in_whole_units = prints_whole_units(counts);
    for (size_t c = 0; c < columns_.size(); ++c) {
      Column& column = columns_[c];
      const ContentCount& count = counts[c];
      // 公务接待 / 费用, 批次: a word for names, below one that speaks of money and over amounts.
      const bool below_money = column.role == ColumnRole::Name && table_.paths[c].size() > 1 && says_something(column.meaning);
      if (below_money && 2 * count.amounts > count.filled) column.role = ColumnRole::Money;
      const bool open = column.role == ColumnRole::Unknown || column.role == ColumnRole::Money;
      if (open && counts_rows(c, counts)) {
        column.role = ColumnRole::LineNumber;
        report_unknown(column, count, "numbers of rows");
        continue;
      }
      if (open && (names_next_block(c, count) || names_other_half(c, count) || names_first_half(c, count))) {
        column.role = ColumnRole::Name;
        report_unknown(column, count, "names");
        continue;
      }
      if (column.role == ColumnRole::Money && 2 * count.amounts < count.filled && count.filled > 2) {
        column.role = ColumnRole::Text;  // 资金来源, 项目支出内容: words under a heading about money
        if (count.amounts > 0) report_words(column, count);
      }
      if (column.role != ColumnRole::Unknown || count.filled == 0) continue;
      const bool behind_name = c > 0 && (columns_[c - 1].role == ColumnRole::Name ||
                                         columns_[c - 1].role == ColumnRole::ProjectName);
      // A name in two columns under one heading, or a finer one beside names that are merged over several rows.
      const bool finer = behind_name && (column.label.empty() || merges_rows(c - 1));
      if (finer && 2 * count.amounts < count.filled) {
        column.role = ColumnRole::Name;
        column.meaning.system = columns_[c - 1].meaning.system;
        continue;
      }
      const bool looks_like_money = 2 * count.decimals >= count.amounts || in_whole_units;
      const bool money = 2 * count.amounts > count.filled && looks_like_money;
      // Where white space alone tells columns, one without a heading may have lost it: nothing tells what it holds.
      if (money && table_.implied && column.label.empty()) {
        column.role = ColumnRole::Text;
        report_unknown(column, count, "text, for nothing tells whose amounts they are");
        continue;
      }
      column.role = money ? ColumnRole::Money : count.amounts == count.filled ? ColumnRole::Count : ColumnRole::Text;
      // A table names its rows somewhere: in its first words, where no heading says that it does.
      const bool names = column.role == ColumnRole::Text && !names_rows();
      if (names) column.role = ColumnRole::Name;
      if (money && is_organization_name(table_.paths[c].empty() ? "" : table_.paths[c].back().folded)) {
        column.agency = table_.paths[c].back().text;
        continue;
      }
      if (column.label.empty() && !money) continue;
      report_unknown(column, count, money ? "amounts" : names ? "names" : "text");
    }
  }

  // 支出类别 over 基本支出, 项目支出 names the rows where nothing else does.
  void settle_sources() {
    if (names_rows()) return;
    for (Column& column : columns_) {
      if (column.role == ColumnRole::Source) column.role = ColumnRole::Name;
    }
  }

  // 合计 | 镇机关/基本支出 | 农技站/基本支出: a unit over its columns. Beside one, words that say nothing else are units, too.
  void settle_agencies() {
    const auto names_unit = [&](size_t c) {
      return over_columns(c) && is_organization_name(table_.paths[c].front().folded);
    };
    bool any = false;
    for (size_t c = 0; c < columns_.size(); ++c) any = any || names_unit(c);
    for (size_t c = 0; any && c < columns_.size(); ++c) {
      if (over_columns(c)) columns_[c].agency = table_.paths[c].front().text;
    }
    settle_own_agency();
  }

  // 合计 | 本级 | 甲中心 | 乙站
  void settle_own_agency() {
    static const RE2 kOwn("^(局|委|办|厅|院|校|部门)?(本级|机关)$");
    const bool any = std::any_of(columns_.begin(), columns_.end(), [](const Column& column) { return !column.agency.empty(); });
    for (size_t c = 0; any && c < columns_.size(); ++c) {
      const HeadingPath& path = table_.paths[c];
      const bool own = columns_[c].role == ColumnRole::Money && path.size() == 1 && RE2::FullMatch(path.back().folded, kOwn);
      if (own && columns_[c].agency.empty()) columns_[c].agency = path.back().text;
    }
  }

  // The first of several headings over a column of money stands over others as well, and says nothing of money.
  bool over_columns(size_t c) const {
    const HeadingPath& path = table_.paths[c];
    if (columns_[c].role != ColumnRole::Money || path.size() < 2 || path.front().last_column == path.front().first_column) return false;
    const PartMeaning part = read_part(path.front(), schemas_, table_.schema);
    return part.role == ColumnRole::Unknown && !says_something(part.meaning) && part.meaning.set.direction.empty();
  }

  // 单位 over 万元, 辆, 人 says what the numbers of each row are, and no agency.
  void settle_measures() {
    static const RE2 kThing("^([个辆人批次台套件张户起项处%]|人次|批次|个\\(套\\)|台\\(套\\)|平方米|公里|团组)$");
    for (size_t c = 0; c < columns_.size(); ++c) {
      const HeadingPath& path = table_.paths[c];
      if (path.empty() || (path.back().folded != "单位" && path.back().folded != "计量单位")) continue;
      bool money = false, all = true;
      for (const TableCell& cell : table_.cells) {
        if (cell.column != static_cast<int>(c) || cell.text.empty() || table_.heading_row[static_cast<size_t>(cell.row)]) continue;
        const std::string folded = fold(cell.text);
        money = money || fen_per(folded).has_value();
        all = all && (fen_per(folded) || RE2::PartialMatch(folded, kThing));
      }
      if (money && all) columns_[c].role = ColumnRole::Measure;
    }
  }

  // 合计 | 基本 | 项目: behind 基本, 项目 is the money of projects and names nothing.
  void settle_short_headings() {
    for (size_t c = 1; c < columns_.size(); ++c) {
      if (table_.paths[c].empty() || table_.paths[c - 1].empty() || table_.paths[c].back().folded != "项目") continue;
      if (columns_[c - 1].role != ColumnRole::Money || columns_[c - 1].meaning.set.spend_type != "basic") continue;
      columns_[c].role = ColumnRole::Money;
      columns_[c].meaning.set.spend_type = "project";
    }
  }

  // 年初预算 │ 预算调整 │ 调整后预算: by how much; where nothing says 调整后, it is the budget that was adjusted.
  void settle_adjustments() {
    static const RE2 kAdjustment("^(本次|预算)?调整(数|额|金额|情况)?$");
    const bool adjusted = std::any_of(columns_.begin(), columns_.end(), [](const Column& column) {
      return column.meaning.set.phase == "adjusted";
    });
    for (size_t c = 0; c < columns_.size(); ++c) {
      const HeadingPath& path = table_.paths[c];
      if (path.empty() || !RE2::FullMatch(path.back().folded, kAdjustment) || columns_[c].meaning.set.phase == "prior") continue;
      columns_[c].role = ColumnRole::Money;
      columns_[c].meaning.set.phase = adjusted ? "change" : "adjusted";
    }
  }

  // Plans of years to come are kept, but left out of sums: the vocabulary of phases has no word for them.
  void report_later_years() const {
    for (size_t c = 0; c < columns_.size(); ++c) {
      if (columns_[c].role != ColumnRole::Money || year_of(table_.paths[c]) <= year_) continue;
      diagnostics_.push_back({Severity::Info, table_.first_page, "heading.later_year",
                              fmt::format("\"{}\" of \"{}\" is a plan for a later year than {}; its amounts are marked memo",
                                          columns_[c].label, table_.title, year_)});
    }
  }

  void report_words(const Column& column, const ContentCount& count) const {
    diagnostics_.push_back({Severity::Warning, table_.first_page, "heading.words",
                            fmt::format("below \"{}\" of \"{}\" stand mostly words; its {} numbers are kept as cells, not as amounts",
                                        column.label, table_.title, count.amounts)});
  }

  // 1, 2, 3 … down the rows, beside amounts with decimals: 行次, whatever is printed over it.
  bool counts_rows(size_t c, const std::vector<ContentCount>& counts) const {
    constexpr int kFewest = 4;
    constexpr int kMostRowsLeftOut = 2;  // on average, between two that are counted
    const bool decimals = std::any_of(counts.begin(), counts.end(), [](const ContentCount& other) { return other.decimals > 0; });
    if (!decimals || counts[c].decimals > 0 || counts[c].amounts < kFewest) return false;
    std::map<int, int> by_row;
    for (const TableCell& cell : table_.cells) {
      if (cell.column != static_cast<int>(c) || cell.text.empty() || table_.heading_row[static_cast<size_t>(cell.row)]) continue;
      const std::string folded = fold(cell.text);
      if (!has_digit(folded)) continue;  // a heading that was taken for a row
      int number = 0;
      const auto [end, error] = std::from_chars(folded.data(), folded.data() + folded.size(), number);
      if (error != std::errc() || end != folded.data() + folded.size() || number < 1) return false;
      by_row[cell.row] = number;
    }
    if (by_row.empty()) return false;
    int last = 0;
    for (const auto& [row, number] : by_row) {
      if (number <= last) return false;
      last = number;
    }
    const int first = by_row.begin()->second;
    return last - first <= (1 + kMostRowsLeftOut) * static_cast<int>(by_row.size());
  }

  // The money of the table that its headings name is printed as 330000000, without points and commas.
  bool prints_whole_units(const std::vector<ContentCount>& counts) const {
    ContentCount known;
    for (size_t c = 0; c < columns_.size(); ++c) {
      if (columns_[c].role != ColumnRole::Money) continue;
      known.amounts += counts[c].amounts;
      known.decimals += counts[c].decimals;
    }
    return known.amounts > 0 && known.decimals == 0;
  }

  // Body cells of the column span several rows.
  bool merges_rows(size_t c) const {
    return std::any_of(table_.cells.begin(), table_.cells.end(), [&](const TableCell& cell) {
      return cell.column == static_cast<int>(c) && cell.row_span > 1 && !cell.text.empty() &&
             !table_.heading_row[static_cast<size_t>(cell.row)];
    });
  }

  bool names_rows() const {
    return std::any_of(columns_.begin(), columns_.end(), [](const Column& column) {
      return column.role == ColumnRole::Name || column.role == ColumnRole::ProjectName ||
             column.role == ColumnRole::UnitName;
    });
  }

  // Words between amounts under one and the same heading (预算数) begin another table in the grid: the
  // amounts behind must never go by the names before them (Xi'an 表1: 支出功能分科目).
  bool names_next_block(size_t c, const ContentCount& count) const {
    if (2 * count.amounts >= count.filled || c == 0 || c + 1 >= columns_.size()) return false;
    const HeadingPath& before = table_.paths[c - 1];
    const HeadingPath& behind = table_.paths[c + 1];
    return columns_[c - 1].role == ColumnRole::Money && columns_[c + 1].role == ColumnRole::Money &&
           !before.empty() && !behind.empty() && fold(before.back().text) == fold(behind.back().text);
  }

  // Words first below 支出, beside amounts below 收入, name the rows of that half.
  bool names_other_half(size_t c, const ContentCount& count) const {
    if (2 * count.amounts >= count.filled || c == 0 || columns_[c - 1].role != ColumnRole::Money) return false;
    const HeadingPath& before = table_.paths[c - 1];
    const HeadingPath& here = table_.paths[c];
    if (before.empty() || here.empty() || here.front().first_column != static_cast<int>(c)) return false;
    const auto direction = [&](const HeadingPart& part) {
      return read_part(part, schemas_, table_.schema).meaning.set.direction;
    };
    const std::string other = direction(here.front());
    return !other.empty() && !direction(before.front()).empty() && other != direction(before.front());
  }

  // 收入 | 预算数 | 支出 | 预算数, without a heading for the names alone: words before amounts are names.
  bool names_first_half(size_t c, const ContentCount& count) const {
    if (c > 0 || columns_.size() < 2 || 2 * count.amounts >= count.filled || columns_[1].role != ColumnRole::Money) return false;
    return !names_direction(0).empty();
  }

  // What a column's only heading says: revenue or expenditure.
  std::string names_direction(size_t c) const {
    const HeadingPath& path = table_.paths[c];
    return path.size() == 1 ? read_part(path.front(), schemas_, table_.schema).meaning.set.direction : "";
  }

  void report_unknown(const Column& column, const ContentCount& count, std::string_view read_as) {
    diagnostics_.push_back(
        {Severity::Info, table_.first_page, "heading.unknown",
         fmt::format("the heading \"{}\" of \"{}\" is in no vocabulary; its {} cells were read as {}",
                     column.label, table_.title, count.filled, read_as)});
  }

  // One heading 科目编码 over several columns: the parts of one code.
  void settle_code_groups() {
    for (size_t c = 0; c < columns_.size(); ++c) {
      const HeadingPath& path = table_.paths[c];
      if (columns_[c].role == ColumnRole::Code && path.back().last_column > path.back().first_column) {
        columns_[c].role = ColumnRole::CodePart;
      }
    }
  }

  // Labels after amounts, with amounts behind them, begin another table in the same grid.
  void assign_blocks() {
    int block = 0;
    bool seen_money = false;
    for (size_t c = 0; c < columns_.size(); ++c) {
      const bool more_money = std::any_of(columns_.begin() + static_cast<long>(c), columns_.end(),
                                          [](const Column& k) { return k.role == ColumnRole::Money; });
      if (is_label_role(columns_[c].role) && seen_money && more_money && !lists_records()) {
        ++block;
        seen_money = false;
      }
      seen_money = seen_money || columns_[c].role == ColumnRole::Money;
      columns_[c].block = block;
    }
  }

  // Tables of one record a row never stand side by side.
  bool lists_records() const {
    if (table_.schema == nullptr) return true;
    static const std::vector<std::string> kRecords{"project_expenditure", "project_carryover",
                                                   "procurement", "service_purchase", "project_targets"};
    return std::find(kRecords.begin(), kRecords.end(), table_.schema->kind) != kRecords.end();
  }

  // 收入 and 支出 speak of a block where they stand over its labels too; in the tables that mix
  // both in their columns, over any.
  void settle_directions() {
    std::vector<std::string> of_block(static_cast<size_t>(columns_.empty() ? 0 : columns_.back().block + 1));
    for (size_t c = 0; c < columns_.size(); ++c) {
      for (const HeadingPart& part : table_.paths[c]) {
        if (!is_label_role(columns_[c].role) && part.first_column == part.last_column) continue;
        const bool over_labels = is_label_role(columns_[static_cast<size_t>(part.first_column)].role);
        const std::string said = read_part(part, schemas_, table_.schema).meaning.set.direction;
        if (over_labels && part.last_column > part.first_column) {
          fill_with(of_block[static_cast<size_t>(columns_[c].block)], said);
        }
      }
    }
    const bool mixed = table_.schema != nullptr && table_.schema->direction_by_heading;
    for (size_t c = 0; mixed && c < columns_.size(); ++c) {
      if (columns_[c].role == ColumnRole::Name) fill_with(of_block[static_cast<size_t>(columns_[c].block)], names_direction(c));
    }
    for (size_t c = 0; c < columns_.size(); ++c) {
      Column& column = columns_[c];
      column.meaning.set.direction = of_block[static_cast<size_t>(column.block)];
      if (!mixed) continue;
      for (const HeadingPart& part : table_.paths[c]) {
        if (column.role == ColumnRole::Money && column.meaning.set.direction.empty()) {
          column.meaning.set.direction = read_part(part, schemas_, table_.schema).meaning.set.direction;
        }
      }
    }
  }

  // 科目编码 alone: the name column behind it says which classification it is.
  void settle_systems() {
    for (size_t c = columns_.size(); c-- > 0;) {
      Column& column = columns_[c];
      const bool code = column.role == ColumnRole::Code || column.role == ColumnRole::CodePart;
      if (!code || !column.meaning.system.empty()) continue;
      for (size_t next = c + 1; next < columns_.size() && columns_[next].block == column.block; ++next) {
        if (columns_[next].role == ColumnRole::CodePart) continue;
        if (columns_[next].role == ColumnRole::Name) column.meaning.system = columns_[next].meaning.system;
        break;
      }
    }
    const std::string fallback = table_.schema == nullptr ? "" : table_.schema->code_system;
    for (Column& column : columns_) {
      if (is_label_role(column.role)) fill_with(column.meaning.system, fallback);
    }
  }

  // 合计 over all items: of 三公 alone it is their total; with 会议费 and the like it has no code.
  void settle_joint_totals() {
    if (table_.schema == nullptr || table_.schema->kind != "three_public") return;
    const auto has = [&](std::initializer_list<std::string_view> codes) {
      return std::any_of(columns_.begin(), columns_.end(), [&](const Column& column) {
        return std::find(codes.begin(), codes.end(), column.meaning.three_public) != codes.end();
      });
    };
    if (!has({"overseas", "reception"}) || has({"meeting", "training", "agency_operation"})) return;
    for (Column& column : columns_) {
      if (column.role == ColumnRole::Money) fill_with(column.meaning.three_public, "total");
    }
  }

  // 其他 beside 财政拨款 under one heading: of other money. Elsewhere it may be other uses.
  void settle_other_funds() {
    for (size_t c = 1; c < columns_.size(); ++c) {
      const HeadingPath& path = table_.paths[c];
      if (columns_[c].role != ColumnRole::Money || path.size() < 2 || path.back().folded != "其他") continue;
      for (size_t b = 0; b < columns_.size(); ++b) {
        const HeadingPath& beside = table_.paths[b];
        const bool sibling = beside.size() >= path.size() && beside[path.size() - 2] == path[path.size() - 2];
        const std::string& fund = columns_[b].meaning.set.fund;
        if (sibling && (fund == "appropriation" || names_one_budget(fund))) columns_[c].meaning.set.fund = "other";
      }
    }
  }

  // 其中：经营支出, 上缴上级支出 beside the full split into 基本支出 and 项目支出 (Beijing 03表)
  // repeats part of that split, though its spending type tells it apart.
  void settle_repeated_shares() {
    const auto of_which = [&](size_t c) {
      return std::any_of(table_.paths[c].begin(), table_.paths[c].end(), is_of_which);
    };
    bool basic = false;
    bool project = false;
    for (size_t c = 0; c < columns_.size(); ++c) {
      basic = basic || (columns_[c].meaning.set.spend_type == "basic" && !of_which(c));
      project = project || (columns_[c].meaning.set.spend_type == "project" && !of_which(c));
    }
    if (!basic || !project) return;
    for (size_t c = 0; c < columns_.size(); ++c) {
      if (columns_[c].role == ColumnRole::Money && of_which(c)) columns_[c].meaning.memo = true;
    }
  }

  // 单位资金 | 其中：事业收入 | 经营收入 | 其他收入: kinds of the money beside them, which their funds do not tell.
  void settle_kinds_of_unit_funds() {
    static const std::set<std::string> kKinds{"institutional", "business", "superior", "subordinate", "other"};
    for (size_t c = 1; c < columns_.size(); ++c) {
      if (columns_[c - 1].meaning.set.fund != "unit_funds" || table_.paths[c].empty() || !is_of_which(table_.paths[c].back())) continue;
      for (size_t kind = c; kind < columns_.size() && columns_[kind].block == columns_[c].block; ++kind) {
        if (!kKinds.contains(columns_[kind].meaning.set.fund) || table_.paths[kind].size() != table_.paths[c].size()) break;
        columns_[kind].meaning.memo = true;
      }
    }
  }

  // 合计 | 县本级 | 乡镇, 合计 | 货物 | 工程 | 服务: where no dimension tells any of them apart from the total,
  // they repeat parts of it. So do columns behind 其中：县本级.
  void settle_shares() {
    for (size_t total = 0; total < columns_.size(); ++total) {
      if (columns_[total].role != ColumnRole::Money || table_.paths[total].empty()) continue;
      if (!columns_[total].meaning.memo) settle_totals_of_parts(total);
      bool of_which = false;
      for (const size_t share : shares_of(total)) {
        const HeadingPath& path = table_.paths[share];
        of_which = of_which || std::any_of(path.begin(), path.end(), is_of_which);
        if (of_which || is_total_heading(table_.paths[total].back())) columns_[share].meaning.memo = true;
      }
    }
  }

  // 总计 | 提前通知专项转移支付/小计 | 上年结转/小计: the total of a part that says no more than the total of all.
  void settle_totals_of_parts(size_t total) {
    const HeadingPath& whole = table_.paths[total];
    if (!is_total_heading(whole.back()) || heads_classes(columns_[total].block)) return;
    for (size_t c = total + 1; c < columns_.size() && columns_[c].block == columns_[total].block; ++c) {
      const HeadingPath& path = table_.paths[c];
      if (columns_[c].role != ColumnRole::Money || path.empty() || !has_same_parents(whole, path)) continue;
      if (path.size() == whole.size() && is_total_heading(path.back())) return;
      const bool part = path.size() > whole.size() && is_total_heading(path.back());
      const bool same = columns_[c].meaning.set.phase == columns_[total].meaning.set.phase && says_the_same(columns_[total], columns_[c]);
      if (part && same) columns_[c].meaning.memo = true;
    }
  }

  // 工资福利支出/小计 | 商品和服务支出/小计: their codes tell the totals apart.
  bool heads_classes(int block) const {
    for (size_t c = 0; c < columns_.size(); ++c) {
      const HeadingPath& path = table_.paths[c];
      const auto is_class = [&](const HeadingPart& part) { return is_economic_class(part); };
      if (columns_[c].block == block && std::any_of(path.begin(), path.end(), is_class)) return true;
    }
    return false;
  }

  // 办公费 | 会议费 | 公务接待费: what stands among economic classes is one of them, and no item of 三公.
  void settle_classes() {
    const auto is_class = [&](size_t c) {
      return columns_[c].role == ColumnRole::Money && !table_.paths[c].empty() && is_economic_class(table_.paths[c].back());
    };
    bool any = false;
    for (size_t c = 0; c < columns_.size(); ++c) any = any || (is_class(c) && columns_[c].meaning.three_public.empty());
    for (size_t c = 0; any && c < columns_.size(); ++c) {
      if (is_class(c)) columns_[c].meaning.three_public.clear();
    }
  }

  // The columns behind a total that stand below the same headings and say the same; none where some say more.
  std::vector<size_t> shares_of(size_t total) const {
    const HeadingPath& whole = table_.paths[total];
    std::vector<size_t> shares;
    for (size_t c = total + 1; c < columns_.size() && columns_[c].block == columns_[total].block; ++c) {
      const HeadingPath& path = table_.paths[c];
      if (columns_[c].role != ColumnRole::Money) continue;
      if (path.empty() || is_total_heading(path.back()) || !has_same_parents(whole, path)) break;
      const std::string& phase = columns_[c].meaning.set.phase;
      if (!phase.empty() && phase != columns_[total].meaning.set.phase) continue;
      if (!says_the_same(columns_[total], columns_[c]) || is_economic_class(path.back())) return {};
      shares.push_back(c);
    }
    return shares;
  }

  static bool is_total_heading(const HeadingPart& part) {
    static const RE2 kTotal("^(总|合|小|共)?计$|^(合|小|总|共)计\\(|总额$|(合|总|小)计$|^全[省市县区州旗盟]$");
    return RE2::PartialMatch(part.folded, kTotal);
  }

  // 小计 | 工资福利支出 | 商品和服务支出, 基本工资 | 津贴补贴: their codes tell these apart.
  bool is_economic_class(const HeadingPart& part) const {
    if (table_.schema != nullptr && table_.schema->kind == "three_public") return false;
    const PartMeaning meaning = read_part(part, schemas_, table_.schema);
    return meaning.role == ColumnRole::Money && meaning.meaning.system.starts_with("economic");
  }

  // `path` stands below all that `total` stands below.
  static bool has_same_parents(const HeadingPath& total, const HeadingPath& path) {
    return path.size() >= total.size() && std::equal(total.begin(), total.end() - 1, path.begin());
  }

  // Of columns of one phase.
  static bool says_the_same(const Column& a, const Column& b) {
    const Dimensions &x = a.meaning.set, &y = b.meaning.set;
    return a.agency.empty() && b.agency.empty() && x.direction == y.direction && x.fund == y.fund &&
           x.spend_type == y.spend_type && x.timing == y.timing && a.meaning.three_public == b.meaning.three_public;
  }

  const JoinedTable& table_;
  const Schemas& schemas_;
  Diagnostics& diagnostics_;
  int year_;
  std::vector<Column> columns_;
};

}  // namespace

std::vector<Column> read_columns(const JoinedTable& table, const Schemas& schemas,
                                 Diagnostics& diagnostics) {
  return ColumnReader(table, schemas, diagnostics).read();
}

}  // namespace gongkai::recognize
