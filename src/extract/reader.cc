#include "extract/reader.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <string_view>
#include <system_error>
#include <vector>

#include "extract/media_type.h"
#include "extract/pdf_reader.h"
#include "extract/text_reader.h"

namespace gongkai::extract {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

[[noreturn]] void throw_system_error(const std::filesystem::path& file) {
  throw std::system_error(errno, std::generic_category(), file.string());
}

// Calls visit(bytes) for the file's content, piece by piece.
template <typename Visit>
void stream(const std::filesystem::path& file, Visit visit) {
  const std::unique_ptr<std::FILE, CloseFile> in(std::fopen(file.c_str(), "rb"));
  if (!in) throw_system_error(file);
  std::vector<char> buffer(kMediaTypeBytes);
  while (const size_t count = std::fread(buffer.data(), 1, buffer.size(), in.get())) {
    visit(std::string_view(buffer.data(), count));
  }
  if (std::ferror(in.get()) != 0) throw_system_error(file);
}

std::string hex_digest(EVP_MD_CTX* context) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  EVP_DigestFinal_ex(context, digest.data(), &length);
  std::string hex;
  for (unsigned int i = 0; i < length; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

struct Refusal {
  std::string_view media_type;  // or what it starts with
  std::string_view sentence;
};

// What to do about a file that is no disclosure. The first match counts.
constexpr std::array kRefusals{
    Refusal{"inode/x-empty", "the file is empty (0 bytes); download it again"},
    Refusal{"text/html",
            "an HTML page, not a PDF: open it in a browser and download the document that it links "
            "to"},
    Refusal{"text/csv",
            "comma-separated values, not a disclosure; give gongkai the PDF they come from"},
    Refusal{"application/json",
            "JSON data, not a disclosure; give gongkai the PDF that it comes from"},
    Refusal{"application/ofd", "an OFD document, not a PDF; convert it to PDF first"},
    Refusal{"application/vnd.openxmlformats",
            "an office document, not a PDF; save it as PDF first"},
    Refusal{"application/x-ole-storage", "an office document, not a PDF; save it as PDF first"},
    Refusal{"application/rtf", "an office document, not a PDF; save it as PDF first"},
    Refusal{"image/",
            "a picture, not a PDF; put the pages into one PDF, so that it can be read by OCR"},
    Refusal{"application/zip", "an archive, not a document; unpack it first"},
    Refusal{"application/gzip", "an archive, not a document; unpack it first"},
    Refusal{"application/x-7z-compressed", "an archive, not a document; unpack it first"},
    Refusal{"application/x-rar", "an archive, not a document; unpack it first"},
    Refusal{"", "neither a PDF nor text; download it again, or open it to see what it is"},
};

[[noreturn]] void refuse(std::string_view media_type) {
  const auto* refusal = std::find_if(kRefusals.begin(), kRefusals.end(), [&](const Refusal& r) {
    return media_type.starts_with(r.media_type);
  });
  throw Unreadable(std::string(refusal->sentence));
}

}  // namespace

void prepare() {
  prepare_pdf();
  prepare_text();
}

Source load(const std::filesystem::path& file) {
  const std::unique_ptr<EVP_MD_CTX, FreeDigest> context(EVP_MD_CTX_new());
  EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
  Source source;
  source.path = file.string();
  FileIdentity& identity = source.identity;
  std::string head;
  std::string tail;
  stream(file, [&](std::string_view bytes) {
    EVP_DigestUpdate(context.get(), bytes.data(), bytes.size());
    identity.byte_size += bytes.size();
    if (head.empty()) head = bytes;
    tail += bytes;
    if (tail.size() > kMediaTypeBytes) tail.erase(0, tail.size() - kMediaTypeBytes);
    if (identity.byte_size <= kMaxFileBytes) source.bytes += bytes;
  });
  if (identity.byte_size > kMaxFileBytes) source.bytes = {};
  identity.sha256 = hex_digest(context.get());
  identity.media_type = media_type_of(head, tail);
  return source;
}

Document read_document(const Source& source, const ReadOptions& options) {
  const FileIdentity& identity = source.identity;
  if (identity.byte_size > kMaxFileBytes) {
    throw Unreadable("the file is larger than 256 MiB; split it, or give gongkai a smaller copy");
  }
  Document document;
  document.path = source.path;
  document.sha256 = identity.sha256;
  document.media_type = identity.media_type;
  document.byte_size = identity.byte_size;
  if (identity.media_type == "application/pdf") {
    read_pdf(source.bytes, options, document);
  } else if (identity.media_type == "text/plain" ||
             identity.media_type == "text/tab-separated-values") {
    read_text(source.bytes, document);
  } else {
    refuse(identity.media_type);
  }
  return document;
}

Document read_document(const std::filesystem::path& file) { return read_document(load(file)); }

}  // namespace gongkai::extract
