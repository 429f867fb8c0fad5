// scripts/fold_model.py: the model that is run gives what the published one gives.
#include <gtest/gtest.h>
#include <onnxruntime_cxx_api.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

namespace gongkai::extract {
namespace {

constexpr int kHeight = 48, kWidth = 320;

// Three planes of shapes with soft and hard edges, from -1 to 1.
std::vector<float> picture() {
  std::vector<float> pixels;
  for (int i = 0; i < 3 * kHeight * kWidth; ++i) {
    const int x = i % kWidth, y = i / kWidth % kHeight;
    pixels.push_back(x % 40 < 6 && y > 8 && y < 40 ? -1.0F : static_cast<float>(std::sin(0.3 * x) * std::cos(0.2 * y)));
  }
  return pixels;
}

std::vector<float> run(const std::string& name) {
  setenv("ORT_DISABLE_TELEMETRY", "1", /*overwrite=*/1);
  const Ort::Env env(ORT_LOGGING_LEVEL_ERROR, "test");
  Ort::SessionOptions options;
  options.SetIntraOpNumThreads(1);
  const std::string file = std::string(GONGKAI_OCR_MODELS "/") + name;
  Ort::Session session(env, file.c_str(), options);
  std::vector<float> pixels = picture();
  const std::array<int64_t, 4> shape = {1, 3, kHeight, kWidth};
  const Ort::Value input = Ort::Value::CreateTensor<float>(Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault),
                                                           pixels.data(), pixels.size(), shape.data(), shape.size());
  const Ort::AllocatorWithDefaultOptions allocator;
  const std::string from = session.GetInputNameAllocated(0, allocator).get(), to = session.GetOutputNameAllocated(0, allocator).get();
  const char* const in = from.c_str();
  const char* const out = to.c_str();
  const std::vector<Ort::Value> outputs = session.Run(Ort::RunOptions{nullptr}, &in, &input, 1, &out, 1);
  const float* const values = outputs[0].GetTensorData<float>();
  return {values, values + outputs[0].GetTensorTypeAndShapeInfo().GetElementCount()};
}

TEST(FoldedModel, GivesTheProbabilitiesOfThePublishedOne) {
  const std::vector<float> published = run("as-published.onnx"), folded = run("recognition.onnx");
  ASSERT_EQ(folded.size(), published.size());
  ASSERT_EQ(folded.size(), 40U * 6625U);  // a step for each 8 pixels, and a probability for each character
  for (size_t i = 0; i < folded.size(); ++i) ASSERT_NEAR(folded[i], published[i], 1e-4) << i;
}

}  // namespace
}  // namespace gongkai::extract
