// The classifications of the yearly 政府收支分类科目: what a code is called, and which code a name
// stands for (field guide §5.1–5.2). Codes and names change from year to year, so an entry has a
// validity and a code may have several entries.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::normalize {

enum class CodeSystem { Function, DepartmentEconomic, GovernmentEconomic };

// "function", "economic_department", "economic_government"
const char* name_of(CodeSystem system);
std::optional<CodeSystem> code_system_of(std::string_view name);

struct CodeEntry {
  std::string code;         // 3, 5 or 7 digits: 类, 款, 项
  std::string name;         // official, as of the years in which it is valid
  std::string parent;       // "" for a 类
  int level = 1;            // 1 类, 2 款, 3 项
  std::string budget_type;  // functions: A general, F government fund, C state capital; else ""
  std::optional<int> valid_from, valid_to;  // budget years, both included; absent: open
};

// What to look for when only a name is printed.
struct NameQuery {
  std::string_view name;    // as printed, without ordinals
  std::string_view parent;  // the code that it stands under; "" for a 类, which needs none
  std::optional<int> year;  // the document's budget year
};

class CodeBook {
 public:
  // Each text is CSV with a header row, as in schemas/codes. Throws std::invalid_argument where a
  // column is missing or a system is unknown.
  CodeBook(std::string_view functions, std::string_view department_economic,
           std::string_view government_economic, std::string_view aliases);

  // Ordered by code, then by year.
  const std::vector<CodeEntry>& entries(CodeSystem system) const;

  // The entry that is valid in `year`, else the latest one; null for a code that is not in the
  // book.
  const CodeEntry* find(CodeSystem system, std::string_view code, std::optional<int> year) const;

  // True if `name` is a name of `code`, of whatever year or wording: folded, 支出 at the end is
  // optional, and a name cut off at the edge of its cell (from four characters on) counts.
  bool is_name_of(CodeSystem system, std::string_view code, std::string_view name) const;

  // The code that the name certainly stands for: the only one right under `parent` that is called
  // so in that year (if none is, in any year); "" where there is none or more than one.
  std::string resolve(CodeSystem system, const NameQuery& query) const;

  // The only 款 that is called so in that year, whatever 类 it is of; "" where there is none or more than one, or a 类 is
  // called so, too.
  std::string resolve_item(CodeSystem system, std::string_view name, std::optional<int> year) const;

  // True for the forms that codes of the system have: functions 3, 5 or 7 digits, economic codes
  // also with the levels that provinces add (3010201), all with a leading digit of that system.
  static bool is_well_formed(CodeSystem system, std::string_view code);

 private:
  struct Book {
    std::vector<CodeEntry> entries;
    std::multimap<std::string, std::string> aliases;  // code → further names, folded
    std::multimap<std::string, size_t> by_name;       // folded name → index of the entry
  };

  void read_book(CodeSystem system, std::string_view csv);
  void read_aliases(std::string_view csv);
  const Book& book(CodeSystem system) const { return books_[static_cast<size_t>(system)]; }
  Book& book(CodeSystem system) { return books_[static_cast<size_t>(system)]; }

  std::vector<Book> books_{3};
};

}  // namespace gongkai::normalize
