// Weights and scores of performance forms (field guide §6, D23–D25).
#pragma once

#include <vector>

#include "normalize/ledger.h"

namespace gongkai::normalize {

//   D23   the weights of a form add up to 100, or to 90 beside the ten points of 执行率
//   D24   执行率 = 执行数 / 预算数; 得分 ≤ 分值; 总分 = Σ 得分
//   D25   full marks where the target is met, and only there (advisory)
std::vector<CheckResult> check_form_scores(const FormFacts& form);

}  // namespace gongkai::normalize
