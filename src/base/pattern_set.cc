#include "base/pattern_set.h"

#include <utf8proc.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/text.h"

namespace gongkai {
namespace {

// Bytes that a word must have to be looked for. Ideographs have three.
constexpr int kShortestWord = 1;

// The bytes of a text's first character, in one number; and how many they are.
struct Character {
  uint32_t bytes = 0;
  size_t width = 1;
};

Character first_of(std::string_view text) {
  const auto byte = [&](size_t i) { return uint32_t{static_cast<unsigned char>(text[i])}; };
  const size_t width = byte(0) < 0xC0 ? 1 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
  Character character{0, std::min(width, text.size())};
  for (size_t i = 0; i < character.width; ++i) character.bytes = character.bytes << 8 | byte(i);
  return character;
}

// Of ideographs, whose last two bytes have six bits of their own each.
size_t hash_of(uint32_t character) { return (character & 0x3F) | (character >> 2 & 0xFC0); }

// Whether a character that begins with `byte` may have a lower-case form: all but ideographs, their punctuation and
// what ASCII has beside capitals.
bool may_be_capital(char byte) {
  const auto first = static_cast<unsigned char>(byte);
  return (first >= 'A' && first <= 'Z') || (first >= 0xC0 && first < 0xE3) || first >= 0xEA;
}

std::string lower_case(std::string_view text) {
  std::string lower;
  for (const char32_t code : decode_utf8(text)) {
    append_utf8(lower, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(code))));
  }
  return lower;
}

}  // namespace

PatternSet::PatternSet(std::vector<std::shared_ptr<RE2>> patterns)
    : patterns_(std::move(patterns)), filter_(kShortestWord) {
  if (patterns_.empty()) return;
  for (const auto& pattern : patterns_) {
    int index = 0;
    filter_.Add(pattern->pattern(), pattern->options(), &index);
  }
  std::vector<std::string> words;
  filter_.Compile(&words);
  filter_.AllPotentials({}, &wordless_);
  numbers_.resize(words.size());
  std::iota(numbers_.begin(), numbers_.end(), 0);
  std::sort(numbers_.begin(), numbers_.end(), [&](int a, int b) { return words[a] < words[b]; });
  for (const int number : numbers_) words_.push_back(words[number]);
  for (size_t i = 0; i < words_.size(); ++i) {
    const uint32_t character = first_of(words_[i]).bytes;
    if (by_character_.empty() || by_character_.back().character != character) by_character_.push_back({character, i, i});
    by_character_.back().end = i + 1;
    may_begin_.set(hash_of(character));
  }
}

std::vector<int> PatternSet::find_words(std::string_view lower) const {
  std::vector<int> found;
  while (!lower.empty()) {
    const Character character = first_of(lower);
    if (may_begin_.test(hash_of(character.bytes))) {
      const auto words = std::lower_bound(by_character_.begin(), by_character_.end(), character.bytes,
                                          [](const Words& some, uint32_t one) { return some.character < one; });
      const bool begins = words != by_character_.end() && words->character == character.bytes;
      for (size_t i = begins ? words->begin : 0; begins && i < words->end; ++i) {
        if (lower.starts_with(words_[i])) found.push_back(numbers_[i]);
      }
    }
    lower.remove_prefix(character.width);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<int> PatternSet::potentials(std::string_view text) const {
  const bool capitals = std::any_of(text.begin(), text.end(), may_be_capital);
  const std::vector<int> words = capitals ? find_words(lower_case(text)) : find_words(text);
  if (words.empty()) return wordless_;
  std::vector<int> potentials;
  filter_.AllPotentials(words, &potentials);
  return potentials;
}

bool PatternSet::may_have_words(std::string_view text) const {
  while (!text.empty()) {
    const Character character = first_of(text);
    if (may_begin_.test(hash_of(character.bytes)) || may_be_capital(text.front())) return true;
    text.remove_prefix(character.width);
  }
  return false;
}

const std::vector<size_t>& PatternSet::answer(std::string_view text) const {
  static const std::vector<size_t> kNone;
  if (wordless_.empty() && !may_have_words(text)) return kNone;
  if (const auto known = answers_.find(text); known != answers_.end()) return known->second;
  if (answers_.size() >= kMostAnswers) answers_.clear();
  std::vector<size_t>& matches = answers_[std::string(text)];
  for (const int i : potentials(text)) {
    if (contains(patterns_[static_cast<size_t>(i)], text)) matches.push_back(static_cast<size_t>(i));
  }
  return matches;
}

std::optional<size_t> PatternSet::first_match(std::string_view text) const {
  const std::vector<size_t>& matches = answer(text);
  return matches.empty() ? std::nullopt : std::optional(matches.front());
}

}  // namespace gongkai
