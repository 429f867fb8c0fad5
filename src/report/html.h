// Texts of documents, which may be anything, in HTML and JavaScript.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::report {

// For content and for attributes in double quotes.
std::string escaped(std::string_view text);

// A JSON string with its quotes, also within <script>: it holds no '<'. A byte that is no UTF-8
// becomes U+FFFD.
std::string json_string(std::string_view text);

// What a browser asks for of a URL's path: "a b#c" to "a%20b%23c".
std::string url_path(std::string_view path);

// A whole page. `base` leads from its folder to the report's ("" or "../"); `body` is HTML, `scripts`
// are <script> elements. Nothing but the report's own files may be loaded or run by the page, whatever
// text gets into it.
std::string html_page(std::string_view title, std::string_view base, std::string_view body,
                      std::string_view scripts);

}  // namespace gongkai::report
