#include "recognize/form_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/pattern.h"
#include "base/text.h"
#include "recognize/form_indicators.h"
#include "recognize/form_text.h"
#include "recognize/table_header.h"

namespace gongkai::recognize {
namespace {

bool is_total(std::string_view folded) {
  static const RE2 kTotal("^(总分|合计|总计|小计|总得分|得分合计|合计得分)(\\(.*\\))?$");
  return RE2::PartialMatch(piece(folded), kTotal);
}

// What stands in a column of operators.
bool is_sign(std::string_view folded) {
  static const RE2 kSign("^([<>=≥≤≧≦]|>=|<=|(大于|小于|等于|不少于|不低于|不高于|不超过)(等于)?|定性|文字描述)$");
  return RE2::FullMatch(piece(folded), kSign);
}

// The text that two pages print in part, lines at the cut on both of them: "甲乙丙" "丙丁" → "甲乙丙丁".
std::string join_cut_texts(const std::string& above, const std::string& below) {
  const std::u32string upper = decode_utf8(above);
  const std::u32string lower = decode_utf8(below);
  for (size_t at = upper.size() > lower.size() ? upper.size() - lower.size() : 0; at < upper.size(); ++at) {
    if (lower.starts_with(std::u32string_view(upper).substr(at))) return encode_utf8(upper.substr(0, at) + lower);
  }
  return above + below;
}

}  // namespace

FormBody::FormBody(const FormSheet& sheet, FormHeading heading, const FormWords& words, Diagnostics& diagnostics)
    : sheet_(sheet), words_(words) {
  const int body_row = heading.body_row;
  headings_.push_back(std::make_unique<FormHeading>(std::move(heading)));
  collect(body_row);
  find_breaks();
  tell_levels_by_their_words();
  tell_parts_from_periods();
  tell_operators_by_their_signs();
  leave_weights_of_levels();
  split_values();
  find_rests(diagnostics);
  report_unknown_columns(diagnostics);
}

void FormBody::collect(int from) {
  for (int row = from; row < sheet_.rows(); ++row) {
    if (is_indicator_heading(sheet_, row, words_)) {
      headings_.push_back(std::make_unique<FormHeading>(read_form_heading(sheet_, row, words_)));
      while (!rows_.empty() && rows_.back().row >= headings_.back()->row) rows_.pop_back();
      row = headings_.back()->body_row - 1;
      continue;
    }
    const std::vector<int> cells = sheet_.starting_in(row);
    std::string first;
    std::vector<std::string> texts;
    size_t filled = 0;
    for (const int i : cells) {
      const FormCell& cell = sheet_.cells[static_cast<size_t>(i)];
      texts.push_back(cell.folded);
      if (!cell.folded.empty() && filled++ == 0) first = cell.folded;
    }
    if (is_column_numbers(texts)) continue;
    if (filled == 1 && (is_form_title(first, words_) || year_line(first) > 0)) continue;
    BodyRow body{row, headings_.back().get(), false, "", false};
    if (filled == 1) body.level1 = level_across(first);
    body.labels = body.level1.empty() && is_labels(body);
    rows_.push_back(body);
  }
}

// A first level that a row prints alone, with or without its kind or number; "" where it does not.
std::string FormBody::level_across(std::string_view folded) const {
  static const RE2 kLead("^(?:一级指标:?|[一二三四五六]、|\\([一二三四五六]\\)|\\d[.、])?(.*)$");
  std::string word;
  RE2::FullMatch(piece(without_score(std::string(folded))), kLead, &word);
  const LevelRule* rule = words_.level(word);
  return rule != nullptr && rule->is_first() ? rule->word : "";
}

// 总分 over the columns of the tree, 备注 with a text across: no row has a name and a value then.
bool FormBody::is_labels(const BodyRow& row) const {
  const FormHeading& heading = *row.heading;
  const FormColumn* name = heading.find(FormColumnRole::Name);
  if (name == nullptr) name = heading.find(FormColumnRole::Glued);
  if (name == nullptr) return false;
  const int name_cell = cell_index(row, *name);
  for (const FormColumnRole role : {FormColumnRole::Level1, FormColumnRole::Value}) {
    const FormColumn* column = heading.find(role);
    if (column != nullptr && cell_index(row, *column) == name_cell) return true;
  }
  const std::vector<int> cells = sheet_.starting_in(row.row);
  const auto first = std::find_if(cells.begin(), cells.end(), [&](int i) {
    return !sheet_.cells[static_cast<size_t>(i)].folded.empty();
  });
  if (first == cells.end()) return false;
  const std::string& folded = sheet_.cells[static_cast<size_t>(*first)].folded;
  const FormFieldRule* field = words_.field(folded);
  return (is_total(folded) && heading.find(FormColumnRole::Project) == nullptr) ||
         (field != nullptr && (field->role == "sign_off" || field->role == "filled_at"));
}

void FormBody::find_breaks() {
  is_break_.assign(rows_.size(), false);
  auto next = sheet_.breaks.begin();
  for (size_t i = 0; i < rows_.size(); ++i) {
    const auto below = std::upper_bound(next, sheet_.breaks.end(), rows_[i].row);
    is_break_[i] = i > 0 && below != next;
    next = below;
  }
}

int FormBody::halves() const {
  int halves = 1;
  for (const auto& heading : headings_) halves = std::max(halves, heading->halves());
  return halves;
}

int FormBody::cell_index(const BodyRow& row, const FormColumn& column) const {
  return sheet_.at(row.row, column.left, column.right);
}

std::string FormBody::text(size_t row, const FormColumn& column) const {
  const int index = cell_index(rows_[row], column);
  std::string text = index < 0 ? "" : joined_lines(sheet_.cells[static_cast<size_t>(index)].text);
  for (size_t rest = row + 1; rest < rows_.size() && rows_[rest].rest; ++rest) {
    const int below = cell_index(rows_[rest], column);
    if (below >= 0) text += joined_lines(sheet_.cells[static_cast<size_t>(below)].text);
  }
  return text;
}

Place FormBody::place(size_t row, const FormColumn& column) const {
  const int index = cell_index(rows_[row], column);
  if (index < 0) return {sheet_.row_pages[static_cast<size_t>(rows_[row].row)], std::nullopt};
  return sheet_.cells[static_cast<size_t>(index)].place;
}

std::set<int> FormBody::filled_cells(const FormHeading& heading, const FormColumn& column) const {
  std::set<int> filled;
  for (const BodyRow& row : rows_) {
    const int index = row.heading != &heading || row.labels ? -1 : cell_index(row, column);
    if (index >= 0 && !is_blank_slot(sheet_.cells[static_cast<size_t>(index)].folded)) filled.insert(index);
  }
  return filled;
}

// 指标类型 over 产出数量, 社会效益 … where no heading names the levels.
void FormBody::tell_levels_by_their_words() {
  const auto level = [&](int index) {  // 数量, 产出（50分）, too
    const std::string word = without_score(sheet_.cells[static_cast<size_t>(index)].folded);
    const LevelRule* rule = words_.level(word);
    return rule != nullptr ? rule : words_.level(word + "指标");
  };
  const auto is_level = [&](int index) { return level(index) != nullptr; };
  const auto is_second_level = [&](int index) { return is_level(index) && level(index)->is_second(); };
  for (const auto& heading : headings_) {
    for (FormColumn& column : heading->columns) {
      if (column.role != FormColumnRole::Remark || !heading->has(FormColumnRole::Name)) continue;
      const auto name = std::find_if(heading->columns.begin(), heading->columns.end(), [&](const FormColumn& other) {
        return other.role == FormColumnRole::Name && other.left > column.left;
      });
      const int half = name == heading->columns.end() ? column.half : name->half;
      if (heading->find(FormColumnRole::Level2, half) != nullptr) continue;
      const std::set<int> filled = filled_cells(*heading, column);
      const bool tells = std::all_of(filled.begin(), filled.end(), is_level) &&
                         std::any_of(filled.begin(), filled.end(), is_second_level);
      if (!tells) continue;
      column.role = FormColumnRole::Level2;
      column.known = true;
      column.half = half;
    }
  }
}

// 数量指标 │ a │ ≥1 │ 社会效益 │ b │ ≥2: lists with other words of the tree beside each other are parts of one, and no
// periods.
void FormBody::tell_parts_from_periods() {
  for (const auto& heading : headings_) {
    const FormColumn* first = heading->find(FormColumnRole::Level2, 0);
    const FormColumn* second = heading->find(FormColumnRole::Level2, 1);
    if (first == nullptr || second == nullptr || heading->halves() != 2) continue;
    const auto words_of = [&](const FormColumn& column) {
      std::set<std::string> words;
      for (const int index : filled_cells(*heading, column)) {
        words.insert(without_score(sheet_.cells[static_cast<size_t>(index)].folded));
      }
      return words;
    };
    const std::set<std::string> left = words_of(*first), right = words_of(*second);
    const bool shared = std::any_of(left.begin(), left.end(), [&](const std::string& word) { return right.contains(word); });
    if (left.empty() || right.empty() || shared) continue;
    for (FormColumn& column : heading->columns) column.section.clear();
  }
}

// 指标方向, 指标类型 over ≥, ≤, 定性: where no column that is headed so holds operators, the one that does.
void FormBody::tell_operators_by_their_signs() {
  const auto text = [&](int index) -> const std::string& { return sheet_.cells[static_cast<size_t>(index)].folded; };
  const auto holds_signs = [&](const FormHeading& heading, const FormColumn& column) {
    const std::set<int> filled = filled_cells(heading, column);
    return std::all_of(filled.begin(), filled.end(), [&](int index) { return is_sign(text(index)); }) &&
           std::any_of(filled.begin(), filled.end(), [&](int index) { return text(index) != "定性"; });
  };
  for (const auto& heading : headings_) {
    const bool told = std::any_of(heading->columns.begin(), heading->columns.end(), [&](const FormColumn& column) {
      return column.role == FormColumnRole::Operator && holds_signs(*heading, column);
    });
    if (told || !heading->has(FormColumnRole::Value)) continue;
    for (FormColumn& column : heading->columns) {
      if (column.role != FormColumnRole::Remark || !holds_signs(*heading, column)) continue;
      for (FormColumn& other : heading->columns) {
        if (other.role == FormColumnRole::Operator && other.half == column.half) other.role = FormColumnRole::Remark;
      }
      column.role = FormColumnRole::Operator;
      column.known = true;
    }
  }
}

// 一级指标 │ 权重 │ 二级指标 │ 权重 │ 三级指标 │ 权重: what a level weighs is no weight of one of its indicators.
void FormBody::leave_weights_of_levels() {
  const auto is_level = [](const FormColumn& column) {
    return column.role == FormColumnRole::Level1 || column.role == FormColumnRole::Level2;
  };
  for (const auto& heading : headings_) {
    std::vector<FormColumn>& columns = heading->columns;
    const auto weighs_levels = [&](size_t c) {
      return c > 0 && columns[c].role == FormColumnRole::Weight && is_level(columns[c - 1]);
    };
    for (size_t c = 1; c < columns.size(); ++c) {
      if (!weighs_levels(c)) continue;
      const FormColumn* name = heading->find(FormColumnRole::Name, columns[c].half);
      const bool before_name = name != nullptr && columns[c].left < name->left;
      const bool merged = before_name && filled_cells(*heading, columns[c]).size() < filled_cells(*heading, *name).size();
      if (merged) columns[c].role = FormColumnRole::Remark;
    }
  }
}

std::vector<int> FormBody::cells_within(const BodyRow& row, const FormColumn& column) const {
  constexpr double kSlack = 2;  // points
  std::vector<int> within;
  for (const int i : sheet_.starting_in(row.row)) {
    const FormCell& cell = sheet_.cells[static_cast<size_t>(i)];
    if (cell.left > column.left - kSlack && cell.right < column.right + kSlack) within.push_back(i);
  }
  return within;
}

// The columns below a heading over sign, number and unit, each told by what stands in it; none where it has but one, or
// rows have other numbers of cells.
std::vector<FormColumn> FormBody::parts_of_value(const FormHeading& heading, const FormColumn& value) const {
  static const RE2 kUnit("^[^0-9]{0,12}$");
  std::vector<FormColumn> parts;
  bool signs = true, units = true;  // in the first and in the last of them
  for (const BodyRow& row : rows_) {
    if (row.heading != &heading || row.labels) continue;
    const std::vector<int> cells = cells_within(row, value);
    if (cells.empty()) continue;
    if (parts.empty()) parts.assign(cells.size(), value);
    if (cells.size() != parts.size()) return {};
    const auto cell = [&](size_t i) -> const FormCell& { return sheet_.cells[static_cast<size_t>(cells[i])]; };
    for (size_t i = 0; i < cells.size(); ++i) {
      parts[i].left = cell(i).left;
      parts[i].right = cell(i).right;
    }
    signs = signs && (cell(0).folded.empty() || is_sign(cell(0).folded));
    units = units && RE2::FullMatch(cell(cells.size() - 1).folded, kUnit);
  }
  const size_t count = parts.size();
  units = units && !(count == 2 && signs);
  if (count < 2 || (signs ? 1U : 0U) + (units ? 1U : 0U) + 1 != count) return {};
  if (signs) parts.front().role = FormColumnRole::Operator;
  if (units) parts.back().role = FormColumnRole::Unit;
  return parts;
}

// 指标值 over ≥ │ 12 │ 次.
void FormBody::split_values() {
  if (!sheet_.ruled) return;
  for (const auto& heading : headings_) {
    const FormColumn* value = heading->find(FormColumnRole::Value);
    if (value == nullptr || heading->has(FormColumnRole::Operator) || heading->has(FormColumnRole::Unit)) continue;
    const std::vector<FormColumn> parts = parts_of_value(*heading, *value);
    if (parts.empty()) continue;
    const auto at = heading->columns.begin() + (value - heading->columns.data());
    heading->columns.insert(heading->columns.erase(at), parts.begin(), parts.end());
  }
}

// Two columns of targets of one period (2026年指标值 │ 2027年指标值): the first one is read.
bool FormBody::is_value_again(const FormHeading& heading, const FormColumn& column) {
  if (column.role != FormColumnRole::Value) return false;
  const auto first = std::find_if(heading.columns.begin(), heading.columns.end(), [&](const FormColumn& other) {
    return other.role == FormColumnRole::Value && other.half == column.half && other.section == column.section;
  });
  return &*first != &column;
}

// Nothing reads a column whose heading no word knows; where no other one holds targets, the rows are lost.
void FormBody::report_unknown_columns(Diagnostics& diagnostics) const {
  const auto is_number = [&](int index) {
    return is_money_text(sheet_.cells[static_cast<size_t>(index)].folded);
  };
  for (const auto& heading : headings_) {
    const bool lost = heading->has(FormColumnRole::Name) && !heading->has(FormColumnRole::Value);
    for (const FormColumn& column : heading->columns) {
      const bool again = is_value_again(*heading, column);
      const std::set<int> filled = column.known && !again ? std::set<int>() : filled_cells(*heading, column);
      if (filled.empty()) continue;
      if (again) {
        diagnostics.push_back({Severity::Warning, sheet_.row_pages[static_cast<size_t>(heading->row)],
                               "form.column_left_out",
                               fmt::format("the column \"{}\" of a form holds targets, too, beside those that were "
                                           "taken; {} of its cells were not read", column.label, filled.size())});
        continue;
      }
      const bool grave = lost || std::any_of(filled.begin(), filled.end(), is_number);
      diagnostics.push_back({grave ? Severity::Warning : Severity::Info,
                             sheet_.row_pages[static_cast<size_t>(heading->row)], "form.column_unknown",
                             fmt::format("the heading \"{}\" of a form is in no vocabulary; {} of its cells were not read",
                                         column.label, filled.size())});
    }
  }
}

void FormBody::find_rests(Diagnostics& diagnostics) {
  for (size_t i = 1; i < rows_.size(); ++i) {
    if (!is_break_[i] || !is_rest(i)) continue;
    rows_[i].rest = true;
    diagnostics.push_back({Severity::Info, sheet_.row_pages[static_cast<size_t>(rows_[i].row)], "row.joined",
                           "the first row of the page was read as the end of the row before it"});
  }
}

// The first row of a page goes on with the last one of the page before if it begins no level and
// lacks the name or the value, or if that one lacks the value.
bool FormBody::is_rest(size_t i) const {
  const BodyRow& row = rows_[i];
  const FormHeading& heading = *row.heading;
  const FormColumn* name = heading.find(FormColumnRole::Name);
  const FormColumn* value = heading.find(FormColumnRole::Value);
  if (row.labels || rows_[i - 1].labels || name == nullptr || value == nullptr) return false;
  for (const FormColumn& column : heading.columns) {
    const bool begins = column.role == FormColumnRole::Level1 || column.role == FormColumnRole::Level2 ||
                        column.role == FormColumnRole::Operator || column.role == FormColumnRole::Weight ||
                        column.role == FormColumnRole::Project || column.role == FormColumnRole::Serial;
    if (begins && !text(i, column).empty()) return false;
  }
  const bool name_here = !text(i, *name).empty();
  const bool value_here = !text(i, *value).empty();
  const bool any = std::any_of(heading.columns.begin(), heading.columns.end(),
                               [&](const FormColumn& column) { return !text(i, column).empty(); });
  if (!any || text(i - 1, *name).empty()) return false;
  return !name_here || !value_here || text(i - 1, *value).empty();
}

std::vector<SpreadText> FormBody::spread(FormColumnRole role, int half,
                                         const std::vector<SpreadText>* outer) const {
  std::vector<SpreadText> texts(rows_.size());
  std::vector<const FormCell*> cells(rows_.size(), nullptr);
  int run = -1;
  for (size_t i = 0; i < rows_.size(); ++i) {
    const FormColumn* column = rows_[i].heading->find(role, half);
    const int index = column == nullptr || rows_[i].labels ? -1 : cell_index(rows_[i], *column);
    if (index < 0) continue;
    cells[i] = &sheet_.cells[static_cast<size_t>(index)];
    const bool goes_on = i > 0 && cells[i] == cells[i - 1];
    if (!goes_on) ++run;
    texts[i].run = run;
    texts[i].text = goes_on ? texts[i - 1].text : joined_lines(cells[i]->text);
  }
  link(cells, outer, role, texts);
  return texts;
}

bool FormBody::has_fund(size_t row) const {
  const std::vector<FormColumn>& columns = rows_[row].heading->columns;
  return std::any_of(columns.begin(), columns.end(), [&](const FormColumn& column) {
    return column.role == FormColumnRole::Fund && !text(row, column).empty();
  });
}

// Goals of one project are one text. Two names, only one of which has money beside it, are the two
// parts of one, unless the lower one begins with a code of its own (11000022T000000455794-…).
bool FormBody::cuts_text(size_t row, FormColumnRole role, const std::vector<SpreadText>& texts) const {
  static const RE2 kCode("^\\d{6,8}[A-Z]\\d{6,}");
  if (role == FormColumnRole::Goal) return true;
  return role == FormColumnRole::Project && has_fund(row - 1) != has_fund(row) &&
         !RE2::PartialMatch(fold(texts[row].text), kCode);
}

// Over a page break, the two parts of a merged cell are one: the text stands in one of them, or the
// break cuts it.
void FormBody::link(const std::vector<const FormCell*>& cells, const std::vector<SpreadText>* outer,
                    FormColumnRole role, std::vector<SpreadText>& texts) const {
  // In sheets without merged cells a blank cell repeats the one above it.
  bool merges = true;
  for (size_t i = 1; i < rows_.size(); ++i) {
    const bool inside = cells[i] != nullptr && cells[i - 1] != nullptr && !is_break_[i] &&
                        (i + 1 == rows_.size() || !is_break_[i + 1]);
    if (inside && cells[i]->row_span == 1 && texts[i].text.empty() && !texts[i - 1].text.empty()) merges = false;
  }
  const auto set_run = [&](size_t at, const std::string& text, int new_run, bool concluded) {
    const int run = texts[at].run;  // its rows stand together
    size_t first = at;
    while (first > 0 && texts[first - 1].run == run) --first;
    for (size_t i = first; i < texts.size() && texts[i].run == run; ++i) {
      texts[i] = {text, new_run, concluded};
    }
  };
  const auto may_link = [&](size_t i) {
    return is_break_[i] && cells[i] != nullptr && cells[i - 1] != nullptr &&
           (outer == nullptr || (*outer)[i].run == (*outer)[i - 1].run);
  };
  for (size_t i = 1; i < rows_.size(); ++i) {
    if (!may_link(i)) continue;
    const std::string above = fold(texts[i - 1].text);
    const std::string below = fold(texts[i].text);
    const bool cut_word = words_.level(above) == nullptr && words_.level(above + below) != nullptr;
    if (cut_word && !above.empty() && !below.empty()) {
      const std::string whole = texts[i - 1].text + texts[i].text;
      set_run(i - 1, whole, texts[i].run, false);
      set_run(i, whole, texts[i].run, false);
    } else if (!above.empty() && (below.empty() || below == above)) {
      set_run(i, texts[i - 1].text, texts[i - 1].run, texts[i - 1].concluded);
    } else if (!above.empty() && (cuts_text(i, role, texts) || below.starts_with(above))) {
      const std::string whole = join_cut_texts(texts[i - 1].text, texts[i].text);
      set_run(i - 1, whole, texts[i].run, false);
      set_run(i, whole, texts[i].run, false);
    }
  }
  for (size_t i = rows_.size(); i-- > 1;) {
    if (!may_link(i)) continue;
    const bool whole = merges || cells[i - 1]->row_span > 1;
    if (texts[i - 1].text.empty() && !texts[i].text.empty() && whole) {
      set_run(i - 1, texts[i].text, texts[i].run, true);
    }
  }
}

}  // namespace gongkai::recognize
