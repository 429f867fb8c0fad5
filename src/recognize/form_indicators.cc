#include "recognize/form_indicators.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "recognize/form_text.h"
#include "recognize/packed_targets.h"

namespace gongkai::recognize {
namespace {

void infer(FormIndicator& indicator, const char* what) {
  if (std::find(indicator.inferred.begin(), indicator.inferred.end(), what) == indicator.inferred.end()) {
    indicator.inferred.emplace_back(what);
  }
}

// Does a first level as printed stand for the vocabulary's word?
bool is_level(const FormWords& words, const std::string& printed, const std::string& word) {
  const LevelRule* rule = words.level(fold(printed));
  return rule != nullptr ? rule->word == word : fold(printed) == word;
}

// Reads the columns of a body's rows.
class RowReader {
 public:
  RowReader(const FormBody& body, const SpreadLevels& levels)
      : body_(body),
        level1_(levels.level1),
        level2_(levels.level2),
        carriers_(levels.level2.size(), LevelCarrier(body.words())) {}

  std::vector<FormIndicator> read(size_t first, size_t last) {
    for (size_t row = first; row < last; ++row) {
      const BodyRow& body_row = body_.rows()[row];
      if (body_row.labels || body_row.rest) continue;
      if (!body_row.level1.empty()) {
        for (LevelCarrier& carrier : carriers_) carrier.pass(body_row.level1, "");
        continue;
      }
      if (prints_levels_alone(row)) pass_levels(row);
      for (const FormColumn& column : body_row.heading->columns) {
        const bool again = FormBody::is_value_again(*body_row.heading, column);
        if (column.role == FormColumnRole::Value && !again) add(row, column, body_.text(row, column));
        if (column.role == FormColumnRole::Name && is_scored_only(*body_row.heading)) add(row, column, "");
        if (column.role == FormColumnRole::Packed) add_packed(row, column);
      }
      last_row_ = static_cast<int>(row);
    }
    drop_single_section();
    return std::move(indicators_);
  }

 private:
  // Yunnan prints the words of the tree on rows of their own, above their indicators.
  bool prints_levels_alone(size_t row) const {
    const std::vector<FormColumn>& columns = body_.rows()[row].heading->columns;
    return std::all_of(columns.begin(), columns.end(), [&](const FormColumn& column) {
      const bool of_indicator = column.role == FormColumnRole::Name || column.role == FormColumnRole::Glued ||
                                column.role == FormColumnRole::Value || column.role == FormColumnRole::Packed;
      return !of_indicator || body_.text(row, column).empty();
    });
  }

  void pass_levels(size_t row) {
    for (size_t half = 0; half < carriers_.size(); ++half) {
      carriers_[half].pass(without_score(level1_[row].text), without_score(level2_[half][row].text));
    }
  }

  std::string text(size_t row, FormColumnRole role, int half) const {
    const FormColumn* found = body_.rows()[row].heading->find(role, half);
    return found == nullptr ? "" : body_.text(row, *found);
  }

  // 指标 │ 分值 │ 评分标准 │ 得分: what earns how many points, without targets.
  static bool is_scored_only(const FormHeading& heading) {
    return heading.has(FormColumnRole::Weight) && heading.has(FormColumnRole::Score) && !heading.has(FormColumnRole::Value) &&
           !heading.has(FormColumnRole::Packed);
  }

  void add(size_t row, const FormColumn& value, const std::string& printed) {
    const FormHeading& heading = *body_.rows()[row].heading;
    const FormColumn* name = heading.find(FormColumnRole::Name, value.half);
    if (name == nullptr) name = heading.find(FormColumnRole::Glued, value.half);
    if (name == nullptr) return;
    const std::pair cells{body_.cell_index(body_.rows()[row], *name), body_.cell_index(body_.rows()[row], value)};
    if (!seen_.insert(cells).second) return;  // both cells are merged over several rows
    FormIndicator indicator;
    indicator.section = value.section.empty() ? heading.section : value.section;
    indicator.level3 = body_.text(row, *name) + finer_name(row, *name);
    indicator.value = printed;
    indicator.op = text(row, FormColumnRole::Operator, value.half);
    indicator.unit = text(row, FormColumnRole::Unit, value.half);
    indicator.weight = text(row, FormColumnRole::Weight, value.half);
    indicator.actual = text(row, FormColumnRole::Actual, value.half);
    indicator.score = text(row, FormColumnRole::Score, value.half);
    indicator.reason = text(row, FormColumnRole::Reason, value.half);
    indicator.place = body_.place(row, *name);
    indicator.value_place = body_.place(row, value);
    const Place& target = indicator.value_place;
    if (indicator.place.box && target.box && indicator.place.page == target.page) {
      indicator.place.box = unite(*indicator.place.box, *target.box);
    }
    if (is_slot(indicator)) return;
    set_levels(row, value, name->role == FormColumnRole::Glued, indicator);
    indicators_.push_back(std::move(indicator));
  }

  // 四级指标 beside 三级指标: 接种人数/一类疫苗.
  std::string finer_name(size_t row, const FormColumn& name) const {
    std::string finer;
    for (const FormColumn& column : body_.rows()[row].heading->columns) {
      if (column.role != FormColumnRole::Name || column.half != name.half || column.left <= name.left) continue;
      const std::string text = body_.text(row, column);
      if (!is_blank_slot(fold(text)) && body_.cell_index(body_.rows()[row], column) != body_.cell_index(body_.rows()[row], name)) {
        finer += "/" + text;
      }
    }
    return finer;
  }

  void add_packed(size_t row, const FormColumn& column) {
    const int cell = body_.cell_index(body_.rows()[row], column);
    if (!seen_.insert({cell, cell}).second) return;
    const std::string text = body_.text(row, column);
    if (is_blank_slot(fold(text))) return;
    for (FormIndicator& indicator : split_named_targets(text, body_.words())) {
      indicator.section = body_.rows()[row].heading->section;
      indicator.place = body_.place(row, column);
      if (indicator.level2.empty()) indicator.level2 = column.level2;
      if (indicator.level1.empty()) indicator.level1 = column.level1;
      if (column.level1.empty() && column.level2.empty()) set_levels(row, column, false, indicator);
      indicators_.push_back(std::move(indicator));
    }
  }

  static bool is_slot(const FormIndicator& indicator) {
    const std::string name = fold(indicator.level3);
    const std::string target = fold(indicator.value);
    if (name.empty() && target.empty()) return true;
    const bool weighted = !is_blank_slot(fold(indicator.weight)) && fold(indicator.weight) != "0";
    return is_blank_slot(name) && is_blank_slot(target) && (!weighted || is_placeholder(name));
  }

  void set_levels(size_t row, const FormColumn& value, bool glued, FormIndicator& indicator) {
    const int half = value.half;
    if (!value.level1.empty()) {
      indicator.level1 = value.level1;
      indicator.level2 = without_score(level2_[static_cast<size_t>(half)][row].text);
      return;
    }
    if (glued) {
      split_glued_levels(body_.words(), indicator);
      return;
    }
    if (!body_.heading().has(FormColumnRole::Level1) && !body_.heading().has(FormColumnRole::Level2)) return;
    const SpreadText& level1 = level1_[row];
    const int side = body_.heading().find(FormColumnRole::Level2, half) == nullptr ? 0 : half;
    const SpreadText& level2 = level2_[static_cast<size_t>(side)][row];
    if (indicator.level1.empty()) indicator.level1 = without_score(level1.text);
    if (indicator.level2.empty()) indicator.level2 = without_score(level2.text);
    if (level1.concluded) infer(indicator, "level1");
    if (level2.concluded) infer(indicator, "level2");
    const bool same = last_row_ >= 0 && level1_[static_cast<size_t>(last_row_)].run == level1.run;
    carriers_[static_cast<size_t>(half)].resolve(indicator, same);
  }

  // A form with one half says nothing of sections.
  void drop_single_section() {
    std::set<std::string> sections;
    for (const FormIndicator& indicator : indicators_) sections.insert(indicator.section);
    if (sections.size() > 1) return;
    for (FormIndicator& indicator : indicators_) indicator.section.clear();
  }

  const FormBody& body_;
  const std::vector<SpreadText>& level1_;
  const std::vector<std::vector<SpreadText>>& level2_;  // per half
  std::vector<LevelCarrier> carriers_;                  // per half
  std::vector<FormIndicator> indicators_;
  std::set<std::pair<int, int>> seen_;  // cells of name and value
  int last_row_ = -1;
};

}  // namespace

void LevelCarrier::resolve(FormIndicator& indicator, bool same_level1) {
  // 数量 for 数量指标, in columns that say that they hold levels.
  if (words_.level(fold(indicator.level2)) == nullptr && words_.level(fold(indicator.level2) + "指标") != nullptr) {
    indicator.level2 += "指标";
  }
  // 满意度指标 among 产出数量指标, 社会效益指标 … is of the first level.
  const LevelRule* printed = words_.level(fold(indicator.level2));
  if (indicator.level1.empty() && printed != nullptr && printed->under.empty()) {
    std::swap(indicator.level1, indicator.level2);
    last_ = {.level1 = indicator.level1};
  }
  const bool blank1 = indicator.level1.empty();
  const bool blank2 = indicator.level2.empty();
  if (blank2 && (blank1 || same_level1) && !last_.level2.empty()) {
    indicator.level2 = last_.level2;
    infer(indicator, "level2");
  }
  if (blank1) {
    const LevelRule* rule = words_.level(fold(indicator.level2));
    const bool known = rule != nullptr && !rule->under.empty() && !blank2;
    const bool fits = !known || is_level(words_, last_.level1, rule->under) ||
                      (rule->either && is_level(words_, last_.level1, rule->word));
    indicator.level1 = fits && !last_.level1.empty() ? last_.level1 : known ? rule->under : "";
    if (!indicator.level1.empty()) infer(indicator, "level1");
  }
  last_.level1 = indicator.level1;
  last_.level2 = indicator.level2;
}

void LevelCarrier::pass(const std::string& level1, const std::string& level2) {
  if (!level1.empty()) last_ = {.level1 = level1};
  if (!level2.empty()) last_.level2 = level2;
}

std::string without_score(const std::string& level) {
  static const RE2 kScore("[(（](满分)?[\\d.]+(分|%|％)?[)）]$");
  std::string result = without_space(level);
  RE2::Replace(&result, kScore, "");
  return result;
}

bool split_glued_levels(const FormWords& words, FormIndicator& indicator) {
  const std::string folded = fold(indicator.level3);
  const LevelRule* first = words.leading_level(folded, true);
  if (first == nullptr) return false;
  const std::string rest = folded.substr(first->word.size());
  const LevelRule* second = words.leading_level(rest, false);
  indicator.level1 = first->word;
  if (second != nullptr) indicator.level2 = second->word;
  // The words are Han characters, which folding leaves alone: they take the same bytes in print.
  const std::string printed = without_space(indicator.level3);
  const size_t length = first->word.size() + (second == nullptr ? 0 : second->word.size());
  if (printed.size() > length) indicator.level3 = printed.substr(length);
  infer(indicator, "split");
  return true;
}

SpreadLevels spread_levels(const FormBody& body) {
  SpreadLevels levels;
  levels.level1 = body.spread(FormColumnRole::Level1);
  for (int half = 0; half < body.halves(); ++half) {
    levels.level2.push_back(body.spread(FormColumnRole::Level2, half, &levels.level1));
  }
  return levels;
}

std::vector<FormIndicator> read_indicators(const FormBody& body, const SpreadLevels& levels, size_t first, size_t last) {
  return RowReader(body, levels).read(first, last);
}

std::vector<FormIndicator> split_packed_list(const std::string& text, const FormWords& words) {
  // An item begins with its number, the number of its first level and the level itself.
  static const RE2 kItem("(?:^|[。；;])\\d+[、.．]\\s*\\d+\\s*[-－—–]\\s*([^；;，,。]+)[；;，,]\\s*\\d+\\s*[-－—–]\\s*([^；;，,。]+)[；;，,]");
  static const RE2 kValues("^(.*?)[；;，,]\\s*实施周期指标值\\s*[:：](.*?)[；;，,]\\s*年度指标值\\s*[:：](.*?)[。；;]*$");
  std::vector<FormIndicator> indicators;
  const std::string whole = without_space(text);
  re2::StringPiece input(whole);
  struct Item {
    std::string level1, level2;
    size_t begin, end;  // of its name and values
  };
  std::vector<Item> items;
  const char* start = input.data();
  while (true) {
    re2::StringPiece match[3];
    if (!kItem.Match(input, 0, input.size(), RE2::UNANCHORED, match, 3)) break;
    const auto at = static_cast<size_t>(match[0].data() - start);
    if (!items.empty()) items.back().end = at;
    items.push_back({std::string(match[1]), std::string(match[2]), at + match[0].size(), whole.size()});
    input = re2::StringPiece(start + items.back().begin, whole.size() - items.back().begin);
  }
  for (const Item& item : items) {
    if (words.level(fold(item.level1)) == nullptr) return {};
    FormIndicator indicator;
    indicator.level1 = item.level1;
    indicator.level2 = item.level2;
    infer(indicator, "split");
    std::string name;
    std::string period;
    std::string year;
    const std::string body = whole.substr(item.begin, item.end - item.begin);
    if (!RE2::FullMatch(body, kValues, &name, &period, &year)) {
      indicator.level3 = body;
      indicators.push_back(indicator);
      continue;
    }
    indicator.level3 = name;
    for (const auto& [section, value] : {std::pair("implementation", period), std::pair("annual", year)}) {
      indicator.section = section;
      indicator.value = value;
      indicators.push_back(indicator);
    }
  }
  return indicators;
}

}  // namespace gongkai::recognize
