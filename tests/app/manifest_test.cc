#include "app/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scratch_folder.h"

namespace gongkai::app {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;

class ManifestFile : public ScratchFolder {
 protected:
  std::string error_of(const std::string& content) const {
    try {
      const Manifest manifest(make("m.csv", content));
    } catch (const std::runtime_error& e) {
      return e.what();
    }
    return "";
  }
};

TEST_F(ManifestFile, SaysWhatIsKnownOfAFile) {
  Manifest manifest(make("in/m.csv",
                         "path,url,region_code,unit_name,fetched_at\n"
                         "a.pdf,https://example.org/a,140581,\"高平市,财政局\",2026-02-01\n"));
  const store::ManifestEntry* entry = manifest.find(path("in/a.pdf"), "a.pdf");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(*entry, (store::ManifestEntry{"https://example.org/a", "140581", "高平市,财政局",
                                          "2026-02-01"}));
  EXPECT_EQ(manifest.find(path("in/b.pdf"), "b.pdf"), nullptr);
}

TEST_F(ManifestFile, ColumnsComeInAnyOrderAndMayBeMissing) {
  Manifest manifest(make("m.csv", "title,url,path\r\n预算,https://example.org/a,a.pdf\r\n"));
  EXPECT_EQ(*manifest.find(path("a.pdf"), "a.pdf"),
            (store::ManifestEntry{.url = "https://example.org/a"}));
  EXPECT_THAT(manifest.other_columns(), ElementsAre("title"));
}

TEST_F(ManifestFile, PathsAreFromItsFolderElseFromTheIngestedOneOrAbsolute) {
  Manifest manifest(
      make("lists/m.csv", fmt::format("path,url\n../in/a.pdf,1\nx/b.pdf,2\n{},3\nnone.pdf,4\n",
                                      path("in/c.pdf").string())));
  EXPECT_EQ(manifest.find(path("in/a.pdf"), "a.pdf")->url, "1");
  EXPECT_EQ(manifest.find(path("in/x/b.pdf"), "x/b.pdf")->url, "2");
  EXPECT_EQ(manifest.find(path("in/./c.pdf"), "c.pdf")->url, "3");
  EXPECT_THAT(manifest.unmatched(), ElementsAre("none.pdf"));
}

TEST_F(ManifestFile, OfSeveralRowsForOneFileTheLastCounts) {
  Manifest manifest(make("m.csv", "path,url\na.pdf,1\n./a.pdf,2\n"));
  EXPECT_EQ(manifest.find(path("a.pdf"), "a.pdf")->url, "2");
  EXPECT_EQ(manifest.repeated(), 1U);
  EXPECT_THAT(manifest.unmatched(), IsEmpty());
}

// As spreadsheets of Chinese Windows write it.
TEST_F(ManifestFile, MayBeInGb18030) {
  Manifest manifest(make("m.csv", "path,unit_name\na.pdf,\xB2\xC6\xD5\xFE\xBE\xD6\n"));
  EXPECT_EQ(manifest.find(path("a.pdf"), "a.pdf")->unit_name, "财政局");
}

TEST_F(ManifestFile, OneThatIsBrokenIsAnErrorThatSaysWhere) {
  EXPECT_THAT(error_of(""), EndsWith("m.csv: it is empty; its first line must name its columns"));
  EXPECT_THAT(error_of("path,url\na.pdf,\"x\n"), EndsWith("line 2: a quote is never closed"));
  EXPECT_THAT(error_of("path,url\na.pdf,x,y\n"),
              EndsWith("line 2 has 3 fields, but the first line names 2 columns; put texts with "
                       "commas in quotes"));
  EXPECT_THAT(error_of("file,url\na.pdf,x\n"),
              EndsWith("it has no column path, so that nothing says which files its rows are "
                       "about; its columns are file, url"));
  EXPECT_THAT(error_of("path,path\na.pdf,x\n"), EndsWith("it has two columns path"));
  EXPECT_THAT(error_of(std::string("path\0", 5)),
              EndsWith("it is no text; save it as CSV in UTF-8"));
}

}  // namespace
}  // namespace gongkai::app
