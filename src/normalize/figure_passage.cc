#include "normalize/figure_passage.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/pattern.h"
#include "base/text.h"

namespace gongkai::normalize {
namespace {

using recognize::TextLine;

// Thresholds in multiples of the line's font size.
constexpr double kIndent = 0.45;  // a first line is set in by two characters, in some programs by
                                  // hardly more than half of one
constexpr double kShort = 1.5;    // a line that ends earlier than this was not full: a comma or
                                  // bracket that may not begin a line takes one character along
constexpr double kRagged = 6;     // a number that did not fit leaves a gap of its own width
constexpr double kGap = 3;        // white space as of a chart or a table that stood between
constexpr double kLargerFont = 1.15;   // a title, against the size of most of the text
constexpr size_t kHeadingLength = 50;  // characters; what is longer is a sentence
constexpr size_t kFullTextLine = 20;   // characters; a shorter line of a text file is complete
constexpr int kRepeatedPages = 3;  // what stands in one place of so many pages is a running head

struct Margins {
  double left = 0;
  double right = 0;
};

struct PrintedLine {
  size_t index = 0;  // into the lines
  const TextLine* line = nullptr;
  std::string folded;
};

// Characters that NFKC turns into digits though no number goes on in them: ① ⑴ ² ½.
bool is_digit_in_disguise(char32_t code, std::string_view folded) {
  const bool full_width = code >= U'０' && code <= U'９';
  return code >= 0x80 && !full_width &&
         std::any_of(folded.begin(), folded.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Fills `folded` and `origins` from `text`.
void fold_passage(Passage& passage) {
  const std::u32string codes = decode_utf8(passage.text);
  size_t offset = 0;
  char32_t before = 0;  // the last character kept, as printed
  for (size_t i = 0; i < codes.size(); ++i) {
    std::string printed;
    append_utf8(printed, codes[i]);
    std::string folded = fold(printed);
    if (is_digit_in_disguise(codes[i], folded)) folded = printed;
    if (folded == ",") {
      const char32_t behind = i + 1 < codes.size() ? codes[i + 1] : 0;
      if (codes[i] != U',' || !is_digit(before) || !is_digit(behind)) folded = "，";
    }
    passage.folded += folded;
    passage.origins.insert(passage.origins.end(), folded.size(), offset);
    if (!folded.empty()) before = codes[i];
    offset += printed.size();
  }
  passage.origins.push_back(offset);
}

std::string fold_line(const std::string& text) {
  Passage line;
  line.text = text;
  fold_passage(line);
  return line.folded;
}

bool ends_in_any(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(),
                     [&](std::string_view end) { return text.ends_with(end); });
}

bool is_closed(std::string_view folded) {
  return ends_in_any(folded, {"。", ";", ":", "!", "?", ".", "。)"});
}

// What is no heading, for its marks, its figures or its length.
bool is_sentence(std::string_view folded) {
  static const RE2 kMarks("[。;，]|\\d(万|亿|千)?元|\\d%");
  return RE2::PartialMatch(piece(folded), kMarks) ||
         decode_utf8(folded).size() > kHeadingLength;
}

// 0 … 5 where a heading or a list item begins.
std::optional<int> ordinal_level(std::string_view folded, const FigureRules& rules) {
  for (const FigureHeadingRule& rule : rules.headings) {
    if (contains(rule.match, folded)) return rule.level;
  }
  return std::nullopt;
}

std::string without_digits(std::string_view text) {
  std::string kept;
  std::copy_if(text.begin(), text.end(), std::back_inserter(kept),
               [](char c) { return c < '0' || c > '9'; });
  return kept;
}

// Lines that stand in the same place of several pages, and page numbers.
std::set<size_t> find_running_heads(const std::vector<PrintedLine>& lines,
                                    const FigureRules& rules) {
  std::map<int, std::vector<size_t>> pages;
  for (size_t i = 0; i < lines.size(); ++i) pages[lines[i].line->place.page].push_back(i);
  std::map<std::pair<std::string, int>, std::set<size_t>> repeated;  // text and height → lines
  std::set<size_t> heads;
  for (const auto& [page, members] : pages) {
    for (size_t k = 0; k < members.size(); ++k) {
      const PrintedLine& line = lines[members[k]];
      const bool at_edge = k < 2 || k + 2 >= members.size();
      if (line.line->place.box && !at_edge) continue;
      if (contains(rules.page_number, line.folded)) heads.insert(members[k]);
      if (!line.line->place.box) continue;
      const int height = static_cast<int>(std::lround(line.line->place.box->top));
      repeated[{without_digits(line.folded), height}].insert(members[k]);
    }
  }
  for (const auto& [key, members] : repeated) {
    if (static_cast<int>(members.size()) >= kRepeatedPages)
      heads.insert(members.begin(), members.end());
  }
  return heads;
}

// The font size that most characters of the lines are set in.
double body_size(const std::vector<PrintedLine>& lines) {
  std::map<int, size_t> characters;  // by size in tenths of a point
  for (const PrintedLine& line : lines) {
    characters[static_cast<int>(std::lround(line.line->font_size * 10))] += line.folded.size();
  }
  const auto most =
      std::max_element(characters.begin(), characters.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == characters.end() ? 0 : most->first / 10.0;
}

bool same_size(double a, double b) { return std::abs(a - b) <= 0.1 * std::max(a, b); }

// Where the text of each page begins and ends, told by its lines in the page's main font size.
std::map<int, Margins> find_margins(const std::vector<PrintedLine>& lines) {
  std::map<int, std::vector<PrintedLine>> pages;
  for (const PrintedLine& line : lines) {
    if (line.line->place.box) pages[line.line->place.page].push_back(line);
  }
  std::map<int, Margins> margins;
  for (const auto& [page, members] : pages) {
    const double size = body_size(members);
    std::optional<Margins> found;
    for (const PrintedLine& line : members) {
      if (!same_size(line.line->font_size, size)) continue;
      const Box& box = *line.line->place.box;
      if (!found) found = Margins{box.left, box.right};
      found->left = std::min(found->left, box.left);
      found->right = std::max(found->right, box.right);
    }
    margins[page] = found.value_or(Margins{});
  }
  return margins;
}

// True where a line of a text file goes on in the next one.
bool goes_on_in_text(const PrintedLine& above, const PrintedLine& below, const FigureRules& rules) {
  if (is_closed(above.folded) || ordinal_level(below.folded, rules)) return false;
  const size_t length = decode_utf8(above.folded).size();
  if (ordinal_level(above.folded, rules) && length < kFullTextLine) return false;
  return length >= kFullTextLine || ends_in_any(above.folded, {"，", "、", "万", "亿"});
}

class Joiner {
 public:
  Joiner(const std::vector<PrintedLine>& lines, const FigureRules& rules)
      : rules_(rules), margins_(find_margins(lines)) {}

  bool goes_on(const PrintedLine& above, const PrintedLine& below) const {
    const auto& a = above.line->place;
    const auto& b = below.line->place;
    if (!a.box || !b.box) return goes_on_in_text(above, below, rules_);
    if (!same_size(above.line->font_size, below.line->font_size) || b.page > a.page + 1)
      return false;
    const double size = above.line->font_size;
    if (a.page == b.page && (b.box->top < a.box->top || b.box->top - a.box->bottom > kGap * size)) {
      return false;
    }
    const double left_over = margins_.at(a.page).right - a.box->right;
    const bool indented = b.box->left - margins_.at(b.page).left > kIndent * size;
    const bool full = left_over < kShort * size;
    if (ordinal_level(below.folded, rules_) && (indented || !full || is_closed(above.folded))) {
      return false;
    }
    // The second line of a heading that is set in begins at the margin.
    const bool below_it = std::abs(b.box->left - a.box->left) < kIndent * size;
    if (full && !indented) return !(below_it && looks_like_heading(above));
    return (full || (!indented && left_over < kRagged * size)) && !is_closed(above.folded) &&
           !looks_like_heading(above);
  }

 private:
  bool looks_like_heading(const PrintedLine& line) const {
    static const RE2 kCutFigure(R"(\d[,.万亿千]?$)");
    return ordinal_level(line.folded, rules_) && !is_sentence(line.folded) &&
           !RE2::PartialMatch(line.folded, kCutFigure);
  }

  const FigureRules& rules_;
  std::map<int, Margins> margins_;
};

// Collects lines into passages and keeps the headings above them.
class Collector {
 public:
  Collector(double size, const FigureRules& rules) : size_(size), rules_(rules) {}

  void add(const std::vector<const PrintedLine*>& lines) {
    Passage passage;
    for (const PrintedLine* line : lines) {
      passage.pieces.push_back({passage.text.size(), line->index});
      passage.text += line->line->text;
    }
    fold_passage(passage);
    if (const std::optional<int> level = heading_level(passage, lines.front()->line->font_size)) {
      headings_.erase(headings_.lower_bound(*level), headings_.end());
      headings_[*level] = without_space(passage.text);
      return;
    }
    for (const auto& [level, heading] : headings_) {
      if (level == 0) {
        passage.part = heading;
      } else {
        passage.headings.push_back(heading);
      }
    }
    passages_.push_back(std::move(passage));
  }

  std::vector<Passage> take() { return std::move(passages_); }

 private:
  std::optional<int> heading_level(const Passage& passage, double font_size) const {
    const std::string& text = passage.folded;
    if (text.empty() || is_sentence(text)) return std::nullopt;
    if (const std::optional<int> level = ordinal_level(text, rules_)) return level;
    if (size_ > 0 && font_size > kLargerFont * size_) return 0;
    return std::nullopt;
  }

  double size_;
  const FigureRules& rules_;
  std::map<int, std::string> headings_;  // by level
  std::vector<Passage> passages_;
};

}  // namespace

std::string_view Passage::printed(size_t begin, size_t end) const {
  return std::string_view(text).substr(origins[begin], origins[end] - origins[begin]);
}

std::string Passage::sentence(size_t begin, size_t end) const {
  constexpr std::string_view kEnd = "。";
  const size_t before = begin == 0 ? std::string::npos : folded.rfind(kEnd, begin - 1);
  const size_t first = before == std::string::npos ? 0 : before + kEnd.size();
  const size_t behind = folded.find(kEnd, end);
  const size_t last = behind == std::string::npos ? folded.size() : behind + kEnd.size();
  return trimmed(printed(first, last));
}

std::string Passage::section() const {
  std::string path;
  for (const std::string& heading : headings) path += (path.empty() ? "" : "/") + heading;
  return path.empty() ? part : path;
}

std::vector<Passage> join_passages(const std::vector<TextLine>& lines, const FigureRules& rules) {
  std::vector<PrintedLine> printed;
  for (size_t i = 0; i < lines.size(); ++i) {
    PrintedLine line{i, &lines[i], fold_line(lines[i].text)};
    if (!line.folded.empty()) printed.push_back(std::move(line));
  }
  const std::set<size_t> heads = find_running_heads(printed, rules);
  std::vector<PrintedLine> kept;
  for (size_t i = 0; i < printed.size(); ++i) {
    if (!heads.contains(i)) kept.push_back(std::move(printed[i]));
  }
  const Joiner joiner(kept, rules);
  Collector collector(body_size(kept), rules);
  std::vector<const PrintedLine*> open;
  for (const PrintedLine& line : kept) {
    if (!open.empty() && !joiner.goes_on(*open.back(), line)) {
      collector.add(open);
      open.clear();
    }
    open.push_back(&line);
  }
  if (!open.empty()) collector.add(open);
  return collector.take();
}

recognize::Place place_of(const Passage& passage, const std::vector<TextLine>& lines, size_t begin,
                          size_t end) {
  const size_t from = passage.origins[begin];
  const size_t to = passage.origins[end];
  std::optional<recognize::Place> place;
  for (size_t i = 0; i < passage.pieces.size(); ++i) {
    const size_t piece_end =
        i + 1 < passage.pieces.size() ? passage.pieces[i + 1].begin : passage.text.size();
    if (piece_end <= from || passage.pieces[i].begin >= to) continue;
    const recognize::Place& line = lines[passage.pieces[i].line].place;
    if (!place) {
      place = line;
    } else if (place->page == line.page && place->box && line.box) {
      place->box = unite(*place->box, *line.box);
    }
  }
  return place.value_or(recognize::Place{});
}

}  // namespace gongkai::normalize
