#include "recognize/form_text.h"

#include <algorithm>

#include "base/pattern.h"
#include "base/text.h"
#include "recognize/table_header.h"
#include "recognize/table_title.h"

namespace gongkai::recognize {
namespace {

constexpr std::string_view kSpace = " \t\n\f\r";
constexpr std::string_view kColonOrSpace = ": \t\n\f\r";
constexpr std::string_view kWideColon = "：";

}  // namespace

std::string fold_label(std::string_view text) {
  std::string folded = fold(text);
  while (folded.ends_with(":")) folded.pop_back();
  return folded;
}

std::string joined_lines(std::string_view text) {
  std::string joined(text);
  std::erase(joined, '\n');
  return trimmed(joined);
}

std::string label_text(std::string_view text) {
  std::string label = joined_lines(text);
  for (const std::string_view colon : {":", "："}) {
    while (label.ends_with(colon)) label = trimmed(label.substr(0, label.size() - colon.size()));
  }
  return label;
}

std::pair<std::string, std::string> split_label(std::string_view text) {
  constexpr size_t kShortest = 2;  // characters of a label
  constexpr size_t kLongest = 30;
  const std::string whole = trimmed(text);
  std::string_view value = whole;
  const std::string_view label = value.substr(0, std::min(value.find_first_of(kColonOrSpace), value.find(kWideColon)));
  value.remove_prefix(label.size());
  const auto skip_space = [&] { value.remove_prefix(std::min(value.find_first_not_of(kSpace), value.size())); };
  skip_space();
  if (value.starts_with(kWideColon)) {
    value.remove_prefix(kWideColon.size());
  } else if (value.starts_with(":")) {
    value.remove_prefix(1);
  }
  skip_space();
  const size_t length = value.empty() ? 0 : decode_utf8(label).size();
  if (length < kShortest || length > kLongest) return {};
  return {std::string(label), std::string(value)};
}

bool is_placeholder(std::string_view folded) {
  static const RE2 kTemplate("^((目标|指标|任务|内容)\\d*[:、.]?|\\.{3,}|。{2,}|[xX×]{2,}(万?元|个|%)?|;)+$");
  return RE2::FullMatch(piece(folded), kTemplate);
}

bool is_blank_slot(std::string_view folded) {
  static const RE2 kNothing("(-+|/+|无|不适用|\\.{3,})?");
  return RE2::FullMatch(piece(folded), kNothing) || is_placeholder(folded);
}

bool is_amount_place(std::string_view folded) {
  return is_money_text(folded) || is_blank_slot(folded);
}

bool is_form_title(std::string_view text, const FormWords& words) {
  const std::string folded = fold(text);
  if (folded.size() > kLongestTitle) return false;
  static const RE2 kTable("(目标|自评|评价|申报|填报|绩效).*表(\\(.*\\))?$");
  return RE2::PartialMatch(folded, kTable) && words.title(folded) != nullptr;
}

int year_line(std::string_view folded) {
  static const RE2 kYear("\\(?(20\\d\\d)\\)?(年度?|年度预算)?\\)?");
  int year = 0;
  return RE2::FullMatch(piece(folded), kYear, &year) ? year : 0;
}

bool read_title(const std::string& line, const FormWords& words, Form& form) {
  const std::string folded = fold(line);
  if (const int year = year_line(folded); year > 0) {
    form.year = year;
    return true;
  }
  if (!is_form_title(line, words)) return false;
  form.title = joined_lines(line);
  form.kind = words.title(folded)->kind;
  static const RE2 kYear("(20\\d\\d)\\)?年?");
  RE2::PartialMatch(folded, kYear, &form.year);
  return true;
}

}  // namespace gongkai::recognize
