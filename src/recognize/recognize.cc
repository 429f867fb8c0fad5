#include "recognize/recognize.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/release.h"
#include "base/text.h"
#include "recognize/column_reader.h"
#include "recognize/form_reader.h"
#include "recognize/legibility.h"
#include "recognize/page_layout.h"
#include "recognize/row_reader.h"
#include "recognize/table_joiner.h"

namespace gongkai::recognize {
namespace {

// Numbers in the body; where the columns are known, those that are no labels. What stands below 指标值 in a list of
// targets is read with its forms.
size_t count_numbers(const JoinedTable& joined, const std::vector<Column>& columns) {
  const bool targets = joined.schema != nullptr && joined.schema->kind == "project_targets";
  const auto counts = [&](const TableCell& cell) {
    if (joined.heading_row[static_cast<size_t>(cell.row)] || !is_money_text(cell.text)) return false;
    if (columns.empty()) return true;
    const ColumnRole role = columns[static_cast<size_t>(cell.column)].role;
    return role == ColumnRole::Money || role == ColumnRole::Unknown || (role == ColumnRole::Text && !targets);
  };
  return static_cast<size_t>(std::count_if(joined.cells.begin(), joined.cells.end(), counts));
}

std::string quoted_title(const JoinedTable& joined) {
  return joined.title.empty() ? "without title" : fmt::format("\"{}\"", joined.title);
}

Table read_table(JoinedTable& joined, const Schemas& schemas, Diagnostics& diagnostics) {
  Table table;
  table.title = joined.title;
  table.printed_no = joined.printed_no;
  table.unit = joined.unit;
  table.agency = joined.agency;
  table.unit_source = joined.unit.empty() ? UnitSource::None : UnitSource::Declared;
  table.first_page = joined.first_page;
  table.last_page = joined.last_page;
  table.row_count = joined.rows();
  table.column_count = joined.columns;
  table.notes = joined.notes;
  table.implied = joined.implied;
  if (joined.schema == nullptr || joined.schema->kind == "other") {
    if (const size_t numbers = count_numbers(joined, {}); numbers > 0) {
      const auto* message = joined.schema == nullptr ? "no schema knows the table {}; its {} numbers are kept as cells, not as amounts"
                                                     : "amounts of tables like {} are not read; its {} numbers are kept as cells";
      diagnostics.push_back({Severity::Warning, joined.first_page, "table.unknown",
                             fmt::format(fmt::runtime(message), quoted_title(joined), numbers)});
    }
  } else {
    table.kind = joined.schema->kind;
    const std::vector<Column> columns = read_columns(joined, schemas, diagnostics);
    table.entries = read_rows(joined, columns, schemas);
    table.is_empty = table.entries.empty();
    if (const size_t numbers = count_numbers(joined, columns); table.is_empty && numbers > 0) {
      diagnostics.push_back({Severity::Warning, joined.first_page, "table.no_header",
                             fmt::format("no column of the table {} is known to hold amounts, yet it "
                                         "holds {} numbers",
                                         quoted_title(joined), numbers)});
    }
  }
  table.cells = std::move(joined.cells);
  return table;
}

// 甲局, 乙中心; no unit of measure, and no template's XX局.
bool is_agency_name(const std::string& folded) {
  static const RE2 kName("^[^%XxＸ×]*\\p{Han}[^%XxＸ×]*\\p{Han}[^%XxＸ×]*\\p{Han}[^%XxＸ×]*$");
  return RE2::FullMatch(folded, kName);
}

// Whether tables of one kind name two agencies: names of which one is no other one that was cut off.
bool name_several_agencies(const std::vector<Table>& tables) {
  std::map<std::string, std::set<std::string>> names;  // by kind
  for (const Table& table : tables) {
    const std::string name = fold(table.agency);
    if (table.kind != "other" && is_agency_name(name)) names[table.kind].insert(name);
  }
  // What begins with a name stands behind it, so that neighbours tell.
  const auto are_two = [](const std::string& name, const std::string& next) {
    return !next.starts_with(name) || next.find('(') != std::string::npos;
  };
  return std::any_of(names.begin(), names.end(), [&](const auto& kind) {
    return std::adjacent_find(kind.second.begin(), kind.second.end(), are_two) != kind.second.end();
  });
}

// A department may print its units' tables after its own: 单位：甲中心 over 收支总表, 单位：乙中心 over the next one. What no
// row says of its unit is the agency's whose table it is. Where all tables are of one, it is the document's.
void tell_agencies(std::vector<Table>& tables) {
  const bool several = name_several_agencies(tables);
  for (Table& table : tables) {
    if (!several || !is_agency_name(fold(table.agency))) table.agency.clear();
    if (table.agency.empty()) continue;
    for (Entry& entry : table.entries) {
      const bool told = std::any_of(entry.labels.begin(), entry.labels.end(), [](const Label& label) {
        return label.role == LabelRole::UnitName || label.role == LabelRole::UnitCode;
      });
      if (!told) entry.labels.push_back({LabelRole::UnitName, "", table.agency});
    }
  }
}

bool declares_unit_in_headings(const Table& table) {
  return !table.entries.empty() && std::all_of(table.entries.begin(), table.entries.end(),
                                               [](const Entry& entry) { return !entry.unit.empty(); });
}

// The unit that all those headings agree on which declare one; "" where they do not.
std::string only_unit_of_headings(const Table& table) {
  std::string unit;
  for (const Entry& entry : table.entries) {
    if (entry.unit.empty() || entry.unit == unit) continue;
    if (!unit.empty()) return "";
    unit = entry.unit;
  }
  return unit;
}

// The unit that the money of another form of the same layout declares.
std::string unit_of_layout(const Form& form, const std::vector<Form>& forms) {
  for (const Form& other : forms) {
    if (form.family.empty() || other.family != form.family) continue;
    for (const FormFund& fund : other.funds) {
      if (!fund.unit.empty()) return fund.unit;
    }
  }
  return "";
}

// Amounts of a form whose labels declare no unit take that of the line over the form. Else the unit
// is concluded, and reported: that of the other forms of its layout, or of most tables.
void set_form_units(const std::string& most_tables, Reading& reading) {
  for (Form& form : reading.forms) {
    const bool concluded = form.unit.empty();
    std::string unit = concluded ? unit_of_layout(form, reading.forms) : form.unit;
    if (unit.empty()) unit = most_tables;
    const auto unitless = [](const auto& part) { return part.unit.empty(); };
    const bool any = std::any_of(form.funds.begin(), form.funds.end(), unitless);
    for (FormFund& fund : form.funds) fund.unit = fund.unit.empty() ? unit : fund.unit;
    for (FormTask& task : form.tasks) task.unit = task.unit.empty() ? unit : task.unit;
    if (!any || !concluded || unit.empty()) continue;
    reading.diagnostics.push_back(
        {Severity::Warning, form.first_page, "unit.inferred",
         fmt::format("the form \"{}\" prints no unit of money; {} is that of other forms or tables here",
                     form.title, unit)});
  }
}

// A table that prints no unit takes that of most of the document's tables, and says so
// (field guide §4).
void infer_units(Reading& reading) {
  std::map<std::string, int> votes;
  for (const Table& table : reading.tables) {
    if (!table.unit.empty()) ++votes[table.unit];
  }
  const auto most = std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) {
    return a.second < b.second;
  });
  for (Table& table : reading.tables) {
    if (!table.unit.empty() || table.entries.empty()) continue;
    if (declares_unit_in_headings(table)) {
      table.unit = table.entries.front().unit;
      table.unit_source = UnitSource::Header;
      continue;
    }
    const std::string of_headings = only_unit_of_headings(table);
    if (of_headings.empty() && most == votes.end()) continue;
    table.unit = of_headings.empty() ? most->first : of_headings;
    table.unit_source = UnitSource::Inferred;
    reading.diagnostics.push_back(
        {Severity::Warning, table.first_page, "unit.inferred",
         of_headings.empty()
             ? fmt::format("the table \"{}\" prints no unit of money; {} is that of most tables here", table.title, table.unit)
             : fmt::format("some columns of the table \"{}\" print no unit of money; {} is that of the others", table.title, table.unit)});

  }
  set_form_units(most == votes.end() ? "" : most->first, reading);
}

void drop_ink(extract::Page& page) {
  release(page.glyphs);
  release(page.rulings);
}

// All but how surely scanned text was read.
void read_layouts(const std::vector<PageLayout>& layouts, const Schemas& schemas, Reading& reading) {
  FormSheets forms = find_form_sheets(layouts, schemas.forms);
  JoinedDocument joined = join_tables(layouts, schemas, reading.diagnostics, forms.grids);
  for (JoinedTable& table : joined.tables) {
    reading.tables.push_back(read_table(table, schemas, reading.diagnostics));
  }
  tell_agencies(reading.tables);
  reading.lines = std::move(joined.lines);
  reading.forms = read_forms(layouts, std::move(forms.sheets), schemas.forms, reading.diagnostics);
  infer_units(reading);
}

}  // namespace

Reading recognize(const extract::Document& document, const Schemas& schemas) {
  Reading reading;
  read_layouts(lay_out(document, reading.diagnostics), schemas, reading);
  tell_legibility(document, reading);
  return reading;
}

Reading recognize_and_drop_ink(extract::Document& document, const Schemas& schemas) {
  Reading reading;
  std::vector<PageLayout> layouts;
  layouts.reserve(document.pages.size());
  for (extract::Page& page : document.pages) {
    layouts.push_back(lay_out(page, reading.diagnostics));
    if (!is_read_from_picture(page)) drop_ink(page);
  }
  read_layouts(layouts, schemas, reading);
  release(layouts);
  tell_legibility(document, reading);
  for (extract::Page& page : document.pages) drop_ink(page);
  return reading;
}

}  // namespace gongkai::recognize
