#include "recognize/form_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/pattern.h"
#include "base/text.h"
#include "recognize/form_indicators.h"
#include "recognize/form_text.h"
#include "recognize/packed_targets.h"
#include "recognize/table_header.h"

namespace gongkai::recognize {
namespace {

bool is_sum_row(std::string_view folded) {
  static const RE2 kTotal("^(合计|总计|小计|部门合计|金额合计)$");
  return RE2::PartialMatch(piece(folded), kTotal);
}

// A unit's own row: a code of three, six or nine digits before the name, or the name of an agency.
bool is_unit_name(std::string_view folded) {
  static const RE2 kUnit("^\\[?(\\d{3}|\\d{6}|\\d{9})\\]?[-_]?\\D|(局|委员会|办公室|中心|学校|医院|院|政府|厅|站|所|馆|队|协会|联合会|本级)(\\(本级\\)|本级)?$");
  return RE2::PartialMatch(piece(folded), kUnit);
}

class ListReader {
 public:
  ListReader(const FormBody& body, const Form& common, Diagnostics& diagnostics)
      : body_(body), common_(common), diagnostics_(diagnostics),
        subject_(body.sheet().units ? FormColumnRole::Agency : FormColumnRole::Project),
        projects_(body.spread(subject_)),
        goals_(body.spread(FormColumnRole::Goal, 0, &projects_)),
        agencies_(body.spread(FormColumnRole::Agency)),
        levels_(spread_levels(body)) {}

  std::vector<Form> read() {
    const size_t count = body_.rows().size();
    for (size_t first = 0; first < count;) {
      size_t last = first + 1;
      while (last < count && !begins_project(last)) ++last;
      add(first, last);
      first = last;
    }
    return std::move(forms_);
  }

 private:
  bool begins_project(size_t row) const {
    if (projects_[row].text.empty() || projects_[row].run == projects_[row - 1].run) return differs(row);
    // A sheet without merged cells may print project and money in every row.
    return fold(projects_[row].text) != fold(previous_project(row)) || differs(row);
  }

  const std::string& previous_project(size_t row) const {
    while (row > 0 && projects_[row - 1].text.empty()) --row;
    return projects_[row == 0 ? 0 : row - 1].text;
  }

  // Another amount begins: one form for each amount line of a project.
  bool differs(size_t row) const {
    for (const FormColumn& column : body_.rows()[row].heading->columns) {
      if (column.role != FormColumnRole::Fund) continue;
      const std::string here = fold(body_.text(row, column));
      if (here.empty()) continue;
      for (size_t above = row; above-- > 0 && of_same_project(above, row);) {
        const std::string before = fold(body_.text(above, column));
        if (before.empty()) continue;
        const bool same_cell = body_.cell_index(body_.rows()[row], column) == body_.cell_index(body_.rows()[above], column);
        if (!same_cell && before != here) return true;
        break;
      }
    }
    return false;
  }

  bool of_same_project(size_t above, size_t row) const {
    return projects_[above].run == projects_[row].run || projects_[row].text.empty() ||
           fold(projects_[above].text) == fold(projects_[row].text);
  }

  void add(size_t first, size_t last) {
    const std::string name = first_text(projects_, first, last);
    const std::string goal = first_text(goals_, first, last);
    std::vector<FormIndicator> indicators = read_indicators(body_, levels_, first, last);
    if (indicators.empty()) indicators = packed_indicators(first, last);
    if (name.empty() && indicators.empty() && goal.empty()) return;
    if (is_sum_row(fold(name))) return;
    if (subject_ == FormColumnRole::Project && indicators.empty() && goal.empty() && is_unit_name(fold(name))) {
      agency_ = name;
      return;
    }
    Form form = common_;
    form.first_page = page_of(first);
    form.last_page = page_of(last - 1);
    if (subject_ == FormColumnRole::Agency) {
      add_field(form, subject_, "whole_unit", name, first, last);
    } else {
      add_field(form, subject_, "project_name", name, first, last);
      const std::string agency = first_text(agencies_, first, last);
      add_field(form, FormColumnRole::Agency, "agency", agency.empty() ? agency_ : agency, first, last);
    }
    add_field(form, FormColumnRole::Goal, "goal", goal, first, last);
    add_funds(form, first, last);
    form.indicators = std::move(indicators);
    if (name.empty()) {
      diagnostics_.push_back({Severity::Warning, form.first_page, "form.no_project",
                              fmt::format("{} indicators of a list stand beside no project's name",
                                          form.indicators.size())});
    }
    forms_.push_back(std::move(form));
  }

  static std::string first_text(const std::vector<SpreadText>& texts, size_t first, size_t last) {
    for (size_t row = first; row < last; ++row) {
      if (!texts[row].text.empty()) return texts[row].text;
    }
    return "";
  }

  int page_of(size_t row) const {
    return body_.sheet().row_pages[static_cast<size_t>(body_.rows()[row].row)];
  }

  void add_field(Form& form, FormColumnRole role, const char* field_role, const std::string& value, size_t first,
                 size_t last) const {
    const FormColumn* column = body_.rows()[first].heading->find(role);
    if (value.empty() || is_blank_slot(fold(value))) return;
    // The place of the cell that prints the text, where the break cuts a merged one.
    size_t row = first;
    while (column != nullptr && row + 1 < last && fold(body_.text(row, *column)) != fold(value)) ++row;
    form.fields.push_back({"", field_role, column == nullptr ? "单位名称" : column->label, value,
                           column == nullptr ? Place{page_of(first), {}} : body_.place(row, *column)});
  }

  void add_funds(Form& form, size_t first, size_t last) const {
    for (const FormColumn& column : body_.rows()[first].heading->columns) {
      if (column.role != FormColumnRole::Fund || column.fund.phase == "none") continue;
      for (size_t row = first; row < last; ++row) {
        const std::string raw = body_.text(row, column);
        if (raw.empty()) continue;
        if (is_blank_slot(fold(raw))) break;
        form.funds.push_back({column.fund.section, column.fund.phase.empty() ? "approved" : column.fund.phase,
                              column.fund.source, column.label, raw, column.unit, body_.place(row, column)});
        break;
      }
    }
  }

  // All indicators in one text, where the list has no columns for them.
  std::vector<FormIndicator> packed_indicators(size_t first, size_t last) const {
    std::vector<FormIndicator> indicators;
    const FormColumn* column = body_.rows()[first].heading->find(FormColumnRole::Glued);
    if (column == nullptr || body_.rows()[first].heading->has(FormColumnRole::Value)) return indicators;
    std::string text;
    size_t place = first;
    for (size_t row = first; row < last; ++row) {
      const std::string part = body_.text(row, *column);
      if (text.empty() && !part.empty()) place = row;
      text += part;
    }
    indicators = split_packed_list(text, body_.words());
    if (indicators.empty()) indicators = named_targets(text);
    if (indicators.empty() && !is_blank_slot(fold(text))) {
      diagnostics_.push_back({Severity::Warning, page_of(place), "form.packed_unread",
                              "the indicators that stand in one cell follow no known form; the text is kept as a field"});
      return indicators;
    }
    for (FormIndicator& indicator : indicators) indicator.place = body_.place(place, *column);
    return indicators;
  }

  // Parts with targets of their own; a text without any is no list of indicators.
  std::vector<FormIndicator> named_targets(const std::string& text) const {
    std::vector<FormIndicator> indicators = split_named_targets(text, body_.words());
    const bool any = std::any_of(indicators.begin(), indicators.end(), [](const FormIndicator& indicator) {
      return !indicator.value.empty() && !indicator.level2.empty();
    });
    return any ? indicators : std::vector<FormIndicator>();
  }

  const FormBody& body_;
  const Form& common_;
  Diagnostics& diagnostics_;
  FormColumnRole subject_;  // what begins a form: a project, or a whole unit
  std::vector<SpreadText> projects_, goals_, agencies_;
  SpreadLevels levels_;
  std::string agency_;  // of the unit's row above
  std::vector<Form> forms_;
};

}  // namespace

std::vector<Form> read_form_list(const FormBody& body, const Form& common, Diagnostics& diagnostics) {
  return ListReader(body, common, diagnostics).read();
}

}  // namespace gongkai::recognize
