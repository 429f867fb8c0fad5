// What `gongkai show` prints of a specimen is what corpus/NAME/expected/ holds, stage by stage: a
// changed golden names the stage that changed. GOLDEN_UPDATE=1 rewrites; review the diff like code.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "golden/program.h"
#include "golden/specimen.h"

namespace gongkai::golden {
namespace {

struct GoldenCase {
  std::string specimen;
  std::string stage;
};

void PrintTo(const GoldenCase& golden, std::ostream* out) {
  *out << golden.specimen << " " << golden.stage;
}

class Golden : public testing::TestWithParam<GoldenCase> {};

TEST_P(Golden, StageIsAsExpected) {
  const auto& [specimen, stage] = GetParam();
  const auto golden = folder_of(specimen) / "expected" / (stage + ".txt");
  std::string actual;
  for (const auto& input : inputs_of(specimen)) {
    const Output shown = run_gongkai({"show", input, "--stage", stage, "--as", "text"});
    ASSERT_EQ(shown.exit_code, 0);
    actual += shown.text;
  }
  if (std::getenv("GOLDEN_UPDATE") != nullptr) {
    std::filesystem::create_directories(golden.parent_path());
    std::ofstream(golden, std::ios::binary) << actual;
  }
  ASSERT_TRUE(std::filesystem::exists(golden)) << "no golden yet: check the output of gongkai show "
                                                  "by eye, then run with GOLDEN_UPDATE=1";
  EXPECT_EQ(actual, read_file(golden)) << "golden: " << golden;
}

std::vector<GoldenCase> golden_cases() {
  std::vector<GoldenCase> cases;
  for (const std::string& specimen : specimen_names()) {
    if (specimen == "damaged") continue;  // nothing to show; see truth_test.cc
    for (const char* stage : {"grid", "tables", "facts"}) cases.push_back({specimen, stage});
  }
  return cases;
}

std::string name_of_case(const testing::TestParamInfo<GoldenCase>& info) {
  std::string name = info.param.specimen + "_" + info.param.stage;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Corpus, Golden, testing::ValuesIn(golden_cases()), name_of_case);

}  // namespace
}  // namespace gongkai::golden
