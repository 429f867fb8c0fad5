// gongkai report, with the program itself. What a browser makes of it: tests/report.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "program_run.h"

namespace gongkai::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kSpecimen =
    GONGKAI_SOURCE_DIR "/corpus/form-shanxi/沁水县蚕桑服务站2026年度单位预算公开.pdf";

class Report : public ProgramRun {
 protected:
  // The only file of a folder of the report.
  std::string only_page() const {
    const auto pages = fs::directory_iterator(path("site/documents"));
    return content_of(fs::begin(pages)->path());
  }
  Result report(const std::string& options = "") const {
    return run("report out.db -o site " + options);
  }
};

TEST_F(Report, ShowsWhatWasReadOverPictures) {
  ASSERT_EQ(run(fmt::format("ingest '{}' --db out.db --quiet", kSpecimen)).code, 0);
  const Result first = report();
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_THAT(first.err, HasSubstr("open site/index.html in a browser"));
  EXPECT_THAT(content_of(path("site/index.html")), HasSubstr("Documents 文件"));
  EXPECT_THAT(content_of(path("site/data.js")), HasSubstr("沁水县蚕桑服务站"));
  const std::string page = only_page();
  EXPECT_THAT(page, HasSubstr(R"(class="fact vouched")"));
  EXPECT_THAT(page, HasSubstr(R"(<td id="f1i1" class="fact told">)"));
  EXPECT_THAT(page, HasSubstr("loading=\"lazy\""));
  EXPECT_THAT(report().err, HasSubstr(" 0 pictures drawn"));
}

TEST_F(Report, SaysWhyThereIsNoPicture) {
  fs::create_directories(path("in"));
  fs::copy_file(kSpecimen, path("in/a.pdf"));
  ASSERT_EQ(run("ingest in --db out.db --quiet").code, 0);
  make("in/a.pdf", "another file");
  EXPECT_EQ(report().code, 3);
  EXPECT_THAT(only_page(), HasSubstr("the file has changed since it was read"));
  fs::remove(path("in/a.pdf"));
  EXPECT_EQ(report().code, 3);
  EXPECT_THAT(only_page(), HasSubstr("the file is no longer where it was read"));
  EXPECT_FALSE(fs::exists(path("site/pictures")));
  EXPECT_EQ(report("--pictures none").code, 0);
}

TEST_F(Report, KeepsTextsOfDocumentsFromBeingHtml) {
  make("in/a.txt",
       "某某县教育局2026年部门预算\n支出总表\n单位：万元\n科目编码\t科目名称\t合计\n"
       "205\t<script>alert(1)</script>\t1.00\n9\t</script><img src=x onerror=alert(2)>\tx\n");
  run("ingest in --db out.db --quiet");
  ASSERT_EQ(report().code, 0);
  for (const std::string& text :
       {only_page(), content_of(path("site/data.js")), content_of(path("site/index.html"))}) {
    EXPECT_THAT(text, Not(HasSubstr("<script>alert")));
    EXPECT_THAT(text, Not(HasSubstr("<img src=x")));
  }
  EXPECT_THAT(only_page(), HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

// What a dataset no longer has leaves the report; a report that fails does not look whole.
TEST_F(Report, HoldsOneDatasetAsAWhole) {
  make("in/a.txt", "收支总表\n");
  run("ingest in --db out.db --quiet");
  make("site/documents/0123456789abcdef.html", "of another dataset");
  make("site/index.html", "of another dataset");
  ASSERT_EQ(report().code, 0);
  EXPECT_FALSE(fs::exists(path("site/documents/0123456789abcdef.html")));
  fs::remove_all(path("site/documents"));
  make("site/documents", "no folder");
  EXPECT_EQ(report().code, 1);
  EXPECT_FALSE(fs::exists(path("site/index.html")));
}

}  // namespace
}  // namespace gongkai::app
