#include "normalize/code_book.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <stdexcept>

#include "base/text.h"
#include "normalize/csv_table.h"

namespace gongkai::normalize {
namespace {

constexpr std::array<std::pair<CodeSystem, const char*>, 3> kSystemNames{{
    {CodeSystem::Function, "function"},
    {CodeSystem::DepartmentEconomic, "economic_department"},
    {CodeSystem::GovernmentEconomic, "economic_government"},
}};

// A printed name that fills its cell loses its end. Shorter beginnings say too little.
constexpr size_t kLeastCharactersOfACutName = 4;

// The form in which names are compared: folded, brackets and list marks dropped, without the 支出
// that some tables add and others leave off.
std::string name_key(std::string_view name) {
  constexpr std::u32string_view kMarks = U"()、,.。[]〔〕【】-";
  std::u32string key;
  for (const char32_t code : decode_utf8(fold(name))) {
    if (kMarks.find(code) == std::u32string_view::npos) key += code;
  }
  constexpr std::u32string_view kSuffix = U"支出";
  if (key.size() > kSuffix.size() && key.ends_with(kSuffix))
    key.resize(key.size() - kSuffix.size());
  return encode_utf8(key);
}

std::optional<int> year_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return std::stoi(text);  // throws std::invalid_argument for anything else
}

bool is_valid_in(const CodeEntry& entry, std::optional<int> year) {
  if (!year) return true;
  return entry.valid_from.value_or(*year) <= *year && *year <= entry.valid_to.value_or(*year);
}

// The entries of one code, in a list ordered by code.
std::span<const CodeEntry> entries_of(const std::vector<CodeEntry>& all, std::string_view code) {
  const auto first =
      std::lower_bound(all.begin(), all.end(), code,
                       [](const CodeEntry& a, std::string_view b) { return a.code < b; });
  const auto last =
      std::find_if(first, all.end(), [&](const CodeEntry& e) { return e.code != code; });
  return {first, last};
}

int level_of(std::string_view code) { return static_cast<int>(code.size() - 1) / 2; }

}  // namespace

const char* name_of(CodeSystem system) { return kSystemNames[static_cast<size_t>(system)].second; }

std::optional<CodeSystem> code_system_of(std::string_view name) {
  for (const auto& [system, system_name] : kSystemNames) {
    if (name == system_name) return system;
  }
  return std::nullopt;
}

CodeBook::CodeBook(std::string_view functions, std::string_view department_economic,
                   std::string_view government_economic, std::string_view aliases) {
  read_book(CodeSystem::Function, functions);
  read_book(CodeSystem::DepartmentEconomic, department_economic);
  read_book(CodeSystem::GovernmentEconomic, government_economic);
  read_aliases(aliases);
}

void CodeBook::read_book(CodeSystem system, std::string_view csv) {
  const CsvTable table(csv);
  const size_t code = table.column("code");
  const size_t name = table.column("name");
  const size_t parent = table.column("parent");
  const size_t from = table.column("valid_from");
  const size_t to = table.column("valid_to");
  const bool has_type = system == CodeSystem::Function;
  const size_t type = has_type ? table.column("budget_type") : 0;
  Book& target = book(system);
  for (size_t row = 0; row < table.size(); ++row) {
    target.entries.push_back({table.at(row, code), table.at(row, name), table.at(row, parent),
                              level_of(table.at(row, code)), has_type ? table.at(row, type) : "",
                              year_of(table.at(row, from)), year_of(table.at(row, to))});
  }
  std::stable_sort(target.entries.begin(), target.entries.end(),
                   [](const CodeEntry& a, const CodeEntry& b) {
                     return std::pair(std::string_view(a.code), a.valid_from.value_or(0)) <
                            std::pair(std::string_view(b.code), b.valid_from.value_or(0));
                   });
  for (size_t i = 0; i < target.entries.size(); ++i) {
    target.by_name.emplace(name_key(target.entries[i].name), i);
  }
}

void CodeBook::read_aliases(std::string_view csv) {
  const CsvTable table(csv);
  const size_t system_column = table.column("system");
  const size_t code = table.column("code");
  const size_t name = table.column("name");
  for (size_t row = 0; row < table.size(); ++row) {
    const auto system = code_system_of(table.at(row, system_column));
    if (!system) throw std::invalid_argument("unknown system " + table.at(row, system_column));
    const std::string key = name_key(table.at(row, name));
    Book& target = book(*system);
    target.aliases.emplace(table.at(row, code), key);
    for (size_t i = 0; i < target.entries.size(); ++i) {
      if (target.entries[i].code == table.at(row, code)) target.by_name.emplace(key, i);
    }
  }
}

const std::vector<CodeEntry>& CodeBook::entries(CodeSystem system) const {
  return book(system).entries;
}

const CodeEntry* CodeBook::find(CodeSystem system, std::string_view code,
                                std::optional<int> year) const {
  const CodeEntry* found = nullptr;
  for (const CodeEntry& entry : entries_of(book(system).entries, code)) {
    found = &entry;
    if (year && is_valid_in(entry, year)) break;
  }
  return found;
}

bool CodeBook::is_name_of(CodeSystem system, std::string_view code, std::string_view name) const {
  const std::string printed = name_key(name);
  const bool may_be_cut = decode_utf8(printed).size() >= kLeastCharactersOfACutName;
  const auto matches = [&](const std::string& known) {
    return known == printed || (may_be_cut && known.starts_with(printed));
  };
  const auto [first, last] = book(system).aliases.equal_range(std::string(code));
  for (auto alias = first; alias != last; ++alias) {
    if (matches(alias->second)) return true;
  }
  const auto entries = entries_of(book(system).entries, code);
  return std::any_of(entries.begin(), entries.end(),
                     [&](const CodeEntry& entry) { return matches(name_key(entry.name)); });
}

std::string CodeBook::resolve(CodeSystem system, const NameQuery& query) const {
  std::set<std::string> in_year;
  std::set<std::string> ever;
  const auto [first, last] = book(system).by_name.equal_range(name_key(query.name));
  for (auto found = first; found != last; ++found) {
    const CodeEntry& entry = book(system).entries[found->second];
    if (entry.parent != query.parent) continue;
    ever.insert(entry.code);
    if (is_valid_in(entry, query.year)) in_year.insert(entry.code);
  }
  const std::set<std::string>& codes = in_year.empty() ? ever : in_year;
  return codes.size() == 1 ? *codes.begin() : "";
}

std::string CodeBook::resolve_item(CodeSystem system, std::string_view name, std::optional<int> year) const {
  std::set<std::string> codes;
  const auto [first, last] = book(system).by_name.equal_range(name_key(name));
  for (auto found = first; found != last; ++found) {
    const CodeEntry& entry = book(system).entries[found->second];
    if (is_valid_in(entry, year)) codes.insert(entry.code);
  }
  return codes.size() == 1 && level_of(*codes.begin()) == 2 ? *codes.begin() : "";
}

bool CodeBook::is_well_formed(CodeSystem system, std::string_view code) {
  const bool digits =
      std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  const bool pairs = code.size() >= 3 && code.size() % 2 == 1;
  if (!digits || !pairs) return false;
  switch (system) {
    case CodeSystem::Function: return code.size() <= 7 && (code[0] == '2' || code[0] == '1');
    case CodeSystem::DepartmentEconomic: return code[0] == '3';
    case CodeSystem::GovernmentEconomic: return code[0] == '5';
  }
  return false;
}

}  // namespace gongkai::normalize
