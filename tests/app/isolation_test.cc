// Documents that would take a machine down, between two good ones: each is its own failure, with
// the reason, or is read; the good ones are read as if they were alone.
#include <SQLiteCpp/Statement.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <thread>

#include "../extract/pdf_builder.h"
#include "app/ingest.h"
#include "app/job_queue.h"
#include "scratch_folder.h"
#include "store/database.h"

namespace gongkai::app {
namespace {

using extract::PdfBuilder;
using testing::AnyOf;
using testing::HasSubstr;
using testing::StartsWith;

const Limits kTight{.memory_mib = 512, .cpu_seconds = 2, .wall_seconds = 30};

// A good document: one page, one line.
std::string good(const std::string& text) { return PdfBuilder().page(text).bytes(); }

// `count` times `byte` as RunLengthDecode has it: 2 bytes for 128.
std::string run_length(char byte, size_t count) {
  std::string data;
  for (; count >= 128; count -= 128) data += std::string{'\x81', byte};
  if (count > 0) data += std::string{static_cast<char>(257 - count), byte};
  return data + '\x80';
}

// A page that draws a form which is compressed data.
std::string with_compressed(const std::string& data) {
  PdfBuilder pdf;
  const int form = pdf.add_stream(
      data, "/Type /XObject /Subtype /Form /BBox [0 0 200 100] /Filter /RunLengthDecode");
  return pdf.page("/X Do", "/MediaBox [0 0 200 100]", fmt::format("/XObject << /X {} 0 R >>", form))
      .bytes();
}

std::string repeated(std::string_view text, size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) all += text;
  return all;
}

// Forms that each draw the next one `width` times.
// A document of one page that draws what was added before.
std::string page_with(PdfBuilder& pdf, std::string_view content, const std::string& resources) {
  return pdf.page(content, "/MediaBox [0 0 200 100]", resources).bytes();
}

std::string nested_forms(int depth, int width) {
  PdfBuilder pdf;
  int inner = pdf.add_stream("0 0 m 10 0 l S", "/Type /XObject /Subtype /Form /BBox [0 0 200 100]");
  for (int level = 0; level < depth; ++level) {
    inner = pdf.add_stream(repeated("/X Do ", static_cast<size_t>(width)),
                           fmt::format("/Type /XObject /Subtype /Form /BBox [0 0 200 100] "
                                       "/Resources << /XObject << /X {} 0 R >> >>",
                                       inner));
  }
  return page_with(pdf, "/X Do", fmt::format("/XObject << /X {} 0 R >>", inner));
}

class Isolation : public ScratchFolder {
 protected:
  // Puts the document between two good ones, ingests all three, and gives what became of it: its
  // status, and its error where it failed. Fails the test where the good ones were harmed.
  std::string fate_of(const std::string& bytes, const Limits& limits = kTight) {
    make("in/1.pdf", good("BT /F1 12 Tf 20 50 Td (first) Tj ET"));
    make("in/2.pdf", bytes);
    make("in/3.pdf", good("BT /F1 12 Tf 20 50 Td (last) Tj ET"));
    std::filesystem::remove(path("out.db"));
    IngestOptions options;
    options.paths = {path("in")};
    options.database = path("out.db");
    options.quiet = true;
    options.jobs = 2;
    options.limits = limits;
    run_ingest(options);
    store::Database database(path("out.db"));
    SQLite::Statement query(database.connection(),
                            "SELECT status || coalesce(': ' || error, '') FROM document "
                            "ORDER BY source_path");
    std::vector<std::string> fates;
    while (query.executeStep()) fates.push_back(query.getColumn(0).getString());
    EXPECT_EQ(fates.size(), 3U);
    EXPECT_EQ(fates.front(), "ok");
    EXPECT_EQ(fates.back(), "ok");
    return fates.at(1);
  }
};

// Which of the two is met first depends on the machine; under sanitizers, only the time is limited.
testing::Matcher<std::string> over_a_limit() {
  return AnyOf(HasSubstr("more than 2 s of CPU time; look whether it is a budget, and raise "
                         "--cpu-limit if it is"),
               HasSubstr("more than 512 MiB of memory; look whether it is a budget, and raise "
                         "--memory-limit if it is"));
}

TEST_F(Isolation, DamagedFiles) {
  const std::string whole = good("BT /F1 12 Tf 20 50 Td (text) Tj ET");
  EXPECT_THAT(fate_of(whole.substr(0, whole.size() / 2)), StartsWith("failed: the PDF is damaged"));
  EXPECT_THAT(fate_of(""), StartsWith("failed: the file is empty"));
  EXPECT_THAT(fate_of(std::string(10'000, '\0')), StartsWith("failed: neither a PDF nor text"));
  EXPECT_THAT(fate_of("%PDF-1.4\n" + std::string(10'000, '\0')), StartsWith("failed: "));
  EXPECT_EQ(fate_of("%" + std::string(750, 'x') + "\n" + whole),
            "ok");  // mail headers and the like
}

TEST_F(Isolation, BytesChangedAtRandom) {
  std::string bytes = good("BT /F1 12 Tf 20 50 Td (text) Tj ET");
  for (uint32_t i = 0, seed = 1; i < 200; ++i) {
    seed = seed * 1'664'525 + 1'013'904'223;
    bytes[100 + (seed >> 8) % (bytes.size() - 100)] = static_cast<char>(seed >> 24);
  }
  EXPECT_THAT(fate_of(bytes),
              AnyOf(StartsWith("ok"), StartsWith("partial"), StartsWith("failed: ")));
}

TEST_F(Isolation, PageTreesThatLie) {
  PdfBuilder cycle;
  cycle.page("", "/MediaBox [0 0 200 100] /Kids [2 0 R]");
  std::string bytes = cycle.bytes();
  bytes.replace(bytes.find("/Kids [") + 7, 1, "2");  // the page tree's first kid is the tree itself
  EXPECT_THAT(fate_of(bytes),
              AnyOf(StartsWith("ok"), StartsWith("partial"), StartsWith("failed: ")));
  bytes = good("");
  bytes.replace(bytes.find("/Count 1"), 8, "/Count 999999999");
  EXPECT_THAT(fate_of(bytes),
              AnyOf(StartsWith("ok"), StartsWith("partial"), StartsWith("failed: ")));
}

TEST_F(Isolation, TenThousandPages) {
  PdfBuilder pdf;
  for (int i = 0; i < 10'000; ++i) pdf.page("");
  EXPECT_EQ(fate_of(pdf.bytes(), {.cpu_seconds = 60}), "ok");
}

TEST_F(Isolation, PagesThatNeverEnd) {
  EXPECT_EQ(fate_of(PdfBuilder().page(repeated("0 0 m 9 9 l S ", 1'000'000)).bytes(),
                    {.cpu_seconds = 60}),
            "ok");
  EXPECT_EQ(fate_of(PdfBuilder().page(repeated("5 0 m 5 9 l S ", 1'000'000)).bytes(),
                    {.cpu_seconds = 60}),
            "partial");
  EXPECT_EQ(
      fate_of(
          PdfBuilder().page("BT /F1 1 Tf " + repeated("(aaaaaaaaaa) Tj ", 100'000) + "ET").bytes(),
          {.cpu_seconds = 60}),
      "partial");
}

TEST_F(Isolation, PagesLargerThanAnyPaper) {
  EXPECT_EQ(fate_of(PdfBuilder().page("", "/MediaBox [0 0 14400 14400]").bytes()), "ok");
  EXPECT_EQ(fate_of(PdfBuilder().page("", "/MediaBox [0 0 10000000 10000000]").bytes()), "ok");
}

TEST_F(Isolation, FormsInForms) {
  EXPECT_EQ(fate_of(nested_forms(20, 1)), "ok");
  EXPECT_THAT(fate_of(nested_forms(10, 10)), over_a_limit());
}

TEST_F(Isolation, DecompressionBombs) {
  EXPECT_EQ(fate_of(with_compressed(run_length(' ', 1'000'000))), "ok");
  EXPECT_THAT(fate_of(with_compressed(run_length('(', 200'000'000))), AnyOf("ok", over_a_limit()));
  EXPECT_THAT(fate_of(with_compressed(run_length('[', 50'000'000))), over_a_limit());
  EXPECT_THAT(fate_of(with_compressed(run_length(' ', 2'000'000'000))), over_a_limit());
}

TEST_F(Isolation, AMillionSavedStates) {
  EXPECT_THAT(fate_of(PdfBuilder().page(repeated("q ", 1'000'000)).bytes()), over_a_limit());
}

TEST_F(Isolation, PatternsAndPicturesOfAnySize) {
  PdfBuilder tiles;
  const int tile = tiles.add_stream("0 0 1 1 re f",
                                    "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] "
                                    "/XStep 0.01 /YStep 0.01 /Resources << >>");
  EXPECT_EQ(fate_of(page_with(tiles, "/Pattern cs /P scn 0 0 200 100 re f",
                              fmt::format("/Pattern << /P {} 0 R >>", tile))),
            "ok");
  PdfBuilder picture;
  const int image = picture.add_stream("",
                                       "/Type /XObject /Subtype /Image /Width 30000 /Height "
                                       "30000 /BitsPerComponent 8 /ColorSpace /DeviceGray");
  EXPECT_THAT(fate_of(page_with(picture, "200 0 0 100 0 0 cm /I Do",
                                fmt::format("/XObject << /I {} 0 R >>", image))),
              AnyOf("ok", "partial"));
}

TEST_F(Isolation, TheSameDatasetForAnyNumberOfJobs) {
  setenv("SOURCE_DATE_EPOCH", "1767225600", /*overwrite=*/1);
  std::map<size_t, std::string> datasets;
  for (int i = 0; i < 20; ++i) {
    // Of very different sizes, so that they end in another order than they begin.
    const std::string lines =
        repeated(fmt::format("0 {0} m 100 {0} l S ", i), i % 3 == 0 ? 50'000 : 1);
    make(fmt::format("in/{:02}.pdf", i), good(lines + fmt::format("% {}", i % 15)));  // 5 twice
  }
  for (const size_t jobs : {1, 8}) {
    IngestOptions options;
    options.paths = {path("in")};
    options.database = path(fmt::format("{}.db", jobs));
    options.quiet = true;
    options.jobs = jobs;
    run_ingest(options);
    datasets[jobs] = content_of(options.database);
  }
  unsetenv("SOURCE_DATE_EPOCH");
  EXPECT_TRUE(datasets[1] == datasets[8]);
}

// What a child may do, tried out: the reply says what it could.
std::string reply_of(const std::function<std::string()>& deed, const Limits& limits = kTight) {
  Nursery nursery(limits, [&] {
    return Nursery::Work{[&](const std::string&, const Nursery::Put& put) { put(deed()); }};
  });
  JobQueue jobs(1, nursery);
  std::string reply;
  jobs.add("request", [&](const Ending& ending) {
    reply = ending.error.empty() ? ending.reply : "error: " + ending.error;
  });
  jobs.drain();
  return reply;
}

std::string could(bool able) { return able ? "could" : strerror(errno); }

TEST(Confine, AChildOpensNoFiles) {
  EXPECT_NE(reply_of([] { return could(open("/etc/passwd", O_RDONLY) >= 0); }), "could");
  EXPECT_NE(reply_of([] { return could(open(GONGKAI_SOURCE_DIR "/README.md", O_RDONLY) >= 0); }),
            "could");
  EXPECT_EQ(
      reply_of([] { return could(open("/tmp/gongkai_child", O_CREAT | O_WRONLY, 0600) >= 0); }),
      "Operation not permitted");
}

TEST(Confine, ButPopplersCharacterMaps) {
  if (!std::filesystem::exists("/usr/share/poppler/cMap")) GTEST_SKIP() << "no poppler-data";
  EXPECT_EQ(reply_of([] {
              return could(open("/usr/share/poppler/cMap/Adobe-GB1/GBK-EUC-H", O_RDONLY) >= 0);
            }),
            "could");
}

TEST(Confine, AChildReachesNoNetwork) {
  EXPECT_EQ(reply_of([] { return could(socket(AF_INET, SOCK_STREAM, 0) >= 0); }),
            "Operation not permitted");
}

TEST(Confine, AChildStartsNoPrograms) {
  EXPECT_EQ(reply_of([] { return could(execl("/bin/true", "true", nullptr) == 0); }),
            "Operation not permitted");
  EXPECT_EQ(reply_of([] { return could(fork() >= 0); }), "Operation not permitted");
}

TEST(Confine, AChildHarmsNoOtherProcess) {
  EXPECT_EQ(reply_of([] { return could(kill(getppid(), SIGKILL) == 0); }),
            "Operation not permitted");
}

TEST(Nursery, SaysWhyAChildEnded) {
  EXPECT_EQ(reply_of([] { return std::string("done"); }), "done");
  EXPECT_THAT(reply_of([]() -> std::string { throw std::runtime_error("no idea"); }),
              HasSubstr("gongkai made a mistake on this document (no idea)"));
  EXPECT_THAT(reply_of([]() -> std::string { throw std::bad_alloc(); }),
              HasSubstr("more than 512 MiB of memory"));
  EXPECT_THAT(
      reply_of([] { return std::string(1, *static_cast<volatile char*>(nullptr)); }),
      AnyOf(HasSubstr("crashed its reader"), HasSubstr("exit status 1")));  // sanitizers exit
}

TEST(Nursery, EndsAChildThatSleeps) {
  const auto start = std::chrono::steady_clock::now();
  const auto sleep = [] {
    for (;;) pause();
    return std::string();
  };
  EXPECT_THAT(reply_of(sleep, {.wall_seconds = 1}),
              AnyOf(HasSubstr("more than 1 s; look whether it is a budget, and raise --time-limit"),
                    HasSubstr("CPU time")));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

}  // namespace
}  // namespace gongkai::app
