// From a file to a Document.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

#include "extract/document.h"

namespace gongkai::extract {

// A document that can't be read at all. what() is one clear sentence for document.error.
struct Unreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Identity of a file: read even where the content can't be.
struct FileIdentity {
  std::string sha256;
  std::string media_type;
  uint64_t byte_size = 0;
};

// Throws std::system_error where the file can't be opened or read.
FileIdentity identify(const std::filesystem::path& file);

// Reads a PDF or a text file, told apart by content. Throws Unreadable for anything else, for
// damaged and for locked files; std::system_error where the file can't be opened.
Document read_document(const std::filesystem::path& file);

}  // namespace gongkai::extract
