// Reads the picture of one line of text.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "extract/ocr/grey_image.h"
#include "extract/ocr/line_decoder.h"

namespace gongkai::extract {

class UsualWords;

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
