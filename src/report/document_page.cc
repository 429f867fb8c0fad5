#include "report/document_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "base/money_text.h"
#include "report/html.h"
#include "report/labels.h"
#include "report/meanings.h"

namespace gongkai::report {
namespace {

using store::ReportAttribute;
using store::ReportAttributes;
using store::ReportCheck;
using store::ReportDetails;
using store::ReportDiagnostic;
using store::ReportDocument;
using store::ReportFact;
using store::ReportForm;
using store::ReportTable;
using store::value_of;

constexpr size_t kHashShown = 16;    // digits of a document's hash in names of files
constexpr size_t kMostFigures = 12;  // of one check that are linked; a sum may have hundreds

// How a fact is drawn; document.js and report.css know the numbers and classes.
enum class State { Unchecked, Vouched, Contradicted, Told };

State state_of(const ReportFact& fact, const ReportDetails& details) {
  const bool fails = std::any_of(fact.failed.begin(), fact.failed.end(), [&](size_t check) {
    return !details.failed_checks[check].is_hint;
  });
  if (fails) return State::Contradicted;
  if (fact.locator.starts_with('t')) return fact.is_vouched ? State::Vouched : State::Unchecked;
  return State::Told;  // nothing adds up targets and figures of the text one by one
}

constexpr std::array kStateClasses{"unchecked", "vouched", "contradicted", "told"};

const char* class_of(State state) { return kStateClasses[static_cast<size_t>(state)]; }

constexpr std::array<std::string_view, 11> kVocabularies{
    "code_system", "direction", "fund",       "kind",   "phase",      "row_kind",
    "section",     "source",    "spend_type", "timing", "unit_source"};

std::string shown_value(const ReportAttribute& attribute) {
  if (attribute.name.ends_with("_fen")) return format_yuan(std::stoll(attribute.value)) + " 元";
  if (std::find(kVocabularies.begin(), kVocabularies.end(), attribute.name) !=
      kVocabularies.end()) {
    return label_of_word(attribute.value);
  }
  if (attribute.name == "memo" || attribute.name == "is_empty") return "yes 是";
  return attribute.value;
}

std::string money_or_dash(const std::optional<int64_t>& fen) {
  return fen ? format_yuan(*fen) : "–";
}

std::string link_to_page(int page) {
  return page == 0 ? "" : fmt::format("<a class=\"jump\" href=\"#p{0}\">p. {0}</a>", page);
}

// What was read of a target, for a cell: "≥ 95 %".
std::string read_as(const ReportAttributes& target) {
  const auto text = [&](std::string_view name) { return std::string(value_of(target, name)); };
  const std::string kind = text("kind");
  if (kind == "text" || kind == "period") return label_of_word(kind);
  std::vector<std::string> parts;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) parts.push_back(part);
  };
  if (text("op") != "range") add(text("op"));
  if (kind == "date") {
    add(text("date_from"));
    add(text("date_from").empty() ? text("date_to") : "– " + text("date_to"));
  } else {
    add(text("value"));
    if (!text("value_upper").empty()) add("– " + text("value_upper"));
    add(text("unit"));
    if (!text("per").empty()) add("/ " + text("per"));
  }
  return fmt::format("{}", fmt::join(parts, " "));
}

// "A2 ×3, C5".
std::string counted(const std::vector<std::string>& rules) {
  std::map<std::string, int> counts;
  for (const std::string& rule : rules) ++counts[rule];
  std::vector<std::string> parts;
  for (const auto& [rule, count] : counts)
    parts.push_back(count > 1 ? fmt::format("{} ×{}", rule, count) : rule);
  return fmt::format("{}", fmt::join(parts, ", "));
}

// The facts for document.js. Attributes repeat from fact to fact: each is written once.
class FactsForScript {
 public:
  FactsForScript(const ReportDocument& document, const ReportDetails& details) : details_(details) {
    for (const ReportTable& table : details.tables) add_all(table.amounts);
    for (const ReportForm& form : details.forms) {
      add_all(form.funds);
      add_all(form.indicators);
    }
    add_all(details.figures);
    sha256_ = document.sha256;
  }

  std::string json() const {
    std::vector<std::string> pages, checks;
    for (const store::ReportPage& page : details_.pages) {
      if (page.width > 0)
        pages.push_back(
            fmt::format("\"{}\":[{:.1f},{:.1f}]", page.number, page.width, page.height));
    }
    for (const ReportCheck& check : details_.failed_checks) {
      checks.push_back(fmt::format("[{},{}]", json_string(anchor_of_check(check.id)),
                                   json_string(check.rule + " " + check.subject)));
    }
    return fmt::format(
        "{{\"sha256\":{},\n\"pages\":{{{}}},\n\"checks\":[{}],\n\"texts\":[{}],\n\"facts\":[\n{}]}"
        "}",
        json_string(sha256_), fmt::join(pages, ","), fmt::join(checks, ","),
        fmt::join(texts_, ",\n"), fmt::join(facts_, ",\n"));
  }

 private:
  void add_all(const std::vector<ReportFact>& facts) {
    for (const ReportFact& fact : facts) add(fact);
  }

  void add(const ReportFact& fact) {
    std::vector<size_t> attributes;
    for (const ReportAttribute& attribute : fact.attributes) {
      attributes.push_back(
          place_of(fmt::format("[{},{}]", json_string(label_of_column(attribute.name)),
                               json_string(shown_value(attribute)))));
    }
    const size_t passed = place_of(json_string(counted(fact.passed)));
    const std::string box = !fact.box
                                ? "0"
                                : fmt::format("[{:.1f},{:.1f},{:.1f},{:.1f}]", fact.box->left,
                                              fact.box->top, fact.box->right, fact.box->bottom);
    facts_.push_back(fmt::format("[{},{},{},{},{},[{}],[{}],{}]", json_string(fact.locator),
                                 fact.page, box, static_cast<int>(state_of(fact, details_)),
                                 json_string(fact.raw), fmt::join(attributes, ","),
                                 fmt::join(fact.failed, ","), passed));
  }

  size_t place_of(const std::string& text) {
    const auto [found, is_new] = place_at_.try_emplace(text, texts_.size());
    if (is_new) texts_.push_back(text);
    return found->second;
  }

  const ReportDetails& details_;
  std::string sha256_;
  std::vector<std::string> facts_, texts_;
  std::unordered_map<std::string, size_t> place_at_;
};

// A fact in a cell of a table, or another element.
std::string fact_cell(const char* element, const ReportFact& fact, const ReportDetails& details,
                      const std::string& more, std::string_view text) {
  return fmt::format("<{0} id=\"{1}\" class=\"fact {2}{3}\"{4}>{5}</{0}>", element, fact.locator,
                     class_of(state_of(fact, details)), fact.is_corrected ? " corrected" : "", more,
                     escaped(text));
}

std::string spans(const store::ReportCell& cell) {
  return (cell.row_span > 1 ? fmt::format(" rowspan=\"{}\"", cell.row_span) : "") +
         (cell.column_span > 1 ? fmt::format(" colspan=\"{}\"", cell.column_span) : "");
}

// The part of a table that stands on one page, as printed.
class TablePart {
 public:
  TablePart(const ReportTable& table, int page, const ReportDetails& details)
      : page_(page), details_(details) {
    for (const ReportFact& amount : table.amounts) {
      if (amount.page == page) amounts_[amount.locator] = &amount;
    }
    for (const store::ReportCell& cell : table.cells) {
      if (cell.page != page) continue;
      rows_[cell.row][cell.column] = &cell;
      columns_ = std::max(columns_, cell.column + cell.column_span);
    }
    prefix_ = fmt::format("t{}", table.ordinal);
  }

  bool is_empty() const { return rows_.empty() && amounts_.empty(); }

  std::string html() {
    std::string rows;
    covered_.assign(static_cast<size_t>(columns_), 0);
    for (const auto& [number, cells] : rows_) rows += row(number, cells);
    std::string html =
        fmt::format("<div class=\"scroll\"><table class=\"grid\">{}</table></div>", rows);
    if (amounts_.empty()) return html;
    html += "<p class=\"loose\">Amounts without a cell of their own 其他金额: ";
    for (const auto& [locator, amount] : amounts_)
      html += fact_cell("span", *amount, details_, "", amount->raw) + " ";
    return html + "</p>";
  }

 private:
  using Cells = std::map<int, const store::ReportCell*>;

  std::string row(int number, const Cells& cells) {
    std::string html = "<tr>";
    for (int column = 0; column < columns_;) {
      int& covered = covered_[static_cast<size_t>(column)];
      const auto cell = cells.find(column);
      if (cell == cells.end()) {
        if (covered > 0)
          --covered;  // by a cell of a row above
        else
          html += "<td></td>";
        ++column;
        continue;
      }
      html += one_cell(number, *cell->second);
      const int end = std::min(columns_, column + cell->second->column_span);
      for (; column < end; ++column)
        covered_[static_cast<size_t>(column)] = cell->second->row_span - 1;
    }
    return html + "</tr>\n";
  }

  std::string one_cell(int number, const store::ReportCell& cell) {
    const auto amount = amounts_.find(fmt::format("{}r{}c{}", prefix_, number, cell.column));
    if (amount == amounts_.end())
      return fmt::format("<td{}>{}</td>", spans(cell), escaped(cell.text));
    std::string html = fact_cell("td", *amount->second, details_, spans(cell), cell.text);
    amounts_.erase(amount);
    return html;
  }

  int page_;
  const ReportDetails& details_;
  std::string prefix_;
  int columns_ = 0;
  std::map<int, Cells> rows_;
  std::map<std::string, const ReportFact*> amounts_;  // that no cell has shown yet
  std::vector<int> covered_;  // rows for which a cell above covers each column
};

std::string title_of(const ReportTable& table) {
  std::string words = label_of_word(value_of(table.attributes, "kind"));
  if (!value_of(table.attributes, "unit").empty())
    words += fmt::format(" · {}", value_of(table.attributes, "unit"));
  if (!value_of(table.attributes, "is_empty").empty()) words += " · empty 空表";
  const std::string_view title = value_of(table.attributes, "title");
  return fmt::format("<h3>{} {}</h3>\n<p class=\"about\">{}</p>\n",
                     escaped(value_of(table.attributes, "printed_no")),
                     escaped(title.empty() ? "Table 表格" : title), escaped(words));
}

std::string title_of(const ReportForm& form) {
  const std::string_view project = value_of(form.attributes, "project_name");
  std::string html = fmt::format("<h3>{}</h3>\n<p class=\"about\">{}</p>\n",
                                 escaped(project.empty() ? "Form 绩效表" : project),
                                 escaped(label_of_word(value_of(form.attributes, "kind"))));
  return html;
}

std::vector<const ReportFact*> on_page(const std::vector<ReportFact>& facts, int page) {
  std::vector<const ReportFact*> some;
  for (const ReportFact& fact : facts) {
    if (fact.page == page) some.push_back(&fact);
  }
  return some;
}

constexpr const char* kIndicatorHead =
    "<thead><tr><th>Level 1 一级</th><th>Level 2 二级</th><th>Level 3 三级指标</th><th>Target "
    "指标值</th>"
    "<th>Read as 读作</th><th>Weight 分值</th><th>Actual 实际</th></tr></thead>\n";

std::string indicators_html(const std::vector<const ReportFact*>& indicators,
                            const ReportDetails& details) {
  std::string rows;
  for (const ReportFact* fact : indicators) {
    const auto cell = [&](std::string_view name) {
      return fmt::format("<td>{}</td>", escaped(value_of(fact->attributes, name)));
    };
    rows += "<tr>" + cell("level1") + cell("level2") + cell("level3") +
            fact_cell("td", *fact, details, "", fact->raw) +
            fmt::format("<td>{}</td>", escaped(read_as(fact->attributes))) + cell("weight") +
            cell("actual_raw") + "</tr>\n";
  }
  return fmt::format("<div class=\"scroll\"><table class=\"list\">{}{}</table></div>",
                     kIndicatorHead, rows);
}

std::string funds_html(const std::vector<const ReportFact*>& funds, const ReportDetails& details) {
  std::string rows;
  for (const ReportFact* fund : funds) {
    const std::string_view label = value_of(fund->attributes, "label");
    rows += fmt::format(
        "<tr><th>{}</th>{}</tr>\n",
        escaped(label.empty() ? label_of_word(value_of(fund->attributes, "source")) : label),
        fact_cell("td", *fund, details, "", fund->raw));
  }
  return fmt::format("<table class=\"list\">{}</table>", rows);
}

std::string fields_html(const std::vector<const ReportFact*>& fields) {
  std::string rows;
  for (const ReportFact* field : fields) {
    rows += fmt::format("<tr><th>{}</th><td>{}</td></tr>\n",
                        escaped(value_of(field->attributes, "label")), escaped(field->raw));
  }
  return fmt::format("<table class=\"list\">{}</table>", rows);
}

std::string tasks_html(const std::vector<const ReportFact*>& tasks) {
  std::string rows;
  for (const ReportFact* task : tasks) {
    rows += fmt::format("<tr><th>{}</th><td>{}</td>", escaped(task->raw),
                        escaped(value_of(task->attributes, "content")));
    for (const char* money : {"total_fen", "appropriation_fen", "other_fen"}) {
      const std::string_view fen = value_of(task->attributes, money);
      rows += fmt::format("<td class=\"money\">{}</td>",
                          fen.empty() ? "" : format_yuan(std::stoll(std::string(fen))));
    }
    rows += "</tr>\n";
  }
  return fmt::format("<table class=\"list\">{}</table>", rows);
}

std::string form_part(const ReportForm& form, int page, const ReportDetails& details) {
  const auto fields = on_page(form.fields, page), funds = on_page(form.funds, page),
             tasks = on_page(form.tasks, page), indicators = on_page(form.indicators, page);
  if (fields.empty() && funds.empty() && tasks.empty() && indicators.empty()) return "";
  return title_of(form) + (fields.empty() ? "" : fields_html(fields)) +
         (funds.empty() ? "" : funds_html(funds, details)) +
         (tasks.empty() ? "" : tasks_html(tasks)) +
         (indicators.empty() ? "" : indicators_html(indicators, details));
}

// "1,200.00 元", "12.5 %", "3 个".
std::string value_in_words(const ReportAttributes& figure) {
  const auto text = [&](std::string_view name) { return std::string(value_of(figure, name)); };
  if (!text("amount_fen").empty()) return format_yuan(std::stoll(text("amount_fen"))) + " 元";
  if (!text("percent").empty()) return text("percent") + " %";
  return text("count_value") + (text("unit").empty() ? "" : " " + text("unit"));
}

std::string figures_part(int page, const ReportDetails& details) {
  const auto figures = on_page(details.figures, page);
  if (figures.empty()) return "";
  std::string rows;
  for (const ReportFact* figure : figures) {
    rows += fmt::format("<tr><th>{}</th><td class=\"money\">{}</td>{}</tr>\n",
                        escaped(value_of(figure->attributes, "subject")),
                        escaped(value_in_words(figure->attributes)),
                        fact_cell("td", *figure, details, "", figure->raw));
  }
  return fmt::format(
      "<h3>Figures in the text 文中数字</h3>\n<div class=\"scroll\"><table "
      "class=\"list\"><thead><tr><th>About 主题</th>"
      "<th>Read as 读作</th><th>Sentence 原文</th></tr></thead>{}</table></div>",
      rows);
}

// Links to the figures that a check is about.
std::string parts_html(const std::vector<store::ReportPart>& parts) {
  if (parts.empty()) return "";
  std::string html = "<br>Figures 涉及: ";
  for (size_t i = 0; i < std::min(parts.size(), kMostFigures); ++i) {
    html += fmt::format("<a class=\"jump\" href=\"#{0}\" title=\"{0}\">{1}</a> ", parts[i].locator,
                        escaped(parts[i].raw));
  }
  return html + (parts.size() > kMostFigures ? fmt::format("… {} in all", parts.size()) : "");
}

std::string check_html(const ReportCheck& check) {
  std::string html =
      fmt::format("<li id=\"{}\" class=\"{}\"><b>{}</b> <span class=\"family\">{}</span><br>{} {}",
                  anchor_of_check(check.id), check.is_hint ? "hint" : "fails", escaped(check.rule),
                  escaped(family_of_rule(check.rule) + ": " + meaning_of(check.rule).meaning),
                  escaped(check.subject), link_to_page(check.page));
  // Of what compares no amounts, all three are 0.
  if (check.expected_fen.value_or(0) != 0 || check.actual_fen.value_or(0) != 0) {
    const std::optional<int64_t> difference =
        check.expected_fen && check.actual_fen
            ? std::optional(*check.actual_fen - *check.expected_fen)
            : std::nullopt;
    html += fmt::format(
        "<br>expected 应为 <b class=\"money\">{}</b> 元, printed 所列 <b class=\"money\">{}</b>, "
        "difference 差额 <b class=\"money\">{}</b> (rounding explains 允差 {})",
        money_or_dash(check.expected_fen), money_or_dash(check.actual_fen),
        money_or_dash(difference), money_or_dash(check.tolerance_fen));
  }
  if (!check.detail.empty())
    html += fmt::format("<br><span class=\"detail\">{}</span>", escaped(check.detail));
  return html + parts_html(check.parts) + "</li>\n";
}

// `is_first` of its code: then what to try is said.
std::string diagnostic_html(const ReportDiagnostic& diagnostic, bool is_first) {
  const std::string& remedy = meaning_of(diagnostic.code).remedy;
  return fmt::format("<li id=\"{}\" class=\"{}\"><b>{}</b> {} {}{}</li>\n",
                     anchor_of_diagnostic(diagnostic.id), diagnostic.severity,
                     escaped(diagnostic.code), escaped(diagnostic.message),
                     link_to_page(diagnostic.page),
                     is_first && !remedy.empty()
                         ? fmt::format("<br><span class=\"detail\">What to try 处理建议: {}</span>",
                                       escaped(remedy))
                         : "");
}

// An open list, and one that is closed where its entries need no look.
std::string concerns_html(const ReportDocument& document, const ReportDetails& details) {
  std::string open, closed;
  size_t open_count = 0, closed_count = 0;
  const auto add = [&](bool must_be_seen, const std::string& html) {
    (must_be_seen ? open : closed) += html;
    ++(must_be_seen ? open_count : closed_count);
  };
  if (!document.error.empty()) {
    add(true, fmt::format("<li class=\"error\"><b>{}</b> {}</li>\n", label_of_word("failed"),
                          escaped(document.error)));
  }
  for (const ReportCheck& check : details.failed_checks) add(!check.is_hint, check_html(check));
  std::set<std::string_view> codes;
  for (const ReportDiagnostic& diagnostic : details.diagnostics) {
    add(diagnostic.severity != "info",
        diagnostic_html(diagnostic, codes.insert(diagnostic.code).second));
  }
  std::string html = fmt::format(
      "<section id=\"concerns\"><h2>To look at 待核查 <small>{}</small></h2>\n", open_count);
  html += open_count == 0 ? "<p>Nothing 无</p>\n"
                          : fmt::format("<ul class=\"concerns\">{}</ul>\n", open);
  if (closed_count > 0) {
    html += fmt::format(
        "<details><summary>Hints and notes 提示 ({})</summary><ul "
        "class=\"concerns\">{}</ul></details>\n",
        closed_count, closed);
  }
  return html + "</section>\n";
}

std::string corrections_html(const std::vector<ReportAttributes>& corrections) {
  if (corrections.empty()) return "";
  std::string rows;
  for (const ReportAttributes& correction : corrections) {
    const auto cell = [&](std::string_view name) {
      return fmt::format("<td>{}</td>", escaped(value_of(correction, name)));
    };
    rows += fmt::format("<tr><td><a class=\"jump\" href=\"#{0}\">{0}</a></td>",
                        escaped(value_of(correction, "locator"))) +
            cell("old_raw") + cell("new_value") + cell("who") + cell("why") +
            fmt::format("<td>{}</td>", escaped(label_of_word(value_of(correction, "status")))) +
            cell("note") + "</tr>\n";
  }
  return fmt::format(
      "<section id=\"corrected\"><h2>Corrections in the dataset 已登记的更正</h2><div "
      "class=\"scroll\"><table "
      "class=\"list\"><thead><tr><th>Figure 数据</th><th>Printed 原文</th><th>Corrected "
      "更正为</th>"
      "<th>Who 修改人</th><th>Why 理由</th><th>Status 状态</th><th>Note "
      "备注</th></tr></thead>{}</table></div></section>\n",
      rows);
}

std::string picture_html(const store::ReportPage& page, const Pictures& pictures) {
  const auto file = pictures.files.find(page.number);
  if (file == pictures.files.end()) {
    return fmt::format(
        "<p class=\"no-picture\">{}</p>",
        escaped(pictures.reason.empty() ? "No picture was asked for." : pictures.reason));
  }
  return fmt::format(
      "<figure class=\"paper\" data-page=\"{0}\"><img src=\"../{1}\" loading=\"lazy\" "
      "width=\"{2:.0f}\" "
      "height=\"{3:.0f}\" alt=\"Page {0} as published 原文第{0}页\"></figure>",
      page.number, escaped(url_path(file->second)), page.width, page.height);
}

std::string page_html(const store::ReportPage& page, const ReportDetails& details,
                      const Pictures& pictures) {
  std::string read;
  for (const ReportTable& table : details.tables) {
    TablePart part(table, page.number, details);
    if (!part.is_empty()) read += title_of(table) + part.html();
  }
  for (const ReportForm& form : details.forms) read += form_part(form, page.number, details);
  read += figures_part(page.number, details);
  if (read.empty()) read = "<p class=\"about\">Nothing was read here as a fact 本页无数据.</p>";
  return fmt::format(
      "<section class=\"page\" id=\"p{0}\"><h2>Page {0} 第{0}页{1}</h2>\n<div class=\"split\">{2}\n"
      "<div class=\"read\">{3}</div></div></section>\n",
      page.number, page.text_source == "ocr" ? " <small>read by OCR 识别</small>" : "",
      picture_html(page, pictures), read);
}

std::string row_html(std::string_view label, const std::string& html) {
  return html.empty() ? "" : fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", label, html);
}

std::string head_html(const ReportDocument& document, std::string_view place,
                      const ReportDetails& details) {
  const int share = document.amounts > 0 ? 100 * document.vouched / document.amounts : 0;
  std::string html = fmt::format(
      "<header class=\"top\"><p><a href=\"../index.html\">← All documents "
      "全部文件</a></p>\n<h1>{}</h1>\n"
      "<p class=\"status {}\">{}</p></header>\n",
      escaped(name_of(document)), document.status, label_of_word(document.status));
  html += "<dl class=\"facts\">";
  html += row_html("Unit 单位", escaped(document.unit_name));
  html += row_html("Place 地区", escaped(place));
  html += row_html("Year 年度", document.year > 0 ? fmt::format("{}", document.year) : "");
  html += row_html("Kind 类型", label_of_word(document.kind));
  html += row_html("Vouched for 可核对",
                   document.amounts == 0 ? ""
                                         : fmt::format("{} of {} amounts ({} %)", document.vouched,
                                                       document.amounts, share));
  html += row_html("Checks 核对", fmt::format("{} passed 通过, {} failed 不符",
                                              document.checks_passed, document.checks_failed));
  html += row_html("File 文件", escaped(document.source_path));
  // Links elsewhere are shown but not made: an address comes from a manifest, and may be of any scheme.
  html += row_html("From 来源", escaped(document.source_url));
  html += row_html("SHA-256", fmt::format("<code>{}</code>", escaped(document.sha256)));
  return html + "</dl>\n";
}

std::string page_links(const std::set<int>& pages, int page_count) {
  if (pages.empty()) return "";
  std::string links;
  for (const int page : pages) links += fmt::format("<a href=\"#p{0}\">{0}</a> ", page);
  constexpr const char* kLegend =
      "<ul class=\"legend\"><li class=\"good\">vouched for by a sum 可核对</li><li "
      "class=\"fair\">in no check that "
      "holds 未核对</li><li class=\"bad\">contradicted 不符</li><li class=\"told\">target, or "
      "figure of the text "
      "指标、文中数字</li></ul>";
  return fmt::format(
      "<nav aria-label=\"Pages\" class=\"pages\">Pages with facts 有数据的页: {}<small>of "
      "{}</small>{}</nav>\n",
      links, page_count, kLegend);
}

}  // namespace

std::string file_of_document(const ReportDocument& document) {
  return "documents/" + document.sha256.substr(0, kHashShown) + ".html";
}

std::string name_of(const ReportDocument& document) {
  return document.title.empty() ? document.source_path.substr(document.source_path.rfind('/') + 1)
                                : document.title;
}

std::string anchor_of_check(int64_t check_id) { return fmt::format("check-{}", check_id); }
std::string anchor_of_diagnostic(int64_t diagnostic_id) {
  return fmt::format("diagnostic-{}", diagnostic_id);
}

std::set<int> pages_worth_seeing(const ReportDetails& details) {
  std::set<int> pages;
  const auto add_all = [&](const auto& rows) {
    for (const auto& row : rows) pages.insert(row.page);
  };
  for (const ReportTable& table : details.tables) {
    pages.insert(table.first_page);
    add_all(table.cells);
    add_all(table.amounts);
  }
  for (const ReportForm& form : details.forms) {
    pages.insert(form.first_page);
    for (const auto* facts : {&form.fields, &form.funds, &form.tasks, &form.indicators})
      add_all(*facts);
  }
  add_all(details.figures);
  add_all(details.failed_checks);
  add_all(details.diagnostics);
  pages.erase(0);
  return pages;
}

std::string document_page(const ReportDocument& document, std::string_view place,
                          const ReportDetails& details, const Pictures& pictures) {
  const std::set<int> seen = pages_worth_seeing(details);
  std::string body = head_html(document, place, details) + "<main id=\"main\">\n" +
                     concerns_html(document, details) + corrections_html(details.corrections) +
                     "<section id=\"corrections\" hidden></section>\n" +
                     page_links(seen, document.pages);
  for (const store::ReportPage& page : details.pages) {
    if (seen.contains(page.number) || pictures.files.contains(page.number)) {
      body += page_html(page, details, pictures);
    }
  }
  body += "</main>\n<aside id=\"card\" aria-live=\"polite\" hidden></aside>\n";
  return html_page(name_of(document), "../", body,
                   fmt::format("<script type=\"application/json\" id=\"data\">{}</script>\n"
                               "<script src=\"../document.js\"></script>",
                               FactsForScript(document, details).json()));
}

}  // namespace gongkai::report
