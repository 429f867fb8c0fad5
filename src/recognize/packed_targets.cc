#include "recognize/packed_targets.h"

#include <re2/re2.h>

#include "base/pattern.h"
#include "base/text.h"

namespace gongkai::recognize {
namespace {

// Parts between ；, 。 and the numbers of a list (1. （2） ③), without them.
std::vector<std::string> parts_of(const std::string& text) {
  static const RE2 kBorder("[；;。]|[①②③④⑤⑥⑦⑧⑨⑩]|[（(]\\d{1,2}[)）]|(^|[^\\d.])\\d{1,2}[.、．]([^\\d]|$)");
  static const RE2 kNumber("^\\s*([（(]?\\d{1,2}[)）.、．]|[①②③④⑤⑥⑦⑧⑨⑩])\\s*");
  std::vector<std::string> parts;
  std::string rest = text;
  while (!rest.empty()) {
    RE2::Replace(&rest, kNumber, "");
    re2::StringPiece match[3];
    if (!kBorder.Match(rest, 0, rest.size(), RE2::UNANCHORED, match, 3)) {
      parts.push_back(rest);
      break;
    }
    // The character before the number of a list still belongs to the part.
    const size_t end = static_cast<size_t>(match[0].data() - rest.data()) + match[1].size();
    const bool mark = view(match[0]) == "；" || view(match[0]) == ";" || view(match[0]) == "。";
    parts.push_back(rest.substr(0, end));
    rest = rest.substr(mark ? end + match[0].size() : end);
    if (!mark && end == 0 && !RE2::PartialMatch(rest, kNumber)) break;
  }
  return parts;
}

// 巡河次数≥52次质量指标：整改率≥98%: a level before a colon begins a part, also where nothing but the end of a line
// stood before it.
std::vector<std::string> split_at_levels(const std::string& text) {
  static const RE2 kLevel("((经济|社会|生态|环境|生态环境)?(效益|成本)|产出(数量|质量|时效)?|数量|质量|时效|可持续影响|(服务对象)?满意度)指标\\s*[:：]\\s*");
  std::vector<std::string> parts;
  size_t begin = 0, lead = 0;  // of the part, and behind the levels that it begins with
  re2::StringPiece match[1];
  for (size_t from = 0; kLevel.Match(text, from, text.size(), RE2::UNANCHORED, match, 1);) {
    const auto at = static_cast<size_t>(match[0].data() - text.data());
    if (at > lead) {
      parts.push_back(text.substr(begin, at - begin));
      begin = at;
    }
    from = lead = at + match[0].size();
  }
  parts.push_back(text.substr(begin));
  return parts;
}

// A level of the tree before a colon, taken off the front; null where none is.
const LevelRule* take_level(std::string& part, const FormWords& words) {
  static const RE2 kLevel("^\\s*([^:：]{2,36})[:：]\\s*");
  std::string label;
  if (!RE2::PartialMatch(part, kLevel, &label)) return nullptr;
  const LevelRule* level = words.level(fold(label));
  if (level != nullptr) RE2::Replace(&part, kLevel, "");
  return level;
}

// Where the target begins: at a comparison, behind a colon, else at the first digit.
void split_target(const std::string& part, FormIndicator& indicator) {
  static const RE2 kCompared(
      "^(.+?)\\s*[:：]?\\s*((?:≥|≤|≧|≦|>|<|＞|＜|=|＝|不低于|不少于|不高于|不超过|不多于|大于等于|小于等于|大于|小于|达到|控制在).*)$");
  static const RE2 kColon("^(.+?)\\s*[:：]\\s*(.+)$");
  static const RE2 kNumber("^([^\\d]*[^\\d\\s.])\\s*(\\d.*)$");
  for (const RE2* pattern : {&kCompared, &kColon, &kNumber}) {
    if (RE2::FullMatch(part, *pattern, &indicator.level3, &indicator.value)) return;
  }
  indicator.level3 = part;
  indicator.value.clear();
}

}  // namespace

std::vector<FormIndicator> split_named_targets(const std::string& text, const FormWords& words) {
  std::vector<FormIndicator> indicators;
  FormIndicator level;
  std::vector<std::string> parts;
  for (const std::string& part : parts_of(text)) {
    for (std::string& finer : split_at_levels(part)) parts.push_back(std::move(finer));
  }
  for (std::string& part : parts) {
    while (const LevelRule* rule = take_level(part, words)) {
      if (rule->under.empty()) {
        level.level1 = rule->word;
        level.level2.clear();
      } else {
        level.level2 = rule->word;
      }
    }
    part = trimmed(part);
    if (part.empty()) continue;
    FormIndicator indicator = level;
    split_target(part, indicator);
    indicator.inferred.emplace_back("split");
    indicators.push_back(std::move(indicator));
  }
  return indicators;
}

}  // namespace gongkai::recognize
