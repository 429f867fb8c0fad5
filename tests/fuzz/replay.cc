// usage: replay_NAME MUTATIONS FOLDER…
//
// Runs a fuzz target without a fuzzing engine, so that every test run has a share of fuzzing: on
// each file of the folders (seeds and findings), then on MUTATIONS inputs made of them. These are
// the same in every run: a failure is found again, and no run fails by bad luck. A mutation that
// ends the program is left as the file replay_NAME.input in the working folder.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

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

struct Seed {
  fs::path file;
  std::string bytes;
};

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
  // REQUIRES: the seeds outlive it.
  explicit Mutator(const std::vector<Seed>& seeds) : seeds_(seeds) {}

  std::string next() {
    constexpr size_t kMostChanges = 8;
    std::string input = seeds_[below(seeds_.size())].bytes;
    for (size_t changes = 1 + below(kMostChanges); changes > 0; --changes) change(input);
    return input;
  }

 private:
  // Not std::uniform_int_distribution, which differs between libraries.
  size_t below(size_t bound) { return bound == 0 ? 0 : random_() % bound; }

  void change(std::string& input) {
    constexpr size_t kLongestPiece = 64;
    const std::string& other = seeds_[below(seeds_.size())].bytes;
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

  const std::vector<Seed>& seeds_;
  std::mt19937 random_;  // with the seed that the standard fixes
};

// Which mutation is run, for the process that sees the other one die; 0 while it runs the seeds.
int& shared_count() {
  void* memory = mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) std::abort();
  return *static_cast<int*>(memory);
}

void run_all(const std::vector<Seed>& seeds, int mutations, int& begun) {
  for (const Seed& seed : seeds) {
    std::printf("%s\n", seed.file.c_str());
    std::fflush(stdout);  // so that the last name is the one that fails
    run(seed.bytes);
  }
  Mutator mutator(seeds);
  while (begun < mutations) {
    ++begun;
    run(mutator.next());
  }
}

// Writes the mutation of that number, made anew.
void keep(const std::vector<Seed>& seeds, int number, const std::string& name) {
  Mutator mutator(seeds);
  for (int i = 1; i < number; ++i) mutator.next();
  std::ofstream(name, std::ios::binary) << mutator.next();
  std::fprintf(stderr, "mutation %d fails; it is in %s\n", number, name.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::vector<Seed> seeds;
  for (int i = 2; i < argc; ++i) {
    for (const fs::path& file : files_in(argv[i])) seeds.push_back({file, content_of(file)});
  }
  if (seeds.empty()) return 1;
  int& begun = shared_count();
  const pid_t process = fork();
  if (process == 0) {
    run_all(seeds, std::atoi(argv[1]), begun);
    return 0;
  }
  int status = 1;
  waitpid(process, &status, 0);
  if (status == 0) return 0;
  if (begun > 0) keep(seeds, begun, fs::path(argv[0]).filename().string() + ".input");
  return 1;
}
