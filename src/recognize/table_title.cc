#include "recognize/table_title.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "base/unit.h"

namespace gongkai::recognize {
namespace {


// The number that a table carries, in front of the title or on a line of its own.
constexpr const char* kNumberPrefix =
    "(?:预算|单位预算|部门预算|决算|公开|预算公开|部门公开|单位公开|财决公开|附)?";
constexpr const char* kChineseNumber = "表(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])";
constexpr const char* kDigits = "(?:表[0-9]{1,2}(?:-[0-9]+)?|[0-9]{1,2}表|表格[0-9]{1,2}|附件[0-9]{1,2})";

struct NumberedTitle {
  std::string number;
  std::string rest;  // folded
};

// The number in front of a title. A space behind it settles what folding blurs: 表一 一般公共预算….
NumberedTitle split_number(const std::string& line) {
  static const std::string kPrefix = std::string("(?:第二部分)?(") + kNumberPrefix;
  static const RE2 kAlone(kPrefix + "(?:" + kChineseNumber + "|" + kDigits + "))[:：、.]?");
  static const RE2 kInFront("^" + kPrefix + kChineseNumber + ")");
  static const RE2 kDigitsInFront("^" + kPrefix + kDigits + ")(?:[^0-9]|$)");
  const std::string printed = trimmed(line);
  const size_t space = std::min({printed.find(' '), printed.find('\t'), printed.find("\u3000")});
  NumberedTitle result;
  if (space != std::string::npos && RE2::FullMatch(fold(printed.substr(0, space)), kAlone, &result.number)) {
    result.rest = fold(printed.substr(space));
    return result;
  }
  const std::string folded = fold(printed);
  if (!RE2::PartialMatch(folded, kInFront, &result.number) && !RE2::PartialMatch(folded, kDigitsInFront, &result.number)) {
    result.rest = folded;
    return result;
  }
  result.rest = folded.substr(folded.find(result.number) + result.number.size());
  if (result.rest.starts_with("般公共") && result.number.ends_with("一")) {  // 表十一般公共预算…
    result.number.resize(result.number.size() - std::string_view("一").size());
    result.rest = "一" + result.rest;
  }
  while (!result.rest.empty() && std::string_view(":.-").find(result.rest[0]) != std::string_view::npos) {
    result.rest.erase(0, 1);
  }
  return result;
}

// Drops the unit declaration and heading ordinals around a title.
std::string bare_title(std::string folded) {
  static const RE2 kUnit("\\(?(金额)?单位:.*$");
  static const RE2 kOrdinal("^([一二三四五六七八九十]+、|\\([一二三四五六七八九十]+\\)|[0-9]{1,2}[、.])");
  RE2::Replace(&folded, kUnit, "");
  RE2::Replace(&folded, kOrdinal, "");
  return folded;
}

// The part of the printed line that folds to `folded`, without spaces.
std::string printed_form(const std::string& line, const std::string& folded) {
  std::u32string codes = decode_utf8(without_space(line));
  while (!codes.empty() && !fold(encode_utf8(codes)).starts_with(folded)) codes.erase(0, 1);
  while (!codes.empty() && fold(encode_utf8(codes)) != folded) codes.pop_back();
  return codes.empty() ? folded : encode_utf8(codes);
}

bool is_sentence(std::string_view folded) {
  return folded.ends_with("。") || folded.ends_with(";") || folded.ends_with(",") ||
         folded.find("。") != std::string_view::npos;
}

// A line that can be a table's title: short, no sentence, no contents entry (…… 12).
bool may_be_title(const std::string& folded) {
  static const RE2 kContents("(\\.{3,}|…)[0-9]*$|目录|^附[表件]$");
  static const RE2 kEndsLikeTitle("表|(政府采购|购买服务)(预算|支出|计划)$|^机关运行经费$");
  return !folded.empty() && folded.size() <= kLongestTitle && !is_sentence(folded) &&
         !RE2::PartialMatch(folded, kContents) && RE2::PartialMatch(folded, kEndsLikeTitle);
}

// The first line of a title that goes on in the next one.
bool is_broken_title(const TextLine& first, const TextLine& second) {
  const std::string folded = fold(first.text);
  if (folded.empty() || folded.size() > kLongestTitle || is_sentence(folded)) return false;
  static const RE2 kDocumentTitle("(部门|单位)(预算|决算)$");
  if (RE2::PartialMatch(folded, kDocumentTitle)) return false;
  if (folded.ends_with("公开") || folded.ends_with("说明") || folded.ends_with("报告")) return false;  // a running head
  if (folded.ends_with("表") || folded.find("表(") != std::string::npos || !find_unit(first.text).empty()) return false;
  static const RE2 kHeading("^(第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|\\([一二三四五六七八九十]+\\))");
  if (RE2::PartialMatch(folded, kHeading)) return false;
  if (folded.ends_with("公开")) return false;  // names the document: a running head
  if (folded.find(':') != std::string::npos && split_number(first.text).number.empty()) return false;
  if (split_number(first.text).rest.empty()) return false;
  static const RE2 kWords("(预算|决算|经费|支出|收入|收支|财政拨款|基金)");
  if (!RE2::PartialMatch(folded, kWords)) return false;
  if (first.place.page != second.place.page) return false;
  if (!first.place.box || !second.place.box) return true;
  const double gap = second.place.box->top - first.place.box->bottom;
  return std::abs(first.font_size - second.font_size) < 0.6 && gap < 1.5 * second.font_size;
}

// 以下金额单位均为元。 A sentence of its own about the unit of money.
bool declares_unit(const std::string& line) {
  constexpr size_t kLongest = 60;  // bytes of UTF-8, 20 characters
  return fold(line).size() <= kLongest && !find_unit(line).empty();
}

std::string find_agency(const std::string& folded) {
  static const RE2 kAgency(
      "(?:编制单位|填报单位|预算单位|单位名称|部门名称|部门\\(单位\\)|部门|单位|公开部门|公开单位|编制部门):"
      "([^:]*?)(?:(?:金额)?单位:.*)?$");
  std::string agency;
  if (!RE2::PartialMatch(folded, kAgency, &agency)) return "";
  agency = without_table_number(agency);
  return fen_per(agency) ? "" : agency;
}

}  // namespace

std::string without_table_number(std::string folded) {
  static const RE2 kNumber(std::string("(?:") + kNumberPrefix + "(?:" + kChineseNumber + "|" + kDigits + ")|附表[0-9]{1,2}(?:-[0-9]+)?)$");
  RE2::Replace(&folded, kNumber, "");
  return folded;
}

bool is_like_title(std::string_view text) {
  return !is_note(text) && may_be_title(bare_title(split_number(std::string(text)).rest));
}

bool is_page_number(std::string_view text) {
  static const RE2 kNumber("^(第?[-—·.]*[0-9ivx]{1,4}[-—·.]*(页.*)?|第[0-9]+页,?共[0-9]+页|[0-9]+/[0-9]+)$");
  return RE2::FullMatch(fold(text), kNumber);
}

bool is_note(std::string_view text) {
  static const RE2 kNote("^(\\(?注\\)?[0-9]*[:：.、]|备注:|说明:|注:)");
  return RE2::PartialMatch(fold(text), kNote);
}

TableHead read_head(const std::vector<TextLine>& lines, const Schemas& schemas) {
  TableHead head;
  for (size_t i = lines.size(); i-- > 0;) {
    const TextLine& line = lines[i];
    if (is_page_number(line.text)) continue;
    const std::string folded = fold(line.text);
    if (head.unit.empty()) head.unit = find_unit(line.text);
    if (head.agency.empty()) head.agency = find_agency(folded);
    head.has_note = head.has_note || is_note(line.text);
    if (is_sentence(folded) && !is_note(line.text) && !declares_unit(line.text)) {
      head.has_prose = true;
      break;  // what stands above a sentence heads that sentence
    }
    const NumberedTitle numbered = split_number(line.text);
    if (head.printed_no.empty()) head.printed_no = numbered.number;
    if (head.schema != nullptr) continue;
    const std::string alone = bare_title(numbered.rest);
    if (!may_be_title(alone) || is_note(line.text)) continue;
    static const RE2 kAgencyLine("^(部门|单位)(名称)?:|^(编制|填报|预算|公开)(单位|部门):");
    if (RE2::PartialMatch(folded, kAgencyLine) && match_title(schemas, alone) == nullptr) continue;  // 部门：某局 附表13
    std::string title = alone;
    if (i > 0 && is_broken_title(lines[i - 1], line)) {
      const NumberedTitle first = split_number(lines[i - 1].text);
      title = bare_title(first.rest) + alone;
      if (head.printed_no.empty()) head.printed_no = first.number;
    }
    head.schema = match_title(schemas, title);
    if (head.schema == nullptr && head.title.empty()) head.title = printed_form(line.text, alone);
    if (head.schema != nullptr) {
      head.title_page = line.place.page;
      head.title = printed_form((title == alone ? "" : lines[i - 1].text) + line.text, title);
    }
  }
  return head;
}

}  // namespace gongkai::recognize
