#include "recognize/form_columns.h"

#include <algorithm>

#include "base/text.h"
#include "base/unit.h"
#include "recognize/form_text.h"

namespace gongkai::recognize {
namespace {

// A column of 绩效指标 is the list of names where values stand beside it, and else holds whole
// indicators.
bool is_name(FormColumnRole role) {
  return role == FormColumnRole::Name || role == FormColumnRole::Glued;
}

class HeadingReader {
 public:
  HeadingReader(const FormSheet& sheet, int row, const FormWords& words)
      : sheet_(sheet), row_(row), words_(words) {}

  FormHeading read() {
    find_extent();
    heading_.row = top_;
    heading_.body_row = bottom_;
    read_title_above();
    if (sheet_.ruled) {
      read_leaves();
    } else {
      read_leaves_in_text();
    }
    std::sort(heading_.columns.begin(), heading_.columns.end(),
              [](const FormColumn& a, const FormColumn& b) { return a.left < b.left; });
    drop_block_label();
    tell_contents_from_names();
    set_halves();
    return std::move(heading_);
  }

 private:
  const FormCell& cell(int index) const { return sheet_.cells[static_cast<size_t>(index)]; }

  // The rows of the heading: down to where the names' heading ends, up to where those of its
  // neighbours begin. 绩效指标 beside 三级指标 is a label of the rows, however few they are.
  void find_extent() {
    top_ = row_;
    bottom_ = row_ + 1;
    const std::vector<int> cells = sheet_.starting_in(row_);
    const bool named = std::any_of(cells.begin(), cells.end(), [&](int i) {
      const FormHeadingRule* rule = words_.heading(cell(i).folded);
      return rule != nullptr && rule->role == FormColumnRole::Name;
    });
    for (const int i : cells) {
      const FormHeadingRule* rule = words_.heading(cell(i).folded);
      if (rule == nullptr || cell(i).row_span > 3) continue;
      if (named && rule->role == FormColumnRole::Glued) continue;
      bottom_ = std::max(bottom_, cell(i).end());
    }
    for (const int i : sheet_.over_row[static_cast<size_t>(row_)]) {
      if (cell(i).end() == bottom_ && words_.heading(cell(i).folded) != nullptr) top_ = std::min(top_, cell(i).row);
    }
  }

  void read_leaves() {
    for (const int i : sheet_.over_row[static_cast<size_t>(bottom_ - 1)]) {
      const FormCell& leaf = cell(i);
      if (leaf.end() > bottom_) {
        read_block_label(leaf);
      } else if (!leaf.folded.empty()) {
        add_column(leaf);
      }
    }
  }

  // In text files nothing marks the cells that span heading rows. A heading that stands over blank fields has the
  // ones of the next row for them (指标值 over 计算符号 │ 值 │ 计量单位); a field that is blank in this row is headed
  // in the rows above (项目名称 │ 绩效指标 over the blank and 一级指标).
  void read_leaves_in_text() {
    constexpr int kRowsAbove = 2;
    const std::vector<int> here = filled_in(row_);
    for (int row = row_ - 1; row >= std::max(0, row_ - kRowsAbove) && are_headings(filled_in(row), filled_in(row).size()); --row) {
      rows_above_.push_back(filled_in(row));
      heading_.row = row;
    }
    const std::vector<int> below = row_ + 1 < sheet_.rows() ? filled_in(row_ + 1) : std::vector<int>();
    const int whole = are_headings(below, 1) ? split_heading(here, below) : -1;
    for (const int i : here) {
      if (i != whole) add_column(cell(i));
    }
    if (whole >= 0) {
      rows_above_.insert(rows_above_.begin(), here);
      for (const int i : below) add_column(cell(i));
      heading_.body_row = row_ + 2;
    }
    for (const std::vector<int>& above : rows_above_) {
      for (const int i : above) {
        if (i == whole) continue;
        const bool headed = std::any_of(heading_.columns.begin(), heading_.columns.end(),
                                        [&](const FormColumn& column) { return column.left == cell(i).left; });
        if (!headed) add_column(cell(i));
      }
    }
  }

  // What a leaf of a text file stands below: in each row above, the last heading that begins no farther right.
  std::vector<int> parents_in_text(const FormCell& leaf) const {
    std::vector<int> parents;
    for (auto row = rows_above_.rbegin(); row != rows_above_.rend(); ++row) {
      const auto behind = std::find_if(row->begin(), row->end(), [&](int i) { return cell(i).left > leaf.left; });
      if (behind != row->begin() && cell(*(behind - 1)).row < leaf.row) parents.push_back(*(behind - 1));
    }
    return parents;
  }

  std::vector<int> filled_in(int row) const {
    std::vector<int> filled;
    for (const int i : sheet_.starting_in(row)) {
      if (!cell(i).folded.empty()) filled.push_back(i);
    }
    return filled;
  }

  // At least two headings, of which the vocabulary knows `known`.
  bool are_headings(const std::vector<int>& cells, size_t known) const {
    const auto count = std::count_if(cells.begin(), cells.end(), [&](int i) {
      const std::string& folded = cell(i).folded;
      return words_.heading(folded) != nullptr || words_.block(folded) != nullptr || words_.level(folded) != nullptr ||
             (!words_.fund(folded).source.empty() && !has_digit(folded));
    });
    return cells.size() >= 2 && static_cast<size_t>(count) >= std::min(known, cells.size());
  }

  // The heading over blank fields that all of the ones below stand under; -1: there is none.
  int split_heading(const std::vector<int>& here, const std::vector<int>& below) const {
    const auto behind = std::find_if(here.begin(), here.end(), [&](int i) { return cell(i).left > cell(below.front()).left; });
    const bool beyond = behind != here.end() && cell(below.back()).left >= cell(*behind).left;
    return behind == here.begin() || beyond ? -1 : *(behind - 1);
  }

  // Hubei: 长期绩效目标表 and 年度绩效目标表 across the sheet, each above headings of its own.
  void read_title_above() {
    if (top_ == 0 || !sheet_.ruled) return;
    const std::vector<int>& over = sheet_.over_row[static_cast<size_t>(top_ - 1)];
    if (over.size() == 1) read_block_label(cell(over.front()));
  }

  void read_block_label(const FormCell& label) {
    static const RE2 kLong("长期|中期|实施期");
    static const RE2 kYear("年度|当年");
    if (RE2::PartialMatch(label.folded, kLong)) heading_.section = "implementation";
    else if (RE2::PartialMatch(label.folded, kYear)) heading_.section = "annual";
  }

  void add_column(const FormCell& leaf) {
    FormColumn column;
    column.left = leaf.left;
    column.right = leaf.right;
    std::string path;
    std::vector<int> parents = parents_in_text(leaf);
    for (int row = top_; row < leaf.row && sheet_.ruled; ++row) {
      const int above = sheet_.at(row, leaf.left, leaf.right);
      if (above >= 0 && !cell(above).folded.empty() && cell(above).row == row) parents.push_back(above);
    }
    for (const int above : parents) {
      column.label += label_text(cell(above).text) + "/";
      if (is_first_level(cell(above))) column.level1 = label_text(cell(above).text);
      path += cell(above).text + "\n";
    }
    column.label += label_text(leaf.text);
    column.unit = find_unit(leaf.text);
    if (column.unit.empty()) column.unit = find_unit(path);
    const FormHeadingRule* rule = words_.heading(leaf.folded);
    column.fund = words_.fund(leaf.folded);
    const std::string& phase = column.fund.phase;  // 预算数（万元） of a project is the whole of it
    const bool says_when = phase == "approved" || phase == "adjusted" || phase == "executed";
    if (column.fund.source.empty() && says_when) column.fund.source = "total";
    if (rule != nullptr) {
      column.known = true;
      column.role = rule->role;
      column.section = rule->section;
    } else if (!column.fund.source.empty()) {
      column.known = true;
      column.role = FormColumnRole::Fund;
    } else if (const LevelRule* level = words_.level(leaf.folded); level != nullptr) {
      column.known = true;
      column.role = FormColumnRole::Packed;
      (is_first_level(leaf) ? column.level1 : column.level2) = label_text(leaf.text);
    } else {
      column.known = words_.block(leaf.folded) != nullptr;  // a label of the rows below it
    }
    heading_.columns.push_back(std::move(column));
  }

  bool is_first_level(const FormCell& heading) const {
    const LevelRule* rule = words_.level(heading.folded);
    return rule != nullptr && rule->is_first();
  }

  // 绩效指标 beside the headings, in sheets that repeat it in every row, is no column of names.
  void drop_block_label() {
    std::vector<FormColumn>& columns = heading_.columns;
    const bool named = std::any_of(columns.begin(), columns.end(), [](const FormColumn& column) {
      return column.role == FormColumnRole::Name;
    });
    if (named) std::erase_if(columns, [](const FormColumn& column) { return column.role == FormColumnRole::Glued; });
  }

  // 指标内容 names indicators where nothing else does; beside 三级指标 it says what one is about.
  void tell_contents_from_names() {
    const auto is_content = [](const FormColumn& column) { return fold(column.label).ends_with("指标内容"); };
    std::vector<FormColumn>& columns = heading_.columns;
    const bool named = std::any_of(columns.begin(), columns.end(), [&](const FormColumn& column) {
      return column.role == FormColumnRole::Name && !is_content(column);
    });
    for (FormColumn& column : columns) {
      if (named && column.role == FormColumnRole::Name && is_content(column)) column.role = FormColumnRole::Remark;
    }
  }

  // A second list of names to the right of a value begins the other half: the two are the periods of
  // a form, unless the headings above say what part of the tree each is (成本指标 │ 产出指标 │ …, as
  // Henan lists projects). A section that only one value has says nothing: there is no other half.
  void set_halves() {
    bool value = false;
    int half = 0;
    std::vector<std::string> sections;
    for (FormColumn& column : heading_.columns) {
      const bool tree = is_name(column.role) || column.role == FormColumnRole::Level2;
      if (value && tree) {
        ++half;
        value = false;
      }
      column.half = half;
      if (column.role != FormColumnRole::Value) continue;
      value = true;
      sections.push_back(column.section);
    }
    const bool parts = std::any_of(heading_.columns.begin(), heading_.columns.end(),
                                   [](const FormColumn& column) { return !column.level1.empty(); });
    std::sort(sections.begin(), sections.end());
    const bool both = std::find(sections.begin(), sections.end(), "implementation") != sections.end() &&
                      std::find(sections.begin(), sections.end(), "annual") != sections.end();
    for (FormColumn& column : heading_.columns) {
      if (half == 1 && !parts) column.section = column.half == 0 ? "implementation" : "annual";
      if (half != 1 && !both) column.section.clear();
    }
  }

  const FormSheet& sheet_;
  int row_;
  const FormWords& words_;
  int top_ = 0;
  int bottom_ = 0;
  std::vector<std::vector<int>> rows_above_;  // heading rows of a text file, the nearest first
  FormHeading heading_;
};

}  // namespace

const FormColumn* FormHeading::find(FormColumnRole role, int half) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const FormColumn& column) {
    return column.role == role && column.half == half;
  });
  return found == columns.end() ? nullptr : &*found;
}

bool FormHeading::has(FormColumnRole role) const {
  return std::any_of(columns.begin(), columns.end(), [&](const FormColumn& column) { return column.role == role; });
}

int FormHeading::halves() const {
  int last = 0;
  for (const FormColumn& column : columns) last = std::max(last, column.half);
  return last + 1;
}

FormHeading read_form_heading(const FormSheet& sheet, int row, const FormWords& words) {
  return HeadingReader(sheet, row, words).read();
}

std::optional<FormHeading> imply_form_heading(const FormSheet& sheet, const FormWords& words) {
  constexpr int kFewest = 3;  // words below each other, so that they are no accident
  const auto is_second_level = [&](const FormCell& cell) {
    const LevelRule* rule = words.level(cell.folded);
    return rule != nullptr && rule->is_second();
  };
  for (const FormCell& level2 : sheet.cells) {
    if (!sheet.ruled || !is_second_level(level2)) continue;
    const auto below = std::count_if(sheet.cells.begin(), sheet.cells.end(), [&](const FormCell& cell) {
      return cell.column == level2.column && is_second_level(cell);
    });
    std::vector<const FormCell*> cells;  // over the row, from the word on
    for (const int i : sheet.starting_in(level2.row)) {
      const FormCell& cell = sheet.cells[static_cast<size_t>(i)];
      if (cell.left >= level2.left) cells.push_back(&cell);
    }
    if (below < kFewest || cells.size() < 3) continue;
    FormHeading heading;
    heading.row = heading.body_row = level2.row;
    const auto add = [&](const FormCell& cell, FormColumnRole role) {
      heading.columns.push_back({.role = role, .known = true, .left = cell.left, .right = cell.right});
    };
    for (const int i : sheet.over_row[static_cast<size_t>(level2.row)]) {
      const FormCell& cell = sheet.cells[static_cast<size_t>(i)];
      if (cell.column + cell.column_span == level2.column) add(cell, FormColumnRole::Level1);
    }
    add(*cells[0], FormColumnRole::Level2);
    add(*cells[1], FormColumnRole::Name);
    add(*cells[2], FormColumnRole::Value);
    return heading;
  }
  return std::nullopt;
}

}  // namespace gongkai::recognize
