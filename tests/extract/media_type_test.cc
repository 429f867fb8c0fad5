#include "extract/media_type.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "archive_builder.h"
#include "extract/office_type.h"

namespace gongkai::extract {
namespace {

using namespace std::string_literals;

std::string media_type(const std::string& bytes) { return media_type_of(bytes, bytes); }

TEST(MediaType, IsPdfWhereTheHeaderStandsInTheFirstKilobyte) {
  EXPECT_EQ(media_type("%PDF-1.7\n…"), "application/pdf");
  EXPECT_EQ(media_type(std::string(750, '\x01') + "%PDF-1.4"), "application/pdf");
  EXPECT_EQ(media_type(std::string(1024, '\x01') + "%PDF-1.4"), "application/octet-stream");
}

TEST(MediaType, IsHtmlWhateverTheFileIsCalled) {
  EXPECT_EQ(media_type("<!DOCTYPE html>\n<html><head>"), "text/html");
  EXPECT_EQ(media_type("\r\n\r\n  <HTML>"), "text/html");
  EXPECT_EQ(media_type("\xEF\xBB\xBF<!-- 页面 --><html>"), "text/html");
  EXPECT_EQ(media_type("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">"),
            "text/html");
  EXPECT_EQ(media_type("<html><title>\xD4\xA4\xCB\xE3</title>"), "text/html");  // GBK
  EXPECT_EQ(media_type("\xFF\xFE<\0h\0t\0m\0l\0>\0"s), "text/html");            // UTF-16
  EXPECT_EQ(media_type("<html><p>open a %PDF-file</p>"), "text/html");
}

TEST(MediaType, IsTextWhereTagsComeLater) {
  EXPECT_EQ(media_type("<b>第一部分 概况</b> ..... <b>1</b>"), "text/plain");
  EXPECT_EQ(media_type("本页使用 <html> 标记"), "text/plain");
}

TEST(MediaType, TellsOfficeDocumentsFromOtherArchives) {
  const std::string member = "PK\x03\x04\x14\0\x06\0"s;
  EXPECT_EQ(media_type(member + "[Content_Types].xml…PK\x03\x04word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  EXPECT_EQ(media_type_of(member + "[Content_Types].xml", "PK\x01\x02…xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  EXPECT_EQ(media_type(member + "OFD.xml"), "application/ofd");
  EXPECT_EQ(media_type(member + "预算.pdf"), "application/zip");
  EXPECT_EQ(media_type("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1…"), "application/x-ole-storage");
  EXPECT_EQ(media_type("{\\rtf1\\ansi"), "application/rtf");
}

TEST(MediaType, AnArchiveOfOfficeDocumentsIsNone) {
  const std::string document = stored_zip({{"[Content_Types].xml", ""}, {"word/document.xml", ""}});
  EXPECT_EQ(media_type(document),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  EXPECT_EQ(media_type(stored_zip({{"a.docx", document}})), "application/zip");
  EXPECT_EQ(media_type(stored_zip({{"mimetype", "application/vnd.oasis.opendocument.text"}})),
            "application/vnd.oasis.opendocument.text");
}

TEST(MediaType, KnowsPicturesAndArchives) {
  EXPECT_EQ(media_type("\x89PNG\r\n\x1A\n"), "image/png");
  EXPECT_EQ(media_type("\xFF\xD8\xFF\xE0"), "image/jpeg");
  EXPECT_EQ(media_type("II*\0\x08"s), "image/tiff");
  EXPECT_EQ(media_type("\x1F\x8B\x08"), "application/gzip");
  EXPECT_EQ(media_type("7z\xBC\xAF\x27\x1C"), "application/x-7z-compressed");
  EXPECT_EQ(media_type("Rar!\x1A\x07\x01"), "application/x-rar");
  EXPECT_EQ(media_type("BZh91AY&SY"), "application/x-bzip2");
  EXPECT_EQ(media_type("\xFD\x37zXZ\0"s), "application/x-xz");
  EXPECT_EQ(media_type("\x28\xB5\x2F\xFD\x24"), "application/zstd");
  EXPECT_EQ(media_type("a.pdf" + std::string(252, '\0') + "ustar"), "application/x-tar");
}

TEST(MediaType, KnowsWebArchives) {
  EXPECT_EQ(media_type("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n"),
            "multipart/related");
}

TEST(OfficeExtension, GoesByContent) {
  const std::string ole = "application/x-ole-storage";
  EXPECT_EQ(office_extension(ole, "W\0o\0r\0k\0b\0o\0o\0k\0"s), "xls");
  EXPECT_EQ(office_extension(ole, "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"s), "doc");
  EXPECT_EQ(office_extension("application/vnd.oasis.opendocument.spreadsheet", ""), "ods");
  EXPECT_EQ(office_extension("text/html", ""), "html");
  EXPECT_FALSE(is_office("application/pdf"));
}

TEST(MediaType, KnowsText) {
  EXPECT_EQ(media_type("单位：万元\n合计\t5.00\n"), "text/plain");
  EXPECT_EQ(media_type("\xB5\xA5\xCE\xBB\xA3\xBA\xCD\xF2\xD4\xAA"), "text/plain");  // GBK
  EXPECT_EQ(media_type("\xFF\xFE\x55\x53"), "text/plain");                          // UTF-16
  EXPECT_EQ(media_type("科目\t合计\n教育\t1.00\n卫生\t2.00\n"), "text/tab-separated-values");
  EXPECT_EQ(media_type("code,name,amount\n205,教育,1.00\n210,卫生,2.00\n"), "text/csv");
  EXPECT_EQ(media_type("{\"pages\": []}"), "application/json");
  EXPECT_EQ(media_type("[2026] 5号"), "text/plain");
}

TEST(MediaType, IsTextAlsoWhereTheHeadEndsWithinACharacter) {
  const std::string text = "合计";
  EXPECT_EQ(media_type_of(text.substr(0, 5), text), "text/plain");
}

TEST(MediaType, SaysWhatItCannotTell) {
  EXPECT_EQ(media_type(""), "inode/x-empty");
  EXPECT_EQ(media_type(std::string(1000, '\0')), "application/octet-stream");
  EXPECT_EQ(media_type("\x01\x02\x03\x04 abc"), "application/octet-stream");
}

// Whatever was collected as HTML is told as HTML, whatever its name says.
TEST(MediaType, KnowsCollectedHtml) {
  const std::filesystem::path real = std::filesystem::path(GONGKAI_SHARED) / "real";
  if (!std::filesystem::exists(real)) GTEST_SKIP() << "no published documents at " << real;
  for (const char* folder : {"_html", "_html_named_pdf"}) {
    for (const auto& entry : std::filesystem::directory_iterator(real / folder)) {
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string bytes(std::istreambuf_iterator<char>(in), {});
      EXPECT_EQ(media_type(bytes.substr(0, kMediaTypeBytes)), "text/html") << entry.path();
    }
  }
}

}  // namespace
}  // namespace gongkai::extract
