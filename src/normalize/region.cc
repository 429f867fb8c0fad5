#include "normalize/region.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/text.h"
#include "normalize/csv_table.h"

namespace gongkai::normalize {
namespace {

// Bytes of a two-character name (城区, 东区): too common at the head of other words to stand alone.
constexpr size_t kShortName = 6;

RegionLevel level_of(const std::string& name) {
  if (name == "province") return RegionLevel::Province;
  if (name == "city") return RegionLevel::City;
  if (name == "county") return RegionLevel::County;
  throw std::invalid_argument("unknown level of a region: " + name);
}

// Rows that stand for no place of their own: 市辖区, 县, 省直辖县级行政区划.
bool is_placeholder(const std::string& name) {
  return name == "市辖区" || name == "县" || name.ends_with("直辖县级行政区划");
}

// What may stand before the region in the name of an agency.
std::string_view without_body(std::string_view agency) {
  constexpr std::array<std::string_view, 5> kBodies = {"中国共产主义青年团", "中国共产党", "中共",
                                                       "共青团", "国家税务总局"};
  for (const std::string_view body : kBodies) {
    if (agency.starts_with(body)) return agency.substr(body.size());
  }
  return agency;
}

}  // namespace

RegionBook::RegionBook(std::string_view csv) {
  const CsvTable table(csv);
  const size_t code = table.column("code");
  const size_t name = table.column("name");
  const size_t level = table.column("level");
  const size_t parent = table.column("parent");
  for (size_t row = 0; row < table.size(); ++row) {
    if (is_placeholder(table.at(row, name))) continue;
    regions_.push_back({table.at(row, code), table.at(row, name), table.at(row, parent),
                        level_of(table.at(row, level))});
  }
  std::sort(regions_.begin(), regions_.end(),
            [](const Region& a, const Region& b) { return a.code < b.code; });
}

const Region* RegionBook::find(std::string_view code) const {
  const auto found =
      std::lower_bound(regions_.begin(), regions_.end(), code,
                       [](const Region& a, std::string_view b) { return a.code < b; });
  return found != regions_.end() && found->code == code ? &*found : nullptr;
}

// Codes nest: a province's first two digits, a city's first four begin all codes below it.
bool RegionBook::is_below(const Region& region, std::string_view ancestor) const {
  if (ancestor.empty()) return true;
  const size_t digits = ancestor.ends_with("0000") ? 2 : ancestor.ends_with("00") ? 4 : 6;
  return region.code != ancestor && region.code.starts_with(ancestor.substr(0, digits));
}

// The regions below `ancestor` that `text` begins with, those of the longest name only.
std::vector<const Region*> RegionBook::begin_of(std::string_view text,
                                                std::string_view ancestor) const {
  std::vector<const Region*> found;
  for (const Region& region : regions_) {
    if (!text.starts_with(region.name) || !is_below(region, ancestor)) continue;
    if (!found.empty() && region.name.size() > found.front()->name.size()) found.clear();
    if (found.empty() || region.name.size() == found.front()->name.size()) found.push_back(&region);
  }
  return found;
}

// The candidates whose city is named in the context; where none is, those whose province is.
std::vector<const Region*> RegionBook::supported(const std::vector<const Region*>& candidates,
                                                 std::span<const std::string> context) const {
  const auto mentioned = [&](const Region* region) {
    return region != nullptr && std::any_of(context.begin(), context.end(), [&](const auto& text) {
             return text.find(region->name) != std::string::npos;
           });
  };
  for (const std::string_view zeros : {"00", "0000"}) {
    std::vector<const Region*> kept;
    for (const Region* candidate : candidates) {
      const std::string above =
          candidate->code.substr(0, candidate->code.size() - zeros.size()) + std::string(zeros);
      if (mentioned(find(above))) kept.push_back(candidate);
    }
    if (!kept.empty()) return kept;
  }
  return {};
}

RegionFinding RegionBook::locate(std::string_view agency,
                                 std::span<const std::string> context) const {
  const std::string folded = fold(agency);
  std::string_view rest = without_body(folded);
  RegionFinding finding;
  std::string ancestor;
  for (auto found = begin_of(rest, ancestor); !found.empty(); found = begin_of(rest, ancestor)) {
    const bool weak = ancestor.empty() && found.front()->name.size() <= kShortName;
    if (found.size() > 1 || weak) {
      const auto kept = supported(found, context);
      if (kept.size() != 1) {
        if (ancestor.empty()) finding.candidates = found;
        return finding;
      }
      found = kept;
    }
    finding.region = found.front();
    finding.candidates = {found.front()};
    ancestor = found.front()->code;
    rest.remove_prefix(found.front()->name.size());
  }
  return finding;
}

}  // namespace gongkai::normalize
