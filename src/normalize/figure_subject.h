// What a clause of running text is about: from its words to a subject with dimensions and code.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "normalize/code_book.h"
#include "normalize/figure_rules.h"

namespace gongkai::normalize {

struct FigureSubject {
  std::string name;  // of schemas/figures.toml, or code and official name: "2040601 行政运行"
  recognize::Dimensions dimensions;  // what the words say; "" where they don't
  std::string code_system, code;     // as in AmountFact
  bool total = false;                // as in FigureSubjectRule
  bool line = false;
  bool weak = false;
};

enum class ClauseKind {
  Neutral,  // names no subject: 2026年预算安排
  Named,    // ends with a subject (and neutral words)
  Unknown,  // speaks of something else
};

struct Clause {
  ClauseKind kind = ClauseKind::Neutral;
  FigureSubject subject;
};

class SubjectReader {
 public:
  SubjectReader(const FigureRules& rules, const CodeBook& codes, std::optional<int> year)
      : rules_(rules), codes_(codes), year_(year) {}

  // `words` is a clause up to its number, list marks and comparisons taken off; `headings` are
  // those above it, which name the 类 of a 款 or 项. Reads
  //   公共安全支出(204类)司法(06款)行政运行(01项)   政府办公厅…事务(款)行政运行(项)支出
  //   住房保障支出-住房改革支出-购房补贴   2011301-行政运行   行政运行(2014001)   工资福利支出(301)
  //   农林水支出   phrases of the rules
  Clause read(std::string_view words, const std::vector<std::string>& headings) const;

 private:
  std::optional<FigureSubject> read_path(std::string_view words,
                                         const std::vector<std::string>& headings) const;
  std::optional<FigureSubject> read_dashed_path(std::string_view words) const;
  std::optional<FigureSubject> read_printed_code(std::string_view words) const;
  std::optional<FigureSubject> read_class_name(std::string_view words) const;
  std::optional<FigureSubject> read_phrase(std::string_view words) const;
  std::string class_above(const std::vector<std::string>& headings) const;
  FigureSubject coded(CodeSystem system, const std::string& code, const std::string& printed) const;

  const FigureRules& rules_;
  const CodeBook& codes_;
  std::optional<int> year_;
};

}  // namespace gongkai::normalize
