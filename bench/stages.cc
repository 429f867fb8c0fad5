// How long each stage takes on a specimen, once the file is in the page cache. What a stage gets is
// made before its clock starts; `items` are pages, so that stages and specimens compare.

#include <benchmark/benchmark.h>

#include <filesystem>
#include <stdexcept>

#include "extract/reader.h"
#include "normalize/normalize.h"
#include "recognize/recognize.h"

namespace {

namespace fs = std::filesystem;
using namespace gongkai;

// The PDF of corpus/NAME/.
fs::path specimen(const char* name) {
  for (const auto& entry : fs::directory_iterator(fs::path(GONGKAI_CORPUS) / name))
    if (entry.path().extension() == ".pdf") return entry.path();
  throw std::runtime_error(std::string("no PDF in corpus/") + name);
}

void count_pages(benchmark::State& state, const extract::Document& document) {
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(document.pages.size()));
}

void extract_stage(benchmark::State& state, const char* name) {
  const fs::path file = specimen(name);
  extract::Document document;
  for (auto _ : state) benchmark::DoNotOptimize(document = extract::read_document(file));
  count_pages(state, document);
}

void recognize_stage(benchmark::State& state, const char* name) {
  const extract::Document document = extract::read_document(specimen(name));
  const recognize::Schemas& schemas = recognize::built_in_schemas();
  for (auto _ : state) benchmark::DoNotOptimize(recognize::recognize(document, schemas));
  count_pages(state, document);
}

void normalize_stage(benchmark::State& state, const char* name) {
  const extract::Document document = extract::read_document(specimen(name));
  const recognize::Reading reading = recognize::recognize(document, recognize::built_in_schemas());
  const normalize::Books& books = normalize::built_in_books();
  for (auto _ : state) benchmark::DoNotOptimize(normalize::normalize(reading, books));
  count_pages(state, document);
}

BENCHMARK_CAPTURE(extract_stage, shanxi, "shanxi-unit-budget")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(extract_stage, accounts, "final-accounts")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(recognize_stage, shanxi, "shanxi-unit-budget")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(recognize_stage, accounts, "final-accounts")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(normalize_stage, shanxi, "shanxi-unit-budget")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(normalize_stage, accounts, "final-accounts")->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
