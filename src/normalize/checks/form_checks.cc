#include "normalize/checks/form_checks.h"

#include <iterator>
#include <utility>

#include "normalize/checks/form_content.h"
#include "normalize/checks/form_money.h"
#include "normalize/checks/form_projects.h"
#include "normalize/checks/form_scores.h"

namespace gongkai::normalize {

std::vector<CheckResult> check_forms(const std::vector<recognize::Table>& tables, const Ledger& ledger) {
  std::vector<CheckResult> results = check_form_projects(tables, ledger);
  for (const FormFacts& form : ledger.forms) {
    for (std::vector<CheckResult> more : {check_form_money(form), check_unit_total(form, tables, ledger.amounts),
                                          check_form_content(form), check_form_scores(form)}) {
      std::move(more.begin(), more.end(), std::back_inserter(results));
    }
  }
  return results;
}

}  // namespace gongkai::normalize
