#include "store/form_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gongkai::store {
namespace {

std::optional<double> number(const std::optional<Decimal>& decimal) {
  return decimal ? std::optional(to_double(*decimal)) : std::nullopt;
}

std::optional<int64_t> fen(const std::optional<normalize::Money>& money) {
  return money ? std::optional(money->fen) : std::nullopt;
}

void add_indicator(int64_t document, int64_t form, int ordinal,
                   const normalize::Indicator& indicator, const BoxOf& box_of, Rows& rows) {
  const normalize::IndicatorValue& target = indicator.target;
  rows.add(Table::Indicator, form, document, indicator.section, ordinal, indicator.level1,
           indicator.level2, indicator.level3, target.raw, normalize::name_of(target.kind),
           normalize::name_of(target.subkind), normalize::name_of(target.op), target.op_explicit,
           number(target.value), number(target.value_upper), target.unit, target.per,
           number(target.base_value), target.base_unit, target.amount_fen, target.date_from,
           target.date_to, number(indicator.weight), indicator.actual, number(indicator.score),
           indicator.reason, fmt::format("{}", fmt::join(indicator.inferred, ",")),
           indicator.place.page, box_of(indicator.place), indicator.place.confidence);
}

void add_parts(int64_t document, int64_t form_row, const normalize::FormFacts& form,
               const BoxOf& box_of, Rows& rows) {
  for (const normalize::FormField& field : form.fields) {
    rows.add(Table::FormField, form_row, field.section, field.label, field.value, field.place.page,
             box_of(field.place));
  }
  for (const normalize::FormFund& fund : form.funds) {
    rows.add(Table::FormFund, form_row, fund.section, fund.phase, fund.source, fund.label, fund.raw,
             fund.money.fen, fund.money.quantum, fund.place.page, box_of(fund.place));
  }
  int ordinal = 0;
  for (const normalize::FormTask& task : form.tasks) {
    rows.add(Table::FormTask, form_row, ++ordinal, task.name, task.content, fen(task.total),
             fen(task.appropriation), fen(task.other), task.place.page, box_of(task.place));
  }
  ordinal = 0;
  for (const normalize::Indicator& indicator : form.indicators) {
    add_indicator(document, form_row, ++ordinal, indicator, box_of, rows);
  }
}

}  // namespace

void add_forms(int64_t document, const std::vector<normalize::FormFacts>& forms,
               const BoxOf& box_of, Rows& rows) {
  for (const normalize::FormFacts& form : forms) {
    const int64_t form_row =
        rows.add(Table::Form, document, form.kind, form.title, form.fiscal_year, form.project_name,
                 form.project_code, form.department_code, form.department_name, form.unit_name,
                 form.attribute, form.term, form.filled_at, form.listed_name, form.listed_unit,
                 form.first_page, form.last_page);
    add_parts(document, form_row, form, box_of, rows);
  }
}

}  // namespace gongkai::store
