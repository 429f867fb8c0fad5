// Reads the picture of one line of text.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "extract/ocr/grey_image.h"

namespace gongkai::extract {

class UsualWords;

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

// Takes the second-best reading, and doubts it, where the best one is not written so: 入 for the 人 of 收人, save before
// 员, 数, 次 and 口; 0 for an o or O that stands alone or beside digits; the comma of 92.165,133.99, which is no number
// else, and the point of 92,165,133,99; a stop for a point between ideographs; 一 and 十 for the bar and the cross of -般
// and +一.
void prefer_usual(std::vector<ReadCharacter>& characters);

// PP-OCRv4's recognition model (PaddleOCR) run by ONNX Runtime: 6,623 characters, left to right. Built
// without OCR, there is none.
class LineRecognizer {
 public:
  // The one of this process, made at the first call; nullptr where the program was built without OCR
  // or the model can't be loaded. It may be shared by processes that are forked after it was made: it
  // has no threads.
  static const LineRecognizer* get();

  ~LineRecognizer();

  // The words that readings are chosen by, fetched with the model.
  const UsualWords& usual_words() const;

  // What stands in the picture. The text should fill it but for a margin of a fifth of its height.
  std::vector<ReadCharacter> read(const GreyImage& line) const;

 private:
  struct Model;
  explicit LineRecognizer(std::unique_ptr<Model> model);
  std::unique_ptr<Model> model_;
};

}  // namespace gongkai::extract
