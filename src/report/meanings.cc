#include "report/meanings.h"

#include <map>

#include "base/pattern.h"
#include "base/text.h"
#include "embedded/report_docs.h"

namespace gongkai::report {
namespace {

// "see [schemas.md](schemas.md), `fund`" to "see schemas.md, fund".
std::string without_markdown(const std::string& markdown) {
  std::string text = trimmed(markdown);
  RE2::GlobalReplace(&text, R"(\[([^\]]*)\]\([^)]*\))", R"(\1)");
  RE2::GlobalReplace(&text, "`", "");
  return text;
}

// The rows "| `code` | meaning | what to try |" of both pages.
std::map<std::string, Meaning, std::less<>> read_meanings() {
  std::map<std::string, Meaning, std::less<>> meanings;
  for (const embedded::EmbeddedFile& page : embedded::report_docs) {
    for (const std::string& line : split(page.text, '\n')) {
      const auto cells = split(line, '|');
      if (cells.size() < 4 || !line.starts_with("| `")) continue;
      Meaning& meaning = meanings[without_markdown(cells[1])];
      meaning.meaning = without_markdown(cells[2]);
      if (cells.size() > 4) meaning.remedy = without_markdown(cells[3]);
      if (meaning.remedy == "nothing") meaning.remedy.clear();
    }
  }
  return meanings;
}

}  // namespace

const Meaning& meaning_of(std::string_view code) {
  static const auto kMeanings = read_meanings();
  static const Meaning kNone;
  const auto found = kMeanings.find(code);
  return found == kMeanings.end() ? kNone : found->second;
}

}  // namespace gongkai::report
