#include "normalize/checks/narrative_checks.h"

#include <iterator>
#include <utility>

#include "normalize/checks/narrative_sums.h"
#include "normalize/checks/narrative_tables.h"

namespace gongkai::normalize {

std::vector<CheckResult> check_narrative(const std::vector<recognize::Table>& tables,
                                         const Ledger& ledger) {
  std::vector<CheckResult> results = check_against_tables(tables, ledger);
  std::vector<CheckResult> within = check_within_text(ledger);
  std::move(within.begin(), within.end(), std::back_inserter(results));
  return results;
}

}  // namespace gongkai::normalize
