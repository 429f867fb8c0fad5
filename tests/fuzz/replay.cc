// usage: replay_NAME MUTATIONS FOLDER…
//
// Runs a fuzz target without a fuzzing engine, so that every test run has a share of fuzzing: on
// each file of the folders (seeds and findings), then on MUTATIONS inputs made of them. These are
// the same in every run: a failure is found again, and no run fails by bad luck. An input that ends
// the program is left as the file replay_NAME.input in the working folder.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "fuzz_target.h"

namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

// Changes of the kinds that fuzzing engines make: bytes, and pieces of an input or of another one.
class Mutator {
 public:
  explicit Mutator(std::vector<std::string> seeds) : seeds_(std::move(seeds)) {}

  std::string next() {
    constexpr size_t kMostChanges = 8;
    std::string input = seeds_[below(seeds_.size())];
    for (size_t changes = 1 + below(kMostChanges); changes > 0; --changes) change(input);
    return input;
  }

 private:
  // Not std::uniform_int_distribution, which differs between libraries.
  size_t below(size_t bound) { return bound == 0 ? 0 : random_() % bound; }

  void change(std::string& input) {
    constexpr size_t kLongestPiece = 64;
    const std::string& other = seeds_[below(seeds_.size())];
    const std::string piece = other.substr(below(other.size()), 1 + below(kLongestPiece));
    const size_t at = below(input.size());
    switch (below(5)) {
      case 0:
        if (!input.empty()) input[at] = static_cast<char>(random_());
        break;
      case 1:
        if (!input.empty()) input[at] = static_cast<char>(input[at] ^ (1 << below(8)));
        break;
      case 2: input.erase(at, 1 + below(kLongestPiece)); break;
      case 3: input.insert(at, piece); break;
      default: input.replace(at, std::min(piece.size(), input.size() - at), piece);
    }
  }

  std::vector<std::string> seeds_;
  std::mt19937 random_;  // with the seed that the standard fixes
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::vector<std::string> seeds;
  for (int i = 2; i < argc; ++i) {
    for (const fs::path& file : files_in(argv[i])) {
      std::printf("%s\n", file.c_str());
      std::fflush(stdout);  // so that the last name is the one that fails
      seeds.push_back(content_of(file));
      run(seeds.back());
    }
  }
  if (seeds.empty()) return 1;
  Mutator mutator(std::move(seeds));
  const std::string kept = fs::path(argv[0]).filename().string() + ".input";
  for (int i = std::atoi(argv[1]); i > 0; --i) {
    const std::string input = mutator.next();
    std::ofstream(kept, std::ios::binary) << input;
    run(input);
  }
  fs::remove(kept);
  return 0;
}
