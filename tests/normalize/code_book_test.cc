#include "normalize/code_book.h"

#include <gtest/gtest.h>

#include "normalize/books.h"

namespace gongkai::normalize {
namespace {

using enum CodeSystem;

const CodeBook& book() { return built_in_books().codes; }

std::string name_in(CodeSystem system, std::string_view code, std::optional<int> year) {
  const CodeEntry* entry = book().find(system, code, year);
  return entry == nullptr ? "" : entry->name;
}

TEST(CodeBook, FindsTheNameOfTheYear) {
  EXPECT_EQ(name_in(Function, "2080505", 2026), "机关事业单位基本养老保险缴费支出");
  EXPECT_EQ(name_in(Function, "210", 2018), "医疗卫生与计划生育支出");
  EXPECT_EQ(name_in(Function, "210", 2026), "卫生健康支出");
  EXPECT_EQ(name_in(Function, "210", std::nullopt), "卫生健康支出");
  EXPECT_EQ(name_in(DepartmentEconomic, "30311", 2017), "住房公积金");
  EXPECT_EQ(name_in(DepartmentEconomic, "30311", 2026), "代缴社会保险费");
  EXPECT_EQ(name_in(GovernmentEconomic, "50101", 2026), "工资奖金津补贴");
  EXPECT_EQ(name_in(Function, "2999999", 2026), "");
}

TEST(CodeBook, KnowsEveryNameThatACodeGoesBy) {
  EXPECT_TRUE(book().is_name_of(Function, "208", "社会保障和就业"));
  EXPECT_TRUE(book().is_name_of(Function, "208", "社会保障和就业支出"));
  EXPECT_TRUE(book().is_name_of(Function, "210", "医疗卫生与计划生育支出"));
  EXPECT_TRUE(book().is_name_of(Function, "207", "文化体育与传媒支出"));
  EXPECT_TRUE(book().is_name_of(Function, "215", "资源勘探信息等支出"));
  EXPECT_TRUE(book().is_name_of(Function, "220", "国土海洋气象等支出"));
  EXPECT_TRUE(book().is_name_of(Function, "20103", "政府办公厅(室)及相关机构事"));  // cut off
  EXPECT_TRUE(book().is_name_of(DepartmentEconomic, "303", "对个人和家庭补助"));
  EXPECT_FALSE(book().is_name_of(Function, "208", "卫生健康支出"));
  EXPECT_FALSE(book().is_name_of(Function, "208", "社会"));
}

TEST(CodeBook, ResolvesANameUnderItsParent) {
  EXPECT_EQ(book().resolve(Function, {"社会保障和就业支出", "", 2026}), "208");
  EXPECT_EQ(book().resolve(Function, {"社会保障和就业", "", 2026}), "208");
  EXPECT_EQ(book().resolve(Function, {"文化旅游体育与传媒支出", "", 2026}), "207");
  EXPECT_EQ(book().resolve(Function, {"资源勘探工业信息等支出", "", 2026}), "215");
  EXPECT_EQ(book().resolve(Function, {"行政运行", "20103", 2026}), "2010301");
  EXPECT_EQ(book().resolve(DepartmentEconomic, {"基本工资", "301", 2026}), "30101");
  EXPECT_EQ(book().resolve(DepartmentEconomic, {"工资福利支出", "", 2026}), "301");
  EXPECT_EQ(book().resolve(GovernmentEconomic, {"会议费", "502", 2026}), "50202");
}

TEST(CodeBook, ResolvesOldNamesInTheirYearAndLater) {
  EXPECT_EQ(book().resolve(Function, {"医疗卫生与计划生育支出", "", 2026}), "210");
  EXPECT_EQ(book().resolve(DepartmentEconomic, {"住房公积金", "303", 2017}), "30311");
  EXPECT_EQ(book().resolve(DepartmentEconomic, {"住房公积金", "301", 2026}), "30113");
  EXPECT_EQ(book().resolve(DepartmentEconomic, {"医疗费", "303", 2016}), "30307");
}

TEST(CodeBook, DoesNotResolveWhatIsNotCertain) {
  EXPECT_EQ(book().resolve(Function, {"行政运行", "", 2026}), "");  // under sixty 款
  EXPECT_EQ(book().resolve(DepartmentEconomic, {"基本工资", "302", 2026}), "");
  EXPECT_EQ(book().resolve(Function, {"乡村振兴", "", 2026}), "");
}

TEST(CodeBook, ResolvesItemsWithoutTheirClass) {
  const CodeBook& codes = built_in_books().codes;
  EXPECT_EQ(codes.resolve_item(CodeSystem::DepartmentEconomic, "住房公积金", 2026), "30113");  // 30311 until 2017
  EXPECT_EQ(codes.resolve_item(CodeSystem::DepartmentEconomic, "房屋建筑物购建", 2026), "");      // 30901 and 31001
  EXPECT_EQ(codes.resolve_item(CodeSystem::DepartmentEconomic, "工资福利支出", 2026), "");        // a 类
}

TEST(CodeBook, KnowsTheFormsOfCodes) {
  EXPECT_TRUE(CodeBook::is_well_formed(Function, "208"));
  EXPECT_TRUE(CodeBook::is_well_formed(Function, "2080505"));
  EXPECT_FALSE(CodeBook::is_well_formed(Function, "2080"));
  EXPECT_FALSE(CodeBook::is_well_formed(Function, "208050501"));
  EXPECT_FALSE(CodeBook::is_well_formed(Function, "30101"));
  EXPECT_TRUE(CodeBook::is_well_formed(DepartmentEconomic, "3010201"));
  EXPECT_FALSE(CodeBook::is_well_formed(DepartmentEconomic, "50101"));
  EXPECT_TRUE(CodeBook::is_well_formed(GovernmentEconomic, "50101"));
  EXPECT_FALSE(CodeBook::is_well_formed(GovernmentEconomic, "5"));
}

TEST(CodeBook, HoldsConsistentEntries) {
  for (const CodeSystem system : {Function, DepartmentEconomic, GovernmentEconomic}) {
    for (const CodeEntry& entry : book().entries(system)) {
      EXPECT_TRUE(CodeBook::is_well_formed(system, entry.code)) << entry.code;
      EXPECT_EQ(entry.parent,
                entry.code.size() == 3 ? "" : entry.code.substr(0, entry.code.size() - 2));
      const bool has_parent =
          entry.parent.empty() || book().find(system, entry.parent, std::nullopt) != nullptr;
      EXPECT_TRUE(has_parent) << entry.code;
    }
  }
}

TEST(CodeBook, RefusesATableWithoutItsColumns) {
  const char* const header = "code,name,level,parent,budget_type,valid_from,valid_to\n";
  EXPECT_THROW(CodeBook("code,name\n", header, header, "system,code,name\n"),
               std::invalid_argument);
  EXPECT_THROW(CodeBook(header, header, header, "system,code,name\nfoo,201,x\n"),
               std::invalid_argument);
}

}  // namespace
}  // namespace gongkai::normalize
