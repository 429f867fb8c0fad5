#include "extract/ocr/page_words.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"
#include "extract/ocr/scan_reader.h"

namespace gongkai::extract {
namespace {

constexpr char32_t kEnd = 0;  // of a line

// Chinese characters and signs; what may be the bar of a number is none.
bool is_of_words(char32_t code) {
  static constexpr std::u32string_view kOfNumbers = U"—－一，．：％";
  return code >= 0x2000 && kOfNumbers.find(code) == std::u32string_view::npos;
}

char32_t before(const std::vector<ReadCharacter>& line, size_t at) { return at == 0 ? kEnd : line[at - 1].code; }
char32_t after(const std::vector<ReadCharacter>& line, size_t at) { return at + 1 == line.size() ? kEnd : line[at + 1].code; }

// Which way a target goes is its own matter: a row above with ≥ does not make ≥ of ≤.
bool is_operator(char32_t code) { return code == U'≥' || code == U'≤'; }

// Words, which UsualWords chooses, are made of neighbouring ideographs.
bool is_in_word(const std::vector<ReadCharacter>& line, size_t at) {
  return is_han(line[at].code) && (is_han(before(line, at)) || is_han(after(line, at)));
}

}  // namespace

void PageWords::add(const std::vector<ReadCharacter>& line) {
  constexpr float kSure = 0.9F, kBeyondDoubt = 0.98F;
  const auto sureness = [&](size_t at) { return at < line.size() ? line[at].probability : 1; };
  for (size_t i = 0; i < line.size(); ++i) {
    if (sureness(i) < kSure) continue;
    if (i == 0) pairs_.emplace(kEnd, line[i].code);
    const float sure = std::min(sureness(i), sureness(i + 1));
    if (sure >= kSure) pairs_.emplace(line[i].code, after(line, i));
    if (sure >= kBeyondDoubt && is_han(line[i].code) && is_han(after(line, i))) words_.emplace(line[i].code, after(line, i));
  }
}

int PageWords::support(char32_t before, char32_t code, char32_t after) const {
  return static_cast<int>(pairs_.count({before, code}) + pairs_.count({code, after}));
}

void PageWords::choose(std::vector<ReadCharacter>& line) const {
  for (size_t i = 0; i < line.size(); ++i) {
    ReadCharacter& character = line[i];
    if (character.probability >= kDoubtful || !is_of_words(character.code) || is_operator(character.code) || is_in_word(line, i)) continue;
    if (support(before(line, i), character.code, after(line, i)) > 0) continue;
    char32_t best = character.code;
    int most = 0;
    for (const Reading& reading : character.further) {
      const int found = is_of_words(reading.code) ? support(before(line, i), reading.code, after(line, i)) : 0;
      if (found <= most) continue;
      most = found;
      best = reading.code;
    }
    if (best != character.code) take_instead(character, best);
  }
}

}  // namespace gongkai::extract
