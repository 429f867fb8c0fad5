// What the rule of a check or the code of a diagnostic means: docs/checks.md and docs/diagnostics.md, which are
// compiled in.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::report {

struct Meaning {
  std::string meaning;  // "" where neither page has it
  std::string remedy;   // what to try; "" of a rule, and where there is nothing to be done
};

const Meaning& meaning_of(std::string_view code);

}  // namespace gongkai::report
