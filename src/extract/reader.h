// From a file to a Document.
#pragma once

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

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

// A file's identity with its content.
struct Source {
  std::string path;  // as given
  FileIdentity identity;
  std::string bytes;  // empty where there are more than kMaxFileBytes
  bool is_converted = false;  // the bytes are those of a PDF that was made of the file
};

// A document has pictures to read, and this process is not the one that reads them.
struct NeedsOcr {};

// Of which pages the picture is read.
enum class OcrMode : uint8_t {
  Off,   // of none; those that need it are reported (page.needs_ocr)
  Auto,  // of those, or parts of them, that are pictures or whose text can't be trusted
  Force  // of all, whatever their text says: for text layers that are wrong and do not look it
};

struct ReadOptions {
  OcrMode ocr = OcrMode::Auto;
  // Pictures are read in another process, which has the model: NeedsOcr is thrown where there are any.
  bool ocr_elsewhere = false;
  // CPU time for the scanned pages of one document, one to three seconds each; those that it does not
  // suffice for are reported (page.ocr_limit).
  std::chrono::seconds ocr_budget{120};
};

// Scans of a long document have some 100 MB.
inline constexpr uint64_t kMaxFileBytes = 256 << 20;

// What ends the sentence about a document that can be read where LibreOffice is installed.
inline constexpr std::string_view kInstallLibreOffice =
    "install LibreOffice, so that it can be read (Debian: apt-get install libreoffice-calc-nogui "
    "libreoffice-writer-nogui), and ingest it again";

// Make what every document needs, and what scanned ones need besides (some 32 MB), which is otherwise made on first
// use: for a process that forks others to read.
void prepare();
void prepare_ocr();

// Throws std::system_error where the file can't be opened or read.
Source load(const std::filesystem::path& file);

// The same for bytes that are in memory already.
Source source_of(std::string path, std::string bytes);

// Reads a PDF or a text file, told apart by content. Opens no file but character maps of poppler's.
// Throws Unreadable for anything else, for damaged, locked and for too large ones; NeedsOcr as the options say.
Document read_document(const Source& source, const ReadOptions& options = {});

// The two in one.
Document read_document(const std::filesystem::path& file);

}  // namespace gongkai::extract
