// What the tokens of an indicator value say together: the one number or date that they set as a
// target, or none.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "normalize/indicator_value_tokens.h"

namespace gongkai::normalize {

// A number or date with its operator. Points into the tokens it was found in.
struct Target {
  Comparison op = Comparison::None;
  bool op_explicit = false;
  const Token* first = nullptr;   // a Quantity or Date
  const Token* second = nullptr;  // the upper end of a range
  std::u32string every;           // per of 每年, 两年
  bool relative = false;          // 资金下达后2日
  size_t begin = 0;               // the tokens it takes up
  size_t end = 0;
};

// Where the statements begin that could be the target.
struct Heads {
  std::vector<size_t> compared;  // ≥5
  std::vector<size_t> bounded;   // 5以上, 12月底前
  std::vector<size_t> bare;      // 5
};

// A Quantity or Date.
bool is_figure(const Token& token);

// 控制在 and 达到 give way to what is said behind: 控制在5%左右.
bool is_soft(const Token& token);

bool is_lower_bound(Comparison op);
bool is_upper_bound(Comparison op);

Heads find_heads(const std::vector<Token>& tokens);

// The only comparison (投诉率≤5%), else the only bounded figure (达98%以上), else the only bare one
// with words before (满意率100%) or a noun behind (3个项目); two comparisons only as the ends of
// one range. Nothing where another condition stands beside it.
std::optional<Target> find_target(const std::vector<Token>& tokens);

// 每月, 每月25日前发放, 每年12月底前: when, again and again.
bool is_period(const std::vector<Token>& tokens);

}  // namespace gongkai::normalize
