// Damage done to tables as they were read, to see whether anything notices: the measure of how far
// the checks can be trusted.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "normalize/normalize.h"

namespace gongkai::normalize {

enum class Damage { Digit, Sign, Row, Columns, Unit };
inline constexpr Damage kDamages[] = {Damage::Digit, Damage::Sign, Damage::Row, Damage::Columns,
                                      Damage::Unit};
const char* name_of(Damage damage);  // "digit changed", "sign lost", "row dropped" …

// What became of the mutations of one kind.
struct MutationCount {
  int done = 0;
  int noticed = 0;         // a check fails, or a warning is given, that was not there before
  int vouched = 0;         // a damaged amount is vouched for
  int unnoticed_and_vouched = 0;
};

struct MutationReport {
  std::map<std::pair<std::string, Damage>, MutationCount> counts;  // by table kind and damage
  std::vector<std::string> hidden;  // of each amount that is vouched for though damaged: what it says
};

// Damages every table of a kind that is known, `times` times in each way, one damage at a time, and
// adds what came of it to the report. Deterministic.
void mutate(const recognize::Reading& reading, const Books& books, int times,
            MutationReport& report);

// One line for each kind of table and damage.
std::string print(const std::map<std::pair<std::string, Damage>, MutationCount>& counts);

}  // namespace gongkai::normalize
