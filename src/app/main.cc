#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
  CLI::App app("Chinese budget disclosures as one SQLite dataset");
  app.set_version_flag("--version", "gongkai " GONGKAI_VERSION);
  CLI11_PARSE(app, argc, argv);
  return 0;
}
