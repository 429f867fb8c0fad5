#include "extract/archive_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive_builder.h"
#include "extract/media_type.h"
#include "extract/reader.h"

namespace gongkai::extract {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

// What an archive holds: "path=content", "path: reason" for what can't be read, then why the rest
// could not be.
std::vector<std::string> unpacked(const std::string& bytes, const ArchiveLimits& limits = {}) {
  std::vector<std::string> found;
  std::string path;
  std::string content;
  try {
    unpack(bytes, media_type_of(bytes, bytes), limits, [&](const ArchivePart& part) {
      switch (part.kind) {
        case ArchivePart::Kind::Begin:
          path = part.text;
          content.clear();
          break;
        case ArchivePart::Kind::Bytes: content += part.text; break;
        case ArchivePart::Kind::Whole: found.push_back(path + "=" + content); break;
        case ArchivePart::Kind::Flaw: found.push_back(path + ": " + std::string(part.text)); break;
      }
    });
  } catch (const Unreadable& e) {
    found.emplace_back(e.what());
  }
  return found;
}

const std::vector<PackedFile> kTwo{{"县/预算.pdf", "one"}, {"b.txt", "two"}};
const auto kTwoUnpacked = ElementsAre("县/预算.pdf=one", "b.txt=two");

TEST(Unpack, ReadsEveryFormat) {
  EXPECT_THAT(unpacked(stored_zip(kTwo)), kTwoUnpacked);
  EXPECT_THAT(unpacked(stored_zip(kTwo, /*flags=*/1 << 11)), kTwoUnpacked);
  EXPECT_THAT(unpacked(pack(ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, kTwo)), kTwoUnpacked);
  EXPECT_THAT(unpacked(pack(ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE, kTwo)), kTwoUnpacked);
  for (const int filter :
       {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_BZIP2, ARCHIVE_FILTER_XZ, ARCHIVE_FILTER_ZSTD}) {
    EXPECT_THAT(unpacked(pack(ARCHIVE_FORMAT_TAR_USTAR, filter, kTwo)), kTwoUnpacked) << filter;
  }
  const std::vector<PackedFile> ascii{{"a/1.pdf", "one"}, {"b.txt", "two"}};
  EXPECT_THAT(unpacked(pack(ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE, ascii)),
              ElementsAre("a/1.pdf=one", "b.txt=two"));
}

TEST(Unpack, ACompressedFileIsAnArchiveOfOne) {
  EXPECT_THAT(unpacked(pack(ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP, {{"x", "%PDF-1.4"}})),
              ElementsAre("data=%PDF-1.4"));
}

// As the ZIP programs of Chinese Windows write names.
TEST(Unpack, NamesMayBeInGb18030WithBackslashes) {
  EXPECT_THAT(unpacked(stored_zip({{"\xCF\xD8\\\xD4\xA4\xCB\xE3.pdf", "x"}})),
              ElementsAre("县/预算.pdf=x"));
}

TEST(Unpack, PassesOverFoldersAndHiddenFiles) {
  EXPECT_THAT(unpacked(pack(ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE,
                            {{"./", ""},
                             {"./a.pdf", "x"},
                             {"__MACOSX/._a.pdf", "x"},
                             {".git/config", "x"},
                             {"/b/.DS_Store", "x"},
                             {"/c.pdf", "x"}})),
              ElementsAre("a.pdf=x", "c.pdf=x"));
}

TEST(Unpack, OfADamagedArchiveGivesWhatCanBeRead) {
  std::string flawed = stored_zip(kTwo);
  flawed.replace(flawed.find("one"), 3, "ONE");
  EXPECT_THAT(unpacked(flawed),
              ElementsAre(StartsWith("县/预算.pdf: it is damaged (ZIP bad CRC"), "b.txt=two"));
  const std::string whole = pack(ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE, kTwo);
  EXPECT_THAT(unpacked(whole.substr(0, 1030)),
              ElementsAre("县/预算.pdf=one", HasSubstr("the archive is damaged, and its rest can't "
                                                       "be read (Truncated")));
  EXPECT_THAT(unpacked("7z\xBC\xAF\x27\x1C" + std::string(100, 'x')),
              ElementsAre(HasSubstr("the archive is damaged")));
}

TEST(Unpack, SaysWhatIsEncrypted) {
  EXPECT_THAT(unpacked(stored_zip({{"a.pdf", "x"}}, /*flags=*/1)),
              ElementsAre("a.pdf: it is encrypted; unpack the archive with its password"));
}

TEST(Unpack, EndsAtItsLimits) {
  EXPECT_THAT(
      unpacked(stored_zip(kTwo), {.members = 1}),
      ElementsAre("县/预算.pdf=one", "the archive has more than 20000 files; unpack it first"));
  EXPECT_THAT(unpacked(stored_zip(kTwo), {.bytes = 5}),
              ElementsAre("县/预算.pdf=one",
                          "what is in the archive takes more than 2048 MiB; unpack it first"));
  const PackedFile bomb{"a", std::string(100 << 20, ' ')};
  EXPECT_THAT(unpacked(pack(ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP, {bomb})),
              ElementsAre(StartsWith("the archive unpacks to more than 200 times its size")));
}

}  // namespace
}  // namespace gongkai::extract
