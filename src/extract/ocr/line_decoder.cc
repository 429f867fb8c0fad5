#include "extract/ocr/line_decoder.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace gongkai::extract {
namespace {

constexpr size_t kBlank = 0;

// The two likeliest classes of one reading.
std::pair<size_t, size_t> best_two(const float* probabilities, size_t classes) {
  size_t best = 0, second = 1;
  if (probabilities[1] > probabilities[0]) std::swap(best, second);
  for (size_t c = 2; c < classes; ++c) {
    if (probabilities[c] > probabilities[best]) {
      second = std::exchange(best, c);
    } else if (probabilities[c] > probabilities[second]) {
      second = c;
    }
  }
  return {best, second};
}

// What one reading may be but nothing, from the likeliest on, each at least possible.
std::vector<Reading> likeliest(const float* probabilities, std::span<const char32_t> characters) {
  constexpr size_t kMost = 8;
  constexpr float kPossible = 0.003F;
  std::vector<Reading> found;
  for (size_t c = kBlank + 1; c < characters.size(); ++c) {
    if (probabilities[c] >= kPossible) found.push_back({characters[c], probabilities[c]});
  }
  std::sort(found.begin(), found.end(), [](const Reading& a, const Reading& b) { return a.probability > b.probability; });
  found.resize(std::min(found.size(), kMost));
  return found;
}

// Thin bars fade in a scan and none is added: where ≥ is the second-best reading of >, and not out of
// the question, it is ≥. Its probability stays what it is, so that it is doubtful.
bool has_lost_bar(char32_t best, char32_t second, float probability) {
  constexpr float kPossible = 0.05F;
  const bool bar = (best == U'>' && second == U'≥') || (best == U'<' && second == U'≤');
  return bar && probability >= kPossible;
}

// The likeliest class of each step; one that is read again without a blank between is the same character.
std::vector<ReadCharacter> likeliest_text(const Steps& steps) {
  constexpr float kNothingElse = 0.995F;
  std::vector<ReadCharacter> characters;
  size_t previous = kBlank;
  for (size_t t = 0; t < steps.count; ++t) {
    const float* const row = steps.at(t);
    auto [best, second] = best_two(row, steps.characters.size());
    if (has_lost_bar(steps.characters[best], steps.characters[second], row[second])) std::swap(best, second);
    const bool is_new = best != kBlank && best != previous;
    if (is_new) characters.push_back({steps.characters[best], 0, 0, steps.middle(t), {}});
    if (best != kBlank && (is_new || row[best] > characters.back().probability)) {
      ReadCharacter& character = characters.back();
      character.probability = row[best];
      character.other = steps.characters[second];
      character.further = row[best] < kNothingElse ? likeliest(row, steps.characters) : std::vector<Reading>{};
    }
    previous = best;
  }
  return characters;
}

constexpr std::u32string_view kNumerals = U"一二三四五六七八九十";

// The likeliest ideograph between two places, of `these` if there are any, where there is one at all.
std::optional<ReadCharacter> ideograph_between(const Steps& steps, float from, float to, float possible, std::u32string_view these) {
  std::optional<ReadCharacter> found;
  for (size_t t = 0; t < steps.count; ++t) {
    if (steps.middle(t) < from || steps.middle(t) > to) continue;
    for (size_t c = kBlank + 1; c < steps.characters.size(); ++c) {
      const float probability = steps.at(t)[c];
      if (probability < possible || (found && probability <= found->probability)) continue;
      const char32_t code = steps.characters[c];
      if (these.empty() ? is_han(code) : these.find(code) != std::u32string_view::npos)
        found = {code, probability, 0, steps.middle(t), likeliest(steps.at(t), steps.characters)};
    }
  }
  return found;
}

// Where the model wavers between ideographs, each may be less likely than that nothing is there; and before the 、 that a line
// begins with, it has next to no eye for the bar of 一. `height` of the text, in pixels.
void add_outvoted(const Steps& steps, float width, float height, std::vector<ReadCharacter>& characters) {
  constexpr float kPossible = 0.1F, kHardly = 0.001F;
  if (characters.empty()) return;  // specks, or nothing that the model has an eye for
  const float room = 1.7F * height, apart = 0.65F * height;  // between the middles of two that one has room between; of neighbours
  for (size_t i = 0; i <= characters.size(); ++i) {
    const float left = i > 0 ? characters[i - 1].x : 0, right = i < characters.size() ? characters[i].x : width;
    if (right - left < room) continue;
    const bool counts = i == 0 && characters.front().code == U'、';
    const std::optional<ReadCharacter> found =
        ideograph_between(steps, left + apart, right - apart, counts ? kHardly : kPossible, counts ? kNumerals : std::u32string_view());
    if (found) characters.insert(characters.begin() + static_cast<std::ptrdiff_t>(i--), *found);
  }
}

// 收人 is 收入; 接收人员 and 接收人数 are no revenue.
bool is_lost_entry(const ReadCharacter& character, char32_t before, char32_t after) {
  constexpr std::u32string_view kPeople = U"员数次口";
  return character.code == U'人' && character.other == U'入' && before == U'收' &&
         (after == 0 || kPeople.find(after) == std::u32string_view::npos);
}

// An o where only a digit can stand: alone, or with digits and their points at both sides that there is anything at.
bool is_lost_zero(const ReadCharacter& character, char32_t before, char32_t after) {
  constexpr std::u32string_view kOfNumbers = U"0123456789.,，%oO";
  const auto is_of_number = [&](char32_t code) { return code == 0 || kOfNumbers.find(code) != std::u32string_view::npos; };
  return (character.code == U'o' || character.code == U'O') && character.other == U'0' && is_of_number(before) &&
         is_of_number(after);
}

// The point of 92.165,133.99: three digits and a further point or comma follow it.
bool is_lost_comma(const std::vector<ReadCharacter>& characters, size_t at) {
  constexpr size_t kGroup = 3;
  if (characters[at].code != U'.' || characters[at].other != U',') return false;
  if (at == 0 || !is_digit(characters[at - 1].code) || at + kGroup + 1 >= characters.size()) return false;
  const auto group = characters.begin() + static_cast<ptrdiff_t>(at) + 1;
  const auto end = group + kGroup;
  return std::all_of(group, end, [](const ReadCharacter& c) { return is_digit(c.code); }) &&
         (end->code == U'.' || end->code == U',');
}

// Between ideographs, a point is one of these; 0 where the model hardly thinks so, as of 元/生.月.
char32_t lost_stop(const ReadCharacter& character, char32_t before, char32_t after) {
  static constexpr std::u32string_view kStops = U"，。、；：";
  constexpr float kLikely = 0.15F;
  if (character.code != U'.' || !is_han(before) || !is_han(after)) return 0;
  const auto is_stop = [](const Reading& reading) { return kStops.find(reading.code) != std::u32string_view::npos; };
  const auto stop = std::find_if(character.further.begin(), character.further.end(), is_stop);
  return stop != character.further.end() && stop->probability >= kLikely ? stop->code : 0;
}

// The last comma of 92,165,133,99 and 877,003776: the digits after it, up to the end of the line, are no group.
bool is_lost_point(const std::vector<ReadCharacter>& characters, size_t at) {
  constexpr ptrdiff_t kGroup = 3;
  if (characters[at].code != U',' || characters[at].other != U'.') return false;
  if (at == 0 || !is_digit(characters[at - 1].code)) return false;
  const auto rest = characters.begin() + static_cast<ptrdiff_t>(at) + 1;
  const ptrdiff_t digits = characters.end() - rest;
  return digits > 0 && digits != kGroup &&
         std::all_of(rest, characters.end(), [](const ReadCharacter& c) { return is_digit(c.code); });
}

bool is_dot(char32_t code) { return code == U'·' || code == U'．'; }
bool is_numeral(char32_t code) { return code != 0 && kNumerals.find(code) != std::u32string_view::npos; }

// What lies like a bar: the 一 of 一般 and of 一、, of which black and white leaves dots, and the 十 of 十一、 and 二十、, of
// which it leaves corners. No sign stands before these.
char32_t lost_numeral(char32_t before, char32_t code, char32_t after) {
  if ((code == U'-' || is_dot(code)) && after == U'般') return U'一';
  if (is_dot(code) && before == 0 && after == U'、') return U'一';
  if (!is_numeral(after) && after != U'、') return 0;
  const bool corner = (code == U'「' || code == U'」') && (before == 0 || is_numeral(before));
  return code == U'+' || corner ? U'十' : U'\0';
}

}  // namespace

std::vector<ReadCharacter> decoded(const Steps& steps, float width, float height) {
  std::vector<ReadCharacter> characters = likeliest_text(steps);
  add_outvoted(steps, width, height, characters);
  prefer_usual(characters);
  return characters;
}

void take_instead(ReadCharacter& character, char32_t code) {
  constexpr float kNotTheLikeliest = 0.5F;
  character.other = std::exchange(character.code, code);
  character.probability = std::min(character.probability, kNotTheLikeliest);
}

void prefer_usual(std::vector<ReadCharacter>& characters) {
  for (size_t i = 0; i < characters.size(); ++i) {
    ReadCharacter& character = characters[i];
    const char32_t before = i > 0 ? characters[i - 1].code : U'\0';
    const char32_t after = i + 1 < characters.size() ? characters[i + 1].code : U'\0';
    const char32_t numeral = lost_numeral(before, character.code, after), stop = lost_stop(character, before, after);
    if (numeral != 0 || stop != 0) {
      take_instead(character, numeral != 0 ? numeral : stop);
    } else if (is_lost_entry(character, before, after) || is_lost_zero(character, before, after) || is_lost_comma(characters, i) ||
               is_lost_point(characters, i)) {
      take_instead(character, character.other);
    }
    if (numeral != 0 && is_dot(before)) characters.erase(characters.begin() + static_cast<std::ptrdiff_t>(--i));  // of the same bar
  }
}

}  // namespace gongkai::extract
