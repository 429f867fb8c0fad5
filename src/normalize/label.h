// Labels that hold a code and a name in one cell.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::normalize {

struct CodedName {
  std::string code;  // "" where no code is printed
  std::string name;  // without white space and line breaks
  bool operator==(const CodedName&) const = default;
};

// Takes the code off the front of a label:
//   2080505-机关事业单位…  [2011301]行政运行  208 社会保障和就业支出  229_烟台市信访局
//   11000022T0000004557⏎94-评审工作经费 (project code: region, year, kind, serial)
// A code is three to nine digits, or a project code, and must be set off by brackets, a dash, a
// colon or white space: 2026年… and 12345热线 begin with no code.
CodedName split_code_and_name(std::string_view label);

// As above, and also behind the name: 教育部 105. For agencies only, where such a number is a code.
CodedName split_agency(std::string_view label);

}  // namespace gongkai::normalize
