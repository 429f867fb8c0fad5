// What a performance form says in words held against itself (field guide §6, D8–D12, D16, D17).
#pragma once

#include <vector>

#include "normalize/ledger.h"

namespace gongkai::normalize {

// All but D16 are advisory: a sound form may break them.
//   D8, D9   both halves of a one-year project have the same indicators, the same goal
//   D10      产出 of three kinds, 效益 and 满意度 are asked for
//   D11      filled in between July of the year before and the end of the year
//   D12      the issuer of the document number in the name gives money: 晋财农〔2025〕 the province
//   D16      在编 + 其他 = 在职 ≤ 编制
//   D17      as many offices as are named
std::vector<CheckResult> check_form_content(const FormFacts& form);

}  // namespace gongkai::normalize
