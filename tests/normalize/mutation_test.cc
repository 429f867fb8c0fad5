// How much damage the checks notice in the specimens (bench/README.md has the figures of published
// documents). Floors, so that a change of the checks can't quietly make them blind.
#include "mutation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "extract/reader.h"
#include "recognize/recognize.h"

namespace gongkai::normalize {
namespace {

std::map<Damage, MutationCount> damage_specimens() {
  MutationReport report;
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(GONGKAI_SOURCE_DIR "/corpus")) {
    if (entry.path().extension() == ".pdf") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    try {
      mutate(recognize::recognize(extract::read_document(file), recognize::built_in_schemas()),
             built_in_books(), 3, report);
    } catch (const extract::Unreadable&) {
      continue;  // corpus/damaged
    }
  }
  std::map<Damage, MutationCount> sums;
  for (const auto& [key, count] : report.counts) {
    MutationCount& sum = sums[key.second];
    sum.done += count.done;
    sum.noticed += count.noticed;
    sum.vouched += count.vouched;
    sum.unnoticed_and_vouched += count.unnoticed_and_vouched;
  }
  return sums;
}

TEST(Mutation, DamagedSpecimensAreNoticed) {
  struct Floor {
    Damage damage;
    double noticed;  // share of all, at least
    double hidden;   // share of all that is vouched for and not noticed, at most
  };
  const std::map<Damage, MutationCount> sums = damage_specimens();
  for (const Floor& floor : {Floor{Damage::Digit, 0.75, 0.01}, Floor{Damage::Sign, 0.75, 0.0},
                             Floor{Damage::Row, 0.35, 0.01}, Floor{Damage::Columns, 0.50, 0.20},
                             Floor{Damage::Unit, 0.60, 0.25}}) {
    const MutationCount& count = sums.at(floor.damage);
    EXPECT_GE(count.done, 30) << name_of(floor.damage);
    EXPECT_GE(count.noticed, floor.noticed * count.done) << name_of(floor.damage);
    EXPECT_LE(count.unnoticed_and_vouched, floor.hidden * count.done) << name_of(floor.damage);
  }
}

}  // namespace
}  // namespace gongkai::normalize
