// Units of money, and where a document prints them.
//
// 单位 has two meanings: 单位：万元 names the unit of measure, 单位：XX局 an agency. Only what
// follows tells them apart (field guide §4), and 元 is also how a county's name may begin (元氏县).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongkai {

// 分 in one 元, 百元, 千元, 万元, 十万元, 百万元, 千万元 or 亿元; nothing for any other text (folded, without 人民币).
std::optional<int64_t> fen_per(std::string_view unit);

// The unit of money that a unit line, heading or label declares, in its plain form; "" where none:
//   "单位：万元" "金额单位:人民币万元" "资金总额（万元）" "单位：XX局（本级）单位：万元" → "万元"
//   "单位：XX局" "单位：元氏县财政局" "单价（元/人）" → ""
// A declaration with 单位 wins over brackets, the first one over later ones.
std::string find_unit(std::string_view text);

}  // namespace gongkai
