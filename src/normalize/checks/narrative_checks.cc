#include "normalize/checks/narrative_checks.h"

#include <iterator>
#include <utility>

#include "normalize/checks/narrative_names.h"
#include "normalize/checks/narrative_projects.h"
#include "normalize/checks/narrative_sums.h"
#include "normalize/checks/narrative_tables.h"

namespace gongkai::normalize {

std::vector<CheckResult> check_narrative(const std::vector<recognize::Table>& tables,
                                         const Ledger& ledger) {
  std::vector<CheckResult> results = check_against_tables(tables, ledger);
  for (std::vector<CheckResult> more :
       {check_within_text(ledger), check_listed_names(tables, ledger),
        check_counted_projects(tables, ledger)}) {
    std::move(more.begin(), more.end(), std::back_inserter(results));
  }
  return results;
}

}  // namespace gongkai::normalize
