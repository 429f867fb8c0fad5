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

#include "base/release.h"
#include "base/text.h"
#include "extract/archive_reader.h"
#include "extract/media_type.h"
#include "extract/ocr/line_recognizer.h"
#include "extract/office_type.h"
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

// Makes a Source of bytes that come piece by piece.
class SourceMaker {
 public:
  SourceMaker() : digest_(EVP_MD_CTX_new()) {
    EVP_DigestInit_ex(digest_.get(), EVP_sha256(), nullptr);
  }

  void add(std::string_view bytes) {
    look_at(bytes);
    if (source_.identity.byte_size <= kMaxFileBytes) source_.bytes += bytes;
  }

  // Everything but keeping them.
  void look_at(std::string_view bytes) {
    EVP_DigestUpdate(digest_.get(), bytes.data(), bytes.size());
    source_.identity.byte_size += bytes.size();
    head_ += bytes.substr(0, kMediaTypeBytes - head_.size());
    tail_ += bytes.substr(bytes.size() - std::min(bytes.size(), kMediaTypeBytes));
    if (tail_.size() > kMediaTypeBytes) tail_.erase(0, tail_.size() - kMediaTypeBytes);
  }

  Source finish(std::string path) {
    source_.path = std::move(path);
    source_.identity.sha256 = hex_digest(digest_.get());
    source_.identity.media_type = media_type_of(head_, tail_);
    if (source_.identity.byte_size > kMaxFileBytes) release(source_.bytes);
    return std::move(source_);
  }

 private:
  std::unique_ptr<EVP_MD_CTX, FreeDigest> digest_;
  Source source_;
  std::string head_;
  std::string tail_;
};

struct Refusal {
  std::string_view media_type;  // or what it starts with
  std::string_view sentence;
};

// What to do about a file that is no disclosure. The first match counts.
constexpr std::array kRefusals{
    Refusal{"inode/x-empty", "the file is empty (0 bytes); download it again"},
    Refusal{"text/csv",
            "comma-separated values, not a disclosure; give gongkai the PDF they come from"},
    Refusal{"application/json",
            "JSON data, not a disclosure; give gongkai the PDF that it comes from"},
    Refusal{"application/ofd", "an OFD document, not a PDF; convert it to PDF first"},
    Refusal{"multipart/related",
            "a web page saved as a web archive (MHT), not a PDF; open it and print it as PDF"},
    Refusal{"image/",
            "a picture, not a PDF; put the pages into one PDF, so that it can be read by OCR"},
    Refusal{"", "neither a PDF nor text; download it again, or open it to see what it is"},
};

size_t count_characters(const Page& page) {
  auto count = static_cast<size_t>(std::count_if(page.glyphs.begin(), page.glyphs.end(),
                                                 [](const Glyph& glyph) { return !is_space(glyph.code); }));
  for (const TextLine& line : page.lines) {
    for (const std::string& field : line.fields) count += decode_utf8(without_space(field)).size();
  }
  return count;
}

[[noreturn]] void refuse(std::string_view media_type) {
  if (is_archive(media_type)) {
    throw Unreadable("an archive, not a document; unpack it first (ingest reads archives and those in them, none "
                     "that lie deeper)");
  }
  if (is_office(media_type)) {
    throw Unreadable(fmt::format(
        "{} {}",
        media_type == "text/html"
            ? "an HTML page, not a PDF: open it in a browser and download the document that it "
              "links to; or, if the page itself is the budget,"
            : "an office document, not a PDF;",
        kInstallLibreOffice));
  }
  const auto* refusal = std::find_if(kRefusals.begin(), kRefusals.end(), [&](const Refusal& r) {
    return media_type.starts_with(r.media_type);
  });
  throw Unreadable(std::string(refusal->sentence));
}

}  // namespace

void prepare() {
  prepare_pdf();
  prepare_text();
  prepare_archives();
}

void prepare_ocr() { LineRecognizer::get(); }

Source load(const std::filesystem::path& file) {
  SourceMaker maker;
  stream(file, [&](std::string_view bytes) { maker.add(bytes); });
  return maker.finish(file.string());
}

Source source_of(std::string path, std::string bytes) {
  SourceMaker maker;
  maker.look_at(bytes);
  Source source = maker.finish(std::move(path));
  source.bytes = std::move(bytes);
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
  if (source.is_converted) {
    document.diagnostics.push_back({Severity::Info, 0, "document.converted",
                                    "pages and boxes are those of the PDF that LibreOffice makes "
                                    "of the file"});
  }
  if (identity.media_type == "application/pdf" || source.is_converted) {
    read_pdf(source.bytes, options, document);
  } else if (identity.media_type == "text/plain" ||
             identity.media_type == "text/tab-separated-values") {
    read_text(source.bytes, document);
  } else {
    refuse(identity.media_type);
  }
  for (Page& page : document.pages) page.characters = count_characters(page);
  return document;
}

Document read_document(const std::filesystem::path& file) { return read_document(load(file)); }

}  // namespace gongkai::extract
