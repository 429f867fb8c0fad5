#include "recognize/form_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/pattern.h"
#include "base/text.h"
#include "base/unit.h"
#include "recognize/form_text.h"
#include "recognize/table_header.h"

namespace gongkai::recognize {
namespace {

constexpr int kQuoted = 20;           // characters of a text that a diagnostic quotes

// A label that waits for the texts or amounts below it.
struct Header {
  int cell = 0;
  const FormFieldRule* field = nullptr;  // nullptr: a heading of a block of money
  FundMeaning fund;
  bool filled = false;
  int year = 0;  // of the amounts below; 0: it names none
};

struct HeadBlock {
  const FormBlockRule* rule = nullptr;
  int end = 0;  // the row below it
  double left = 0;
  std::string text;
};

struct TaskColumn {
  std::string holds;
  std::string label;
  double left = 0;
  double right = 0;
  bool unknown = false;  // no word is known for its heading
};

// As is_amount_place, also for the rates among the amounts of self-evaluations.
bool is_figure_place(std::string_view folded) {
  return is_amount_place(folded) || (folded.ends_with("%") && is_money_text(folded.substr(0, folded.size() - 1)));
}

class HeadReader {
 public:
  HeadReader(const FormSheet& sheet, const FormWords& words, Form& form, Diagnostics& diagnostics)
      : sheet_(sheet), words_(words), form_(form), diagnostics_(diagnostics),
        first_field_(form.fields.size()) {}

  void read(int from, int to) {
    for (int row = from; row < to; ++row) {
      row_ = row;
      cells_.clear();
      for (const int i : sheet_.starting_in(row)) {
        if (sheet_.ruled || !cell(i).folded.empty()) cells_.push_back(i);
      }
      section_of_row_.clear();
      unit_of_row_.clear();
      keep_block_open();
      take_unit_of_form();
      read_year_of_row();
      if (!read_title_row() && !read_task_row()) read_labels();
    }
    if (sections_.size() < 2) {
      for (size_t i = first_field_; i < form_.fields.size(); ++i) form_.fields[i].section.clear();
    }
  }

 private:
  // A total, or the first of a column of amounts: what it says holds for the rows below.
  struct Total {
    double place = 0;  // its left edge; its number among the labels of its row in text files
    std::string section, phase;
  };

  const FormCell& cell(int index) const { return sheet_.cells[static_cast<size_t>(index)]; }
  const FormCell& here(size_t position) const { return cell(cells_[position]); }

  // Blocks ----------------------------------------------------------------------------------------

  bool in_block(std::string_view holds) const {
    return block_ && block_->rule->holds == holds && (!sheet_.ruled || row_ < block_->end);
  }

  // The label of a block that goes on over a page break is printed on one of the pages only; one that is not merged
  // has blank cells below it; 金额合计 below the tasks may be merged with the column of the label.
  void keep_block_open() {
    const bool is_break = std::binary_search(sheet_.breaks.begin(), sheet_.breaks.end(), row_);
    if (!block_ || !sheet_.ruled || block_->end != row_ || cells_.empty()) return;
    if (block_->rule->holds == "tasks" && is_task_total(here(0).folded)) block_->end = here(0).end();
    if (!here(0).folded.empty()) return;
    if (is_break || same_column(here(0).left, block_->left)) block_->end = here(0).end();
  }

  bool opens_block(size_t position) const {
    const FormCell& label = here(position);
    if (label.folded.size() > kLongestLabel || words_.block(label.folded) == nullptr) return false;
    // Inside a block of money, 年度资金总额 │ 中央 │ 省级 are headings of amounts.
    const bool of_row = words_.field(label.folded) != nullptr || in_block("funds");
    const bool several_rows = label.row_span > 1 || stands_over_blanks(position);
    if (sheet_.ruled && label.row_span == 1 && of_row) return false;
    for (size_t next = position + 1; next < cells_.size(); ++next) {
      if (here(next).folded.empty()) continue;
      if (!sheet_.ruled) return position == 0 && !is_money_text(here(next).folded);
      return is_label(next) || is_task_heading(next) || several_rows || !amounts_in_cell(here(next).text).empty();
    }
    return false;
  }

  // 目标1：…；目标2：… is a text.
  bool is_task_heading(size_t position) const {
    static const RE2 kSentence("[。；;:，,]");
    const std::string& folded = here(position).folded;
    return is_short(position) && words_.task(folded) != nullptr && !RE2::PartialMatch(folded, kSentence);
  }

  // A label of several rows that is not merged over them.
  bool stands_over_blanks(size_t position) const {
    const FormCell& label = here(position);
    if (!sheet_.ruled || position > 0 || label.end() >= sheet_.rows()) return false;
    const int below = sheet_.at(label.end(), label.left, label.right);
    return below >= 0 && cell(below).folded.empty() && same_column(cell(below).left, label.left) &&
           same_column(cell(below).right, label.right);
  }

  // 甲局 │ 单位：万元 as a row of the form: no label has it for its text.
  void take_unit_of_form() {
    static const RE2 kUnit("^\\(?(金额)?单位:(人民币)?.?.?元\\)?$");
    if (in_block("funds")) return;
    std::erase_if(cells_, [&](int i) {
      if (!RE2::FullMatch(cell(i).folded, kUnit)) return false;
      if (form_.unit.empty()) form_.unit = find_unit(cell(i).text);
      return true;
    });
  }

  // 2026年 │ 1,200 │ 600: money by years (三年滚动), whose total is that of the whole term.
  void read_year_of_row() {
    row_year_ = 0;
    for (const int i : cells_) {
      if (row_year_ == 0 && cell(i).folded.find("年") != std::string::npos) row_year_ = year_line(cell(i).folded);
    }
    by_years_ = in_block("funds") && (by_years_ || row_year_ > 0);
  }

  // Labels ----------------------------------------------------------------------------------------

  bool is_short(size_t position) const {
    const std::string& folded = here(position).folded;
    return !folded.empty() && folded.size() <= kLongestLabel;
  }

  bool is_fund_label(size_t position) const {
    if (!is_short(position)) return false;
    static const RE2 kAgency("(局|委|办|中心|院|校|部|处|室|会|站|所|馆|队|公司|大学|街道|政府)$");
    const std::string& folded = here(position).folded;
    const FundMeaning meaning = words_.fund(folded);
    if (is_money_text(folded) || holds_amount(folded) || RE2::PartialMatch(folded, kAgency)) return false;
    if (meaning.source.empty() && meaning.phase.empty()) return false;
    if (in_block("funds")) return true;
    if (position + 1 == cells_.size()) return false;
    // 自评得分 of the whole is a text of the form's.
    if (meaning.phase == "score" && meaning.source.empty() && folded.find("执行") == std::string::npos) return false;
    return is_amount_place(here(position + 1).folded);
  }

  bool is_label(size_t position) const {
    return is_short(position) &&
           (words_.field(here(position).folded) != nullptr || is_fund_label(position) ||
            (words_.block(here(position).folded) != nullptr && here(position).row_span > 1));
  }

  // The cells behind a label up to the next one.
  size_t end_of_values(size_t position) const {
    size_t end = position + 1;
    while (end < cells_.size() && !is_label(end)) ++end;
    return end;
  }

  void read_labels() {
    for (size_t i = 0; i < cells_.size();) {
      if (here(i).folded.empty()) {
        ++i;
      } else if (opens_block(i)) {
        block_ = HeadBlock{words_.block(here(i).folded), here(i).end(), here(i).left, here(i).text};
        headers_.clear();
        block_unit_.clear();
        ++i;
      } else if (is_fund_label(i) && header_over(here(i), true) == nullptr) {
        i = read_fund(i);
      } else if (is_short(i) && words_.field(here(i).folded) != nullptr) {
        if (!sheet_.ruled && i == 0) block_.reset();
        i = read_field(i, *words_.field(here(i).folded));
      } else {
        i = read_text(i);
      }
    }
  }

  size_t read_field(size_t position, const FormFieldRule& rule) {
    const size_t end = end_of_values(position);
    if (!rule.section.empty() && rule.role == "goal") sections_.insert(rule.section);
    bool filled = false;
    const size_t values = end_of_first_value(position, end);
    for (size_t i = position + 1; i < values; ++i) {
      if (here(i).folded.empty()) continue;
      Header* half = header_over(here(i), true);
      if (half != nullptr) half->filled = true;
      add_field(rule, here(position), here(i), half == nullptr ? rule.section : half->field->section);
      filled = true;
    }
    const bool waits = end == position + 1 || (!filled && rule.role == "goal");
    if (waits && rule.role != "note" && rule.role != "sign_off") {
      headers_.push_back({cells_[position], &rule, {}, false});
    }
    return values;
  }

  // Where texts follow a label in pairs (项目属性 │ 新增项目 │ 资金流向 │ 本级), the second one of a pair
  // has a label of its own, which no word knows.
  size_t end_of_first_value(size_t position, size_t end) const {
    const size_t values = end - position - 1;
    static const RE2 kNoLabel("[0-9。；;，,]");
    const bool pairs = values >= 3 && values % 2 == 1 && is_short(position + 2) &&
                       !RE2::PartialMatch(here(position + 2).folded, kNoLabel);
    return pairs ? position + 2 : end;
  }

  void add_field(const FormFieldRule& rule, const FormCell& label, const FormCell& value,
                 const std::string& section) {
    if (rule.role == "note" || is_blank_slot(value.folded)) return;
    form_.fields.push_back({section, rule.role, label_text(label.text), joined_lines(value.text),
                            value.place});
  }

  // A text that no label stands beside: what a heading above it waits for, an amount below headings,
  // or an unknown label with its text.
  size_t read_text(size_t position) {
    const FormCell& text = here(position);
    if (Header* header = header_over(text, true); header != nullptr) {
      add_field(*header->field, cell(header->cell), text, header->field->section);
      header->filled = true;
      return position + 1;
    }
    if (in_block("funds")) return read_in_fund_block(position);
    if (read_label_in_cell(text)) return position + 1;
    const bool has_value = position + 1 < cells_.size() && !is_label(position + 1);
    if (is_short(position) && has_value && !is_figure_place(text.folded)) {
      const size_t end = end_of_values(position);
      static const FormFieldRule kUnknown;
      for (size_t i = position + 1; i < end; ++i) add_field(kUnknown, text, here(i), "");
      return end;
    }
    if (!is_blank_slot(text.folded) && !is_heading_of_block(text)) report_unplaced(text);
    return position + 1;
  }

  // 项目名称 伯乐奖: label and text in one cell.
  bool read_label_in_cell(const FormCell& text) {
    const auto [label, value] = split_label(text.text);
    const FormFieldRule* rule = label.empty() ? nullptr : words_.field(fold_label(label));
    if (rule == nullptr) return false;
    add_field(*rule, FormCell{.text = label}, FormCell{.text = value, .folded = fold(value), .place = text.place}, "");
    return true;
  }

  bool is_heading_of_block(const FormCell& text) const {
    return words_.block(text.folded) != nullptr || words_.heading(text.folded) != nullptr;
  }

  void report_unplaced(const FormCell& text) {
    const std::u32string codes = decode_utf8(joined_lines(text.text));
    diagnostics_.push_back(
        {Severity::Info, text.place.page, "form.text_unplaced",
         fmt::format("no label of the form goes with \"{}{}\"", encode_utf8(codes.substr(0, kQuoted)),
                     codes.size() > kQuoted ? "…" : "")});
  }

  // The heading that waits directly above a cell: for a text (`field`) or with a meaning for money.
  Header* header_over(const FormCell& below, bool field) {
    Header* best = nullptr;
    for (Header& header : headers_) {
      const FormCell& label = cell(header.cell);
      if ((header.field != nullptr) != field || label.end() > below.row || (field && header.filled)) continue;
      const double shared = std::min(label.right, below.right) - std::max(label.left, below.left);
      const bool over = sheet_.ruled ? shared > 0.5 * std::min(label.right - label.left, below.right - below.left)
                                     : best == nullptr;
      if (over) best = &header;
    }
    return best;
  }

  // Money -----------------------------------------------------------------------------------------

  size_t read_fund(size_t position) {
    size_t end = position + 1;
    while (end < cells_.size() && is_figure_place(here(end).folded) && !is_label(end)) ++end;
    FundMeaning meaning = words_.fund(here(position).folded);
    if (meaning.section.empty()) meaning.section = section_of_total_before(position);
    const bool says_when = meaning.source.empty() && (meaning.phase == "approved" || meaning.phase == "executed");
    if (meaning.source == "total" || !meaning.section.empty() || says_when) remember_total(position, meaning);
    const std::optional<std::vector<const Header*>> over = headings_in_order(position + 1, end, /*labelled=*/true);
    if (!over) report_unplaced_amounts(position + 1, end);
    bool any = false;
    for (size_t i = position + 1; i < end; ++i) {
      any = any || !here(i).folded.empty();
      if (over) add_fund(&here(position), position, meaning, here(i), (*over)[i - position - 1]);
    }
    const bool heads_all = end == position + 1 || is_over_headings(position, end);
    if (!any && (heads_all || is_over_amount(position))) {
      for (size_t i = position; i < (heads_all ? end : position + 1); ++i) headers_.push_back({cells_[i], nullptr, meaning, false});
      if (const std::string unit = find_unit(here(position).text); !unit.empty()) block_unit_ = unit;
    }
    return end;
  }

  // 年度资金总额 │ 中央 │ 省级, headings in a row: the parts are of the total's half.
  std::string section_of_total_before(size_t position) const {
    if (!sheet_.ruled || headers_.empty()) return "";
    const Header& before = headers_.back();
    const bool beside = cell(before.cell).row == row_ && same_column(cell(before.cell).right, here(position).left);
    return beside && before.field == nullptr && before.fund.source != "" ? before.fund.section : "";
  }

  // 得分 │ (blank) over 9.50 │ (blank): the last heading of a row, with nothing but a blank cell behind it.
  bool is_over_amount(size_t position) const {
    const FormCell& label = here(position);
    const int below = label.end() < sheet_.rows() ? sheet_.at(label.end(), label.left, label.right) : -1;
    return sheet_.ruled && below >= 0 && cell(below).row == label.end() && is_money_text(cell(below).folded);
  }

  // 财政拨款 │ │ │ over 合计 │ 基本支出 │ 项目支出: a heading whose merged cell is drawn in pieces.
  bool is_over_headings(size_t position, size_t end) const {
    for (size_t i = position; i < end; ++i) {
      const int row = here(i).end();
      const int below = row < sheet_.rows() ? sheet_.at(row, here(i).left, here(i).right) : -1;
      if (below < 0 || cell(below).row != row || is_amount_place(cell(below).folded)) return false;
    }
    return true;
  }

  // In text files, the headings that the figures [from, to) of a row stand below: those in the same columns, else
  // in the same order. Without any that speak for the row, nulls; nullopt where figures and headings do not pair.
  std::optional<std::vector<const Header*>> headings_in_order(size_t from, size_t to, bool labelled) const {
    std::vector<const Header*> over(to - from, nullptr);
    if (sheet_.ruled) return over;
    const std::vector<const Header*> row = last_heading_row();
    // Labels whose amounts are blank look like headings, too: those of one amount say no source for the row.
    const bool sources = std::any_of(row.begin(), row.end(), [](const Header* header) { return !header->fund.source.empty(); });
    if (row.empty() || (labelled && sources && over.size() < 2)) {
      if (labelled && over.size() > 1) return std::nullopt;
      return over;
    }
    const auto at = [&](double left) {
      const auto found = std::find_if(headers_.rbegin(), headers_.rend(), [&](const Header& header) {
        return header.field == nullptr && cell(header.cell).left == left;
      });
      return found == headers_.rend() ? nullptr : &*found;
    };
    for (size_t i = from; i < to; ++i) over[i - from] = at(here(i).left);
    if (std::find(over.begin(), over.end(), nullptr) == over.end()) return over;
    if (row.size() != over.size()) return std::nullopt;
    return row;
  }

  // The last row of the head with several headings of amounts.
  std::vector<const Header*> last_heading_row() const {
    std::vector<const Header*> row;
    for (size_t i = headers_.size(); i-- > 0;) {
      if (headers_[i].field != nullptr) continue;
      const bool same = row.empty() || cell(row.front()->cell).row == cell(headers_[i].cell).row;
      if (!same && row.size() > 1) break;
      if (!same) row.clear();
      row.insert(row.begin(), &headers_[i]);
    }
    return row.size() > 1 ? row : std::vector<const Header*>();
  }

  void report_unplaced_amounts(size_t from, size_t to) {
    for (size_t i = from; i < to; ++i) {
      if (!is_blank_slot(here(i).folded)) report_unplaced(here(i));
    }
  }

  // 88.00 │ 30.00 in a text file, below headings in a row.
  size_t read_amounts_of_row(size_t position) {
    size_t end = position;
    while (end < cells_.size() && is_figure_place(here(end).folded)) ++end;
    const std::optional<std::vector<const Header*>> over = headings_in_order(position, end, /*labelled=*/false);
    if (!over || over->front() == nullptr) {
      report_unplaced_amounts(position, end);
      return end;
    }
    for (size_t i = position; i < end; ++i) add_fund(nullptr, i, {}, here(i), (*over)[i - position]);
    return end;
  }

  // Inside a block of money: a label that no word knows, beside its amount; an amount below
  // headings; or a heading without meaning (收入来源).
  size_t read_in_fund_block(size_t position) {
    const FormCell& text = here(position);
    if (is_money_text(text.folded)) {
      if (!sheet_.ruled) return read_amounts_of_row(position);
      add_fund(nullptr, position, {}, text);
      return position + 1;
    }
    if (const int year = year_line(text.folded); year > 0) {
      headers_.push_back({cells_[position], nullptr, {}, false, year});
      return position + 1;
    }
    const bool beside = position + 1 < cells_.size() && is_money_text(here(position + 1).folded);
    if (!beside) {
      const std::string unit = find_unit(text.text);
      if (!unit.empty()) block_unit_ = unit;
      if (!read_amounts_in_cell(position) && unit.empty() && has_digit(text.folded)) report_unplaced(text);
      return position + 1;
    }
    add_fund(&text, position, {}, here(position + 1));
    return position + 2;
  }

  // 财政拨款200,000.00；其他资金：20, labels and amounts in one cell. None where a part is neither.
  std::vector<std::pair<std::string, std::string>> amounts_in_cell(std::string text) const {
    static const RE2 kBroken("(\\d)\\n(\\d[\\d,]*(?:\\.\\d+)?(?:万?元)?(?:\\n|$))");  // 96⏎0.00
    RE2::GlobalReplace(&text, kBroken, "\\1\\2");
    static const RE2 kPart("\\s*(\\D+?)\\s*[:：]?\\s*(\\d[\\d,]*(?:\\.\\d+)?\\s*(?:万?元)?)\\s*[；;，。]?");
    std::vector<std::pair<std::string, std::string>> parts;
    re2::StringPiece rest(text);
    std::string label, amount;
    while (RE2::Consume(&rest, kPart, &label, &amount)) {
      if (words_.fund(fold_label(label)).source.empty()) return {};
      parts.emplace_back(label, amount);
    }
    if (!trimmed(view(rest)).empty()) parts.clear();
    return parts;
  }

  bool read_amounts_in_cell(size_t position) {
    const auto parts = amounts_in_cell(here(position).text);
    for (const auto& [label, amount] : parts) {
      FundMeaning meaning = words_.fund(fold_label(label));
      if (meaning.source == "total") section_of_row_ = meaning.section;
      if (meaning.section.empty()) meaning.section = section_of_row_;
      FormCell left = here(position), right = here(position);
      left.text = label;
      right.text = amount;
      right.folded = fold(amount);
      add_fund(&left, position, meaning, right);
    }
    return !parts.empty();
  }

  // An amount stands in the text: 财政拨款200,000.00, 其他资金:20; but 其中:1.一般公共预算 counts.
  static bool holds_amount(const std::string& folded) {
    static const RE2 kAmount("\\d\\.\\d|\\d,\\d{3}|\\d{5,}|[:：]\\d+(万?元|[;；,，。]|$)");
    return RE2::PartialMatch(folded, kAmount);
  }

  // Rows below a total belong to its half, and below 预算数 and 执行数 side by side to what these say.
  void remember_total(size_t position, const FundMeaning& meaning) {
    const FormCell& label = here(position);
    const double place = sheet_.ruled ? label.left : static_cast<double>(fund_labels_before(position));
    std::erase_if(totals_, [&](const Total& total) { return same_column(total.place, place); });
    totals_.push_back({place, meaning.section, meaning.source == "total" ? "" : meaning.phase});
  }

  Total total_over(size_t position) const {
    const double place = sheet_.ruled ? here(position).left : static_cast<double>(fund_labels_before(position));
    const auto found = std::find_if(totals_.begin(), totals_.end(),
                                    [&](const Total& total) { return same_column(total.place, place); });
    return found == totals_.end() ? Total() : *found;
  }

  bool same_column(double a, double b) const { return std::abs(a - b) < (sheet_.ruled ? 6.0 : 0.5); }

  int fund_labels_before(size_t position) const {
    int count = 0;
    for (size_t i = 0; i < position; ++i) count += is_fund_label(i);
    return count;
  }

  // False for money of a year that the dataset has no place for.
  bool set_year(FundMeaning& meaning, const FormCell& amount) {
    if (row_year_ == 0) {
      if (by_years_ && meaning.section.empty()) meaning.section = "implementation";
      return true;
    }
    if (form_.year > 0 && row_year_ != form_.year) {
      report_other_year(amount, row_year_);
      return false;
    }
    meaning.section = "annual";
    return true;
  }

  // 2025年 │ 2026年 │ 合计 over the amounts: those of the form's year, and the total of the whole term.
  bool set_year_of_column(FundMeaning& meaning, const FormCell& amount, const Header* below) {
    bool years = false;
    int year = 0;
    for (const Header& header : headers_) {
      years = years || header.year > 0;
      if (header.field == nullptr && is_over(header, amount, below)) year = header.year;
    }
    if (!years) return true;
    if (year > 0 && year != form_.year) {
      report_other_year(amount, year);
      return false;
    }
    if (meaning.section.empty()) meaning.section = year > 0 ? "annual" : "implementation";
    return true;
  }

  void report_other_year(const FormCell& amount, int year) {
    diagnostics_.push_back({Severity::Info, amount.place.page, "form.fund_other_year",
                            form_.year > 0 ? fmt::format("\"{}\" is money of {}年; the form is about {}年",
                                                         joined_lines(amount.text), year, form_.year)
                                           : fmt::format("\"{}\" is money of {}年; the form does not say of which year it is",
                                                         joined_lines(amount.text), year)});
  }

  // `below`: the heading of the amount, in text files.
  bool is_over(const Header& header, const FormCell& amount, const Header* below) const {
    if (!sheet_.ruled) return &header == below;
    const FormCell& over = cell(header.cell);
    const double shared = std::min(over.right, amount.right) - std::max(over.left, amount.left);
    return shared >= 0.5 * (amount.right - amount.left) && over.end() <= amount.row;
  }

  // `below`: the heading of the amount, in text files.
  void add_fund(const FormCell* label, size_t position, FundMeaning meaning, const FormCell& amount,
                const Header* below = nullptr) {
    if (!set_year(meaning, amount) || !set_year_of_column(meaning, amount, below)) return;
    std::string unit = label == nullptr ? "" : find_unit(label->text);
    if (!unit.empty()) unit_of_row_ = unit;
    std::string printed = label == nullptr ? "" : label_text(label->text);
    // 年初预算数 says when; the source stands above it, or the whole is meant.
    const bool says_when = label != nullptr && meaning.source.empty() && (!meaning.phase.empty() || row_year_ > 0);
    const bool takes_source = label == nullptr || says_when;
    for (const Header& header : headers_) {
      if (header.field != nullptr) continue;
      const FormCell& over = cell(header.cell);
      if (!is_over(header, amount, below)) continue;
      // A lower heading overrides the one above it, save that 合计 leaves the source to it.
      const bool nearer = header.fund.source != "total" && !header.fund.source.empty() &&
                          (label == nullptr || meaning.source == "total");
      if (nearer || (takes_source && meaning.source.empty())) meaning.source = header.fund.source;
      if (meaning.phase.empty()) meaning.phase = header.fund.phase;
      if (meaning.section.empty()) meaning.section = header.fund.section;
      if (unit.empty()) unit = find_unit(over.text);
      if (label == nullptr) printed += (printed.empty() ? "" : "/") + label_text(over.text);
    }
    if (meaning.phase == "none" || is_blank_slot(amount.folded)) return;
    if (meaning.phase == "score" && !is_beside_money(amount)) return add_text(label_of_row(), amount);
    if (meaning.phase == "rate" || meaning.phase == "score") return add_rate(meaning, amount);
    if (meaning.phase == "text") return add_text(printed, amount);
    const Total total = total_over(position);
    if (meaning.section.empty()) meaning.section = total.section;
    if (meaning.phase.empty()) meaning.phase = total.phase;
    if (block_ && in_block("funds")) {
      if (meaning.section.empty()) meaning.section = block_->rule->section;
      if (unit.empty()) unit = find_unit(block_->text);
      if (unit.empty()) unit = block_unit_;
    }
    if (unit.empty()) unit = unit_of_row_;
    if (meaning.source.empty()) meaning.source = says_when ? "total" : "other";
    form_.funds.push_back({meaning.section, meaning.phase.empty() ? "approved" : meaning.phase,
                           meaning.source, printed, joined_lines(amount.text), unit, amount.place});
  }

  // 执行率 and its 得分 stand in the columns of self-evaluations; only those of the total count.
  void add_rate(const FundMeaning& meaning, const FormCell& text) {
    if (meaning.source != "total" && !meaning.source.empty()) return;
    form_.fields.push_back({"", "", meaning.phase == "rate" ? "执行率" : "执行率得分",
                            joined_lines(text.text), text.place});
  }

  // 得分 in a row of headings that speak of budget or execution; else it is of something else (资金管理情况).
  bool is_beside_money(const FormCell& amount) const {
    const auto is_heading = [&](const Header& header) { return header.field == nullptr && cell(header.cell).end() <= amount.row; };
    int row = -1;
    for (const Header& header : headers_) {
      if (is_heading(header) && header.fund.phase == "score" && is_over(header, amount, nullptr)) row = cell(header.cell).row;
    }
    return row < 0 || std::any_of(headers_.begin(), headers_.end(), [&](const Header& header) {
      const std::string& phase = header.fund.phase;
      return is_heading(header) && cell(header.cell).row == row && !phase.empty() && phase != "score" && phase != "none";
    });
  }

  // 安排科学性/得分
  std::string label_of_row() const {
    const auto first = std::find_if(cells_.begin(), cells_.end(), [&](int i) { return !cell(i).folded.empty(); });
    return (first == cells_.end() ? "" : label_text(cell(*first).text) + "/") + "得分";
  }

  void add_text(const std::string& label, const FormCell& amount) {
    form_.fields.push_back({"", "", label, joined_lines(amount.text), amount.place});
  }

  // Titles and tasks ------------------------------------------------------------------------------

  bool read_title_row() {
    size_t filled = 0;
    size_t last = 0;
    for (size_t i = 0; i < cells_.size(); ++i) {
      if (here(i).folded.empty()) continue;
      ++filled;
      last = i;
    }
    if (filled != 1 || (sheet_.ruled && cells_.size() != 1)) return filled == 0;
    return read_title(joined_lines(here(last).text), words_, form_);
  }

  bool read_task_row() {
    if (cells_.empty()) return false;
    if (opens_block(0) && words_.block(here(0).folded)->holds == "tasks") {
      block_ = HeadBlock{words_.block(here(0).folded), here(0).end(), here(0).left, here(0).text};
      cells_.erase(cells_.begin());
    } else if (!in_block("tasks")) {
      return false;
    } else if (!sheet_.ruled && is_short(0) && words_.field(here(0).folded) != nullptr) {
      block_.reset();
      return false;
    } else if (here(0).folded.empty() && !cells_.empty() && sheet_.ruled && here(0).row_span > 1) {
      cells_.erase(cells_.begin());  // the block's label on a later page
    }
    if (!read_task_heading()) read_task();
    return true;
  }

  bool read_task_heading() {
    size_t known = 0;
    size_t filled = 0;
    bool words = task_columns_.empty(), names = false;
    std::vector<TaskColumn> columns, others;
    for (size_t i = 0; i < cells_.size(); ++i) {
      if (here(i).folded.empty()) continue;
      ++filled;
      words = words && is_short(i) && !has_digit(here(i).folded);
      if (!is_short(i)) continue;
      const TaskHeadingRule* rule = words_.task(here(i).folded);
      // 全年执行数, 执行率 of self-evaluations: beside the columns that tasks have a place for.
      const FundMeaning money = words_.fund(here(i).folded);
      const bool of_phase = rule == nullptr && money.source.empty() && !money.phase.empty();
      known += rule != nullptr || of_phase;
      const FormFieldRule* note = words_.field(here(i).folded);
      if (rule == nullptr && note != nullptr && note->role == "note") ++known;
      names = names || (rule != nullptr && rule->holds == "name");
      if (rule == nullptr && !of_phase) {
        others.push_back({"field", label_text(here(i).text), here(i).left, here(i).right, true});
        continue;
      }
      columns.push_back({of_phase ? "field" : rule->holds, label_text(here(i).text), here(i).left, here(i).right});
      if (const std::string unit = find_unit(here(i).text); !unit.empty()) task_unit_ = unit;
    }
    const bool units = filled == 1 && !task_columns_.empty();  // 预算金额（万元） over its columns
    if (known < 2 || units) return false;
    if (known < filled) {  // 备注, 责任科室: words beside the headings that tell what the row is
      if (!words || !names) return false;
      columns.insert(columns.end(), others.begin(), others.end());
    }
    for (const TaskColumn& column : columns) {
      std::erase_if(task_columns_, [&](const TaskColumn& old) {
        return std::min(old.right, column.right) - std::max(old.left, column.left) > (sheet_.ruled ? 1 : 0.5);
      });
      task_columns_.push_back(column);
    }
    return true;
  }

  const FormCell* task_cell(std::string_view holds) const {
    const auto column = std::find_if(task_columns_.begin(), task_columns_.end(),
                                     [&](const TaskColumn& known) { return known.holds == holds; });
    return column == task_columns_.end() ? nullptr : task_cell_in(*column);
  }

  // REQUIRES: one of `task_columns_`.
  const FormCell* task_cell_in(const TaskColumn& column) const {
    if (!sheet_.ruled) return task_cell_in_text(column);
    const int index = sheet_.at(row_, column.left, column.right);
    return index < 0 || cell(index).row != row_ ? nullptr : &cell(index);
  }

  // In text files, the cell of a column stands in its place, or the filled cells have lost theirs: then the last
  // ones are the amounts, where there are as many as columns for them, and texts stand in their order.
  const FormCell* task_cell_in_text(const TaskColumn& column) const {
    const auto stands_in_one = [&](int i) {
      return std::any_of(task_columns_.begin(), task_columns_.end(), [&](const TaskColumn& known) { return known.left == cell(i).left; });
    };
    if (std::all_of(cells_.begin(), cells_.end(), stands_in_one)) {
      const auto found = std::find_if(cells_.begin(), cells_.end(), [&](int i) { return cell(i).left == column.left; });
      return found == cells_.end() ? nullptr : &cell(*found);
    }
    if (column.unknown) return nullptr;
    size_t end = cells_.size();  // of the figures; behind them may stand what an unknown heading is over
    const bool unknown = std::any_of(task_columns_.begin(), task_columns_.end(), [](const TaskColumn& known) { return known.unknown; });
    while (unknown && end > 0 && !is_figure_place(here(end - 1).folded)) --end;
    size_t figures = 0;
    while (figures < end && is_figure_place(here(end - 1 - figures).folded)) ++figures;
    const auto is_text = [](const TaskColumn& known) { return known.holds == "name" || known.holds == "content"; };
    size_t texts = 0, amounts = 0, order = 0;
    for (const TaskColumn& known : task_columns_) {
      if (known.unknown) continue;
      if (&known == &column) order = is_text(known) ? texts : amounts;
      ++(is_text(known) ? texts : amounts);
    }
    if (is_text(column)) return order + figures < end ? &here(order) : nullptr;
    return amounts == figures ? &here(end - figures + order) : nullptr;
  }

  std::string task_text(std::string_view holds) const {
    const FormCell* found = task_cell(holds);
    return found == nullptr || is_blank_slot(found->folded) ? "" : joined_lines(found->text);
  }

  static bool is_task_total(const std::string& folded) {
    static const RE2 kTotal("^(金额)?(合计|总计|总额)$");
    return RE2::PartialMatch(folded, kTotal);
  }

  void read_task() {
    FormTask task{task_text("name"), task_text("content"), task_text("total"),
                  task_text("appropriation"), task_text("other"), task_unit_, {}};
    const FormCell* name = task_cell("name");
    if (name == nullptr) name = cells_.empty() ? nullptr : &here(0);
    if (name == nullptr) return;
    const auto total = std::find_if(cells_.begin(), cells_.end(), [&](int i) { return is_task_total(cell(i).folded); });
    if (total != cells_.end()) return add_task_totals(task, cell(*total));
    if (task.content == task.name) task.content.clear();
    if (task.name.empty() && task.content.empty() && task.total.empty()) return report_texts_of_row();
    if (is_placeholder(fold(task.name)) && task.content.empty()) return;
    task.place = name->place;
    for (const TaskColumn& column : task_columns_) {
      const FormCell* text = column.holds == "field" ? task_cell_in(column) : nullptr;
      if (text != nullptr) add_field(FormFieldRule{}, FormCell{.text = column.label}, *text, "");
    }
    form_.tasks.push_back(std::move(task));
  }

  void report_texts_of_row() {
    for (const int i : cells_) {
      if (!is_blank_slot(cell(i).folded)) report_unplaced(cell(i));
    }
  }

  void add_task_totals(const FormTask& task, const FormCell& label) {
    const std::string& section = block_->rule->section;
    const auto add = [&](std::string_view holds, const char* source, const std::string& raw) {
      const FormCell* amount = task_cell(holds);
      if (raw.empty() || !is_money_text(raw) || amount == nullptr) return;
      form_.funds.push_back({section, "approved", source, label_text(label.text), raw, task_unit_,
                             amount->place});
    };
    add("total", "total", task.total);
    add("appropriation", "appropriation", task.appropriation);
    add("other", "other", task.other);
    for (const TaskColumn& column : task_columns_) {
      const FormCell* amount = column.holds == "field" ? task_cell_in(column) : nullptr;
      const std::string phase = words_.fund(fold_label(column.label)).phase;
      if (amount == nullptr || !is_money_text(amount->text) || (phase != "adjusted" && phase != "executed")) continue;
      form_.funds.push_back({section, phase, "total", label_text(label.text) + "/" + column.label, joined_lines(amount->text),
                             task_unit_, amount->place});
    }
  }

  const FormSheet& sheet_;
  const FormWords& words_;
  Form& form_;
  Diagnostics& diagnostics_;
  const size_t first_field_;          // of this reader
  int row_ = 0;
  std::vector<int> cells_;            // of the row, from the left
  std::string unit_of_row_;           // that a label of money in it declares
  std::string section_of_row_;        // of the total that stands in one cell with its label
  int row_year_ = 0;                  // that the row's label names; 0: none
  bool by_years_ = false;             // rows of the block are years
  std::optional<HeadBlock> block_;
  std::vector<Header> headers_;
  std::vector<Total> totals_;
  std::vector<TaskColumn> task_columns_;
  std::string task_unit_;
  std::string block_unit_;            // that a heading inside the block of money declares
  std::set<std::string> sections_;    // of goals
};

}  // namespace

void join_cut_head(FormSheet& sheet, int end, const FormWords& words) {
  if (!sheet.ruled) return;
  for (const int row : sheet.breaks) {
    if (row >= end) return;
    const std::vector<int> cells = sheet.starting_in(row);
    // A row with a label of its own (上年结转 beside its amount) is no rest of the row above.
    const bool own_label = std::any_of(cells.begin(), cells.end(), [&](int i) {
      const std::string& folded = sheet.cells[static_cast<size_t>(i)].folded;
      return i != cells.front() && folded.size() <= kLongestLabel &&
             (words.field(folded) != nullptr || !words.fund(folded).source.empty());
    });
    bool label_goes_on = !own_label && cells.size() > 1 &&
                         sheet.cells[static_cast<size_t>(cells.front())].folded.empty();
    for (const int i : cells) {
      FormCell& below = sheet.cells[static_cast<size_t>(i)];
      const int index = sheet.at(row - 1, below.left, below.right);
      if (index < 0 || below.folded.empty()) continue;
      FormCell& above = sheet.cells[static_cast<size_t>(index)];
      const std::string whole = above.folded + below.folded;
      const bool cut_label = i == cells.front() && whole.size() <= kLongestLabel &&
                             words.field(above.folded) == nullptr && words.field(whole) != nullptr;
      const bool cut_text = label_goes_on && i != cells.front() && !above.folded.empty();
      label_goes_on = label_goes_on || cut_label;
      if (!cut_label && !cut_text) continue;
      above.text += "\n" + below.text;
      above.folded = whole;
      below.text.clear();
      below.folded.clear();
    }
  }
}

void read_form_head(const FormSheet& sheet, int from, int to, const FormWords& words, Form& form,
                    Diagnostics& diagnostics) {
  HeadReader(sheet, words, form, diagnostics).read(from, to);
}

}  // namespace gongkai::recognize
