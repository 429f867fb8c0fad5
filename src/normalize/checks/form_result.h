// What the checks of performance forms share: verdicts in the form's terms, and its amounts.
#pragma once

#include <re2/re2.h>

#include <cstdint>
#include <string>
#include <vector>

#include "normalize/ledger.h"

namespace gongkai::normalize {

// A sum of printed amounts.
struct FormSum {
  int64_t fen = 0;
  int64_t quantum = 1;  // of the coarsest amount that is no zero
  int count = 0;        // amounts that are no zeros
  void add(const Money& money);
};

// "form 公益岗位补贴 / what", not yet evaluated. Nothing of a form vouches for amounts of tables.
CheckResult begin_form_check(const FormFacts& form, const char* rule, const std::string& what);

// The same, passed or failed, where no amounts are compared.
CheckResult judge_form(const FormFacts& form, const char* rule, const std::string& what, bool holds,
                       std::string detail);

// The same, skipped for a reason.
CheckResult skip_form(const FormFacts& form, const char* rule, const std::string& what,
                      std::string reason);

// A rule that a sound form may break.
CheckResult hint(CheckResult result);

// Compares amounts; passes within the tolerance (分).
void settle_amounts(CheckResult& result, int64_t expected, int64_t actual, int64_t tolerance);

// What n printed addends and their printed total may differ by: (n + 1) / 2 quanta, nothing for a
// figure that is printed twice (field guide §4.1).
int64_t tolerance_of(const FormSum& parts);

// All amounts of a source in one half and phase, added up.
FormSum sum_of_source(const FormFacts& form, const std::string& section, const std::string& phase,
                      const std::string& source);

// The total of a half and phase; forms that divide it in two ways print it twice.
FormSum total_of_half(const FormFacts& form, const std::string& section, const std::string& phase);

// Folded text of the first field whose label matches; "" where none does.
std::string field_text(const FormFacts& form, const RE2& label);

}  // namespace gongkai::normalize
