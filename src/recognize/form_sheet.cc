#include "recognize/form_sheet.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>
#include <utility>

#include "base/sorting.h"
#include "base/text.h"
#include "base/unit.h"
#include "recognize/form_text.h"
#include "recognize/table_title.h"

namespace gongkai::recognize {
namespace {

constexpr double kSameEdge = 12.0;      // points; borders of a form that goes on lie this near
constexpr double kShifted = 5.0;        // points; a page that is bound on the other side
constexpr size_t kTitleLines = 8;       // lines above a form that can hold title, year and unit
constexpr int kRowsBeforeABreak = 2;    // of a form, too few to tell it by its labels
constexpr int kPackedColumns = 4;       // a list of packed indicators has at least so many

std::string head_of(const FormSheet& sheet, int row, size_t index) {
  const std::vector<int> cells = sheet.starting_in(row);
  size_t filled = 0;
  for (const int i : cells) {
    const FormCell& cell = sheet.cells[static_cast<size_t>(i)];
    if (cell.folded.empty()) continue;
    if (filled++ == index) return cell.folded;
  }
  return "";
}

// A row across the whole sheet: a title, a year, a sub-heading.
bool is_full_width(const FormSheet& sheet, int row) {
  const std::vector<int> cells = sheet.starting_in(row);
  size_t filled = 0;
  for (const int i : cells) filled += !sheet.cells[static_cast<size_t>(i)].folded.empty();
  if (!sheet.ruled) return filled == 1;
  return cells.size() == 1 && filled == 1 && sheet.over_row[static_cast<size_t>(row)].size() == 1;
}

bool is_title_row(const FormSheet& sheet, int row, const FormWords& words) {
  if (!is_full_width(sheet, row)) return false;
  const std::string text = head_of(sheet, row, 0);
  return is_form_title(text, words) || year_line(text) > 0;
}

bool names_subject(const FormFieldRule* field) {
  return field != nullptr && (field->role == "project_name" || field->role == "whole_unit");
}

// The row names the project, or the department whose whole budget the form is about: such a label
// among the first two texts, with a text or a blank beside it, not the next heading of a table.
bool is_start(const FormSheet& sheet, int row, const FormWords& words) {
  const std::vector<int> cells = sheet.starting_in(row);
  size_t filled = 0;
  for (size_t i = 0; i < cells.size() && filled < 2; ++i) {
    const FormCell& cell = sheet.cells[static_cast<size_t>(cells[i])];
    if (cell.folded.empty()) continue;
    ++filled;
    if (names_subject(words.field(cell.folded)) && i + 1 < cells.size()) {
      // 项目名称 │ 年初预算数 │ 执行率: headings of a list.
      const std::string& beside = sheet.cells[static_cast<size_t>(cells[i + 1])].folded;
      return words.field(beside) == nullptr && words.fund(beside).phase.empty();
    }
    const auto [label, text] = split_label(cell.text);
    if (names_subject(words.field(fold_label(label))) && !text.empty()) return true;
  }
  return false;
}

bool is_sign_off(const FormSheet& sheet, int row, const FormWords& words) {
  const FormFieldRule* field = words.field(head_of(sheet, row, 0));
  if (field != nullptr && field->role == "sign_off") return true;
  return field != nullptr && field->role == "filled_at";
}

int count_labels(const FormSheet& sheet, int from, int to, const FormWords& words) {
  int labels = 0;
  for (int row = from; row < to; ++row) {
    for (const int i : sheet.starting_in(row)) {
      const std::string& folded = sheet.cells[static_cast<size_t>(i)].folded;
      if (folded.empty() || folded.size() > kLongestLabel) continue;
      labels += words.field(folded) != nullptr || words.block(folded) != nullptr;
    }
  }
  return labels;
}

bool has_heading(const FormSheet& sheet, int row, FormColumnRole role, const FormWords& words) {
  const std::vector<int>& over = sheet.over_row[static_cast<size_t>(row)];
  return std::any_of(over.begin(), over.end(), [&](int i) {
    const FormHeadingRule* rule = words.heading(sheet.cells[static_cast<size_t>(i)].folded);
    return rule != nullptr && rule->role == role;
  });
}

// 单位名称 │ 年度预算申请 │ 整体绩效目标 │ 一级指标 …: each unit beside its targets (Hunan).
bool lists_units(const FormSheet& sheet, int row, const FormWords& words) {
  return !has_heading(sheet, row, FormColumnRole::Project, words) && has_heading(sheet, row, FormColumnRole::Agency, words) &&
         has_heading(sheet, row, FormColumnRole::Goal, words);
}

FormSheet sheet_of(const LayoutGrid& grid, int page) {
  FormSheet sheet;
  sheet.ruled = grid.ruled;
  sheet.row_pages.assign(static_cast<size_t>(grid.rows), page);
  sheet.over_row.resize(static_cast<size_t>(grid.rows));
  for (const LayoutCell& cell : grid.cells) {
    FormCell copy{cell.row, cell.column, cell.row_span, cell.column_span,
                  static_cast<double>(cell.column),
                  static_cast<double>(cell.column + cell.column_span),
                  cell.text, fold_label(cell.text), {page, cell.box}};
    if (cell.box) {
      copy.left = cell.box->left;
      copy.right = cell.box->right;
    }
    for (int row = cell.row; row < cell.row + cell.row_span; ++row) {
      sheet.over_row[static_cast<size_t>(row)].push_back(static_cast<int>(sheet.cells.size()));
    }
    sheet.cells.push_back(std::move(copy));
  }
  return sheet;
}

std::pair<double, double> edges_of(const FormSheet& sheet) {
  double left = 1e9;
  double right = -1e9;
  for (const FormCell& cell : sheet.cells) {
    left = std::min(left, cell.left);
    right = std::max(right, cell.right);
  }
  return {left, right};
}

// Appends the rows [from, to) of a grid. Cells that reach beyond them are cut.
void append(const FormSheet& grid, int from, int to, FormSheet& sheet) {
  const int offset = sheet.rows() - from;
  double shift = 0;
  if (sheet.rows() > 0) {
    sheet.breaks.push_back(sheet.rows());
    const auto [left, right] = edges_of(sheet);
    const auto [grid_left, grid_right] = edges_of(grid);
    const bool same_width = std::abs((grid_right - grid_left) - (right - left)) < kSameEdge;
    if (sheet.ruled && same_width && std::abs(grid_left - left) > kShifted) shift = left - grid_left;
  }
  for (int row = from; row < to; ++row) sheet.row_pages.push_back(grid.row_pages[static_cast<size_t>(row)]);
  sheet.over_row.resize(sheet.row_pages.size());
  for (const FormCell& cell : grid.cells) {
    const int first = std::max(cell.row, from);
    const int end = std::min(cell.end(), to);
    if (first >= end) continue;
    FormCell copy = cell;
    if (cell.row < from) {
      copy.text.clear();  // printed above the cut
      copy.folded.clear();
    }
    copy.row = first + offset;
    copy.row_span = end - first;
    copy.left += shift;
    copy.right += shift;
    for (int row = copy.row; row < copy.end(); ++row) {
      sheet.over_row[static_cast<size_t>(row)].push_back(static_cast<int>(sheet.cells.size()));
    }
    sheet.cells.push_back(std::move(copy));
  }
}

std::string row_signature(const FormSheet& sheet, int row) {
  std::string signature;
  for (const int i : sheet.starting_in(row)) {
    const FormCell& cell = sheet.cells[static_cast<size_t>(i)];
    if (!cell.folded.empty() && cell.row_span <= 2) signature += cell.folded + "|";
  }
  return signature;
}

// What a part of a grid looks like on its own.
struct Segment {
  int from = 0;
  int to = 0;
  int heading = -1;    // its first heading row
  bool list = false;
  bool units = false;  // of a list: of whole units
  bool start = false;  // names a project or department
  bool titled = false; // holds a title row
  int head_rows = 0;   // rows with text above the heading that are no titles
};

class Finder {
 public:
  explicit Finder(const FormSchemas& schemas) : words_(schemas.common) {}

  FormSheets find(const std::vector<PageLayout>& pages) {
    for (const PageLayout& page : pages) {
      for (const Block& block : page.blocks) {
        if (const auto* line = std::get_if<TextLine>(&block)) {
          pending_.push_back(*line);
        } else {
          add_grid(std::get<LayoutGrid>(block), page.page);
          pending_.clear();
        }
      }
    }
    return std::move(found_);
  }

 private:
  void add_grid(const LayoutGrid& grid, int page) {
    const FormSheet sheet = sheet_of(grid, page);
    bool form = false;
    bool table = false;
    const auto declares = [](const TextLine& line) { return !find_unit(line.text).empty(); };
    const auto unit = std::find_if(pending_.rbegin(), pending_.rend(), declares);
    unit_line_ = unit == pending_.rend() ? std::nullopt : std::optional(*unit);
    for (const Segment& segment : segments_of(sheet)) {
      const Decision decision = decide(sheet, segment, page);
      if (decision == Decision::None) {
        table = true;
        open_ = false;
        continue;
      }
      if (decision == Decision::Start) start(segment);
      form = form || !found_.sheets.back().list || found_.sheets.back().units;
      append(sheet, segment.from, segment.to, found_.sheets.back());
      remember(sheet, segment, page);
      pending_.clear();
    }
    if (form && !table) found_.grids.push_back(&grid);
  }

  // Cuts a grid where one form ends and the next one starts.
  std::vector<Segment> segments_of(const FormSheet& sheet) const {
    std::vector<Segment> segments(1);
    bool body = open_ && has_heading_ && !last_was_list_;  // rows so far belong to indicators
    for (int row = 0; row < sheet.rows(); ++row) {
      const bool heading = is_indicator_heading(sheet, row, words_);
      const bool starts = !heading && is_start(sheet, row, words_);
      if (starts && body && !segments.back().list) {
        int cut = row;
        while (cut > segments.back().from && is_title_row(sheet, cut - 1, words_)) --cut;
        segments.back().to = cut;
        if (cut > segments.back().from) segments.push_back({});
        segments.back().from = cut;
        body = false;
      }
      Segment& segment = segments.back();
      segment.start = segment.start || (starts && segment.heading < 0);
      const bool title = is_title_row(sheet, row, words_);
      segment.titled = segment.titled || (title && segment.heading < 0);
      if (heading && segment.heading < 0) {
        segment.heading = row;
        segment.units = lists_units(sheet, row, words_);
        segment.list = segment.units || has_heading(sheet, row, FormColumnRole::Project, words_);
      }
      if (segment.heading < 0 && !title && !head_of(sheet, row, 0).empty()) ++segment.head_rows;
      body = body || heading;
    }
    segments.back().to = sheet.rows();
    // A tall label beside the heading starts above it in lists whose heading has two rows.
    if (segments.back().list) segments.back().head_rows = 0;
    return segments;
  }

  enum class Decision { None, Start, GoOn };

  Decision decide(const FormSheet& sheet, const Segment& segment, int page) const {
    const bool adjacent = open_ && page <= last_page_ + 1;
    const bool goes_on = adjacent && !new_title(sheet, segment);
    if (segment.heading >= 0) {
      const bool same = row_signature(sheet, segment.heading) == signature_;
      if (segment.list) {
        if (!is_target_list(sheet, segment)) return Decision::None;
        return goes_on && last_was_list_ && same ? Decision::GoOn : Decision::Start;
      }
      if (segment.start) return Decision::Start;
      if (goes_on && !last_was_list_ && !has_heading_) return Decision::GoOn;
      if (segment.head_rows > 0) return Decision::Start;
      return goes_on && !last_was_list_ && same ? Decision::GoOn : Decision::Start;
    }
    if (table_title_above() || lists_money(sheet, segment)) return Decision::None;
    const int labels = count_labels(sheet, segment.from, segment.to, words_);
    if (segment.start && (title_above() || segment.titled || labels > 2)) {
      // The page may end behind the first row of a form.
      const bool cut = title_above() && segment.to - segment.from <= kRowsBeforeABreak;
      return labels > 1 || cut ? Decision::Start : Decision::None;
    }
    if (goes_on && !segment.start && fits(sheet) && !is_interrupted(sheet)) return Decision::GoOn;
    return (title_above() || segment.titled) && labels > 1 && !last_was_list_ ? Decision::Start : Decision::None;
  }

  // A heading with projects and money alone is a table of projects; performance must be named.
  bool is_target_list(const FormSheet& sheet, const Segment& segment) const {
    for (const int i : sheet.over_row[static_cast<size_t>(segment.heading)]) {
      const std::string& folded = sheet.cells[static_cast<size_t>(i)].folded;
      const FormHeadingRule* rule = words_.heading(folded);
      if (rule == nullptr) continue;
      if (rule->role == FormColumnRole::Name || rule->role == FormColumnRole::Glued) return true;
    }
    return title_above() || segment.titled;
  }

  // 项目名称 │ 年初预算数 │ 全年执行数 │ 自评得分: a table of projects with the results of their evaluations.
  bool lists_money(const FormSheet& sheet, const Segment& segment) const {
    for (int row = segment.from; row < segment.to; ++row) {
      bool subject = false;
      int phases = 0;
      for (const int i : sheet.starting_in(row)) {
        const std::string& folded = sheet.cells[static_cast<size_t>(i)].folded;
        if (folded.empty() || folded.size() > kLongestLabel) continue;
        subject = subject || names_subject(words_.field(folded));
        phases += !words_.fund(folded).phase.empty();
      }
      if (subject && phases >= 2) return true;
    }
    return false;
  }

  bool title_above() const {
    return std::any_of(pending_.begin(), pending_.end(),
                       [&](const TextLine& line) { return is_form_title(line.text, words_); });
  }

  // 2026年“三公”经费支出预算表: the title of a budget table, whose headings (单位名称 | 项目) may look like labels.
  bool table_title_above() const {
    static const RE2 kTable("(预算|决算|收支|收入|支出|经费|采购)[^，。:]*表$");
    static const RE2 kForm("绩效|目标|自评|申报|评价|评审");
    return !title_above() && std::any_of(pending_.begin(), pending_.end(), [&](const TextLine& line) {
      const std::string folded = fold(line.text);
      return RE2::PartialMatch(folded, kTable) && !RE2::PartialMatch(folded, kForm);
    });
  }

  // A title that is not the open form's stands above or in the segment.
  bool new_title(const FormSheet& sheet, const Segment& segment) const {
    const auto is_new = [&](const std::string& folded) {
      return is_form_title(folded, words_) &&
             std::find(titles_.begin(), titles_.end(), folded) == titles_.end();
    };
    for (const TextLine& line : pending_) {
      if (is_new(fold(line.text))) return true;
    }
    for (int row = segment.from; row < segment.to && is_title_row(sheet, row, words_); ++row) {
      if (is_new(head_of(sheet, row, 0))) return true;
    }
    return false;
  }

  bool fits(const FormSheet& grid) const {
    if (!grid.ruled) return true;
    const auto [left, right] = edges_of(grid);
    const bool same_width = std::abs((right - left) - (right_ - left_)) < kSameEdge;
    return same_width || (std::abs(left - left_) < kSameEdge && std::abs(right - right_) < kSameEdge);
  }

  // Sentences or headings of sections between the open form and a grid, so that it is no rest of it.
  // Lists in which the page cuts merged texts leave the cut lines there.
  bool is_interrupted(const FormSheet& grid) const {
    if (last_was_list_ && grid.ruled && columns_of(grid) == columns_) return false;
    static const RE2 kSection("^([一二三四五六七八九十]+、|\\([一二三四五六七八九十]+\\)|第[一二三四五六七八九十]+部分)");
    return std::any_of(pending_.begin(), pending_.end(), [&](const TextLine& line) {
      const std::string folded = fold(line.text);
      if (is_page_number(line.text) || is_form_title(folded, words_)) return false;
      const bool sentence = folded.size() > kLongestLabel && folded.ends_with("。");
      return sentence || RE2::PartialMatch(folded, kSection) || is_note(line.text);
    });
  }

  static std::vector<int> columns_of(const FormSheet& grid) {
    std::vector<int> columns;
    for (const FormCell& cell : grid.cells) columns.push_back(static_cast<int>(std::lround(cell.left)));
    std::sort(columns.begin(), columns.end());
    columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
    return columns;
  }

  void start(const Segment& segment) {
    FormSheet sheet;
    sheet.list = segment.list;
    sheet.units = segment.units;
    for (const TextLine& line : pending_) {
      if (!is_page_number(line.text)) sheet.above.push_back(line);
    }
    if (sheet.above.size() > kTitleLines) {
      sheet.above.erase(sheet.above.begin(), sheet.above.end() - kTitleLines);
    }
    // The unit over a grid is that of all forms in it.
    if (pending_.empty() && unit_line_) sheet.above.push_back(*unit_line_);
    found_.sheets.push_back(std::move(sheet));
    titles_.clear();
    has_heading_ = false;
    signature_.clear();
  }

  // Keeps what the next grid is compared with.
  void remember(const FormSheet& grid, const Segment& segment, int page) {
    found_.sheets.back().ruled = grid.ruled;
    for (const TextLine& line : pending_) titles_.push_back(fold(line.text));
    for (int row = segment.from; row < segment.to && is_title_row(grid, row, words_); ++row) {
      titles_.push_back(head_of(grid, row, 0));
    }
    if (segment.heading >= 0) {
      has_heading_ = true;
      signature_ = row_signature(grid, segment.heading);
    }
    last_was_list_ = found_.sheets.back().list;
    std::tie(left_, right_) = edges_of(grid);
    columns_ = columns_of(grid);
    last_page_ = page;
    open_ = !is_sign_off(grid, segment.to - 1, words_);
  }

  FormWords words_;
  FormSheets found_;
  std::vector<TextLine> pending_;    // since the last grid
  std::optional<TextLine> unit_line_;  // over the grid, of money
  // Of the form that may go on:
  bool open_ = false;
  bool has_heading_ = false;
  bool last_was_list_ = false;
  std::string signature_;            // of its heading row
  std::vector<std::string> titles_;  // folded
  double left_ = 0;
  double right_ = 0;
  std::vector<int> columns_;         // left borders of its last grid's cells, whole points
  int last_page_ = 0;
};

}  // namespace

std::vector<int> FormSheet::starting_in(int row) const {
  std::vector<int> result;
  for (const int i : over_row[static_cast<size_t>(row)]) {
    if (cells[static_cast<size_t>(i)].row == row) result.push_back(i);
  }
  sort_if_needed(result, [&](int a, int b) {
    return cells[static_cast<size_t>(a)].left < cells[static_cast<size_t>(b)].left;
  });
  return result;
}

int FormSheet::at(int row, double left, double right) const {
  int best = -1;
  double most = 0;
  for (const int i : over_row[static_cast<size_t>(row)]) {
    const FormCell& cell = cells[static_cast<size_t>(i)];
    const double shared = std::min(right, cell.right) - std::max(left, cell.left);
    if (shared > most) {
      most = shared;
      best = i;
    }
  }
  return best;
}

FormSheets find_form_sheets(const std::vector<PageLayout>& pages, const FormSchemas& schemas) {
  return Finder(schemas).find(pages);
}

bool is_indicator_heading(const FormSheet& sheet, int row, const FormWords& words) {
  bool name = false;
  bool glued = false;
  bool value = false;
  bool packed = false;
  bool project = false;
  bool goal = false;
  int levels = 0;
  for (const int i : sheet.starting_in(row)) {
    const FormHeadingRule* rule = words.heading(sheet.cells[static_cast<size_t>(i)].folded);
    if (rule == nullptr) continue;
    name = name || rule->role == FormColumnRole::Name;
    glued = glued || rule->role == FormColumnRole::Glued;
    value = value || rule->role == FormColumnRole::Value || rule->role == FormColumnRole::Operator;
    packed = packed || rule->role == FormColumnRole::Packed;
    project = project || rule->role == FormColumnRole::Project;
    goal = goal || rule->role == FormColumnRole::Goal;
    levels += rule->role == FormColumnRole::Level1 || rule->role == FormColumnRole::Level2;
  }
  const auto columns = static_cast<int>(sheet.starting_in(row).size());
  if ((name || glued) && value) return true;
  if ((name || packed) && levels > 0) return true;
  return project && goal && columns >= kPackedColumns;
}

}  // namespace gongkai::recognize
