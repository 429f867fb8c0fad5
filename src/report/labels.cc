#include "report/labels.h"

#include <algorithm>
#include <array>

namespace gongkai::report {
namespace {

struct Label {
  std::string_view name;
  std::string_view text;  // of a column: in both languages; of a word: in Chinese
};

constexpr std::array kColumns{
    Label{"actual_raw", "Actual 实际完成值"},
    Label{"amount_fen", "Amount 金额"},
    Label{"appropriation_fen", "Appropriation 财政拨款"},
    Label{"attribute", "Attribute 项目属性"},
    Label{"base_unit", "Base unit 基本单位"},
    Label{"base_value", "Value in base unit 基本单位值"},
    Label{"code", "Code 编码"},
    Label{"code_system", "Classification 分类"},
    Label{"column_label", "Column 列"},
    Label{"confidence", "Confidence 置信度"},
    Label{"content", "Content 内容"},
    Label{"count_value", "Count 数量"},
    Label{"date_from", "From 起"},
    Label{"date_to", "Until 止"},
    Label{"department_code", "Department code 部门编码"},
    Label{"department_name", "Department 主管部门"},
    Label{"deviation_reason", "Deviation 偏差原因"},
    Label{"direction", "Direction 收支"},
    Label{"economic_code", "Economic code 部门经济分类"},
    Label{"filled_at", "Filled in 填报日期"},
    Label{"fiscal_year", "Year 年度"},
    Label{"function_code", "Function code 功能分类"},
    Label{"fund", "Fund 资金来源"},
    Label{"gov_economic_code", "Gov. economic code 政府经济分类"},
    Label{"inferred", "Concluded 推断"},
    Label{"is_empty", "Empty 空表"},
    Label{"item_name", "Item 项目"},
    Label{"kind", "Kind 类型"},
    Label{"label", "Label 标签"},
    Label{"level1", "Level 1 一级指标"},
    Label{"level2", "Level 2 二级指标"},
    Label{"level3", "Level 3 三级指标"},
    Label{"measure", "Measure 度量"},
    Label{"memo", "Repeats a part 其中项"},
    Label{"new_value", "Corrected to 更正为"},
    Label{"note", "Note 备注"},
    Label{"op", "Operator 运算符"},
    Label{"other_fen", "Other funds 其他资金"},
    Label{"per", "Per 每"},
    Label{"percent", "Percent 百分比"},
    Label{"phase", "Phase 阶段"},
    Label{"printed_no", "No. 表号"},
    Label{"project_code", "Project code 项目编码"},
    Label{"project_name", "Project 项目名称"},
    Label{"row_kind", "Row 行类"},
    Label{"score", "Score 得分"},
    Label{"section", "Section 部分"},
    Label{"source", "Source 来源"},
    Label{"spend_type", "Spending 支出类型"},
    Label{"subject", "Subject 主题"},
    Label{"subkind", "Finer kind 细类"},
    Label{"term", "Term 项目期"},
    Label{"timing", "Timing 时间"},
    Label{"title", "Title 标题"},
    Label{"total_fen", "Total 合计"},
    Label{"unit", "Unit 计量单位"},
    Label{"unit_code", "Unit code 单位编码"},
    Label{"unit_name", "Unit 单位"},
    Label{"unit_source", "Unit from 单位出处"},
    Label{"value", "Value 数值"},
    Label{"value_upper", "Upper value 上限"},
    Label{"weight", "Weight 分值"},
};

constexpr std::array kWords{
    Label{"adjusted", "调整预算"},
    Label{"agency_operation", "机关运行经费"},
    Label{"annual", "年度"},
    Label{"applied", "已采用"},
    Label{"appropriation", "财政拨款"},
    Label{"appropriation_expenditure", "财政拨款支出表"},
    Label{"appropriation_summary", "财政拨款收支总表"},
    Label{"approved", "预算数"},
    Label{"basic", "基本支出"},
    Label{"basic_expenditure", "基本支出表"},
    Label{"business", "经营"},
    Label{"carryover", "上年结转"},
    Label{"cell", "单元格注明"},
    Label{"central", "中央"},
    Label{"change", "增减额"},
    Label{"closing", "年末结转"},
    Label{"conflict", "有冲突"},
    Label{"county", "县级"},
    Label{"current", "本年"},
    Label{"date", "日期"},
    Label{"declared", "表头注明"},
    Label{"department_accounts", "部门决算"},
    Label{"department_budget", "部门预算"},
    Label{"economic_department", "部门经济分类"},
    Label{"economic_government", "政府经济分类"},
    Label{"executed", "决算数"},
    Label{"expenditure", "支出"},
    Label{"expenditure_summary", "支出总表"},
    Label{"failed", "失败"},
    Label{"fiscal_account", "财政专户"},
    Label{"function", "支出功能分类"},
    Label{"general_public", "一般公共预算"},
    Label{"general_public_expenditure", "一般公共预算支出表"},
    Label{"government_accounts", "政府决算"},
    Label{"government_budget", "政府预算"},
    Label{"government_fund", "政府性基金"},
    Label{"header", "列标题注明"},
    Label{"implementation", "实施期"},
    Label{"income_expenditure_summary", "收支总表"},
    Label{"income_summary", "收入总表"},
    Label{"inferred", "推断"},
    Label{"institutional", "事业收入"},
    Label{"item", "明细"},
    Label{"local", "市县"},
    Label{"money", "金额"},
    Label{"municipal", "市级"},
    Label{"number", "数值"},
    Label{"ok", "完整"},
    Label{"operating", "公用经费"},
    Label{"organization", "单位行"},
    Label{"other", "其他"},
    Label{"partial", "部分"},
    Label{"percent", "百分比"},
    Label{"performance_targets", "绩效目标表"},
    Label{"period", "周期"},
    Label{"personnel", "人员经费"},
    Label{"prior", "上年数"},
    Label{"procurement", "政府采购"},
    Label{"project", "项目支出"},
    Label{"project_carryover", "项目支出表（结转）"},
    Label{"project_expenditure", "项目支出表"},
    Label{"project_target", "项目绩效目标表"},
    Label{"project_targets", "绩效目标汇总表"},
    Label{"provincial", "省级"},
    Label{"remitted", "上缴上级"},
    Label{"revenue", "收入"},
    Label{"self_evaluation", "绩效自评"},
    Label{"self_raised", "单位自筹"},
    Label{"service_purchase", "政府购买服务"},
    Label{"social_insurance", "社会保险基金"},
    Label{"state_capital", "国有资本经营"},
    Label{"subordinate", "附属单位上缴"},
    Label{"subsidy", "对附属单位补助"},
    Label{"subtotal", "小计"},
    Label{"superior", "上级补助"},
    Label{"text", "文字"},
    Label{"three_public", "三公经费"},
    Label{"total", "合计"},
    Label{"unit_accounts", "单位决算"},
    Label{"unit_budget", "单位预算"},
    Label{"unit_funds", "单位资金"},
    Label{"unit_target", "整体支出绩效目标表"},
    Label{"unknown", "未知"},
};

const Label* find(const auto& labels, std::string_view name) {
  const auto found = std::lower_bound(
      labels.begin(), labels.end(), name,
      [](const Label& label, std::string_view wanted) { return label.name < wanted; });
  return found == labels.end() || found->name != name ? nullptr : &*found;
}

}  // namespace

std::string label_of_column(std::string_view name) {
  const Label* label = find(kColumns, name);
  return std::string(label == nullptr ? name : label->text);
}

std::string label_of_word(std::string_view word) {
  std::string text(word);
  std::replace(text.begin(), text.end(), '_', ' ');
  const Label* label = find(kWords, word);
  if (label != nullptr) text.append(" ").append(label->text);
  return text;
}

std::string family_of_rule(std::string_view rule) {
  switch (rule.empty() ? '\0' : rule.front()) {
    case 'A': return "within a table 表内";
    case 'B': return "between tables 表间";
    case 'C': return "running text 文字说明";
    case 'D': return "performance forms 绩效表";
    default: return "";
  }
}

}  // namespace gongkai::report
