// From what the recognition model says at each step of a line to characters.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace gongkai::extract {

// What a character may be, as far as the model thinks of it.
struct Reading {
  char32_t code = 0;
  float probability = 0;  // 0–1

  bool operator==(const Reading&) const = default;
};

// A character as the model reads it.
struct ReadCharacter {
  char32_t code = 0;
  float probability = 0;  // 0–1
  char32_t other = 0;     // the second-best reading; 0: that there is no character
  float x = 0;            // where it stands, in pixels of the line's picture
  std::vector<Reading> further = {};  // the likeliest readings, this one among them, unless nothing else is thought of
};

// Another reading than the one that was likeliest: it is in doubt, and what it replaces is its other one.
void take_instead(ReadCharacter& character, char32_t code);

// What the model says along a line: how likely each class is, step by step.
struct Steps {
  const float* probabilities;  // count × classes
  size_t count, classes;
  std::span<const char32_t> characters;  // that the classes stand for; the first stands for none
  float width;                           // of a step, in pixels of the line's picture

  const float* at(size_t step) const { return probabilities + step * classes; }
  float middle(size_t step) const { return (static_cast<float>(step) + 0.5F) * width; }
};

// The likeliest class of each step, one that comes again without none between being the same character; where there is
// room for an ideograph that was not read so, the likeliest one that is possible there: where the model wavers between
// several, each may be less likely than none, and before the 、 that a line begins with it hardly sees the bar of 一. Then
// prefer_usual(). `width` of the line's picture, `height` of the text, in pixels.
std::vector<ReadCharacter> decoded(const Steps& steps, float width, float height);

// Takes the second-best reading, and doubts it, where the best one is not written so: 入 for the 人 of 收人, save before
// 员, 数, 次 and 口; 0 for an o or O that stands alone or beside digits; the comma of 92.165,133.99, which is no number
// else, and the point of 92,165,133,99; a stop for a point between ideographs; 一 and 十 for the bar and the cross of -般
// and +一, or what is left of them (··般, 「一).
void prefer_usual(std::vector<ReadCharacter>& characters);

}  // namespace gongkai::extract
