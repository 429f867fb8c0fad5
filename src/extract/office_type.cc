#include "extract/office_type.h"

#include <algorithm>
#include <array>

namespace gongkai::extract {
namespace {

using namespace std::string_view_literals;

struct OfficeType {
  std::string_view media_type;  // or what it starts with
  std::string_view extension;
};

constexpr std::array kOfficeTypes{
    OfficeType{"text/html"sv, "html"sv},
    OfficeType{"application/rtf"sv, "rtf"sv},
    OfficeType{"application/vnd.openxmlformats-officedocument.wordprocessingml"sv, "docx"sv},
    OfficeType{"application/vnd.openxmlformats-officedocument.spreadsheetml"sv, "xlsx"sv},
    OfficeType{"application/vnd.openxmlformats-officedocument.presentationml"sv, "pptx"sv},
    OfficeType{"application/vnd.oasis.opendocument.spreadsheet"sv, "ods"sv},
    OfficeType{"application/vnd.oasis.opendocument"sv, "odt"sv},
    OfficeType{"application/x-ole-storage"sv, "doc"sv},
};

const OfficeType* find_type(std::string_view media_type) {
  const auto* found =
      std::find_if(kOfficeTypes.begin(), kOfficeTypes.end(),
                   [&](const OfficeType& t) { return media_type.starts_with(t.media_type); });
  return found == kOfficeTypes.end() ? nullptr : found;
}

// The stream that an OLE file (Word, Excel, Kingsoft WPS) keeps its content in, in UTF-16.
constexpr std::array kOleStreams{
    OfficeType{"W\0o\0r\0k\0b\0o\0o\0k\0"sv, "xls"sv},
    OfficeType{"B\0o\0o\0k\0\0\0"sv, "xls"sv},
    OfficeType{"P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0"sv, "ppt"sv},
};

}  // namespace

bool is_office(std::string_view media_type) { return find_type(media_type) != nullptr; }

std::string office_extension(std::string_view media_type, std::string_view bytes) {
  if (media_type == "application/x-ole-storage") {
    const bool is_text = bytes.find("W\0o\0r\0d\0D\0o\0c\0u\0m\0"sv) != bytes.npos;
    for (const OfficeType& stream : kOleStreams) {
      if (!is_text && bytes.find(stream.media_type) != bytes.npos) {
        return std::string(stream.extension);
      }
    }
  }
  return std::string(find_type(media_type)->extension);
}

bool is_spreadsheet(std::string_view extension) {
  return extension == "xlsx" || extension == "xls" || extension == "ods";
}

}  // namespace gongkai::extract
