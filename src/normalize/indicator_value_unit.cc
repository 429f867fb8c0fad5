#include "normalize/indicator_value_unit.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/decimal.h"
#include "base/text.h"
#include "normalize/indicator_value_text.h"

namespace gongkai::normalize {
namespace {

using View = std::u32string_view;

// Longer runs of characters are prose: 个高品质一刻钟便民生活圈.
constexpr size_t kLongestRun = 16;
constexpr size_t kLongestUnknown = 4;
constexpr size_t kLongestBrackets = 8;

const std::unordered_set<View>& durations() {
  static const std::unordered_set<View> kWords = {
      U"年",   U"个年",   U"年度",     U"季",     U"季度",     U"个季度", U"月",
      U"个月", U"月份",   U"周",       U"个周",   U"星期",     U"个星期", U"日",
      U"天",   U"工作日", U"个工作日", U"自然日", U"个自然日", U"日历天", U"日历日",
      U"小时", U"个小时", U"时",       U"分钟",   U"秒",       U"秒钟",   U"毫秒",
      U"学期", U"个学期", U"学年",     U"个学年", U"旬"};
  return kWords;
}

// Counting words and measures, from the forms of many places.
const std::unordered_set<View>& counts() {
  static const std::unordered_set<View> kWords = {
      // people and bodies
      U"人", U"人次", U"人数", U"名", U"位", U"户", U"户次", U"家", U"家次", U"户数", U"例", U"岁",
      U"单位", U"机构", U"企业", U"组", U"队", U"支", U"村", U"社区", U"乡", U"镇", U"县", U"区",
      U"市", U"校", U"所", U"站", U"网格", U"班", U"班次", U"台班", U"班组",
      // things
      U"个", U"个数", U"个次", U"件", U"件次", U"件套", U"项", U"项次", U"项目", U"套", U"台",
      U"台套", U"台次", U"份", U"篇", U"篇次", U"条", U"条次", U"本", U"册", U"门", U"座", U"处",
      U"辆", U"辆次", U"车次", U"架", U"架次", U"艘", U"艘次", U"列", U"航次", U"起", U"种", U"类",
      U"批", U"批次", U"只", U"头", U"羽", U"尾", U"株", U"棵", U"块", U"片", U"张", U"枚", U"瓶",
      U"盒", U"箱", U"袋", U"包", U"双", U"副", U"幅", U"部", U"部分", U"集", U"卷", U"版", U"款",
      U"科", U"床", U"床位", U"间", U"栋", U"幢", U"层", U"路", U"道", U"顶", U"面", U"根", U"段", U"页",
      U"井", U"口", U"眼", U"孔", U"盏", U"杆", U"桶", U"标段", U"点位", U"把", U"组次", U"样",
      U"封", U"字", U"词条", U"单", U"笔", U"对", U"题", U"节", U"课", U"宗", U"粒", U"针", U"剂",
      U"人份", U"针次", U"剂次", U"样本", U"批件", U"幅次", U"件数", U"具", U"樘", U"付", U"届",
      // events
      U"次", U"次数", U"场", U"场次", U"期", U"期次", U"轮", U"轮次", U"遍", U"回", U"趟", U"课时",
      U"学时", U"课次", U"节次", U"人年", U"人月", U"人天", U"人日",
      // ratios and marks
      U"倍", U"比值", U"分", U"度", U"百分点", U"个百分点", U"位次", U"成", U"档", U"指数",
      // length, area, volume, mass, energy
      U"米", U"公里", U"里", U"厘米", U"毫米", U"微米", U"纳米", U"分米", U"延米", U"延长米",
      U"平方米", U"平米", U"平方", U"平方公里", U"平方千米", U"立方米", U"立方", U"立方公里", U"方",
      U"亩", U"公顷", U"顷", U"亩次", U"吨", U"吨标准煤", U"蒸吨", U"公斤", U"斤", U"克", U"毫克",
      U"微克", U"升", U"毫升", U"瓦", U"瓦时", U"伏", U"伏安", U"安", U"赫兹", U"分贝", U"帕",
      U"焦", U"兆", U"兆瓦", U"兆帕", U"吉瓦", U"度电", U"卡", U"℃", U"摄氏度", U"毫克当量",
      // Latin letters
      U"m", U"km", U"cm", U"mm", U"nm", U"um", U"m2", U"m3", U"km2", U"m²", U"m³", U"km²", U"g",
      U"kg", U"mg", U"ug", U"μg", U"t", U"L", U"l", U"ml", U"mL", U"h", U"min", U"s", U"ms", U"d",
      U"W", U"kW", U"KW", U"MW", U"GW", U"kWh", U"KWh", U"kwh", U"MWh", U"V", U"kV", U"KV", U"kVA",
      U"KVA", U"MVA", U"A", U"Hz", U"KHz", U"kHz", U"MHz", U"GHz", U"dB", U"KB", U"MB", U"GB",
      U"TB", U"PB", U"M", U"G", U"T", U"K", U"Mbps", U"Gbps", U"Kbps", U"bps", U"MBps", U"QPS",
      U"TPS", U"BP", U"BPs", U"bp", U"PPM", U"ppm", U"TEU", U"pH"};
  return kWords;
}

const std::unordered_set<View>& foreign_money() {
  static const std::unordered_set<View> kWords = {U"美元", U"欧元", U"英镑", U"日元", U"港元",
                                                  U"港币", U"澳元", U"加元", U"卢布", U"韩元"};
  return kWords;
}

// Measures that are more than one: 元人民币 before 元.
const std::unordered_map<View, Measure>& special_measures() {
  static const std::unordered_map<View, Measure> kWords = {
      {U"元", Measure::Money},     {U"元人民币", Measure::Money}, {U"人民币元", Measure::Money},
      {U"人民币", Measure::Money}, {U"百分比", Measure::Percent}, {U"%", Measure::Percent},
      {U"‰", Measure::Permille}};
  return kWords;
}

Measure measure_of(View name) {
  if (const auto found = special_measures().find(name); found != special_measures().end())
    return found->second;
  if (foreign_money().contains(name)) return Measure::ForeignMoney;
  if (durations().contains(name)) return Measure::Duration;
  if (counts().contains(name)) return Measure::Count;
  return Measure::Unknown;
}

bool is_known(View name) { return measure_of(name) != Measure::Unknown; }

bool is_latin(char32_t code) {
  return (code >= U'A' && code <= U'Z') || (code >= U'a' && code <= U'z') || code == U'μ';
}

// 千米 is a thousand 米, 百分点 no hundred 分点.
bool begins_scale(View text) {
  constexpr View kScales = U"百千万亿";
  return !text.empty() && kScales.find(text.front()) != View::npos &&
         !text.substr(1).starts_with(U"分");
}

// 5至10: the number goes on, the unit has not begun.
bool begins_second_number(View text) {
  if (!text.starts_with(U"至") && !text.starts_with(U"到")) return false;
  const View rest = text.substr(1);
  return !rest.empty() && (is_ascii_digit(rest.front()) || read_numeral(rest).has_value());
}

// The characters of one script that may be a unit, up to a bound, a 每 or anything else.
View run_of(View text) {
  size_t length = 0;
  while (length < std::min(text.size(), kLongestRun)) {
    const View rest = text.substr(length);
    const bool same_script = length == 0 || is_han(rest.front()) == is_han(text.front());
    const bool fits = is_han(rest.front()) || is_latin(rest.front()) || rest.front() == U'℃' ||
                      (length > 0 && (rest.front() == U'²' || rest.front() == U'³'));
    const bool power = (rest.front() == U'2' || rest.front() == U'3') && length > 0 &&
                       text[length - 1] == U'm' && !(rest.size() > 1 && is_ascii_digit(rest[1]));
    if (power) return text.substr(0, length + 1);
    if (!fits || !same_script || rest.front() == U'每' || bound_length(rest) > 0 ||
        begins_second_number(rest))
      break;
    ++length;
  }
  return text.substr(0, length);
}

size_t known_prefix(View run) {
  for (size_t length = run.size(); length > 0; --length) {
    if (is_known(run.substr(0, length))) return length;
  }
  return 0;
}

// What may stand behind a unit without being part of it, though it is a single character.
bool is_tail(char32_t code) {
  constexpr View kTails = U"的等多余内整起止";
  return kTails.find(code) != View::npos;
}

// How much of a Chinese run is the unit; 0: none of it.
size_t unit_length(View run) {
  if (run.empty() || is_known(run)) return run.size();
  const size_t known = known_prefix(run);
  if (known == 0) return run.size() <= kLongestUnknown ? run.size() : 0;
  const View rest = run.substr(known);
  const Measure measure = measure_of(run.substr(0, known));
  if (measure != Measure::Count) return known;
  // 3个|村, but 场馆 and 班级 are words that only begin like a unit, and 车+套 may be two in one.
  constexpr View kClassifiers = U"个名位";
  const bool classifier = known == 1 && kClassifiers.find(run.front()) != View::npos;
  const bool word = rest.size() == 1 && !is_tail(rest.front());
  return word && !classifier ? run.size() : known;
}

// Latin letters before a Chinese word are a unit only if surely known: 5TB|数据, but 5G网络.
size_t latin_unit_length(View run, View behind) {
  const bool before_word = !behind.empty() && is_han(behind.front());
  if (is_known(run)) return before_word && run.size() == 1 ? 0 : run.size();
  return !before_word && run.size() <= kLongestUnknown ? run.size() : 0;
}

// The text in the brackets that `text` begins with; nothing where it is no unit.
std::optional<View> bracketed(View text) {
  if (!text.starts_with(U"(")) return std::nullopt;
  const size_t close = text.substr(0, kLongestBrackets + 2).find(U')');
  if (close == View::npos || close < 2) return std::nullopt;
  const View inside = text.substr(1, close - 1);
  const bool plain = std::all_of(inside.begin(), inside.end(), [](char32_t code) {
    return is_han(code) || is_latin(code) || code == U'%' || code == U'/' || code == U'‰' ||
           code == U'·' || code == U'²' || code == U'³' || code == U'℃' || code == U'、';
  });
  if (!plain || inside.find(U'含') != View::npos) return std::nullopt;
  return inside;
}

Measure compound_measure(View name) {
  const Measure measure = measure_of(name);
  if (measure != Measure::Unknown) return measure;
  const size_t known = known_prefix(name);
  return known > 0 && is_known(name.substr(known)) ? Measure::Count : Measure::Unknown;
}

void set_base(View name, Unit& unit) {
  unit.measure = compound_measure(name);
  unit.base = name;
  if (unit.measure == Measure::Money) {
    unit.implied = name == U"人民币";
    unit.base = U"元";
  }
  if (unit.measure == Measure::Percent) unit.base = U"%";
}

// 台(套), 台、件、套: further units that the first one stands beside.
void take_alternatives(View& text, Unit& unit) {
  if (const auto inside = bracketed(text); inside && is_known(*inside)) {
    unit.base += text.substr(0, inside->size() + 2);
    text.remove_prefix(inside->size() + 2);
  }
  while (text.starts_with(U"、")) {
    const View run = run_of(text.substr(1));
    if (!is_known(run)) return;
    unit.base += text.substr(0, run.size() + 1);
    text.remove_prefix(run.size() + 1);
  }
}

// Takes the count of 48小时, 两年 or 10万人 off the front; says whether there was one.
bool take_count(View& text) {
  const size_t before = text.size();
  while (!text.empty() && is_ascii_digit(text.front())) text.remove_prefix(1);
  if (const auto numeral = read_numeral(text); numeral && text.size() == before)
    text.remove_prefix(numeral->length);
  return text.size() < before;
}

// 人, 千字, 48小时, 10万人, 台(部): one link of a chain of pers. Other counts are no pers:
// 10场/20场.
View per_link(View text) {
  View rest = text;
  const bool counted = take_count(rest);
  Unit scale;
  take_scale(rest, scale);
  const View run = run_of(rest);
  if (run.empty()) return {};
  const size_t length =
      is_han(run.front()) ? unit_length(run) : latin_unit_length(run, rest.substr(run.size()));
  const bool countable = scale.power > 0 || measure_of(run.substr(0, length)) == Measure::Duration;
  if (length == 0 || (counted && !countable)) return {};
  rest.remove_prefix(length);
  if (const auto inside = bracketed(rest)) rest.remove_prefix(inside->size() + 2);
  return text.substr(0, text.size() - rest.size());
}

}  // namespace

size_t bound_length(View text) {
  constexpr std::array<View, 15> kBounds = {
      U"及以上",   U"或以上", U"(含)以上", U"以上(含)", U"以上", U"及以下", U"或以下", U"(含)以下",
      U"以下(含)", U"以下",   U"以内",     U"之内",     U"左右", U"上下",   U"之间"};
  const auto* found = std::find_if(kBounds.begin(), kBounds.end(),
                                   [&](View bound) { return text.starts_with(bound); });
  return found == kBounds.end() ? 0 : found->size();
}

void take_scale(View& text, Unit& unit) {
  size_t length = 0;
  while (length < kLongestUnknown && begins_scale(text.substr(length))) {
    switch (text[length]) {
      case U'百': unit.power += 2; break;
      case U'千': unit.power += 3; break;
      case U'万': unit.power += 4; break;
      default: unit.power += 8; break;
    }
    ++length;
  }
  unit.scale = text.substr(0, length);
  text.remove_prefix(length);
}

void take_base(View& text, Unit& unit) {
  if (text.starts_with(U"%") || text.starts_with(U"‰")) {
    set_base(text.substr(0, 1), unit);
    text.remove_prefix(1);
    return;
  }
  if (const auto inside = bracketed(text)) {
    const Unit within = unit_of(*inside);
    text.remove_prefix(inside->size() + 2);
    if (unit.scale.empty()) {
      unit = within;
    } else {
      set_base(*inside, unit);
    }
    return;
  }
  const View run = run_of(text);
  if (run.empty()) return;
  const size_t length =
      is_han(run.front()) ? unit_length(run) : latin_unit_length(run, text.substr(run.size()));
  if (length == 0) return;
  set_base(run.substr(0, length), unit);
  text.remove_prefix(length);
  take_alternatives(text, unit);
}

void take_per(View& text, Unit& unit) {
  View rest = text;
  if (!take_prefix(rest, U"/") && !take_prefix(rest, U"每")) return;
  View link = per_link(rest);
  if (link.empty()) return;
  unit.per = link;
  rest.remove_prefix(link.size());
  while (!rest.empty()) {
    constexpr View kMarks = U"/·.*每";
    if (kMarks.find(rest.front()) == View::npos) break;
    link = per_link(rest.substr(1));
    if (link.empty()) break;
    unit.per += rest.front() == U'每' ? U'/' : rest.front();
    unit.per += link;
    rest.remove_prefix(1 + link.size());
  }
  text = rest;
}

Unit unit_of(View text) {
  Unit unit;
  View rest = text;
  take_scale(rest, unit);
  take_base(rest, unit);
  take_per(rest, unit);
  if (rest.empty()) return unit;
  Unit unknown;
  const size_t slash = text.find(U'/');
  unknown.measure = Measure::Unknown;
  unknown.base = text.substr(0, slash);
  if (slash != View::npos) unknown.per = text.substr(slash + 1);
  return unknown;
}

Measure measure_of_per(View per) {
  take_count(per);
  return unit_of(per).measure;
}

bool counts_with_numeral(View base) {
  static const std::unordered_set<View> kGrades = {
      U"类",   U"期", U"档", U"分", U"度",   U"区", U"层", U"版", U"部",   U"季",
      U"季度", U"月", U"日", U"时", U"节",   U"批", U"届", U"道", U"方",   U"成",
      U"队",   U"组", U"科", U"段", U"面",   U"样", U"对", U"种", U"位次", U"课",
      U"路",   U"眼", U"口", U"把", U"指数", U"班", U"针", U"口", U"线"};
  const Measure measure = measure_of(base);
  return measure != Measure::Unknown && !kGrades.contains(base);
}

}  // namespace gongkai::normalize
