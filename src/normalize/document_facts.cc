#include "normalize/document_facts.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/unit.h"
#include "normalize/label.h"
#include "recognize/row_label.h"
#include "recognize/table_title.h"

namespace gongkai::normalize {
namespace {

// A cover has a few short lines; whatever is longer is prose or a table of contents.
constexpr size_t kCoverLines = 8;
constexpr size_t kCoverLineCharacters = 40;
constexpr int kLastCoverPage = 2;
// Agencies are named on the cover, or above and inside the head of a table.
constexpr int kHeadRows = 4;

size_t length(std::string_view text) { return decode_utf8(text).size(); }

// Lines of a cover that belong to no title: page numbers, 附件, dates of publication.
bool is_beside_title(const std::string& folded) {
  static const RE2 kBeside(
      R"(^(附件\d*:?|-?\d+-?|第?\d+页?|(20\d\d|[二〇零○一三四五六七八九十]+)年[\d一二三四五六七八九十]{1,2}月.*|\(?公开\)?)$)");
  return RE2::FullMatch(folded, kBeside);
}

// 目录, the first part, prose, or the head of a table.
bool ends_cover(const std::string& folded) {
  static const RE2 kEnd(
      R"(^目录|^第[一二三四]部分|^第一章|[。;；]|(单位|部门):|总表|^(公开)?表[一二三四五六七八九十\d]+|(公开|预算)\d+表)");
  return RE2::PartialMatch(folded, kEnd);
}

// Names that a document of ours goes by.
const RE2& title_words() {
  static const RE2 kWords(
      R"((部门|单位)(综合|整体)?(预算|决算)|(预算|决算).{0,6}公开|绩效目标(申报)?表|自评(表|报告|$)|(预算|决算)\(?草案)");
  return kWords;
}

const RE2& title_year() {
  static const RE2 kYear(R"((20\d\d)年?度?)");
  return kYear;
}

bool is_title(const std::string& text) {
  static const RE2 kWithoutYear(R"(绩效目标(申报)?表|自评(表|报告|$))");
  const std::string folded = fold(text);
  return (RE2::PartialMatch(folded, title_words()) && RE2::PartialMatch(folded, title_year())) ||
         RE2::PartialMatch(folded, kWithoutYear);
}

// The title over the first lines of the document: "2026 年度" + "福州市公安局" + "单位预算".
std::string read_title(const std::vector<recognize::TextLine>& lines) {
  static const RE2 kGoesOn(
      R"(^(部门|单位)?(综合)?(预算|决算)?(信息)?(公开)?(情况)?(的)?(说明|报表|报告|文件)?$)");
  std::string title;
  size_t used = 0;
  for (const recognize::TextLine& line : lines) {
    const std::string folded = fold(line.text);
    if (folded.empty() || is_beside_title(folded)) continue;
    const bool off_cover = line.place.page > kLastCoverPage || ends_cover(folded) ||
                           length(folded) > kCoverLineCharacters || used == kCoverLines;
    if (off_cover || (is_title(title) && !RE2::FullMatch(folded, kGoesOn))) break;
    title += without_space(line.text);
    ++used;
  }
  return is_title(title) ? title : "";
}

// The year that most of the texts print in front of what `pattern` says; the later one on a tie.
std::optional<int> most_printed_year(const std::vector<std::string>& texts, const RE2& pattern) {
  std::map<int, int> votes;
  for (const std::string& text : texts) {
    int year = 0;
    if (RE2::PartialMatch(fold(text), pattern, &year)) ++votes[year];
  }
  std::optional<int> best;
  for (const auto& [year, count] : votes) {
    if (!best || count >= votes[*best]) best = year;
  }
  return best;
}

// The year that the titles of the performance forms agree on; 0 where they don't.
int year_of_forms(const recognize::Reading& reading) {
  int year = 0;
  for (const recognize::Form& form : reading.forms) {
    if (form.year == 0) continue;
    if (year != 0 && year != form.year) return 0;
    year = form.year;
  }
  return year;
}

std::optional<int> read_year(const std::string& title, const recognize::Reading& reading) {
  int year = 0;
  // 2025年预算执行情况和2026年预算（草案）的报告: the year that is to come.
  static const RE2 kDraft(R"(执行情况.*(20\d\d)年.*预算)");
  if (RE2::PartialMatch(fold(title), kDraft, &year)) return year;
  if (RE2::PartialMatch(fold(title), title_year(), &year)) return year;
  static const RE2 kInTitle(R"((20\d\d)年)");
  static const RE2 kInHeading(R"((20\d\d)年度?(预算|当年|本年|合计))");
  static const RE2 kInLine(R"((20\d\d)年度?(部门|单位)?(综合)?(预算|决算))");
  std::vector<std::string> titles;
  std::vector<std::string> headings;
  std::vector<std::string> lines;
  for (const recognize::Table& table : reading.tables) {
    titles.push_back(table.title);
    for (const recognize::Entry& entry : table.entries) {
      if (entry.dimensions.phase != "prior") headings.push_back(entry.column_label);
    }
  }
  for (const recognize::TextLine& line : reading.lines) lines.push_back(line.text);
  if (const auto found = most_printed_year(titles, kInTitle)) return found;
  if (const auto found = most_printed_year(headings, kInHeading)) return found;
  if (const int of_forms = year_of_forms(reading); of_forms != 0) return of_forms;
  return most_printed_year(lines, kInLine);
}

bool has_budget_tables(const recognize::Reading& reading) {
  return std::any_of(reading.tables.begin(), reading.tables.end(), [](const auto& table) {
    return table.kind != "other" && table.kind != "project_targets";
  });
}

bool has_final_tables(const recognize::Reading& reading) {
  return std::any_of(reading.tables.begin(), reading.tables.end(), [](const auto& table) {
    return table.title.find("决算") != std::string::npos;
  });
}

// True where the document speaks of itself as a unit (本单位), not as a department (本部门).
bool speaks_as_unit(const recognize::Reading& reading) {
  int unit = 0;
  int department = 0;
  for (const recognize::TextLine& line : reading.lines) {
    const std::string folded = fold(line.text);
    unit += folded.find("本单位") != std::string::npos || folded.starts_with("预算单位:");
    department += folded.find("本部门") != std::string::npos || folded.starts_with("部门:") ||
                  folded.starts_with("预算主管部门:");
  }
  return unit > department;
}

// A heading that stands in for a title: 第二部分 2019年度部门预算表.
std::string part_heading(const std::vector<recognize::TextLine>& lines) {
  static const RE2 kHeading(R"(^第[一二三四]部分:?20\d\d年度?(部门|单位)(预算|决算)(表|情况说明)?$)");
  for (const recognize::TextLine& line : lines) {
    if (const std::string folded = fold(line.text); RE2::FullMatch(folded, kHeading)) return folded;
  }
  return "";
}

std::string read_kind(const std::string& title, const recognize::Reading& reading) {
  const std::string folded = title.empty() ? part_heading(reading.lines) : fold(title);
  const auto says = [&](std::string_view words) { return folded.find(words) != folded.npos; };
  // 某县2024年财政决算公开, 某市2026年预算公开: of no department.
  static const RE2 kOfPlace(R"(^(20\d\d年?度?)?[^局委办院]{1,10}[省市区县旗州](20\d\d年?度?)?(本级)?(财政)?(总)?(预决算|预算|决算)(公开|信息))");
  static const RE2 kOfGovernment("(预算|决算).*草案|预算执行情况|政府(预算|决算|预决算)");
  static const RE2 kOfUnit("单位(综合|整体)?(预算|决算)");
  if (RE2::PartialMatch(folded, kOfPlace) || RE2::PartialMatch(folded, kOfGovernment))
    return says("决算") ? "government_accounts" : "government_budget";
  if (says("自评")) return "self_evaluation";
  const bool tables = has_budget_tables(reading);
  if (says("绩效目标") && !tables) return "performance_targets";
  if (folded.empty() && !tables) return "unknown";
  const bool final_accounts = says("决算") || (!says("预算") && has_final_tables(reading));
  const bool unit = RE2::PartialMatch(folded, kOfUnit) || (!says("部门") && speaks_as_unit(reading));
  if (final_accounts) return unit ? "unit_accounts" : "department_accounts";
  return unit ? "unit_budget" : "department_budget";
}

// An agency that a label names: 预算单位：X, 部门名称：X. Not a unit of money, not a template's
// XX局.
std::string labelled_agency(const std::string& text) {
  static const RE2 kLabel(
      R"(^(?:预算主管部门|预算部门|预算单位|部门名称|单位名称|编制单位|编制部门|填报单位|填报部门|公开单位|公开部门|部门|单位)(?:\(.{1,4}\))?:(.+?)(?:(?:金额)?单位:.*)?$)");
  std::string agency;
  if (!RE2::FullMatch(fold(text), kLabel, &agency)) return "";
  agency = recognize::without_table_number(agency);
  const bool other = !find_unit(text).empty() && find_unit("单位:" + agency) == find_unit(text);
  return other || length(agency) < 3 ? "" : agency;
}

// The agency in a title: what is left of it without year and kind of document.
std::string agency_in_title(const std::string& title) {
  static const RE2 kYear(R"(20\d\d年?度?)");
  static const RE2 kWords(
      R"(\(汇总\)|(部门)?(省级|市级|区级|县级|本级)?(部门|单位)?(综合|整体|项目)?(支出)?(预算|决算)?(绩效目标(申报)?表|(绩效)?自评(表|报告)?|(信息)?公开.*|(情况)?(的)?(说明|报表|补充表|补充说明).*)?$)");
  static const RE2 kJoint(R"(\(汇总\))");
  std::string agency = fold(title);
  RE2::GlobalReplace(&agency, kYear, "");
  RE2::GlobalReplace(&agency, kJoint, "");
  RE2::Replace(&agency, kWords, "");
  // 草原样地监测项目支出绩效目标表 is a project's.
  static const RE2 kOfForm("绩效目标|自评");
  if (RE2::PartialMatch(fold(title), kOfForm) && !recognize::is_organization_name(agency)) return "";
  static const RE2 kRegionOnly(R"(^(.*[省市区县州盟])?$)");
  return RE2::FullMatch(agency, kRegionOnly) ? "" : agency;
}

// 高平市 in 关于高平市2025年财政预算执行情况和2026年财政预算（草案）的报告: whose budget a government's is.
std::string government_in_title(const std::string& title) {
  static const RE2 kGovernment(R"(^(?:20\d\d年?度?|关于)*(.{1,10}?[省市区县旗州盟乡镇])(?:本级)?(?:20\d\d|一般公共|财政|政府|预算|决算))");
  std::string government;
  return RE2::PartialMatch(fold(title), kGovernment, &government) ? government : "";
}

bool is_template_name(const std::string& agency) {
  static const RE2 kPlaces("[XxＸ×]{2}");
  return RE2::PartialMatch(agency, kPlaces);
}

std::vector<std::string> agency_labels(const recognize::Reading& reading) {
  std::vector<std::string> texts;
  for (const recognize::TextLine& line : reading.lines) texts.push_back(line.text);
  for (const recognize::Table& table : reading.tables) {
    for (const recognize::TableCell& cell : table.cells) {
      if (cell.row < kHeadRows) texts.push_back(cell.text);
    }
  }
  std::vector<std::string> agencies;
  for (const std::string& text : texts) {
    std::string agency = labelled_agency(text);
    if (!agency.empty() && !is_template_name(agency)) agencies.push_back(std::move(agency));
  }
  return agencies;
}

// The agency of the only unit that the tables name with a code.
CodedName agency_in_tables(const recognize::Reading& reading) {
  CodedName found;
  for (const recognize::Table& table : reading.tables) {
    for (const recognize::Entry& entry : table.entries) {
      CodedName agency;
      for (const recognize::Label& label : entry.labels) {
        if (label.role == recognize::LabelRole::UnitCode) agency.code = label.text;
        if (label.role == recognize::LabelRole::UnitName) agency.name = without_space(label.text);
      }
      if (agency.code.empty() || agency.name.empty()) continue;
      if (!found.code.empty() && found.code != agency.code) return {};
      found = agency;
    }
  }
  return found;
}

// The agency that the performance forms name most often.
std::string agency_in_forms(const recognize::Reading& reading) {
  std::map<std::string, int> votes;
  for (const recognize::Form& form : reading.forms) {
    for (const recognize::FormField& field : form.fields) {
      const bool names_it = field.role == "department" || field.role == "agency";
      if (names_it && !field.value.empty()) ++votes[without_space(field.value)];
    }
  }
  const auto most = std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) {
    return a.second < b.second;
  });
  return most == votes.end() ? "" : most->first;
}

void read_agency(const recognize::Reading& reading, DocumentFacts& facts,
                 Diagnostics& diagnostics) {
  const std::vector<std::string> labels = agency_labels(reading);
  const CodedName in_tables = agency_in_tables(reading);
  std::string agency = facts.kind.starts_with("government_") ? government_in_title(facts.title) : agency_in_title(facts.title);
  if (is_template_name(agency)) {
    diagnostics.push_back({Severity::Warning, 1, "document.template",
                           fmt::format("\"{}\" is the name in a template", agency)});
    return;
  }
  if (agency.empty() && !labels.empty()) agency = labels.front();
  if (agency.empty()) agency = in_tables.name;
  if (agency.empty()) agency = agency_in_forms(reading);
  const CodedName split = split_agency(agency);
  facts.unit_name = split.name;
  facts.unit_code = split.code;
  for (const std::string& label : labels) {
    const CodedName other = split_agency(label);
    if (facts.unit_code.empty() && other.name == facts.unit_name) facts.unit_code = other.code;
  }
  if (facts.unit_code.empty() && in_tables.name == facts.unit_name)
    facts.unit_code = in_tables.code;
}

void read_region(const recognize::Reading& reading, const RegionBook& regions, DocumentFacts& facts,
                 Diagnostics& diagnostics) {
  std::vector<std::string> context{facts.title};
  for (const recognize::TextLine& line : reading.lines) context.push_back(fold(line.text));
  RegionFinding finding = regions.locate(facts.unit_name, context);
  if (finding.candidates.empty()) finding = regions.locate(facts.title, context);
  if (finding.region != nullptr) {
    facts.region_code = finding.region->code;
    facts.region_name = finding.region->name;
    return;
  }
  if (finding.candidates.empty()) {
    diagnostics.push_back({Severity::Info, 0, "region.unknown",
                           fmt::format("no region is part of the name \"{}\"", facts.unit_name)});
    return;
  }
  std::string codes;
  for (const Region* candidate : finding.candidates) codes += " " + candidate->code;
  diagnostics.push_back({Severity::Warning, 0, "region.ambiguous",
                         fmt::format("\"{}\" may stand for several regions:{}",
                                     finding.candidates.front()->name, codes)});
}

}  // namespace

DocumentFacts read_document_facts(const recognize::Reading& reading, const RegionBook& regions,
                                  Diagnostics& diagnostics) {
  DocumentFacts facts;
  facts.title = read_title(reading.lines);
  facts.kind = read_kind(facts.title, reading);
  if (facts.kind == "unknown") {
    diagnostics.push_back({Severity::Warning, 0, "document.kind_unknown",
                           "neither cover nor tables are those of a budget disclosure"});
    return facts;
  }
  facts.fiscal_year = read_year(facts.title, reading);
  if (!facts.fiscal_year) {
    diagnostics.push_back({Severity::Warning, 0, "document.year_unknown",
                           "neither title, headings nor text say which year the document is of"});
  }
  read_agency(reading, facts, diagnostics);
  if (facts.unit_name.empty()) {
    diagnostics.push_back({Severity::Warning, 0, "document.agency_unknown",
                           "neither title nor labels name the agency"});
    return facts;
  }
  read_region(reading, regions, facts, diagnostics);
  return facts;
}

}  // namespace gongkai::normalize
