// Amounts and percentages of running text, each with what it is about and what it says.
//
//   财政拨款收入8695.94万元，比2025年预算增加794.88万元；…其中：基本支出117.85万元，占4.43%
//   └ subject ─┘ amount         └ measure change_amount ┘      └ subject ┘ amount   └ share_percent
//
// measure is one of
//   amount             of the document's year: a budget in budgets, the executed one in final
//                      accounts
//   prior_amount       of an earlier year
//   approved_amount, adjusted_amount   in final accounts: 年初预算, 全年预算
//   change_amount, change_percent, change_points   against the year before; less is negative
//   difference_amount, difference_percent          against the budget of the same year; likewise
//   share_percent      of a whole (占…)
//   completion_percent of a budget (完成年初预算的…)
//   threshold          a limit, no budget: 单价100万元以上
//   rate_amount        money per something: 5000元/人
//   percent            any other percentage
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "normalize/code_book.h"
#include "normalize/figure_rules.h"
#include "normalize/ledger.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// Pure. A number whose subject the words leave open has subject "". 与上年持平 behind an amount is
// a change of 0. Diagnostics:
//   figure.unreadable     a number that may be read in two ways, or is none; it is no figure
//   figure.sign_doubtful  增加（减少）5万元, 减少-5万元: the figure has no value
std::vector<Figure> read_figures(const std::vector<recognize::TextLine>& lines,
                                 const FigureRules& rules, const CodeBook& codes,
                                 const DocumentFacts& document, Diagnostics& diagnostics);

}  // namespace gongkai::normalize
