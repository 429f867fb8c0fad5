// The program without OCR (cmake/ocr.cmake).
#include "extract/ocr/line_recognizer.h"
#include "extract/ocr/runtime_version.h"
#include "extract/ocr/scan_reader.h"
#include "extract/ocr/seals.h"

namespace gongkai::extract {

struct LineRecognizer::Model {};
LineRecognizer::~LineRecognizer() = default;
const LineRecognizer* LineRecognizer::get() { return nullptr; }
std::vector<ReadCharacter> LineRecognizer::read(const GreyImage&) const { return {}; }

std::string ocr_runtime_version() { return "none"; }
std::string why_no_ocr() { return "this gongkai was built without OCR; build it where scripts/setup_ocr.sh has run"; }

ScanQuality read_scan(const GreyImage&, std::optional<int>, Page&) { return {}; }

Unsealed without_seals(const ColourImage&, double) { return {}; }

}  // namespace gongkai::extract
