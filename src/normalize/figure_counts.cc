#include "normalize/figure_counts.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "base/pattern.h"
#include "base/text.h"

namespace gongkai::normalize {
namespace {

// What a clause begins after, in folded text.
constexpr std::array<std::string_view, 5> kClauseBreaks = {"，", ";", "。", ":", "、"};

// Where the clause begins that holds the byte at `at`.
size_t clause_begin(std::string_view text, size_t at) {
  size_t begin = 0;
  for (const std::string_view mark : kClauseBreaks) {
    const size_t found = at == 0 ? std::string_view::npos : text.rfind(mark, at - 1);
    if (found != std::string_view::npos) begin = std::max(begin, found + mark.size());
  }
  return begin;
}

// What is counted, without whose it is: 某中心共有公务用车编制 → 公务用车编制.
std::string subject_of(std::string_view words) {
  static const RE2 kPossession("^.*(?:共有|占有使用|使用的|设有|纳入绩效目标管理的|其中)");
  std::string subject(words);
  RE2::Replace(&subject, kPossession, "");
  return subject;
}

// 3个月, 2个百分点, 5个工作日: no things are counted.
bool is_measure_word_of_else(std::string_view behind) {
  static const RE2 kElse("^(月|百分点|工作日|季度|年|小时|方面|层面)");
  return RE2::PartialMatch(piece(behind), kElse);
}

bool has_words(std::string_view subject) {
  const std::u32string codes = decode_utf8(subject);
  return std::any_of(codes.begin(), codes.end(), is_han) && !subject.ends_with("第");
}

}  // namespace

std::vector<Figure> read_counts(const Passage& passage,
                                const std::vector<recognize::TextLine>& lines) {
  static const RE2 kCount(R"((\d+(?:,\d{3})*(?:\.\d+)?)(台\(套\)|平方米|人次|批次|个|辆|台|套|名|人))");
  const std::string_view text = passage.folded;
  std::vector<Figure> figures;
  re2::StringPiece rest = piece(text);
  re2::StringPiece number, unit;
  while (RE2::FindAndConsume(&rest, kCount, &number, &unit)) {
    const auto at = static_cast<size_t>(number.data() - text.data());
    const size_t end = at + number.size() + unit.size();
    const size_t begin = clause_begin(text, at);
    std::string subject = subject_of(text.substr(begin, at - begin));
    const bool within = at > 0 && (is_digit(text[at - 1]) || text[at - 1] == '.');
    if (within || !has_words(subject) || is_measure_word_of_else(text.substr(end))) continue;
    Figure figure;
    figure.place = place_of(passage, lines, at, end);
    figure.section = passage.section();
    figure.subject = std::move(subject);
    figure.measure = unit == "平方米" ? "area" : "count";
    figure.raw = passage.sentence(at, end);
    std::string digits(view(number));
    std::erase(digits, ',');
    figure.count = parse_decimal(digits);
    figure.unit = std::string(view(unit));
    figures.push_back(std::move(figure));
  }
  return figures;
}

}  // namespace gongkai::normalize
