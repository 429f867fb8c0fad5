#include "extract/ocr/line_recognizer.h"

#include <fmt/format.h>
#include <onnxruntime_cxx_api.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <utility>

#include "base/text.h"
#include "extract/ocr/runtime_version.h"
#include "extract/ocr/scan_ink.h"
#include "extract/ocr/usual_words.h"

namespace gongkai::extract {
namespace {

constexpr const char* kModelFile = "recognition.onnx";
constexpr const char* kCharactersFile = "characters.txt";
constexpr const char* kWordsFile = "words.txt";

// What the model was trained with.
constexpr int kHeight = 48;
constexpr int kChannels = 3;
constexpr int kStep = 8;  // pixels for each of its readings
constexpr size_t kBlank = 0;
// Widths are rounded up to this, so that ONNX Runtime plans its memory for few shapes.
constexpr int kWidthStep = 64;
constexpr int kMaxWidth = 3200;  // longer lines are squeezed

// The characters that the model's classes stand for; class 0 is none, the last one is the space.
std::vector<char32_t> load_characters(const std::filesystem::path& file) {
  std::vector<char32_t> characters = {0};
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const std::u32string codes = decode_utf8(line);
    characters.push_back(codes.empty() ? U' ' : codes.front());
  }
  characters.push_back(U' ');
  return characters;
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The line scaled to the model's height, bilinear: −1 black, 1 white; what is right of it is 0.
std::vector<float> to_input(const GreyImage& line, int scaled_width, int input_width) {
  std::vector<float> plane(static_cast<size_t>(kHeight) * static_cast<size_t>(input_width));
  const float x_step = static_cast<float>(line.width) / static_cast<float>(scaled_width);
  const float y_step = static_cast<float>(line.height) / kHeight;
  for (int y = 0; y < kHeight; ++y) {
    const float source_y = std::clamp((static_cast<float>(y) + 0.5F) * y_step - 0.5F, 0.0F,
                                      static_cast<float>(line.height - 1));
    const int top = static_cast<int>(source_y);
    const int bottom = std::min(top + 1, line.height - 1);
    const float down = source_y - static_cast<float>(top);
    for (int x = 0; x < scaled_width; ++x) {
      const float source_x = std::clamp((static_cast<float>(x) + 0.5F) * x_step - 0.5F, 0.0F,
                                        static_cast<float>(line.width - 1));
      const int left = static_cast<int>(source_x);
      const int right = std::min(left + 1, line.width - 1);
      const float across = source_x - static_cast<float>(left);
      const float above = static_cast<float>(line.at(left, top)) * (1 - across) +
                          static_cast<float>(line.at(right, top)) * across;
      const float below = static_cast<float>(line.at(left, bottom)) * (1 - across) +
                          static_cast<float>(line.at(right, bottom)) * across;
      plane[static_cast<size_t>(y * input_width + x)] =
          (above * (1 - down) + below * down) / 127.5F - 1;
    }
  }
  std::vector<float> input;
  input.reserve(plane.size() * kChannels);
  for (int channel = 0; channel < kChannels; ++channel)
    input.insert(input.end(), plane.begin(), plane.end());
  return input;
}

// Error levels of ONNX Runtime alone: it has nothing to say to users. Nor to its makers: unless this variable
// is set before, it starts threads that write to ~/.cache and /tmp and call a server.
Ort::Env& environment() {
  setenv("ORT_DISABLE_TELEMETRY", "1", /*overwrite=*/1);
  static Ort::Env env(ORT_LOGGING_LEVEL_ERROR, "gongkai");
  return env;
}

Ort::SessionOptions session_options() {
  Ort::SessionOptions options;
  options.SetIntraOpNumThreads(1);  // without threads, processes can be forked
  options.SetInterOpNumThreads(1);
  options.SetGraphOptimizationLevel(ORT_ENABLE_ALL);
  options.DisableCpuMemArena();  // an arena grows to the longest line of all
  return options;
}

}  // namespace

struct LineRecognizer::Model {
  explicit Model(const std::filesystem::path& folder)
      : session(environment(), (folder / kModelFile).c_str(), session_options()),
        characters(load_characters(folder / kCharactersFile)),
        words(content_of(folder / kWordsFile)),
        input(session.GetInputNameAllocated(0, allocator).get()),
        output(session.GetOutputNameAllocated(0, allocator).get()) {}

  Ort::AllocatorWithDefaultOptions allocator;
  mutable Ort::Session session;  // Run() changes nothing that is seen
  std::vector<char32_t> characters;
  UsualWords words;
  std::string input, output;
};

LineRecognizer::LineRecognizer(std::unique_ptr<Model> model) : model_(std::move(model)) {}
LineRecognizer::~LineRecognizer() = default;

const LineRecognizer* LineRecognizer::get() {
  static const std::unique_ptr<LineRecognizer> recognizer = [] {
    std::unique_ptr<LineRecognizer> made;
    try {
      made.reset(new LineRecognizer(std::make_unique<Model>(GONGKAI_OCR_MODELS)));
    } catch (const Ort::Exception&) {  // moved or deleted since the build: pages need OCR, and say so
    }
    return made;
  }();
  return recognizer.get();
}

const UsualWords& LineRecognizer::usual_words() const { return model_->words; }

std::vector<ReadCharacter> LineRecognizer::read(const GreyImage& line) const {
  const float scale = static_cast<float>(kHeight) / static_cast<float>(line.height);
  const int scaled_width =
      std::clamp(static_cast<int>(std::lround(static_cast<float>(line.width) * scale)), kStep, kMaxWidth);
  const int input_width = (scaled_width + kWidthStep - 1) / kWidthStep * kWidthStep;
  std::vector<float> input = to_input(line, scaled_width, input_width);
  const std::array<int64_t, 4> shape = {1, kChannels, kHeight, input_width};
  const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
  const Ort::Value tensor =
      Ort::Value::CreateTensor<float>(memory, input.data(), input.size(), shape.data(), shape.size());
  const char* const input_name = model_->input.c_str();
  const char* const output_name = model_->output.c_str();
  const std::vector<Ort::Value> outputs =
      model_->session.Run(Ort::RunOptions{nullptr}, &input_name, &tensor, 1, &output_name, 1);

  const std::vector<int64_t> size = outputs[0].GetTensorTypeAndShapeInfo().GetShape();
  const auto classes = static_cast<size_t>(size[2]);
  const Steps steps = {outputs[0].GetTensorData<float>(), static_cast<size_t>(size[1]), classes,
                       std::span<const char32_t>(model_->characters).first(std::min(classes, model_->characters.size())), kStep / scale};
  return decoded(steps, static_cast<float>(line.width), static_cast<float>(line.height / (1 + 2 * kLineMargin)));
}

std::string why_no_ocr() {
  for (const char* name : {kModelFile, kCharactersFile, kWordsFile}) {
    const std::filesystem::path file = std::filesystem::path(GONGKAI_OCR_MODELS) / name;
    if (!std::filesystem::exists(file)) {
      return fmt::format("the OCR model {} is missing; scripts/setup_ocr.sh fetches it", file.string());
    }
  }
  return "";
}

std::string ocr_runtime_version() { return OrtGetApiBase()->GetVersionString(); }

}  // namespace gongkai::extract
