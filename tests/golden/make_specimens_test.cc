#include <gtest/gtest.h>

#include "golden/program.h"
#include "golden/specimen.h"

namespace gongkai::golden {
namespace {

TEST(MakeSpecimens, GivesTheCommittedBytes) {
  if (run({"python3", "-c", "import tomllib"}).exit_code != 0)
    GTEST_SKIP() << "needs python3, version 3.11 or newer";
  const std::string maker = GONGKAI_SOURCE_DIR "/corpus/make_specimens.py";
  EXPECT_EQ(run({"python3", "-B", maker, "--check"}).exit_code, 0);
}

}  // namespace
}  // namespace gongkai::golden
