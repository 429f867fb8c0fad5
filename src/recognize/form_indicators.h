// The indicators of a form, with their place in the tree of levels.
#pragma once

#include <vector>

#include "recognize/form_rows.h"
#include "recognize/form_schema.h"
#include "recognize/reading.h"

namespace gongkai::recognize {

// Carries levels down a list of indicators in the order of print. What a row does not print is
// concluded, and named in FormIndicator::inferred:
//   level2 blank     that of the row above under the same first level
//   level1 blank     what the vocabulary says of level2 (社会效益 → 效益指标), else that of the row above
class LevelCarrier {
 public:
  explicit LevelCarrier(const FormWords& words) : words_(words) {}

  // `same_level1`: the row stands in the same cell of the first level as the one above.
  void resolve(FormIndicator& indicator, bool same_level1);
  // The first level that rows without one stand under from here on.
  void set_level1(const std::string& level1) { last_.level1 = level1; }
  // The levels that a row prints without an indicator; "" where it prints none.
  void pass(const std::string& level1, const std::string& level2);

 private:
  const FormWords& words_;
  FormIndicator last_;
};

// Takes the score and blanks off a level: 产 出 指 标（50分） → 产出指标.
std::string without_score(const std::string& level);

// 产出指标数量指标培训人数 → level1, level2, level3, with "split" in inferred. False where the text
// does not begin with a word of the tree.
bool split_glued_levels(const FormWords& words, FormIndicator& indicator);

// The levels beside each row of a body.
struct SpreadLevels {
  std::vector<SpreadText> level1;
  std::vector<std::vector<SpreadText>> level2;  // per half
};
SpreadLevels spread_levels(const FormBody& body);

// The indicators of the rows [first, last) of a body. Slots that the form leaves blank give none.
std::vector<FormIndicator> read_indicators(const FormBody& body, const SpreadLevels& levels, size_t first, size_t last);

// A whole unit's indicators, or a project's, that one text lists (Guangdong):
//   1、1-产出指标；11-数量指标；活动次数；实施周期指标值:≥20场；年度指标值:≥20场。2、…
// Empty where the text is no such list.
std::vector<FormIndicator> split_packed_list(const std::string& text, const FormWords& words);

}  // namespace gongkai::recognize
