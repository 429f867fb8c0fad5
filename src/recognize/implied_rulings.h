// The rulings that a table would have, where white space alone tells its columns: tables without
// rulings, with horizontal ones only, or on bands of colour.
//
//   科目编码  科目名称        合计    基本支出      Columns are what no text of the rows crosses;
//   208       社会保障      180.36      180.36      headings that stand over several of them keep
//   210       卫生健康       60.00       60.00      them together.
#pragma once

#include <string>
#include <vector>

#include "base/geometry.h"
#include "extract/document.h"

namespace gongkai::recognize {

// Text that a wide gap parts from what stands beside it in its line.
struct Chunk {
  Box box;
  std::string text;
};

// From the left.
using ChunkLine = std::vector<Chunk>;

struct ImpliedTable {
  Box box;
  int rows = 0;
  int columns = 0;
  std::vector<extract::Ruling> rulings;  // those that are not drawn
};

struct ImpliedTables {
  std::vector<ImpliedTable> tables;
  std::vector<const ChunkLine*> left;  // lines with money beside other texts that belong to none of them
};

// `lines`: the page's text outside of ruled tables, from the top; `drawn`: the rulings of the page. A
// table needs three lines with money (12.34, 1,234) and something beside it.
ImpliedTables imply_rulings(const std::vector<ChunkLine>& lines, const std::vector<extract::Ruling>& drawn);

}  // namespace gongkai::recognize
