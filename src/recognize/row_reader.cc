#include "recognize/row_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "base/text.h"
#include "base/unit.h"
#include "recognize/row_cells.h"
#include "recognize/row_label.h"
#include "recognize/table_header.h"

namespace gongkai::recognize {
namespace {

constexpr double kIndentStep = 3;  // points; a level is set in by one blank of 9 pt at least, half an em

// A code in front of the name in one cell: 2080505-…, [2011301]行政运行 (field guide §1.6, dress d), 208 社会保障….
std::string without_code(const std::string& text) {
  static const RE2 kCode("^(?:[\\[【(（][0-9]{3,12}[\\]】)）][-_－—]?|[0-9]{3,12}(?:[A-Z][0-9]+)?[-_－—])");
  static const RE2 kBlankBehind("^\\s*(?:[0-9]{3}|[0-9]{5}|[0-9]{7})[ \t　]+([^年0-9\\s].*)$");
  std::string rest = without_space(text);
  const std::string original = rest;
  if (std::string name; RE2::FullMatch(text, kBlankBehind, &name)) return without_space(name);
  RE2::Replace(&rest, kCode, "");
  return rest.empty() ? original : rest;
}

// A code with its name right behind it: 205教育支出. In a column where most labels are like this; elsewhere
// 110指挥平台 is a project.
bool split_glued(const std::string& text, std::string& code, std::string& name) {
  static const RE2 kGlued("([1-5][0-9]{2}(?:[0-9]{2}){0,2})([^0-9年A-Za-z._\\-－—、,，%].*)");
  return RE2::FullMatch(without_space(text), kGlued, &code, &name);
}

// 213-01-22 农业生产发展: the parts of a function's code set apart by signs, here without them.
std::string with_joined_code(const std::string& text) {
  static const RE2 kParts("^\\s*([1-5][0-9]{2})[-－—–.．·]([0-9]{2})(?:[-－—–.．·]([0-9]{2}))?([^0-9.．].*)?$");
  std::string first, second, third, name;
  if (!RE2::FullMatch(text, kParts, &first, &second, &third, &name)) return text;
  return first + second + third + name;
}

// What the vocabulary says about a row label; for each member the first rule that speaks.
struct RowMeaning {
  std::string kind;
  bool section = false;
  Meaning meaning;
};

RowMeaning read_label(const std::string& folded, const Schemas& schemas, const TableSchema* schema) {
  RowMeaning result;
  const auto fill = [](std::string& value, const std::string& other) {
    if (value.empty()) value = other;
  };
  schemas.rows.for_each_match(folded, [&](const RowRule& rule) {
    if (!applies(rule.kinds, schema)) return;
    fill(result.kind, rule.kind);
    result.section = result.section || rule.section;
    fill(result.meaning.set.direction, rule.meaning.set.direction);
    fill(result.meaning.set.phase, rule.meaning.set.phase);
    fill(result.meaning.set.fund, rule.meaning.set.fund);
    fill(result.meaning.set.spend_type, rule.meaning.set.spend_type);
    fill(result.meaning.set.timing, rule.meaning.set.timing);
    fill(result.meaning.three_public, rule.meaning.three_public);
  });
  return result;
}

Dimensions over(const Dimensions& upper, const Dimensions& lower) {
  const auto pick = [](const std::string& a, const std::string& b) { return b.empty() ? a : b; };
  return {pick(upper.direction, lower.direction), pick(upper.phase, lower.phase),
          pick(upper.fund, lower.fund), pick(upper.spend_type, lower.spend_type),
          pick(upper.timing, lower.timing)};
}

// 类 | 款 | 项 in columns of their own: joined, whether each row repeats the upper parts or only
// prints its own level (field guide §1.7, dresses b and c). Remembers across pages.
class CodeJoiner {
 public:
  std::string join(const std::vector<std::string>& parts) {
    size_t deepest = parts.size();
    for (size_t i = parts.size(); i-- > 0;) {
      if (!parts[i].empty()) {
        deepest = i;
        break;
      }
    }
    if (deepest == parts.size()) return "";
    last_.resize(parts.size());
    for (size_t i = 0; i <= deepest; ++i) {
      if (!parts[i].empty()) last_[i] = parts[i];
    }
    for (size_t i = deepest + 1; i < last_.size(); ++i) last_[i].clear();
    std::string code;
    for (size_t i = 0; i <= deepest; ++i) {
      if (i > 0 && last_[i].empty()) return "";  // the upper part was never printed
      // A part may already be cumulative: 208 | 20805 | 2080505.
      code = i > 0 && last_[i].size() > 2 && last_[i].starts_with(code) ? last_[i] : code + last_[i];
    }
    return code;
  }

 private:
  std::vector<std::string> last_;
};

// One row of one side-by-side table.
struct Row {
  int row = 0;
  std::vector<Label> labels;
  std::string name;   // the label that names the row, as printed, "" where it has none
  RowLabel label;     // of the name
  RowMeaning meaning;
  std::string code;   // as printed or joined
  std::string unit_code, unit_name;
  std::vector<std::string> outer_names;  // of merged label cells to the left of the name
  std::string year_label;  // folded; of a row that stands for a year
  std::string phase;       // of a row that stands for a phase of the item beside it
  int level = 0;           // of the deepest label column that is filled
  double indent = 0;       // of the text in that column
  bool organization = false;
  bool named_like_unit = false;  // an organization by its name alone
  bool over_blocks = false;      // its label begins in the table beside it: a total of both
  bool of_which = false;         // 其中：, or set in below a row that says so
  std::string source;            // the fund that a column of its own names, "" where none does
  bool by_source = false;        // that column says something: a fund, a type of spending, or 小计 over several
};

// Sections and ordinals above a row; what they say holds for the rows below them.
struct Level {
  int depth = 0;
  int ordinal = 0;
  Dimensions set;
  std::string name;
  double indent = 0;  // of the label, points
  std::string code = {};
};

class BlockReader {
 public:
  BlockReader(const JoinedTable& table, const std::vector<Column>& columns, const std::vector<int>& at,
              int block, const Schemas& schemas)
      : table_(table), columns_(columns), at_(at), block_(block), schemas_(schemas), of_table_(dimensions_of_table()) {
    for (size_t c = 0; c < columns.size(); ++c) {
      if (columns[c].block == block) block_columns_.push_back(static_cast<int>(c));
    }
  }

  std::vector<Entry> read() {
    find_glued_codes();
    for (int r = 0; r < table_.rows(); ++r) {
      if (table_.heading_row[static_cast<size_t>(r)]) continue;
      rows_.push_back(read_row(r));
      name_by_row_above();
    }
    settle_units();
    settle_parts();
    std::vector<Entry> entries;
    for (size_t i = 0; i < rows_.size(); ++i) add_entries(i, entries);
    return entries;
  }

 private:
  const TableCell* cell(int row, int column) const {
    const int index = at_[static_cast<size_t>(row * table_.columns + column)];
    return index < 0 ? nullptr : &table_.cells[static_cast<size_t>(index)];
  }

  bool is_kind(std::string_view kind) const {
    return table_.schema != nullptr && table_.schema->kind == kind;
  }

  void find_glued_codes() {
    glued_.resize(columns_.size());
    for (const int c : block_columns_) {
      if (columns_[static_cast<size_t>(c)].role != ColumnRole::Name) continue;
      int glued = 0;
      int others = 0;
      std::string code, name;
      for (const TableCell& cell : table_.cells) {
        if (cell.column != c || cell.text.empty() || table_.heading_row[static_cast<size_t>(cell.row)]) continue;
        ++(split_glued(cell.text, code, name) ? glued : others);
      }
      glued_[static_cast<size_t>(c)] = glued > 2 && glued > 2 * others;
    }
  }

  Row read_row(int r) {
    Row row;
    row.row = r;
    std::vector<std::string> names;
    size_t code_joiner = 0;
    int last_cell = -1;
    for (size_t i = 0; i < block_columns_.size(); ++i) {
      const int c = block_columns_[i];
      const Column& column = columns_[static_cast<size_t>(c)];
      const TableCell* here = cell(r, c);
      // A heading may reach down beside the first row; 类 款 项 may share a row with 合计.
      if (here == nullptr || table_.heading_row[static_cast<size_t>(here->row)]) continue;
      const std::string folded = fold(here->text);
      if (is_code_part_word(folded)) continue;
      const int index = at_[static_cast<size_t>(r * table_.columns + c)];
      if (column.role == ColumnRole::CodePart && !(here->column_span > 1 && !is_code_text(folded))) {
        if (i > 0 && columns_[static_cast<size_t>(block_columns_[i - 1])].role == ColumnRole::CodePart &&
            columns_[static_cast<size_t>(block_columns_[i - 1])].meaning.system == column.meaning.system &&
            same_parent(block_columns_[i - 1], c)) {
          continue;  // taken together with the first of its group
        }
        add_joined_code(r, i, code_joiner++, row, names);
        continue;
      }
      if (index == last_cell || here->text.empty()) continue;
      last_cell = index;
      row.over_blocks = row.over_blocks || here->column < block_columns_.front();
      if (std::string code, name; glued_[static_cast<size_t>(c)] && split_glued(here->text, code, name)) {
        row.labels.push_back({LabelRole::Code, column.meaning.system, code});
        if (row.code.empty()) row.code = code;
        row.labels.push_back({LabelRole::Name, column.meaning.system, name});
        names.push_back(name);
      } else {
        const bool classified = column.role == ColumnRole::Code || column.role == ColumnRole::Name;
        add_label(column, classified ? with_joined_code(here->text) : here->text, row, names);
      }
      if (column.role == ColumnRole::Name || column.role == ColumnRole::ProjectName ||
          column.role == ColumnRole::UnitName) {
        row.level = static_cast<int>(i) + here->column_span - 1;
        row.indent = table_.indents[static_cast<size_t>(index)];
      }
    }
    join_cut_total(row, names);
    settle_name(row, names);
    read_source(row);
    return row;
  }

  // A project that is not merged over its rows is printed in the first of them.
  void name_by_row_above() {
    if (rows_.size() < 2 || !rows_.back().by_source || !rows_.back().name.empty()) return;
    const Row& above = rows_[rows_.size() - 2];
    Row& row = rows_.back();
    if (!above.by_source || above.name.empty()) return;
    row.labels = above.labels;
    row.name = above.name;
    row.label = above.label;
    row.meaning.meaning.three_public = above.meaning.meaning.three_public;
  }

  // 甲项目 │ 一般公共预算 │ 320.00, then 单位资金 │ 30.00, then 小计 │ 350.00: the fund of each row.
  void read_source(Row& row) const {
    for (const int c : block_columns_) {
      const TableCell* here = columns_[static_cast<size_t>(c)].role == ColumnRole::Source ? cell(row.row, c) : nullptr;
      if (here == nullptr || here->text.empty()) continue;
      const RowMeaning meaning = read_label(fold(without_code(here->text)), schemas_, table_.schema);
      const Dimensions& said = meaning.meaning.set;
      row.by_source = !said.fund.empty() || !said.spend_type.empty() || !meaning.kind.empty();
      row.source = said.fund;
      if (row.meaning.meaning.set.spend_type.empty()) row.meaning.meaning.set.spend_type = said.spend_type;
      if (row.meaning.kind.empty() && !meaning.kind.empty()) row.meaning.kind = "subtotal";
    }
  }

  // 合 │ 计, each in a cell of its own: no unit with an item, but a total.
  static void join_cut_total(Row& row, std::vector<std::string>& names) {
    static const RE2 kTotal("[合总小]计");
    std::string joined;
    for (const Label& label : row.labels) joined += without_space(label.text);
    if (row.labels.size() != 2 || !RE2::FullMatch(fold(joined), kTotal)) return;
    row.labels = {{LabelRole::Name, "", joined}};
    row.unit_name.clear();
    names = {joined};
  }

  bool same_parent(int a, int b) const {
    const HeadingPath& left = table_.paths[static_cast<size_t>(a)];
    const HeadingPath& right = table_.paths[static_cast<size_t>(b)];
    if (!left.empty() && !right.empty() && left.back() == right.back()) return true;
    if (left.size() < 2 || right.size() < 2) return left.size() == right.size();
    return left[left.size() - 2] == right[right.size() - 2];
  }

  void add_joined_code(int r, size_t first, size_t group, Row& row, std::vector<std::string>& names) {
    std::vector<std::string> parts, words;
    int last_cell = -1;
    for (size_t i = first; i < block_columns_.size(); ++i) {
      const int c = block_columns_[i];
      if (columns_[static_cast<size_t>(c)].role != ColumnRole::CodePart || !(i == first || same_parent(block_columns_[first], c))) break;
      const TableCell* here = cell(r, c);
      const std::string text = here == nullptr ? "" : fold(here->text);
      const int index = at_[static_cast<size_t>(r * table_.columns + c)];
      if (!text.empty() && !is_code_text(text) && !is_code_part_word(text) && index != last_cell) words.push_back(here->text);
      last_cell = index;
      parts.push_back(is_code_text(text) ? text : "");
    }
    if (joiners_.size() <= group) joiners_.resize(group + 1);
    const std::string code = joiners_[group].join(parts);
    const std::string& system = columns_[static_cast<size_t>(block_columns_[first])].meaning.system;
    if (!code.empty()) {
      row.labels.push_back({LabelRole::Code, system, code});
      if (row.code.empty()) row.code = code;
    }
    // 合计, or 合 │ 计; 农林水支出 │ 农业农村 │ 事业运行 are names of the levels.
    const bool cut = std::all_of(words.begin(), words.end(), [](const std::string& word) { return decode_utf8(fold(word)).size() == 1; });
    if (cut && words.size() > 1) words = {std::accumulate(words.begin(), words.end(), std::string())};
    for (const std::string& word : words) {
      row.labels.push_back({LabelRole::Name, words.size() > 1 ? system : "", word});
      names.push_back(word);
    }
  }

  void add_label(const Column& column, const std::string& text, Row& row, std::vector<std::string>& names) const {
    const std::string folded = fold(text);
    const bool code = is_code_text(folded);
    switch (column.role) {
      case ColumnRole::Code:
      case ColumnRole::CodePart:
        if (code) {
          row.labels.push_back({LabelRole::Code, column.meaning.system, folded});
          if (row.code.empty()) row.code = folded;
        } else {  // 合计 in the code column, or code and name in one cell
          row.labels.push_back({LabelRole::Name, column.meaning.system, text});
          names.push_back(text);
        }
        break;
      case ColumnRole::UnitCode:
        if (code) {
          row.labels.push_back({LabelRole::UnitCode, "", folded});
          row.unit_code = folded;
        } else {
          row.labels.push_back({LabelRole::Name, "", text});
          names.push_back(text);
        }
        break;
      case ColumnRole::UnitName:
        if (read_label(fold(parse_row_label(text).name), schemas_, table_.schema).kind.empty()) {
          row.labels.push_back({LabelRole::UnitName, "", text});
          row.unit_name = without_space(text);
        } else {
          row.labels.push_back({LabelRole::Name, "", text});
          names.push_back(text);
        }
        break;
      case ColumnRole::ProjectCode:
        if (has_digit(folded)) {
          row.labels.push_back({LabelRole::ProjectCode, "", folded});
        } else if (is_han(decode_utf8(folded).front())) {
          row.labels.push_back({LabelRole::Name, "", text});
          names.push_back(text);
        }
        break;
      case ColumnRole::ProjectName:
        row.labels.push_back({LabelRole::ProjectName, "", text});
        names.push_back(text);
        break;
      case ColumnRole::Name:
        if (const std::string phase = phase_of_label(folded); !phase.empty() && !names.empty()) {
          row.phase = phase;
        } else if (is_year_label(folded)) {
          row.year_label = folded;
        } else if (code && (folded.size() == 3 || folded.size() == 5 || folded.size() == 7)) {
          // 支出科目 with the code alone
          row.labels.push_back({LabelRole::Code, column.meaning.system, folded});
          if (row.code.empty()) row.code = folded;
        } else {
          row.labels.push_back({LabelRole::Name, column.meaning.system, text});
          names.push_back(text);
        }
        break;
      case ColumnRole::LineNumber:  // 合计, where the rows are numbered or begin with their kind
      case ColumnRole::Text:
        if (names.empty() && !read_label(folded, schemas_, table_.schema).kind.empty()) {
          row.labels.push_back({LabelRole::Name, "", text});
          names.push_back(text);
        }
        break;
      default:
        break;
    }
  }

  // 公务接待费 │ 预算数, and below it 决算数: what the amount of an item is, as a row of its own; "" for other labels.
  static std::string phase_of_label(const std::string& folded) {
    static const RE2 kApproved("^(年初|当年|本年|[0-9]{4}年)?预算(数|金额)?$");
    static const RE2 kAdjusted("^(调整(后)?|全年)预算(数|金额)?$");
    static const RE2 kExecuted("^([0-9]{4}年)?(决算|执行|实际(支出|执行|完成)?)(数|金额)?$");
    if (RE2::FullMatch(folded, kAdjusted)) return "adjusted";
    if (RE2::FullMatch(folded, kApproved)) return "approved";
    return RE2::FullMatch(folded, kExecuted) ? "executed" : "";
  }

  // Years as rows (Shenzhen 表9): 2025年, 2026年, 增减. They name a phase, not an item.
  static bool is_year_label(const std::string& folded) {
    return RE2::FullMatch(folded, year_pattern()) || RE2::PartialMatch(folded, change_pattern());
  }
  static const RE2& year_pattern() {
    static const RE2 pattern("(20[0-9]{2})年?(?:度)?(?:预算|决算|执行)?(?:数)?");
    return pattern;
  }
  static const RE2& change_pattern() {
    static const RE2 pattern("^(增减|变化|变动|差额|同比)");
    return pattern;
  }

  // Which of several labels names the row: the project, else in 基本支出 the department class,
  // else the function, else the last one (the finest of several levels).
  void settle_name(Row& row, const std::vector<std::string>& names) const {
    const auto find = [&](auto accept) -> std::string {
      for (const Label& label : row.labels) {
        if (accept(label)) return label.text;
      }
      return "";
    };
    const auto has_system = [&](std::string_view system) {
      return find([&](const Label& l) { return l.role == LabelRole::Name && l.system == system; });
    };
    row.name = find([](const Label& l) { return l.role == LabelRole::ProjectName; });
    const std::array<std::string_view, 2> order =
        is_kind("basic_expenditure") ? std::array<std::string_view, 2>{"economic_department", "function"}
                                     : std::array<std::string_view, 2>{"function", "economic_department"};
    const auto other_system = [&](const Label& l) {
      return l.role == LabelRole::Name && !l.system.empty() && l.system != row.labels.front().system;
    };
    // What is bought is named last, behind the classes that it belongs to.
    const bool purchase = is_kind("procurement") || is_kind("service_purchase");
    const bool several = !purchase && !row.labels.empty() && std::any_of(row.labels.begin(), row.labels.end(), other_system);
    if (row.name.empty() && several) {
      for (const std::string_view system : order) {
        if (row.name.empty()) row.name = has_system(system);
      }
    }
    if (row.name.empty() && !names.empty()) row.name = names.back();
    if (row.name.empty()) row.name = row.unit_name;
    row.label = parse_row_label(without_code(row.name));
    row.meaning = read_label(row.label.folded, schemas_, table_.schema);
    take_unit_code(row);
    for (const std::string& name : names) {
      if (name != row.name) row.outer_names.push_back(name);
    }
    const bool only_unit = !row.unit_name.empty() && names.empty();
    const bool unit_with_code = !row.unit_code.empty() && row.unit_code.size() >= 3 && !row.name.empty();
    const bool coded = !row.code.empty() || without_code(row.name) != without_space(row.name);
    const bool of_a_unit = !row.unit_name.empty() && row.unit_name != without_space(row.name);  // in a column of its own
    row.named_like_unit = !coded && !of_a_unit && mixes_units() && is_organization_name(row.label.folded);
    row.organization = row.meaning.kind.empty() && row.code.empty() &&
                       (only_unit || unit_with_code || row.named_like_unit);
    row.named_like_unit = row.named_like_unit && !only_unit && !unit_with_code;
    // A unit's row may carry its function's code; with an economic one, it is what the unit buys. The
    // rows of a class may carry the code of their unit (Sichuan, Hebei: 类 │ 款 │ 项 │ 单位代码 │ 科目名称).
    const bool bought = purchase && std::any_of(row.labels.begin(), row.labels.end(), [](const Label& label) {
      return label.role == LabelRole::Code && label.system.starts_with("economic");
    });
    const bool coded_unit = unit_with_code && !row.code.empty() && !names.empty() && !bought;
    if (coded_unit && (purchase || is_organization_name(row.label.folded))) row.organization = row.meaning.kind.empty();
    if (row.organization && row.unit_name.empty()) row.unit_name = row.label.name;
  }

  // 单位/科目编码: six digits are the code of a unit, as no classification has any.
  static void take_unit_code(Row& row) {
    constexpr size_t kUnitDigits = 6;
    if (row.code.size() != kUnitDigits || !row.unit_code.empty() || !is_organization_name(row.label.folded)) return;
    const auto label = std::find_if(row.labels.begin(), row.labels.end(), [&](const Label& l) {
      return l.role == LabelRole::Code && l.text == row.code;
    });
    if (label == row.labels.end()) return;
    label->role = LabelRole::UnitCode;
    row.unit_code = std::exchange(row.code, "");
  }

  static bool is_plain_item(const Row& row) {
    return !row.organization && row.meaning.kind.empty() && !row.name.empty();
  }

  // The indent that most items of a table of units share, where names of units stand farther left.
  std::optional<double> indent_of_items() const {
    std::map<long, size_t> counts;
    size_t items = 0;
    double units = std::numeric_limits<double>::max();
    for (const Row& row : rows_) {
      if (row.named_like_unit) units = std::min(units, row.indent);
      if (!is_plain_item(row)) continue;
      ++items;
      ++counts[std::lround(row.indent)];
    }
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == counts.end() || 2 * most->second < items) return std::nullopt;
    const auto indent = static_cast<double>(most->first);
    return units + kIndentStep < indent ? std::optional(indent) : std::nullopt;
  }

  // Where units and their projects share a column of names, each project may repeat its unit's code:
  // a row with the code of the unit above and another name is no unit.
  void settle_repeated_unit_codes() {
    const Row* unit = nullptr;
    for (Row& row : rows_) {
      if (!row.organization || row.unit_code.empty() || is_code_text(row.label.folded)) continue;
      const bool repeats = unit != nullptr && row.code.empty() && row.unit_code == unit->unit_code &&
                           row.label.name != unit->label.name;
      if (!repeats) {
        unit = &row;
        continue;
      }
      row.organization = false;
      row.named_like_unit = false;
      row.unit_name = unit->unit_name;
    }
  }

  // A project may be named after a centre that it builds: what is called like a unit, but has no
  // items below it in a table of units and their items, or is set in like the items, is one itself.
  void settle_units() {
    settle_repeated_unit_codes();
    if (std::none_of(rows_.begin(), rows_.end(), is_plain_item)) return;
    const std::optional<double> items = indent_of_items();
    for (size_t i = 0; i < rows_.size(); ++i) {
      const bool last = i + 1 == rows_.size() || rows_[i + 1].organization || !rows_[i + 1].meaning.kind.empty();
      const bool set_in = items && rows_[i].indent > *items - 1;
      if (rows_[i].named_like_unit && (last || set_in)) {
        rows_[i].organization = false;
        rows_[i].unit_name.clear();
      }
    }
  }

  // 其中：保险费收入, and below it, set in as far as the words behind 其中：, 财政补贴收入: both are parts. Only
  // where labels begin at the left, so that an indent says something.
  void settle_parts() {
    const Row* first = nullptr;
    for (Row& row : rows_) {
      if (row.name.empty()) continue;
      const bool plain = row.meaning.kind.empty() && !row.organization && row.code.empty() && row.label.ordinal == 0;
      row.of_which = row.label.of_which;
      if (row.label.of_which) {
        first = &row;
      } else if (first != nullptr && plain && row.level == first->level && row.indent > first->indent + 2 * kIndentStep) {
        row.of_which = labels_begin_at_left();
      } else {
        first = nullptr;
      }
    }
  }

  bool labels_begin_at_left() const {
    double left = std::numeric_limits<double>::max();
    for (const Row& row : rows_) left = row.name.empty() ? left : std::min(left, row.indent);
    const auto at_left = std::count_if(rows_.begin(), rows_.end(), [&](const Row& row) {
      return !row.name.empty() && row.indent < left + 1;
    });
    return at_left >= 2;
  }

  // Tables of units, where a unit's row stands above its items in one column.
  bool mixes_units() const {
    if (table_.schema == nullptr) return false;
    static const std::array<std::string_view, 9> kKinds{
        "project_expenditure", "project_carryover", "basic_expenditure", "income_summary", "expenditure_summary",
        "procurement", "service_purchase", "three_public", "agency_operation"};
    return std::find(kKinds.begin(), kKinds.end(), table_.schema->kind) != kKinds.end();
  }

  // True if the row is a further part of the section that is open: its parts have begun with a lower
  // ordinal of the same depth.
  bool counts_parts(const RowLabel& label) const {
    return levels_.size() > 1 && levels_[1].depth == label.depth && levels_[1].ordinal < label.ordinal;
  }

  // Among the items of revenue and of uses, 上年结余收入 without ordinal is one of several: what stands beside
  // it or farther left and names no source or use of money itself (调入资金) is none of its parts.
  bool leaves_section(const Row& row) const {
    if (levels_.empty() || levels_.front().depth != 0 || row.name.empty() || row.label.ordinal > 0) return false;
    static const RE2 kRest("结[转余]");
    const Level& section = levels_.front();
    const Dimensions& own = row.meaning.meaning.set;
    const bool of_time = section.set.timing == "carryover" || section.set.timing == "closing";
    return of_time && section.set.spend_type.empty() && row.indent < section.indent + kIndentStep && lists_items() &&
           own.fund.empty() && own.spend_type.empty() && !RE2::PartialMatch(row.label.folded, kRest);
  }

  bool lists_items() const {
    static const std::array<std::string_view, 6> kKinds{"income_expenditure_summary", "appropriation_summary", "income_summary",
                                                        "government_fund", "government_fund_income", "state_capital"};
    return table_.schema != nullptr && std::find(kKinds.begin(), kKinds.end(), table_.schema->kind) != kKinds.end();
  }

  // 一、基本支出  人员经费  公用经费: the number of levels down to 基本支出, where the row is one of its parts; else 0.
  size_t depth_of_basic(const Row& row) const {
    const std::string& own = row.meaning.meaning.set.spend_type;
    if (row.label.ordinal > 0 || (own != "personnel" && own != "operating")) return 0;
    for (size_t depth = levels_.size(); depth > 0; --depth) {
      if (levels_[depth - 1].set.spend_type == "basic" && levels_[depth - 1].ordinal > 0) return depth;
    }
    return 0;
  }

  // Brings the outline up to date for a row; returns what the levels above it say.
  Dimensions enter(const Row& row) {
    const RowLabel& label = row.label;
    const bool closes = row.meaning.kind == "total" || row.meaning.kind == "subtotal";
    if (closes && label.ordinal == 0) {
      levels_.clear();
      return {};
    }
    if (const size_t depth = depth_of_basic(row); depth > 0) {
      levels_.resize(depth);
      Dimensions above;
      for (const Level& level : levels_) above = over(above, level.set);
      levels_.push_back({kNoOrdinal - 1, 0, row.meaning.meaning.set, label.name, row.indent});
      return above;
    }
    const bool section = row.meaning.section && !is_coded_project(row);
    if (label.ordinal == 0 && section) levels_.clear();
    // An outline that counts on is not below a section without ordinal (五、…  上年结转  六、…), unless
    // the section's own parts are counted (上年结转  一、…  二、…).
    if (label.ordinal > 1 && !levels_.empty() && levels_.front().depth == 0 && !counts_parts(label))
      levels_.erase(levels_.begin());
    if (leaves_section(row)) levels_.erase(levels_.begin());
    // 23009 年终结余, and behind it 231 债务还本支出: what is carried over holds the codes below its own.
    if (!row.code.empty()) {
      std::erase_if(levels_, [&](const Level& level) {
        return level.depth == 0 && !level.set.timing.empty() && !level.code.empty() && !row.code.starts_with(level.code);
      });
    }
    if (label.ordinal > 0) {
      while (!levels_.empty() && levels_.back().depth >= label.depth) levels_.pop_back();
    } else {
      while (!levels_.empty() && levels_.back().depth == kNoOrdinal) levels_.pop_back();
    }
    Dimensions above;
    for (const Level& level : levels_) above = over(above, level.set);
    if (label.ordinal > 0) {
      levels_.push_back({label.depth, label.ordinal, row.meaning.meaning.set, label.name, row.indent});
    } else if (section) {
      levels_.push_back({0, 0, row.meaning.meaning.set, label.name, row.indent, row.code});
    } else if (!label.name.empty()) {
      levels_.push_back({kNoOrdinal, 0, {}, label.name, row.indent});
    }
    return above;
  }

  // 公用经费 with a code of its own in a list of projects: one of them, and no heading of those below it.
  static bool is_coded_project(const Row& row) {
    const auto has = [&](LabelRole role) {
      return std::any_of(row.labels.begin(), row.labels.end(), [&](const Label& label) { return label.role == role; });
    };
    return has(LabelRole::ProjectCode) || (has(LabelRole::ProjectName) && !row.code.empty());
  }

  // Row kinds that follow from the outline: a row without code whose next row stands a level deeper,
  // by its ordinal or by the column that its label is in.
  bool has_children(size_t i) const {
    const Row& row = rows_[i];
    if (!row.code.empty() || row.name.empty()) return false;
    const bool deeper = i + 1 < rows_.size() && rows_[i + 1].level > row.level && !rows_[i + 1].name.empty();
    if (deeper && rows_[i + 1].meaning.kind != "total") return true;  // 合计 is merged over all labels
    // A category above the units that make it up (Jiangsu 公开13表: 货物, then unit by unit).
    const bool begins = i == 0 || !rows_[i - 1].meaning.kind.empty() || rows_[i - 1].level > row.level;
    if (begins && !row.organization && i + 1 < rows_.size() && rows_[i + 1].organization) return true;
    if (row.label.ordinal == 0) return false;
    for (size_t next = i + 1; next < rows_.size(); ++next) {
      const Row& below = rows_[next];
      if (below.name.empty()) continue;
      if (!below.meaning.kind.empty() || is_carried(below)) return false;
      if (below.label.of_which && below.label.ordinal == 0) continue;  // repeats a part, is no child
      return below.label.depth > row.label.depth;
    }
    return false;
  }

  // 上年结转, 年终结转结余 without ordinal end what is counted above them.
  static bool is_carried(const Row& row) {
    const std::string& timing = row.meaning.meaning.set.timing;
    return row.label.ordinal == 0 && row.meaning.section && (timing == "carryover" || timing == "closing");
  }

  RowKind kind_of(size_t i) const {
    const Row& row = rows_[i];
    if (row.meaning.kind == "total") {
      // 收入合计 above a 收入总计 is a sub-total.
      static const RE2 kSum("合计$");
      static const RE2 kGrand("总计$");
      const bool grander = RE2::PartialMatch(row.label.folded, kSum) && row.label.folded.size() > 6 &&
                           std::any_of(rows_.begin() + static_cast<long>(i) + 1, rows_.end(), [](const Row& r) {
                             return RE2::PartialMatch(r.label.folded, kGrand);
                           });
      return grander ? RowKind::Subtotal : RowKind::Total;
    }
    if (row.meaning.kind == "subtotal") return RowKind::Subtotal;
    if (row.organization) return RowKind::Organization;
    if (row.name.empty() && !row.year_label.empty() && !unit_name_.empty()) return RowKind::Organization;
    if (row.name.empty() && row.code.empty()) return RowKind::Total;  // the one unlabelled row
    return RowKind::Item;
  }

  std::string phase_of_year_row(const Row& row) const {
    if (row.year_label.empty()) return "";
    int year = 0;
    if (!RE2::FullMatch(row.year_label, year_pattern(), &year)) return "change";
    for (const Row& other : rows_) {
      int later = 0;
      if (RE2::FullMatch(other.year_label, year_pattern(), &later) && later > year) return "prior";
    }
    return "";
  }

  // 收入, alone in its row: the rows below it are revenue, down to 支出.
  void track_side(const Row& row) {
    static const RE2 kSide("^(本年)?(收入|支出)$");
    if (!RE2::FullMatch(row.label.folded, kSide)) return;
    const bool alone = std::none_of(block_columns_.begin(), block_columns_.end(), [&](int c) {
      const TableCell* here = columns_[static_cast<size_t>(c)].role == ColumnRole::Money ? cell(row.row, c) : nullptr;
      return here != nullptr && here->row == row.row && holds_number(here->text);
    });
    if (alone) side_ = row.meaning.meaning.set.direction;
  }

  // A unit goes on for the rows below that print none. Where it stands in the rows of its 项, the 类 and
  // 款 of what follows are not its own.
  void track_unit(const Row& row) {
    const bool prints_none = row.unit_name.empty() && row.unit_code.empty();
    const bool class_above = prints_none && !row.code.empty() && row.code.size() < code_of_unit_row_.size();
    if (row.meaning.kind == "total" || class_above) {
      unit_code_.clear();
      unit_name_.clear();
      code_of_unit_row_.clear();
    } else if (!prints_none) {
      code_of_unit_row_ = row.code;
      unit_code_ = row.unit_code;
      unit_name_ = row.unit_name;
    }
  }

  void add_entries(size_t i, std::vector<Entry>& entries) {
    const Row& row = rows_[i];
    const Dimensions above = enter(row);
    track_unit(row);
    track_side(row);
    Dimensions said = over(above, row.meaning.meaning.set);
    if (said.direction.empty()) said.direction = side_;
    for (const std::string& outer : row.outer_names) {
      const RowMeaning meaning = read_label(parse_row_label(outer).folded, schemas_, table_.schema);
      said = over(meaning.meaning.set, said);
    }
    const std::string year_phase = phase_of_year_row(row);
    const std::string measure = measure_of(row);
    if (!measure.empty() && !fen_per(measure)) return;  // numbers of things
    for (const int c : block_columns_) {
      const Column& column = columns_[static_cast<size_t>(c)];
      const TableCell* here = cell(row.row, c);
      if (column.role != ColumnRole::Money || here == nullptr || here->row != row.row ||
          here->column != c || !holds_number(here->text) || counts_things(row) || holds_rates(row)) {
        continue;
      }
      Entry entry;
      entry.row = here->row;
      entry.column = here->column;
      entry.place = here->place;
      entry.raw = here->text;
      entry.column_label = column.label;
      entry.unit = column.unit.empty() ? measure : column.unit;
      entry.dimensions = dimensions_of(column, row, said, year_phase);
      entry.row_kind = kind_of(i);
      entry.children = has_children(i);
      entry.memo = column.meaning.memo || (row.of_which && repeats_its_parent(row));
      entry.item = row.label.name;
      entry.three_public = column.meaning.three_public.empty() ? three_public_of(row) : column.meaning.three_public;
      entry.labels = row.labels;
      if (column.agency.empty()) add_unit_labels(row, entry);
      else entry.labels.push_back({LabelRole::UnitName, "", column.agency});
      for (const Level& level : levels_) entry.ancestors.push_back(level.name);
      if (!entry.ancestors.empty() && entry.ancestors.back() == row.label.name) entry.ancestors.pop_back();
      entry.block = block_;
      entry.depth = row.label.depth;
      entries.push_back(std::move(entry));
    }
  }

  // ####: a number that was too wide for its cell is lost, not blank.
  static bool holds_number(const std::string& text) { return has_digit(text) || text.starts_with("##") || has_digit(fold(text)); }

  // What the numbers of the row count, folded, where a column says so: 万元, 辆; else "".
  std::string measure_of(const Row& row) const {
    for (const int c : block_columns_) {
      const TableCell* here = columns_[static_cast<size_t>(c)].role == ColumnRole::Measure ? cell(row.row, c) : nullptr;
      if (here != nullptr) return fold(here->text);
    }
    return "";
  }

  // 公务用车保有量（辆）, 国内公务接待批次 beside the money of 三公: numbers of things.
  bool counts_things(const Row& row) const {
    static const RE2 kThings("\\(([个人辆次台套件张]|人次|批次|台、套|台\\(套\\)|个、人|平方米)\\)$|(团组数?|批次数?|人次数?|保有量|(车辆|人|台|辆)数)(\\(.*\\))?$");
    if (!is_kind("three_public") && !is_kind("agency_operation")) return false;
    return RE2::PartialMatch(row.label.folded, kThings) || stands_among_things(row);
  }

  // 增减率（%） below the years or items of a table: percentages, and no money.
  static bool holds_rates(const Row& row) {
    static const RE2 kRate(
        "\\(%\\)$|^[^0-9]*%$|^(占比|比重|比例|增幅|降幅|幅度|百分比)$|(增减|增长|变化|变动|同比|比上年|下降|完成|执行|占.*)(率|幅度?|比例|比重|百分比)$");
    if (!row.code.empty()) return false;
    return RE2::PartialMatch(row.year_label.empty() ? row.label.folded : row.year_label, kRate);
  }

  // （一）车辆数合计（辆）, and below it 1.机要通信用车; 五、国有资产占用情况, and below it 单价100万元以上设备.
  bool stands_among_things(const Row& row) const {
    static const RE2 kThings("^(车辆数|相关统计数|国有资产(占用|使用)(情况|信息))");
    return find_unit(row.label.name).empty() && std::any_of(levels_.begin(), levels_.end(), [](const Level& level) {
      return level.ordinal > 0 && RE2::PartialMatch(fold(level.name), kThings);
    });
  }

  // What the table says, then the column, then the row: the finest word wins, save that a column
  // of another fund or time keeps its own (上年结转 beside 一般公共预算).
  Dimensions dimensions_of(const Column& column, const Row& row, const Dimensions& said,
                           const std::string& year_phase) const {
    Dimensions result = of_table_;
    Dimensions from_row = said;
    // Codes and …支出 name uses of money: 国有资本经营预算支出 is function 223, not a fund.
    if (!row.code.empty() || row.label.folded.ends_with("支出")) from_row.fund = above_fund(said, row);
    if (!row.source.empty()) from_row.fund = row.source;
    // 其他收入 among the revenue of one budget is that budget's.
    if (from_row.fund == "other" && (names_one_budget(result.fund) || result.fund == "social_insurance")) from_row.fund.clear();
    // A row that names a source on the expenditure side names the money's use there.
    const std::string& direction = column.meaning.set.direction.empty() ? result.direction : column.meaning.set.direction;
    if (direction == "expenditure" && !column.meaning.set.fund.empty()) from_row.fund.clear();
    // Shares of a column that names its spending type keep it.
    if (!column.meaning.set.spend_type.empty() && row.meaning.meaning.set.spend_type.empty()) from_row.spend_type.clear();
    result = over(result, from_row);
    Dimensions from_column = column.meaning.set;
    if (row.over_blocks) from_column.spend_type.clear();  // 人员经费 │ 公用经费, and below both 总计
    // 财政拨款 in a table of one budget is that budget's.
    if (from_column.fund == "appropriation" && names_one_budget(result.fund)) from_column.fund.clear();
    result = over(result, from_column);
    if (!row.meaning.meaning.set.timing.empty() && column.meaning.set.timing == "current") {
      result.timing = row.meaning.meaning.set.timing;
    }
    if (!year_phase.empty()) result.phase = year_phase;
    if (!row.phase.empty()) result.phase = row.phase;
    if (column.meaning.three_public == "agency_operation") result.spend_type = "operating";
    if (three_public_of(row) == "agency_operation" && is_kind("three_public")) result.spend_type = "operating";
    return result;
  }

  // What the sections above a row say of its fund, without the row's own words.
  static std::string above_fund(const Dimensions& said, const Row& row) {
    return row.meaning.meaning.set.fund.empty() ? said.fund : "";
  }

  // What the kind says, and then the title.
  Dimensions dimensions_of_table() const {
    Dimensions title;
    schemas_.titles.for_each_match(title_without_exclusions(), [&](const TitleRule& rule) { title = over(rule.set, title); });
    if (is_kind("three_public") || is_kind("procurement")) title.spend_type.clear();
    Dimensions kind = table_.schema == nullptr ? Dimensions{} : table_.schema->set;
    const bool part_of_basic = title.spend_type == "personnel" || title.spend_type == "operating";
    if (kind.spend_type == "basic" && part_of_basic) kind.spend_type.clear();
    return over(title, kind);
  }

  std::string title_without_exclusions() const {
    static const RE2 kExclusion("\\((不含|含|不包括|包括)[^)]*\\)");
    std::string folded = fold(table_.title);
    RE2::GlobalReplace(&folded, kExclusion, "");
    return folded;
  }

  std::string three_public_of(const Row& row) const {
    if (!row.meaning.meaning.three_public.empty()) return row.meaning.meaning.three_public;
    if (is_kind("three_public") && row.meaning.kind == "total" && rows_are_items()) {
      return joint_rows() ? "" : "total";
    }
    if (is_kind("agency_operation") && row.meaning.kind == "total") return "agency_operation";
    return "";
  }

  bool rows_are_items() const {
    return std::any_of(rows_.begin(), rows_.end(),
                       [](const Row& row) { return row.meaning.meaning.three_public == "overseas"; });
  }
  bool joint_rows() const {
    return std::any_of(rows_.begin(), rows_.end(), [](const Row& row) {
      const std::string& item = row.meaning.meaning.three_public;
      return item == "meeting" || item == "training" || item == "agency_operation" || item == "total";
    });
  }

  static bool repeats_its_parent(const Row& row) {
    const Meaning& meaning = row.meaning.meaning;
    // 其中：捐赠收入 is other money like the 其他收入 above it.
    const bool no_fund = meaning.set.fund.empty() || (meaning.set.fund == "other" && !row.label.folded.starts_with("其他"));
    return no_fund && meaning.set.spend_type.empty() && meaning.set.timing.empty() &&
           meaning.three_public.empty();
  }

  // The unit that a row belongs to is printed once, above its items.
  void add_unit_labels(const Row& row, Entry& entry) const {
    if (row.unit_name.empty() && row.unit_code.empty()) {
      if (!unit_code_.empty()) entry.labels.push_back({LabelRole::UnitCode, "", unit_code_});
      if (!unit_name_.empty()) entry.labels.push_back({LabelRole::UnitName, "", unit_name_});
      return;
    }
    const bool labelled = std::any_of(row.labels.begin(), row.labels.end(), [](const Label& label) {
      return label.role == LabelRole::UnitName;
    });
    if (!labelled && !row.unit_name.empty()) {
      entry.labels.push_back({LabelRole::UnitName, "", row.unit_name});
    }
  }

  const JoinedTable& table_;
  const std::vector<Column>& columns_;
  const std::vector<int>& at_;
  int block_;
  const Schemas& schemas_;
  const Dimensions of_table_;
  std::vector<int> block_columns_;
  std::vector<bool> glued_;  // columns whose names begin with their codes
  std::vector<Row> rows_;
  std::vector<Level> levels_;
  std::vector<CodeJoiner> joiners_;
  std::string unit_code_, unit_name_;
  std::string side_;  // of the rows, where one above them says 收入 or 支出 alone
  std::string code_of_unit_row_;  // the class in the row that printed the unit; "" where it is the unit's own
};

}  // namespace

std::vector<Entry> read_rows(const JoinedTable& table, const std::vector<Column>& columns,
                             const Schemas& schemas) {
  const std::vector<int> at = cells_of_rows(table, columns);
  std::vector<Entry> entries;
  const int blocks = columns.empty() ? 0 : columns.back().block + 1;
  for (int block = 0; block < blocks; ++block) {
    std::vector<Entry> more = BlockReader(table, columns, at, block, schemas).read();
    std::move(more.begin(), more.end(), std::back_inserter(entries));
  }
  const auto by_place = [](const Entry& a, const Entry& b) {
    return std::pair(a.row, a.column) < std::pair(b.row, b.column);
  };
  // Those of one block are, and entries are large.
  if (!std::is_sorted(entries.begin(), entries.end(), by_place)) {
    std::stable_sort(entries.begin(), entries.end(), by_place);
  }
  entries.shrink_to_fit();
  return entries;
}

}  // namespace gongkai::recognize
