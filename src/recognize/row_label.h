// The label of a row: its name and how it stands in an outline of ordinals.
//
//   一、一般公共服务支出      depth 1, ordinal 1
//   （二）政府性基金预算      depth 2, ordinal 2
//   1.一般公共预算拨款        depth 3
//   (1)工资福利支出           depth 4
//   ①公务用车购置费          depth 5
//   其中：教育收费            of_which, depth kNoOrdinal
#pragma once

#include <string>
#include <string_view>

namespace gongkai::recognize {

inline constexpr int kNoOrdinal = 9;  // depth of a label without ordinal: below any that has one

struct RowLabel {
  std::string name;    // as printed without ordinal, 其中：, spaces and line breaks
  std::string folded;  // fold(name)
  int depth = kNoOrdinal;
  int ordinal = 0;     // 0: none
  bool of_which = false;
};

RowLabel parse_row_label(std::string_view text);

// A unit's own name: ends in what Chinese agencies end in. For rows and headings where names of units are
// mixed with others (Guangdong 支出项目类别（资金使用单位）, Shaanxi 单位（项目）名称).
bool is_organization_name(const std::string& folded);

}  // namespace gongkai::recognize
