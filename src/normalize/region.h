// Counties, cities and provinces (GB/T 2260), and which of them an agency belongs to (field guide
// §5.4).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::normalize {

enum class RegionLevel { Province, City, County };

struct Region {
  std::string code;    // six digits
  std::string name;    // full: 高平市, 普陀区
  std::string parent;  // "" for a province
  RegionLevel level = RegionLevel::County;
};

// What an agency's name says of its region: one region, none, or several of the same name.
struct RegionFinding {
  const Region* region = nullptr;
  std::vector<const Region*> candidates;  // more than one where it is ambiguous
};

class RegionBook {
 public:
  // CSV with a header row, as schemas/codes/regions.csv; its placeholder rows (市辖区) are left
  // out. Throws std::invalid_argument where a column is missing.
  explicit RegionBook(std::string_view csv);

  const std::vector<Region>& entries() const { return regions_; }
  const Region* find(std::string_view code) const;

  // The region whose name the agency's name begins with, going down as far as the name does:
  //   上海市普陀区司法局 → 310107; 中共西安市委宣传部 → 610100; 高平市乡村振兴中心 → 140581
  // A name that several counties share (普陀区), or one of two characters (郊区), needs the name
  // of its city, or of its province where that is enough, in `context` (titles, headings, text).
  RegionFinding locate(std::string_view agency, std::span<const std::string> context) const;

 private:
  std::vector<const Region*> begin_of(std::string_view text, std::string_view ancestor) const;
  bool is_below(const Region& region, std::string_view ancestor) const;
  std::vector<const Region*> supported(const std::vector<const Region*>& candidates,
                                       std::span<const std::string> context) const;

  std::vector<Region> regions_;  // ordered by code
};

}  // namespace gongkai::normalize
