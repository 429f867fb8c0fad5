// Codes and names of a row: from the labels that recognize found to the columns of the dataset.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "normalize/code_book.h"
#include "normalize/label.h"
#include "recognize/reading.h"

namespace gongkai::normalize {

// What the labels of one row say (docs/dataset.md, table amount). "" where nothing does.
struct Classification {
  std::string unit_code, unit_name;
  std::string code_system, code;
  std::string function_code, economic_code, gov_economic_code;
};

// Classifies the rows of one table, which it must be given in the order of the table: where a row
// prints a name only, the 类 and 款 above it decide which code the name stands for.
//
// Diagnostics, each once a table: code.malformed, code.completed (301 | 2 is 30102, where the name
// proves it), code.unknown (not in the book), code.name_differs (the book has another name).
class RowClassifier {
 public:
  RowClassifier(const recognize::Table& table, const CodeBook& book, std::optional<int> year,
                Diagnostics& diagnostics);

  Classification classify(const recognize::Entry& entry);

 private:
  Classification read_row(const recognize::Entry& entry);
  void read_unit(const recognize::Entry& entry, Classification& row);
  void read_codes(const recognize::Entry& entry, Classification& row);
  bool is_foreign_code(const CodedName& coded) const;
  std::string below_code_above(const std::string& part, const std::string& name, int block) const;
  std::string completed(const std::string& code, const std::string& name, int page);
  void take_code(const std::string& code, const std::string& name, const recognize::Entry& entry, Classification& row);
  void resolve_name(const recognize::Entry& entry, Classification& row);
  std::string resolve_in_outline(CodeSystem system, const std::string& name,
                                 std::vector<std::string>& above) const;
  bool agrees_with_print(const recognize::Entry& entry, const std::string& code) const;
  std::string resolve_below(CodeSystem system, const std::string& name,
                            const std::string& parent) const;
  std::optional<CodeSystem> system_of_columns() const;
  std::string item_of_any_class(CodeSystem system, const std::string& name) const;
  std::string class_of_column(std::string label) const;
  void read_column_class(const recognize::Entry& entry, Classification& row);
  void choose_code(const recognize::Entry& entry, Classification& row) const;
  void report(Severity severity, int page, const char* code, const std::string& message);
  bool is_summary() const;

  const recognize::Table& table_;
  const CodeBook& book_;
  std::optional<int> year_;
  Diagnostics& diagnostics_;
  // The 类, 款 … that a row stands under, for each block and classification.
  std::map<std::pair<int, CodeSystem>, std::vector<std::string>> outlines_;
  std::map<std::pair<int, int>, Classification> rows_;  // by row and block
  std::map<int, std::string> code_above_;               // the last one of each block
  std::map<std::string, CodedName> agencies_;           // by what is printed
  bool columns_asked_ = false;
  std::optional<CodeSystem> column_system_;
  std::map<std::string, std::string> column_classes_;  // by heading
  std::set<std::string> reported_;
};

}  // namespace gongkai::normalize
