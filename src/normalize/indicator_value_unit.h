// Units of measure of indicator values: 万人次, 元/人/月, 台(套), % (field guide §3.3).
//
// Texts are folded (base/text.h). A unit has up to three parts: 万 | 元 | /人·天
//                                                               scale base per
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gongkai::normalize {

enum class Measure {
  None,
  Percent,
  Permille,
  Money,         // 元
  ForeignMoney,  // 美元: money, but not of 分
  Duration,      // 天, 个月, 工作日
  Count,         // any other known unit: 人次, 平方米, mg
  Unknown,       // looks like a unit, but is on no list
};

struct Unit {
  Measure measure = Measure::None;
  std::u32string scale;  // 万
  int power = 0;         // of ten that the scale stands for: 4
  std::u32string base;   // 元
  std::u32string per;    // 人·天: what follows the first slash, or 每
  bool implied = false;  // 元 is not printed: 80亿人民币

  std::u32string text() const { return scale + base; }
  bool operator==(const Unit&) const = default;
};

// Takes 百, 千, 万, 亿 and their products off the front: 百万 is 6. Not the 百 of 百分点.
void take_scale(std::u32string_view& text, Unit& unit);

// Takes the measure off the front. A known unit ends where the words behind it begin (3个|项目);
// a short run on no list is Unknown as a whole (蒸吨), a long one is no unit.
void take_base(std::u32string_view& text, Unit& unit);

// Takes /人/月, /48小时, 每千字 off the front.
void take_per(std::u32string_view& text, Unit& unit);

// The unit that is a whole text: a unit column, brackets in a name. Text of any look is taken;
// measure is Unknown where it is on no list.
Unit unit_of(std::u32string_view text);

// What a per counts by: Duration for 年, 两年 and 48小时, Count for 千字.
Measure measure_of_per(std::u32string_view per);

// Whether a Chinese numeral before the unit counts: 三次 does, 三级 and 一类 are grades.
bool counts_with_numeral(std::u32string_view base);

// Length of the word behind a number that makes a bound of it: 以上, 及以下, 以内, 左右; 0: none.
size_t bound_length(std::u32string_view text);

}  // namespace gongkai::normalize
