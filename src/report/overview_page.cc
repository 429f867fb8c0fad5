#include "report/overview_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <vector>

#include "report/document_page.h"
#include "report/html.h"
#include "report/labels.h"
#include "report/meanings.h"

namespace gongkai::report {
namespace {

using store::ReportConcern;
using store::ReportDocument;
using store::ReportOverview;
using store::ReportPlace;

int64_t sum(const ReportOverview& overview, int ReportDocument::*count) {
  int64_t all = 0;
  for (const ReportDocument& document : overview.documents) all += document.*count;
  return all;
}

// 1234567 to "1,234,567".
std::string grouped(int64_t number) {
  std::string digits = std::to_string(number);
  for (int i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3)
    digits.insert(static_cast<size_t>(i), ",");
  return digits;
}

struct Part {
  const char* style;  // a class of report.css
  std::string label;
  int64_t count = 0;
};

// A bar of parts that make a whole, with its legend.
std::string share_chart(std::string_view caption, const std::vector<Part>& parts) {
  int64_t whole = 0;
  for (const Part& part : parts) whole += part.count;
  if (whole == 0) return "";
  std::string bars, legend;
  double at = 0;
  for (const Part& part : parts) {
    const double share = 100.0 * static_cast<double>(part.count) / static_cast<double>(whole);
    bars += fmt::format("<rect class=\"{}\" x=\"{:.3f}%\" width=\"{:.3f}%\" height=\"100%\"/>",
                        part.style, at, share);
    legend += fmt::format("<li class=\"{}\">{} <b>{}</b> <small>{:.1f} %</small></li>", part.style,
                          part.label, grouped(part.count), share);
    at += share;
  }
  return fmt::format(
      "<figure class=\"share\"><figcaption>{}</figcaption><svg role=\"img\" aria-label=\"{}\" "
      "width=\"100%\" height=\"14\">{}</svg><ul class=\"legend\">{}</ul></figure>\n",
      caption, caption, bars, legend);
}

std::string charts(const ReportOverview& overview) {
  std::map<std::string, int64_t> by_status;
  for (const ReportDocument& document : overview.documents) ++by_status[document.status];
  const int64_t amounts = sum(overview, &ReportDocument::amounts),
                vouched = sum(overview, &ReportDocument::vouched);
  const int64_t pages = sum(overview, &ReportDocument::pages),
                with_facts = sum(overview, &ReportDocument::pages_with_facts),
                blank = sum(overview, &ReportDocument::pages_without_text);
  return share_chart("Amounts 金额",
                     {{"good", "vouched for by a sum 可核对", vouched},
                      {"fair", "no check contains them 未核对", amounts - vouched}}) +
         share_chart("Checks 核对",
                     {{"good", "passed 通过", sum(overview, &ReportDocument::checks_passed)},
                      {"bad", "failed 不符", sum(overview, &ReportDocument::checks_failed)}}) +
         share_chart("Documents 文件", {{"good", label_of_word("ok"), by_status["ok"]},
                                        {"fair", label_of_word("partial"), by_status["partial"]},
                                        {"bad", label_of_word("failed"), by_status["failed"]}}) +
         share_chart("Pages 页", {{"good", "with facts 有数据", with_facts},
                                  {"plain", "text without facts 无数据",
                                   std::max<int64_t>(0, pages - with_facts - blank)},
                                  {"bad", "not readable 无法读取", blank}});
}

std::string counts(const ReportOverview& overview) {
  std::string html;
  const auto add = [&](const char* label, int64_t number) {
    html += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", label, grouped(number));
  };
  add("Documents 文件", std::ssize(overview.documents));
  add("Pages 页", sum(overview, &ReportDocument::pages));
  add("Tables 表格", sum(overview, &ReportDocument::tables));
  add("Amounts 金额", sum(overview, &ReportDocument::amounts));
  add("Forms 绩效表", sum(overview, &ReportDocument::forms));
  add("Indicators 指标", sum(overview, &ReportDocument::indicators));
  return fmt::format("<dl class=\"counts\">{}</dl>\n", html);
}

// A button that filters the list, with a bar for its share of the most frequent value.
struct Choice {
  std::string value, label;
  int count = 0;
};

std::string filter_button(std::string_view filter, const Choice& choice) {
  return fmt::format(
      "<button type=\"button\" data-filter=\"{}\" data-value=\"{}\">{} <b>{}</b></button>", filter,
      escaped(choice.value), escaped(choice.label), choice.count);
}

std::string choices(std::string_view title, std::string_view filter,
                    const std::vector<Choice>& all) {
  int most = 1;
  for (const Choice& choice : all) most = std::max(most, choice.count);
  std::string rows;
  for (const Choice& choice : all) {
    rows += fmt::format(
        "<li>{}<svg aria-hidden=\"true\" width=\"100%\" height=\"4\"><rect class=\"plain\" "
        "width=\"{:.1f}%\" "
        "height=\"4\"/></svg></li>\n",
        filter_button(filter, choice), 100.0 * choice.count / most);
  }
  return fmt::format("<section class=\"choices\"><h2>{}</h2><ul>{}</ul></section>\n", title, rows);
}

std::string years(const ReportOverview& overview) {
  std::map<int, int, std::greater<>> count;
  for (const ReportDocument& document : overview.documents) ++count[document.year];
  std::vector<Choice> all;
  for (const auto& [year, documents] : count) {
    all.push_back(
        {std::to_string(year), year == 0 ? "not told 未知" : std::to_string(year), documents});
  }
  return choices("Years 年度", "year", all);
}

std::string kinds(const ReportOverview& overview) {
  std::map<std::string, int> count;
  for (const ReportDocument& document : overview.documents) ++count[document.kind];
  std::vector<Choice> all;
  for (const auto& [kind, documents] : count) all.push_back({kind, label_of_word(kind), documents});
  std::stable_sort(all.begin(), all.end(),
                   [](const Choice& a, const Choice& b) { return a.count > b.count; });
  return choices("Kinds 类型", "kind", all);
}

// The tree of places, each with the number of documents in it.
class PlaceTree {
 public:
  explicit PlaceTree(const ReportOverview& overview) {
    std::unordered_map<std::string, std::string> parents;
    for (const ReportPlace& place : overview.places) {
      children_[place.parent].push_back(&place);
      parents[place.code] = place.parent;
    }
    for (const ReportDocument& document : overview.documents) {
      if (document.region_code.empty()) ++nowhere_;
      for (std::string code = document.region_code; !code.empty(); code = parents[code])
        ++documents_[code];
    }
  }

  std::string html() const {
    std::string html = list_below("");
    if (nowhere_ > 0)
      html +=
          "<ul><li>" + filter_button("place", {"none", "not told 未知", nowhere_}) + "</li></ul>";
    return html;
  }

 private:
  std::string list_below(const std::string& code) const {
    const auto below = children_.find(code);
    if (below == children_.end()) return "";
    std::string html = "<ul>";
    for (const ReportPlace* place : below->second) {
      const std::string button =
          filter_button("place", {place->code, place->name, documents_.at(place->code)});
      const std::string more = list_below(place->code);
      html += more.empty() ? fmt::format("<li>{}</li>", button)
                           : fmt::format("<li><details{}><summary>{}</summary>{}</details></li>",
                                         code.empty() ? " open" : "", button, more);
    }
    return html + "</ul>";
  }

  std::unordered_map<std::string, std::vector<const ReportPlace*>> children_;
  std::unordered_map<std::string, int> documents_;
  int nowhere_ = 0;
};

constexpr const char* kDocumentList =
    R"(<section id="documents"><h2>Documents 文件 <small id="found" aria-live="polite"></small></h2>
<form id="filters" role="search">
<label>Text 文字 <input type="search" id="filter-text" autocomplete="off"></label>
<label>Place 地区 <select id="filter-place"></select></label>
<label>Year 年度 <select id="filter-year"></select></label>
<label>Kind 类型 <select id="filter-kind"></select></label>
<label>Status 状态 <select id="filter-status"></select></label>
<button type="reset">Clear 清除</button>
</form>
<div class="scroll"><table class="list documents"><thead><tr><th>Document 文件</th><th>Place 地区</th><th>Year 年度</th>
<th>Kind 类型</th><th>Status 状态</th><th class="number">Amounts 金额</th><th class="number">Vouched for 可核对</th>
<th class="number">To look at 待核查</th></tr></thead><tbody id="rows"></tbody></table></div>
<p><button type="button" id="more" hidden>Show more 更多</button></p>
<noscript><p>The list needs JavaScript; the documents' pages are in the folder “documents”.</p></noscript>
</section>
)";

constexpr const char* kConcernList =
    R"(<section id="concerns"><h2>What a person must look at 待人工核查</h2>
<p class="about">Failed checks are contradictions that a document prints, or misreadings; diagnostics say what was doubtful or could not be read.</p>
<div id="concern-groups"></div></section>
)";

// A list of texts in which each stands once.
class Dictionary {
 public:
  size_t place_of(const std::string& text) {
    const auto [found, is_new] = place_at_.try_emplace(text, texts_.size());
    if (is_new) texts_.push_back(text);
    return found->second;
  }
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::vector<std::string> texts_;
  std::unordered_map<std::string, size_t> place_at_;
};

std::string labelled(const std::vector<std::string>& words) {
  std::vector<std::string> pairs;
  for (const std::string& word : words) {
    pairs.push_back(fmt::format("[{},{}]", json_string(word), json_string(label_of_word(word))));
  }
  return fmt::format("[{}]", fmt::join(pairs, ","));
}

std::string documents_json(const ReportOverview& overview, Dictionary& kinds,
                           Dictionary& statuses) {
  std::vector<std::string> rows;
  for (const ReportDocument& d : overview.documents) {
    rows.push_back(
        fmt::format("[{},{},{},{},{},{},{},{},{},{},{}]", json_string(file_of_document(d)),
                    json_string(name_of(d)), json_string(d.unit_name), json_string(d.region_code),
                    d.year, kinds.place_of(d.kind), statuses.place_of(d.status), d.amounts,
                    d.vouched, d.checks_failed + d.errors + d.warnings + (d.status == "failed"),
                    json_string(d.source_path)));
  }
  return fmt::format("[\n{}]", fmt::join(rows, ",\n"));
}

// What to look at for one reason. Entries: [document, anchor, page, text].
struct ConcernGroup {
  std::string heading, severity;
  std::vector<std::string> entries;
  Meaning meaning = {};
};

// Documents of which nothing was read, then the gravest, and the largest of them, first.
std::vector<ConcernGroup> group_concerns(const ReportOverview& overview) {
  std::unordered_map<int64_t, size_t> place_of;
  ConcernGroup failed{label_of_word("failed"), "document", {}, {}};
  for (size_t i = 0; i < overview.documents.size(); ++i) {
    const ReportDocument& document = overview.documents[i];
    place_of[document.id] = i;
    if (document.status != "failed") continue;
    failed.entries.push_back(fmt::format("[{},\"main\",0,{}]", i, json_string(document.error)));
  }
  std::map<std::pair<std::string, std::string>, ConcernGroup> by_code;
  for (const ReportConcern& c : overview.concerns) {
    ConcernGroup& group = by_code[{c.code, c.severity}];
    group.heading = c.is_check ? fmt::format("{} · {}", c.code, family_of_rule(c.code)) : c.code;
    group.severity = c.is_check ? "check" : c.severity;
    group.meaning = meaning_of(c.code);
    const std::string anchor = c.is_check ? anchor_of_check(c.id) : anchor_of_diagnostic(c.id);
    group.entries.push_back(fmt::format("[{},{},{},{}]", place_of.at(c.document_id),
                                        json_string(anchor), c.page, json_string(c.text)));
  }
  std::vector<ConcernGroup> groups;
  if (!failed.entries.empty()) groups.push_back(std::move(failed));
  for (auto& [code, group] : by_code) groups.push_back(std::move(group));
  const auto rank = [](const ConcernGroup& group) {
    constexpr std::array<std::string_view, 4> kRanks{"document", "error", "check", "warning"};
    return std::find(kRanks.begin(), kRanks.end(), group.severity) - kRanks.begin();
  };
  std::stable_sort(groups.begin(), groups.end(), [&](const ConcernGroup& a, const ConcernGroup& b) {
    return std::pair(rank(a), b.entries.size()) < std::pair(rank(b), a.entries.size());
  });
  return groups;
}

std::string concerns_json(const ReportOverview& overview) {
  std::vector<std::string> rows;
  for (const ConcernGroup& group : group_concerns(overview)) {
    rows.push_back(fmt::format("[{},{},{},{},[{}]]", json_string(group.heading),
                               json_string(group.severity), json_string(group.meaning.meaning),
                               json_string(group.meaning.remedy), fmt::join(group.entries, ",\n")));
  }
  return fmt::format("[\n{}]", fmt::join(rows, ",\n"));
}

std::string places_json(const ReportOverview& overview) {
  std::vector<std::string> rows;
  for (const ReportPlace& place : overview.places) {
    rows.push_back(fmt::format("[{},{},{}]", json_string(place.code), json_string(place.name),
                               json_string(place.parent)));
  }
  return fmt::format("[{}]", fmt::join(rows, ",\n"));
}

}  // namespace

std::string path_of_place(const ReportOverview& overview, const std::string& code) {
  std::string path;
  for (std::string at = code; !at.empty();) {
    const auto place = std::find_if(overview.places.begin(), overview.places.end(),
                                    [&](const ReportPlace& other) { return other.code == at; });
    if (place == overview.places.end()) break;
    path = path.empty() ? place->name : place->name + " › " + path;
    at = place->parent;
  }
  return path;
}

std::string overview_page(const ReportOverview& overview, const About& about) {
  const std::string body = fmt::format(
      "<header class=\"top\"><h1>{} <small>what was read 数据概览</small></h1>\n"
      "<p class=\"about\">gongkai {} · {}</p></header>\n"
      "<main id=\"main\">\n{}<div class=\"charts\">{}</div>\n"
      "<div class=\"columns\"><section class=\"places\"><h2>Places "
      "地区</h2>{}</section>\n{}{}</div>\n{}{}</main>\n",
      escaped(about.dataset), escaped(about.version), escaped(about.made_at), counts(overview),
      charts(overview), PlaceTree(overview).html(), years(overview), kinds(overview), kConcernList,
      kDocumentList);
  return html_page(about.dataset + " – gongkai", "", body,
                   "<script src=\"data.js\"></script>\n<script src=\"overview.js\"></script>");
}

std::string overview_data(const ReportOverview& overview) {
  Dictionary kinds, statuses;
  const std::string documents = documents_json(overview, kinds, statuses);
  return fmt::format(
      "\"use strict\";\nconst REPORT = "
      "{{\n\"kinds\":{},\n\"statuses\":{},\n\"places\":{},\n\"documents\":{},\n\"concerns\":{}}};"
      "\n",
      labelled(kinds.texts()), labelled(statuses.texts()), places_json(overview), documents,
      concerns_json(overview));
}

}  // namespace gongkai::report
