// What runs the model that reads pictures, and whether it can.
#pragma once

#include <string>

namespace gongkai::extract {

// The version of ONNX Runtime; "none" where the program was built without OCR.
std::string ocr_runtime_version();

// Why no picture can be read, and what to do: half a sentence; "" where the model is there.
std::string why_no_ocr();

}  // namespace gongkai::extract
