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
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "extract/ocr/runtime_version.h"
#include "extract/ocr/scan_ink.h"
#include "extract/ocr/scan_reader.h"
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

// The two likeliest classes of one reading.
std::pair<size_t, size_t> best_two(const float* probabilities, size_t classes) {
  size_t best = 0, second = 1;
  if (probabilities[1] > probabilities[0]) std::swap(best, second);
  for (size_t c = 2; c < classes; ++c) {
    if (probabilities[c] > probabilities[best]) {
      second = std::exchange(best, c);
    } else if (probabilities[c] > probabilities[second]) {
      second = c;
    }
  }
  return {best, second};
}

// What one reading may be but nothing, from the likeliest on, each at least possible.
std::vector<Reading> likeliest(const float* probabilities, std::span<const char32_t> characters) {
  constexpr size_t kMost = 8;
  constexpr float kPossible = 0.003F;
  std::vector<Reading> found;
  for (size_t c = kBlank + 1; c < characters.size(); ++c) {
    if (probabilities[c] >= kPossible) found.push_back({characters[c], probabilities[c]});
  }
  std::sort(found.begin(), found.end(), [](const Reading& a, const Reading& b) { return a.probability > b.probability; });
  found.resize(std::min(found.size(), kMost));
  return found;
}

// Thin bars fade in a scan and none is added: where ≥ is the second-best reading of >, and not out of
// the question, it is ≥. Its probability stays what it is, so that it is doubtful.
bool has_lost_bar(char32_t best, char32_t second, float probability) {
  constexpr float kPossible = 0.05F;
  const bool bar = (best == U'>' && second == U'≥') || (best == U'<' && second == U'≤');
  return bar && probability >= kPossible;
}

// What the model says along a line.
struct Steps {
  const float* probabilities;  // of each class at each step
  size_t count, classes;
  std::span<const char32_t> characters;  // of the classes
  float width;                           // of a step, in pixels of the line's picture

  const float* at(size_t step) const { return probabilities + step * classes; }
  float middle(size_t step) const { return (static_cast<float>(step) + 0.5F) * width; }
};

// The likeliest class of each step; one that is read again without a blank between is the same character.
std::vector<ReadCharacter> likeliest_text(const Steps& steps) {
  constexpr float kNothingElse = 0.995F;
  std::vector<ReadCharacter> characters;
  size_t previous = kBlank;
  for (size_t t = 0; t < steps.count; ++t) {
    const float* const row = steps.at(t);
    auto [best, second] = best_two(row, steps.characters.size());
    if (has_lost_bar(steps.characters[best], steps.characters[second], row[second])) std::swap(best, second);
    const bool is_new = best != kBlank && best != previous;
    if (is_new) characters.push_back({steps.characters[best], 0, 0, steps.middle(t), {}});
    if (best != kBlank && (is_new || row[best] > characters.back().probability)) {
      ReadCharacter& character = characters.back();
      character.probability = row[best];
      character.other = steps.characters[second];
      character.further = row[best] < kNothingElse ? likeliest(row, steps.characters) : std::vector<Reading>{};
    }
    previous = best;
  }
  return characters;
}

// The likeliest ideograph between two places, where there is one at all.
std::optional<ReadCharacter> ideograph_between(const Steps& steps, float from, float to) {
  constexpr float kPossible = 0.1F;
  std::optional<ReadCharacter> found;
  for (size_t t = 0; t < steps.count; ++t) {
    if (steps.middle(t) < from || steps.middle(t) > to) continue;
    for (size_t c = kBlank + 1; c < steps.characters.size(); ++c) {
      const float probability = steps.at(t)[c];
      if (probability < kPossible || (found && probability <= found->probability) || !is_han(steps.characters[c])) continue;
      found = {steps.characters[c], probability, 0, steps.middle(t), likeliest(steps.at(t), steps.characters)};
    }
  }
  return found;
}

// Where the model wavers between ideographs, each may be less likely than that nothing is there. `height` of the text, in pixels.
void add_outvoted(const Steps& steps, float width, float height, std::vector<ReadCharacter>& characters) {
  if (characters.empty()) return;  // specks, or nothing that the model has an eye for
  const float room = 1.7F * height, apart = 0.65F * height;  // between the middles of two that one has room between; of neighbours
  for (size_t i = 0; i <= characters.size(); ++i) {
    const float left = i > 0 ? characters[i - 1].x : 0, right = i < characters.size() ? characters[i].x : width;
    if (right - left < room) continue;
    const std::optional<ReadCharacter> found = ideograph_between(steps, left + apart, right - apart);
    if (found) characters.insert(characters.begin() + static_cast<std::ptrdiff_t>(i--), *found);
  }
}

// 收人 is 收入; 接收人员 and 接收人数 are no revenue.
bool is_lost_entry(const ReadCharacter& character, char32_t before, char32_t after) {
  constexpr std::u32string_view kPeople = U"员数次口";
  return character.code == U'人' && character.other == U'入' && before == U'收' &&
         (after == 0 || kPeople.find(after) == std::u32string_view::npos);
}

// An o where only a digit can stand: alone, or with digits and their points at both sides that there is anything at.
bool is_lost_zero(const ReadCharacter& character, char32_t before, char32_t after) {
  constexpr std::u32string_view kOfNumbers = U"0123456789.,，%oO";
  const auto is_of_number = [&](char32_t code) { return code == 0 || kOfNumbers.find(code) != std::u32string_view::npos; };
  return (character.code == U'o' || character.code == U'O') && character.other == U'0' && is_of_number(before) &&
         is_of_number(after);
}

// The point of 92.165,133.99: three digits and a further point or comma follow it.
bool is_lost_comma(const std::vector<ReadCharacter>& characters, size_t at) {
  constexpr size_t kGroup = 3;
  if (characters[at].code != U'.' || characters[at].other != U',') return false;
  if (at == 0 || !is_digit(characters[at - 1].code) || at + kGroup + 1 >= characters.size()) return false;
  const auto group = characters.begin() + static_cast<ptrdiff_t>(at) + 1;
  const auto end = group + kGroup;
  return std::all_of(group, end, [](const ReadCharacter& c) { return is_digit(c.code); }) &&
         (end->code == U'.' || end->code == U',');
}

// Between ideographs, a point is one of these; 0 where the model hardly thinks so, as of 元/生.月.
char32_t lost_stop(const ReadCharacter& character, char32_t before, char32_t after) {
  static constexpr std::u32string_view kStops = U"，。、；：";
  constexpr float kLikely = 0.15F;
  if (character.code != U'.' || !is_han(before) || !is_han(after)) return 0;
  const auto is_stop = [](const Reading& reading) { return kStops.find(reading.code) != std::u32string_view::npos; };
  const auto stop = std::find_if(character.further.begin(), character.further.end(), is_stop);
  return stop != character.further.end() && stop->probability >= kLikely ? stop->code : 0;
}

// The last comma of 92,165,133,99 and 877,003776: the digits after it, up to the end of the line, are no group.
bool is_lost_point(const std::vector<ReadCharacter>& characters, size_t at) {
  constexpr ptrdiff_t kGroup = 3;
  if (characters[at].code != U',' || characters[at].other != U'.') return false;
  if (at == 0 || !is_digit(characters[at - 1].code)) return false;
  const auto rest = characters.begin() + static_cast<ptrdiff_t>(at) + 1;
  const ptrdiff_t digits = characters.end() - rest;
  return digits > 0 && digits != kGroup &&
         std::all_of(rest, characters.end(), [](const ReadCharacter& c) { return is_digit(c.code); });
}

// What lies like a bar: the 一 of 一般, and the 十 of 十一、. No sign stands before these.
char32_t lost_numeral(char32_t code, char32_t after) {
  constexpr std::u32string_view kNumerals = U"一二三四五六七八九、";
  if (code == U'-' && after == U'般') return U'一';
  return code == U'+' && kNumerals.find(after) != std::u32string_view::npos ? U'十' : U'\0';
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
  std::vector<ReadCharacter> characters = likeliest_text(steps);
  add_outvoted(steps, static_cast<float>(line.width), static_cast<float>(line.height / (1 + 2 * kLineMargin)), characters);
  prefer_usual(characters);
  return characters;
}

void prefer_usual(std::vector<ReadCharacter>& characters) {
  constexpr float kByUsage = 0.5F;
  for (size_t i = 0; i < characters.size(); ++i) {
    ReadCharacter& character = characters[i];
    const char32_t before = i > 0 ? characters[i - 1].code : U'\0';
    const char32_t after = i + 1 < characters.size() ? characters[i + 1].code : U'\0';
    const char32_t numeral = lost_numeral(character.code, after), stop = lost_stop(character, before, after);
    if (numeral != 0 || stop != 0) {
      character.other = numeral != 0 ? numeral : stop;
    } else if (!is_lost_entry(character, before, after) && !is_lost_zero(character, before, after) &&
               !is_lost_comma(characters, i) && !is_lost_point(characters, i)) {
      continue;
    }
    std::swap(character.code, character.other);
    character.probability = std::min(character.probability, kByUsage);
  }
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
