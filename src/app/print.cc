#include "app/print.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"

namespace gongkai::app {
namespace {

using extract::Glyph;

// On one line: line breaks and tabs become visible signs.
std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    switch (c) {
      case '\n': line += "⏎"; break;
      case '\t': line += "⇥"; break;
      default: line += c;
    }
  }
  return line;
}

std::string or_dash(const std::string& text) { return text.empty() ? "-" : one_line(text); }

std::string print_box(const std::optional<Box>& box) {
  if (!box) return "[]";
  return fmt::format("[{:.1f} {:.1f} {:.1f} {:.1f}]", box->left, box->top, box->right, box->bottom);
}

// The glyphs from `begin` to `end`, which one text operator showed.
std::string print_run(const std::vector<Glyph>& glyphs, size_t begin, size_t end) {
  Box box = glyphs[begin].box;
  std::string text;
  for (size_t i = begin; i < end; ++i) {
    box = unite(box, glyphs[i].box);
    append_utf8(text, glyphs[i].code);
  }
  const int turns = glyphs[begin].rotation;
  return fmt::format("text {} size {:.1f}{} {}\n", print_box(box), glyphs[begin].size,
                     turns == 0 ? "" : fmt::format(" turned {}", 90 * turns), one_line(text));
}

std::string print_runs(const std::vector<Glyph>& glyphs) {
  std::string out;
  size_t begin = 0;
  for (size_t end = 1; end <= glyphs.size(); ++end) {
    if (end < glyphs.size() && glyphs[end].run == glyphs[begin].run) continue;
    out += print_run(glyphs, begin, end);
    begin = end;
  }
  return out;
}

std::string print_labels(const std::vector<recognize::Label>& labels) {
  std::vector<std::string> texts;
  for (const recognize::Label& label : labels) texts.push_back(one_line(label.text));
  return fmt::format("{}", fmt::join(texts, "; "));
}

std::string print_entry(const recognize::Entry& entry) {
  return fmt::format("  r{} c{} p{} {} | {} | {}{} | {} | {} | {}\n", entry.row, entry.column,
                     entry.place.page, one_line(entry.raw), print(entry.dimensions),
                     recognize::name_of(entry.row_kind), entry.memo ? " memo" : "",
                     or_dash(entry.item), print_labels(entry.labels), or_dash(entry.column_label));
}

std::string print_codes(const normalize::AmountFact& fact) {
  std::string codes = fact.code.empty() ? "-" : fact.code_system + ":" + fact.code;
  const auto add = [&](const char* name, const std::string& code) {
    if (!code.empty() && code != fact.code) codes += fmt::format(" {}:{}", name, code);
  };
  add("function", fact.function_code);
  add("economic", fact.economic_code);
  add("gov_economic", fact.gov_economic_code);
  return codes;
}

std::string print_amount(const normalize::AmountFact& fact) {
  const std::string unit = fact.unit_code + fact.unit_name;
  return fmt::format("amount t{} r{} c{} p{} {} = {} fen ±{} | {} | {}{} | {} | {}{}{}\n",
                     fact.table, fact.row, fact.column, fact.place.page, one_line(fact.raw),
                     fact.money.fen, fact.money.quantum, print(fact.dimensions),
                     recognize::name_of(fact.row_kind), fact.memo ? " memo" : "", print_codes(fact),
                     or_dash(fact.item_name), unit.empty() ? "" : " | " + unit,
                     fact.vouched ? " | vouched" : "");
}

std::string print_figure(const normalize::Figure& figure) {
  std::string value;
  if (figure.money) value += fmt::format(" = {} fen", figure.money->fen);
  if (figure.percent) value += fmt::format(" = {} %", *figure.percent);
  if (figure.count) value += fmt::format(" = {} {}", to_text(*figure.count), figure.unit);
  return fmt::format("figure p{}{} | {} | {} | {} | {}\n", figure.place.page, value,
                     or_dash(figure.section), or_dash(figure.subject), or_dash(figure.measure),
                     one_line(figure.raw));
}

std::string print_check(const normalize::CheckResult& check) {
  const bool compared = check.status != normalize::CheckStatus::Skipped;
  return fmt::format("check {} {}{} p{} | {}{} | {}\n", check.rule,
                     normalize::name_of(check.status), check.advisory ? " advisory" : "",
                     check.page, or_dash(check.subject),
                     compared ? fmt::format(" | expected {} actual {} ±{}", check.expected_fen,
                                            check.actual_fen, check.tolerance_fen)
                              : "",
                     or_dash(check.detail));
}

std::string print_document(const normalize::DocumentFacts& document) {
  const auto year = document.fiscal_year ? std::to_string(*document.fiscal_year) : "-";
  return fmt::format("document {} | {} | {} | {} {} | {} {}\n", document.kind, year,
                     or_dash(document.title), or_dash(document.unit_code),
                     or_dash(document.unit_name), or_dash(document.region_code),
                     or_dash(document.region_name));
}

}  // namespace

std::string print(const recognize::Dimensions& d) {
  return fmt::format("{} {} {} {} {}", or_dash(d.direction), or_dash(d.phase), or_dash(d.fund),
                     or_dash(d.spend_type), or_dash(d.timing));
}

std::string print(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& d : diagnostics) {
    out += fmt::format("diagnostic {} p{} {}: {}\n", name_of(d.severity), d.page, d.code,
                       one_line(d.message));
  }
  return out;
}

std::string print(const extract::Page& page) {
  std::string out = fmt::format("page {} {:.1f} x {:.1f} rotation {} {} images {:.0f} %\n",
                                page.number, page.width, page.height, page.rotation,
                                extract::name_of(page.source), 100 * page.image_share);
  for (const extract::Ruling& ruling : page.rulings) {
    out += fmt::format("ruling {} at {:.1f} from {:.1f} to {:.1f} thick {:.1f}\n",
                       ruling.axis == extract::Axis::Horizontal ? "horizontal" : "vertical",
                       ruling.at, ruling.from, ruling.to, ruling.thickness);
  }
  out += print_runs(page.glyphs);
  for (const extract::TextLine& line : page.lines) {
    out += fmt::format("line {} {}\n", line.number, fmt::join(line.fields, "⇥"));
  }
  return out;
}

std::string print(const recognize::Table& table) {
  std::string out =
      fmt::format("table {} | {} | {} | {} {} | p{}-{} | {} x {}{}\n", table.kind,
                  or_dash(table.title), or_dash(table.printed_no), or_dash(table.unit),
                  recognize::name_of(table.unit_source), table.first_page, table.last_page,
                  table.row_count, table.column_count, table.is_empty ? " | empty" : "");
  for (const recognize::Entry& entry : table.entries) out += print_entry(entry);
  for (const std::string& note : table.notes) out += fmt::format("  note {}\n", one_line(note));
  return out;
}

std::string print(const normalize::Ledger& ledger) {
  std::string out = print_document(ledger.document);
  for (const normalize::AmountFact& fact : ledger.amounts) out += print_amount(fact);
  for (const normalize::Figure& figure : ledger.figures) out += print_figure(figure);
  for (const normalize::CheckResult& check : ledger.checks) out += print_check(check);
  return out + print(ledger.diagnostics);
}

}  // namespace gongkai::app
