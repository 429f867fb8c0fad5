#include "store/form_writer.h"

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

}  // namespace

FormWriter::FormWriter(SQLite::Database& connection)
    : form_(connection, "form",
            "document_id, kind, title, fiscal_year, project_name, project_code, department_code, department_name, "
            "unit_name, attribute, term, filled_at, listed_name, listed_unit, first_page, last_page"),
      field_(connection, "form_field", "form_id, section, label, value, page_no, x0, y0, x1, y1"),
      fund_(connection, "form_fund",
            "form_id, section, phase, source, label, raw, amount_fen, quantum_fen, page_no, x0, y0, x1, y1"),
      task_(connection, "form_task",
            "form_id, ordinal, name, content, total_fen, appropriation_fen, other_fen, page_no, x0, y0, x1, y1"),
      indicator_(connection, "indicator",
                 "form_id, document_id, section, ordinal, level1, level2, level3, raw, kind, subkind, op, "
                 "op_explicit, value, value_upper, unit, per, base_value, base_unit, amount_fen, date_from, date_to, "
                 "weight, actual_raw, score, deviation_reason, inferred, page_no, x0, y0, x1, y1") {}

void FormWriter::write(int64_t document_id, const std::vector<normalize::FormFacts>& forms, const BoxOf& box_of) {
  for (const normalize::FormFacts& form : forms) {
    const int64_t id =
        form_(document_id, form.kind, form.title, form.fiscal_year, form.project_name, form.project_code,
              form.department_code, form.department_name, form.unit_name, form.attribute, form.term, form.filled_at,
              form.listed_name, form.listed_unit, form.first_page, form.last_page);
    write_parts(document_id, id, form, box_of);
  }
}

void FormWriter::write_parts(int64_t document_id, int64_t form_id, const normalize::FormFacts& form,
                             const BoxOf& box_of) {
  for (const normalize::FormField& field : form.fields) {
    field_(form_id, field.section, field.label, field.value, field.place.page, box_of(field.place));
  }
  for (const normalize::FormFund& fund : form.funds) {
    fund_(form_id, fund.section, fund.phase, fund.source, fund.label, fund.raw, fund.money.fen, fund.money.quantum,
          fund.place.page, box_of(fund.place));
  }
  int ordinal = 0;
  for (const normalize::FormTask& task : form.tasks) {
    task_(form_id, ++ordinal, task.name, task.content, fen(task.total), fen(task.appropriation), fen(task.other),
          task.place.page, box_of(task.place));
  }
  ordinal = 0;
  for (const normalize::Indicator& indicator : form.indicators) {
    write_indicator(document_id, form_id, ++ordinal, indicator, box_of);
  }
}

void FormWriter::write_indicator(int64_t document_id, int64_t form_id, int ordinal,
                                 const normalize::Indicator& indicator, const BoxOf& box_of) {
  const normalize::IndicatorValue& target = indicator.target;
  indicator_(form_id, document_id, indicator.section, ordinal, indicator.level1, indicator.level2, indicator.level3,
             target.raw, normalize::name_of(target.kind), normalize::name_of(target.subkind),
             normalize::name_of(target.op), target.op_explicit, number(target.value), number(target.value_upper),
             target.unit, target.per, number(target.base_value), target.base_unit, target.amount_fen,
             target.date_from, target.date_to, number(indicator.weight), indicator.actual, number(indicator.score),
             indicator.reason, fmt::format("{}", fmt::join(indicator.inferred, ",")), indicator.place.page,
             box_of(indicator.place));
}

}  // namespace gongkai::store
