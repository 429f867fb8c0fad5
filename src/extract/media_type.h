// What a file is, told by its content: many a disclosure named .pdf is the web page that should
// have led to it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gongkai::extract {

// How many bytes of a file's start and end the media type is told from.
inline constexpr size_t kMediaTypeBytes = 64 * 1024;

// The media type of a file that starts with `head` and ends with `tail`; the two are the same text
// where the file is no longer than kMediaTypeBytes. Documents and web pages, pictures, archives and
// data files that turn up in their place have their own types; an empty file is "inode/x-empty",
// UTF-8, UTF-16 or GB18030 text is "text/plain", and the rest "application/octet-stream".
std::string media_type_of(std::string_view head, std::string_view tail);

}  // namespace gongkai::extract
