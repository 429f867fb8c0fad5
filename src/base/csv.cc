#include "base/csv.h"

#include <stdexcept>
#include <utility>

namespace gongkai {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Reads one field after the other. A field ends before a comma, a line end or the end of the text.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : text_(text) {}

  int line() const { return line_; }
  bool at_end() const { return at_ >= text_.size(); }
  bool at_line_end() const { return at_end() || text_[at_] == '\n' || text_[at_] == '\r'; }

  bool skip(char expected) {
    if (at_end() || text_[at_] != expected) return false;
    line_ += expected == '\n';
    ++at_;
    return true;
  }
  void skip_line_end() {
    skip('\r');
    skip('\n');
  }

  std::string next() { return skip('"') ? quoted() : plain(); }

 private:
  std::string plain() {
    const size_t start = at_;
    while (!at_line_end() && text_[at_] != ',') ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  std::string quoted() {
    const int first_line = line_;
    std::string field;
    while (!at_end()) {
      const char c = text_[at_++];
      if (c == '"' && !skip('"')) {
        if (!at_line_end() && text_[at_] != ',') fail("text follows a closing quote", line_);
        return field;
      }
      line_ += c == '\n';
      field += c;
    }
    fail("a quote is never closed", first_line);
  }

  [[noreturn]] static void fail(const char* what, int line) {
    throw std::invalid_argument("line " + std::to_string(line) + ": " + what);
  }

  std::string_view text_;
  size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

std::vector<CsvRow> parse_csv_rows(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  FieldReader reader(text);
  std::vector<CsvRow> rows;
  while (!reader.at_end()) {
    if (!reader.at_line_end()) {
      CsvRow& row = rows.emplace_back();
      row.line = reader.line();
      do {
        row.fields.push_back(reader.next());
      } while (reader.skip(','));
    }
    reader.skip_line_end();
  }
  return rows;
}

std::vector<std::vector<std::string>> parse_csv(std::string_view text) {
  std::vector<std::vector<std::string>> rows;
  for (CsvRow& row : parse_csv_rows(text)) rows.push_back(std::move(row.fields));
  return rows;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string field = "\"";
  for (const char c : text) field.append(c == '"' ? 2 : 1, c);
  return field + '"';
}

}  // namespace gongkai
