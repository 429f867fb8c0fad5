// PDF files that are locked, made by qpdf.
#pragma once

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "temp_file.h"

namespace gongkai::extract {

// The file under a user's password; "" is the one that every reader tries. `cipher`: what qpdf is told,
// "256" (AES) or "40" (RC4). Gives "" where qpdf is not installed.
inline std::string encrypted(std::string_view bytes, std::string_view user_password,
                             std::string_view cipher) {
  const TempFile plain(bytes, ".pdf");
  const TempFile locked("", ".pdf");
  const std::string command = fmt::format(
      "qpdf --allow-weak-crypto --encrypt '{}' owner {} -- '{}' '{}' 2>/dev/null", user_password,
      cipher, plain.path().string(), locked.path().string());
  if (std::system(command.c_str()) != 0) return "";
  std::ifstream in(locked.path(), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace gongkai::extract
