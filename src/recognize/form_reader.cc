#include "recognize/form_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.h"
#include "base/unit.h"
#include "recognize/form_head.h"
#include "recognize/form_indicators.h"
#include "recognize/form_list.h"
#include "recognize/form_rows.h"
#include "recognize/form_text.h"
#include "recognize/form_text_rows.h"
#include "recognize/table_title.h"

namespace gongkai::recognize {
namespace {

constexpr size_t kLongestMark = 90;  // bytes: headings and labels, not the texts beside them

// The family whose marks all stand on the sheet; nullptr for none, or for a tie.
const FormFamily* match_family(const FormSheet& sheet, const FormSchemas& schemas) {
  std::set<std::pair<size_t, size_t>> found;  // families and marks
  std::vector<size_t> counts(schemas.families.size());
  const auto look = [&](std::string_view folded) {
    schemas.marks.for_each_match(folded, [&](const FamilyMark& mark) {
      counts[mark.family] += found.insert({mark.family, mark.mark}).second;
    });
  };
  for (const FormCell& cell : sheet.cells) {
    if (!cell.folded.empty() && cell.folded.size() <= kLongestMark) look(cell.folded);
  }
  for (const TextLine& line : sheet.above) look(fold_label(line.text));
  const FormFamily* best = nullptr;
  bool tie = false;
  for (size_t i = 0; i < schemas.families.size(); ++i) {
    const FormFamily& family = schemas.families[i];
    if (counts[i] < family.marks.size() || (best != nullptr && family.priority < best->priority)) continue;
    tie = best != nullptr && family.priority == best->priority;
    best = &family;
  }
  return tie ? nullptr : best;
}

class FormReader {
 public:
  FormReader(FormSheet& sheet, const FormSchemas& schemas, Diagnostics& diagnostics)
      : sheet_(sheet), family_(match_family(sheet, schemas)), words_(schemas.common, family_), diagnostics_(diagnostics) {}

  std::vector<Form> read() {
    form_.first_page = sheet_.row_pages.front();
    form_.last_page = sheet_.row_pages.back();
    if (family_ != nullptr) form_.family = family_->name;
    read_lines_above();
    int heading = 0;
    while (heading < sheet_.rows() && !is_indicator_heading(sheet_, heading, words_)) ++heading;
    // In text files the lower one of two heading rows tells the columns, and takes what it lacks from the upper one.
    while (!sheet_.ruled && heading + 1 < sheet_.rows() && is_indicator_heading(sheet_, heading + 1, words_)) ++heading;
    if (sheet_.list) return read_list(heading);
    const std::optional<FormHeading> columns = columns_of(heading);
    if (columns) heading = columns->row;
    join_cut_head(sheet_, heading, words_);
    read_form_head(sheet_, 0, heading, words_, form_, diagnostics_);
    if (columns) read_body(*columns);
    finish();
    if (is_blank(form_)) {
      report_blank();
      return {};
    }
    return {std::move(form_)};
  }

 private:
  void report(Severity severity, const char* code, const std::string& message) {
    diagnostics_.push_back({severity, form_.first_page, code, message});
  }

  // Title, year, unit of money, and labels with their text in one line (单位名称：X).
  void read_lines_above() {
    for (size_t i = 0; i < sheet_.above.size(); ++i) {
      const TextLine& line = sheet_.above[i];
      if (const std::string unit = find_unit(line.text); !unit.empty()) form_.unit = unit;
      std::string text = line.text;
      static const RE2 kSecondHalf("^(项目|支出)?绩效(目标|自评)(申报|填报)?表");
      const bool second_half = RE2::PartialMatch(fold(text), kSecondHalf);
      const TextLine* above = i == 0 ? nullptr : &sheet_.above[i - 1];
      const bool same_page = above != nullptr && above->place.page == line.place.page;
      if (second_half && same_page && is_title_half(above->text)) text = above->text + text;
      if (!read_title(text, words_, form_)) read_labelled_line(line);
    }
  }

  // The first line of a title that is broken in two, no section's heading and no sentence.
  static bool is_title_half(const std::string& line) {
    static const RE2 kOther("^([一二三四五六七八九十]+、|\\([一二三四五六七八九十]+\\)|附件|表[一二三四五六七八九十\\d])|[。:]|^\\d+$");
    const std::string folded = fold(line);
    return !folded.empty() && folded.size() < 120 && !RE2::PartialMatch(folded, kOther);
  }

  void read_labelled_line(const TextLine& line) {
    static const RE2 kUnit("\\s+(金额)?单位\\s*[:：].*$");  // of money, at the other end of the line
    static const RE2 kCoded("^(\\d{6}|\\d{9})[-_]?[\\p{Han}（）()]+$");
    std::string text = line.text;
    RE2::Replace(&text, kUnit, "");
    const size_t blank = text.find_last_of(" \t");
    if (blank != std::string::npos && without_table_number(fold(text.substr(blank))).empty()) text.resize(blank);  // 部门：某局 表6
    const auto [label, value] = split_label(text);
    const FormFieldRule* rule = label.empty() ? nullptr : words_.field(fold_label(label));
    if (rule != nullptr && !fen_per(fold(value))) {
      form_.fields.push_back({"", rule->role, label_text(label), trimmed(value), line.place});
    } else if (RE2::FullMatch(trimmed(text), kCoded)) {  // 512001固城县水务局本级, without a label (Hebei)
      form_.fields.push_back({"", "agency", "单位名称", trimmed(text), line.place});
    }
  }

  std::vector<Form> read_list(int heading) {
    if (heading >= sheet_.rows()) return {};
    const FormBody body(sheet_, read_form_heading(sheet_, heading, words_), words_, diagnostics_);
    if (body.heading().has(FormColumnRole::Actual)) form_.kind = "self_evaluation";
    if (sheet_.units && form_.kind != "self_evaluation") form_.kind = "unit_target";
    if (!sheet_.units && form_.kind == "unit_target") form_.kind = "project_target";
    std::vector<Form> forms = read_form_list(body, form_, diagnostics_);
    if (forms.empty()) report_blank();
    if (!forms.empty() && family_ == nullptr) report_unknown();
    std::for_each(forms.begin(), forms.end(), set_year_of_unit);
    return forms;
  }

  // A unit's form is about one year.
  static void set_year_of_unit(Form& form) {
    if (form.kind != "unit_target") return;
    for (FormFund& fund : form.funds) {
      if (fund.section.empty()) fund.section = "annual";
    }
  }

  // The columns of the heading row, or what stands in for it in a form that prints none.
  std::optional<FormHeading> columns_of(int heading) {
    if (heading < sheet_.rows()) return read_form_heading(sheet_, heading, words_);
    const std::optional<FormHeading> implied = imply_form_heading(sheet_, words_);
    if (implied) {
      report(Severity::Warning, "form.no_heading",
             "the form prints no headings over its indicators; names and targets were told by where they stand");
    }
    return implied;
  }

  void read_body(const FormHeading& columns) {
    if (columns.has(FormColumnRole::Actual)) form_.kind = "self_evaluation";
    if (!sheet_.ruled && !is_aligned(sheet_, columns.row, sheet_.rows(), words_)) {
      TextRows rows = read_text_rows(sheet_, columns.row, sheet_.rows(), words_, is_one_year(), diagnostics_);
      form_.indicators = std::move(rows.indicators);
      for (const int row : rows.label_rows) read_form_head(sheet_, row, row + 1, words_, form_, diagnostics_);
      return;
    }
    const FormBody body(sheet_, columns, words_, diagnostics_);
    form_.indicators = read_indicators(body, spread_levels(body), 0, body.rows().size());
    if (form_.indicators.empty()) report_unread_rows(body);
    for (size_t i = 0; i < body.rows().size(); ++i) {
      if (body.rows()[i].labels) read_label_row(body, i);
    }
  }

  // Rows with more than the words of the tree, of which none became an indicator.
  void report_unread_rows(const FormBody& body) {
    const auto holds_text = [&](const BodyRow& row) {
      const std::vector<int> cells = sheet_.starting_in(row.row);
      return !row.labels && std::any_of(cells.begin(), cells.end(), [&](int i) {
        const std::string& folded = sheet_.cells[static_cast<size_t>(i)].folded;
        return !is_blank_slot(folded) && words_.level(folded) == nullptr && words_.block(folded) == nullptr;
      });
    };
    const auto unread = std::count_if(body.rows().begin(), body.rows().end(), holds_text);
    if (unread == 0) return;
    report(Severity::Warning, "form.rows_unread",
           fmt::format("none of {} rows below the headings of the form \"{}\" could be read as an indicator",
                       unread, form_.title));
  }

  // 总分 beside its figure, or a label with its text below the indicators.
  void read_label_row(const FormBody& body, size_t i) {
    const BodyRow& row = body.rows()[i];
    const FormColumn* score = row.heading->find(FormColumnRole::Score);
    const std::vector<int> cells = sheet_.starting_in(row.row);
    const auto first = std::find_if(cells.begin(), cells.end(), [&](int c) {
      return !sheet_.cells[static_cast<size_t>(c)].folded.empty();
    });
    if (first == cells.end()) return;
    const FormCell& label = sheet_.cells[static_cast<size_t>(*first)];
    static const RE2 kTotal("^(总分|合计|总计|总得分|得分合计)");
    const bool total = RE2::PartialMatch(label.folded, kTotal);
    if (!total) {
      read_form_head(sheet_, row.row, row.row + 1, words_, form_, diagnostics_);
    } else if (score != nullptr) {
      const std::string value = body.text(i, *score);
      if (!is_blank_slot(fold(value))) {
        form_.fields.push_back({"", "", label_text(label.text), value, body.place(i, *score)});
      }
    }
  }

  bool is_one_year() const {
    return std::any_of(form_.fields.begin(), form_.fields.end(), [](const FormField& field) {
      const std::string term = fold(field.value);
      return field.role == "term" && (term == "1年" || term == "一年");
    });
  }

  // What follows from the whole form: its kind, by what it names, and the year of its money.
  void finish() {
    if (form_.unit.empty()) form_.unit = unit_of_labels();
    const auto has_role = [&](const char* role) {
      return std::any_of(form_.fields.begin(), form_.fields.end(), [&](const FormField& field) { return field.role == role; });
    };
    const bool whole = form_.kind != "self_evaluation" && has_role("whole_unit") && !has_role("project_name");
    if (whole) form_.kind = "unit_target";
    // 专项资金整体绩效目标表: the whole of a project is meant.
    if (form_.kind == "unit_target" && has_role("project_name") && !has_role("whole_unit")) form_.kind = "project_target";
    if (form_.kind != "unit_target" && !has_role("project_name") && family_ != nullptr && family_->project_in_title) {
      RE2::PartialMatch(form_.title, *family_->project_in_title, &form_.project);
    }
    set_year_of_unit(form_);
    set_period_of_parts();
    if (family_ == nullptr && !is_blank(form_)) report_unknown();
  }

  // 年度资金总额 │ 30.00 │ 其中：财政拨款 │ 30.00: where all totals are of one period, so are their parts.
  void set_period_of_parts() {
    std::set<std::string> totals, sections;
    for (const FormFund& fund : form_.funds) {
      if (fund.source == "total") totals.insert(fund.section);
      if (!fund.section.empty()) sections.insert(fund.section);
    }
    if (totals.size() != 1 || totals != sections) return;
    for (FormFund& fund : form_.funds) fund.section = *totals.begin();
  }

  // The unit that the form's labels of money agree on, also those whose rows could not be read.
  std::string unit_of_labels() const {
    static const RE2 kMoney("资金|金额|总额|预算|经费|支出|收入");
    std::string unit;
    for (const FormCell& cell : sheet_.cells) {
      if (cell.folded.size() > kLongestLabel || !RE2::PartialMatch(cell.folded, kMoney)) continue;
      const std::string declared = find_unit(cell.text);
      if (declared.empty() || declared == unit) continue;
      if (!unit.empty()) return "";
      unit = declared;
    }
    return unit;
  }

  void report_blank() {
    report(Severity::Info, "form.blank_template", fmt::format("nothing is filled in in {}", named_form()));
  }

  void report_unknown() {
    report(Severity::Info, "form.unknown_layout",
           fmt::format("no layout is known for {}; it was read by the common words", named_form()));
  }

  std::string named_form() const {
    return form_.title.empty() ? "a form without a title" : fmt::format("the form \"{}\"", form_.title);
  }

  static bool is_blank(const Form& form) { return form.indicators.empty() && form.funds.empty() && form.fields.empty(); }

  FormSheet& sheet_;
  const FormFamily* family_;
  FormWords words_;
  Diagnostics& diagnostics_;
  Form form_;
};

// Pages whose text speaks of indicators, and on which no form was read, or none with indicators.
void report_unread(const std::vector<PageLayout>& pages, const std::vector<Form>& forms, Diagnostics& diagnostics) {
  std::set<int> read, with_indicators;
  for (const Form& form : forms) {
    for (int page = form.first_page; page <= form.last_page; ++page) {
      read.insert(page);
      if (!form.indicators.empty()) with_indicators.insert(page);
    }
  }
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.code == "form.blank_template") read.insert(diagnostic.page);
  }
  const auto names_indicators = [](const std::string& text) {
    const std::string folded = fold(text);
    return folded.find("三级指标") != folded.npos || folded.find("指标值") != folded.npos;
  };
  for (const PageLayout& page : pages) {
    if (page.width > 0 && with_indicators.contains(page.page)) continue;
    bool in_grid = false;
    bool in_line = false;
    for (const Block& block : page.blocks) {
      if (const auto* line = std::get_if<TextLine>(&block)) {
        in_line = in_line || names_indicators(line->text);
        continue;
      }
      for (const LayoutCell& cell : std::get<LayoutGrid>(block).cells) {
        in_grid = in_grid || names_indicators(cell.text);
      }
    }
    if (read.contains(page.page)) {
      if (!in_grid && in_line && page.width > 0) {
        diagnostics.push_back({Severity::Warning, page.page, "form.not_read",
                               "a form of the page has no indicators; running text beside it speaks of some"});
      }
      continue;
    }
    if (!in_grid && !in_line) continue;
    diagnostics.push_back({in_grid ? Severity::Warning : Severity::Info, page.page, "form.not_read",
                           in_grid ? "a table of the page speaks of indicators, but is no form that could be read"
                                   : "running text of the page speaks of indicators; there is no form on it"});
  }
}

}  // namespace

std::vector<Form> read_forms(const std::vector<PageLayout>& pages, std::vector<FormSheet> sheets,
                             const FormSchemas& schemas, Diagnostics& diagnostics) {
  std::vector<Form> forms;
  for (FormSheet& sheet : sheets) {
    for (Form& form : FormReader(sheet, schemas, diagnostics).read()) forms.push_back(std::move(form));
  }
  report_unread(pages, forms, diagnostics);
  return forms;
}

}  // namespace gongkai::recognize
