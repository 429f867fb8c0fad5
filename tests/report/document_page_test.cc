#include "report/document_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gongkai::report {
namespace {

using testing::HasSubstr;
using testing::Not;

store::ReportDocument document() {
  store::ReportDocument document;
  document.sha256 = std::string(64, 'a');
  document.source_path = "in/a.pdf";
  document.status = "ok";
  document.pages = 1;
  return document;
}

// A table of one figure, 12, in a cell of its own.
store::ReportDetails details() {
  store::ReportDetails details;
  details.pages = {{1, 595, 842, "text"}};
  store::ReportFact fact;
  fact.locator = "t1r0c0";
  fact.page = 1;
  fact.raw = "12";
  store::ReportTable table;
  table.ordinal = table.first_page = 1;
  table.cells = {{.page = 1, .text = "12"}};
  table.amounts = {fact};
  details.tables = {table};
  return details;
}

TEST(DocumentPage, ListsTheCorrectionsOfTheDataset) {
  store::ReportDetails corrected = details();
  corrected.corrections = {{{"locator", "t1r0c0"},
                            {"page_no", "1"},
                            {"old_raw", "12"},
                            {"new_value", "13 & more"},
                            {"who", "王芳"},
                            {"why", "<b>misprint</b>"},
                            {"status", "conflict"},
                            {"note", "nothing on page 1 is t1r0c0"}}};
  const std::string page = document_page(document(), "", corrected, {});
  EXPECT_THAT(page, HasSubstr("Corrections in the dataset 已登记的更正"));
  EXPECT_THAT(page,
              HasSubstr("<tr><td><a class=\"jump\" href=\"#t1r0c0\">t1r0c0</a></td><td>12</td>"
                        "<td>13 &amp; more</td><td>王芳</td><td>&lt;b&gt;misprint&lt;/b&gt;</td>"
                        "<td>conflict 有冲突</td><td>nothing on page 1 is t1r0c0</td></tr>"));
  EXPECT_THAT(document_page(document(), "", details(), {}),
              Not(HasSubstr("Corrections in the dataset")));
}

TEST(DocumentPage, SaysWhatRulesAndCodesMeanAndWhatToTry) {
  store::ReportDetails doubtful = details();
  doubtful.failed_checks = {
      {.id = 7, .rule = "A6", .subject = "收入总计 = 支出总计", .detail = {}}};
  doubtful.diagnostics = {{1, 1, "warning", "table.unknown", "no schema knows it"},
                          {2, 1, "warning", "table.unknown", "nor this"}};
  const std::string page = document_page(document(), "", doubtful, {});
  EXPECT_THAT(
      page,
      HasSubstr(
          "<b>A6</b> <span class=\"family\">within a table 表内: 收入总计 = 支出总计</span>"));
  EXPECT_THAT(page, HasSubstr("no schema knows it <a class=\"jump\" href=\"#p1\">p. 1</a><br><span "
                              "class=\"detail\">What to "
                              "try 处理建议: gongkai schema new, schemas.md</span></li>"));
  EXPECT_THAT(page, HasSubstr("nor this <a class=\"jump\" href=\"#p1\">p. 1</a></li>"));
}

TEST(DocumentPage, MarksWhatACorrectionAppliesTo) {
  store::ReportDetails corrected = details();
  store::ReportFact& fact = corrected.tables.front().amounts.front();
  fact.is_corrected = true;
  fact.attributes = {{"new_value", "13"}};
  const std::string page = document_page(document(), "", corrected, {});
  EXPECT_THAT(page, HasSubstr("<td id=\"t1r0c0\" class=\"fact unchecked corrected\">12</td>"));
  EXPECT_THAT(page, HasSubstr("[\"Corrected to 更正为\",\"13\"]"));  // for the figure's card
}

}  // namespace
}  // namespace gongkai::report
