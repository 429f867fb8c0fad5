// A CSV text whose columns are asked for by the name in its header row.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.h"

namespace gongkai::normalize {

class CsvTable {
 public:
  explicit CsvTable(std::string_view text) : rows_(parse_csv(text)) {
    if (rows_.empty()) throw std::invalid_argument("a CSV table without a header row");
  }

  // Number of rows below the header.
  size_t size() const { return rows_.size() - 1; }

  // Throws std::invalid_argument where the header lacks the name.
  size_t column(std::string_view name) const {
    const auto& header = rows_.front();
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end()) {
      throw std::invalid_argument("no column " + std::string(name) + " in a CSV table");
    }
    return static_cast<size_t>(found - header.begin());
  }

  // "" for a row that ends before the column.
  const std::string& at(size_t row, size_t column) const {
    static const std::string kNone;
    const auto& fields = rows_.at(row + 1);
    return column < fields.size() ? fields[column] : kNone;
  }

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace gongkai::normalize
