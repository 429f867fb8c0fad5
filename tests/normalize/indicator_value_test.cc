#include "normalize/indicator_value.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <ostream>
#include <random>
#include <sstream>

#include "base/text.h"
#include "indicator_value_invariants.h"

namespace gongkai::normalize {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr int kYear = 2026;

IndicatorValue parse(std::string_view value, std::string_view name = "", std::string_view op = "",
                     std::string_view unit = "") {
  return parse_indicator_value({name, value, op, unit, kYear, false});
}

std::string text_of(const std::optional<Decimal>& number) { return number ? to_text(*number) : ""; }

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ","));
}

std::vector<std::string> codes_of(const IndicatorValue& value) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : value.diagnostics) codes.push_back(diagnostic.code);
  return codes;
}

// The columns of the dataset that a value fills, as one line.
std::string line_of(const IndicatorValue& value) {
  return fmt::format(
      "{} {} op:{} explicit:{:d} value:{} upper:{} unit:{} per:{} base:{} {} fen:{} from:{} to:{} "
      "inferred:{} diagnostics:{}",
      name_of(value.kind), name_of(value.subkind), name_of(value.op), value.op_explicit,
      text_of(value.value), text_of(value.value_upper), value.unit, value.per,
      text_of(value.base_value), value.base_unit,
      value.amount_fen ? std::to_string(*value.amount_fen) : "", value.date_from, value.date_to,
      joined(value.inferred), joined(codes_of(value)));
}

// ------------------------------------------------------------------ every form of the table

struct Case {
  std::vector<std::string> fields;
};

void PrintTo(const Case& one, std::ostream* out) {
  *out << fmt::format("{}", fmt::join(one.fields, "|"));
}

std::vector<Case> cases() {
  std::ifstream file(GONGKAI_SOURCE_DIR "/tests/normalize/data/indicator_values.tsv");
  std::vector<Case> all;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with('#')) all.push_back({split(line, '\t')});
  }
  return all;
}

class IndicatorForms : public testing::TestWithParam<Case> {};

TEST_P(IndicatorForms, IsReadAsTheTableSays) {
  const std::vector<std::string>& f = GetParam().fields;
  ASSERT_EQ(f.size(), 19U);
  const std::string expected = fmt::format(
      "{} {} op:{} explicit:{} value:{} upper:{} unit:{} per:{} base:{} {} fen:{} from:{} to:{} "
      "inferred:{} diagnostics:{}",
      f[4], f[5], f[6], f[7], f[8], f[9], f[10], f[11], f[12], f[13], f[14], f[15], f[16], f[17],
      f[18]);
  EXPECT_EQ(line_of(parse(f[0], f[1], f[2], f[3])), expected);
}

INSTANTIATE_TEST_SUITE_P(Table, IndicatorForms, testing::ValuesIn(cases()));

// ------------------------------------------------------------------ rules, one by one

// A value in short: "count >=! 20 人" (! where the operator is printed), "rate = 740 元/人/月",
// "deadline <= ..2026-12-31 (year)"; diagnostics follow without "indicator.".
std::string brief(const IndicatorValue& value) {
  std::string text = name_of(value.subkind);
  if (value.op != Comparison::None) text += fmt::format(" {}", name_of(value.op));
  if (value.op_explicit) text += "!";
  if (value.value) text += " " + to_text(*value.value);
  if (value.value_upper) text += ".." + to_text(*value.value_upper);
  if (!value.unit.empty()) text += " " + value.unit;
  if (!value.per.empty()) text += "/" + value.per;
  if (!value.date_from.empty() || !value.date_to.empty())
    text += " " + value.date_from + ".." + value.date_to;
  if (!value.inferred.empty()) text += " (" + joined(value.inferred) + ")";
  for (const std::string& code : codes_of(value)) text += " " + code.substr(code.find('.') + 1);
  return text;
}

std::string read(std::string_view value, std::string_view name = "", std::string_view op = "",
                 std::string_view unit = "") {
  return brief(parse(value, name, op, unit));
}

TEST(Operators, AreReadInEverySpelling) {
  for (const char* value :
       {"≥5个", "≧5个", "⩾5个", "≮5个", ">=5个", "＞＝5个", "=>5个", "不低于5个", "不少于5个",
        "至少5个", "大于等于5个", "大于或等于5个", "达到5个", "达5个", "5个以上", "5个及以上",
        "5个(含)以上", "≥5个以上", "不得低于5个"})
    EXPECT_EQ(read(value), "count >=! 5 个") << value;
  for (const char* value : {"≤5个", "≦5个", "≯5个", "<=5个", "＜＝5个", "不超过5个", "不高于5个",
                            "小于等于5个", "控制在5个", "控制在5个以内", "5个以内", "5个之内",
                            "5个以下", "不得超过5个", "未超过5个", "最多5个"})
    EXPECT_EQ(read(value), "count <=! 5 个") << value;
  for (const char* value :
       {">5个", "＞5个", "》5个", "大于5个", "超过5个", "高于5个", "5余个", "5多个"})
    EXPECT_EQ(read(value), "count >! 5 个") << value;
  for (const char* value : {"<5个", "《5个", "小于5个", "低于5个", "不足5个"})
    EXPECT_EQ(read(value), "count <! 5 个") << value;
  for (const char* value : {"约5个", "大约5个", "近5个", "≈5个", "~5个", "5个左右", "5个上下"})
    EXPECT_EQ(read(value), "count ~! 5 个") << value;
  EXPECT_EQ(read("=5个"), "count =! 5 个");
  EXPECT_EQ(read("5个"), "count = 5 个");
}

TEST(Operators, AreNotFoundInsideOtherWords) {
  for (const char* value : {"节约5%", "最近5年", "下达5万元", "没有超过5次", "不应大于5次",
                            "不等于5", "第3名", "前3名", "共约5人", "≠5", "±5%"})
    EXPECT_EQ(read(value), "text") << value;
  EXPECT_EQ(read("《发展规划》"), "qualitative");
  EXPECT_EQ(read("出台《发展规划》1部"), "text");
}

TEST(Operators, ThatContradictEachOtherMakeText) {
  EXPECT_EQ(read("不低于95%以下"), "composite!");
  EXPECT_EQ(read("约5个以上"), "composite!");
  EXPECT_EQ(read("≥5-10个"), "composite!");
  EXPECT_EQ(read("控制在5%左右"), "percent ~! 5 %") << "but soft words give way";
  EXPECT_EQ(read("达到≥95%"), "percent >=! 95 %");
}

TEST(Columns, AreJoinedToTheRawText) {
  EXPECT_EQ(parse("20", "", "≥", "人").raw, "≥20人");
  EXPECT_EQ(parse("100", "", "＝", "%").raw, "＝100%") << "as printed";
  EXPECT_EQ(parse("98%", "", "≥", "%").raw, "≥98%") << "nothing twice";
  EXPECT_EQ(parse("≥98", "", "≥", "%").raw, "≥98%");
  EXPECT_EQ(parse(" ≥ 98 %\n").raw, " ≥ 98 %\n") << "a cell of its own stays as it is";
  EXPECT_EQ(parse("优", "", "定性", "其他").raw, "优");
}

TEST(Columns, GiveOperatorAndUnit) {
  EXPECT_EQ(read("20", "", "≥", "人"), "count >=! 20 人");
  EXPECT_EQ(read("100", "", "≥", "百分比"), "percent >=! 100 %");
  EXPECT_EQ(read("5万", "", "≥", "人次"), "count >=! 5 万人次");
  EXPECT_EQ(read("5万", "", "≤", "万元"), "money <=! 5 万元");
  EXPECT_EQ(read("800", "", "≤", "元/人·天"), "rate <=! 800 元/人·天");
  EXPECT_EQ(read("5-10", "", "=", "个"), "count range! 5..10 个");
  EXPECT_EQ(read("3", "", "≥", "频率（频道）次"), "count >=! 3 频率(频道)次") << "whatever it is";
  EXPECT_EQ(read("20", "", "大于等于", "人"), "count >=! 20 人");
  EXPECT_EQ(read("20", "", "定量", "人"), "count = 20 人");
  EXPECT_EQ(read("20", "", "≥", "无"), "number >=! 20");
}

TEST(Columns, OfQualitativeIndicatorsAreIgnored) {
  EXPECT_EQ(read("优", "", "定性", "其他"), "qualitative");
  EXPECT_EQ(read("95%", "", "定性"), "qualitative");
  EXPECT_EQ(read("无", "", "定性"), "empty");
}

TEST(Columns, ThatContradictTheValueAreReported) {
  EXPECT_EQ(read("≤5%", "", "≥", "%"), "composite! operators_differ");
  EXPECT_EQ(read("98%", "", "≥", "个"), "percent >=! 98 % units_differ");
  EXPECT_EQ(read("98", "", "良好", "%"), "percent = 98 % unknown_operator");
}

TEST(Names, GiveTheUnitInTheBracketsAtTheirEnd) {
  EXPECT_EQ(read("≥95", "办结率（%）"), "percent >=! 95 % (unit)");
  EXPECT_EQ(read("≥10000", "接访数量（件次/年）"), "rate >=! 10000 件次/年 (unit)");
  EXPECT_EQ(read("≤60", "办结时限（日）"), "duration <=! 60 日 (unit)");
  EXPECT_EQ(read("20", "培训人数（单位：人）"), "count = 20 人 (unit)");
  EXPECT_EQ(read("5万", "惠及群众（人）"), "count = 5 万人 (unit)");
  EXPECT_EQ(read("72万册", "发行量（册）"), "count = 72 万册") << "the value's own unit wins";
  EXPECT_EQ(read("5", "服务企业次数（年度总数）"), "number = 5") << "no unit";
}

TEST(Names, GiveTheOperatorThatTheyEndWith) {
  EXPECT_EQ(read("99.9%", "可用性≥"), "percent >=! 99.9 % (op)");
  EXPECT_EQ(read("99.9", "可用性≥（%）"), "percent >=! 99.9 % (op,unit)");
  EXPECT_EQ(read("99.9", "可用性（%）≥"), "percent >=! 99.9 % (op,unit)");
  EXPECT_EQ(read("≤5%", "故障率≤"), "percent <=! 5 %");
  EXPECT_EQ(read("10个", "涵盖业务数量超过"), "count = 10 个 operator_in_name") << "words are left";
}

TEST(Names, TellMoneyFromCounts) {
  EXPECT_EQ(read("5万", "贷款金额"), "money = 5 万元 (unit)");
  EXPECT_EQ(read("≥4000万", "带动投资额"), "money >=! 4000 万元 (unit)");
  EXPECT_EQ(read("196.6万", "会议培训费、劳务费"), "money = 196.6 万元 (unit)");
  EXPECT_EQ(read("5万", "受益人数"), "number = 5 万");
  EXPECT_EQ(read("5万", "享受补贴人数"), "number = 5 万");
  EXPECT_EQ(read("≤500/人·天", "专家劳务费"), "rate <=! 500 元/人·天 (unit)");
  EXPECT_EQ(read("≤3/人（次）", "执法行为投诉"), "rate <=! 3/人(次)")
      << "three complaints, not 3元";
}

TEST(Names, TellMonthsFromMonths) {
  EXPECT_EQ(read("12", "项目完成时间", "≤", "月"), "deadline <=! ..2026-12-31 (year)");
  EXPECT_EQ(read("11", "发放完成时间", "≤", "月底前"), "deadline <=! ..2026-11-30 (year)");
  EXPECT_EQ(read("12", "完成时间（月）"), "date = 2026-12-01..2026-12-31 (year)");
  EXPECT_EQ(read("12", "服务期限", "=", "月"), "duration =! 12 月");
  EXPECT_EQ(read("≤2月", "结算时效性"), "duration <=! 2 月");
  EXPECT_EQ(read("12", "发放时间（月）"), "duration = 12 月 (unit)");
  EXPECT_EQ(read("6", "试运行", "≥", "月"), "duration >=! 6 月");
  EXPECT_EQ(read("12月", "设备采购"), "date = 2026-12-01..2026-12-31 (year) month_or_duration");
  EXPECT_EQ(read("12个月"), "duration = 12 个月");
}

TEST(Units, AreSplitAtTheFirstSlash) {
  EXPECT_EQ(read("740元/人/月"), "rate = 740 元/人/月");
  EXPECT_EQ(parse("740元/人/月").per, "人/月");
  EXPECT_EQ(read("≤1次/48小时"), "rate <=! 1 次/48小时");
  EXPECT_EQ(read("2例/10万人"), "rate = 2 例/10万人");
  EXPECT_EQ(read("710元每人每月"), "rate = 710 元/人/月");
  EXPECT_EQ(read("10场/20场"), "text") << "two numbers, no rate";
  EXPECT_EQ(read("1/3"), "qualitative");
}

TEST(Units, EndWhereWordsBegin) {
  EXPECT_EQ(read("3个项目"), "count = 3 个");
  EXPECT_EQ(read("100家企业"), "count = 100 家");
  EXPECT_EQ(read("≥3部分"), "count >=! 3 部分");
  EXPECT_EQ(read("≥32台、件、套"), "count >=! 32 台、件、套");
  EXPECT_EQ(read("≥330台（套）"), "count >=! 330 台(套)");
  EXPECT_EQ(read("5TB数据"), "count = 5 TB");
  EXPECT_EQ(read("15个居民区全覆盖"), "text") << "too many words to be the name of what is counted";
}

TEST(Units, ThatNobodyKnowsAreBelievedOnlyBehindAnOperator) {
  EXPECT_EQ(read("≥20羽翼"), "count >=! 20 羽翼 unknown_unit");
  EXPECT_EQ(read("12345热线"), "text unknown_unit");
  EXPECT_EQ(read("5G网络"), "text");
}

TEST(Money, IsCountedInFen) {
  EXPECT_EQ(parse("≤2134.87 万元").amount_fen, 2'134'870'000);
  EXPECT_EQ(parse("1.2万亿元").amount_fen, 120'000'000'000'000);
  EXPECT_EQ(parse("大于80亿元人民币").amount_fen, 800'000'000'000);
  EXPECT_EQ(parse("80亿人民币").unit, "亿元");
  EXPECT_EQ(parse("5-10万元").amount_fen, 5'000'000) << "the lower end";
  EXPECT_EQ(parse("0.5万元/吨.天").amount_fen, 500'000);
  EXPECT_EQ(read("0.001元"), "money = 0.001 元 below_fen");
  EXPECT_EQ(read("≥3000万美元"), "money >=! 3000 万美元 foreign_currency");
  EXPECT_EQ(parse("≥3000万美元").amount_fen, std::nullopt);
}

TEST(Money, KeepsBaseValuesExact) {
  const IndicatorValue value = parse("≥186.03万个");
  EXPECT_EQ(to_text(*value.base_value), "1860300");
  EXPECT_EQ(value.base_unit, "个");
  EXPECT_EQ(parse("100百分点").base_unit, "百分点");
  EXPECT_EQ(parse("3千米").base_unit, "米");
}

TEST(Ranges, KeepBothEnds) {
  EXPECT_EQ(read("5-10个"), "count range 5..10 个");
  EXPECT_EQ(read("5至10个"), "count range 5..10 个");
  EXPECT_EQ(read("80%—90%"), "percent range 80..90 %");
  EXPECT_EQ(read("5%～10%之间"), "percent range! 5..10 %");
  EXPECT_EQ(read("5万-10万元"), "money range 5..10 万元");
  EXPECT_EQ(read("≥95%且≤100%"), "percent range! 95..100 %");
  EXPECT_EQ(read("大于80%，小于90%"), "percent range! 80..90 %");
  EXPECT_EQ(read("95%以上98%以下"), "percent range! 95..98 %");
  EXPECT_EQ(read("10-5个"), "text") << "no range";
  EXPECT_EQ(read("2025-2026"), "text") << "no number";
  EXPECT_EQ(read("80%≤x<90%"), "composite!");
}

TEST(Shares, AreReadFromWords) {
  EXPECT_EQ(read("百分之九十五"), "percent = 95 %");
  EXPECT_EQ(read("百分之95以上"), "percent >=! 95 %");
  EXPECT_EQ(read("百分之百"), "percent = 100 %");
  EXPECT_EQ(read("小于十万分之一"), "ratio <! 0.00001");
  EXPECT_EQ(read("1:3"), "ratio = 1..3 :");
  EXPECT_EQ(read("1比1.5"), "ratio = 1..1.5 :");
  EXPECT_EQ(read("8:30"), "qualitative") << "a time of day";
  EXPECT_EQ(read("2个百分点"), "count = 2 个百分点");
}

TEST(Numerals, CountOnlyWithAUnitBehind) {
  EXPECT_EQ(read("两次"), "count = 2 次");
  EXPECT_EQ(read("=一年"), "duration =! 1 年");
  EXPECT_EQ(read("十余次"), "count >! 10 次");
  for (const char* value :
       {"一级", "一类", "三等奖", "一流", "一定提升", "一次性", "一户一策", "三五次"})
    EXPECT_EQ(read(value), "qualitative") << value;
}

TEST(Frequencies, NameTheSpan) {
  EXPECT_EQ(read("每年≥20场"), "frequency >=! 20 场/年");
  EXPECT_EQ(read("每季度1次"), "frequency = 1 次/季度");
  EXPECT_EQ(read("每年培训不少于5次"), "frequency >=! 5 次/年");
  EXPECT_EQ(read("全年≥10000家次"), "frequency >=! 10000 家次/年");
  EXPECT_EQ(read("两年1次"), "frequency = 1 次/两年");
  EXPECT_EQ(read("每两年1次"), "frequency = 1 次/两年");
  EXPECT_EQ(read("2小时一次"), "frequency = 1 次/2小时");
  EXPECT_EQ(read("每人每天50元"), "rate = 50 元/人/天");
}

TEST(Periods, HaveNeitherOperatorNorNumber) {
  for (const char* value : {"每月", "每月25日", "每月10日前", "每月16号之前发放", "每季度末",
                            "每年12月底前", "每周五", "每月按时发放"})
    EXPECT_EQ(read(value), "period") << value;
  EXPECT_EQ(read("全年"), "qualitative");
  EXPECT_EQ(read("每年增长"), "qualitative");
}

TEST(Dates, AreDeadlinesWhereSomethingSaysUntil) {
  EXPECT_EQ(read("2026年12月底前"), "deadline <= ..2026-12-31");
  EXPECT_EQ(read("12月25日前"), "deadline <= ..2026-12-25 (year)");
  EXPECT_EQ(read("年底前完成"), "deadline <= ..2026-12-31 (year)");
  EXPECT_EQ(read("确保于2026年12月底前完成全部建设任务"), "deadline <= ..2026-12-31");
  EXPECT_EQ(read("≤2026年12月"), "deadline <=! ..2026-12-31");
  EXPECT_EQ(read("≥2026年12月31日"), "date >=! 2026-12-31..");
  EXPECT_EQ(read("2026年8月上旬"), "date = 2026-08-01..2026-08-10");
  EXPECT_EQ(read("2026年1-12月"), "date range 2026-01-01..2026-12-31");
  EXPECT_EQ(read("9月31日"), "date = 2026-09-30..2026-09-30 (year) no_such_day");
  EXPECT_EQ(brief(parse_indicator_value({"", "12月底前", "", "", 0, false})),
            "deadline <= no_year");
}

TEST(Dates, AreTextWithAnotherCondition) {
  EXPECT_EQ(read("12月底前完成80%"), "composite");
  EXPECT_EQ(read("6月底前完成一半，12月底前全部完成"), "composite");
  EXPECT_EQ(read("2026年预算"), "text");
  EXPECT_EQ(read("2026年13月"), "text");
  EXPECT_EQ(read("2026.12"), "text") << "no number either";
  EXPECT_EQ(read("≤2026.12", "项目总成本"), "number <=! 2026.12");
  EXPECT_EQ(read("12.31", "完成时限", "≤", "日"), "composite!");
}

TEST(RelativeDeadlines, CountFromAnEvent) {
  EXPECT_EQ(read("≤资金下达后2日"), "relative_deadline <=! 2 日");
  EXPECT_EQ(read("资金下达后30日内"), "relative_deadline <=! 30 日");
  EXPECT_EQ(read("收到申请后5个工作日内办结"), "relative_deadline <=! 5 个工作日");
  EXPECT_EQ(read("验收合格之日起10日内"), "relative_deadline <=! 10 日");
  EXPECT_EQ(read("24小时内"), "duration <=! 24 小时");
}

TEST(Labels, BeforeOneComparisonAreDropped) {
  EXPECT_EQ(read("投诉率≤5%"), "percent <=! 5 %");
  EXPECT_EQ(read("均大于95%"), "percent >! 95 %");
  EXPECT_EQ(read("同比增长3%"), "percent = 3 %");
  EXPECT_EQ(read("满意度:95%"), "percent = 95 %");
  EXPECT_EQ(read("诉求按期限办理，办结率≥95%"), "percent >=! 95 %");
  EXPECT_EQ(read("连续24小时内接通的来电比率≥95%"), "percent >=! 95 %");
  EXPECT_EQ(read("开展不低于5次的法治宣传活动"), "count >=! 5 次");
  EXPECT_EQ(read("大于95%得满分"), "percent >! 95 %");
}

TEST(Conditions, BesideATargetMakeItText) {
  EXPECT_EQ(read("100%，或者达到95%以上且全部处理"), "composite!");
  EXPECT_EQ(read("≥95%且全部完成"), "composite!");
  EXPECT_EQ(read("≥100人（含5名专家）"), "composite!");
  EXPECT_EQ(read("培训100人，满意度≥95%"), "composite!");
  EXPECT_EQ(read("1个；60个"), "composite");
  EXPECT_EQ(read("7×24小时"), "text");
  EXPECT_EQ(read("PM2.5浓度下降"), "qualitative");
}

TEST(References, CompareWithWords) {
  EXPECT_EQ(read("不低于上年"), "reference >=!");
  EXPECT_EQ(read("不低于上年末"), "reference >=!");
  EXPECT_EQ(read("≦核定人数"), "reference <=!");
  EXPECT_EQ(read("不少于全市企业数的60%"), "reference >=!");
  EXPECT_EQ(read("上限LPR+50BPs"), "reference <=!");
  EXPECT_EQ(read("=提升"), "qualitative!") << "an equals sign before words compares nothing";
  EXPECT_EQ(read("不超标准"), "qualitative");
}

TEST(Cells, ThatAreMarkedEmptyHoldNothing) {
  for (const char* value : {"", " ", "-", "——", "/", "无", "不适用", "…"})
    EXPECT_EQ(read(value), "empty") << value;
  EXPECT_EQ(read("0"), "number = 0");
  EXPECT_EQ(read("是"), "boolean");
}

TEST(Numbers, ThatCannotBeReadAreReportedNotGuessed) {
  EXPECT_EQ(read("1,200元"), "money = 1200 元");
  EXPECT_EQ(read("1,2345元"), "text unreadable_number");
  EXPECT_EQ(read("1,2项"), "text unreadable_number");
  EXPECT_EQ(read("12.3.4"), "text unreadable_number");
  EXPECT_EQ(read("007"), "text unreadable_number");
  EXPECT_EQ(read("12345678901234567890人"), "text unreadable_number");
  EXPECT_EQ(read("①5次"), "text") << "a mark is no digit";
  EXPECT_EQ(read("10²"), "text");
}

TEST(Numbers, AreJoinedAcrossGapsWithANote) {
  const IndicatorValue wrapped = parse("1340\n0人");
  EXPECT_EQ(brief(wrapped), "count = 13400 人 joined_number");
  EXPECT_EQ(wrapped.diagnostics.front().severity, Severity::Info);
  const IndicatorValue blank = parse("1 200元");
  EXPECT_EQ(brief(blank), "money = 1200 元 joined_number");
  EXPECT_EQ(blank.diagnostics.front().severity, Severity::Warning);
}

TEST(MisreadOperators, AreFlaggedNotRepaired) {
  EXPECT_EQ(read("295%"), "percent = 295 % suspect_ocr");
  EXPECT_EQ(read("2100%"), "percent = 2100 % suspect_ocr");
  EXPECT_EQ(read("150%"), "percent = 150 %");
  for (const char* value : {"芝95%", "三95%", "之95%"})
    EXPECT_EQ(read(value), "text suspect_ocr") << value;
  EXPECT_EQ(brief(parse_indicator_value({"", ">95%", "", "", kYear, true})),
            "percent >! 95 % suspect_ocr");
}

TEST(Diagnostics, SayWhatAndWhy) {
  const auto message = [](std::string_view value, std::string_view op = "") {
    return parse(value, "", op).diagnostics.front().message;
  };
  EXPECT_EQ(message("295%"), "\"295%\" may be a misread ≥95%");
  EXPECT_EQ(message("1,2项"), "\"1,2\" in \"1,2项\" is no number");
  EXPECT_EQ(message("9月31日"),
            "\"9月31日\": there is no day 31 in that month; its last day was taken");
  EXPECT_EQ(message("≤5%", "≥"), "\"≥\" in the operator column, but \"≤5%\" in the value");
}

TEST(PackedCells, AreSplitWhereTheyPairWithNames) {
  const auto split_cells = [](std::string_view name, std::string_view value) {
    return split_indicator({name, value, "", "", kYear, false});
  };
  EXPECT_THAT(split_cells("物业管理面积；服务人次", "17839平方米；每天3000人次"),
              ElementsAre(Pair("物业管理面积", "17839平方米"), Pair("服务人次", "每天3000人次")));
  EXPECT_THAT(split_cells("会议次数、评选稿件", "≥30次；≥30篇；"),
              ElementsAre(Pair("会议次数", "≥30次"), Pair("评选稿件", "≥30篇")));
  EXPECT_THAT(split_cells("立项和终验数量", "立项≥400个；终验≥400个"), IsEmpty()) << "one name";
  EXPECT_THAT(split_cells("质量；进度", "优；良"), IsEmpty()) << "no targets";
  EXPECT_THAT(split_cells("人数、次数", "≥5人"), IsEmpty());
}

// ------------------------------------------------------------------ any text at all

// A text of words that values are made of, in any order, with a stray byte now and then.
std::string random_value(std::mt19937& random) {
  static const std::vector<std::string> kPieces = {
      "≥",      "<=",       "＞",       "《",     "=",     "不低于", "超过", "约",       "控制在",
      "达到",   "5",        "95",       "1,200",  "12.31", "0.5",    "2026", "007",      "9月31日",
      "年底",   "前",       "次年",     "每月",   "每人",  "全年",   "两年", "十二",     "一",
      "百分之", "十万分之", "%",        "‰",      "万",    "亿",     "百",   "元",       "美元",
      "人民币", "人次",     "个工作日", "月",     "日",    "小时",   "台",   "（套）",   "（",
      "）",     "/",        "·",        "-",      "～",    "至",     ":",    "；",       "，",
      "、",     "。",       "以上",     "以内",   "左右",  "内",     "余",   "多",       "后",
      "且",     "或",       "完成",     "满意度", "PM2.5", "TB",     "①",    "²",        "½",
      "≠",      " ",        "\n",       "　",     "定性",  "无",     "是",   "\xe4\xba", "\xff",
      "第",     "季度",     "上半年"};
  std::uniform_int_distribution<size_t> piece(0, kPieces.size() - 1);
  std::string value;
  for (size_t left = std::uniform_int_distribution<size_t>(0, 9)(random); left > 0; --left)
    value += kPieces[piece(random)];
  return value;
}

TEST(AnyText, IsReadWithoutBreakingAnInvariant) {
  std::mt19937 random(20260101);
  for (int i = 0; i < 5'000; ++i) {
    const std::string value = random_value(random);
    const std::string name = random_value(random);
    const std::string op = i % 3 == 0 ? random_value(random) : "";
    const std::string unit = i % 4 == 0 ? random_value(random) : "";
    const IndicatorText text{name, value, op, unit, i % 5 == 0 ? 0 : kYear, i % 2 == 0};
    ASSERT_EQ(broken_by_tokens(value, text.fiscal_year), "") << value;
    ASSERT_EQ(broken_by_value(text, parse_indicator_value(text)), "")
        << fmt::format("{} │ {} │ {} │ {}", name, op, value, unit);
    split_indicator(text);
  }
}

TEST(AnyText, TakesTimeInProportionToItsLength) {
  // 60'000 characters take a fraction of a second; one quadratic step would take far longer than
  // this limit, which leaves room for a busy machine.
  constexpr size_t kRepeats = 20'000;
  constexpr std::chrono::seconds kLimit(20);
  for (const char* piece : {"(((", "1,1", "每每年", "一二三", "<<>", "2026年1-", "≥≥5", "、台、",
                            "12.", "万亿百", "5人/", "以上内", "百分之"}) {
    std::string value;
    for (size_t i = 0; i < kRepeats; ++i) value += piece;
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(parse(value).raw, value);
    EXPECT_LT(std::chrono::steady_clock::now() - start, kLimit) << piece;
  }
}

// ------------------------------------------------------------------ transcribed forms

// One transcribed indicator: the columns of the dataset by name, "" for NULL.
using Row = std::map<std::string, std::string>;

std::vector<Row> transcribed_indicators(const std::filesystem::path& folder) {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
  std::vector<Row> rows;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path());
    const std::string json((std::istreambuf_iterator<char>(file)), {});
    SQLite::Statement statement(database, R"(
      SELECT ?1 ->> '$.id' AS id, ?1 ->> '$.form.fiscal_year' AS fiscal_year, value ->> 'level3' AS name,
             value ->> 'raw' AS raw, value ->> '$.raw_parts.op' AS op_column,
             value ->> '$.raw_parts.value' AS value_column,
             value ->> '$.raw_parts.unit' AS unit_column, value ->> 'ambiguous' AS ambiguous,
             value ->> 'split' AS split, value ->> 'kind' AS kind, value ->> 'subkind' AS subkind,
             value ->> 'op' AS op, value ->> 'op_explicit' AS op_explicit,
             value ->> 'value' AS value, value ->> 'value_upper' AS value_upper,
             value ->> 'unit' AS unit, value ->> 'per' AS per, value ->> 'fen' AS amount_fen,
             value ->> 'date_from' AS date_from, value ->> 'date_to' AS date_to
      FROM json_each(?1, '$.indicators'))");
    statement.bind(1, json);
    while (statement.executeStep()) {
      Row& row = rows.emplace_back();
      for (int i = 0; i < statement.getColumnCount(); ++i)
        row[statement.getColumnName(i)] = statement.getColumn(i).getString();
    }
  }
  return rows;
}

IndicatorText cells_of(const Row& row) {
  const bool columns = !row.at("value_column").empty();
  return {row.at("name"),        row.at(columns ? "value_column" : "raw"), row.at("op_column"),
          row.at("unit_column"), std::atoi(row.at("fiscal_year").c_str()), false};
}

Row columns_of(const IndicatorValue& value) {
  const auto number = [](const std::optional<Decimal>& decimal) {
    return decimal ? fmt::format("{}", to_double(*decimal)) : "";
  };
  return {{"raw", value.raw},
          {"kind", name_of(value.kind)},
          {"subkind", name_of(value.subkind)},
          {"op", name_of(value.op)},
          {"op_explicit", value.op_explicit ? "1" : "0"},
          {"value", number(value.value)},
          {"value_upper", number(value.value_upper)},
          {"unit", value.unit},
          {"per", value.per},
          {"amount_fen", value.amount_fen ? std::to_string(*value.amount_fen) : ""},
          {"date_from", value.date_from},
          {"date_to", value.date_to}};
}

bool agrees(const std::string& column, const std::string& found, const std::string& expected) {
  if (!column.starts_with("value") || found.empty() || expected.empty()) return found == expected;
  return std::stod(found) == std::stod(expected);
}

std::filesystem::path transcribed_forms() {
  const char* shared = std::getenv("GONGKAI_SHARED");
  return std::filesystem::path(shared != nullptr ? shared : GONGKAI_SHARED) / "truth" / "forms";
}

TEST(TranscribedForms, AreReadAsAPersonReadThem) {
  if (!std::filesystem::exists(transcribed_forms()))
    GTEST_SKIP() << "no transcribed forms in " << transcribed_forms();
  std::map<std::string, std::pair<int, int>> right;  // column → right, all
  for (const Row& row : transcribed_indicators(transcribed_forms())) {
    for (const auto& [column, found] : columns_of(parse_indicator_value(cells_of(row)))) {
      // What the contract leaves open is marked in the transcription.
      if (row.at("ambiguous").find('"' + column + '"') != std::string::npos) continue;
      auto& [good, all] = right[column];
      const bool same = agrees(column, found, row.at(column));
      good += same ? 1 : 0;
      ++all;
      if (!same)
        std::cout << fmt::format("{} {} │ {}: {} is \"{}\", not \"{}\"\n", row.at("id"),
                                 row.at("name"), row.at("raw"), column, found, row.at(column));
    }
  }
  for (const auto& [column, share] : right) {
    const auto& [good, all] = share;
    std::cout << fmt::format("{}: {} of {}\n", column, good, all);
    EXPECT_GE(good, 0.99 * all) << column;
  }
}

TEST(TranscribedForms, PackedCellsAreSplitAsAPersonSplitThem) {
  if (!std::filesystem::exists(transcribed_forms()))
    GTEST_SKIP() << "no transcribed forms in " << transcribed_forms();
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
  for (const Row& row : transcribed_indicators(transcribed_forms())) {
    std::vector<std::pair<std::string, std::string>> expected;
    SQLite::Statement pairs(
        database, "SELECT value ->> 'level3', value ->> 'raw' FROM json_each(nullif(?1, ''))");
    pairs.bind(1, row.at("split"));
    while (pairs.executeStep())
      expected.emplace_back(pairs.getColumn(0).getString(), pairs.getColumn(1).getString());
    EXPECT_EQ(split_indicator(cells_of(row)), expected) << row.at("name") << " │ " << row.at("raw");
  }
}

}  // namespace
}  // namespace gongkai::normalize
