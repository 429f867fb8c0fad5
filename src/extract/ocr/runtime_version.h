// What runs the model that reads pictures.
#pragma once

#include <string>

namespace gongkai::extract {

// The version of ONNX Runtime; "none" where the program was built without OCR.
std::string ocr_runtime_version();

}  // namespace gongkai::extract
