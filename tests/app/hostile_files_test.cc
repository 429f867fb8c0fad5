// Files that are damaged, or made to take a machine down, all in one folder with good ones: each is its
// own failure, with the reason, or is read as far as it goes; the good ones are read as if they were alone.
#include <SQLiteCpp/Statement.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <zlib.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "../extract/encrypted_pdf.h"
#include "../extract/pdf_builder.h"
#include "app/ingest.h"
#include "scratch_folder.h"
#include "store/database.h"

namespace gongkai::app {
namespace {

using extract::PdfBuilder;
using testing::AnyOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr size_t kMemoryMib = 512;

const char* const kForm = "/Type /XObject /Subtype /Form /BBox [0 0 200 100]";

std::string repeated(std::string_view text, size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string page(std::string_view content) { return PdfBuilder().page(content).bytes(); }

// A document of one page that draws what was added before.
std::string page_with(PdfBuilder& pdf, std::string_view content, const std::string& resources) {
  return pdf.page(content, "/MediaBox [0 0 200 100]", resources).bytes();
}

std::string page_of_size(const char* points) {
  return PdfBuilder().page("", fmt::format("/MediaBox [0 0 {0} {0}]", points)).bytes();
}

// `text` so many times, as FlateDecode has it. Blocks of deflate stand on byte boundaries after a full
// flush, so that one that was made can be repeated; no reader insists on the checksum.
std::string deflated(std::string_view text, size_t times) {
  z_stream stream{};
  deflateInit(&stream, Z_BEST_COMPRESSION);
  std::string block(deflateBound(&stream, text.size()) + 100, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(block.data());
  stream.avail_out = static_cast<uInt>(block.size());
  deflate(&stream, Z_FULL_FLUSH);
  block.resize(stream.total_out);
  deflateEnd(&stream);
  constexpr size_t kHeader = 2;
  return block.substr(0, kHeader) + repeated(std::string_view(block).substr(kHeader), times) +
         std::string("\x03\0", 2);  // an empty last block
}

// A page that draws a form of compressed content.
std::string page_of_compressed(const std::string& data, const char* filter = "/FlateDecode") {
  PdfBuilder pdf;
  const int form = pdf.add_stream(data, fmt::format("{} /Filter {}", kForm, filter));
  return page_with(pdf, "/X Do", fmt::format("/XObject << /X {} 0 R >>", form));
}

std::string megabytes_of(char letter, size_t count) {
  return page_of_compressed(deflated(std::string(1'000'000, letter), count));
}

// Forms that each draw the next one `width` times.
std::string nested_forms(int depth, int width) {
  PdfBuilder pdf;
  int inner = pdf.add_stream("0 0 m 10 0 l S", kForm);
  for (int level = 0; level < depth; ++level) {
    inner = pdf.add_stream(
        repeated("/X Do ", static_cast<size_t>(width)),
        fmt::format("{} /Resources << /XObject << /X {} 0 R >> >>", kForm, inner));
  }
  return page_with(pdf, "/X Do", fmt::format("/XObject << /X {} 0 R >>", inner));
}

std::string form_that_draws_itself() {
  PdfBuilder pdf;
  const int itself = pdf.add("null") + 1;
  pdf.add_stream("/X Do", fmt::format("{} /Resources << /XObject << /X {} 0 R >> >>", kForm, itself));
  return page_with(pdf, "/X Do", fmt::format("/XObject << /X {} 0 R >>", itself));
}

std::string many_pages(int count) {
  PdfBuilder pdf;
  for (int i = 0; i < count; ++i) pdf.page("");
  return pdf.bytes();
}

std::string tiles_without_end() {
  PdfBuilder pdf;
  const int tile = pdf.add_stream("0 0 1 1 re f",
                                  "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] "
                                  "/XStep 0.01 /YStep 0.01 /Resources << >>");
  return page_with(pdf, "/Pattern cs /P scn 0 0 200 100 re f",
                   fmt::format("/Pattern << /P {} 0 R >>", tile));
}

std::string picture_without_end() {
  PdfBuilder pdf;
  const int image = pdf.add_stream("",
                                   "/Type /XObject /Subtype /Image /Width 30000 /Height 30000 "
                                   "/BitsPerComponent 8 /ColorSpace /DeviceGray");
  return page_with(pdf, "200 0 0 100 0 0 cm /I Do", fmt::format("/XObject << /I {} 0 R >>", image));
}

// A font whose map to Unicode lists all codes a thousand times.
std::string huge_character_map() {
  PdfBuilder pdf;
  const int map = pdf.add_stream(deflated("1 beginbfrange <0000> <FFFF> <0000> endbfrange\n", 1000),
                                 "/Filter /FlateDecode");
  const int font = pdf.add(fmt::format(
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode {} 0 R >>", map));
  const int form = pdf.add_stream("BT /T 12 Tf 20 50 Td (text) Tj ET",
                                  fmt::format("{} /Resources << /Font << /T {} 0 R >> >>", kForm, font));
  return page_with(pdf, "/X Do", fmt::format("/XObject << /X {} 0 R >>", form));
}

// With so many bytes changed, none of them in the head.
std::string changed_at_random(std::string bytes, int count) {
  for (uint32_t i = 0, seed = 1; i < static_cast<uint32_t>(count); ++i) {
    seed = seed * 1'664'525 + 1'013'904'223;
    bytes[100 + (seed >> 8) % (bytes.size() - 100)] = static_cast<char>(seed >> 24);
  }
  return bytes;
}

std::string with(std::string bytes, std::string_view what, std::string_view instead) {
  return bytes.replace(bytes.find(what), what.size(), instead);
}

using Fate = testing::Matcher<std::string>;  // of a document's status and error

struct HostileFile {
  const char* name;
  std::string bytes;
  Fate fate;
};

Fate any_fate() { return AnyOf("ok", "partial", StartsWith("failed: ")); }

// Which of the two is met first depends on the machine.
Fate over_a_limit() {
  return AnyOf(HasSubstr("more than 2 s of CPU time; look whether it is a budget, and raise "
                         "--cpu-limit if it is"),
               HasSubstr("more than 512 MiB of memory; look whether it is a budget, and raise "
                         "--memory-limit if it is"));
}

// Where a quick machine gets to the end in time.
Fate read_or_over_a_limit() { return AnyOf("ok", "partial", over_a_limit()); }

class HostileFiles : public ScratchFolder {
 protected:
  // Ingests them with good ones before, between and after them, and looks at what became of each.
  void ingest(const std::vector<HostileFile>& files) {
    const std::string good = page("BT /F1 12 Tf 20 50 Td (good) Tj ET");
    std::map<std::string, Fate> expected;
    for (size_t i = 0; i < files.size(); ++i) {
      const auto neighbour = make(fmt::format("in/{:02} good.pdf", i), good + fmt::format("% {}", i));
      const auto file = make(fmt::format("in/{:02} {}.pdf", i, files[i].name), files[i].bytes);
      expected.insert_or_assign(neighbour.string(), Fate("ok"));
      expected.insert_or_assign(file.string(), files[i].fate);
    }
    expected.insert_or_assign(make("in/last good.pdf", good).string(), Fate("ok"));
    IngestOptions options;
    options.paths = {path("in")};
    options.database = path("out.db");
    options.quiet = true;
    options.jobs = 2;
    options.limits = {.memory_mib = kMemoryMib, .cpu_seconds = 2, .wall_seconds = 60};
    run_ingest(options);
    store::Database database(path("out.db"));
    SQLite::Statement query(database.connection(),
                            "SELECT source_path, status || coalesce(': ' || error, '') FROM document");
    while (query.executeStep()) {
      const auto fate = expected.extract(query.getColumn(0).getString());
      ASSERT_FALSE(fate.empty());
      EXPECT_THAT(query.getColumn(1).getString(), fate.mapped()) << fate.key();
    }
    for (const auto& [file, fate] : expected) ADD_FAILURE() << file << " has no row";
  }
};

TEST_F(HostileFiles, Damaged) {
  const std::string whole = page("BT /F1 12 Tf 20 50 Td (text) Tj ET");
  const std::string damaged = "failed: the PDF is damaged or truncated and can't be opened; download it again";
  ingest({
      {"half of it", whole.substr(0, whole.size() / 2), damaged},
      {"95 % of it", whole.substr(0, whole.size() * 95 / 100), damaged},
      {"nothing", "", StartsWith("failed: the file is empty")},
      {"a page that says where to find it", "<html><body>请下载附件</body></html>",
       any_fate()},  // read where there is LibreOffice
      {"zeros", std::string(10'000, '\0'), StartsWith("failed: neither a PDF nor text")},
      {"a head and zeros", "%PDF-1.4\n" + std::string(10'000, '\0'), damaged},
      {"a mail's head in front", "%" + std::string(750, 'x') + "\n" + whole, "ok"},
      {"200 bytes changed", changed_at_random(whole, 200), any_fate()},
      {"400 bytes of many pages changed", changed_at_random(many_pages(200), 400), any_fate()},
      {"no table of objects", with(whole, "startxref", "startxxxx"), "ok"},
      {"a table of objects that lies", with(whole, "0000000009 00000 n", "0000000099 00000 n"),
       any_fate()},
      {"a page tree in a circle", with(whole, "/Kids [", "/Kids [2 0 R "), any_fate()},
      {"a billion pages", with(whole, "/Count 1", "/Count 1000000000"), any_fate()},
  });
}

TEST_F(HostileFiles, Locked) {
  const std::string whole = page("BT /F1 12 Tf 20 50 Td (text) Tj ET");
  if (extract::encrypted(whole, "", "40").empty()) GTEST_SKIP() << "qpdf is not installed";
  ingest({
      {"a password", extract::encrypted(whole, "secret", "256"),
       StartsWith("failed: the PDF is encrypted and its password is not known")},
      {"no password, AES", extract::encrypted(whole, "", "256"), "ok"},
      {"no password, RC4", extract::encrypted(whole, "", "40"), "ok"},
  });
}

TEST_F(HostileFiles, WithoutEnd) {
  ingest({
      {"10,000 pages", many_pages(10'000), read_or_over_a_limit()},
      {"10⁶ strokes", page(repeated("0 0 m 9 9 l S ", 1'000'000)), read_or_over_a_limit()},
      {"10⁶ rulings", page(repeated("5 0 m 5 9 l S ", 1'000'000)), read_or_over_a_limit()},
      {"10⁶ characters", page("BT /F1 1 Tf " + repeated("(aaaaaaaaaa) Tj ", 100'000) + "ET"),
       read_or_over_a_limit()},
      {"10⁶ saved states", page(repeated("q ", 1'000'000)), over_a_limit()},
      {"a page of 14400 points", page_of_size("14400"), "ok"},
      {"a page of 10⁷ points", page_of_size("10000000"), "ok"},
      {"a form that draws itself", form_that_draws_itself(), "ok"},
      {"a chain of 5000 forms", nested_forms(5000, 1), "ok"},
      {"10 forms in each of 10 levels", nested_forms(10, 10), over_a_limit()},
      {"3 GB of spaces", megabytes_of(' ', 3000), over_a_limit()},
      {"1 GB of operators", page_of_compressed(deflated(repeated("5 0 m 5 9 l S ", 71'000), 1000)),
       AnyOf("partial", over_a_limit())},
      {"3 GB compressed twice",
       page_of_compressed(deflated(deflated(std::string(1'000'000, ' '), 3000), 1),
                          "[/FlateDecode /FlateDecode]"),
       over_a_limit()},
      {"200 MB of (", megabytes_of('(', 200), read_or_over_a_limit()},
      {"50 MB of [", megabytes_of('[', 50), over_a_limit()},
      {"a tile every hundredth of a point", tiles_without_end(), "ok"},
      {"a picture of 30000 × 30000", picture_without_end(), read_or_over_a_limit()},
      {"a huge map to Unicode", huge_character_map(), read_or_over_a_limit()},
  });
  rusage of_children{};
  getrusage(RUSAGE_CHILDREN, &of_children);
  EXPECT_LT(of_children.ru_maxrss, kMemoryMib * 1024);  // KiB
}

// What is beyond the budget of one page costs that page, not the document.
TEST_F(HostileFiles, PagesThatAreTooComplexAreCutShort) {
  make("in/rulings.pdf", page(repeated("5 0 m 5 9 l S ", 400'000)));
  make("in/characters.pdf", page("BT /F1 1 Tf " + repeated("(aaaaaaaaaa) Tj ", 25'000) + "ET"));
  IngestOptions options;
  options.paths = {path("in")};
  options.database = path("out.db");
  options.quiet = true;
  run_ingest(options);
  store::Database database(path("out.db"));
  EXPECT_EQ(database.connection()
                .execAndGet("SELECT group_concat(status || ' ' || code) FROM document JOIN diagnostic "
                            "USING (document_id) WHERE severity = 'error'")
                .getString(),
            "partial page.too_complex,partial page.too_complex");
}

}  // namespace
}  // namespace gongkai::app
