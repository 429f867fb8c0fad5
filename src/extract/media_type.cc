#include "extract/media_type.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/text.h"
#include "extract/text_reader.h"

namespace gongkai::extract {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  const char* media_type;
};

constexpr std::array kSignatures{
    Signature{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "application/x-ole-storage"},  // .doc .xls .ppt
    Signature{"{\\rtf"sv, "application/rtf"},
    Signature{"\x89PNG\r\n\x1A\n"sv, "image/png"},
    Signature{"\xFF\xD8\xFF"sv, "image/jpeg"},
    Signature{"II*\0"sv, "image/tiff"},
    Signature{"MM\0*"sv, "image/tiff"},
    Signature{"GIF8"sv, "image/gif"},
    Signature{"\x1F\x8B"sv, "application/gzip"},
    Signature{"7z\xBC\xAF\x27\x1C"sv, "application/x-7z-compressed"},
    Signature{"Rar!\x1A\x07"sv, "application/x-rar"},
    Signature{"\xFD\x37zXZ\0"sv, "application/x-xz"},
    Signature{"\x28\xB5\x2F\xFD"sv, "application/zstd"},
};

// The part of a ZIP container that says what it contains. File names stand uncompressed both before
// each member and in the directory at the end of the file.
constexpr std::array kZipMembers{
    Signature{"word/document.xml"sv,
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    Signature{"xl/workbook."sv,
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    Signature{"ppt/presentation.xml"sv,
              "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    Signature{"OFD.xml"sv, "application/ofd"},
};

// A Markdown text may hold tags, but not one of these near its beginning.
constexpr std::array<std::string_view, 6> kHtmlTags{"<!doctype html", "<html",   "<head",
                                                    "<body",          "<script", "<meta"};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

uint32_t little_endian(std::string_view bytes, size_t at, size_t count) {
  uint32_t value = 0;
  for (size_t i = count; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// The names in a ZIP's directory (APPNOTE 4.3.12, 4.3.16), where it lies within `tail` as a whole.
// An archive of office documents has their parts' names in it too, but not in its own directory.
std::optional<std::vector<std::string_view>> zip_names(std::string_view tail) {
  constexpr size_t kEndBytes = 22;
  constexpr size_t kHeaderBytes = 46;
  const size_t end = tail.rfind("PK\x05\x06");
  if (end == tail.npos || tail.size() - end < kEndBytes) return std::nullopt;
  const size_t bytes = little_endian(tail, end + 12, 4);
  if (bytes > end) return std::nullopt;
  std::vector<std::string_view> names;
  for (std::string_view rest = tail.substr(end - bytes, bytes); !rest.empty();) {
    if (rest.size() < kHeaderBytes || !rest.starts_with("PK\x01\x02")) return std::nullopt;
    const size_t name = little_endian(rest, 28, 2);
    const size_t length =
        kHeaderBytes + name + little_endian(rest, 30, 2) + little_endian(rest, 32, 2);
    if (length > rest.size()) return std::nullopt;
    names.push_back(rest.substr(kHeaderBytes, name));
    rest.remove_prefix(length);
  }
  return names;
}

std::string zip_type(std::string_view head, std::string_view tail) {
  const auto names = zip_names(tail);
  for (const Signature& member : kZipMembers) {
    const auto is_member = [&](std::string_view name) { return name.starts_with(member.bytes); };
    const bool found = names ? std::any_of(names->begin(), names->end(), is_member)
                             : contains(head, member.bytes) || contains(tail, member.bytes);
    if (found) return member.media_type;
  }
  // OpenDocument 1.3, part 2, 3.3: its type is the content of the first member.
  constexpr std::string_view kOpenDocument = "mimetypeapplication/vnd.oasis.opendocument.";
  if (const size_t type = head.substr(0, 100).find(kOpenDocument); type != head.npos) {
    const std::string_view rest = head.substr(type + std::string_view("mimetype").size());
    return std::string(rest.substr(0, rest.find("PK")));
  }
  return "application/zip";
}

bool is_tar(std::string_view head) {
  constexpr size_t kMagicAt = 257;  // POSIX.1-1988, ustar
  return head.size() > kMagicAt && head.substr(kMagicAt).starts_with("ustar");
}

bool is_bzip2(std::string_view head) {
  return head.starts_with("BZh") && head.substr(std::min<size_t>(head.size(), 4)).starts_with("1AY&SY");
}

std::string_view without_leading_space(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t\r\n\f\v"), text.size()));
}

bool is_html(std::string_view text) {
  constexpr size_t kPrologue = 1024;  // bytes in which XML declaration and comments may come first
  std::string start(without_leading_space(text).substr(0, kPrologue));
  if (!start.starts_with('<')) return false;
  for (char& c : start) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::any_of(kHtmlTags.begin(), kHtmlTags.end(),
                     [&](std::string_view tag) { return contains(start, tag); });
}

// RFC 2557: what browsers save as .mht.
bool is_web_archive(std::string_view text) {
  return (text.starts_with("MIME-Version:") || text.starts_with("From: ")) &&
         contains(text.substr(0, 1024), "multipart/related");
}

bool is_json(std::string_view text) {
  const std::string_view start = without_leading_space(text);
  if (!start.starts_with('{') && !start.starts_with('[')) return false;
  const std::string_view next = without_leading_space(start.substr(1));
  return next.starts_with('"') ||
         (start[0] == '[' && (next.starts_with('{') || next.starts_with('[')));
}

// Every line, blank ones aside, has the same number of separators.
bool is_separated_by(char separator, std::ptrdiff_t at_least, std::string_view text) {
  constexpr int kLines = 3;  // fewer say little
  int lines = 0;
  std::ptrdiff_t separators = 0;
  std::vector<std::string> parts = split(text, '\n');
  if (parts.size() > kLines) parts.pop_back();  // may be cut
  for (const std::string& line : parts) {
    if (without_leading_space(line).empty()) continue;
    const std::ptrdiff_t count = std::count(line.begin(), line.end(), separator);
    if (lines > 0 && count != separators) return false;
    separators = count;
    ++lines;
  }
  return lines >= kLines && separators >= at_least;
}

std::string text_type(std::string_view text) {
  if (is_html(text)) return "text/html";
  if (is_web_archive(text)) return "multipart/related";
  if (is_json(text)) return "application/json";
  if (is_separated_by('\t', 1, text)) return "text/tab-separated-values";
  if (is_separated_by(',', 2, text)) return "text/csv";
  return "text/plain";
}

}  // namespace

std::string media_type_of(std::string_view head, std::string_view tail) {
  constexpr size_t kPdfHeaderWithin = 1024;  // ISO 32000-1, Annex H, note 13
  if (head.empty()) return "inode/x-empty";
  if (head.starts_with("%PDF")) return "application/pdf";
  for (const Signature& signature : kSignatures) {
    if (head.starts_with(signature.bytes)) return signature.media_type;
  }
  if (is_bzip2(head)) return "application/x-bzip2";
  if (is_tar(head)) return "application/x-tar";
  if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return zip_type(head, tail);
  const std::optional<std::string> text = decode_text(head, Ending::MayBeCut);
  if (text && is_html(*text)) return "text/html";  // it may talk of %PDF
  if (contains(head.substr(0, kPdfHeaderWithin), "%PDF")) return "application/pdf";
  return text ? text_type(*text) : "application/octet-stream";
}

}  // namespace gongkai::extract
