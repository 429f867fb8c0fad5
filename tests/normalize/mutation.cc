#include "mutation.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace gongkai::normalize {
namespace {

using recognize::Entry;
using recognize::Reading;
using recognize::Table;

constexpr uint32_t kSeed = 20260101;

bool has_value(const Entry& entry) { return entry.raw.find_first_of("123456789") != std::string::npos; }

template <typename T>
const T& pick(const std::vector<T>& list, std::mt19937& random) {
  return list[random() % list.size()];
}

// Indices of the entries that print more than zeros.
std::vector<size_t> valued_entries(const Table& table) {
  std::vector<size_t> found;
  for (size_t i = 0; i < table.entries.size(); ++i) {
    if (has_value(table.entries[i]) && !table.entries[i].memo) found.push_back(i);
  }
  return found;
}

bool change_digit(Table& table, std::mt19937& random) {
  const std::vector<size_t> entries = valued_entries(table);
  if (entries.empty()) return false;
  std::string& raw = table.entries[pick(entries, random)].raw;
  std::vector<size_t> digits;
  for (size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] >= '0' && raw[i] <= '9') digits.push_back(i);
  }
  char& digit = raw[pick(digits, random)];
  digit = static_cast<char>('0' + (digit - '0' + 1 + static_cast<int>(random() % 9)) % 10);
  return true;
}

// A minus that is lost, or where the table has none, one that is gained: the sums can't tell which.
bool change_sign(Table& table, std::mt19937& random) {
  const std::vector<size_t> entries = valued_entries(table);
  std::vector<size_t> negative;
  std::copy_if(entries.begin(), entries.end(), std::back_inserter(negative),
               [&](size_t i) { return table.entries[i].raw.starts_with("-"); });
  if (entries.empty()) return false;
  std::string& raw = table.entries[pick(negative.empty() ? entries : negative, random)].raw;
  raw = negative.empty() ? "-" + raw : raw.substr(1);
  return true;
}

bool drop_row(Table& table, std::mt19937& random) {
  const std::vector<size_t> entries = valued_entries(table);
  if (entries.empty()) return false;
  const Entry& chosen = table.entries[pick(entries, random)];
  const int row = chosen.row, block = chosen.block;
  std::erase_if(table.entries, [&](const Entry& e) { return e.row == row && e.block == block; });
  return !table.entries.empty();
}

// What a column says of its amounts goes over to the other one.
bool swap_columns(Table& table, std::mt19937& random) {
  std::set<std::pair<int, int>> columns;  // block, column
  for (const size_t i : valued_entries(table))
    columns.insert({table.entries[i].block, table.entries[i].column});
  std::vector<std::pair<int, int>> pairs;
  for (const auto& [block, a] : columns) {
    for (const auto& [other, b] : columns) {
      if (block == other && a < b) pairs.emplace_back(a, b);
    }
  }
  if (pairs.empty()) return false;
  const auto [a, b] = pick(pairs, random);
  std::map<int, const Entry*> of_column;
  const std::vector<Entry> before = table.entries;
  for (const Entry& entry : before) of_column.emplace(entry.column, &entry);
  for (Entry& entry : table.entries) {
    if (entry.column != a && entry.column != b) continue;
    const Entry& other = *of_column.at(entry.column == a ? b : a);
    entry.dimensions = other.dimensions;
    entry.column_label = other.column_label;
    entry.three_public = other.three_public;
    entry.memo = other.memo;
    entry.column = entry.column == a ? b : a;
  }
  return true;
}

bool change_unit(Table& table, std::mt19937&) {
  if (valued_entries(table).empty()) return false;
  const auto other = [](const std::string& unit) { return unit == "元" ? "万元" : "元"; };
  bool changed = false;
  for (Entry& entry : table.entries) {
    if (entry.unit.empty()) continue;
    entry.unit = other(entry.unit);
    changed = true;
  }
  if (table.unit.empty()) return changed;
  table.unit = other(table.unit);
  return true;
}

bool apply(Damage damage, Table& table, std::mt19937& random) {
  switch (damage) {
    case Damage::Digit: return change_digit(table, random);
    case Damage::Sign: return change_sign(table, random);
    case Damage::Row: return drop_row(table, random);
    case Damage::Columns: return swap_columns(table, random);
    case Damage::Unit: return change_unit(table, random);
  }
  return false;
}

// Everything that speaks up about a document: failed checks and warnings, with what they are about.
std::multiset<std::string> alarms(const Ledger& ledger) {
  std::multiset<std::string> found;
  for (const CheckResult& check : ledger.checks) {
    if (check.status == CheckStatus::Fail && !check.advisory) found.insert(check.rule + check.subject);
  }
  for (const Diagnostic& d : ledger.diagnostics) {
    if (d.severity != Severity::Info) found.insert(d.code + d.message);
  }
  return found;
}

bool has_new(const std::multiset<std::string>& after, const std::multiset<std::string>& before) {
  return std::any_of(after.begin(), after.end(),
                     [&](const std::string& alarm) { return before.count(alarm) < after.count(alarm); });
}

// What a vouched amount claims.
using Claim = std::tuple<int, int, std::string, std::string, std::string, std::string, int64_t>;
Claim claim_of(const AmountFact& fact) {
  const recognize::Dimensions& is = fact.dimensions;
  return {fact.row,          fact.block,  is.direction + is.fund + is.timing, is.spend_type + is.phase,
          fact.code + fact.unit_name, fact.item_name, fact.money.fen};
}

// An amount of the table that is vouched for and that the undamaged table does not have.
const AmountFact* vouched_damage(const Ledger& after, const Ledger& before, int table) {
  std::multiset<Claim> claims;
  for (const AmountFact& fact : before.amounts) {
    if (fact.table == table) claims.insert(claim_of(fact));
  }
  const auto found = std::find_if(after.amounts.begin(), after.amounts.end(), [&](const AmountFact& fact) {
    return fact.table == table && fact.vouched && fact.money.fen != 0 && !claims.contains(claim_of(fact));
  });
  return found == after.amounts.end() ? nullptr : &*found;
}

}  // namespace

const char* name_of(Damage damage) {
  switch (damage) {
    case Damage::Digit: return "digit changed";
    case Damage::Sign: return "sign lost";
    case Damage::Row: return "row dropped";
    case Damage::Columns: return "columns swapped";
    case Damage::Unit: return "unit changed";
  }
  return "";
}

void mutate(const Reading& reading, const Books& books, int times, MutationReport& report) {
  const Ledger before = normalize(reading, books);
  const std::multiset<std::string> alarms_before = alarms(before);
  std::mt19937 random(kSeed);
  Reading damaged = reading;
  for (size_t t = 0; t < reading.tables.size(); ++t) {
    if (reading.tables[t].kind == "other") continue;
    for (const Damage damage : kDamages) {
      for (int i = 0; i < (damage == Damage::Unit ? 1 : times); ++i) {
        damaged.tables[t] = reading.tables[t];
        if (!apply(damage, damaged.tables[t], random)) break;
        const Ledger after = normalize(damaged, books);
        const bool noticed = has_new(alarms(after), alarms_before);
        const AmountFact* vouched = vouched_damage(after, before, static_cast<int>(t));
        MutationCount& count = report.counts[{reading.tables[t].kind, damage}];
        ++count.done;
        count.noticed += noticed;
        count.vouched += vouched != nullptr;
        count.unnoticed_and_vouched += vouched != nullptr && !noticed;
        if (vouched != nullptr) {
          report.hidden.push_back(fmt::format(
              "{}: {} p.{} {} {} / {} {}{}", name_of(damage), reading.tables[t].title,
              vouched->place.page, vouched->code, vouched->item_name, vouched->column_label,
              vouched->raw, noticed ? "" : " (unnoticed)"));
        }
      }
    }
    damaged.tables[t] = reading.tables[t];
  }
}

std::string print(const std::map<std::pair<std::string, Damage>, MutationCount>& counts) {
  std::string lines = fmt::format("{:28} {:16} {:>6} {:>8} {:>8} {:>20}\n", "table", "damage", "done",
                                  "noticed", "vouched", "vouched, unnoticed");
  std::map<Damage, MutationCount> all;
  const auto line = [](std::string_view kind, Damage damage, const MutationCount& count) {
    return fmt::format("{:28} {:16} {:6} {:7.1f}% {:8} {:20}\n", kind, name_of(damage), count.done,
                       100.0 * count.noticed / count.done, count.vouched, count.unnoticed_and_vouched);
  };
  for (const auto& [key, count] : counts) {
    lines += line(key.first, key.second, count);
    MutationCount& sum = all[key.second];
    sum.done += count.done;
    sum.noticed += count.noticed;
    sum.vouched += count.vouched;
    sum.unnoticed_and_vouched += count.unnoticed_and_vouched;
  }
  for (const auto& [damage, count] : all) lines += line("all", damage, count);
  return lines;
}

}  // namespace gongkai::normalize
