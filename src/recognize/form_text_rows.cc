#include "recognize/form_text_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "recognize/form_columns.h"
#include "recognize/form_indicators.h"
#include "recognize/form_text.h"

namespace gongkai::recognize {
namespace {

constexpr int kRowsAlike = 3;  // fewer equal targets may be chance
constexpr size_t kShortestStump = 15;  // bytes, five characters: shorter ones may be whole names

using Tokens = std::vector<const FormCell*>;

Tokens tokens_of(const FormSheet& sheet, int row) {
  Tokens tokens;
  for (const int i : sheet.starting_in(row)) {
    const FormCell& cell = sheet.cells[static_cast<size_t>(i)];
    if (!cell.folded.empty()) tokens.push_back(&cell);
  }
  return tokens;
}

// 产出指标(50分) is a word of the tree, too.
const LevelRule* level_of(const FormWords& words, const FormCell& cell) {
  return words.level(without_score(cell.folded));
}

// What one half of a row prints.
struct HalfRow {
  std::string level1, level2, name, target;
  Place place;
};

class TextRowReader {
 public:
  TextRowReader(const FormSheet& sheet, const FormWords& words, bool halves_alike, Diagnostics& diagnostics)
      : sheet_(sheet), words_(words), halves_alike_(halves_alike), diagnostics_(diagnostics),
        carriers_{LevelCarrier(words), LevelCarrier(words)} {}

  TextRows read(int from, int to) {
    for (int row = from; row < to; ++row) {
      row_ = row;
      Tokens tokens = tokens_of(sheet_, row);
      if (is_indicator_heading(sheet_, row, words_)) {
        read_heading(row, tokens);
      } else if (!tokens.empty() && !drop_labels(tokens)) {
        result_.label_rows.push_back(row);
      } else if (!tokens.empty()) {
        read_row(tokens);
      }
    }
    fill_up();
    return std::move(result_);
  }

 private:
  bool is_first_level(const FormCell& cell) const {
    const LevelRule* rule = level_of(words_, cell);
    return rule != nullptr && rule->under.empty();
  }
  bool is_second_level(const FormCell& cell) const {
    const LevelRule* rule = level_of(words_, cell);
    return rule != nullptr && rule->is_second();
  }
  bool is_either(const FormCell& cell) const {
    const LevelRule* rule = level_of(words_, cell);
    return rule != nullptr && rule->either;
  }
  bool is_level(const FormCell& cell) const { return level_of(words_, cell) != nullptr; }

  void report(const char* code, const std::string& message) {
    diagnostics_.push_back({Severity::Info, sheet_.row_pages[static_cast<size_t>(row_)], code, message});
  }

  // The first level of the rows below may have slipped among the headings.
  void read_heading(int row, const Tokens& tokens) {
    halves_ = read_form_heading(sheet_, row, words_).find(FormColumnRole::Value, 1) == nullptr ? 1 : 2;
    for (const FormCell* token : tokens) {
      if (!is_first_level(*token)) continue;
      for (LevelCarrier& carrier : carriers_) carrier.set_level1(joined_lines(token->text));
    }
  }

  // Takes labels and stray texts off the front of a row. False: it holds nothing else.
  bool drop_labels(Tokens& tokens) {
    static const RE2 kNumber("^\\d{1,3}$");
    while (!tokens.empty()) {
      const FormCell& first = *tokens.front();
      const FormFieldRule* field = words_.field(first.folded);
      const bool stray = RE2::PartialMatch(first.folded, kNumber) && tokens.size() > 1 && is_level(*tokens[1]);
      if (stray) {
        report("form.stray_text", fmt::format("\"{}\" before \"{}\" belongs to no column", first.text, tokens[1]->text));
      } else if (is_level(first)) {
        return true;
      } else if (field != nullptr && (field->role == "filled_at" || tokens.size() < 3 || !is_level(*tokens[1]))) {
        return false;
      } else if (field == nullptr && words_.block(first.folded) == nullptr) {
        return true;
      }
      tokens.erase(tokens.begin());
    }
    return true;
  }

  void read_row(Tokens tokens) {
    drop_doubled_levels(tokens);
    size_t at = 0;
    std::string level1;
    const bool either_above = at + 1 < tokens.size() && is_either(*tokens[at]) && is_second_level(*tokens[at + 1]);
    if (at < tokens.size() && (is_first_level(*tokens[at]) || either_above)) {
      level1 = without_score(joined_lines(tokens[at++]->text));
    }
    std::array<HalfRow, 2> halves;
    const size_t left_end = read_half(tokens, at, halves[0]);
    if (halves_ == 2) {
      const size_t end = left_end < tokens.size() ? read_half(tokens, left_end, halves[1]) : left_end;
      if (end < tokens.size()) report_left_over(tokens, end);
      mend(halves);
    } else if (left_end < tokens.size()) {
      report_left_over(tokens, left_end);
    }
    for (int half = 0; half < halves_; ++half) add(halves[static_cast<size_t>(half)], level1, half);
  }

  // A level printed twice in a row, once in the cell of its merge's other part.
  void drop_doubled_levels(Tokens& tokens) const {
    const auto last = std::unique(tokens.begin(), tokens.end(), [&](const FormCell* a, const FormCell* b) {
      return a->folded == b->folded && is_level(*a);
    });
    tokens.erase(last, tokens.end());
  }

  // Reads a second level, a name and a target from a position on; returns where the half ends.
  size_t read_half(const Tokens& tokens, size_t at, HalfRow& half) {
    if (is_level(*tokens[at])) half.level2 = without_score(joined_lines(tokens[at++]->text));
    size_t end = at;
    while (end < tokens.size() && !is_level(*tokens[end])) ++end;
    size_t count = end - at;
    // Without a level between the halves, the second one begins where the name comes again.
    if (halves_ == 2 && end == tokens.size() && count > 2 && half_of_repeat(tokens, at, count) > 0) {
      count = half_of_repeat(tokens, at, count);
      end = at + count;
    }
    if (count > 2 && tokens[at]->folded == tokens[at + 1]->folded) {
      report("form.stray_text", fmt::format("\"{}\" stands twice in its row", tokens[at]->text));
      ++at;
      --count;
    }
    if (count > 0) {
      half.name = joined_lines(tokens[at]->text);
      half.place = tokens[at]->place;
    }
    if (count > 1) half.target = joined_lines(tokens[at + 1]->text);
    for (size_t i = 2; i < count; ++i) report_stray(*tokens[at + i]);
    return end;
  }

  size_t half_of_repeat(const Tokens& tokens, size_t at, size_t count) const {
    for (size_t i = 1; i < count; ++i) {
      const std::string& again = tokens[at + i]->folded;
      if (i > 1 && (again == tokens[at]->folded || again.starts_with(tokens[at]->folded))) return i;
    }
    return count == 4 ? 2 : 0;
  }

  void report_stray(const FormCell& cell) {
    report("form.stray_text", fmt::format("\"{}\" belongs to no column", cell.text));
  }
  void report_left_over(const Tokens& tokens, size_t from) {
    for (size_t i = from; i < tokens.size(); ++i) report_stray(*tokens[i]);
  }

  // What one half lost is completed from the other, where the print leaves no doubt.
  void mend(std::array<HalfRow, 2>& halves) {
    for (int side = 0; side < 2; ++side) {
      HalfRow& half = halves[static_cast<size_t>(side)];
      const HalfRow& other = halves[static_cast<size_t>(1 - side)];
      mended_[static_cast<size_t>(side)].clear();
      const bool lost = half.name.empty() && !half.level2.empty() && half.level2 == other.level2;
      if (lost && !other.name.empty()) {
        if (halves_alike_) take_over(half, other, side);
        report("form.value_lost", fmt::format("a half of the row \"{}\" has lost its name and target{}", other.name,
                                              halves_alike_ ? "; those of the other half were taken" : ""));
        continue;
      }
      complete_name(half, other, side);
      if (half.name.empty() || !half.target.empty() || other.target.empty()) continue;
      const bool same = fold(half.name) == fold(other.name);
      if (same && halves_alike_) {
        half.target = other.target;
        mended_[static_cast<size_t>(side)].emplace_back("raw");
      }
      report("form.value_lost", fmt::format("\"{}\" has lost its target in one half{}", half.name,
                                            same && halves_alike_ ? "; that of the other half was taken" : ""));
    }
  }

  void take_over(HalfRow& half, const HalfRow& other, int side) {
    half.name = other.name;
    half.target = other.target;
    half.place = other.place;
    mended_[static_cast<size_t>(side)] = {"level3", "raw"};
  }

  void complete_name(HalfRow& half, const HalfRow& other, int side) {
    const std::string stump = fold(half.name);
    const std::string whole = fold(other.name);
    if (stump.size() < kShortestStump || stump == whole || !whole.starts_with(stump)) return;
    if (fold(half.target) != fold(other.target)) return;
    report("form.text_completed", fmt::format("\"{}\" is cut off; the other half prints \"{}\"", half.name, other.name));
    half.name = other.name;
    mended_[static_cast<size_t>(side)].emplace_back("level3");
  }

  void add(const HalfRow& half, const std::string& level1, int side) {
    FormIndicator indicator;
    indicator.level1 = level1;
    indicator.level2 = half.level2;
    indicator.level3 = half.name;
    indicator.value = half.target;
    indicator.place = half.place;
    indicator.inferred = mended_[static_cast<size_t>(side)];
    if (halves_ == 2) indicator.section = side == 0 ? "implementation" : "annual";
    carriers_[static_cast<size_t>(side)].resolve(indicator, level1.empty());
    const bool slot = is_blank_slot(fold(half.name)) && is_blank_slot(fold(half.target));
    if (!slot) result_.indicators.push_back(std::move(indicator));
  }

  // The first rows may stand above the labels of their merged cells.
  void fill_up() {
    for (size_t i = result_.indicators.size(); i-- > 0;) {
      FormIndicator& indicator = result_.indicators[i];
      if (!indicator.level1.empty() || !indicator.level2.empty()) continue;
      const auto next = std::find_if(result_.indicators.begin() + static_cast<long>(i), result_.indicators.end(),
                                     [&](const FormIndicator& below) {
                                       return !below.level1.empty() && below.section == indicator.section;
                                     });
      if (next == result_.indicators.end()) continue;
      indicator.level1 = next->level1;
      indicator.level2 = next->level2;
      indicator.inferred.insert(indicator.inferred.end(), {"level1", "level2"});
    }
  }

  const FormSheet& sheet_;
  const FormWords& words_;
  const bool halves_alike_;
  Diagnostics& diagnostics_;
  std::array<LevelCarrier, 2> carriers_;
  std::array<std::vector<std::string>, 2> mended_;
  int halves_ = 1;
  int row_ = 0;
  TextRows result_;
};

// Do the halves of a form ask for the same wherever both are there?
bool halves_agree(const std::vector<FormIndicator>& indicators) {
  int alike = 0;
  for (size_t i = 0; i + 1 < indicators.size(); ++i) {
    const FormIndicator& left = indicators[i];
    const FormIndicator& right = indicators[i + 1];
    const bool pair = left.section == "implementation" && right.section == "annual" &&
                      fold(left.level3) == fold(right.level3);
    if (!pair || left.value.empty() || right.value.empty()) continue;
    if (fold(left.value) != fold(right.value)) return false;
    ++alike;
  }
  return alike >= kRowsAlike;
}

}  // namespace

bool is_aligned(const FormSheet& sheet, int from, int to, const FormWords& words) {
  const FormHeading heading = read_form_heading(sheet, from, words);
  if (heading.has(FormColumnRole::Operator) || heading.has(FormColumnRole::Project)) return true;
  const auto stands_under = [&](const FormCell& cell, FormColumnRole role) {
    return std::any_of(heading.columns.begin(), heading.columns.end(), [&](const FormColumn& column) {
      return column.role == role && column.left == cell.left;
    });
  };
  const bool two_levels = heading.has(FormColumnRole::Level1) && heading.has(FormColumnRole::Level2);
  const bool no_levels = !heading.has(FormColumnRole::Level1) && !heading.has(FormColumnRole::Level2);
  bool own_first_levels = true;  // of a province: words that are second levels elsewhere may be among them
  bool second_as_first = false;
  for (int row = heading.body_row; row < to; ++row) {
    const Tokens tokens = tokens_of(sheet, row);
    if (tokens.size() == 1) continue;  // a first level across the sheet
    bool name = false, value = false, strange = false;
    std::string first_level;
    for (const FormCell* token : tokens) {
      static const RE2 kTotal("^(总分|合计|总计|总得分|得分合计)");
      const bool label = words.field(token->folded) != nullptr || words.block(token->folded) != nullptr;
      if (label || RE2::PartialMatch(token->folded, kTotal)) {
        strange = false;
        break;
      }
      const LevelRule* level = level_of(words, *token);
      const bool under_first = stands_under(*token, FormColumnRole::Level1), under_second = stands_under(*token, FormColumnRole::Level2);
      if (level != nullptr && !under_first && !under_second && !no_levels) return false;
      if (under_first) first_level = token->folded;
      const bool doubled = token->folded == first_level;  // 满意度指标 │ 满意度指标
      if (two_levels && level != nullptr && level->is_first() && !level->either && under_second && !doubled) return false;
      own_first_levels = own_first_levels && !(level != nullptr && under_first && level->is_first());
      second_as_first = second_as_first || (level != nullptr && under_first && !level->is_first());
      name = name || stands_under(*token, FormColumnRole::Name);
      value = value || stands_under(*token, FormColumnRole::Value);
      const bool known = level != nullptr || words.level(without_score(token->folded) + "指标") != nullptr;  // 数量
      strange = strange || (!known && (under_first || under_second)) || (level != nullptr && no_levels);
    }
    // What is no word of the tree may be one of a province's own, or a name that has slipped there.
    if (strange && !(name && value && heading.halves() == 1)) return false;
  }
  if (two_levels && second_as_first && !own_first_levels) return false;
  return true;
}

TextRows read_text_rows(const FormSheet& sheet, int from, int to, const FormWords& words, bool one_year,
                        Diagnostics& diagnostics) {
  Diagnostics of_first_reading;
  const bool alike =
      one_year || halves_agree(TextRowReader(sheet, words, false, of_first_reading).read(from, to).indicators);
  return TextRowReader(sheet, words, alike, diagnostics).read(from, to);
}

}  // namespace gongkai::recognize
