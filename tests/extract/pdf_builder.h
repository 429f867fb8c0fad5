// Writes small PDF files from literal content streams, so that a test shows the ink that it reads.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace gongkai::extract {

// Every page has the fonts
//   /F1  Helvetica, not embedded: digits are 0.556 em wide, "i" 0.222 em
//   /F2  STSong-Light with UniGB-UCS2-H, not embedded: 万元 is <4E075143>, each 1 em wide
//   /F3  a composite font of no known character collection and without a ToUnicode map
//   /F4  a simple font with the names g65 and g66 for the codes 65 and 66
//   /F5  /F2 in vertical writing
// and the graphics states /Clear (opacity 0) and the optional contents /Off and /On.
class PdfBuilder {
 public:
  PdfBuilder() {
    objects_.resize(2);  // the catalog and the page tree are written last
    const int helvetica =
        add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    const int song =
        add("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo "
            "<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor << /Type "
            "/FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -140 1000 860] "
            "/ItalicAngle 0 "
            "/Ascent 860 /Descent -140 /StemV 80 /CapHeight 700 >> >>");
    const int unknown =
        add("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Subset /DW 1000 /CIDSystemInfo "
            "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type "
            "/FontDescriptor /FontName /Subset /Flags 4 /FontBBox [0 -140 1000 860] /ItalicAngle 0 "
            "/Ascent 860 /Descent -140 /StemV 80 /CapHeight 700 >> >>");
    const int off = add("<< /Type /OCG /Name (off) >>");
    const int on = add("<< /Type /OCG /Name (on) >>");
    catalog_ =
        fmt::format("/OCProperties << /OCGs [{0} 0 R {1} 0 R] /D << /OFF [{0} 0 R] >> >>", off, on);
    const auto composite = [](const char* encoding, int descendant) {
      return fmt::format(
          "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{} /DescendantFonts "
          "[{} 0 R] >>",
          encoding, descendant);
    };
    resources_ = fmt::format(
        "/Font << /F1 {} 0 R /F2 {} /F3 {} /F4 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
        "/Encoding << /Type /Encoding /Differences [65 /g65 /g66] >> >> /F5 {} >> /ExtGState << "
        "/Clear << /ca 0 /CA 0 >> >> /Properties << /Off {} 0 R /On {} 0 R >>",
        helvetica, composite("UniGB-UCS2-H", song), composite("Identity-H", unknown),
        composite("UniGB-UCS2-V", song), off, on);
  }

  // Adds an object and returns its number.
  int add(std::string body) {
    objects_.push_back(std::move(body));
    return static_cast<int>(objects_.size());
  }

  int add_stream(std::string_view data, std::string_view entries = "") {
    return add(
        fmt::format("<< {} /Length {} >>\nstream\n{}\nendstream", entries, data.size(), data));
  }

  // Adds a page: what it paints, its entries beside /Contents, and further resources.
  PdfBuilder& page(std::string_view content, std::string_view entries = "/MediaBox [0 0 200 100]",
                   std::string_view resources = "") {
    const int contents = add_stream(content);
    pages_.push_back(add(
        fmt::format("<< /Type /Page /Parent 2 0 R {} /Contents {} 0 R /Resources << {} {} >> >>",
                    entries, contents, resources_, resources)));
    return *this;
  }

  // Adds a page with these resources alone.
  PdfBuilder& page_with(std::string_view resources, std::string_view content,
                        std::string_view entries = "/MediaBox [0 0 200 100]") {
    const int contents = add_stream(content);
    pages_.push_back(add(fmt::format("<< /Type /Page /Parent 2 0 R {} /Contents {} 0 R /Resources << {} >> >>", entries,
                                     contents, resources)));
    return *this;
  }

  // The file is to have no optional contents.
  PdfBuilder& without_layers() {
    catalog_.clear();
    return *this;
  }

  // The file. Entries of `trailer` come on top of /Root and /Size.
  std::string bytes(std::string_view trailer = "") {
    std::string kids;
    for (const int page : pages_) kids += fmt::format("{} 0 R ", page);
    objects_[0] = fmt::format("<< /Type /Catalog /Pages 2 0 R {} >>", catalog_);
    objects_[1] = fmt::format("<< /Type /Pages /Kids [{}] /Count {} >>", kids, pages_.size());
    std::string file = "%PDF-1.6\n";
    std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects_.size() + 1);
    for (size_t i = 0; i < objects_.size(); ++i) {
      table += fmt::format("{:010} 00000 n \n", file.size());
      file += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects_[i]);
    }
    const size_t start = file.size();
    return file + table +
           fmt::format("trailer\n<< /Size {} /Root 1 0 R {} >>\nstartxref\n{}\n%%EOF\n",
                       objects_.size() + 1, trailer, start);
  }

 private:
  std::vector<std::string> objects_;
  std::vector<int> pages_;
  std::string catalog_;
  std::string resources_;
};

}  // namespace gongkai::extract
