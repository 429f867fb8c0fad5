#include "app/versions.h"

#include <archive.h>
#include <fmt/format.h>
#include <poppler-version.h>
#include <sqlite3.h>
#include <xlsxwriter/utility.h>

#include <CLI/Version.hpp>

#include "extract/ocr/runtime_version.h"
#include "store/database.h"

namespace gongkai::app {

namespace {

constexpr std::string_view kArchiveName = "libarchive ";  // with which its version begins

}  // namespace

std::string versions() {
  return fmt::format(
      "gongkai {}\ndataset schema {}\npoppler {}\nSQLite {}\nlibarchive {}\nlibxlsxwriter {}\nONNX Runtime {}\n"
      "CLI11 {}",
      GONGKAI_VERSION, store::kSchemaVersion, poppler::version_string(), sqlite3_libversion(), archive_version_string() + kArchiveName.size(),
      lxw_version(), extract::ocr_runtime_version(), CLI11_VERSION);
}

}  // namespace gongkai::app
