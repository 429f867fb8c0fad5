// The dataset of a digital page and that of its scan.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "../store/literal_dataset.h"
#include "extract/pdf_reader.h"
#include "normalize/normalize.h"
#include "pictures.h"
#include "recognize/recognize.h"
#include "store/diff.h"

namespace gongkai {
namespace {

normalize::Ledger fill(store::Database& dataset, extract::Document document) {
  document.path = "page.pdf";
  document.sha256 = std::string(64, 'a');
  document.media_type = "application/pdf";
  const recognize::Reading reading = recognize::recognize(document, recognize::built_in_schemas());
  normalize::Ledger ledger = normalize::normalize(reading, normalize::built_in_books());
  store::Writer writer(dataset);
  store::write(writer, document, reading, ledger);
  return ledger;
}

TEST(ScanDiff, FindsFlaggedFactsAlone) {
  constexpr int kPage = 3;  // 预算收支总表
  constexpr double kDots = 200;
  const std::filesystem::path specimen = extract::shanxi_specimen();
  extract::Document digital, scan;
  digital.pages = {extract::read_document(specimen).pages.at(kPage - 1)};
  digital.pages.front().number = 1;
  extract::read_pdf(extract::pdf_of(extract::picture_of(specimen, kPage, kDots), kDots), {}, scan);

  store::Database a(":memory:"), b(":memory:");
  fill(a, digital);
  const normalize::Ledger ledger = fill(b, scan);
  const store::DocumentDiff difference = store::diff(a.connection(), b.connection()).at(0);
  EXPECT_EQ(difference.counts.at("amount").both, 20U);
  for (const std::string& line : difference.lines) {
    EXPECT_TRUE(std::any_of(ledger.diagnostics.begin(), ledger.diagnostics.end(), [&](const Diagnostic& d) {
      const size_t quoted = d.message.find('"', 1);
      return d.code == "ocr.doubtful" && line.find("raw=" + d.message.substr(1, quoted - 1)) != std::string::npos;
    })) << line;
  }
}

}  // namespace
}  // namespace gongkai
