// Lines as the recognizer reads them, for tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "extract/ocr/line_decoder.h"

namespace gongkai::extract {

inline std::string text_of(const std::vector<ReadCharacter>& characters) {
  std::u32string codes;
  for (const ReadCharacter& character : characters) codes += character.code;
  return encode_utf8(codes);
}

// A line that is read beyond doubt.
inline std::vector<ReadCharacter> surely(std::u32string_view text) {
  std::vector<ReadCharacter> line;
  for (const char32_t code : text) line.push_back({code, 0.999F, 0, 0, {}});
  return line;
}

// The line where the model is not sure of the character at `at`, which is the first of the readings.
inline std::vector<ReadCharacter> unsure(std::u32string_view text, size_t at, const std::vector<Reading>& readings) {
  std::vector<ReadCharacter> line = surely(text);
  line[at].probability = readings.front().probability;
  line[at].further = readings;
  return line;
}

}  // namespace gongkai::extract
