#include "normalize/figure_subject.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/pattern.h"
#include "base/text.h"

namespace gongkai::normalize {
namespace {

bool is_neutral(std::string_view words, const FigureRules& rules) {
  return RE2::FullMatch(piece(words), *rules.neutral);
}

// Offset at which the neutral words at the end begin.
size_t neutral_tail(std::string_view words, const FigureRules& rules) {
  re2::StringPiece tail;
  const re2::StringPiece text = piece(words);
  rules.neutral_tail->Match(text, 0, text.size(), RE2::UNANCHORED, &tail, 1);
  return tail.data() == nullptr ? words.size() : static_cast<size_t>(tail.data() - words.data());
}

CodeSystem system_of(std::string_view code) {
  if (code.starts_with('3')) return CodeSystem::DepartmentEconomic;
  return code.starts_with('5') ? CodeSystem::GovernmentEconomic : CodeSystem::Function;
}

// 类, 款 and 项 of a path: digits or a name for each, "" where not given.
struct Path {
  std::array<std::string, 3> digits, names;
  int levels = 0;  // deepest one given, 1 … 3
};

// Takes NAME(204类) or NAME(类) off the front, as often as there is one.
Path take_path(std::string_view& words) {
  static const RE2 kStep(R"(^([^，;:。]{0,120}?)\((\d{0,3})(类|款|项)\))");
  Path path;
  re2::StringPiece rest = piece(words);
  std::string name, digits, level;
  while (RE2::Consume(&rest, kStep, &name, &digits, &level)) {
    const size_t at = level == "类" ? 0 : level == "款" ? 1 : 2;
    static const RE2 kDigits(R"(.*?(\d{2,3})$)");
    std::string printed;
    if (digits.empty() && RE2::FullMatch(name, kDigits, &printed)) {  // 208(类)05(款)05(项)养老…
      digits = printed;
      name.clear();
    }
    path.digits[at] = digits;
    path.names[at] = name;
    path.levels = static_cast<int>(at) + 1;
  }
  words = view(rest);
  return path;
}

// The beginning of a name may be preceded by words of the sentence: the longest end of `name` that
// stands for a code under `parent`.
std::string resolve_end(const CodeBook& codes, CodeSystem system, std::string_view name,
                        const std::string& parent, std::optional<int> year) {
  const std::u32string characters = decode_utf8(name);
  constexpr size_t kShortestName = 2;
  for (size_t i = 0; i + kShortestName <= characters.size(); ++i) {
    const std::string end = encode_utf8(std::u32string_view(characters).substr(i));
    const std::string code = codes.resolve(system, {end, parent, year});
    if (!code.empty()) return code;
  }
  return "";
}

// The code that digits or names give, down to the deepest level; "" where one of them is not known.
std::string code_of(const Path& path, const std::string& above, const CodeBook& codes,
                    std::optional<int> year) {
  std::string code = path.digits[0].empty() && path.names[0].empty() ? above : "";
  for (size_t at = 0; at < static_cast<size_t>(path.levels); ++at) {
    const std::string& digits = path.digits[at];
    const std::string& name = path.names[at];
    if (at == 0 && digits.empty() && name.empty()) continue;
    if (at > 0 && code.empty()) return "";
    if (!digits.empty()) {
      const bool whole = at == 0 || digits.size() > 2;
      code = whole ? digits : code + digits;
    } else {
      code = resolve_end(codes, CodeSystem::Function, name, code, year);
      if (code.empty()) return "";
    }
  }
  return CodeBook::is_well_formed(CodeSystem::Function, code) ? code : "";
}

}  // namespace

FigureSubject SubjectReader::coded(CodeSystem system, const std::string& code,
                                   const std::string& printed) const {
  const CodeEntry* entry = codes_.find(system, code, year_);
  FigureSubject subject;
  subject.name = code + " " + (entry != nullptr ? entry->name : printed);
  subject.dimensions.direction = "expenditure";
  subject.code_system = name_of(system);
  subject.code = code;
  subject.line = true;
  return subject;
}

// The 类 that the headings name: （一）一般公共服务支出（类）.
std::string SubjectReader::class_above(const std::vector<std::string>& headings) const {
  for (auto heading = headings.rbegin(); heading != headings.rend(); ++heading) {
    const std::string folded = fold(*heading);
    std::string_view words = folded;
    const Path path = take_path(words);
    if (path.levels > 0) return code_of(path, "", codes_, year_).substr(0, 3);
  }
  return "";
}

// 社会保障和就业支出-行政事业单位养老支出-行政单位离退休
std::optional<FigureSubject> SubjectReader::read_dashed_path(std::string_view words) const {
  std::string code;
  std::vector<std::string> steps = split(words.substr(0, neutral_tail(words, rules_)), '-');
  if (steps.size() < 2 || steps.size() > 3) return std::nullopt;
  for (const std::string& step : steps) {
    code = codes_.resolve(CodeSystem::Function, {step, code, year_});
    if (code.empty()) return std::nullopt;
  }
  return coded(CodeSystem::Function, code, steps.back());
}

std::optional<FigureSubject> SubjectReader::read_path(
    std::string_view words, const std::vector<std::string>& headings) const {
  const Path path = take_path(words);
  if (path.levels == 0) return std::nullopt;
  const size_t deepest = static_cast<size_t>(path.levels) - 1;
  const std::string code = code_of(path, class_above(headings), codes_, year_);
  const std::string name = path.names[deepest].empty() ? std::string(words) : path.names[deepest];
  if (!code.empty() && (path.names[deepest].empty() || is_neutral(words, rules_))) {
    return coded(CodeSystem::Function, code, name);
  }
  if (!is_neutral(words, rules_)) return std::nullopt;
  FigureSubject subject;
  for (const std::string& step : path.names) {
    if (!step.empty()) subject.name += (subject.name.empty() ? "" : "/") + step;
  }
  subject.dimensions.direction = "expenditure";
  subject.code_system = name_of(CodeSystem::Function);
  subject.line = true;
  return subject;
}

std::optional<FigureSubject> SubjectReader::read_printed_code(std::string_view words) const {
  static const RE2 kInFront(R"(^(\d{3}|\d{5}|\d{7})[\-_]?(\D.*)$)");
  static const RE2 kBehind(R"(^(.*[^\d(])\((\d{3}|\d{5}|\d{7})\)(.*)$)");
  std::string code, name, tail;
  if (!RE2::FullMatch(piece(words), kInFront, &code, &name)) {
    if (!RE2::FullMatch(piece(words), kBehind, &name, &code, &tail) || !is_neutral(tail, rules_)) {
      return std::nullopt;
    }
  }
  const CodeSystem system = system_of(code);
  if (!CodeBook::is_well_formed(system, code)) return std::nullopt;
  const std::string stem = name.substr(0, neutral_tail(name, rules_));
  // Codes come and go from year to year; a 类 stays.
  if (stem.empty() || codes_.find(system, code.substr(0, 3), year_) == nullptr) return std::nullopt;
  return coded(system, code, stem);
}

std::optional<FigureSubject> SubjectReader::read_class_name(std::string_view words) const {
  static constexpr std::string_view kExpenditure = "支出";
  const size_t tail = neutral_tail(words, rules_);
  std::string name(words.substr(0, tail));
  if (words.substr(tail).starts_with(kExpenditure)) name += kExpenditure;
  const std::u32string characters = decode_utf8(name);
  constexpr size_t kShortestClass = 3;  // 办公费
  for (size_t i = 0; i + kShortestClass <= characters.size(); ++i) {
    const std::string end = encode_utf8(std::u32string_view(characters).substr(i));
    const std::string front = encode_utf8(std::u32string_view(characters).substr(0, i));
    std::vector<std::pair<CodeSystem, std::string>> found;
    for (const CodeSystem system :
         {CodeSystem::Function, CodeSystem::DepartmentEconomic, CodeSystem::GovernmentEconomic}) {
      const std::string code = codes_.resolve(system, {end, "", year_});
      if (!code.empty()) found.emplace_back(system, code);
    }
    // 委托业务费, 差旅费: no function is called like a 款 of 商品和服务支出.
    if (found.empty()) {
      const std::string code = codes_.resolve(CodeSystem::DepartmentEconomic, {end, "302", year_});
      if (!code.empty()) found.emplace_back(CodeSystem::DepartmentEconomic, code);
    }
    if (found.empty()) continue;
    if (!RE2::FullMatch(front, *rules_.lead_in)) return std::nullopt;
    FigureSubject subject = coded(found.front().first, found.front().second, end);
    if (found.size() > 1) {  // 对个人和家庭的补助 is a name of both economic classifications
      subject.name = end;
      subject.code_system.clear();
      subject.code.clear();
    }
    return subject;
  }
  return std::nullopt;
}

std::optional<FigureSubject> SubjectReader::read_phrase(std::string_view words) const {
  const FigureSubjectRule* best = nullptr;
  re2::StringPiece phrase;  // what the best rule matched
  for (const size_t index : rules_.phrases->matches(words)) {
    const FigureSubjectRule& rule = rules_.subjects[index];
    re2::StringPiece match;
    if (RE2::PartialMatch(piece(words), *rule.match, &match) &&
        (best == nullptr || match.data() < phrase.data())) {
      best = &rule;
      phrase = match;
    }
  }
  if (best == nullptr) return std::nullopt;
  const auto begin = static_cast<size_t>(phrase.data() - words.data());
  if (!RE2::FullMatch(piece(words.substr(0, begin)), *rules_.lead_in)) return std::nullopt;
  FigureSubject subject{best->name,  best->set,  best->code_system, best->code,
                        best->total, best->line, best->weak};
  if (!subject.dimensions.fund.empty()) return subject;
  for (const FigureFundRule& fund : rules_.funds) {
    if (!RE2::PartialMatch(piece(words), *fund.match)) continue;
    subject.dimensions.fund = fund.fund;
    if (best->by_fund) subject.name = fund.name + subject.name;
    break;
  }
  return subject;
}

Clause SubjectReader::read(std::string_view words, const std::vector<std::string>& headings) const {
  if (auto subject = read_path(words, headings)) return {ClauseKind::Named, *std::move(subject)};
  if (auto subject = read_dashed_path(words)) return {ClauseKind::Named, *std::move(subject)};
  if (auto subject = read_printed_code(words)) return {ClauseKind::Named, *std::move(subject)};
  if (auto subject = read_phrase(words)) return {ClauseKind::Named, *std::move(subject)};
  if (auto subject = read_class_name(words)) return {ClauseKind::Named, *std::move(subject)};
  return {is_neutral(words, rules_) ? ClauseKind::Neutral : ClauseKind::Unknown, {}};
}

}  // namespace gongkai::normalize
