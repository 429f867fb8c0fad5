#include "extract/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <system_error>

#include "temp_file.h"

namespace gongkai::extract {
namespace {

// The sentence with which a file of these bytes is refused; "" where it is read.
std::string refused_with(std::string_view bytes) {
  const TempFile file(bytes, ".pdf");
  try {
    read_document(file.path());
    return "";
  } catch (const Unreadable& refusal) {
    return refusal.what();
  }
}

TEST(Load, HashesTheContent) {
  const FileIdentity identity = load(TempFile("abc").path()).identity;
  // FIPS 180-2, appendix B.1
  EXPECT_EQ(identity.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(identity.byte_size, 3U);
  EXPECT_EQ(identity.media_type, "text/plain");
}

TEST(Load, HashesFilesThatAreLongerThanABuffer) {
  const FileIdentity identity = load(TempFile(std::string(1'000'000, 'a')).path()).identity;
  // FIPS 180-2, appendix B.3
  EXPECT_EQ(identity.sha256, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_EQ(identity.byte_size, 1'000'000U);
}

TEST(Load, LooksForTheDirectoryOfAnArchiveAtItsEnd) {
  const std::string archive = "PK\x03\x04 media/picture.png" + std::string(500'000, '\xAB') +
                              "PK\x01\x02 word/document.xml";
  EXPECT_EQ(load(TempFile(archive).path()).identity.media_type,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
}

TEST(Load, ThrowsWhereThereIsNoFile) {
  EXPECT_THROW(load("/nowhere/预算.pdf"), std::system_error);
  EXPECT_THROW(load(testing::TempDir()), std::system_error);  // a folder
}

TEST(ReadDocument, ReadsText) {
  const TempFile file("单位：万元\n合计\t5.00\n", ".txt");
  const Document document = read_document(file.path());
  EXPECT_EQ(document.path, file.path().string());
  EXPECT_EQ(document.media_type, "text/plain");
  EXPECT_EQ(document.byte_size, 28U);
  EXPECT_EQ(document.sha256.size(), 64U);
  ASSERT_EQ(document.pages.size(), 1U);
  ASSERT_EQ(document.pages[0].lines.size(), 2U);
  EXPECT_THAT(document.pages[0].lines[1].fields, testing::ElementsAre("合计", "5.00"));
}

// A transcription of a whole budget: one page, table rows with tabs, nothing lost.
TEST(ReadDocument, ReadsTheTranscribedBudget) {
  const std::filesystem::path seed = std::filesystem::path(GONGKAI_SHARED) / "seed";
  if (!std::filesystem::exists(seed)) GTEST_SKIP() << "no transcription at " << seed;
  for (const auto& entry : std::filesystem::directory_iterator(seed)) {
    if (entry.path().extension() != ".txt") continue;
    const Document document = read_document(entry.path());
    EXPECT_EQ(document.media_type, "text/plain");
    ASSERT_EQ(document.pages.size(), 1U);
    const std::vector<TextLine>& lines = document.pages[0].lines;
    EXPECT_EQ(lines.size(), 1098U);
    EXPECT_EQ(lines.back().number, 1098);
    EXPECT_GT(std::count_if(lines.begin(), lines.end(),
                            [](const TextLine& line) { return line.fields.size() > 1; }),
              600);
  }
}

TEST(ReadDocument, SaysWhatToDoAboutOtherFiles) {
  EXPECT_EQ(refused_with(""), "the file is empty (0 bytes); download it again");
  EXPECT_EQ(refused_with("<!DOCTYPE html><html>"),
            "an HTML page, not a PDF: open it in a browser and download the document that it links "
            "to; or, if the page itself is the budget, install LibreOffice, so that it can be read "
            "(Debian: apt-get install libreoffice-calc-nogui libreoffice-writer-nogui), and ingest "
            "it again");
  EXPECT_EQ(refused_with("PK\x03\x04 word/document.xml"),
            "an office document, not a PDF; install LibreOffice, so that it can be read (Debian: "
            "apt-get install libreoffice-calc-nogui libreoffice-writer-nogui), and ingest it "
            "again");
  EXPECT_EQ(refused_with("PK\x03\x04 OFD.xml"),
            "an OFD document, not a PDF; convert it to PDF first");
  EXPECT_EQ(refused_with("\x89PNG\r\n\x1A\n"),
            "a picture, not a PDF; put the pages into one PDF, so that it can be read by OCR");
  EXPECT_EQ(refused_with("Rar!\x1A\x07"), "an archive, not a document; unpack it first (ingest reads archives and those in them, none "
            "that lie deeper)");
  EXPECT_EQ(refused_with("a,b,c\n1,2,3\n4,5,6\n"),
            "comma-separated values, not a disclosure; give gongkai the PDF they come from");
  EXPECT_EQ(refused_with("\x01\x02\x03"),
            "neither a PDF nor text; download it again, or open it to see what it is");
}

TEST(ReadDocument, RefusesTextThatTurnsOutToBeNone) {
  EXPECT_EQ(refused_with("合计 5.00 万元" + std::string(100'000, ' ') + std::string(10'000, '\0')),
            "the file is no text in UTF-8, UTF-16 or GB18030; save it as UTF-8 and try again");
}

}  // namespace
}  // namespace gongkai::extract
