// Office documents and web pages: what LibreOffice can make a PDF of.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::extract {

bool is_office(std::string_view media_type);

// How a file of this content is called, so that its kind is known: "xlsx", "doc", "html" …
// REQUIRES: is_office(media_type).
std::string office_extension(std::string_view media_type, std::string_view bytes);

bool is_spreadsheet(std::string_view extension);

}  // namespace gongkai::extract
