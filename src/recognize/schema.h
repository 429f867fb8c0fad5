// Layouts are data: what titles, headings and row labels mean, read from schemas/*.toml.
//
//   schemas/vocabulary.toml    words that mean the same everywhere: headings, row labels, titles
//   schemas/tables/KIND.toml   how a table of one kind is told apart, and what its kind says
//   schemas/forms/*.toml       performance forms, see form_schema.h
//
// Patterns are RE2, matched against folded text (base/text.h). docs/schemas.md has the format.
#pragma once

#include <re2/re2.h>

#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "recognize/form_schema.h"
#include "recognize/reading.h"
#include "recognize/rule_list.h"

namespace gongkai::recognize {

// What a column holds.
enum class ColumnRole {
  Unknown,
  Money,
  Code,         // a whole code
  CodePart,     // one of the columns 类 | 款 | 项
  Name,
  UnitCode,
  UnitName,
  ProjectCode,
  ProjectName,
  LineNumber,   // 行次, 序号
  Count,        // numbers that are no money: 数量, 人数
  Percent,
  Measure,      // what the numbers of the row count: 万元, 辆, 人
  Source,       // what fund or type of spending the money of the row is of: 单位资金, 项目支出
  Text,         // 备注, 绩效目标, 采购方式 …
};
std::string_view name_of(ColumnRole role);  // as schema files say it; "unknown" for Unknown

// What one word of a vocabulary says. Empty members say nothing.
struct Meaning {
  Dimensions set;
  std::string system;        // of codes and names in the column: "function" …
  std::string three_public;  // "reception" …
  bool memo = false;
};

struct HeadingRule {
  std::shared_ptr<RE2> match;
  ColumnRole role = ColumnRole::Unknown;
  Meaning meaning;
  std::vector<std::string> kinds;  // only in tables of these kinds; empty: in all
};

struct RowRule {
  std::shared_ptr<RE2> match;
  std::string kind;      // "total", "subtotal"; "" leaves it to the structure
  bool section = false;  // rows below it, down to the next section, inherit what it says
  Meaning meaning;
  std::vector<std::string> kinds;
};

struct TitleRule {
  std::shared_ptr<RE2> match;
  Dimensions set;
};

struct TableSchema {
  std::string kind;
  int priority = 0;  // where several titles fit, the highest wins
  std::vector<std::shared_ptr<RE2>> title;      // one must match the folded title
  std::vector<std::shared_ptr<RE2>> title_not;  // none may
  std::vector<std::shared_ptr<RE2>> headings;   // all must match some heading, for tables without title
  Dimensions set;
  bool direction_by_heading = false;  // income and expenditure columns stand beside each other
  std::string code_system;  // of a column that only says 科目编码; "" tells it by the digits
};

// Whether a rule for these kinds of tables, none meaning all, speaks about tables of `schema`
// (nullptr: a table that no schema knows).
bool applies(const std::vector<std::string>& kinds, const TableSchema* schema);

struct Schemas {
  RuleList<HeadingRule> headings;
  RuleList<RowRule> rows;
  RuleList<TitleRule> titles;
  std::vector<TableSchema> tables;  // by priority, highest first
  FormSchemas forms;
};

// A schema file that can't be used: what() names file, line, column and reason.
struct SchemaError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The schemas that are compiled in. Throws SchemaError (a fault of the build).
const Schemas& built_in_schemas();

// The compiled-in ones, with the files of `folder` added; a file of the same name replaces its
// namesake. Throws SchemaError, also where there are none.
Schemas load_schemas(const std::filesystem::path& folder);

// Schema files by their paths below schemas/, which tell a vocabulary from a table and are named in messages.
using SchemaFiles = std::map<std::string, std::string, std::less<>>;

// Throws SchemaError.
Schemas parse_schemas(const SchemaFiles& files);

// The best schema for a title, nullptr where none fits. The title may carry year and number.
const TableSchema* match_title(const Schemas& schemas, std::string_view title);

}  // namespace gongkai::recognize
