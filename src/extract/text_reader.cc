#include "extract/text_reader.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/text.h"
#include "extract/reader.h"

namespace gongkai::extract {
namespace {

constexpr size_t kControlShare = 100;  // text has fewer than one control character in so many bytes

// `bytes` of `charset` as UTF-8; nothing where they are not valid in it.
std::optional<std::string> convert(const char* charset, std::string_view bytes, Ending ending) {
  const iconv_t converter = iconv_open("UTF-8", charset);
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    throw std::system_error(errno, std::generic_category(), std::string("iconv: ") + charset);
  }
  std::string converted(bytes.size() * 2 + 4, '\0');  // GB18030's two bytes become three or four
  char* in = const_cast<char*>(bytes.data());         // iconv does not write there
  size_t in_left = bytes.size();
  char* out = converted.data();
  size_t out_left = converted.size();
  const size_t result = iconv(converter, &in, &in_left, &out, &out_left);
  const int error = errno;
  iconv_close(converter);
  const bool cut = error == EINVAL && ending == Ending::MayBeCut;
  if (result == static_cast<size_t>(-1) && !cut) return std::nullopt;
  converted.resize(converted.size() - out_left);
  // glibc's iconv lets characters above U+10FFFF through, which no text has.
  return is_valid_utf8(converted) ? std::optional(std::move(converted)) : std::nullopt;
}

std::optional<std::string> convert_any(std::string_view bytes, Ending ending) {
  if (bytes.starts_with("\xFF\xFE")) return convert("UTF-16LE", bytes.substr(2), ending);
  if (bytes.starts_with("\xFE\xFF")) return convert("UTF-16BE", bytes.substr(2), ending);
  if (bytes.starts_with("\xEF\xBB\xBF")) return convert("UTF-8", bytes.substr(3), ending);
  for (const char* charset : {"UTF-8", "GB18030"}) {
    if (auto text = convert(charset, bytes, ending)) return text;
  }
  return std::nullopt;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0D)) || byte == 0x7F;
}

std::string replaced(std::string_view text, std::string_view mark, std::string_view with) {
  std::string result;
  size_t start = 0;
  for (size_t at = text.find(mark); at != text.npos; at = text.find(mark, start)) {
    result.append(text.substr(start, at - start)).append(with);
    start = at + mark.size();
  }
  return result.append(text.substr(start));
}

std::string without_marks(std::string text) {
  for (const char* mark : {"**", "<b>", "</b>", "<strong>", "</strong>"}) {
    text = replaced(text, mark, "");
  }
  for (const char* mark : {"<br>", "<br/>", "<br />"}) text = replaced(text, mark, "\n");
  return text;
}

// The text behind the marks of a Markdown heading; other lines as they are. 科目 #1 is no heading.
std::string_view without_heading_mark(std::string_view line) {
  const size_t marks = std::min(line.find_first_not_of('#'), line.size());
  if (marks == 0 || marks > 6) return line;
  if (marks < line.size() && line[marks] != ' ') return line;
  return line.substr(std::min(line.find_first_not_of(' ', marks), line.size()));
}

bool is_pipe_row(std::string_view line) {
  return line.size() >= 2 && line.front() == '|' && line.back() == '|';
}

// |---|:-:|, but not | - | - |, which is a row of cells that are marked as empty.
bool is_pipe_rule(std::string_view line) {
  const bool has_rule = line.find("--") != std::string_view::npos ||
                        line.find(":-") != std::string_view::npos ||
                        line.find("-:") != std::string_view::npos;
  return has_rule && line.find_first_not_of("|-: ") == std::string_view::npos;
}

std::vector<std::string> pipe_fields(std::string_view line) {
  std::vector<std::string> fields(1);
  for (size_t i = 1; i + 1 < line.size(); ++i) {
    if (line[i] == '\\' && line[i + 1] == '|' && i + 2 < line.size()) {
      fields.back() += line[++i];
    } else if (line[i] == '|') {
      fields.emplace_back();
    } else {
      fields.back() += line[i];
    }
  }
  for (std::string& field : fields) field = without_marks(trimmed(field));
  return fields;
}

std::string_view without_trailing_space(std::string_view line) {
  return line.substr(0, line.find_last_not_of(" \r") + 1);
}

void add_line(Page& page, int number, std::string_view line) {
  line = without_trailing_space(line);
  TextLine text{number, {}};
  if (is_pipe_row(line)) {
    if (is_pipe_rule(line)) return;
    text.fields = pipe_fields(line);
  } else if (line.find('\t') != std::string_view::npos) {
    text.fields = split(line, '\t');
    for (std::string& field : text.fields) field = without_marks(std::move(field));
  } else {
    text.fields.push_back(without_marks(std::string(without_heading_mark(line))));
  }
  page.lines.push_back(std::move(text));
}

Page& add_page(std::vector<Page>& pages) {
  Page& page = pages.emplace_back();
  page.number = static_cast<int>(pages.size());
  page.source = TextSource::Text;
  return page;
}

}  // namespace

void prepare_text() {
  // They stay open: glibc would unload their modules, and a confined process can't load them again.
  for (const char* charset : {"GB18030", "UTF-16LE", "UTF-16BE"}) iconv_open("UTF-8", charset);
}

std::optional<std::string> decode_text(std::string_view bytes, Ending ending) {
  std::optional<std::string> text = convert_any(bytes, ending);
  if (!text || text->find('\0') != std::string::npos) return std::nullopt;
  const auto controls = std::count_if(text->begin(), text->end(), is_control);
  if (static_cast<size_t>(controls) * kControlShare > text->size()) return std::nullopt;
  return text;
}

std::vector<Page> pages_of_text(std::string_view text) {
  if (text.ends_with('\f')) text.remove_suffix(1);  // ends the last page
  std::vector<Page> pages;
  int number = 1;
  for (const std::string& part : split(text, '\f')) {
    Page& page = add_page(pages);
    std::vector<std::string> lines = split(part, '\n');
    if (lines.size() > 1 && lines.back().empty()) lines.pop_back();
    for (const std::string& line : lines) add_line(page, number++, line);
  }
  return pages;
}

void read_text(std::string_view bytes, Document& document) {
  const std::optional<std::string> text = decode_text(bytes, Ending::Whole);
  if (!text) {
    throw Unreadable(
        "the file is no text in UTF-8, UTF-16 or GB18030; save it as UTF-8 and try again");
  }
  document.pages = pages_of_text(*text);
}

}  // namespace gongkai::extract
