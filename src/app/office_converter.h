// Makes PDFs of office documents and web pages with LibreOffice, where that is installed.
#pragma once

#include <filesystem>
#include <string>

#include "app/sandbox.h"
#include "extract/reader.h"

namespace gongkai::app {

struct OfficeConverter {
  std::filesystem::path program;  // soffice
  std::filesystem::path
      folder;  // for what it writes; each conversion has a folder of its own there
};

// soffice as PATH has it; empty where it is not installed.
std::filesystem::path find_office_program();

// The PDF that LibreOffice makes of the document: each sheet of a workbook on one page, so that no
// column is cut off. Throws extract::Unreadable where it makes none. REQUIRES: is_office(), and that
// someone ends this process and its process group where it takes too long.
std::string convert_to_pdf(const OfficeConverter& converter, const extract::Source& document,
                           const Limits& limits);

}  // namespace gongkai::app
